package seed_test

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"minhchung/internal/kpi"
	"minhchung/internal/seed"
	"minhchung/internal/seed/paper"
)

// days are todays that are awkward: a weekend, the first and the last of a month,
// the day before and the day of the change, a new year, a short month.
func days() []kpi.Date {
	return []kpi.Date{
		kpi.NewDate(2026, 11, 23), kpi.NewDate(2026, 11, 15), kpi.NewDate(2026, 11, 14), kpi.NewDate(2026, 11, 1),
		kpi.NewDate(2026, 8, 31), kpi.NewDate(2027, 1, 2), kpi.NewDate(2027, 2, 28), kpi.NewDate(2026, 2, 15), kpi.NewDate(2026, 5, 30),
	}
}

func eachDay(t *testing.T, f func(t *testing.T, o seed.Office)) {
	t.Helper()
	for _, today := range days() {
		t.Run(today.String(), func(t *testing.T) {
			t.Parallel()
			f(t, seed.Demo(today, 1))
		})
	}
}

func index[T any](t *testing.T, all []T, key func(T) string) map[string]T {
	t.Helper()
	m := make(map[string]T, len(all))
	for _, v := range all {
		k := key(v)
		if _, twice := m[k]; twice || k == "" {
			t.Errorf("key %q of %T stands twice or is empty", k, v)
		}
		m[k] = v
	}
	return m
}

type maps struct {
	units      map[string]seed.Unit
	officials  map[string]seed.Official
	accounts   map[string]seed.Account
	types      map[string]kpi.ProductType
	indicators map[string]seed.Indicator
	lines      map[string]seed.PlanLine
	periods    map[string]seed.Period
}

func mapsOf(t *testing.T, o seed.Office) maps {
	t.Helper()
	return maps{
		index(t, o.Units, func(u seed.Unit) string { return u.Code }),
		index(t, o.Officials, func(p seed.Official) string { return p.StaffCode }),
		index(t, o.Accounts, func(a seed.Account) string { return a.Login }),
		index(t, o.Types, func(p kpi.ProductType) string { return p.Code }),
		index(t, o.Indicators, func(i seed.Indicator) string { return i.Code }),
		index(t, o.Plans, func(l seed.PlanLine) string { return l.Key }),
		index(t, o.Periods, func(p seed.Period) string { return p.Key }),
	}
}

func TestOfficeHasTheSizeOfAWard(t *testing.T) {
	t.Parallel()
	eachDay(t, func(t *testing.T, o seed.Office) {
		scans := 0
		for _, d := range o.Documents {
			if d.Scan {
				scans++
			}
		}
		for what, got := range map[string][2]int{
			"posts": {len(o.Officials), 32}, "product types": {len(o.Types), 25}, "documents": {len(o.Documents), 60},
			"units": {len(o.Units), 5}, "scans": {scans, 10}, "dossiers": {len(o.Dossiers), 100}, "indicators": {len(o.Indicators), 16},
		} {
			if got[0] < got[1] {
				t.Errorf("%d %s, want at least %d", got[0], what, got[1])
			}
		}
		roles := map[kpi.Role]int{}
		for _, a := range o.Accounts {
			for _, g := range a.Grants {
				roles[g.Role]++
			}
		}
		if roles[kpi.Head] != 1 || roles[kpi.Inspector] != 1 || roles[kpi.Admin] != 2 || roles[kpi.Supervisor] < 5 {
			t.Errorf("roles: %v", roles)
		}
	})
}

func TestEveryNameExistsAndFits(t *testing.T) {
	t.Parallel()
	eachDay(t, func(t *testing.T, o seed.Office) {
		m := mapsOf(t, o)
		login := regexp.MustCompile(`^[a-z0-9]{4,12}$`)
		for _, a := range o.Accounts {
			if !login.MatchString(a.Login) {
				t.Errorf("login %q", a.Login)
			}
			for _, g := range a.Grants {
				if _, ok := m.units[g.Unit]; !ok || !g.Role.Valid() || g.Role.ReadsDocuments() != (g.ConfirmedBy != "") || g.By == g.ConfirmedBy {
					t.Errorf("%s: grant %+v", a.Login, g)
				}
			}
		}
		for _, p := range o.Officials {
			reviewer, ok := m.accounts[p.Reviewer]
			if !ok || reviewer.StaffCode == p.StaffCode || p.Name == "" || p.Post == "" {
				t.Errorf("official %+v", p)
			}
			if _, ok := m.units[p.Unit]; !ok {
				t.Errorf("%s: unit %q", p.StaffCode, p.Unit)
			}
		}
		for _, i := range o.Indicators {
			if _, ok := m.units[i.Unit]; !ok || len(i.Types) == 0 {
				t.Errorf("indicator %+v", i)
			}
			for _, code := range i.Types {
				if _, ok := m.types[code]; !ok {
					t.Errorf("indicator %s accepts %q", i.Code, code)
				}
			}
		}
		count := map[string]int{}
		for _, l := range o.Plans {
			who := m.officials[l.Official]
			if !slices.Contains(m.indicators[l.Indicator].Types, l.Type) {
				t.Errorf("%s: indicator %s does not accept %s", l.Key, l.Indicator, l.Type)
			}
			if unit := m.indicators[l.Indicator].Unit; unit != who.Unit {
				t.Errorf("%s: indicator of %s for somebody of %s", l.Key, unit, who.Unit)
			}
			p := m.periods[l.Period]
			if l.Quantity.Sign() <= 0 || l.Due.Before(l.HandedOver) || l.Title == "" {
				t.Errorf("line %+v", l)
			}
			if l.Due.Before(p.First) || l.Due.After(p.Last) {
				t.Errorf("%s falls due %s, outside %s", l.Key, l.Due, p.Key)
			}
			count[l.Official+l.Period]++
		}
		for who, n := range count {
			if n < 4 || n > 8 {
				t.Errorf("%s has %d plan lines", who, n)
			}
		}
	})
}

func TestUsesAnswerPlanLinesAndKeepTheirDays(t *testing.T) {
	t.Parallel()
	eachDay(t, func(t *testing.T, o seed.Office) {
		m := mapsOf(t, o)
		story := o.Periods[0]
		index(t, o.Documents, func(d seed.Document) string { return d.Key })
		for _, d := range o.Documents {
			if d.CompletedOn.Before(story.First) || d.CompletedOn.After(o.Today) || d.CompletedOn.After(story.Last) || d.SubmittedOn.Before(d.CompletedOn) || d.SubmittedOn.After(o.Today) {
				t.Errorf("%s: finished %s, submitted %s, today %s", d.Key, d.CompletedOn, d.SubmittedOn, o.Today)
			}
			if d.Uses[0].Official != d.Submitter {
				t.Errorf("%s: first use is %s's", d.Key, d.Uses[0].Official)
			}
			shares, seen := map[kpi.Act]kpi.Rat{}, map[string]bool{}
			for _, u := range d.Uses {
				l, ok := m.lines[u.PlanLine]
				if !ok || l.Official != u.Official || l.Period != story.Key || m.types[l.Type].Act != u.Act {
					t.Errorf("%s: use %+v on line %+v", d.Key, u, l)
				}
				if late := d.CompletedOn.After(l.Due); late != (u.Delays > 0) {
					t.Errorf("%s on %s: finished %s, due %s, %d delays", d.Key, u.PlanLine, d.CompletedOn, l.Due, u.Delays)
				}
				if u.DelaysOff > u.Delays || (u.DelaysOff > 0) != (u.Excuse != "") {
					t.Errorf("%s: excuse %+v", d.Key, u)
				}
				key := string(u.Act) + u.Official
				if seen[key] {
					t.Errorf("%s: %s counts the act %s twice", d.Key, u.Official, u.Act)
				}
				seen[key] = true
				shares[u.Act] = shares[u.Act].Add(u.Share)
				for i, s := range u.Decisions {
					_, known := s.Reason.Kind()
					if s.Accept == known || s.On.After(o.Today) || s.On.Before(d.SubmittedOn) || i > 0 && s.On.Before(u.Decisions[i-1].On) {
						t.Errorf("%s: decision %+v", d.Key, s)
					}
					if a := m.accounts[s.By]; a.Login == "" || a.StaffCode == u.Official {
						t.Errorf("%s: decided by %q", d.Key, s.By)
					}
				}
			}
			for act, sum := range shares {
				if kpi.Int(1).Less(sum) {
					t.Errorf("%s: shares of %s sum to %s", d.Key, act, sum)
				}
			}
		}
	})
}

func TestIdentitiesAreUnique(t *testing.T) {
	t.Parallel()
	eachDay(t, func(t *testing.T, o seed.Office) {
		seen := map[kpi.Identity]string{}
		add := func(id kpi.Identity, ok bool, who string) {
			if !ok || seen[id] != "" {
				t.Errorf("%s: identity %v (%v), held by %q", who, id, ok, seen[id])
			}
			seen[id] = who
		}
		for _, d := range o.Documents {
			if d.Paper.DossierCode != "" {
				id, ok := kpi.DossierIdentity(d.Paper.DossierCode)
				add(id, ok, d.Key)
				continue
			}
			id, ok := d.Paper.Identity()
			add(id, ok, d.Key)
		}
		for _, d := range o.Dossiers {
			id, ok := kpi.DossierIdentity(d.Code)
			add(id, ok, d.Code)
			if !strings.Contains(d.Code, d.Received.Start().Format("060102")) || d.Received.After(o.Today) || d.Finished.After(o.Today) || d.Returned.After(o.Today) {
				t.Errorf("dossier %+v", d)
			}
		}
		index(t, o.Documents, func(d seed.Document) string { return d.FileName })
	})
}

// The demonstration tells stories: this is what must be true of them.
func TestStoriesAreTold(t *testing.T) {
	t.Parallel()
	eachDay(t, func(t *testing.T, o seed.Office) {
		type tally struct{ uses, accepted, faults, delays, formReturns int }
		sums, planned := map[string]tally{}, map[string]int{}
		for _, d := range o.Documents {
			for _, u := range d.Uses {
				s := sums[u.Official]
				s.uses++
				s.delays += u.Delays
				s.faults += u.Faults()
				for _, x := range u.Decisions {
					if kind, _ := x.Reason.Kind(); kind == kpi.ReturnForm {
						s.formReturns++
					}
				}
				if u.State() == kpi.EvidenceAccepted {
					s.accepted++
				}
				sums[u.Official] = s
			}
		}
		for _, l := range o.Plans {
			if l.Period == o.Periods[0].Key {
				planned[l.Official]++
			}
		}
		if s := sums["VX03"]; s.accepted < 8 || s.accepted != s.uses || s.faults+s.delays > 0 {
			t.Errorf("the good officer: %+v", s)
		}
		if s := sums["KT04"]; s.delays < 5 || s.accepted != s.uses || s.uses < planned["KT04"] {
			t.Errorf("the late officer: %+v", s)
		}
		if s := sums["VX05"]; s.faults < 3 || s.formReturns < 2 {
			t.Errorf("the officer with returned items: %+v", s)
		}
		if s := sums["KT06"]; s.accepted > 1 {
			t.Errorf("the officer with little evidence: %+v", s)
		}
		done := 0
		for _, d := range o.Dossiers {
			if d.Handler == "TT03" && !d.Finished.IsZero() {
				done++
			}
		}
		if done < 30 {
			t.Errorf("the one-stop officer finished %d dossiers", done)
		}
		end := 0
		for _, b := range o.Batches {
			if b.First != end {
				t.Errorf("batch %+v starts after %d", b, end)
			}
			end += b.N
		}
		if end != len(o.Dossiers) {
			t.Errorf("batches hold %d of %d dossiers", end, len(o.Dossiers))
		}
	})
}

func TestDemoDependsOnItsArgumentsOnly(t *testing.T) {
	t.Parallel()
	today := kpi.NewDate(2026, 11, 23)
	if !reflect.DeepEqual(seed.Demo(today, 5), seed.Demo(today, 5)) {
		t.Error("two offices of one day and seed differ")
	}
	if reflect.DeepEqual(seed.Demo(today, 5), seed.Demo(today, 6)) {
		t.Error("the seed changes nothing")
	}
}

func TestEveryDocumentRenders(t *testing.T) {
	t.Parallel()
	words := map[string]bool{}
	for _, d := range seed.Demo(kpi.NewDate(2026, 11, 23), 1).Documents {
		var b bytes.Buffer
		if err := paper.Render(&b, d.Paper); err != nil {
			t.Errorf("%s: %v", d.Key, err)
		}
		for _, p := range append(d.Paper.Paragraphs, d.Paper.Excerpt) {
			for w := range strings.FieldsSeq(strings.ToLower(p)) {
				words[strings.Trim(w, ".,;:()")] = true
			}
		}
	}
	if len(words) < 1000 {
		t.Errorf("%d distinct words: searching is dull", len(words))
	}
}
