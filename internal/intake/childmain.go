package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"minhchung/internal/intake/child"
	"minhchung/internal/intake/office"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/structure"
	"minhchung/internal/intake/text/legacy"
)

// childArg is the first argument of a parser child.
const childArg = "intake-child"

// Helper is the first thing that a program must call which makes a Reader: the Reader
// starts that program anew for its helpers. When the arguments (without the program's
// name) are those of a helper, it lives that life to the end and returns the exit
// code; the caller must then do nothing else.
func Helper(args []string, stdin io.Reader, stdout io.Writer) (code int, is bool) {
	if len(args) > 0 && args[0] == childArg {
		return childMain(args[1:], stdin, stdout), true
	}
	return sandbox.Helper(args)
}

// childMain is the life of a parser child: it serves documents from stdin until it
// ends.
func childMain(args []string, stdin io.Reader, stdout io.Writer) int {
	if len(args) != 0 {
		fmt.Fprintln(os.Stderr, "the parser child takes no arguments")
		return 2
	}
	structure.Prepare()
	if err := child.Serve(handlers(), stdin, stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// What a parser child can do.
const (
	opPDF     = "pdf"
	opMeasure = "measure"
	opDraw    = "draw"
	opBare    = "bare"
	opTurn    = "turn"
	opOffice  = "office"
	opJoin    = "join"
)

type pdfAnswer struct {
	structure.Facts
	Problem string `json:"problem"`  // pdfcpu cannot read it
	TooMuch bool   `json:"too_much"` // because it unpacks to too much
}

type imageAnswer struct {
	Sizes   []preview.Size `json:"sizes"` // of the pages
	TooBig  bool           `json:"too_big"`
	NoPage  bool           `json:"no_page"`
	Problem string         `json:"problem"` // it cannot be decoded to its end
	Red     preview.Red    `json:"red"`
}

func handlers() map[string]child.Handler {
	return map[string]child.Handler{
		opPDF: func(_ json.RawMessage, doc []byte) (any, []byte, error) {
			f, err := structure.Look(doc)
			a := pdfAnswer{Facts: f}
			if err != nil {
				a.Problem = fmt.Sprintf("%.300s", err)
				a.TooMuch = strings.Contains(a.Problem, "limit")
			}
			return a, nil, nil
		},
		opOffice:     readOffice,
		opJoin:       joinPDFs,
		opSignatures: checkSignatures,
		opMeasure: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask preview.Drawing
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			sizes, err := preview.Measure(doc, ask.MaxPixels)
			return imageJudgement(sizes, err), nil, nil
		},
		opDraw: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask preview.Drawing
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			png, err := preview.Draw(doc, ask)
			return imageJudgement(nil, err), png, nil
		},
		opTurn: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask preview.Turning
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			png, err := preview.Turn(doc, ask)
			return imageJudgement(nil, err), png, nil
		},
		opBare: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask preview.Drawing
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			png, red, err := preview.DrawWithoutRed(doc, ask)
			a := imageJudgement(nil, err)
			a.Red = red
			return a, png, nil
		},
	}
}

// joinAsk says where each PDF ends and the next one begins in the document sent.
type joinAsk struct {
	Sizes []int `json:"sizes"` // bytes
}

func joinPDFs(arg json.RawMessage, doc []byte) (any, []byte, error) {
	var ask joinAsk
	if err := json.Unmarshal(arg, &ask); err != nil {
		return nil, nil, err
	}
	var parts [][]byte
	for _, n := range ask.Sizes {
		if n < 0 || n > len(doc) {
			return nil, nil, errors.New("the parts are longer than the document")
		}
		parts, doc = append(parts, doc[:n]), doc[n:]
	}
	joined, err := structure.Join(parts)
	return nil, joined, err
}

type officeAsk struct {
	Pages int `json:"pages"` // at most; their text comes beside the answer, ended by form feeds
}

type officeAnswer struct {
	MediaType string          `json:"media_type"`
	Pages     int             `json:"pages"`
	Was       legacy.Encoding `json:"was"` // what text was converted from
	Active    []office.Active `json:"active"`
	Embedded  int             `json:"embedded"`
	Cut       bool            `json:"cut"`
	Problem   string          `json:"problem"` // one of the words below
	Why       string          `json:"why"`
}

// The problems of an office document.
const (
	officeBomb     = "bomb"
	officeDamaged  = "damaged"
	officePassword = "password"
	officeKind     = "kind"
	officePolyglot = "polyglot"
)

func readOffice(arg json.RawMessage, doc []byte) (any, []byte, error) {
	var ask officeAsk
	if err := json.Unmarshal(arg, &ask); err != nil {
		return nil, nil, err
	}
	d, err := office.Read(doc)
	a := officeAnswer{MediaType: d.MediaType, Pages: len(d.Pages), Was: d.Was, Active: d.Active, Embedded: d.Embedded, Cut: d.Cut}
	for _, p := range []struct {
		err  error
		word string
	}{{office.ErrBomb, officeBomb}, {office.ErrPassword, officePassword}, {office.ErrKind, officeKind}, {office.ErrPolyglot, officePolyglot}, {err, officeDamaged}} {
		if err != nil && errors.Is(err, p.err) {
			a.Problem, a.Why = p.word, fmt.Sprintf("%.300s", err)
			break
		}
	}
	var text []byte
	for _, p := range d.Pages[:min(len(d.Pages), ask.Pages)] {
		text = append(append(text, p...), '\f')
	}
	return a, text, nil
}

func imageJudgement(sizes []preview.Size, err error) imageAnswer {
	a := imageAnswer{Sizes: sizes, TooBig: errors.Is(err, preview.ErrTooBig), NoPage: errors.Is(err, preview.ErrNoPage)}
	if err != nil {
		a.Problem = fmt.Sprintf("%.300s", err)
	}
	return a
}
