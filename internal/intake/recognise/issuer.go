package recognise

import (
	"regexp"
	"strings"
)

type issuer struct {
	name    string
	percent int
}

func (i issuer) guess(g *guesses) { g.add(Issuer, i.name, i.percent, g.page) }

// readIssuer takes the lowest body printed in capitals above the number: the upper
// lines name the superior one. A name that runs over two lines is put together.
func readIssuer(h head, n number) issuer {
	limit, percent := n.at, 88
	if limit < 0 {
		limit, percent = min(8, len(h.top)), 55
	}
	if _, at := nameLine(h); at >= 0 {
		limit = min(limit, at)
	}
	bodies := joinBodies(h.top[:limit])
	if len(bodies) == 0 {
		return issuer{}
	}
	return issuer{bodies[len(bodies)-1], percent}
}

// joinBodies puts the lines of a letterhead together into names of bodies.
func joinBodies(top []line) []string {
	begins := regexp.MustCompile(`^(uy ban|ubnd|u\.b\.n\.d|hdnd|hoi dong|hoi |so |phong |ban |van phong|chi cuc|cuc |tong cuc|bo |vu |trung tam|thanh tra|cong an|toa an|vien |truong |benh vien|cong ty|tong cong ty|dang uy|tinh uy|thanh uy|huyen uy|dang bo|chi bo|uy ban mat tran|mat tran|lien doan|doan |chinh phu|thu tuong|quoc hoi|kho bac|bao hiem|to |doi |hat |tram )`)
	// A body of a place: its second line is the place itself.
	general := regexp.MustCompile(`^(uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|dang uy|uy ban mat tran to quoc viet nam)$`)
	var names []string
	var last line
	for _, l := range top {
		if l.blank() || !l.capitals() || isMark(l) {
			continue
		}
		name := strings.Join(strings.Fields(l.String()), " ")
		if k := len(names) - 1; k >= 0 && (general.MatchString(last.folded) || !begins.MatchString(l.folded)) {
			names[k] += " " + name
		} else {
			names = append(names, name)
		}
		last = l
	}
	return names
}
