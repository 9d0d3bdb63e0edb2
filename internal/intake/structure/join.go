package structure

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Join makes one PDF of several, in order. It is for copies that were made here: it
// writes a new file, and would silently cost a signed one its signatures.
func Join(parts [][]byte) ([]byte, error) {
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.ValidationMode = model.ValidationRelaxed
	rs := make([]io.ReadSeeker, len(parts))
	for i, p := range parts {
		rs[i] = bytes.NewReader(p)
	}
	var out bytes.Buffer
	if err := api.MergeRaw(rs, &out, false, conf); err != nil {
		return nil, fmt.Errorf("structure: join: %w", err)
	}
	return out.Bytes(), nil
}
