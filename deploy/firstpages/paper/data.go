package paper

import (
	"embed"
	"strings"
)

//go:embed data html docx
var files embed.FS

type agency struct {
	kind             string
	superior, issuer []string
	listed           string
	symbol           string
	units            []string
	place            string
}

type kind struct {
	code, name, opens string
	addressed         bool
}

// rows returns the columns of a list, comments and empty lines left out.
func rows(name string) [][]string {
	b, err := files.ReadFile("data/" + name + ".txt")
	if err != nil {
		panic(err) // it is embedded
	}
	var out [][]string
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		columns := strings.Split(l, "|")
		for i, c := range columns {
			columns[i] = strings.TrimSpace(c)
		}
		out = append(out, columns)
	}
	return out
}

func column(name string) []string {
	var out []string
	for _, r := range rows(name) {
		out = append(out, r[0])
	}
	return out
}

func parted(s, by string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, by)
}

func agencies() []agency {
	var out []agency
	for _, r := range rows("agencies") {
		out = append(out, agency{r[0], parted(r[1], "/"), parted(r[2], "/"), r[3], r[4], parted(r[5], ","), r[6]})
	}
	return out
}

// Units is the list of units that an installation would have.
func Units() []string {
	var out []string
	for _, a := range agencies() {
		out = append(out, a.listed)
	}
	return out
}

func kinds() []kind {
	var out []kind
	for _, r := range rows("types") {
		out = append(out, kind{r[0], r[1], r[2], r[3] == "to"})
	}
	return out
}
