package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"minhchung/internal/intake/signature"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/kpi"
)

const opSignatures = "signatures"

type signatureAsk struct {
	Anchors string    `json:"anchors"` // PEM
	Now     time.Time `json:"now"`
}

// checkSignatures runs in the parser child.
func checkSignatures(arg json.RawMessage, doc []byte) (any, []byte, error) {
	var ask signatureAsk
	if err := json.Unmarshal(arg, &ask); err != nil {
		return nil, nil, err
	}
	trusted, _ := signature.ParseAnchors([]byte(ask.Anchors)) // what cannot be read was told when the reader was made
	return signature.Check(doc, trusted, ask.Now), nil, nil
}

// Bounds of the folder of trusted certificates.
const (
	maxAnchorFiles = 500
	maxAnchors     = 512 << 10 // bytes: they travel with every question to a child
)

// anchors reads the folder of trusted certificates, anew for every file: what an
// administrator puts there is in force for the next one. What cannot be read is left out,
// and is the error.
func (r *Reader) anchors() (string, error) {
	if r.trust == "" {
		return "", nil
	}
	entries, failed := os.ReadDir(r.trust)
	if errors.Is(failed, fs.ErrNotExist) {
		return "", nil
	}
	if failed != nil {
		r.log.Warn("trusted certificates cannot be read", "folder", r.trust, "err", failed)
		return "", failed
	}
	var all strings.Builder
	for i, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(r.trust, e.Name()))
		if err != nil {
			if !e.IsDir() {
				r.log.Warn("a trusted certificate cannot be read", "file", e.Name(), "err", err)
				failed = err
			}
			continue
		}
		if i >= maxAnchorFiles || all.Len()+len(b) > maxAnchors {
			r.log.Warn("too many trusted certificates: the rest is not used", "from", e.Name())
			break
		}
		all.Write(append(bytes.TrimSpace(b), '\n'))
	}
	return all.String(), failed
}

// Trust is the fingerprint of what signatures are judged by now: the certificates that
// are trusted, and the rules. Those that were judged by others may be worth something else. The error is that
// of a folder that cannot be read whole: then nobody knows.
func (r *Reader) Trust() (string, error) {
	anchors, err := r.anchors()
	return fingerprint(anchors), err
}

func fingerprint(anchors string) string {
	const rules = "2\n" // a new number has every signature judged anew
	sum := sha256.Sum256([]byte(rules + anchors))
	return hex.EncodeToString(sum[:])
}

// checkTrust tells an operator about files of the folder that hold no certificate.
func (r *Reader) checkTrust() {
	pem, _ := r.anchors()
	if pem == "" {
		return
	}
	trusted, bad := signature.ParseAnchors([]byte(pem))
	for _, err := range bad {
		r.log.Warn("a trusted certificate cannot be used", "folder", r.trust, "err", err)
	}
	r.log.Info("certificates are trusted", "folder", r.trust, "number", trusted.Len())
}

// Signed says what the signatures of a file are. What cannot be decided is
// undetermined and told among the findings; the error is a fault of ours.
func (r *Reader) Signed(ctx context.Context, path string) (Signed, error) {
	d, kind, err := r.opened("intake.Signed", path)
	if err != nil {
		return Signed{}, err
	}
	defer d.Close()
	s, err := r.signed(ctx, d, kind.MediaType)
	if err != nil {
		return s, r.fault("intake.Signed", err)
	}
	return s, nil
}

// Signed is what the signatures of a file are, and by which certificates (Trust) they
// were judged.
type Signed struct {
	signature.Report
	Trust string
}

func (r *Reader) signed(ctx context.Context, d *document, mediaType string) (Signed, error) {
	anchors, _ := r.anchors() // without those that cannot be read, fewer signatures are trusted
	s, err := r.judged(ctx, d, mediaType, anchors)
	return Signed{s, fingerprint(anchors)}, err
}

func (r *Reader) judged(ctx context.Context, d *document, mediaType, anchors string) (signature.Report, error) {
	none := signature.Report{Verdict: kpi.SignatureNone, Signatures: []kpi.Signature{}, Findings: []kpi.Finding{}}
	switch {
	case d.size == 0:
		return none, nil
	case mediaType == sniff.PDF:
	case officeKinds(mediaType):
		return r.signedOffice(d, none)
	default:
		return none, nil
	}
	if d.size > r.limits.File {
		return undetermined("signature.too-large"), nil
	}
	var s signature.Report
	_, err := r.pool.Ask(ctx, opSignatures, signatureAsk{anchors, time.Now()}, d.reader(), d.size, r.limits.wall(), &s)
	if isFault(err) {
		return s, err
	}
	if err != nil {
		return undetermined("signature.limit"), nil //nolint:nilerr // a child that was ended is a fact about the file
	}
	return s, nil
}

// signedOffice: signatures inside office documents are noticed by their names in
// the directory of the archive, and not checked.
func (r *Reader) signedOffice(d *document, none signature.Report) (signature.Report, error) {
	tail := make([]byte, min(d.size, 1<<20))
	if _, err := d.ReadAt(tail, d.size-int64(len(tail))); err != nil {
		return none, err
	}
	if bytes.Contains(tail, []byte("_xmlsignatures/")) || bytes.Contains(tail, []byte("META-INF/documentsignatures.xml")) {
		return undetermined("signature.office"), nil
	}
	return none, nil
}

func undetermined(code string) signature.Report {
	return signature.Report{
		Verdict: kpi.SignatureUndetermined, Signatures: []kpi.Signature{},
		Findings: []kpi.Finding{{Code: code, Text: findings(code)}},
	}
}

// signatures adds what was found out about signatures.
func (f *Facts) signatures(s Signed) {
	f.Signed, f.Signatures, f.Trust = s.Verdict, s.Signatures, s.Trust
	for _, n := range s.Findings {
		f.Problems = append(f.Problems, problemOf(n))
	}
}

func problemOf(n kpi.Finding) Problem { return Problem{Code: n.Code, Text: n.Text} }
