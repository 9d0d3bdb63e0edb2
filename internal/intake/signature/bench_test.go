package signature

import (
	"bytes"
	"testing"
)

// BenchmarkCheck judges the files that offices make; figures are a file.
func BenchmarkCheck(b *testing.B) {
	trust := anchors(b)
	w := world()
	for name, file := range map[string][]byte{
		"RSA":        signedPaper(table, by(w.rsa)).out,
		"ECDSA":      signedPaper(table, by(w.p256)).out,
		"three":      signedPaper(packed, by(w.rsa), by(w.p256), by(w.ed)).out,
		"long term":  longTerm(w, w.expired, crl(w.between, "2026-03-03"), nil).sign(docStamp(w, "2026-03-05")).out,
		"unsigned":   newPaper(table).out,
		"3 MB":       large(w, 3<<20).out,
		"3 MB twice": large(w, 3<<20).sign(by(w.rsa)).out,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			for b.Loop() {
				check(file, trust, judgedOn())
			}
		})
	}
}

// large is a signed paper of about size bytes in pages of text.
func large(w *pki, size int) *paper {
	var objects []obj
	for n := 100; size > 0; n++ {
		body := streamOf("", string(bytes.Repeat([]byte("BT /F1 12 Tf 60 700 Td (Quyet dinh) Tj ET\n"), 300)))
		objects = append(objects, obj{n, body})
		size -= len(body)
	}
	return newPaper(table, objects...).sign(by(w.rsa))
}
