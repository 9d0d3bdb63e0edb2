package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/structure"
	"minhchung/internal/kpi"
)

// bones asks a parser child for the structure of a PDF. A file over Limits.File
// gets no answer from it, as one that pdfcpu cannot read.
func (r *Reader) bones(ctx context.Context, d *document) (a pdfAnswer, err error) {
	if d.size > r.limits.File {
		return pdfAnswer{Problem: "over the size that is parsed"}, nil
	}
	_, err = r.pool.Ask(ctx, opPDF, nil, d.reader(), d.size, r.limits.wall(), &a)
	return a, err
}

// bonesByPoppler is the second opinion on a file that pdfcpu cannot read: pages
// and encryption by pdfinfo, programs by pdfinfo and by their marks in the plain
// bytes. Marks packed into streams are not seen.
func (r *Reader) bonesByPoppler(ctx context.Context, d *document) (pdfAnswer, error) {
	var a pdfAnswer
	info, err := r.info(ctx, d)
	if err != nil {
		return a, errors.Join(err, marks(d.reader(), &a.Facts))
	}
	a.Pages, _ = strconv.Atoi(field(info, "Pages"))
	a.ClaimedPages = a.Pages
	a.Encrypted = strings.HasPrefix(field(info, "Encrypted"), "yes")
	a.JavaScript = field(info, "JavaScript") == "yes"
	a.XFA = strings.Contains(field(info, "Form"), "XFA")
	return a, marks(d.reader(), &a.Facts)
}

func (r *Reader) info(ctx context.Context, d *document) (string, error) {
	f, err := d.again()
	if err != nil {
		return "", err
	}
	defer f.Close()
	var out strings.Builder
	_, err = r.sb.Run(ctx, sandbox.Command{Path: r.pdfinfo, Args: []string{"-enc", "UTF-8", "-"}, Stdin: f, Limits: r.limits.tool()}, &out)
	return out.String(), err
}

func field(info, name string) string {
	for l := range strings.Lines(info) {
		if v, ok := strings.CutPrefix(l, name+":"); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// marks looks for the names of active things in the bytes as they are.
func marks(r io.Reader, f *structure.Facts) error {
	p := regexp.MustCompile(`/(JavaScript|Launch|RichMedia)\b`)
	const overlap = 16
	buf := make([]byte, 1<<20)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		seen := buf[:kept+n]
		for _, m := range p.FindAll(seen, -1) {
			f.JavaScript = f.JavaScript || bytes.Equal(m, []byte("/JavaScript"))
			f.Launch = f.Launch || bytes.Equal(m, []byte("/Launch"))
			f.RichMedia = f.RichMedia || bytes.Equal(m, []byte("/RichMedia"))
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil
		}
		if err != nil {
			return err
		}
		kept = copy(buf, seen[max(0, len(seen)-overlap):])
	}
}

// carries names what could run, or is zero.
func carries(a pdfAnswer) kpi.Text {
	var vi, en []string
	add := func(on bool, v, e string) {
		if on {
			vi, en = append(vi, v), append(en, e)
		}
	}
	add(a.JavaScript, "mã lệnh JavaScript", "JavaScript")
	add(a.Launch, "lệnh mở chương trình khác", "an action that starts another program")
	add(a.RichMedia, "nội dung đa phương tiện chạy được", "rich media that runs")
	for _, e := range a.Embedded {
		if e.Program {
			add(true, "tệp chương trình đính kèm", "an embedded program")
			break
		}
	}
	return kpi.Text{Vi: strings.Join(vi, ", "), En: strings.Join(en, ", ")}
}
