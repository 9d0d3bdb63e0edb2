package recognise

import (
	"slices"
	"strings"
	"unicode"
)

type signature struct{ name, post reading }

func (s signature) guess(g *guesses) {
	g.add(Signer, s.name)
	g.add(Position, s.post)
}

// readSignature finds the last signature block: lines in capitals that say for whom
// and as what the paper is signed (TM., KT., TL., TUQ., a position), and a full name
// standing alone below them, on the same axis where places are known.
func (r *Recogniser) readSignature(pages []Page, sheets [][]line, h head) signature {
	for i := len(sheets) - 1; i >= 0; i-- {
		all := sheets[i]
		if i == 0 {
			all = withoutHead(all, h)
		}
		if s := r.signatureOn(all, pages[i].OCR); s.name.value != "" || s.post.value != "" {
			s.name.page, s.post.page = i, i
			return s
		}
	}
	return signature{}
}

// withoutHead leaves out the letterhead, whose bodies may be named like positions.
func withoutHead(all []line, h head) []line {
	if len(h.body) > 0 && len(h.body) < len(all) {
		return all[len(all)-len(h.body):]
	}
	return all
}

func (r *Recogniser) signatureOn(all []line, ocr bool) signature {
	var best signature
	if ocr {
		all = slices.Clone(all)
		for i, l := range all {
			all[i] = l.cut(len(l.folded)-len(strings.TrimLeft(l.folded, " _-.,:;*=~|'`?<>°")), len(l.folded)) // dust, and strokes of a seal
		}
	}
	for i, l := range all {
		if !r.signs(l) {
			continue
		}
		s := r.block(l, all[i+1:], ocr)
		if s.name.value != "" || best.name.value == "" && s.post.percent > best.post.percent {
			best = s
		}
	}
	return best
}

// signs reports whether a line can be the first of a signature block.
func (r *Recogniser) signs(l line) bool {
	return l.capitals() && len(l.raw) < 90 && (r.authority.MatchString(l.folded) || r.post.MatchString(l.folded))
}

// signing is a signature block as far as it has been read.
type signing struct {
	post      reading
	authority bool
	last      line // of the lines in capitals
}

// consider takes a line in capitals into the block.
func (r *Recogniser) consider(s *signing, l line, ocr bool) {
	text := strings.Trim(tidy(l.String()), " .,:;-_|'`~*")
	near := !l.placed() || !s.last.placed() || l.box().Y-s.last.box().Y < 3*max(l.box().H, 10)
	sure := !ocr || l.confidence(0, len(l.raw)) >= 60
	switch {
	case r.isPost(l, ocr):
		s.post = reading{text, 84, 0, l.place(0, len(l.raw))}
	case r.authority.MatchString(l.folded):
		s.authority = true
	case s.authority && s.post.value == "" && near && len(l.raw) > 5:
		s.post = reading{text, 72, 0, l.place(0, len(l.raw))} // whatever it is called, he signs as it
	case s.post.value != "" && near && sure: // its second line
		s.post.value += " " + text
		s.post.place = around(s.post.place, l.place(0, len(l.raw)))
	default:
		return
	}
	s.last = l
}

// isPost reports whether a line begins with the name of a position; in a picture one
// letter of a usual one may be another.
func (r *Recogniser) isPost(l line, ocr bool) bool {
	if r.post.MatchString(l.folded) {
		return true
	}
	if !ocr {
		return false
	}
	for _, p := range []string{"giam doc", "pho giam doc", "chu tich", "pho chu tich", "truong phong", "pho truong phong", "truong ban", "pho truong ban", "chanh van phong", "pho chanh van phong", "chi cuc truong", "hieu truong", "bo truong", "thu truong", "cuc truong", "vu truong", "pho bi thu"} {
		if len(l.folded) >= len(p) && similar(l.folded[:len(p)], p) {
			return true
		}
	}
	return false
}

// block reads what stands below a line that opens a signature block.
func (r *Recogniser) block(opens line, below []line, ocr bool) signature {
	const within = 14 // lines, those of the recipients among them
	var s signing
	r.consider(&s, opens, ocr)
	for _, l := range below[:min(len(below), within)] {
		if l.blank() {
			continue
		}
		if opens.placed() {
			b, o := l.box(), opens.box()
			if b.Y-o.Y > 220 {
				break
			}
			if abs(l.centre()-opens.centre()) > 90 {
				continue
			}
		}
		if name, ok := r.fullName(l, ocr); ok {
			switch {
			case s.post.value == "":
				name.percent -= 8
			case s.authority:
				name.percent += 3
				s.post.percent += 4
			}
			return signature{name, s.post}
		}
		if l.capitals() {
			r.consider(&s, l, ocr)
		}
	}
	s.post.percent -= 25 // nobody below it
	if !opens.placed() || opens.centre() < 500 {
		return signature{}
	}
	return signature{post: s.post}
}

// fullName reports whether the line is a Vietnamese full name and nothing else:
// two to six words, each a capital and small letters; a degree (ThS., BS.) may stand
// before. In a picture, the seal leaves scraps around it.
func (r *Recogniser) fullName(l line, ocr bool) (reading, bool) {
	start := 0
	if at := r.degree.FindStringIndex(l.folded); at != nil && strings.Contains(l.folded[:at[1]], ".") {
		start = at[1]
	}
	words := strings.Fields(string(l.raw[start:]))
	percent := 90
	if ocr {
		n := len(words)
		for len(words) > 0 && !titled(words[0]) && scrap(words[0]) {
			words = words[1:]
		}
		for len(words) > 0 && !titled(words[len(words)-1]) && scrap(words[len(words)-1]) {
			words = words[:len(words)-1]
		}
		percent -= 12 * (n - len(words))
	}
	if len(words) < 2 || len(words) > 6 {
		return reading{}, false
	}
	for i, w := range words {
		if ocr && !titled(w) && len([]rune(w)) <= 3 && someTitled(words) {
			w = strings.ToTitle(string([]rune(w)[:1])) + strings.ToLower(string([]rune(w)[1:])) // ĐỖ, VỸ
			percent -= 8
		}
		if u := undoubled(w); ocr && !titled(w) && len(u) < len(w) && titled(u) {
			w = u
			percent -= 8
		}
		if !titled(w) {
			return reading{}, false
		}
		if !ocr {
			continue
		}
		words[i] = mendName(w, i, len(words))
		if folded := newLine(words[i]).folded; !r.syllable.MatchString(folded) {
			percent -= 25
		}
	}
	if !isSurname(words[0]) {
		percent -= 12
		if ocr {
			percent -= 18
		}
	}
	if ocr {
		if c := l.confidence(start, len(l.raw)); c < 85 {
			percent -= (85 - c) / 3
		}
		if len(words) == 2 {
			percent -= 10 // a part may be under the seal
		}
	}
	return reading{strings.Join(words, " "), percent, 0, l.place(start, len(l.raw))}, true
}

// someTitled reports whether a word longer than two letters is a capital and small
// ones: the line is not in capitals as a whole.
func someTitled(words []string) bool {
	for _, w := range words {
		if titled(w) && len([]rune(w)) > 2 {
			return true
		}
	}
	return false
}

// titled reports whether a word is a capital and small letters, as in names; an
// apostrophe may follow (K' Brêm).
func titled(w string) bool {
	for i, r := range []rune(w) {
		if i > 0 && (r == '\'' || r == '’' || r == '-') {
			continue
		}
		if !unicode.IsLetter(r) || unicode.IsUpper(r) != (i == 0) {
			return false
		}
	}
	return w != ""
}

// scrap is what a stroke of a seal or pen is read as.
func scrap(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return letters <= 1
}

// undoubled leaves out a letter that was read twice, in two cases (HữỮu): no Vietnamese
// name has the same letter twice in a row.
func undoubled(w string) string {
	var out []rune
	for i, r := range []rune(w) {
		if i > 0 {
			r = unicode.ToLower(r)
		}
		if k := len(out); k > 1 && out[k-1] == r {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// mendName: the place of a word in a name decides what it can be.
func mendName(w string, i, of int) string {
	folded := newLine(w).folded
	if i == 0 {
		return mendSurname(w, folded)
	}
	if i == 1 && of > 2 {
		switch folded {
		case "thi":
			return "Thị"
		case "van":
			if w != "Vân" {
				return "Văn"
			}
		}
	}
	return w
}

// surnames are the family names that nearly everybody has one of.
func surnames() []string {
	return strings.Fields("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Âu Bạch Bế Biện Ca Cái Cao Cát Chế Chu Châu Chử Cù Cung Diệp Doãn Đàm Đan Đào Đậu Đinh Đoàn Đổng Đồng Đường Giang Giáp Hà Hạ Hán Hầu Hoa Hứa Kha Khổng Khuất Kiều Kim La Lã Lạc Lại Lâm Liêu Lò Lô Lỗ Lộ Lục Lư Lữ Lương Lưu Ma Mã Mạc Mai Mạch Mẫn Mông Nghiêm Nhâm Nông Ngụy Ninh Ông Phí Phó Phù Phùng Phương Quách Quan Quản Quang Sầm Sùng Tạ Tăng Thạch Thái Thân Thẩm Thào Thi Thiều Tiêu Tô Tôn Tống Trang Triệu Trịnh Trưng Trương Từ Ung Ứng Uông Văn Vàng Vi Viên Vòng Vương Xa Y A H K Niê Siu Ksor Rơ Kpă Giàng Cầm Quàng Hoà Mùa Lầu Vừ Hạng")
}

func isSurname(w string) bool {
	w = strings.TrimRight(w, "'’")
	for _, s := range surnames() {
		if s == w {
			return true
		}
	}
	return false
}

// mendSurname puts back the marks of a family name when only one has these letters.
func mendSurname(w, folded string) string {
	if isSurname(w) {
		return w
	}
	found := ""
	for _, s := range surnames() {
		if newLine(s).folded == folded {
			if found != "" {
				return w
			}
			found = s
		}
	}
	if found == "" {
		return w
	}
	return found
}
