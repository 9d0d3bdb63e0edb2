package structure

import (
	"bytes"
	"fmt"
	"testing"
)

// document builds a PDF of one empty page; more objects follow from number 4.
func document(catalogue string, more ...string) []byte {
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalogue + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	}, more...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// These documents are harmless, so the test may read them outside the child.
func TestLook(t *testing.T) { //nolint:paralleltest // Prepare comes before any other goroutine
	Prepare()
	for name, c := range map[string]struct {
		doc  []byte
		want func(Facts) bool
	}{
		"plain":             {document(""), func(f Facts) bool { return f.Pages == 1 && f.Objects == 3 && !f.JavaScript && !f.Encrypted }},
		"a page twice":      {bytes.Replace(document(""), []byte("[3 0 R]"), []byte("[3 0 R 3 0 R]"), 1), func(f Facts) bool { return f.Pages == 1 }},
		"a false count":     {bytes.Replace(document(""), []byte("/Count 1"), []byte("/Count 9"), 1), func(f Facts) bool { return f.Pages == 1 && f.ClaimedPages == 9 }},
		"a nested script":   {document("", "[[<</A<</S/JavaScript>>>>]]"), func(f Facts) bool { return f.JavaScript }},
		"a name tree":       {document("/Names<</JavaScript<</Names[]>>>>"), func(f Facts) bool { return f.JavaScript }},
		"a launch":          {document("", "<</S/Launch>>"), func(f Facts) bool { return f.Launch && !f.JavaScript }},
		"rich media":        {document("", "<</Type/Annot/Subtype/RichMedia/Rect[0 0 1 1]>>"), func(f Facts) bool { return f.RichMedia }},
		"a dynamic form":    {document("/AcroForm<</XFA[]>>"), func(f Facts) bool { return f.XFA }},
		"an embedded table": {document("", "<</Type/Filespec/UF(a.csv)/EF<<>>>>"), func(f Facts) bool { return len(f.Embedded) == 1 && f.Embedded[0] == Embedded{Name: "a.csv"} }},
	} {
		f, err := Look(c.doc)
		if err != nil || !c.want(f) {
			t.Errorf("%s: %+v %v", name, f, err)
		}
	}
	if _, err := Look([]byte("%PDF-1.4\nnothing")); err == nil {
		t.Error("rubbish has bones")
	}
}
