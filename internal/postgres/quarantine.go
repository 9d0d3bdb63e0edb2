package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

func (t *tx) SetAside(ctx context.Context, q app.NewQuarantine) (kpi.QuarantineID, error) {
	if _, err := t.q.SetAside(ctx, gen.SetAsideParams{
		Hash: q.Hash.Bytes(), ProductID: int64(q.Product), UnitID: int64(q.Unit), Reason: string(q.Reason), FoundAt: q.At,
	}); err != nil {
		return 0, err
	}
	if err := t.q.MarkQuarantined(ctx, gen.MarkQuarantinedParams{
		Hash: q.Hash.Bytes(), Reason: string(q.Reason), ReadState: string(kpi.ReadNot), ReadProblem: q.Problem,
	}); err != nil {
		return 0, err
	}
	row, err := t.q.QuarantineOf(ctx, q.Hash.Bytes())
	return kpi.QuarantineID(row.ID), err
}

func (t *tx) QuarantineState(ctx context.Context, h storage.Hash) (app.QuarantineState, error) {
	row, err := t.q.QuarantineOf(ctx, h.Bytes())
	err = mapError("postgres.QuarantineState", err)
	switch {
	case kpi.CodeOf(err) == kpi.NotFound:
		return app.NotSetAside, nil
	case err != nil:
		return "", err
	case row.Released:
		return app.Released, nil
	}
	return app.SetAside, nil
}

func (t *tx) LockQuarantine(ctx context.Context, id kpi.QuarantineID) (app.Quarantine, error) {
	if _, err := t.q.LockQuarantine(ctx, int64(id)); err != nil {
		return app.Quarantine{}, err
	}
	rows, err := t.q.Quarantines(ctx, gen.QuarantinesParams{ID: int64(id), Everything: true, Units: []int64{}, Most: 1})
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return app.Quarantine{}, mapError("postgres.LockQuarantine", err)
	}
	return quarantineOf(rows[0]), nil
}

func (t *tx) Quarantines(ctx context.Context, g access.Grant) ([]app.Quarantine, error) {
	s := scopeOf(g)
	const most = 1000
	rows, err := t.q.Quarantines(ctx, gen.QuarantinesParams{Everything: s.everything, Units: s.units, Most: most})
	return each(rows, quarantineOf), err
}

func quarantineOf(r gen.QuarantinesRow) app.Quarantine {
	return app.Quarantine{
		ID: kpi.QuarantineID(r.ID), Hash: hexOf(r.Hash), Product: kpi.ProductID(r.ProductID), UnitID: kpi.UnitID(r.UnitID), UnitName: r.UnitName,
		Submitter: r.Submitter, ReceivedAt: r.ReceivedAt.UTC(), Reason: kpi.Quarantine(r.Reason), FoundAt: r.FoundAt.UTC(),
		PurgeReason: app.PurgeReason(r.PurgeReason), Requested: deedOf(r.RequestedBy, r.RequestedName, r.RequestedAt),
		Confirmed: deedOf(r.ConfirmedBy, r.ConfirmedName, r.ConfirmedAt), Released: deedOf(r.ReleasedBy, r.ReleasedName, r.ReleasedAt),
		PurgedAt: r.PurgedAt,
	}
}

func deedOf(by *int64, name string, at *time.Time) *app.Deed {
	if by == nil || at == nil {
		return nil
	}
	return &app.Deed{Account: kpi.AccountID(*by), By: name, At: at.UTC()}
}

func (t *tx) RequestPurge(ctx context.Context, id kpi.QuarantineID, why app.PurgeReason, d app.Deed) error {
	return t.q.RequestPurge(ctx, gen.RequestPurgeParams{ID: int64(id), Reason: string(why), By: int64(d.Account), At: d.At})
}

func (t *tx) ConfirmPurge(ctx context.Context, id kpi.QuarantineID, d app.Deed) error {
	return t.q.ConfirmPurge(ctx, gen.ConfirmPurgeParams{ID: int64(id), By: int64(d.Account), At: d.At})
}

func (t *tx) ReleaseQuarantine(ctx context.Context, id kpi.QuarantineID, h storage.Hash, d app.Deed) error {
	if err := t.q.ReleaseQuarantine(ctx, gen.ReleaseQuarantineParams{ID: int64(id), By: int64(d.Account), At: d.At}); err != nil {
		return err
	}
	return t.q.MarkQuarantined(ctx, gen.MarkQuarantinedParams{Hash: h.Bytes(), ReadState: string(kpi.ReadPending)})
}

func (t *tx) PurgesDue(ctx context.Context) ([]kpi.QuarantineID, error) {
	rows, err := t.q.PurgesDue(ctx)
	return typed[kpi.QuarantineID](rows), err
}

func (t *tx) ForgetText(ctx context.Context, h storage.Hash) error {
	if err := t.q.DropSketch(ctx, h.Bytes()); err != nil {
		return err
	}
	return t.q.ForgetText(ctx, h.Bytes())
}

func (t *tx) ForgetWords(ctx context.Context, h storage.Hash) error {
	products, err := t.q.ForgetProducts(ctx, h.Bytes())
	if err != nil {
		return err
	}
	if err := t.q.ForgetFileNames(ctx, h.Bytes()); err != nil {
		return err
	}
	// The log and the cards first: they are found by what the rest still says.
	for _, forget := range []func(context.Context, []int64) error{
		t.q.ForgetUploadNames, t.q.ForgetLogBodies, t.q.ForgetCardTitles, t.q.ForgetPlanTitles, t.q.ForgetHistory, t.q.ForgetReasons, t.q.ForgetCopies,
	} {
		if err := forget(ctx, products); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) ForgetIdentities(ctx context.Context, p kpi.ProductID) error {
	return t.q.ForgetIdentities(ctx, []int64{int64(p)})
}

func (t *tx) PurgeContent(ctx context.Context, id kpi.QuarantineID, h storage.Hash, at time.Time) error {
	if err := t.ForgetText(ctx, h); err != nil {
		return err
	}
	if err := t.ForgetWords(ctx, h); err != nil {
		return err
	}
	for _, purge := range []func(context.Context, []byte) error{t.q.PurgeProducts, t.q.PurgeVersions, t.q.PurgeFacts, t.q.PurgeContent} {
		if err := purge(ctx, h.Bytes()); err != nil {
			return err
		}
	}
	return t.q.Purged(ctx, gen.PurgedParams{ID: int64(id), At: at})
}

func (t *tx) AddNotices(ctx context.Context, n app.NewNotice) error {
	return t.q.AddNotices(ctx, gen.AddNoticesParams{
		Kind: n.Kind, Object: n.Object, At: n.At, Owner: int64(n.Owner), Roles: each(n.Roles, func(r kpi.Role) string { return string(r) }),
		OnDay: kpi.DateOf(n.At), Unit: int64(n.Unit),
	})
}

func (t *tx) Notices(ctx context.Context, who kpi.AccountID) ([]app.Notice, int, error) {
	rows, err := t.q.Notices(ctx, int64(who))
	if err != nil {
		return nil, 0, err
	}
	unread, err := t.q.UnreadNotices(ctx, int64(who))
	return each(rows, func(n gen.Notice) app.Notice {
		return app.Notice{ID: kpi.NoticeID(n.ID), Kind: n.Kind, Object: n.Object, At: n.At.UTC(), Read: n.ReadAt != nil}
	}), int(unread), err
}

func (t *tx) ReadNotices(ctx context.Context, who kpi.AccountID, upTo kpi.NoticeID, at time.Time) error {
	return t.q.ReadNotices(ctx, gen.ReadNoticesParams{Account: int64(who), UpTo: int64(upTo), At: at})
}

func (t *tx) DeclaredUnits(ctx context.Context, o kpi.OfficialID, typ kpi.ProductTypeID, completed kpi.Date) (int, error) {
	n, err := t.q.DeclaredUnits(ctx, gen.DeclaredUnitsParams{Official: int64(o), Type: int64(typ), Completed: completed})
	return int(n), err
}

func (t *tx) AddClassified(ctx context.Context, p app.NewClassified) (kpi.ProductID, error) {
	id, err := t.q.AddClassified(ctx, gen.AddClassifiedParams{Unit: int64(p.Unit), By: int64(p.By), At: p.At, Completed: p.CompletedOn})
	return kpi.ProductID(id), err
}

func (t *tx) ConfirmByHead(ctx context.Context, id kpi.EvidenceID, by kpi.AccountID, at time.Time) error {
	return t.q.ConfirmByHead(ctx, gen.ConfirmByHeadParams{EvidenceID: int64(id), AccountID: int64(by), At: at})
}
