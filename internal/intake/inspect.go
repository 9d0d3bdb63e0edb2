package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"

	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

// Inspection is everything this room says about one file, for the command line.
type Inspection struct {
	File      string                    `json:"file"`
	SHA256    string                    `json:"sha256"` // lower hex; "" when the file cannot be opened
	Size      int64                     `json:"size"`   // bytes
	MediaType string                    `json:"media_type"`
	Pages     int                       `json:"pages"`
	TextChars int                       `json:"text_chars"`
	Refused   string                    `json:"refused"` // why an upload would be refused, or ""
	Held      string                    `json:"held"`    // why it would be kept in quarantine, or ""
	Problems  []Problem                 `json:"problems"`
	Fields    map[string]kpi.FieldGuess `json:"fields"`
	Dossiers  []string                  `json:"dossiers"`
	Tool      string                    `json:"tool"`

	Signed     kpi.SignatureVerdict `json:"signature_verdict"`
	Signatures []kpi.Signature      `json:"signatures"`
}

// Inspect looks at and reads one file. It has no error: whatever goes wrong is a
// problem in the answer, so that one bad file does not end a list of files.
func Inspect(ctx context.Context, r *Reader, path string) Inspection {
	in := Inspection{File: path, MediaType: sniff.Unknown, Problems: []Problem{}, Fields: map[string]kpi.FieldGuess{}, Dossiers: []string{}, Tool: r.Version(), Signed: kpi.SignatureUndetermined, Signatures: []kpi.Signature{}}
	d, err := open(path)
	if err != nil {
		in.Problems = append(in.Problems, Problem{Code: "file.unread", Text: findings("file.unread")})
		return in
	}
	defer d.Close()
	in.Size = d.size
	h := sha256.New()
	if _, err := io.Copy(h, d.reader()); err == nil {
		in.SHA256 = hex.EncodeToString(h.Sum(nil))
	}
	// Signatures are told also of a file that an upload would refuse.
	signed, err := r.Signed(ctx, path)
	if err != nil {
		in.failed(err)
		return in
	}
	in.Signed, in.Signatures = signed.Verdict, signed.Signatures
	for _, n := range signed.Findings {
		in.Problems = append(in.Problems, problemOf(n))
	}
	look, err := r.Look(ctx, path, path)
	if err != nil {
		in.failed(err)
		return in
	}
	in.MediaType, in.Pages = look.MediaType, look.Pages
	if look.Held != nil {
		in.Held = look.Held.Reason
		in.Problems = append(in.Problems, Problem{Code: look.Held.Reason, Text: look.Held.Msg})
	} else if look.Problem != nil {
		in.Refused = look.Problem.Reason
		in.Problems = append(in.Problems, Problem{Code: look.Problem.Reason, Text: look.Problem.Msg})
		return in
	}
	f, err := r.Read(ctx, path, nil, nil)
	if err != nil {
		in.failed(err)
		return in
	}
	in.Pages, in.TextChars, in.Dossiers = f.Pages, f.TextChars, f.Dossiers
	for _, p := range f.Problems {
		if !slices.Contains(in.Problems, p) {
			in.Problems = append(in.Problems, p)
		}
	}
	for _, g := range f.Guesses {
		in.Fields[g.Field] = g
	}
	return in
}

func (in *Inspection) failed(err error) {
	p := Problem{Code: kpi.ReasonOf(err), Text: findings("file.unread")}
	if e, ok := errors.AsType[*kpi.Error](err); ok {
		p.Text = e.Msg
	}
	if p.Code == "" {
		p.Code = "file.unread"
	}
	in.Problems = append(in.Problems, p)
}
