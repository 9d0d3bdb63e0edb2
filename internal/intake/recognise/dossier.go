package recognise

import "slices"

// maxDossiers bounds the codes kept of one file.
const maxDossiers = 500

// readDossiers finds the codes of administrative-procedure dossiers (mã hồ sơ),
// AGENCY-YYMMDD-XXXX, anywhere in the text; the middle must be a day. A code behind
// its label on a line of its own ("Mã hồ sơ: …") says what the paper is about; one in
// a sentence is only mentioned, and never makes the paper that dossier.
func (r *Recogniser) readDossiers(sheets [][]line, g *guesses) []string {
	var all []string
	about := reading{percent: 95}
	for i, sheet := range sheets {
		for _, l := range sheet {
			for _, c := range r.codesIn(l) {
				if len(all) < maxDossiers && !slices.Contains(all, c.text) {
					all = append(all, c.text)
				}
				if !c.first || !r.dossierLabel.MatchString(l.folded[:c.from]) || !restIsShort(l, c.to) {
					continue
				}
				switch about.value {
				case "":
					about.value, about.page, about.place = c.text, i, l.place(c.from, c.to)
					if sure := l.confidence(c.from, c.to); sure < 70 {
						about.percent -= (70 - sure) / 2
					}
				case c.text:
				default:
					about.percent = 50 // it is about several
				}
			}
		}
	}
	g.add(Dossier, about)
	return all
}

// code is a dossier's code in a line, and the letters where it stands.
type code struct {
	text     string
	from, to int
	first    bool
}

func (r *Recogniser) codesIn(l line) []code {
	var out []code
	text := asUpperASCII(l)
	for k, m := range r.dossier.FindAllStringSubmatchIndex(text, maxDossiers) {
		agency := text[m[2]:m[3]]
		if len(agency) < 3 || !hasDigit(agency) {
			continue
		}
		if d, _ := day(text[m[8]:m[9]], text[m[6]:m[7]], "20"+text[m[4]:m[5]]); d.IsZero() {
			continue
		}
		out = append(out, code{agency + "-" + text[m[4]:m[9]] + "-" + text[m[10]:m[11]], m[2], m[11], k == 0})
	}
	return out
}

// asUpperASCII is the line letter by letter, capitals as they are and everything
// that is not ASCII as a sign that no code holds.
func asUpperASCII(l line) string {
	b := make([]byte, len(l.raw))
	for i, r := range l.raw {
		switch {
		case r < 0x80:
			b[i] = byte(r)
		case fold(r) == '-':
			b[i] = '-'
		default:
			b[i] = '?'
		}
	}
	return string(b)
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s, i) {
			return true
		}
	}
	return false
}

// restIsShort reports whether hardly anything follows the code: a sentence goes on.
func restIsShort(l line, to int) bool { return len(l.cut(to, len(l.folded)).raw) <= 12 }
