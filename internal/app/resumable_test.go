package app_test

import (
	"bytes"
	"context"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
)

// inPieces sends a file in two pieces and asks for its product twice.
func inPieces(t *testing.T, w *testkit.World, login, name string, file []byte) (first, again app.Receipt) {
	t.Helper()
	ctx, who := t.Context(), w.Actor(t, login)
	u := must[app.Resumable](t)(w.App.BeginUpload(ctx, who, name, int64(len(file))))
	for half := range 2 {
		at, end := half*len(file)/2, (half+1)*len(file)/2
		u = must[app.Resumable](t)(w.App.AppendUpload(ctx, who, u.ID, int64(at), bytes.NewReader(file[at:end]), int64(end-at)))
	}
	first = must[app.Receipt](t)(w.App.FinishUpload(ctx, who, u.ID, 0))
	return first, must[app.Receipt](t)(w.App.FinishUpload(ctx, who, u.ID, 0))
}

// What is set aside is set aside by this way too, is told twice in the same words,
// and its name stays nowhere but with the product, which can forget it.
func TestPiecesOfWhatIsSetAside(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	look := w.App.Reading.Look
	w.App.Reading.Look = func(ctx context.Context, path, name string) (app.Look, error) {
		l, err := look(ctx, path, name)
		l.Problem = kpi.E(kpi.Unsupported, "upload.active", "x", "x")
		return l, err
	}
	first, again := inPieces(t, w, "an", "bay-rieng.pdf", testkit.Paper(t, 601))
	if first.Quarantined != kpi.QuarantineActive || first != again {
		t.Errorf("%+v, again %+v", first, again)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM uploads WHERE file_name <> ''"); n != 0 {
		t.Error("the upload remembers the name")
	}
	for _, login := range []string{"an", "binh", "xa"} { // before a byte, and as Submit would
		_, err := w.App.KnownHash(t.Context(), w.Actor(t, login), first.Hash)
		wantReason(t, err, "upload.quarantined")
	}
}
