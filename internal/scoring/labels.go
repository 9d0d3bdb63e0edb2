package scoring

import "minhchung/internal/kpi"

// Labels are the words that people read on a card and that no score depends on.
// They are kept out of the facts, so that they are in no hash. A missing label
// leaves its place empty.
type Labels struct {
	Indicators map[kpi.IndicatorID]string
	Types      map[kpi.ProductTypeID]string
	Products   map[kpi.ProductID]string           // titles
	Refusal    func(code string) (kpi.Text, bool) // the sentence of an admission's reason code; nil = the code itself
}

// Dress returns the card with its names, titles and sentences. The card given is
// not changed.
func (l Labels) Dress(card kpi.Scorecard) kpi.Scorecard {
	lines := make([]kpi.CardLine, len(card.Lines))
	for i, line := range card.Lines {
		line.IndicatorName = l.Indicators[line.IndicatorID]
		line.TypeName = l.Types[line.TypeID]
		rows := make([]kpi.CardEvidence, len(line.Evidence))
		for j, row := range line.Evidence {
			row.Title = l.Products[row.ProductID]
			rows[j] = row
		}
		line.Evidence = rows
		lines[i] = line
	}
	card.Lines = lines
	refused := make([]kpi.NotCounted, len(card.NotCounted))
	for i, n := range card.NotCounted {
		n.Title = l.Products[n.ProductID]
		n.Reasons = l.sentences(n.Reasons)
		refused[i] = n
	}
	card.NotCounted = refused
	return card
}

func (l Labels) sentences(in []kpi.Text) []kpi.Text {
	out := make([]kpi.Text, len(in))
	for i, t := range in {
		out[i] = t
		if l.Refusal == nil || t.Vi != t.En {
			continue // a sentence already: only a bare code reads the same in both languages
		}
		if s, ok := l.Refusal(t.Vi); ok {
			out[i] = s
		}
	}
	return out
}
