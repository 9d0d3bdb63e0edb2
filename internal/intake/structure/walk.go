package structure

import (
	"bytes"
	"compress/zlib"
	"io"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"minhchung/internal/intake/program"
)

const (
	maxDepth    = 100     // nesting of direct objects
	maxPages    = 200_000 // counted pages
	maxEmbedded = 200     // listed files
)

// walker visits each live object once; references are not followed, so the graph
// of a hostile file cannot lead it in circles.
type walker struct {
	facts *Facts
	ctx   *model.Context
}

func (w *walker) object(o types.Object, depth int) {
	if depth > maxDepth {
		return
	}
	switch o := o.(type) {
	case types.Dict:
		w.dict(o, depth)
	case types.StreamDict:
		w.stream(o, depth)
	case *types.StreamDict:
		w.stream(*o, depth)
	case types.Array:
		for _, e := range o {
			w.object(e, depth+1)
		}
	}
}

func (w *walker) stream(s types.StreamDict, depth int) {
	if name(s.Dict, "Type") == "EmbeddedFile" {
		w.embedded(Embedded{Program: program.Bytes(opening(s))})
	}
	w.dict(s.Dict, depth)
}

func (w *walker) dict(d types.Dict, depth int) {
	switch name(d, "S") {
	case "JavaScript":
		w.facts.JavaScript = true
	case "Launch":
		w.facts.Launch = true
	}
	switch name(d, "Subtype") {
	case "RichMedia", "3D", "Screen", "Movie":
		w.facts.RichMedia = w.facts.RichMedia || name(d, "Type") == "Annot" || d["Rect"] != nil
	}
	for key, value := range d {
		switch key {
		case "JS", "JavaScript":
			w.facts.JavaScript = true
		case "XFA":
			w.facts.XFA = true
		case "EF":
			n := fileName(d)
			w.embedded(Embedded{Name: n, Program: program.Name(n)})
		}
		w.object(value, depth+1)
	}
}

// embedded keeps e; a stream and the entry that names it are two sightings.
func (w *walker) embedded(e Embedded) {
	if len(w.facts.Embedded) < maxEmbedded && !slices.Contains(w.facts.Embedded, e) {
		w.facts.Embedded = append(w.facts.Embedded, e)
	}
}

// countPages follows the page tree, each node once.
func (w *walker) countPages() {
	root, err := w.ctx.Pages()
	if err != nil || root == nil {
		return
	}
	if d, err := w.ctx.DereferenceDict(*root); err == nil && d != nil {
		if n := d.IntEntry("Count"); n != nil {
			w.facts.ClaimedPages = *n
		}
	}
	seen := map[int]bool{}
	todo := []types.Object{*root}
	for len(todo) > 0 && w.facts.Pages < maxPages {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if ref, ok := o.(types.IndirectRef); ok {
			if n := ref.ObjectNumber.Value(); seen[n] {
				continue
			} else {
				seen[n] = true
			}
		}
		d, err := w.ctx.DereferenceDict(o)
		if err != nil || d == nil {
			continue
		}
		kids, err := w.ctx.DereferenceArray(d["Kids"])
		if err != nil || kids == nil {
			w.facts.Pages++
			continue
		}
		todo = append(todo, kids...)
	}
}

func name(d types.Dict, key string) string {
	if n, ok := d[key].(types.Name); ok {
		return n.Value()
	}
	return ""
}

func fileName(d types.Dict) string {
	for _, key := range []string{"UF", "F"} {
		if o, ok := d[key]; ok {
			if s, err := types.StringOrHexLiteral(o); err == nil && s != nil {
				return *s
			}
		}
	}
	return ""
}

// opening returns the first bytes of an embedded file. Only plain and
// Flate-compressed streams are opened; behind other filters nothing is seen.
func opening(s types.StreamDict) []byte {
	const enough = 64
	switch len(s.FilterPipeline) {
	case 0:
		return s.Raw[:min(enough, len(s.Raw))]
	case 1:
		if s.FilterPipeline[0].Name != "FlateDecode" {
			return nil
		}
		z, err := zlib.NewReader(bytes.NewReader(s.Raw))
		if err != nil {
			return nil
		}
		b, _ := io.ReadAll(io.LimitReader(z, enough))
		return b
	}
	return nil
}
