package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// archive is a document's parts by name. Its limits hold twice: by what the list
// of parts claims, and by what is unpacked, since a list may lie.
type archive struct {
	parts map[string]*zip.File // by name in small letters
	names []string             // as in the list
	left  int64                // bytes that may still be unpacked
}

func openArchive(b []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are never paths here
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(z.File) > MaxEntries {
		return nil, fmt.Errorf("%w: %d parts", ErrBomb, len(z.File))
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: MaxUnpacked}
	if most := max(freeSize, MaxRatio*int64(len(b))); most < a.left {
		a.left = most
	}
	var claimed uint64
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if a.parts[name] != nil {
			return nil, fmt.Errorf("%w: two parts are called %.80q", ErrDamaged, name)
		}
		if f.Flags&1 != 0 {
			return nil, ErrPassword
		}
		a.parts[name], a.names = f, append(a.names, name)
		claimed += f.UncompressedSize64
		if f.UncompressedSize64 > MaxUnpacked || claimed > uint64(a.left) {
			return nil, fmt.Errorf("%w: %d bytes become %d and more", ErrBomb, len(b), claimed)
		}
	}
	return a, nil
}

// open returns a part as a reader that ends with ErrBomb at the limit.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: no part %.80q", ErrDamaged, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return &bounded{r, a}, nil
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// all reads a whole part.
func (a *archive) all(name string) ([]byte, error) {
	r, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil && !errors.Is(err, ErrBomb) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return b, err
}

type bounded struct {
	io.ReadCloser
	a *archive
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.a.left <= 0 {
		return 0, ErrBomb
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.a.left)])
	b.a.left -= int64(n)
	return n, err
}
