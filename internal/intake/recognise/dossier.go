package recognise

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxDossiers bounds the codes kept of one file.
const maxDossiers = 500

// readDossiers finds the codes of administrative-procedure dossiers (mã hồ sơ),
// AGENCY-YYMMDD-XXXX, and the page of the first. The middle must be a day.
func readDossiers(pages []Page) (codes []string, page int) {
	p := regexp.MustCompile(`(?:^|[^A-Z0-9.-])([A-Z0-9]{1,8}(?:\.[A-Z0-9]{1,8}){0,5}) ?- ?([0-9]{2})([0-9]{2})([0-9]{2}) ?- ?([0-9]{4,6})(?:[^0-9-]|$)`)
	for _, pg := range pages {
		for _, m := range p.FindAllStringSubmatch(norm.NFC.String(pg.Text), maxDossiers) {
			agency := m[1]
			if len(agency) < 3 || !strings.ContainsAny(agency, "0123456789") || len(codes) == maxDossiers {
				continue
			}
			if d, _ := day(m[4], m[3], "20"+m[2]); d.IsZero() {
				continue
			}
			code := agency + "-" + m[2] + m[3] + m[4] + "-" + m[5]
			if !slices.Contains(codes, code) {
				if len(codes) == 0 {
					page = max(1, pg.Number)
				}
				codes = append(codes, code)
			}
		}
	}
	return codes, page
}
