package paper

import (
	"bytes"
	"html/template"
	"strings"
)

// HTML sets a paper for a browser's printer; false when its layout is not for one.
func (p Paper) HTML() ([]byte, bool, error) {
	name, ok := strings.CutPrefix(p.Layout, "html-")
	if !ok {
		return nil, false, nil
	}
	t, err := template.ParseFS(files, "html/page.html", "html/"+name+".html")
	if err != nil {
		return nil, true, err
	}
	var b bytes.Buffer
	err = t.ExecuteTemplate(&b, "page.html", p.view)
	return b.Bytes(), true, err
}
