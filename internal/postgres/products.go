package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/postgres/gen"
	"minhchung/storage"
)

func (t *tx) AddProduct(ctx context.Context, p app.NewProduct) (kpi.ProductID, error) {
	id, err := t.q.AddProduct(ctx, gen.AddProductParams{
		UnitID: int64(p.UnitID), SubmittedBy: int64(p.SubmittedBy), Title: p.Title, DueOn: day(p.DueOn),
		ReceivedAt: p.ReceivedAt, Hash: p.Hash.Bytes(),
	})
	return kpi.ProductID(id), err
}

func (t *tx) AddVersion(ctx context.Context, p kpi.ProductID, v app.Version) error {
	return t.q.AddVersion(ctx, gen.AddVersionParams{
		ProductID: int64(p), Hash: v.Hash.Bytes(), FileName: v.FileName, AccountID: int64(v.Account), At: v.At, EntryID: int64(v.Entry),
	})
}

func (t *tx) AddIdentity(ctx context.Context, p kpi.ProductID, i kpi.Identity) error {
	return t.q.AddIdentity(ctx, gen.AddIdentityParams{Kind: string(i.Kind), Key: i.Key, ProductID: int64(p)})
}

func (t *tx) IdentityHolder(ctx context.Context, i kpi.Identity) (kpi.ProductID, error) {
	id, err := t.q.IdentityHolder(ctx, gen.IdentityHolderParams{Kind: string(i.Kind), Key: i.Key})
	return kpi.ProductID(id), err
}

func (t *tx) DropIdentities(ctx context.Context, p kpi.ProductID, kind kpi.IdentityKind) error {
	return t.q.DropIdentities(ctx, gen.DropIdentitiesParams{ProductID: int64(p), Kind: string(kind)})
}

func (t *tx) LockProduct(ctx context.Context, id kpi.ProductID) error {
	_, err := t.q.LockProduct(ctx, int64(id))
	return err
}

func (t *tx) Product(ctx context.Context, id kpi.ProductID) (app.Product, error) {
	r, err := t.q.Product(ctx, int64(id))
	if err != nil {
		return app.Product{}, err
	}
	idents, err := t.q.Identities(ctx, r.ID)
	if err != nil {
		return app.Product{}, err
	}
	p := app.Product{
		Product: kpi.Product{
			ID: kpi.ProductID(r.ID), UnitID: kpi.UnitID(r.UnitID), SubmittedBy: kpi.OfficialID(r.SubmittedBy), Submitter: r.Submitter,
			Title: r.Title, DocType: r.DocType, Number: r.Number, Symbol: r.Symbol, Issuer: r.Issuer, IssuedOn: deref(r.IssuedOn),
			DossierCode: r.DossierCode, CompletedOn: deref(r.CompletedOn), DueOn: deref(r.DueOn), ReceivedAt: r.ReceivedAt.UTC(),
			Read: kpi.ReadState(r.ReadState), ReadProblem: r.ReadProblem, Pages: int(r.Pages), Hash: hexOf(r.Hash), Size: r.Size,
			MediaType: r.MediaType, FileName: r.FileName, Restricted: r.Restricted, Quarantined: kpi.Quarantine(r.Quarantined), Source: kpi.Source(r.Source), Confidence: []kpi.FieldGuess{},
			Identities: each(idents, func(i gen.IdentitiesRow) kpi.Identity {
				return kpi.Identity{Kind: kpi.IdentityKind(i.Kind), Key: i.Key}
			}),
		},
		Content: hashOf(r.Hash), Typed: r.Typed, DuplicateOf: kpi.ProductID(deref(r.DuplicateOf)), Withdrawn: r.Withdrawn,
		ReplacedBy: kpi.ProductID(deref(r.ReplacedBy)),
		Readers:    typed[kpi.AccountID](r.Readers), Entry: kpi.EntryID(r.EntryID), UnitName: r.UnitName, Used: int(r.Used),
		Problems: []app.FileProblem{}, Tool: r.Tool, Verdict: kpi.SignatureVerdict(r.SignatureVerdict), Searchable: app.CopyState(r.Searchable), Signatures: []kpi.Signature{},
	}
	if err := json.Unmarshal(r.Guesses, &p.Confidence); err != nil {
		return app.Product{}, fmt.Errorf("guesses of product %d: %w", id, err)
	}
	if err := json.Unmarshal(r.Problems, &p.Problems); err != nil {
		return app.Product{}, fmt.Errorf("problems of product %d: %w", id, err)
	}
	if err := json.Unmarshal(r.Signatures, &p.Signatures); err != nil {
		return app.Product{}, fmt.Errorf("signatures of product %d: %w", id, err)
	}
	return p, nil
}

func (t *tx) ProductIDs(ctx context.Context, after kpi.ProductID, limit int) ([]kpi.ProductID, error) {
	rows, err := t.q.ProductIDs(ctx, gen.ProductIDsParams{ID: int64(after), Limit: int32(limit)}) //nolint:gosec // a page size of ours
	return typed[kpi.ProductID](rows), err
}

func (t *tx) UpdateProduct(ctx context.Context, p app.Product) error {
	return t.q.UpdateProduct(ctx, gen.UpdateProductParams{
		ID: int64(p.ID), Title: p.Title, DocType: p.DocType, Number: p.Number, Symbol: p.Symbol, Issuer: p.Issuer,
		IssuedOn: day(p.IssuedOn), DossierCode: p.DossierCode, CompletedOn: day(p.CompletedOn), ReadState: string(p.Read),
		ReadProblem: p.ReadProblem, Typed: p.Typed, Restricted: p.Restricted, DuplicateOf: int64(p.DuplicateOf),
	})
}

func (t *tx) RemoveProduct(ctx context.Context, id kpi.ProductID) error {
	n, err := t.q.RemoveProduct(ctx, int64(id))
	if err == nil && n == 0 {
		return kpi.E(kpi.Closed, "product.used",
			"Tài liệu đã được nộp làm minh chứng nên không gỡ bỏ được nữa.",
			"The document has been used as evidence, so it can no longer be removed.")
	}
	if err != nil {
		return err
	}
	return t.q.DropAllIdentities(ctx, int64(id))
}

func (t *tx) ReplaceProduct(ctx context.Context, old, by kpi.ProductID, samePaper bool) error {
	if err := t.q.ReplaceProduct(ctx, gen.ReplaceProductParams{By: int64(by), Old: int64(old)}); err != nil || !samePaper {
		return err
	}
	if err := t.q.MoveIdentities(ctx, gen.MoveIdentitiesParams{By: int64(by), Old: int64(old)}); err != nil {
		return err
	}
	return t.q.NoDuplicate(ctx, gen.NoDuplicateParams{By: int64(by), Old: int64(old)})
}

func (t *tx) SaveFacts(ctx context.Context, h storage.Hash, f app.FileFacts, at time.Time) error {
	guesses, err := json.Marshal(orEmpty(f.Guesses))
	if err != nil {
		return fmt.Errorf("guesses of %s: %w", h, err)
	}
	problems, err := json.Marshal(orEmpty(f.Problems))
	if err != nil {
		return fmt.Errorf("problems of %s: %w", h, err)
	}
	signatures, err := json.Marshal(orEmpty(f.Signatures))
	if err != nil {
		return fmt.Errorf("signatures of %s: %w", h, err)
	}
	if err := t.q.SaveFacts(ctx, gen.SaveFactsParams{
		Hash: h.Bytes(), Tool: f.Tool, Pages: int32(f.Pages), TextChars: int32(f.TextChars), //nolint:gosec // bounded by the reader's limits
		Guesses: guesses, Problems: problems, ReadAt: at, SignatureVerdict: string(f.Verdict), Signatures: signatures, Searchable: string(f.Searchable), Trust: f.Trust,
	}); err != nil {
		return err
	}
	if err := t.q.DropPages(ctx, h.Bytes()); err != nil {
		return err
	}
	_, err = t.q.AddPages(ctx, each(f.Text, func(p app.PageText) gen.AddPagesParams {
		return gen.AddPagesParams{Hash: h.Bytes(), Page: int32(p.Page), Text: p.Text, Confidence: int32(p.Confidence), Ocr: p.OCR} //nolint:gosec // bounded by the reader's limits
	}))
	return err
}

func (t *tx) JudgedByOthers(ctx context.Context, trust string, after storage.Hash, limit int) ([]storage.Hash, error) {
	rows, err := t.q.JudgedByOthers(ctx, gen.JudgedByOthersParams{Trust: trust, After: after.Bytes(), Most: int32(limit)}) //nolint:gosec // a page size of ours
	return each(rows, func(b []byte) storage.Hash { return *hashOf(b) }), err
}

func (t *tx) SaveSigned(ctx context.Context, h storage.Hash, s app.Signed) (kpi.SignatureVerdict, error) {
	signatures, err := json.Marshal(orEmpty(s.Signatures))
	if err != nil {
		return "", fmt.Errorf("signatures of %s: %w", h, err)
	}
	was, err := t.q.LockVerdict(ctx, h.Bytes())
	if err != nil {
		return "", mapError("postgres.SaveSigned", err)
	}
	return kpi.SignatureVerdict(was), t.q.SaveSignatures(ctx, gen.SaveSignaturesParams{
		Hash: h.Bytes(), Verdict: string(s.Verdict), Signatures: signatures, Trust: s.Trust,
	})
}

func (t *tx) ProductsOf(ctx context.Context, h storage.Hash) ([]app.Product, error) {
	rows, err := t.q.ProductsOfContent(ctx, h.Bytes())
	return each(rows, func(r gen.ProductsOfContentRow) app.Product {
		return app.Product{Product: kpi.Product{ID: kpi.ProductID(r.ID), UnitID: kpi.UnitID(r.UnitID), SubmittedBy: kpi.OfficialID(r.SubmittedBy), Read: kpi.ReadState(r.ReadState)}}
	}), err
}

func (t *tx) SetSearchable(ctx context.Context, h storage.Hash, s app.CopyState) error {
	return t.q.SetSearchable(ctx, gen.SetSearchableParams{Hash: h.Bytes(), State: string(s)})
}

// CopiesWaiting asks the queue's own table, which sqlc does not know. A job that was
// given up or cancelled is none; one of any product of the same bytes is.
func (t *tx) CopiesWaiting(ctx context.Context, office bool, most int) ([]kpi.ProductID, error) {
	rows, err := t.t.Query(ctx, `SELECT min(p.id) FROM content_facts f JOIN products p ON p.hash = f.hash JOIN contents c ON c.hash = f.hash
		WHERE f.searchable = 'wanted' AND $2 = (c.media_type = 'application/msword' OR
			c.media_type LIKE 'application/vnd.openxmlformats-officedocument.%' OR c.media_type LIKE 'application/vnd.oasis.opendocument.%') AND NOT p.withdrawn AND p.quarantined = ''
		GROUP BY f.hash HAVING NOT EXISTS (
			SELECT 1 FROM river_job j WHERE j.kind IN ('searchable', 'print') AND j.state IN ('available', 'pending', 'retryable', 'running', 'scheduled')
			AND (j.args->>'product')::bigint = ANY (array_agg(p.id)))
		ORDER BY 1 LIMIT $1`, most, office)
	if err != nil {
		return nil, mapError("postgres.CopiesWaiting", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[kpi.ProductID])
	return ids, mapError("postgres.CopiesWaiting", err)
}

func orEmpty[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

func (t *tx) PageTexts(ctx context.Context, h storage.Hash) ([]app.PageText, error) {
	rows, err := t.q.Pages(ctx, h.Bytes())
	return each(rows, func(p gen.PagesRow) app.PageText {
		return app.PageText{Page: int(p.Page), Text: p.Text, Confidence: int(p.Confidence), OCR: p.Ocr}
	}), err
}

func (t *tx) AddContribution(ctx context.Context, c kpi.Contribution) error {
	return t.q.AddContribution(ctx, gen.AddContributionParams{
		ProductID: int64(c.ProductID), Act: string(c.Act), OfficialID: int64(c.OfficialID), Share: c.Share,
	})
}

func (t *tx) Contributions(ctx context.Context, id kpi.ProductID) ([]kpi.Contribution, error) {
	rows, err := t.q.Contributions(ctx, int64(id))
	return each(rows, func(c gen.Contribution) kpi.Contribution {
		return kpi.Contribution{
			ProductID: kpi.ProductID(c.ProductID), Act: kpi.Act(c.Act), OfficialID: kpi.OfficialID(c.OfficialID), Share: c.Share,
		}
	}), err
}
