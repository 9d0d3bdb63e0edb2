package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"minhchung/internal/intake/child"
	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/structure"
)

// ChildMain is the life of a parser child: it serves documents from stdin until it
// ends, and returns the exit code. The command that calls it takes no arguments
// and must do nothing else in its process.
func ChildMain(args []string, stdin io.Reader, stdout io.Writer) int {
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
	opScale   = "scale"
)

type pdfAnswer struct {
	structure.Facts
	Problem string `json:"problem"`  // pdfcpu cannot read it
	TooMuch bool   `json:"too_much"` // because it unpacks to too much
}

type imageAsk struct {
	Width     int `json:"width"`
	MaxPixels int `json:"max_pixels"`
}

type imageAnswer struct {
	preview.Size
	TooBig  bool   `json:"too_big"`
	Problem string `json:"problem"` // it cannot be decoded to its end
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
		opMeasure: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask imageAsk
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			size, err := preview.Measure(doc, ask.MaxPixels)
			return imageJudgement(size, err), nil, nil
		},
		opScale: func(arg json.RawMessage, doc []byte) (any, []byte, error) {
			var ask imageAsk
			if err := json.Unmarshal(arg, &ask); err != nil {
				return nil, nil, err
			}
			png, err := preview.Scale(doc, ask.Width, ask.MaxPixels)
			return imageJudgement(preview.Size{}, err), png, nil
		},
	}
}

func imageJudgement(size preview.Size, err error) imageAnswer {
	a := imageAnswer{Size: size, TooBig: errors.Is(err, preview.ErrTooBig)}
	if err != nil {
		a.Problem = fmt.Sprintf("%.300s", err)
	}
	return a
}
