package app

import (
	"context"
	"errors"
	"fmt"

	"minhchung/internal/kpi"
	"minhchung/storage"
)

// sureEnough is the confidence in percent from which a recognised field fills
// the product's own field without a person looking at it.
const sureEnough = 60

// classified is the reason code of papers marked Mật, Tối mật or Tuyệt mật (State
// Secrets Law 117/2025/QH15): they may not be kept on networked devices.
const classified = "upload.classified"

// sureIdentity is the confidence from which number, symbol, year and agency
// together become an identity, which the database then keeps unique.
const sureIdentity = 80

// Recognise reads the current file of a product and fills what nobody typed. It
// is idempotent: reading the same bytes with the same tool changes nothing.
func (a *App) Recognise(ctx context.Context, id kpi.ProductID) error {
	var p Product
	var units []kpi.Unit
	err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		if p, err = tx.Product(ctx, id); err == nil {
			units, err = tx.Units(ctx, a.today())
		}
		return err
	})
	if kpi.CodeOf(err) == kpi.NotFound || (err == nil && (p.Content == nil || p.Withdrawn || p.Quarantined != "")) {
		return nil // removed meanwhile, or a record without a file
	}
	if err != nil || (p.Read != kpi.ReadPending && p.Tool == a.Reading.Tool) {
		return err
	}
	h := *p.Content
	var facts FileFacts
	var refused *kpi.Error
	progress, end := a.showProgress(ctx, p, kpi.ReadPending)
	err = a.Bucket.Local(ctx, h, func(path string) error {
		var readErr error
		facts, readErr = a.Reading.Read(ctx, path, unitNames(units), progress)
		if e := new(kpi.Error); errors.As(readErr, &e) && e.Code != kpi.Unavailable && e.Code != kpi.Internal {
			refused = e // a fact about the file: kept, marked "not read"
			return nil
		}
		return readErr
	})
	end()
	if err != nil {
		return fmt.Errorf("recognise product %d: %w", id, err)
	}
	return a.Store.InTx(ctx, func(tx Tx) error {
		if err := tx.LockProduct(ctx, id); err != nil {
			return err
		}
		p, err := tx.Product(ctx, id)
		if err != nil {
			return err
		}
		if p.Content == nil || *p.Content != h || p.Withdrawn || p.Quarantined != "" {
			return nil // removed meanwhile: it holds no identity; or a newer version came, and its own job reads it
		}
		return a.saveRecognised(ctx, tx, p, facts, refused)
	})
}

func unitNames(units []kpi.Unit) []string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.Name
	}
	return names
}

func (a *App) saveRecognised(ctx context.Context, tx Tx, p Product, facts FileFacts, refused *kpi.Error) error {
	facts.Tool = a.Reading.Tool
	if why := asideFor(facts.Problems); why != "" {
		state, err := tx.QuarantineState(ctx, *p.Content)
		if err != nil {
			return err
		}
		if state != Released {
			// What only recognition of the picture or a deeper look could see: nothing of the
			// text is kept.
			facts = FileFacts{Tool: facts.Tool, Pages: facts.Pages}
			if err := tx.SaveFacts(ctx, *p.Content, facts, a.now()); err != nil {
				return err
			}
			return a.setAside(ctx, tx, p, why)
		}
	}
	switch {
	case refused != nil:
		p.Read, p.ReadProblem = kpi.ReadNot, refused.Reason
		facts.Problems = append(facts.Problems, FileProblem{Code: refused.Reason, Text: refused.Msg})
	default:
		p.Read, p.ReadProblem = kpi.ReadDone, ""
		if facts.TextChars == 0 {
			p.Read, p.ReadProblem = kpi.ReadNot, "read.no_text"
		}
	}
	if err := a.wantCopy(ctx, tx, p, &facts); err != nil {
		return err
	}
	if err := tx.SaveFacts(ctx, *p.Content, facts, a.now()); err != nil {
		return err
	}
	if !p.Typed && p.Used == 0 {
		if err := a.identify(ctx, tx, &p, fill(&p, facts.Guesses)); err != nil {
			return err
		}
	}
	if err := a.findCopies(ctx, tx, &p, sketchOf(facts)); err != nil {
		return err
	}
	if p.DuplicateOf == 0 && !p.Typed && p.Used == 0 {
		var err error
		if p.DuplicateOf, err = samePaper(ctx, tx, p); err != nil {
			return err
		}
	}
	if err := tx.UpdateProduct(ctx, p); err != nil {
		return err
	}
	if _, _, err := a.write(ctx, tx, "product.recognised", 0, object("product", p.ID), p.UnitID, struct {
		Product   kpi.ProductID `json:"product"`
		Hash      storage.Hash  `json:"hash"`
		Tool      string        `json:"tool"`
		Read      kpi.ReadState `json:"read"`
		Number    string        `json:"number"`
		Symbol    string        `json:"symbol"`
		Duplicate kpi.ProductID `json:"duplicate"`
	}{p.ID, *p.Content, facts.Tool, p.Read, p.Number, p.Symbol, p.DuplicateOf}); err != nil {
		return err
	}
	if err := tx.Publish(ctx, Event{Official: p.SubmittedBy, Product: p.ID, Read: p.Read, Stage: StageDone, Page: facts.Pages, Pages: facts.Pages}); err != nil {
		return err
	}
	return tx.Enqueue(ctx, IndexJob{Product: p.ID})
}

// sureOf says which identities follow from fields that are sure enough.
type sureOf struct{ document, dossier bool }

// byPerson is what somebody stands for who typed or confirmed the fields.
func byPerson() sureOf { return sureOf{true, true} }

// fill copies guesses that are sure enough into the product and says which of its
// identities they make. A dossier code that a paper merely mentions is none of its
// own: only the field that the recogniser calls so counts.
func fill(p *Product, guesses []kpi.FieldGuess) sureOf {
	sure := map[string]int{}
	for _, g := range guesses {
		if g.Percent < sureEnough || g.Value == "" || g.Percent <= sure[g.Field] {
			continue
		}
		sure[g.Field] = g.Percent
		switch g.Field {
		case "number":
			p.Number = g.Value
		case "symbol":
			p.Symbol = g.Value
		case "doc_type":
			p.DocType = g.Value
		case "issuer":
			p.Issuer = g.Value
		case "title":
			p.Title = g.Value
		case "dossier_code":
			p.DossierCode = g.Value
		case "issued_on":
			if d, err := kpi.ParseDate(g.Value); err == nil {
				p.IssuedOn = d
				if p.CompletedOn.IsZero() && !d.After(kpi.DateOf(p.ReceivedAt)) {
					p.CompletedOn = d
				}
			}
		}
	}
	return sureOf{
		document: min(sure["number"], sure["symbol"], sure["issued_on"], sure["issuer"]) >= sureIdentity,
		dossier:  sure["dossier_code"] >= sureIdentity,
	}
}

// identify keeps the product's document and dossier identities in step with its
// fields. An identity that another product holds is refused, and the product
// points to that one: it is never counted beside it.
func (a *App) identify(ctx context.Context, tx Tx, p *Product, sure sureOf) error {
	for _, k := range []kpi.IdentityKind{kpi.IdentityDocument, kpi.IdentityDossier} {
		if err := tx.DropIdentities(ctx, p.ID, k); err != nil {
			return err
		}
	}
	p.DuplicateOf = 0
	unit, err := tx.Unit(ctx, p.UnitID)
	if err != nil {
		return err
	}
	var ids []kpi.Identity
	if i, ok := kpi.DocumentIdentity(kpi.IssuedBy(p.Issuer, unit.AgencyID), p.IssuedOn.Year(), p.Number, p.Symbol); ok && sure.document && !p.IssuedOn.IsZero() {
		ids = append(ids, i)
	}
	if i, ok := kpi.DossierIdentity(p.DossierCode); ok && sure.dossier {
		ids = append(ids, i)
	}
	for _, i := range ids {
		holder, err := tx.IdentityHolder(ctx, i)
		switch {
		case err == nil && holder != p.ID:
			p.DuplicateOf = holder
		case kpi.CodeOf(err) == kpi.NotFound:
			if err := tx.AddIdentity(ctx, p.ID, i); err != nil {
				return err
			}
		case err != nil:
			return err
		}
	}
	if p.DuplicateOf != 0 {
		return nil
	}
	p.DuplicateOf, err = samePaper(ctx, tx, *p)
	return err
}
