package seed

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
)

// Storing says how an office is put into an empty installation.
type Storing struct {
	// App makes the use cases with a clock of the caller's: the work of the office
	// happened on earlier days, and its receipts and decisions say so.
	App          func(now func() time.Time) *app.App
	PasswordHash string                  // of every account of the office
	Rulebook     string                  // of its periods
	Trust        func(root []byte) error // is given the certificate (PEM) of those who sign the office's papers; may be nil
	Progress     func(done, of int)      // documents; may be nil
}

// Store puts the office into an empty installation: people and plans in one
// transaction, then every document through the same use cases that people use.
func Store(ctx context.Context, o Office, s Storing) error {
	b := &storer{office: o, how: s, keys: newKnown()}
	if err := b.trust(); err != nil {
		return fmt.Errorf("trust the signers: %w", err)
	}
	if err := b.found(ctx); err != nil {
		return fmt.Errorf("found the office: %w", err)
	}
	if err := b.submitAll(ctx); err != nil {
		return err
	}
	for i := range o.Documents {
		if err := b.use(ctx, i); err != nil {
			return fmt.Errorf("document %s: %w", o.Documents[i].Key, err)
		}
	}
	if err := b.assess(ctx); err != nil {
		return err
	}
	for _, id := range b.keys.periods {
		if err := b.at(o.Today).ScoreAll(ctx, id); err != nil {
			return fmt.Errorf("ask for scores: %w", err)
		}
	}
	return nil
}

// storer keeps what was stored so far.
type storer struct {
	office    Office
	how       Storing
	keys      known
	authority *pades.Authority

	mu       sync.Mutex
	done     int
	products map[int]kpi.ProductID // by index of the document
}

// trust makes the authority whose certificates sign the papers, before the first of
// them is read.
func (b *storer) trust() (err error) {
	if b.authority, err = b.office.Authority(); err != nil || b.how.Trust == nil {
		return err
	}
	return b.how.Trust(b.authority.PEM())
}

// known maps the keys of an office to the ids of the installation.
type known struct {
	units      map[string]kpi.UnitID
	officials  map[string]kpi.OfficialID
	accounts   map[string]kpi.AccountID // by login
	logins     map[string]string        // by staff code
	types      map[string]kpi.ProductTypeID
	indicators map[string]kpi.IndicatorID
	periods    map[string]kpi.PeriodID
	plans      map[string]kpi.PlanLine
}

func newKnown() known {
	return known{
		map[string]kpi.UnitID{}, map[string]kpi.OfficialID{}, map[string]kpi.AccountID{}, map[string]string{},
		map[string]kpi.ProductTypeID{}, map[string]kpi.IndicatorID{}, map[string]kpi.PeriodID{}, map[string]kpi.PlanLine{},
	}
}

// morning is the hour at which the work of the office happens.
const morning = 9 * time.Hour

func (b *storer) at(day kpi.Date) *app.App {
	t := day.Start().Add(morning)
	return b.how.App(func() time.Time { return t })
}

func (b *storer) actor(ctx context.Context, a *app.App, login string) (who access.Actor, err error) {
	err = a.Store.Snapshot(ctx, func(tx app.Tx) error {
		acc, err := tx.Account(ctx, b.keys.accounts[login])
		if err != nil {
			return fmt.Errorf("account %q: %w", login, err)
		}
		who = access.Actor{Account: acc.ID, Official: acc.OfficialID, Name: acc.Name, Login: acc.Login}
		who.Roles, err = tx.HeldRoles(ctx, acc.ID, a.Today())
		return err
	})
	return who, err
}

// submitAll submits and reads every document, two at a time.
func (b *storer) submitAll(ctx context.Context) error {
	b.products = map[int]kpi.ProductID{}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for i := range b.office.Documents {
		g.Go(func() error {
			if err := b.submit(ctx, i); err != nil {
				return fmt.Errorf("document %s: %w", b.office.Documents[i].Key, err)
			}
			return nil
		})
	}
	return g.Wait()
}

func (b *storer) submit(ctx context.Context, i int) error {
	d := b.office.Documents[i]
	file, err := d.File(b.authority)
	if err != nil {
		return err
	}
	a := b.at(d.SubmittedOn)
	who, err := b.actor(ctx, a, b.keys.logins[d.Submitter])
	if err != nil {
		return err
	}
	r, err := a.Submit(ctx, who, app.Upload{Name: d.FileName, Declared: int64(len(file)), Body: bytes.NewReader(file)})
	if err != nil {
		return fmt.Errorf("submit: %w", err)
	}
	if err := a.Recognise(ctx, r.ProductID); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	if err := b.correct(ctx, a, who, r.ProductID, d); err != nil {
		return fmt.Errorf("correct: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.products[i] = r.ProductID
	b.done++
	if b.how.Progress != nil {
		b.how.Progress(b.done, len(b.office.Documents))
	}
	return nil
}

// correct does what the submitter would: look at what was recognised, and type
// what was read wrongly or is not on the paper.
func (b *storer) correct(ctx context.Context, a *app.App, who access.Actor, id kpi.ProductID, d Document) error {
	v, err := a.OpenProduct(ctx, who, id)
	if err != nil {
		return err
	}
	p := d.Paper
	number := ""
	if p.Number > 0 {
		number = fmt.Sprint(p.Number)
	}
	if v.Product.CompletedOn == d.CompletedOn && v.Product.DuplicateOf == 0 && (number == "" || v.Product.Number == number) && v.Product.Symbol == p.Symbol {
		return nil
	}
	e := app.ProductEdit{CompletedOn: &d.CompletedOn, IssuedOn: &p.Date, DocType: &p.TypeCode, Issuer: &p.Issuer}
	if number != "" {
		e.Number, e.Symbol = &number, &p.Symbol
	}
	if p.DossierCode != "" {
		e.DossierCode = &p.DossierCode
	}
	if p.Excerpt != "" {
		e.Title = &p.Excerpt
	}
	_, err = a.EditProduct(ctx, who, id, e)
	return err
}

// use attaches a document for everybody who worked on it, and decides.
func (b *storer) use(ctx context.Context, i int) error {
	d := b.office.Documents[i]
	a := b.at(d.SubmittedOn)
	owner, err := b.actor(ctx, a, b.keys.logins[d.Submitter])
	if err != nil {
		return err
	}
	for _, u := range d.Uses {
		if err := a.Contribute(ctx, owner, kpi.Contribution{
			ProductID: b.products[i], Act: u.Act, OfficialID: b.keys.officials[u.Official], Share: u.Share,
		}); err != nil {
			return fmt.Errorf("share of %s: %w", u.Official, err)
		}
		who, err := b.actor(ctx, a, b.keys.logins[u.Official])
		if err != nil {
			return err
		}
		line, ok := b.keys.plans[u.PlanLine]
		if !ok {
			return fmt.Errorf("no plan line %q", u.PlanLine)
		}
		v, err := a.Link(ctx, who, app.Claim{
			ProductID: b.products[i], IndicatorID: line.IndicatorID, TypeID: line.TypeID, PeriodID: line.PeriodID,
			PlanLineID: line.ID, Units: &u.Units,
		})
		if err != nil {
			return fmt.Errorf("attach for %s: %w", u.Official, err)
		}
		if err := b.decide(ctx, v, who, u); err != nil {
			return fmt.Errorf("decide for %s: %w", u.Official, err)
		}
	}
	return nil
}

func (b *storer) decide(ctx context.Context, v app.EvidenceView, owner access.Actor, u Use) error {
	for _, d := range u.Decisions {
		a := b.at(d.On)
		who, err := b.actor(ctx, a, d.By)
		if err != nil {
			return err
		}
		if v.State == kpi.EvidenceReturned {
			if v, err = a.Resubmit(ctx, owner, v.ID, v.Version, v.ProductID); err != nil {
				return err
			}
		}
		if _, err := a.OpenProduct(ctx, who, v.ProductID); err != nil { // nobody decides unseen
			return err
		}
		dec := app.Decision{Version: v.Version, JudgedHash: v.Hash, Faults: v.Faults, Reason: d.Note, ReasonCode: d.Reason, SeenMS: 20_000}
		if !d.Accept {
			if v, err = a.Return(ctx, who, v.ID, dec); err != nil {
				return err
			}
			continue
		}
		dec.Delays, dec.DelaysExcused = u.Delays, u.DelaysOff
		if u.DelaysOff > 0 {
			dec.Reason = u.Excuse
		}
		if v, err = a.Accept(ctx, who, v.ID, dec); err != nil {
			return err
		}
	}
	return nil
}

func (b *storer) assess(ctx context.Context) error {
	a := b.at(b.office.Today)
	period := b.keys.periods[b.office.Periods[0].Key]
	for _, g := range b.office.General {
		who, err := b.actor(ctx, a, g.By)
		if err != nil {
			return err
		}
		if err := a.AssessGeneral(ctx, who, b.keys.officials[g.Official], period, kpi.GeneralCriteria{
			Conduct: g.Conduct, Capacity: g.Capacity, Innovation: g.Innovation, Reason: g.Reason,
		}); err != nil {
			return fmt.Errorf("general criteria of %s: %w", g.Official, err)
		}
	}
	return nil
}
