package signature

import (
	"fmt"
	"strings"
)

// tell writes a report in a few lines, for failures.
func tell(r Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  file %s", r.Verdict)
	for _, f := range r.Findings {
		fmt.Fprintf(&b, " %s", f.Code)
	}
	for _, s := range r.Signatures {
		fmt.Fprintf(&b, "\n  %s %q %s intact=%v coverage=%s later=%v chain=%s timestamp=%s revocation=%s %s %s weak=%v p=%d proven=%v:", s.Kind, s.Field, s.Verdict,
			s.Intact, s.Coverage, s.LaterChanges, s.Chain, s.Timestamp, s.Revocation, s.Digest, s.Algorithm, s.Weak, s.Permission, s.ProvenTime)
		for _, f := range s.Findings {
			fmt.Fprintf(&b, " %s", f.Code)
		}
	}
	return b.String()
}
