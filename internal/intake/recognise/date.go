package recognise

import (
	"regexp"
	"strconv"
	"time"

	"minhchung/internal/kpi"
)

type issued struct {
	day     kpi.Date
	percent int
}

func (d issued) guess(g *guesses) { g.add(Issued, d.day.String(), d.percent, g.page) }

// readDate finds "place, ngày … tháng … năm …" in the letterhead. Dates below it,
// or without a place before them, may belong to the papers that are cited.
func readDate(h head) issued {
	p := regexp.MustCompile(`(^|[,.;\s])n?g[aoe]y\s*([0-9oil]{1,2})\s*th.ng\s*([0-9oil]{1,2})\s*n.m\s*([0-9oil]{4})`)
	var best issued
	for _, l := range h.top {
		m := p.FindStringSubmatchIndex(l.folded)
		if m == nil {
			continue
		}
		d, sure := day(l.folded[m[4]:m[5]], l.folded[m[6]:m[7]], l.folded[m[8]:m[9]])
		if d.IsZero() {
			continue
		}
		percent := 70
		if m[2] < m[3] && l.folded[m[2]] == ',' || m[0] > 0 && l.folded[m[0]-1] == ',' {
			percent = 96
		}
		if !sure {
			percent -= 20
		}
		if percent > best.percent {
			best = issued{d, percent}
		}
	}
	return best
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
