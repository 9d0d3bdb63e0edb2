package pades

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// ErrFile is returned for a PDF that this package does not know how to extend.
var ErrFile = errors.New("pades: a PDF of another make")

// file is a PDF to which a revision is appended.
type file struct {
	out     []byte
	prev    int
	size    int
	root    int
	info    string // the trailer's Info, as written
	offsets map[int]int
	changed []object
}

type object struct {
	num  int
	body string
}

// read follows the tables from the last to the first.
func read(pdf []byte) (*file, error) {
	f := &file{out: bytes.Clone(pdf), offsets: map[int]int{}}
	at := bytes.LastIndex(pdf, []byte("startxref"))
	if at < 0 {
		return nil, ErrFile
	}
	f.prev = leading(pdf[at+len("startxref"):])
	for at, hops := f.prev, 0; ; hops++ {
		if at < 0 || at >= len(pdf) || !bytes.HasPrefix(pdf[at:], []byte("xref")) || hops > 100 {
			return nil, ErrFile
		}
		trailer := f.table(pdf[at:])
		if trailer == nil {
			return nil, ErrFile
		}
		if hops == 0 {
			f.size, f.root, f.info = intAfter(trailer, "/Size"), intAfter(trailer, "/Root"), refAfter(trailer, "/Info")
		}
		if at = intAfter(trailer, "/Prev"); at < 0 {
			break
		}
	}
	if f.size <= 0 || f.root <= 0 {
		return nil, ErrFile
	}
	return f, nil
}

// table takes the entries of one table that no newer one has, and returns its
// trailer.
func (f *file) table(b []byte) []byte {
	end := bytes.Index(b, []byte("trailer"))
	if end < 0 {
		return nil
	}
	num := 0
	for line := range bytes.Lines(b[len("xref"):end]) {
		w := bytes.Fields(line)
		switch {
		case len(w) == 2:
			num = leading(w[0])
		case len(w) == 3:
			if _, newer := f.offsets[num]; !newer && w[2][0] == 'n' {
				f.offsets[num] = leading(w[0])
			}
			num++
		}
	}
	trailer := b[end:]
	if stop := bytes.Index(trailer, []byte("startxref")); stop >= 0 {
		trailer = trailer[:stop]
	}
	return trailer
}

func leading(b []byte) int {
	m := regexp.MustCompile(`^\s*(\d{1,10})`).FindSubmatch(b)
	if m == nil {
		return -1
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

func intAfter(b []byte, key string) int {
	m := regexp.MustCompile(regexp.QuoteMeta(key) + `\b`).FindIndex(b)
	if m == nil {
		return -1
	}
	return leading(b[m[1]:])
}

func refAfter(b []byte, key string) string {
	if n := intAfter(b, key); n > 0 {
		return fmt.Sprintf("%s %d 0 R", key, n)
	}
	return ""
}

// dict returns the newest dictionary of an object, with its brackets.
func (f *file) dict(num int) (string, error) {
	for _, o := range slices.Backward(f.changed) {
		if o.num == num {
			return o.body, nil
		}
	}
	at, ok := f.offsets[num]
	if !ok || at >= len(f.out) || !bytes.HasPrefix(f.out[at:], fmt.Appendf(nil, "%d 0 obj", num)) {
		return "", ErrFile
	}
	b := f.out[at:]
	start := bytes.Index(b, []byte("<<"))
	stop := bytes.Index(b, []byte("endobj"))
	if start < 0 || stop < start {
		return "", ErrFile
	}
	depth := 0
	for i := start; i+1 < stop; i++ {
		switch string(b[i : i+2]) {
		case "<<":
			depth++
			i++
		case ">>":
			depth--
			i++
			if depth == 0 {
				return string(b[start : i+1]), nil
			}
		}
	}
	return "", ErrFile
}

// with adds an entry to a dictionary.
func with(dict, entry string) string { return dict[:len(dict)-2] + entry + ">>" }

// page returns the number of the nth page, counted from 1; 0 is the last one.
func (f *file) page(n int) (int, error) {
	root, err := f.dict(f.root)
	if err != nil {
		return 0, err
	}
	tree, err := f.dict(intAfter([]byte(root), "/Pages"))
	if err != nil {
		return 0, err
	}
	kids := regexp.MustCompile(`/Kids\s*\[([^\]]*)\]`).FindStringSubmatch(tree)
	if kids == nil {
		return 0, ErrFile
	}
	all := regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(kids[1], -1)
	if n == 0 {
		n = len(all)
	}
	if n < 1 || n > len(all) {
		return 0, ErrFile
	}
	return strconv.Atoi(all[n-1][1])
}

func (f *file) add(body string) int {
	f.changed = append(f.changed, object{f.size, body})
	f.size++
	return f.size - 1
}

func (f *file) replace(num int, body string) {
	f.changed = slices.DeleteFunc(f.changed, func(o object) bool { return o.num == num })
	f.changed = append(f.changed, object{num, body})
}

// append writes the changed objects as a new revision and returns the place of
// each.
func (f *file) append() map[int]int {
	if n := len(f.out); n > 0 && f.out[n-1] != '\n' {
		f.out = append(f.out, '\n')
	}
	slices.SortFunc(f.changed, func(a, b object) int { return a.num - b.num })
	at := map[int]int{}
	for _, o := range f.changed {
		at[o.num] = len(f.out)
		f.out = fmt.Appendf(f.out, "%d 0 obj\n%s\nendobj\n", o.num, o.body)
	}
	start := len(f.out)
	f.out = append(f.out, "xref\n"...)
	for _, o := range f.changed {
		f.out = fmt.Appendf(f.out, "%d 1\n%010d 00000 n \n", o.num, at[o.num])
	}
	f.out = fmt.Appendf(f.out, "trailer\n<</Size %d/Root %d 0 R%s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", f.size, f.root, f.info, f.prev, start)
	return at
}

func streamOf(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}
