package app_test

import (
	"context"
	"testing"
	"time"

	"minhchung/internal/access"
	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

func TestEveryWayToReadAnothersDocumentIsLogged(t *testing.T) {
	t.Parallel()
	for name, read := range map[string]func(context.Context, *app.App, access.Actor, kpi.ProductID) error{
		"all but the first byte": func(ctx context.Context, a *app.App, who access.Actor, id kpi.ProductID) error {
			p, err := a.ReadableProduct(ctx, who, id)
			if err != nil {
				return err
			}
			r, err := a.OpenFile(ctx, who, p, 1, -1)
			if err != nil {
				return err
			}
			return r.Close()
		},
		"its text": func(ctx context.Context, a *app.App, who access.Actor, id kpi.ProductID) error {
			_, err := a.ProductText(ctx, who, id)
			return err
		},
		"its picture": func(ctx context.Context, a *app.App, who access.Actor, id kpi.ProductID) error {
			_, err := a.PagePicture(ctx, who, id, 1, app.PictureWidth)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := testkit.NewWorld(t)
			p := w.Submit(t, "an", 165).ProductID
			opened := func() int64 {
				return testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind = 'product.opened' AND actor = $1", int64(w.People["hanh"].Account))
			}
			for range 3 { // one look is many requests, and one entry
				if err := read(t.Context(), w.App, w.Actor(t, "hanh"), p); err != nil {
					t.Fatal(err)
				}
			}
			if n := opened(); n != 1 {
				t.Errorf("%d entries of one look", n)
			}
			w.Move(w.Now().Add(time.Hour))
			if err := read(t.Context(), w.App, w.Actor(t, "hanh"), p); err != nil {
				t.Fatal(err)
			}
			if n := opened(); n != 2 {
				t.Errorf("%d entries of two looks an hour apart", n)
			}
		})
	}
}
