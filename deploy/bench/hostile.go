package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"time"
)

// hostile sends files made to hurt a reader, one after the other, and looks at what
// they leave behind in the server: its memory before, and when all is done.
func hostile(ctx context.Context, o options, dir string, r *report) error {
	s, err := serve(ctx, o, dir)
	if err != nil {
		return err
	}
	c, err := official(ctx, s)
	if err != nil {
		return err
	}
	kinds, err := hostileKinds()
	if err != nil {
		return err
	}
	send := func(n int) (refused int, err error) {
		for i := range n {
			k := kinds[i%len(kinds)]
			file, err := k.make(len(kinds)*o.hostile + n - i)
			if err != nil {
				return refused, fmt.Errorf("%s: %w", k.name, err)
			}
			_, err = c.upload(ctx, fmt.Sprintf("tep-%d-%d%s", n, i, k.name), bytes.NewReader(file), int64(len(file)))
			if err != nil && !isRefusal(err) {
				return refused, fmt.Errorf("%s: %w", k.name, err)
			}
			if err != nil {
				refused++
			}
		}
		return refused, nil
	}
	// One of each first: pools fill and tools are found once.
	if _, err := send(len(kinds)); err != nil {
		return err
	}
	if err := allRead(ctx, c); err != nil {
		return err
	}
	before, err := settled(ctx, s, 0)
	if err != nil {
		return err
	}
	start := time.Now()
	refused, err := send(o.hostile)
	if err != nil {
		return err
	}
	took := time.Since(start)
	if err := allRead(ctx, c); err != nil { // what was not refused is read after the answer
		return err
	}
	after, err := settled(ctx, s, before+before/10)
	if err != nil {
		return err
	}
	if _, err := s.memory("VmRSS"); err != nil {
		return fmt.Errorf("the server is gone: %w", err)
	}
	r.line(fmt.Sprintf("%d hostile files in a row, %d of them refused: the server's memory after, as a share of before", o.hostile, refused),
		fmt.Sprintf("%.2f (%d → %d MB; %s a file)", float64(after)/float64(before), before>>20, after>>20, short(took/time.Duration(o.hostile))), "≤ 1.10")
	return s.stop()
}

// isRefusal tells an answer about the file from a fault of the server.
func isRefusal(err error) bool {
	return strings.Contains(err.Error(), ": 4") && strings.Contains(err.Error(), `"reason"`)
}

// allRead waits until no file waits to be read any more.
func allRead(ctx context.Context, c *client) error {
	for {
		waiting := 0
		for cursor := int64(0); ; {
			var page struct {
				Items []struct {
					Read string `json:"read"`
				} `json:"items"`
				Next int64 `json:"next"`
			}
			if err := c.get(ctx, fmt.Sprintf("/api/products?limit=200&cursor=%d", cursor), &page); err != nil {
				return err
			}
			for _, p := range page.Items {
				if p.Read == "pending" {
					waiting++
				}
			}
			if cursor = page.Next; cursor == 0 {
				break
			}
		}
		if waiting == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %d files: %w", waiting, ctx.Err())
		case <-time.After(time.Second):
		}
	}
}

// settled waits until the server holds at most so much memory, or until what it
// holds has not fallen for as long as Go lets an idle program keep its garbage, and
// returns it.
func settled(ctx context.Context, s *server, enough int64) (least int64, err error) {
	fell := time.Now()
	for {
		now, err := s.memory("VmRSS")
		if err != nil {
			return 0, err
		}
		if least == 0 || now < least-(1<<20) {
			least, fell = now, time.Now()
		}
		if least <= enough || time.Since(fell) > 130*time.Second {
			return least, nil
		}
		select {
		case <-ctx.Done():
			return 0, fmt.Errorf("waiting: %w", ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

type hostileKind struct {
	name string // with the extension of the file
	make func(number int) ([]byte, error)
}

// hostileKinds are eight ways to hurt, small on the wire. A number makes another
// file, so that none is refused for having been seen.
func hostileKinds() ([]hostileKind, error) {
	blank := bytes.Repeat([]byte(" "), 256<<20)
	once, err := packed(blank)
	if err != nil {
		return nil, err
	}
	twice, err := packed(once)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	w, err := flate.NewWriter(&text, flate.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if _, err := w.Write(blank); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	body := &zip.FileHeader{
		Name: "word/document.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(blank),
		UncompressedSize64: uint64(len(blank)), CompressedSize64: uint64(text.Len()), //nolint:gosec // lengths
	}
	return []hostileKind{
		{"-bom-kep.pdf", func(n int) ([]byte, error) { // unpacks twice, to 256 MB
			return pdfOf(n, "<< /Filter [/FlateDecode /FlateDecode] /Length %d >>", twice), nil
		}},
		{"-long-nhau.pdf", func(n int) ([]byte, error) {
			return pdfOf(n, "<< /Length %d >>", []byte(strings.Repeat("[", 200_000))), nil
		}},
		{"-vong.pdf", func(n int) ([]byte, error) {
			return bytes.Replace(pdfOf(n, "<< /Length %d >>", nil), []byte("/Kids [3 0 R]"), []byte("/Kids [2 0 R]"), 1), nil
		}},
		{"-cat.pdf", func(n int) ([]byte, error) {
			b := pdfOf(n, "<< /Length %d >>", []byte("BT ET"))
			return b[:20+n%(len(b)-40)], nil
		}},
		{"-ma.pdf", func(n int) ([]byte, error) {
			return bytes.Replace(pdfOf(n, "<< /Length %d >>", nil), []byte("/Type /Catalog"), []byte("/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), 1), nil
		}},
		{"-rac.pdf", func(n int) ([]byte, error) { return append([]byte("%PDF-1.7\n"), textOf(20_000, uint64(n))...), nil }},
		{"-bom.docx", func(n int) ([]byte, error) { return zipBomb(n, body, text.Bytes()) }},
		{"-lon.png", hugePicture},
	}, nil
}

func packed(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}

// pdfOf is a document of one page with the given content stream.
func pdfOf(number int, dictionary string, stream []byte) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	fmt.Fprintf(&b, "%%PDF-1.7\n%% %d\n", number)
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
	object(dictionary+"\nstream\n%s\nendstream", len(stream), stream)
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

// zipBomb is a DOCX whose text, packed already, unpacks to 256 MB.
func zipBomb(number int, body *zip.FileHeader, text []byte) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("[Content_Types].xml")
	if err == nil {
		_, err = fmt.Fprintf(f, `<?xml version="1.0"?><!-- %d --><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`, number)
	}
	if err == nil {
		f, err = w.CreateRaw(body)
	}
	if err == nil {
		_, err = f.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("zip: %w", err)
	}
	return b.Bytes(), nil
}

// hugePicture is a PNG that claims a thousand million pixels.
func hugePicture(number int) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		part := append([]byte(kind), data...)
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data))) //nolint:gosec // a few bytes
		b.Write(part)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(part))
	}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 40_000), 25_000)
	chunk("IHDR", append(header, 8, 0, 0, 0, 0))
	lines, err := packed(make([]byte, 1<<20))
	chunk("IDAT", lines)
	chunk("tEXt", fmt.Appendf(nil, "Comment\x00%d", number))
	chunk("IEND", nil)
	return b.Bytes(), err
}
