package postgres

import (
	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

// day turns "no date" into NULL and back.
func day(d kpi.Date) *kpi.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// deref returns the zero value for NULL.
func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func ids[ID ~int64](in []ID) []int64 {
	out := make([]int64, len(in))
	for i, v := range in {
		out[i] = int64(v)
	}
	return out
}

func typed[ID ~int64](in []int64) []ID {
	out := make([]ID, len(in))
	for i, v := range in {
		out[i] = ID(v)
	}
	return out
}

// each maps rows; the result is never nil.
func each[A, B any](in []A, fn func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, v := range in {
		out = append(out, fn(v))
	}
	return out
}

func hashOf(b []byte) *storage.Hash {
	if len(b) != len(storage.Hash{}) {
		return nil
	}
	h := storage.Hash(b)
	return &h
}

func hexOf(b []byte) string {
	if h := hashOf(b); h != nil {
		return h.String()
	}
	return ""
}

// sum adds rationals that came as text; the domain of the column keeps them valid.
func sum(texts []string) kpi.Rat {
	var total kpi.Rat
	for _, t := range texts {
		if r, err := kpi.ParseRat(t); err == nil {
			total = total.Add(r)
		}
	}
	return total
}

// scope is a grant as the queries take it.
type scope struct {
	everything bool
	own        int64
	units      []int64
}

func scopeOf(g access.Grant) scope {
	return scope{g.Everything(), int64(g.Own()), ids(g.Units())}
}

func typeOf(t gen.ProductType) kpi.ProductType {
	return kpi.ProductType{
		ID: kpi.ProductTypeID(t.ID), Code: t.Code, Version: int(t.Version), Name: t.Name, Group: t.GroupCode, Act: kpi.Act(t.Act),
		Unit: t.Unit, PerProduct: t.PerProduct, Coefficient: t.Coefficient, Cap: t.Cap, Hours: t.Hours, Needs: kpi.Needs(t.Needs),
		Recognises: t.Recognises, State: kpi.ApprovalState(t.State), From: t.ValidFrom, To: deref(t.ValidTo), Source: t.Source,
	}
}

func periodOf(p gen.Period) kpi.Period {
	return kpi.Period{
		ID: kpi.PeriodID(p.ID), AgencyID: kpi.UnitID(p.AgencyID), Kind: kpi.PeriodKind(p.Kind), First: p.FirstDay, Last: p.LastDay,
		ReviewCloses: p.ReviewCloses, State: kpi.PeriodState(p.State), Rulebook: p.Rulebook,
	}
}
