package testkit

import (
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// settle stores the units, people, catalogue, periods and plans of the world.
func (w *World) settle(t testing.TB) {
	t.Helper()
	ctx := t.Context()
	hash, err := w.App.Passwords.Hash(ctx, Password)
	must(t, err)
	first := kpi.NewDate(2026, 1, 1)
	must(t, w.Store.InTx(ctx, func(tx app.Tx) error {
		unit := func(parent, agency kpi.UnitID, code, name string) kpi.UnitID {
			kind := kpi.UnitDivision
			if parent == 0 {
				kind = kpi.UnitAgency
			}
			id, err := tx.AddUnit(ctx, kpi.Unit{ParentID: parent, AgencyID: agency, Kind: kind, Code: code, Name: name, From: first})
			must(t, err)
			return id
		}
		w.Ward = unit(0, 0, "M1", "UBND phường Mẫu")
		w.Office = unit(w.Ward, w.Ward, "M1.1", "Văn phòng")
		w.Economy = unit(w.Ward, w.Ward, "M1.2", "Phòng Kinh tế")
		w.Foreign = unit(0, 0, "M2", "UBND xã Khác")

		period := func(agency kpi.UnitID) kpi.PeriodID {
			id, err := tx.AddPeriod(ctx, kpi.Period{
				AgencyID: agency, Kind: kpi.Month, First: kpi.NewDate(2026, 11, 1), Last: kpi.NewDate(2026, 11, 30),
				ReviewCloses: kpi.NewDate(2026, 12, 10), State: kpi.PeriodOpen, Rulebook: Rulebook,
			})
			must(t, err)
			return id
		}
		w.Period, w.ForeignPeriod = period(w.Ward), period(w.Foreign)

		product := func(code, name string, coefficient kpi.Rat, recognises string) kpi.ProductTypeID {
			id, err := tx.AddProductType(ctx, kpi.ProductType{
				Code: code, Version: 1, Name: name, Group: "B", Act: kpi.ActDraft, Unit: "văn bản", PerProduct: kpi.Int(1),
				Coefficient: &coefficient, Needs: kpi.NeedsFile, Recognises: []string{recognises}, State: kpi.Approved, From: first, Source: "open",
			})
			must(t, err)
			return id
		}
		w.Decision, w.Report = product("B01", "Quyết định", kpi.Int(1), "QĐ"), product("B02", "Báo cáo", kpi.Int(2), "BC")
		var err error
		w.Indicator, err = tx.AddIndicator(ctx, kpi.Indicator{
			UnitID: w.Ward, Code: "CT1", Version: 1, Name: "Tham mưu văn bản", DataSource: "Kho sản phẩm", State: kpi.Approved,
			Types: []kpi.ProductTypeID{w.Decision, w.Report},
		})
		must(t, err)

		for _, p := range []struct {
			login string
			unit  kpi.UnitID
			role  kpi.Role
			over  kpi.UnitID
			judge bool
		}{
			{"an", w.Office, kpi.Staff, w.Office, true}, {"binh", w.Office, kpi.Staff, w.Office, true}, {"cuc", w.Economy, kpi.Staff, w.Economy, true},
			{"dung", w.Office, kpi.Supervisor, w.Office, true}, {"em", w.Economy, kpi.Supervisor, w.Economy, true}, {"giang", w.Ward, kpi.Head, w.Ward, true},
			{"hanh", 0, kpi.Inspector, w.Ward, false}, {"ik", 0, kpi.Admin, w.Ward, false}, {"long", 0, kpi.Admin, w.Ward, false},
			{"xa", w.Foreign, kpi.Staff, w.Foreign, true}, {"ya", w.Foreign, kpi.Head, w.Foreign, true}, {"za", 0, kpi.Admin, w.Foreign, false},
		} {
			w.person(t, tx, p.login, p.unit, p.role, p.over, p.judge, hash)
		}
		return nil
	}))
}

func (w *World) person(t testing.TB, tx app.Tx, login string, unit kpi.UnitID, role kpi.Role, over kpi.UnitID, judged bool, hash string) {
	t.Helper()
	ctx := t.Context()
	p := Person{Login: login, Unit: unit, Role: role}
	first := kpi.NewDate(2026, 1, 1)
	var err error
	if judged {
		p.Official, err = tx.AddOfficial(ctx, app.NewOfficial{StaffCode: "MC-" + login, Name: "Người " + login, UnitID: unit, PostTitle: "Công chức", From: first})
		must(t, err)
	}
	p.Account, err = tx.AddAccount(ctx, app.Account{Login: login, Name: "Người " + login, OfficialID: p.Official, PasswordHash: hash})
	must(t, err)
	roles := []kpi.Role{role}
	if judged && role != kpi.Staff {
		roles = append(roles, kpi.Staff) // who judges others is judged too
	}
	for _, r := range roles {
		_, err = tx.AddRoleGrant(ctx, app.RoleGrant{AccountID: p.Account, Role: r, UnitID: over, From: first, Active: true})
		must(t, err)
	}
	if judged && unit != w.Foreign {
		p.Plan, err = w.App.AddPlan(ctx, tx, "plan.assigned", app.PlanLine{PlanLine: kpi.PlanLine{
			OfficialID: p.Official, PeriodID: w.Period, IndicatorID: w.Indicator, TypeID: w.Decision, Quantity: kpi.Int(2),
			HandedOver: kpi.NewDate(2026, 11, 2), Due: kpi.NewDate(2026, 11, 18), Title: "Hai quyết định", Approved: true,
		}, UnitID: unit})
		must(t, err)
	}
	w.People[login] = p
}
