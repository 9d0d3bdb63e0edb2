package app

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/intake/nearcopy"
	"minhchung/internal/kpi"
)

// Seen is another product that is, or may be, the same paper in another file. Of
// one that the asker may not read only the relation is told.
type Seen struct {
	Product    kpi.ProductID `json:"product" doc:"0: there is one, and the asker may not read it"`
	Relation   Relation      `json:"relation" enum:"bytes,identity,near,scan-of"`
	Percent    int           `json:"percent" minimum:"0" maximum:"100" doc:"How alike the texts are; 0 when they were not compared"`
	Earlier    bool          `json:"earlier" doc:"The other one came first"`
	Answer     string        `json:"answer" enum:"same,other," doc:"What a person answered to the question"`
	Title      string        `json:"title"`
	Submitter  string        `json:"submitter"`
	ReceivedAt *time.Time    `json:"received_at" nullable:"true"`

	Verdict kpi.SignatureVerdict `json:"signature_verdict" doc:"What the signatures of the other file say; of a scan it is the original that is signed"`
}

// candidates is how many sketches one look-up compares.
const candidates = 20

// sketchOf returns the sketch of what was read, nil when it is too little. It counts
// as a picture when most of its pages do.
func sketchOf(facts FileFacts) *nearcopy.Sketch {
	pages, pictures := make([]string, 0, len(facts.Text)), 0
	for _, p := range facts.Text {
		pages = append(pages, p.Text)
		pictures += b2i(p.OCR)
	}
	s, ok := nearcopy.Of(pages, 2*pictures > len(pages))
	if !ok {
		return nil
	}
	return &s
}

// findCopies looks for products that hold the text of p already, keeps the sketch
// for those to come, and notes what was found. What is alike stays a question; only
// with the same number, symbol and year in both is it the same paper.
func (a *App) findCopies(ctx context.Context, tx Tx, p *Product, s *nearcopy.Sketch) error {
	if err := tx.DropCopies(ctx, p.ID); err != nil {
		return err
	}
	found := map[kpi.ProductID]Copy{}
	if s != nil {
		list, err := tx.NearCandidates(ctx, *s, p.ID, candidates)
		if err != nil {
			return err
		}
		for _, c := range list {
			l := nearcopy.Compare(*s, c.Sketch)
			if l.Verdict != nearcopy.Copy {
				continue
			}
			of := Copy{Product: p.ID, Of: c.Product, Relation: NearCopy, Percent: l.Percent}
			if s.Picture && !c.Sketch.Picture {
				of.Relation = ScanOf
			}
			found[c.Product] = of
		}
	}
	if p.DuplicateOf != 0 {
		c, alike := found[p.DuplicateOf]
		if !alike {
			c = Copy{Product: p.ID, Of: p.DuplicateOf}
		}
		if c.Relation != ScanOf {
			c.Relation = SameIdentity
		}
		found[p.DuplicateOf] = c
	}
	for _, c := range found {
		if err := tx.SaveCopy(ctx, c, a.now()); err != nil {
			return err
		}
	}
	return tx.SaveSketch(ctx, *p.Content, s)
}

// samePaper returns the product that p is another file of, by what a person
// answered or by an almost equal text with the same number, symbol and year in the
// same agency; 0 when there is none. Each alone would be too little: recognition of a scan slips, and an
// office fills the same form in twice.
func samePaper(ctx context.Context, tx Tx, p Product) (kpi.ProductID, error) {
	list, err := tx.Copies(ctx, p.ID)
	if err != nil {
		return 0, err
	}
	for _, c := range list {
		if c.Product != p.ID || c.Answer == "other" {
			continue
		}
		q, err := tx.Product(ctx, c.Of)
		if err != nil {
			return 0, err
		}
		same := c.Answer == "same"
		if !same && sameReference(p, q) {
			if same, err = sameAgency(ctx, tx, p, q); err != nil {
				return 0, err
			}
		}
		if same {
			if q.DuplicateOf != 0 {
				return q.DuplicateOf, nil
			}
			return q.ID, nil
		}
	}
	return 0, nil
}

// sameReference reports whether both papers bear the same number, symbol and year.
func sameReference(p, q Product) bool {
	x, ok := kpi.DocumentIdentity("-", p.IssuedOn.Year(), p.Number, p.Symbol)
	y, also := kpi.DocumentIdentity("-", q.IssuedOn.Year(), q.Number, q.Symbol)
	return ok && also && x == y && !p.IssuedOn.IsZero() && !q.IssuedOn.IsZero()
}

// sameAgency reports whether both were submitted in one agency: two wards may well
// issue the province's model text under the same number.
func sameAgency(ctx context.Context, tx Tx, p, q Product) (bool, error) {
	x, err := tx.Unit(ctx, p.UnitID)
	if err != nil {
		return false, err
	}
	y, err := tx.Unit(ctx, q.UnitID)
	return x.AgencyID == y.AgencyID, err
}

// seen tells the asker which other products may be the same paper.
func (a *App) seen(ctx context.Context, tx Tx, who access.Actor, p Product) ([]Seen, error) {
	list, err := tx.Copies(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	out := make([]Seen, 0, len(list))
	known := false
	for _, c := range list {
		other, earlier := c.Of, true
		if c.Of == p.ID {
			other, earlier = c.Product, false
		}
		known = known || other == p.DuplicateOf
		s, err := a.seenAs(ctx, tx, who, other, Seen{Relation: c.Relation, Percent: c.Percent, Earlier: earlier, Answer: c.Answer})
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if p.DuplicateOf != 0 && !known {
		s, err := a.seenAs(ctx, tx, who, p.DuplicateOf, Seen{Relation: SameIdentity, Earlier: true})
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *App) seenAs(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID, s Seen) (Seen, error) {
	d, err := a.duplicateInfo(ctx, tx, who, id)
	s.Product, s.Title, s.Submitter, s.ReceivedAt = d.ProductID, d.Title, d.Submitter, d.At
	if err != nil || d.ProductID == 0 {
		return s, err
	}
	other, err := tx.Product(ctx, id)
	s.Verdict = other.Verdict
	return s, err
}

// confirmed looks at the identity again when the owner confirms what was read by
// using the product: what the machine was not sure of, a person now stands for.
func (a *App) confirmed(ctx context.Context, tx Tx, who access.Actor, p *Product) error {
	if p.Typed || p.Used > 0 || p.SubmittedBy != who.Official || p.Read == kpi.ReadPending || p.Withdrawn {
		return nil
	}
	was := p.DuplicateOf
	if err := a.identify(ctx, tx, p, byPerson()); err != nil || p.DuplicateOf == was {
		return err
	}
	return tx.UpdateProduct(ctx, *p)
}
