package seed

import (
	"fmt"
	"math/rand/v2"
	"time"

	"minhchung/internal/kpi"
)

// Demo returns the demonstration office as it stands on a day: nothing in it is
// later than today. The stories lie in the month of today, or, before the 15th,
// in the month before, which is then still in review: a month that has just
// begun has nothing to show. The same day and seed give equal offices.
func Demo(today kpi.Date, seed uint64) Office {
	b := &builder{src: load(), office: Office{Today: today, Seed: seed}, seed: seed}
	b.periods()
	b.people()
	b.catalogue()
	b.dossiers()
	b.plans()
	b.documents()
	b.general()
	return b.office
}

// builder carries the office while it is made.
type builder struct {
	src    source
	office Office
	seed   uint64
	line   map[string]*PlanLine // lines of the first period, by key
}

// dice returns the generator of one purpose, so that a change in one part of the
// office leaves the others as they were.
func (b *builder) dice(purpose uint64) *rand.Rand { return rand.New(rand.NewPCG(b.seed, purpose)) }

// The purposes of dice.
const (
	diceNumbers = iota + 1
	diceDossiers
	diceGeneral
	diceSubmit
)

// storyDay is the first day of the month that tells about itself.
const storyDay = 15

func (b *builder) periods() {
	today := b.office.Today
	y, m, d := today.Start().Date()
	month := func(y int, m time.Month, state kpi.PeriodState) Period {
		first := kpi.NewDate(y, m, 1)
		last := kpi.NewDate(y, m+1, 0)
		return Period{Key: first.String()[:7], Kind: kpi.Month, First: first, Last: last, ReviewCloses: last.AddDays(storyDay), State: state}
	}
	if d < storyDay {
		b.office.Periods = []Period{month(y, m-1, kpi.PeriodReview), month(y, m, kpi.PeriodOpen)}
		return
	}
	b.office.Periods = []Period{month(y, m, kpi.PeriodOpen)}
}

func (b *builder) story() Period { return b.office.Periods[0] }

// until is the last day of the stories.
func (b *builder) until() kpi.Date {
	if b.office.Today.After(b.story().Last) {
		return b.story().Last
	}
	return b.office.Today
}

// at returns the working day at a part of the story that has passed so far.
func (b *builder) at(part float64) kpi.Date {
	p := b.story()
	days := b.until().DaysSince(p.First)
	return workday(p.First.AddDays(int(part*float64(days))), p.First)
}

// workday moves a weekend back to Friday, or on to Monday where that would leave
// the period. Public holidays belong to the calendar of the installation.
func workday(d, first kpi.Date) kpi.Date {
	back := d
	for weekend(back) {
		back = back.AddDays(-1)
	}
	if !back.Before(first) {
		return back
	}
	for weekend(d) {
		d = d.AddDays(1)
	}
	return d
}

func weekend(d kpi.Date) bool {
	w := d.Start().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// after returns the day n working days later.
func after(d kpi.Date, n int) kpi.Date {
	for n > 0 {
		if d = d.AddDays(1); !weekend(d) {
			n--
		}
	}
	return d
}

func earlier(a, b kpi.Date) kpi.Date {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b kpi.Date) kpi.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func (b *builder) people() {
	founded := kpi.NewDate(2025, time.July, 1) // the two-level model of local government
	for _, u := range b.src.people.Units {
		b.office.Units = append(b.office.Units, Unit{u.Code, u.Parent, u.Kind, u.Name, u.Symbol, founded})
	}
	for _, p := range b.src.people.Officials {
		b.office.Officials = append(b.office.Officials, Official{p.Code, p.Name, p.Unit, p.Post, p.Leader, p.Reviewer, p.Story})
		p.Roles = append([]kpi.Role{kpi.Staff}, p.Roles...)
		b.account(p)
	}
	for _, p := range b.src.people.Others {
		b.account(p)
	}
}

func (b *builder) account(p personRow) {
	a := Account{Login: p.Login, Name: p.Name, StaffCode: p.Code}
	for _, r := range p.Roles {
		g := Grant{Role: r, Unit: p.Unit, By: "quantri"}
		if r.ReadsDocuments() {
			g.ConfirmedBy = "quantri2"
		}
		a.Grants = append(a.Grants, g)
	}
	b.office.Accounts = append(b.office.Accounts, a)
}

func (b *builder) person(code string) personRow {
	for _, p := range b.src.people.Officials {
		if p.Code == code {
			return p
		}
	}
	panic(fmt.Sprintf("seed: no official %q", code))
}

// openSource is what the catalogue says of its coefficients.
const openSource = "open – hệ số minh họa, chưa có văn bản nào ấn định"

func (b *builder) catalogue() {
	from := kpi.NewDate(2026, time.January, 1)
	if b.story().First.Before(from) {
		from = kpi.NewDate(b.story().First.Year(), time.January, 1)
	}
	for _, t := range b.src.catalogue.Types {
		pt := kpi.ProductType{
			Code: t.Code, Version: 1, Name: t.Name, Group: t.Group, Act: t.Act, Unit: t.Unit, PerProduct: kpi.Int(1),
			Coefficient: rat(t.Coef), Cap: rat(t.Cap), Hours: rat(t.Hours), Needs: t.Needs, Recognises: t.Sees,
			State: kpi.Approved, From: from, Source: openSource,
		}
		if t.Per != "" {
			pt.PerProduct = *rat(t.Per)
		}
		if t.State != "" {
			pt.State = t.State
		}
		b.office.Types = append(b.office.Types, pt)
	}
	for _, i := range b.src.catalogue.Indicators {
		b.office.Indicators = append(b.office.Indicators, Indicator{i.Code, i.Unit, i.Name, i.Source, i.Closes, i.Types})
	}
}

// rat reads an exact number; empty text is none.
func rat(s string) *kpi.Rat {
	if s == "" {
		return nil
	}
	r := kpi.MustRat(s)
	return &r
}

func (b *builder) typeOf(code string) kpi.ProductType {
	for _, t := range b.office.Types {
		if t.Code == code {
			return t
		}
	}
	panic(fmt.Sprintf("seed: no product type %q", code))
}

func (b *builder) plans() {
	for n, period := range b.office.Periods {
		for _, o := range b.src.people.Officials {
			rows, ok := b.src.plans.Profiles[o.Plan]
			if !ok {
				panic(fmt.Sprintf("seed: no plan %q", o.Plan))
			}
			for _, r := range rows {
				b.office.Plans = append(b.office.Plans, b.planLine(period, n, o.Code, r))
			}
		}
	}
	b.line = map[string]*PlanLine{}
	for i := range b.office.Plans {
		b.line[b.office.Plans[i].Key] = &b.office.Plans[i]
	}
}

func (b *builder) planLine(p Period, n int, staff string, r planRow) PlanLine {
	first := workday(p.First, p.First)
	days := p.Last.DaysSince(p.First)
	l := PlanLine{
		Key: staff + "/" + r.Key, Period: p.Key, Official: staff, Indicator: r.Indicator, Type: r.Type,
		Quantity: kpi.MustRat(r.Quantity), HandedOver: first, Due: workday(p.First.AddDays(int(r.Due*float64(days))), p.First),
		Title: r.Title, FromDossiers: r.Import,
	}
	if n > 0 {
		l.Key += "@" + p.Key
	}
	if r.Import {
		count := int64(0)
		for _, d := range b.office.Dossiers {
			if n == 0 && d.Handler == staff && d.Type == r.Type {
				count++
			}
		}
		if count == 0 {
			count = 20 // a month that has only begun: what is usual
		}
		l.Quantity = kpi.Int(count)
	}
	return l
}

// general gives the points of the general criteria for most officials; a few are
// left open, so that provisional cards are seen too.
func (b *builder) general() {
	d := b.dice(diceGeneral)
	for i, o := range b.office.Officials {
		half := func() kpi.Rat { return kpi.NewRat(int64(16+d.IntN(4)), 2) } // 8 … 9.5
		g := General{Official: o.StaffCode, By: o.Reviewer, Conduct: kpi.NewRat(19, 2), Capacity: half(), Innovation: half(),
			Reason: "Chấp hành tốt kỷ luật; phối hợp đúng hẹn; có đề xuất cải tiến trong tháng"}
		switch o.StaffCode {
		case "VX03", "TT03":
			g.Capacity, g.Innovation = kpi.Int(10), kpi.Int(9)
			g.Reason = "Không có phản ánh của người dân; hướng dẫn đồng nghiệp dùng mẫu biểu mới"
		case "KT04":
			g.Capacity, g.Innovation = kpi.Int(8), kpi.Int(8)
			g.Reason = "Đủ việc nhưng hay để sát hạn, đã nhắc tại giao ban"
		case "KT06":
			g.Conduct, g.Capacity, g.Innovation = kpi.Int(8), kpi.Int(6), kpi.Int(6)
			g.Reason = "Chưa cập nhật minh chứng dù đã nhắc hai lần"
		default:
			if i%11 == 7 {
				continue
			}
		}
		b.office.General = append(b.office.General, g)
	}
}
