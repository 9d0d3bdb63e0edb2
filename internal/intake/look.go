package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"syscall"

	"minhchung/internal/intake/preview"
	"minhchung/internal/intake/recognise"
	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/sniff"
	"minhchung/internal/intake/text"
	"minhchung/internal/kpi"
)

// Look is the look at a file before anything is stored.
type Look struct {
	MediaType string     `json:"media_type"`
	Pages     int        `json:"pages"`   // 0 when not known
	Problem   *kpi.Error `json:"problem"` // why the file is refused; nil = it may be stored

	// Held is set beside Problem when the file may be kept instead, in quarantine:
	// for its submitter and an administrator only, without pictures, never counted.
	Held *kpi.Error `json:"held"`
}

// Look looks at a file: its kind, its pages, and page one. name is what the sender
// calls it, used in sentences only.
//
// The Problem is the refusal: upload.empty, upload.truncated, upload.encrypted,
// upload.unsupported, upload.bomb, upload.classified, upload.active. A bomb is what
// is over a limit that can be counted, the same on every machine; a parser that was
// killed is no refusal, since a slower machine would refuse more: Read says then
// that nothing could be read. The error is a fault of ours: Unavailable when a tool
// is missing. A file over Limits.File is looked at by poppler and for marks of
// programs in its plain bytes; its bones are not.
func (r *Reader) Look(ctx context.Context, path, name string) (Look, error) {
	d, err := open(path)
	if err != nil {
		return Look{}, r.fault("intake.Look", err)
	}
	defer d.Close()
	if d.size == 0 {
		return Look{MediaType: sniff.Unknown, Problem: refuseEmpty()}, nil
	}
	kind, err := d.kind()
	if err != nil {
		return Look{}, r.fault("intake.Look", err)
	}
	look := Look{MediaType: kind.MediaType}
	switch {
	case kind.Also != "":
		look.Problem = refusePolyglot(kind.MediaType, kind.Also)
	case kind.Truncated:
		look.Problem = refuseTruncated()
	case kind.MediaType == sniff.PDF:
		err = r.lookPDF(ctx, d, &look)
	case picture(kind.MediaType):
		err = r.lookImage(ctx, d, &look)
	case officeKinds(kind.MediaType):
		err = r.lookOffice(ctx, d, name, &look)
	case kind.MediaType == sniff.Text:
		err = lookText(d, name, &look)
	default:
		look.Problem = refuseUnsupported(kind.MediaType, name)
	}
	if err != nil {
		return Look{}, r.fault("intake.Look", err)
	}
	return look, nil
}

// lookPDF asks pdfcpu for the bones and poppler for page one, side by side.
func (r *Reader) lookPDF(ctx context.Context, d *document, look *Look) error {
	if !r.tools.Poppler {
		return unavailable("poppler")
	}
	type bones struct {
		a   pdfAnswer
		err error
	}
	asked := make(chan bones, 1)
	go func() {
		a, err := r.bones(ctx, d)
		asked <- bones{a, err}
	}()
	pageOne, err := r.pageOne(ctx, d)
	b := <-asked

	if isFault(err) {
		return err
	}
	if b.err != nil && isFault(b.err) {
		return b.err
	}
	killed := isKilled(err) || isKilled(b.err)
	switch {
	case errors.Is(err, text.ErrPassword), err != nil && b.a.NeedsPassword:
		look.Problem = refuseEncrypted()
		return nil
	case b.a.TooMuch:
		look.Problem = refuseBomb()
		return nil
	case err != nil && !killed:
		look.Problem = refuseTruncated()
		return nil //nolint:nilerr // what is wrong with the document is the answer; faults of ours were returned above
	}
	if b.err != nil || b.a.Problem != "" { // poppler decides what is readable
		if b.a, err = r.bonesByPoppler(ctx, d); isFault(err) {
			return err
		}
		killed = killed || isKilled(err)
	}
	look.Pages = b.a.Pages
	if what := carries(b.a); !what.IsZero() {
		look.Problem, look.Held = refuseActive(what), held(what)
	} else if mark := recognise.Classified(pageOne); mark != "" {
		look.Problem = refuseClassified(mark)
	} else if look.Pages == 0 && !killed {
		look.Problem = refuseTruncated()
	}
	return nil
}

// onePageOutput and lookAtText are the bytes of text that a look takes at most, so
// that many of them at once stay small in the server's memory.
const (
	onePageOutput = 8 << 20
	lookAtText    = 1 << 20
)

func (r *Reader) pageOne(ctx context.Context, d *document) (string, error) {
	f, err := d.again()
	if err != nil {
		return "", err
	}
	defer f.Close()
	one := r.text
	one.Limits.Output = min(one.Limits.Output, onePageOutput)
	pages, err := one.Pages(ctx, f, 1, 1)
	if err != nil || len(pages) == 0 {
		return "", err
	}
	return pages[0].Text, nil
}

func (r *Reader) lookImage(ctx context.Context, d *document, look *Look) error {
	a, err := r.measure(ctx, d)
	switch {
	case isFault(err):
		return err
	case isKilled(err):
		return nil
	case a.TooBig:
		last := a.Sizes[len(a.Sizes)-1]
		look.Problem = refusePixels(last.Width, last.Height, r.limits.Pixels)
	case err != nil, a.Problem != "":
		look.Problem = refuseTruncated()
	}
	look.Pages = len(a.Sizes)
	return nil //nolint:nilerr // as above
}

// picture reports whether a kind of file is nothing but pictures.
func picture(mediaType string) bool {
	return mediaType == sniff.PNG || mediaType == sniff.JPEG || mediaType == sniff.TIFF
}

// measure asks a parser child for the sizes of the pages of an image file; TooBig
// comes with at least one.
func (r *Reader) measure(ctx context.Context, d *document) (a imageAnswer, err error) {
	_, err = r.pool.Ask(ctx, opMeasure, preview.Drawing{MaxPixels: r.limits.Pixels}, d.reader(), d.size, r.limits.wall(), &a)
	if a.TooBig && len(a.Sizes) == 0 {
		a.TooBig, a.Problem = false, "no size"
	}
	return a, err
}

// lookText looks at the beginning of a text; Pages stays 0 when there is more.
func lookText(d *document, name string, look *Look) error {
	b, err := io.ReadAll(io.LimitReader(d.reader(), lookAtText))
	if err != nil {
		return err
	}
	whole := int64(len(b)) == d.size
	if !whole { // the cut may fall inside a letter
		b = b[:max(1, bytes.LastIndexByte(b, '\n')+1)]
	}
	pages, err := text.Plain(b)
	if errors.Is(err, text.ErrEncoding) {
		look.Problem = refuseUnsupported(sniff.Text, name)
		return nil
	}
	if err != nil {
		return err
	}
	if whole {
		look.Pages = len(pages)
	}
	if mark := recognise.Classified(pages[0].Text); mark != "" {
		look.Problem = refuseClassified(mark)
	}
	return nil
}

func unavailable(tool string) error {
	return errors.Join(sandbox.ErrUnavailable, errors.New(tool+" is not installed"))
}

// isKilled reports whether a limit ended the reading of the document.
func isKilled(err error) bool { return sandbox.IsExceeded(err) != "" }

// isFault reports whether err says nothing about the document.
func isFault(err error) bool {
	if err == nil || errors.Is(err, text.ErrPassword) || errors.Is(err, text.ErrUnreadable) {
		return false
	}
	return !finding(err)
}

// opened opens a file and says what kind it is of. The error is that of op.
func (r *Reader) opened(op, path string) (*document, sniff.Kind, error) {
	d, err := open(path)
	if err != nil {
		return nil, sniff.Kind{}, r.fault(op, err)
	}
	kind, err := d.kind()
	if err != nil {
		d.Close()
		return nil, sniff.Kind{}, r.fault(op, err)
	}
	return d, kind, nil
}

// document is an open file to be read; its path can be opened again by tools that
// need a position of their own.
type document struct {
	*os.File
	path string
	size int64
}

func open(path string) (*document, error) {
	// Not blocking: a pipe that nobody writes to would be waited for, past every signal.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &document{f, path, st.Size()}, nil
}

func (d *document) reader() io.Reader { return io.NewSectionReader(d.File, 0, d.size) }

func (d *document) again() (*os.File, error) { return os.Open(d.path) }

func (d *document) kind() (sniff.Kind, error) {
	head := make([]byte, min(d.size, sniff.HeadSize))
	tail := make([]byte, min(d.size, sniff.TailSize))
	if _, err := d.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return sniff.Kind{}, err
	}
	if _, err := d.ReadAt(tail, d.size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return sniff.Kind{}, err
	}
	return sniff.Detect(head, tail, d.size), nil
}
