package signature

import (
	"fmt"

	"minhchung/internal/kpi"
)

// forms: certifications, locks and values.
func forms() []trial {
	sound, changed := kpi.SignatureSound, kpi.SignatureChanged
	fill := func(value string) func(*pki, *paper) {
		return func(_ *pki, p *paper) { p.write(obj{20, textField(value)}) }
	}
	return []trial{
		{name: "certified, nothing may change, nothing changed", file: certified(1, "", nil), want: sound, check: only(func(s kpi.Signature) bool { return s.Permission == 1 })},
		{name: "certified for filling in, filled in", file: certified(2, "", fill("50")), want: sound, later: changeForm, check: only(func(s kpi.Signature) bool { return s.Permission == 2 })},
		{name: "certified against changes, filled in", file: certified(1, "", fill("50")), want: changed, later: changeForm},
		{name: "certified without a level, filled in", file: certified(0, "", fill("50")), want: sound, later: changeForm},
		{name: "not certified, filled in", file: certified(-1, "", fill("50")), want: changed, later: changeForm},
		{name: "certified, but this field is locked", file: certified(2, fieldLock("Include", "Muc"), fill("50")), want: changed, later: changeForm},
		{name: "certified, all but this field locked", file: certified(2, fieldLock("Exclude", "Muc"), fill("50")), want: sound},
		{name: "certified, another field of a like name locked", file: certified(2, fieldLock("Include", "Mu"), fill("50")), want: sound},
		{name: "filled in, and more than the value changed", file: certified(2, "", func(_ *pki, p *paper) {
			p.write(obj{20, "<</Type/Annot/Subtype/Widget/FT/Tx/T(Muc)/V(50)/Rect[0 0 595 842]/P 3 0 R>>"})
		}), want: changed},
		{name: "filled in with a script", file: certified(2, "", func(_ *pki, p *paper) {
			p.write(obj{20, "<</Type/Annot/Subtype/Widget/FT/Tx/T(Muc)/V(50)/Rect[60 600 200 620]/P 3 0 R/AA<</K<</S/JavaScript/JS(1)>>>>>>"})
		}), want: changed},
		{name: "certified for notes, a note added", file: certified(3, "", func(_ *pki, p *paper) {
			p.annots = append(p.annots, "30 0 R")
			p.write(obj{3, p.sheet()}, obj{30, "<</Type/Annot/Subtype/FreeText/Rect[60 690 400 730]/Contents(90)>>"})
		}), want: changed, later: changeAnnotation},
		{name: "certified against changes, signed again", file: certified(1, "", func(w *pki, p *paper) { p.sign(by(w.p256)) }), want: changed, later: changeSignature},
		{name: "certified against changes, document timestamp added", file: certified(1, "", func(w *pki, p *paper) { p.sign(docStamp(w, "2026-03-05")) }), want: sound, later: changeTimestamp},
		{name: "certified against changes, evidence added", file: certified(1, "", func(w *pki, p *paper) { store(p, w, crl(w.between, "2026-03-03"), nil) }), want: sound, later: changeDSS},
		{name: "certified for filling in, a stamp nobody foresaw", file: certified(2, "", func(w *pki, p *paper) { p.sign(stamped(w, 40, "[60 60 220 130]")) }), want: changed, later: changeSignature},
		{name: "certified for filling in, signed out of sight", file: certified(2, "", func(w *pki, p *paper) { p.sign(by(w.p256)) }), want: sound, later: changeSignature},
		{name: "a new text field", file: certified(2, "", func(_ *pki, p *paper) {
			p.fields, p.annots = append(p.fields, "31 0 R"), append(p.annots, "31 0 R")
			p.write(obj{1, p.root()}, obj{3, p.sheet()}, obj{31, "<</Type/Annot/Subtype/Widget/FT/Tx/T(moi)/V(90)/Rect[60 690 200 730]/P 3 0 R>>"})
		}), want: changed, later: changeForm},
		{name: "a field taken away", file: certified(2, "", func(_ *pki, p *paper) {
			p.fields = p.fields[1:]
			p.write(obj{1, p.root()})
		}), want: changed, later: changeForm},
		{name: "readers told to draw the form anew", file: certified(2, "", func(_ *pki, p *paper) {
			p.acro = "/NeedAppearances true"
			p.write(obj{1, p.root()})
		}), want: changed, later: changeForm},
		{name: "another meaning for a font of the form", file: certified(2, "", func(_ *pki, p *paper) {
			p.acro = "/DR<</Font<</F1 35 0 R>>>>"
			p.write(obj{1, p.root()}, obj{35, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"})
		}), want: sound},
		{name: "permission taken out of the catalogue", file: certified(2, "", func(_ *pki, p *paper) {
			p.catalog = ""
			p.write(obj{1, p.root()})
		}), want: changed, later: changeStructure},
	}
}

func textField(value string) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Tx/T(Muc)/V(%s)/Rect[60 600 200 620]/P 3 0 R>>", value)
}

func fieldLock(action, name string) string {
	return fmt.Sprintf("<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/%s/Fields[(%s)]/V/1.2>>/Data 1 0 R>>", action, name)
}

// certified makes a paper with a text field, certifies it at a level (-1: only
// signs it) and lets something happen to it.
func certified(level int, lock string, then func(*pki, *paper)) func(w *pki) []byte {
	return func(w *pki) []byte {
		p := newPaper(table, obj{20, textField("10")})
		p.fields, p.annots = []string{"20 0 R"}, []string{"20 0 R"}
		s := by(w.rsa)
		if level >= 0 {
			p.catalog = fmt.Sprintf("/Perms<</DocMDP %d 0 R>>", p.next)
			params := fmt.Sprintf("/P %d", level)
			if level == 0 {
				params = ""
			}
			s.more = "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2" + params + ">>>>" + lock + "]"
		}
		p.sign(s)
		if then != nil {
			then(w, p)
		}
		return p.out
	}
}
