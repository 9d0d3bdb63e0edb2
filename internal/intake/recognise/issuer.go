package recognise

import (
	"strings"

	"minhchung/internal/kpi"
)

type issuer struct {
	name    string
	printed string // the lines as they stand
	percent int
	place   *kpi.Place
}

func (i issuer) guess(g *guesses) { g.add(Issuer, reading{i.name, i.percent, 0, i.place}) }

// body is a body named in the letterhead, over one line or more.
type body struct {
	name  string
	place *kpi.Place
	sure  int
}

// readIssuer takes the lowest body printed in capitals above the number: the upper
// lines name the superior one. A name that runs over two lines is put together. With
// a list of units the unit is named that reads most like these lines.
func (r *Recogniser) readIssuer(h head, n number, seen bool) issuer {
	limit, percent := n.at, 90
	if limit < 0 {
		limit, percent = min(8, len(h.top)), 55
	}
	if _, at := nameLine(h); at >= 0 {
		limit = min(limit, at)
	}
	for i, l := range h.top[:limit] {
		if l.zone == right || l.zone == middle {
			limit = i
			break
		}
	}
	bodies := r.joinBodies(h.top[:limit])
	if len(bodies) == 0 {
		return issuer{}
	}
	last := bodies[len(bodies)-1]
	got := issuer{last.name, last.name, percent, last.place}
	if last.sure < 60 {
		got.percent -= 15
	}
	if !r.bodies.MatchString(newLine(last.name).folded) {
		got.percent -= 30
	}
	if len(r.known) > 0 {
		r.matchUnit(&got, bodies, seen)
	}
	return got
}

// joinBodies puts the lines of a letterhead together into names of bodies. A body of
// a place has the place itself on its second line.
func (r *Recogniser) joinBodies(top []line) []body {
	var all []body
	var last line
	for _, l := range top {
		if l.blank() || !l.capitals() || isMark(l) {
			continue
		}
		name := strings.Trim(tidy(l.String()), " -–—_.*|~'`")
		if len(newLine(name).raw) < 2 {
			continue
		}
		b := l.box()
		next := body{name, around(nil, l.place(0, len(l.raw))), l.confidence(0, len(l.raw))}
		if k := len(all) - 1; k >= 0 && (r.generalBody.MatchString(last.folded) || !r.bodies.MatchString(l.folded)) {
			all[k].name += " " + next.name
			all[k].sure = min(all[k].sure, next.sure)
			if b.W > 0 {
				all[k].place = around(all[k].place, &b)
			}
		} else {
			all = append(all, next)
		}
		last = l
	}
	return all
}
