// Package structure looks at the bones of a PDF with pdfcpu: pages, encryption,
// programs and files carried inside. It is the only package that speaks to pdfcpu.
//
// It must run in the parser child and nowhere else: pdfcpu panics on hostile files
// and follows their sizes into gigabytes; the walls of the child bound both. It
// does not decide whether a file is readable (poppler does), reads no text, and
// says nothing about signatures.
package structure

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Facts is what the bones say.
type Facts struct {
	Pages         int        `json:"pages"`          // pages reached in the page tree, each once
	ClaimedPages  int        `json:"claimed_pages"`  // what the tree claims to hold
	Objects       int        `json:"objects"`        // live objects
	Encrypted     bool       `json:"encrypted"`      // also when it opens without a password
	NeedsPassword bool       `json:"needs_password"` // nothing can be read without one
	JavaScript    bool       `json:"javascript"`
	Launch        bool       `json:"launch"`     // an action that starts a program
	RichMedia     bool       `json:"rich_media"` // Flash, 3D and the like: programs in all but name
	XFA           bool       `json:"xfa"`        // a form with its own language
	Embedded      []Embedded `json:"embedded"`
}

// Embedded is a file carried inside.
type Embedded struct {
	Name    string `json:"name"`
	Program bool   `json:"program"` // its name or its first bytes are a program's
}

// Prepare must be called once, before any other goroutine runs: pdfcpu would
// otherwise write a configuration folder, and fetch addresses found in files.
func Prepare() {
	api.DisableConfigDir()
	model.TrustedCertDir = "/nonexistent"
}

// Look reads the bones of a PDF. Errors mean that pdfcpu cannot read it, which
// other readers may.
func Look(doc []byte) (Facts, error) {
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.ValidationMode = model.ValidationRelaxed
	conf.Optimize = false
	conf.DecodeAllStreams = false
	conf.Limits.MaxDecodeBytes = maxDecoded
	ctx, err := api.ReadContext(bytes.NewReader(doc), conf)
	if errors.Is(err, pdfcpu.ErrWrongPassword) {
		return Facts{Encrypted: true, NeedsPassword: true}, nil
	}
	if err != nil {
		return Facts{}, fmt.Errorf("structure: %w", err)
	}
	f := Facts{Encrypted: ctx.E != nil}
	w := walker{facts: &f, ctx: ctx}
	for _, e := range ctx.Table {
		if e == nil || e.Free || e.Object == nil {
			continue
		}
		f.Objects++
		w.object(e.Object, 0)
	}
	w.countPages()
	if f.Pages == 0 && f.ClaimedPages > 0 {
		return f, errors.New("structure: no page can be reached")
	}
	return f, nil
}

// maxDecoded bounds one decoded object or cross-reference stream, in bytes.
const maxDecoded = 128 << 20
