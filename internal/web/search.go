package web

import (
	"context"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// Piece is a part of a text; marked pieces are what was searched for. The browser
// never gets HTML.
type Piece struct {
	Text string `json:"text"`
	Mark bool   `json:"mark"`
}

// HitJSON is one found product.
type HitJSON struct {
	Product app.ProductRow `json:"product"`
	Page    int            `json:"page" doc:"The page that fits best"`
	Title   []Piece        `json:"title"`
	Snippet []Piece        `json:"snippet"`
}

// FoundJSON is the answer to a search.
type FoundJSON struct {
	Total  int         `json:"total"`
	Exact  bool        `json:"exact" doc:"False when total is an estimate"`
	TookMS int64       `json:"took_ms"`
	Hits   []HitJSON   `json:"hits"`
	Facets []app.Facet `json:"facets"`
}

func (s *Server) search() {
	type searchInput struct {
		Q      string     `query:"q" maxLength:"10000" doc:"Words with or without marks, \"a phrase\", a number or a dossier code"`
		Type   string     `query:"type" maxLength:"20"`
		Unit   kpi.UnitID `query:"unit" minimum:"0"`
		Year   int        `query:"year" minimum:"0" maximum:"2200"`
		Limit  int        `query:"limit" minimum:"1" maximum:"100" default:"30"`
		Offset int        `query:"offset" minimum:"0" maximum:"10000"`
	}
	op(s, operation{method: "GET", path: "/api/search", id: "search", summary: "Search the archive of products", action: access.ReadProduct},
		func(ctx context.Context, who access.Actor, in *searchInput) (FoundJSON, error) {
			start := time.Now()
			f, err := s.cfg.App.Find(ctx, who, in.Q, app.ProductFilter{DocType: in.Type, Unit: in.Unit, Year: in.Year, Limit: in.Limit}, in.Offset)
			j := FoundJSON{Total: f.Total, Exact: f.Exact, TookMS: time.Since(start).Milliseconds(), Hits: []HitJSON{}, Facets: []app.Facet{}}
			for _, h := range f.Hits {
				hit := HitJSON{Product: h.Product, Page: h.Page, Title: []Piece{}, Snippet: []Piece{}}
				for _, p := range h.Title {
					hit.Title = append(hit.Title, Piece(p))
				}
				for _, p := range h.Snippet {
					hit.Snippet = append(hit.Snippet, Piece(p))
				}
				j.Hits = append(j.Hits, hit)
			}
			for _, x := range f.Facets {
				if x.Field != "total" {
					j.Facets = append(j.Facets, x)
				}
			}
			return j, err
		})
}
