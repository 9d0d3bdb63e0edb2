package paper

import "strconv"

func pageNumber(n int) string { return strconv.Itoa(n) }

// header draws the two columns at the head of page one: issuer, number and (for
// an official letter) the excerpt on the left; motto, place and date on the right.
func (l *layout) header(p Paper) {
	const (
		lw = 70.0 // left column
		rw = right - left - lw + 8
		rx = right - rw
		lx = left - 8
	)
	y := top
	if p.Superior != "" {
		y = l.block(regular, 12, p.Superior, lx, y, lw, alignCentre)
	}
	y = l.block(bold, 12, p.Issuer, lx, y, lw, alignCentre)
	mid := lx + lw/2
	l.page().rule(mid-11, y+0.8, mid+11, y+0.8, 0.25)
	y += 2.6

	ry := l.block(bold, 12, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", rx, top, rw, alignCentre)
	const motto = "Độc lập - Tự do - Hạnh phúc"
	ry = l.block(bold, 13, motto, rx, ry, rw, alignCentre)
	half := l.f.measure(bold, 13, motto) / 2
	l.page().rule(rx+rw/2-half, ry+0.8, rx+rw/2+half, ry+0.8, 0.25)
	ry += 2.6

	// Number and date stand on one height, below the longer of the two columns.
	y = max(y, ry)
	ry = l.block(italic, 13, longDate(p.Place, p.Date), rx, y, rw, alignCentre)
	if ref := p.Reference(); ref != "" {
		y = l.block(regular, 13, "Số: "+ref, lx, y, lw, alignCentre)
	}
	if p.TypeName == "" {
		y = l.block(regular, 12, "V/v "+p.Excerpt, lx+4, y+0.6, lw-8, alignCentre)
	}
	if p.DossierCode != "" {
		y = l.block(regular, 12, "Mã hồ sơ: "+p.DossierCode, lx, y+0.6, lw, alignCentre)
	}
	l.y = max(y, ry) + 5

	if p.TypeName == "" {
		l.addressees(p.To)
		return
	}
	l.y = l.block(bold, 14, p.TypeName, left, l.y, right-left, alignCentre)
	if p.Excerpt != "" {
		l.y = l.block(bold, 14, p.Excerpt, left+12, l.y, right-left-24, alignCentre)
		l.page().rule((left+right)/2-17, l.y+0.9, (left+right)/2+17, l.y+0.9, 0.25)
		l.y += 2
	}
	l.y += 3.5
	l.addressees(p.To)
}

// addressees draws "Kính gửi": on one line for one, as a list for more.
func (l *layout) addressees(to []string) {
	switch len(to) {
	case 0:
		return
	case 1:
		l.y = l.block(regular, 14, "Kính gửi: "+to[0], left+10, l.y, right-left-20, alignCentre)
	default:
		x := left + 28.0
		l.y = l.block(regular, 14, "Kính gửi:", x, l.y, right-x, alignLeft)
		for i, t := range to {
			end := ";"
			if i == len(to)-1 {
				end = "."
			}
			l.y = l.block(regular, 14, "- "+t+end, x+22, l.y, right-x-22, alignLeft)
		}
	}
	l.y += 3.5
}
