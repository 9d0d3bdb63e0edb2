package recognise

import (
	"regexp"
	"strings"
	"unicode"
)

type signer struct {
	name    string
	percent int
	page    int
}

func (s signer) guess(g *guesses) { g.add(Signer, s.name, s.percent, s.page) }

// readSigner finds the last signature block: a line that says for whom or as what
// the paper is signed (TM., KT., TL., TUQ., or a position in capitals), and a full
// name standing alone within the lines below it.
func readSigner(pages []Page) signer {
	const within = 12
	authority := regexp.MustCompile(`^(tm|kt|tl|tuq|q)\. ?[a-z]|^(pho )?(giam doc|tong giam doc|chu tich|truong phong|chanh van phong|bo truong|thu truong|thu tuong|cuc truong|chi cuc truong|vu truong|bi thu|truong ban|hieu truong|vien truong|chanh thanh tra|chanh an|chu nhiem|doi truong|truong doan|nguoi ky|quyen [a-z]+)\b`)
	degree := regexp.MustCompile(`^((pgs|gs|ts|ths|bs|ks|cn|ls|cki|ckii)\.? ?)+\.? ?`)
	var best signer
	for _, p := range pages {
		all := lines(p.Text)
		for i, l := range all {
			if !l.capitals() || !authority.MatchString(l.folded) {
				continue
			}
			for _, below := range all[i+1 : min(len(all), i+1+within)] {
				if name, ok := fullName(below, degree); ok {
					percent := 82
					if strings.Contains(l.folded, ".") {
						percent = 88
					}
					best = signer{name, percent, max(1, p.Number)}
					break
				}
			}
		}
	}
	return best
}

// fullName reports whether the line is a Vietnamese full name and nothing else:
// two to six words, each a capital and small letters; a degree (ThS., BS.) may stand before.
func fullName(l line, degree *regexp.Regexp) (string, bool) {
	start := 0
	if at := degree.FindStringIndex(l.folded); at != nil && strings.Contains(l.folded[:at[1]], ".") {
		start = at[1]
	}
	words := strings.Fields(string(l.raw[start:]))
	if len(words) < 2 || len(words) > 6 {
		return "", false
	}
	for _, w := range words {
		for i, r := range []rune(w) {
			if !unicode.IsLetter(r) || unicode.IsUpper(r) != (i == 0) {
				return "", false
			}
		}
	}
	return strings.Join(words, " "), true
}
