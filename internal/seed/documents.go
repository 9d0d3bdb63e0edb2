package seed

import (
	"fmt"
	"slices"
	"strings"

	"minhchung/internal/kpi"
)

// documents turns the rows into papers and their uses, in the order of the files.
func (b *builder) documents() {
	d := b.dice(diceSubmit)
	for i, row := range b.src.documents {
		done := b.at(row.Done)
		doc := Document{
			Key: row.ID, Scan: row.Scan, Seed: b.seed*1000 + uint64(i), Submitter: row.By,
			CompletedOn: done, SubmittedOn: earlier(after(done, d.IntN(2)), b.until()),
		}
		line := b.lineOf(row.By, row.Line)
		b.deadline(line, row, done)
		doc.Due = line.Due
		doc.Uses = b.uses(row, doc)
		b.office.Documents = append(b.office.Documents, doc)
	}
	// A line's deadline is settled once all its documents are known.
	for i, row := range b.src.documents {
		b.office.Documents[i].Due = b.lineOf(row.By, row.Line).Due
	}
	b.papers()
}

func (b *builder) lineOf(staff, key string) *PlanLine {
	l, ok := b.line[staff+"/"+key]
	if !ok {
		panic(fmt.Sprintf("seed: no plan line %s/%s", staff, key))
	}
	return l
}

// deadline sets the due day of a line so that the story of the document is true:
// before the work was finished when it is a story of lateness, not before it
// otherwise.
func (b *builder) deadline(l *PlanLine, row documentRow, done kpi.Date) {
	if row.Late > 0 {
		l.Due = workday(done.AddDays(-row.Late), b.story().First)
		return
	}
	l.Due = later(l.Due, done)
}

func (b *builder) uses(row documentRow, doc Document) []Use {
	own := b.use(row.By, row.Line, doc, row.Then, row.Note)
	if row.Late > 0 {
		own.Delays = max(1, row.Delays)
	}
	if row.Excused != "" {
		own.DelaysOff, own.Excuse = own.Delays, row.Excused
	}
	var others []Use
	for _, staff := range slices.Sorted(keys(row.Share)) {
		u := b.use(staff, row.Line, doc, row.Then, row.Note)
		u.Share = kpi.MustRat(row.Share[staff])
		own.Share = own.Share.Sub(u.Share) // of the units, which stay those of the whole paper
		others = append(others, u)
	}
	uses := append([]Use{own}, others...)
	if own.State() != kpi.EvidenceAccepted {
		return uses
	}
	// One paper, several works, each once: the head checked it, the leader signed
	// it, the clerk registered it, and some were a leader's own doing.
	n := len(b.office.Documents)
	verdict := []string{"ok"}
	if n%5 == 4 {
		verdict = nil
	}
	if head := headOf(row.By); head != row.By && slices.Contains([]string{"QĐ", "TTr", "KH", "BC", "HD"}, row.Type) {
		uses = append(uses, b.use(head, "thamdinh", doc, verdict, ""))
	}
	if strings.HasPrefix(row.Sign, "LD") {
		uses = append(uses, b.use(row.Sign, "ky", doc, verdict, ""))
	}
	if len(row.Lead) == 2 {
		uses = append(uses, b.use(row.Lead[0], row.Lead[1], doc, verdict, ""))
	}
	if row.From == "UBND" {
		uses = append(uses, b.use("VP04", "phathanh", doc, []string{"ok"}, ""))
	}
	return uses
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// headOf returns the head of a staff member's division.
func headOf(staff string) string {
	if strings.HasPrefix(staff, "LD") {
		return staff
	}
	return staff[:2] + "01"
}

// use makes one piece of evidence and its decisions: the first one a working day
// or two after it came, a return and its answer two days apart, never after the
// last day of the story.
func (b *builder) use(staff, key string, doc Document, then []string, note string) Use {
	l := b.lineOf(staff, key)
	t := b.typeOf(l.Type)
	u := Use{Official: staff, PlanLine: l.Key, Act: t.Act, Share: kpi.Int(1), Units: t.PerProduct}
	on := doc.SubmittedOn
	for i, verdict := range then {
		on = earlier(after(on, 1+i), b.until())
		step := Decision{On: on, By: b.person(staff).Reviewer, Accept: verdict == "ok"}
		if !step.Accept {
			step.Reason, step.Note = kpi.ReturnReason(verdict), note
		}
		u.Decisions = append(u.Decisions, step)
	}
	return u
}
