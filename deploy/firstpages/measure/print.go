package measure

import (
	"fmt"
	"io"
)

// Print writes the table as docs/benchmarks.md shows it: by field, with the worst
// layout beside the mean, then the fields with a target by layout.
func (t Table) Print(w io.Writer) {
	fmt.Fprintln(w, "| field | born digital | worst layout | scanned | worst layout | wrong among the sure (born, scanned) |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for _, f := range Fields() {
		b, s := t.Sum(f, "born"), t.Sum(f, "scanned")
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %.1f %% of %d, %.1f %% of %d |\n", f, cell(b), t.worst(f, "born"), cell(s), t.worst(f, "scanned"), b.Calibration(), b.Sure, s.Calibration(), s.Sure)
	}
	fmt.Fprintln(w)
	fmt.Fprint(w, "| layout |")
	shown := Fields()[:1:1]
	shown = append(shown, Fields()[3:9]...)
	for _, f := range shown {
		fmt.Fprintf(w, " %s |", f)
	}
	fmt.Fprint(w, "\n|---|")
	for range shown {
		fmt.Fprint(w, "---|")
	}
	fmt.Fprintln(w)
	for _, l := range t.Layouts() {
		fmt.Fprintf(w, "| %s (%d) |", l, t[Key{shown[0], "born", l}].Papers)
		for _, f := range shown {
			fmt.Fprintf(w, " %.0f · %.0f |", t[Key{f, "born", l}].Percent(), t[Key{f, "scanned", l}].Percent())
		}
		fmt.Fprintln(w)
	}
}

func cell(s Score) string { return fmt.Sprintf("%.1f %% (%d/%d)", s.Percent(), s.Right, s.Papers) }

func (t Table) worst(field, form string) string {
	l, s := t.Worst(field, form)
	if s.Percent() == 100 {
		return "none"
	}
	return fmt.Sprintf("%s %d/%d", l, s.Right, s.Papers)
}
