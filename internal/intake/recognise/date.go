package recognise

import (
	"strconv"
	"strings"
	"time"

	"minhchung/internal/kpi"
)

type issued struct {
	day     reading
	town    reading
	percent int
}

func (d issued) guess(g *guesses) {
	g.add(PlaceName, d.town)
	g.add(Issued, d.day)
}

// readDate finds "place, ngày … tháng … năm …" in the letterhead. Dates below it,
// or without a place before them, may belong to the papers that are cited.
func (r *Recogniser) readDate(h head) issued {
	var best issued
	for i, l := range h.top {
		d := r.dateIn(l)
		if d.percent == 0 && i+1 < len(h.top) && h.top[i+1].zone == l.zone && strings.Contains(l.folded, "gay ") {
			d = r.dateIn(together(l, h.top[i+1])) // a narrow column breaks it
		}
		if d.percent > best.percent {
			best = d
		}
	}
	return best
}

func (r *Recogniser) dateIn(l line) issued {
	m := r.date.FindStringSubmatchIndex(l.folded)
	if m == nil {
		return issued{}
	}
	d, sure := day(l.folded[m[4]:m[5]], l.folded[m[6]:m[7]], l.folded[m[8]:m[9]])
	if d.IsZero() {
		return issued{}
	}
	percent, comma := 70, m[0]
	if m[2] < m[3] && (l.folded[m[2]] == ',' || l.folded[m[2]] == '.') {
		percent = 96
	} else if comma = strings.LastIndexAny(strings.TrimRight(l.folded[:m[0]], " "), ",."); comma >= 0 {
		percent = 96
	} else if comma = m[0]; comma > 0 {
		percent = 85
	}
	switch l.zone {
	case left:
		percent -= 15
	case middle:
		percent -= 8
	case unknown, right:
	}
	if !sure {
		percent -= 20
	}
	if c := l.confidence(m[0], m[1]); c < 60 {
		percent -= (60 - c) / 3
	}
	return issued{reading{d.String(), percent, 0, l.place(m[0], m[1])}, town(l, comma, percent), percent}
}

// town is the place before the date: the last words that begin with capitals.
func town(l line, end, percent int) reading {
	before := l.cut(0, max(0, end))
	words := strings.Fields(string(before.raw))
	start := len(words)
	for start > 0 && titled(strings.Trim(words[start-1], ",.-–'`|")) {
		start--
	}
	if start == len(words) || len(words)-start > 5 {
		return reading{}
	}
	name := strings.Trim(strings.Join(words[start:], " "), " ,.-–'`|")
	at := len(before.raw) - len([]rune(strings.Join(words[start:], " ")))
	if start > 0 {
		percent -= 15
	}
	return reading{name, percent - 2, 0, before.place(max(0, at), len(before.raw))}
}

// day checks that the three numbers are a day that can stand on a paper.
func day(d, m, y string) (_ kpi.Date, sure bool) {
	dd, err1 := strconv.Atoi(asDigits(d))
	mm, err2 := strconv.Atoi(asDigits(m))
	yy, err3 := strconv.Atoi(asDigits(y))
	if err1 != nil || err2 != nil || err3 != nil || yy < 1945 || yy > 2200 || mm < 1 || mm > 12 || dd < 1 || dd > 31 {
		return kpi.Date{}, false
	}
	t := time.Date(yy, time.Month(mm), dd, 0, 0, 0, 0, time.UTC)
	if t.Day() != dd {
		return kpi.Date{}, false
	}
	return kpi.NewDate(yy, time.Month(mm), dd), asDigits(d+m+y) == d+m+y
}
