package signature

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/kpi"
)

// tagged: what a later signature may say in the tree of structure of a paper.
func tagged() []trial {
	sound, changed := kpi.SignatureSound, kpi.SignatureChanged
	const (
		text   = "<</Type/StructElem/S/P/P 51 0 R/Pg 3 0 R/K 0>>"
		form   = "<</Type/StructElem/S/Form/P 51 0 R/Pg 3 0 R/K<</Type/OBJR/Obj %d 0 R>>>>"
		body   = "<</Type/StructElem/S/Document/P 50 0 R/K[52 0 R 60 0 R]>>"
		lookup = "<</Nums[0 61 0 R 1 60 0 R]>>"
	)
	root := func(parents int) string {
		return fmt.Sprintf("<</Type/StructTreeRoot/K 51 0 R/ParentTree %d 0 R/ParentTreeNextKey 2>>", parents)
	}
	// again signs a second time and writes the tree anew, in which the widget is %d.
	again := func(objects ...obj) func(w *pki) []byte {
		return func(w *pki) []byte {
			p := newPaper(table, obj{50, strings.Replace(root(53), "Key 2", "Key 1", 1)}, obj{51, "<</Type/StructElem/S/Document/P 50 0 R/K[52 0 R]>>"},
				obj{52, text}, obj{53, "<</Nums[0 54 0 R]>>"}, obj{54, "[52 0 R]"})
			p.catalog, p.page, p.next = "/MarkInfo<</Marked true>>/StructTreeRoot 50 0 R", "/StructParents 0", 70
			p.write(obj{1, p.root()}, obj{3, p.sheet()})
			p.sign(by(w.rsa))
			p.page += "/Tabs/S"
			widget := p.next + 1
			var now []obj
			for _, o := range objects {
				if strings.Contains(o.body, "%d") {
					o.body = fmt.Sprintf(o.body, widget)
				}
				now = append(now, o)
			}
			return p.sign(signing{envelope: envelope{by: w.p256}, widget: "/StructParent 1", objects: now}).out
		}
	}
	anew := func(changed ...obj) func(w *pki) []byte {
		all := []obj{{50, root(62)}, {51, body}, {60, form}, {61, "[52 0 R]"}, {62, lookup}}
		for _, c := range changed {
			found := false
			for i := range all {
				if all[i].num == c.num {
					all[i], found = c, true
				}
			}
			if !found {
				all = append(all, c)
			}
		}
		return again(all...)
	}
	return []trial{
		{name: "a tag for a second signature", file: anew(), want: sound, later: changeSignature},
		{name: "a tag with other words", file: anew(obj{60, strings.Replace(form, "/S/Form", "/S/Form/ActualText(90 trieu)", 1)}), want: changed, later: changeStructure},
		{name: "a tag for what is no new signature", file: anew(obj{60, "<</Type/StructElem/S/Form/P 51 0 R/K<</Type/OBJR/Obj 3 0 R>>>>"}), want: changed, later: changeStructure},
		{name: "a tag that is a paragraph", file: anew(obj{60, strings.Replace(form, "/S/Form", "/S/P", 1)}), want: changed, later: changeStructure},
		{name: "a tag before the others", file: anew(obj{51, strings.Replace(body, "52 0 R 60 0 R", "60 0 R 52 0 R", 1)}), want: changed, later: changeStructure},
		{name: "a tag in place of another", file: anew(obj{51, strings.Replace(body, "52 0 R 60 0 R", "60 0 R", 1)}), want: changed, later: changeStructure},
		{name: "an old tag with other words", file: anew(obj{52, strings.Replace(text, "/S/P", "/S/P/Alt(90 trieu)", 1)}), want: changed, later: changeStructure},
		{name: "what is shown led to another tag", file: anew(obj{61, "[51 0 R]"}), want: changed, later: changeStructure},
		{name: "what is shown led to two tags", file: anew(obj{62, "<</Nums[0 61 0 R 0 63 0 R 1 60 0 R]>>"}, obj{63, "[51 0 R]"}), want: changed, later: changeStructure},
		{name: "what is shown led to no tag", file: anew(obj{62, "<</Nums[1 60 0 R]>>"}), want: changed, later: changeStructure},
		{name: "a tree of tags below itself", file: anew(obj{62, "<</Kids[62 0 R]>>"}), want: changed, later: changeStructure},
		{name: "names of tags changed", file: anew(obj{50, strings.Replace(root(62), "/K", "/RoleMap<</P/H1>>/K", 1)}), want: changed, later: changeStructure},
	}
}

// Papers that programs of offices signed, the second signature over the first: made
// with these programs, a key made for it, and no person's name.
func TestWhatOtherProgramsSign(t *testing.T) {
	t.Parallel()
	root, err := os.ReadFile("testdata/signers/root.pem")
	if err != nil {
		t.Fatal(err)
	}
	trust, bad := ParseAnchors(root)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	files, _ := filepath.Glob("testdata/signers/*.pdf")
	if len(files) != 5 {
		t.Fatalf("%d files", len(files))
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := check(doc, trust, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
		if r.Verdict != kpi.SignatureSound || len(r.Signatures) != 2 || !slices.Equal(r.Signatures[1].LaterChanges, []string{}) {
			t.Errorf("%s: %s", file, tell(r))
		}
	}
}
