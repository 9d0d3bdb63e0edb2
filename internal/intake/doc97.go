package intake

import (
	"context"
	"strings"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text"
)

// doc takes the text out of a Word document of before 2007 with catdoc. It is no
// error when catdoc is missing or cannot read it: there are no pages then.
func (r *Reader) doc(ctx context.Context, d *document) ([]text.Page, error) {
	if r.catdoc == "" {
		return nil, nil
	}
	f, err := d.again()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out strings.Builder
	res, err := r.sb.Run(ctx, sandbox.Command{
		Path: r.catdoc, Args: []string{"-w", "-d", "utf-8", "-s", "cp1252"}, Stdin: f, Limits: r.limits.tool(),
	}, &out)
	if err != nil || res.Code != 0 && out.Len() == 0 {
		return nil, err
	}
	var pages []text.Page
	for raw := range strings.SplitSeq(apart(out.String()), "\f") {
		p := text.Repaired(raw)
		if p.Text == "" && len(pages) > 0 {
			continue
		}
		for _, part := range text.Cut(p.Text) {
			pages = append(pages, text.Page{Text: part, Was: p.Was})
		}
	}
	return pages, nil
}

// readDOC reads a DOC and says why when there is nothing to read.
func (r *Reader) readDOC(ctx context.Context, d *document, f *Facts) ([]text.Page, error) {
	if r.catdoc == "" {
		f.found("read.doc", 0)
		return nil, nil
	}
	pages, err := r.doc(ctx, d)
	switch {
	case isKilled(err):
		f.found("read.bomb", 0)
		return nil, nil
	case err != nil:
		return nil, err
	case len(pages) == 0:
		f.refused(refuseTruncated())
	}
	return pages, nil
}

// letterheadLines is how many lines of a paper its letterhead has at most.
const letterheadLines = 12

// apart puts the two columns of a letterhead on lines of their own: catdoc writes a
// row of a table as one line, its cells apart by tabs. Below, rows stay rows.
func apart(s string) string {
	at, lines := 0, 0
	for lines < letterheadLines {
		i := strings.IndexByte(s[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		lines++
	}
	return strings.ReplaceAll(s[:at], "\t", "\n") + strings.ReplaceAll(s[at:], "\t", " | ")
}
