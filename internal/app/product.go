package app

import (
	"context"
	"slices"
	"strings"

	"minhchung/internal/access"
	"minhchung/internal/kpi"
	"minhchung/storage"
)

// ProductView is a product as its owner, supervisor or inspector opens it.
type ProductView struct {
	Product     Product
	Receipt     Receipt
	Evidence    []EvidenceView
	Suggestions []Suggestion
	DuplicateOf *Duplicate
	Seen        []Seen
	MayEdit     bool
	MaySubmit   bool
}

// OpenProduct returns one product for somebody who may read it. Opening another
// person's product is written to the log.
func (a *App) OpenProduct(ctx context.Context, who access.Actor, id kpi.ProductID) (ProductView, error) {
	var v ProductView
	err := a.Store.Snapshot(ctx, func(tx Tx) (err error) {
		v, err = a.productView(ctx, tx, who, id)
		return err
	})
	if err == nil {
		err = a.logOpening(ctx, who, v.Product)
	}
	return v, err
}

func (a *App) productView(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID) (v ProductView, err error) {
	if v.Product, err = a.readable(ctx, tx, who, id); err != nil {
		return v, err
	}
	v.Product.Searchable = a.shownCopy(v.Product)
	p := v.Product
	own := p.SubmittedBy == who.Official && who.Official != 0
	v.MayEdit = own && !p.Withdrawn && p.Quarantined == ""
	v.MaySubmit = v.MayEdit && p.Read != kpi.ReadPending && p.DuplicateOf == 0
	v.Receipt = Receipt{
		ProductID: p.ID, Hash: p.Hash, Size: p.Size, MediaType: p.MediaType,
		FileName: p.FileName, ReceivedAt: p.ReceivedAt, EntryID: p.Entry,
	}
	if e, err := tx.StoredEntry(ctx, p.Entry); err == nil {
		v.Receipt.EntryHash = storage.Hash(e.Hash).String()
	}
	if p.DuplicateOf != 0 {
		d, err := a.duplicateInfo(ctx, tx, who, p.DuplicateOf)
		if err != nil {
			return v, err
		}
		v.DuplicateOf = &d
	}
	if v.Seen, err = a.seen(ctx, tx, who, p); err != nil {
		return v, err
	}
	if g, err := access.Allow(who, access.ReadEvidence); err == nil {
		if v.Evidence, err = tx.EvidenceList(ctx, g, EvidenceFilter{Product: id, Limit: 100}); err != nil {
			return v, err
		}
	}
	if own && p.Read != kpi.ReadPending && p.Quarantined == "" {
		v.Suggestions, err = a.suggest(ctx, tx, who, p)
	}
	return v, err
}

// readable returns a product that the actor may read. To everybody else it does
// not exist: a refusal would already tell that it does.
func (a *App) readable(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID) (Product, error) {
	p, err := tx.Product(ctx, id)
	if err != nil {
		return Product{}, err
	}
	if _, err := access.Check(who, access.ReadProduct, p.Object()); err == nil {
		return p, nil
	}
	if p.Restricted || p.Quarantined != "" { // named readers and the owner only, whoever worked on it
		return Product{}, errNoProduct()
	}
	if ok, err := contributes(ctx, tx, who, id); err != nil || ok {
		return p, err
	}
	// Officials who moved: whoever may see a piece of evidence made of the product
	// reads the product.
	g, err := access.Allow(who, access.ReadEvidence)
	if err != nil {
		return Product{}, errNoProduct() //nolint:nilerr // not allowed to know is an answer
	}
	used, err := tx.EvidenceList(ctx, g, EvidenceFilter{Product: id, Limit: 1})
	if err != nil {
		return Product{}, err
	}
	if len(used) == 0 {
		return Product{}, errNoProduct()
	}
	return p, nil
}

// editable locks a product and returns it when the actor may change it: one that
// was removed has left the register and takes nothing any more.
func (a *App) editable(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID) (Product, error) {
	if err := tx.LockProduct(ctx, id); err != nil {
		return Product{}, err
	}
	p, err := a.readable(ctx, tx, who, id)
	if err == nil && p.Withdrawn {
		err = errNoProduct()
	}
	if err == nil { // what is set aside leaves by the purge alone
		err = Shut(p)
	}
	if err == nil {
		_, err = access.Check(who, access.EditProduct, p.Object())
	}
	return p, err
}

// contributes reports whether the actor is named as having worked on the product.
func contributes(ctx context.Context, tx Tx, who access.Actor, id kpi.ProductID) (bool, error) {
	if who.Official == 0 || !who.Has(kpi.Staff) {
		return false, nil
	}
	all, err := tx.Contributions(ctx, id)
	return slices.ContainsFunc(all, func(c kpi.Contribution) bool { return c.OfficialID == who.Official }), err
}

func errNoProduct() *kpi.Error {
	return kpi.E(kpi.NotFound, "product.not_found",
		"Không có sản phẩm này, hoặc bạn không có quyền xem. Hãy hỏi người phụ trách đơn vị.",
		"There is no such product, or you may not see it. Ask the head of the unit.")
}

// ReadableProduct returns one product for somebody who may read it, without its
// surroundings: what file, text and picture requests need.
func (a *App) ReadableProduct(ctx context.Context, who access.Actor, id kpi.ProductID) (p Product, err error) {
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		p, err = a.readable(ctx, tx, who, id)
		return err
	})
	return p, err
}

// ListProducts lists products newest first.
func (a *App) ListProducts(ctx context.Context, who access.Actor, f ProductFilter) (rows []ProductRow, err error) {
	g, err := access.Allow(who, access.ReadProduct)
	if err != nil {
		return nil, err
	}
	err = a.Store.Snapshot(ctx, func(tx Tx) error {
		rows, err = tx.Products(ctx, g, f)
		return err
	})
	return rows, err
}

// ProductEdit holds the fields that a person corrects; nil leaves a field alone.
type ProductEdit struct {
	Title, Number, Symbol, DocType, Issuer, DossierCode *string
	IssuedOn, CompletedOn                               *kpi.Date
}

// EditProduct corrects recognised fields. What was received, and when, is never
// edited. Error reasons: product.used, product.date, product.content_free.
func (a *App) EditProduct(ctx context.Context, who access.Actor, id kpi.ProductID, e ProductEdit) (v ProductView, err error) {
	err = a.Store.InTx(ctx, func(tx Tx) error {
		p, err := a.editable(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if p.Source == kpi.SourceClassified {
			return kpi.E(kpi.Forbidden, "product.content_free",
				"Việc không kèm nội dung không có trường nào để ghi. Không có gì bị thay đổi.",
				"Work without content has no field to write in. Nothing was changed.")
		}
		if p.Used > 0 {
			return kpi.E(kpi.Closed, "product.used",
				"Tài liệu đã được nộp làm minh chứng nên thông tin không sửa được nữa. Hãy rút minh chứng trước khi sửa.",
				"The document is in use as evidence, so its fields are fixed. Withdraw the evidence first.")
		}
		e.apply(&p)
		if err := a.checkDays(p); err != nil {
			return err
		}
		p.Typed = true
		if err := a.identify(ctx, tx, &p, byPerson()); err != nil {
			return err
		}
		if err := tx.UpdateProduct(ctx, p); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "product.edited", who.Account, object("product", id), p.UnitID, struct {
			Product   kpi.ProductID `json:"product"`
			Number    string        `json:"number"`
			Symbol    string        `json:"symbol"`
			Issuer    string        `json:"issuer"`
			Issued    kpi.Date      `json:"issued"`
			Completed kpi.Date      `json:"completed"`
			Dossier   string        `json:"dossier"`
			Title     string        `json:"title"`
		}{id, p.Number, p.Symbol, p.Issuer, p.IssuedOn, p.CompletedOn, p.DossierCode, p.Title}); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, IndexJob{Product: id}); err != nil {
			return err
		}
		v, err = a.productView(ctx, tx, who, id)
		return err
	})
	return v, err
}

func (e ProductEdit) apply(p *Product) {
	for _, f := range []struct {
		to   *string
		from *string
	}{{&p.Title, e.Title}, {&p.Number, e.Number}, {&p.Symbol, e.Symbol}, {&p.DocType, e.DocType}, {&p.Issuer, e.Issuer}, {&p.DossierCode, e.DossierCode}} {
		if f.from != nil {
			*f.to = strings.TrimSpace(*f.from)
		}
	}
	if e.IssuedOn != nil {
		p.IssuedOn = *e.IssuedOn
	}
	if e.CompletedOn != nil {
		p.CompletedOn = *e.CompletedOn
	}
}

// checkDays refuses work finished after it arrived here: the future is not evidence.
func (a *App) checkDays(p Product) error {
	received := kpi.DateOf(p.ReceivedAt)
	if p.CompletedOn.After(received) || p.IssuedOn.After(received) {
		return kpi.E(kpi.Invalid, "product.date",
			"Ngày ban hành hoặc ngày hoàn thành không thể sau ngày nộp tệp. Thông tin cũ được giữ nguyên.",
			"The date of issue or completion cannot be after the day the file arrived. The earlier values were kept.")
	}
	return nil
}

// RemoveProduct undoes a drop: the product leaves the register as long as no
// evidence was ever made of it. Its log entries stay.
func (a *App) RemoveProduct(ctx context.Context, who access.Actor, id kpi.ProductID) error {
	return a.Store.InTx(ctx, func(tx Tx) error {
		p, err := a.editable(ctx, tx, who, id)
		if err != nil {
			return err
		}
		if err := tx.RemoveProduct(ctx, id); err != nil {
			return err
		}
		if _, _, err := a.write(ctx, tx, "product.removed", who.Account, object("product", id), p.UnitID, struct {
			Product kpi.ProductID `json:"product"`
			Hash    string        `json:"hash"`
		}{id, p.Hash}); err != nil {
			return err
		}
		return tx.Enqueue(ctx, IndexJob{Product: id})
	})
}
