package revision

import (
	"bytes"
	"fmt"
	"testing"
)

// plainFile is a document of three objects in one revision.
func plainFile(more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	objects := append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>"}, more...)
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// FuzzOpen: whatever the bytes, every object of every revision can be asked for.
func FuzzOpen(f *testing.F) {
	f.Add(plainFile())
	f.Add(plainFile("<</Length 4>>\nstream\nabcd\nendstream", "[1 0 R(a\\(b\\051)<4142>/N#41me 1.5 -2 true null]"))
	f.Add(plainFile("<</Length 4 0 R>>\nstream\nabcd\nendstream"))
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := Open(file)
		if err != nil {
			return
		}
		d.Account()
		for i, r := range d.Revisions {
			if r.Mark > r.End || r.End > len(file) {
				t.Fatalf("revision %d ends at %d/%d of %d", i, r.Mark, r.End, len(file))
			}
			v := d.View(i)
			nums, _ := d.Touched(i)
			for _, n := range nums {
				o := v.Object(Ref{Num: n, Gen: v.Gen(n)})
				if o == nil {
					continue
				}
				if o.End > r.End {
					t.Fatalf("object %d of revision %d ends behind it", n, i)
				}
				v.Data(o.Value)
				v.Dict(o.Value)
			}
		}
	})
}
