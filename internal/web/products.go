package web

import (
	"context"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// ProductJSON is a product with everything around it.
type ProductJSON struct {
	Product     kpi.Product       `json:"product"`
	UnitName    string            `json:"unit_name"`
	Typed       bool              `json:"typed" doc:"A person typed or confirmed the fields"`
	Problems    []app.FileProblem `json:"problems"`
	Verdict     string            `json:"signature_verdict" enum:"sound,untrusted,undetermined,changed,broken,unsigned," doc:"One word about all digital signatures of the file; empty while it is not read"`
	Signatures  []kpi.Signature   `json:"signatures" doc:"What was found out about each digital signature and document timestamp"`
	Searchable  string            `json:"searchable" enum:"wanted,made,not-made," doc:"The PDF copy of a scan or an office document; empty where none is needed or this machine makes none"`
	Receipt     app.Receipt       `json:"receipt"`
	Evidence    []EvidenceJSON    `json:"evidence"`
	Suggestions []app.Suggestion  `json:"suggestions"`
	DuplicateOf *app.Duplicate    `json:"duplicate_of,omitempty" doc:"The product that holds the same document"`
	Seen        []app.Seen        `json:"seen" doc:"Other products that are, or may be, the same paper"`
	May         ProductMay        `json:"may"`
}

// ProductMay says what the asker may do with a product.
type ProductMay struct {
	Edit   bool `json:"edit"`
	Submit bool `json:"submit"`
	Remove bool `json:"remove"`
}

func (s *Server) productJSON(v app.ProductView, who access.Actor) ProductJSON {
	j := ProductJSON{
		Product: v.Product.Product, UnitName: v.Product.UnitName, Typed: v.Product.Typed, Problems: v.Product.Problems,
		Verdict: string(v.Product.Verdict), Searchable: string(v.Product.Searchable), Signatures: v.Product.Signatures,
		Receipt: v.Receipt, Evidence: []EvidenceJSON{}, Suggestions: v.Suggestions, DuplicateOf: v.DuplicateOf, Seen: v.Seen,
		May: ProductMay{
			Edit: v.MayEdit && v.Product.Used == 0, Submit: v.MaySubmit, Remove: v.MayEdit && v.Product.Used == 0,
		},
	}
	if j.Seen == nil {
		j.Seen = []app.Seen{}
	}
	if j.Signatures == nil {
		j.Signatures = []kpi.Signature{}
	}
	if j.Suggestions == nil {
		j.Suggestions = []app.Suggestion{}
	}
	for _, e := range v.Evidence {
		j.Evidence = append(j.Evidence, evidenceJSON(e, &who))
	}
	return j
}

// ProductPath is the address of a product. It is
// exported because the API library does not look into hidden embedded types.
type ProductPath struct {
	ID kpi.ProductID `path:"id" minimum:"1"`
}

// List is a page of things.
type List[T any] struct {
	Items []T   `json:"items"`
	Next  int64 `json:"next" doc:"Cursor of the next page; 0 = there is none"`
}

func listOf[T any](items []T) List[T] {
	if items == nil {
		items = []T{}
	}
	return List[T]{Items: items}
}

func (s *Server) products() {
	a := s.cfg.App
	op(s, operation{method: "GET", path: "/api/products/{id}", id: "get-product", summary: "One product with its evidence and suggestions", action: access.ReadProduct},
		func(ctx context.Context, who access.Actor, in *ProductPath) (ProductJSON, error) {
			v, err := a.OpenProduct(ctx, who, in.ID)
			return s.productJSON(v, who), err
		})
	type listInput struct {
		Cursor kpi.ProductID `query:"cursor" minimum:"0"`
		Limit  int           `query:"limit" minimum:"1" maximum:"200" default:"50"`
		Mine   bool          `query:"mine" doc:"Only the asker's own"`
	}
	op(s, operation{method: "GET", path: "/api/products", id: "list-products", summary: "Products, newest first", action: access.ReadProduct},
		func(ctx context.Context, who access.Actor, in *listInput) (List[app.ProductRow], error) {
			f := app.ProductFilter{Before: in.Cursor, Limit: in.Limit}
			if in.Mine {
				if who.Official == 0 {
					return listOf[app.ProductRow](nil), nil
				}
				f.Submitter = who.Official
			}
			rows, err := a.ListProducts(ctx, who, f)
			l := listOf(rows)
			if len(rows) == in.Limit {
				l.Next = int64(rows[len(rows)-1].ID)
			}
			return l, err
		})
	type editInput struct {
		ProductPath
		Body struct {
			Title       *string   `json:"title,omitempty" maxLength:"1000"`
			Number      *string   `json:"number,omitempty" maxLength:"50"`
			Symbol      *string   `json:"symbol,omitempty" maxLength:"100"`
			DocType     *string   `json:"doc_type,omitempty" maxLength:"20"`
			Issuer      *string   `json:"issuer,omitempty" maxLength:"300"`
			DossierCode *string   `json:"dossier_code,omitempty" maxLength:"100"`
			IssuedOn    *kpi.Date `json:"issued_on,omitempty"`
			CompletedOn *kpi.Date `json:"completed_on,omitempty"`
		}
	}
	op(s, operation{method: "PATCH", path: "/api/products/{id}", id: "edit-product", summary: "Correct recognised fields", action: access.EditProduct},
		func(ctx context.Context, who access.Actor, in *editInput) (ProductJSON, error) {
			b := in.Body
			v, err := a.EditProduct(ctx, who, in.ID, app.ProductEdit{
				Title: b.Title, Number: b.Number, Symbol: b.Symbol, DocType: b.DocType, Issuer: b.Issuer,
				DossierCode: b.DossierCode, IssuedOn: b.IssuedOn, CompletedOn: b.CompletedOn,
			})
			return s.productJSON(v, who), err
		})
	op(s, operation{method: "DELETE", path: "/api/products/{id}", id: "remove-product", summary: "Undo a drop, before anything of it was submitted", action: access.EditProduct},
		func(ctx context.Context, who access.Actor, in *ProductPath) (nothing, error) {
			return nothing{}, a.RemoveProduct(ctx, who, in.ID)
		})
	type contributionInput struct {
		ProductPath
		Body struct {
			OfficialID kpi.OfficialID `json:"official_id"`
			Act        kpi.Act        `json:"act"`
			Share      kpi.Rat        `json:"share" doc:"0 < share ≤ 1, exact"`
		}
	}
	op(s, operation{method: "POST", path: "/api/products/{id}/contributions", id: "name-contributor", summary: "Name who else worked on it, and their share", action: access.EditProduct},
		func(ctx context.Context, who access.Actor, in *contributionInput) (nothing, error) {
			return nothing{}, a.Contribute(ctx, who, kpi.Contribution{
				ProductID: in.ID, Act: in.Body.Act, OfficialID: in.Body.OfficialID, Share: in.Body.Share,
			})
		})
	type pageTexts struct {
		Pages []app.PageText `json:"pages"`
	}
	op(s, operation{method: "GET", path: "/api/products/{id}/text", id: "get-product-text", summary: "Recognised text, page by page", action: access.ReadProduct},
		func(ctx context.Context, who access.Actor, in *ProductPath) (pageTexts, error) {
			pages, err := a.ProductText(ctx, who, in.ID)
			if pages == nil {
				pages = []app.PageText{}
			}
			return pageTexts{pages}, err
		})
}
