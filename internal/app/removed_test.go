package app_test

import (
	"bytes"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

func TestARemovedProductKeepsNothingFromOthers(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, me := t.Context(), w.Actor(t, "an")
	file := testkit.Paper(t, 151)
	r := must[app.Receipt](t)(w.App.Submit(ctx, me, app.Upload{Name: "a.pdf", Declared: int64(len(file)), Body: bytes.NewReader(file)}))
	if err := w.App.RemoveProduct(ctx, me, r.ProductID); err != nil {
		t.Fatal(err)
	}
	if err := w.App.Recognise(ctx, r.ProductID); err != nil { // its reading was under way
		t.Fatal(err)
	}
	title := "x"
	_, err := w.App.EditProduct(ctx, me, r.ProductID, app.ProductEdit{Title: &title})
	wantReason(t, err, "product.not_found")
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM identities WHERE product_id = $1", int64(r.ProductID)); n != 0 {
		t.Errorf("a removed product holds %d identities", n)
	}
	again := upload(t, w, "an", file)
	if _, err := w.App.Link(ctx, me, claim(w, "an", again.ProductID)); err != nil {
		t.Errorf("the same paper cannot come again: %v", err)
	}
}

// A contributor reads the product; one that was shut away since, only when named
// among its readers.
func TestARestrictedProductIsShutForContributors(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	p := w.Submit(t, "an", 163).ProductID
	if err := w.App.Contribute(t.Context(), w.Actor(t, "an"), kpi.Contribution{
		ProductID: p, Act: kpi.ActDraft, OfficialID: w.People["binh"].Official, Share: kpi.NewRat(1, 2),
	}); err != nil {
		t.Fatal(err)
	}
	testkit.SQL(t, w.Database, "UPDATE products SET restricted = true")
	_, err := w.App.OpenProduct(t.Context(), w.Actor(t, "binh"), p)
	wantReason(t, err, "product.not_found")
}
