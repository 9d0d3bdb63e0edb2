package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/testkit"
	"minhchung/storage"
)

// A scan gets a copy with words behind its pictures: shown as wanted, then made, handed
// out to whoever may read the original, made again when it was lost, and gone with the
// rest when the paper is set aside.
func TestASearchableCopyOfAScan(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	if w.App.Reading.Searchable == nil {
		t.Skip("no searchable copies on this machine: they need tesseract and bubblewrap 0.7")
	}
	ctx := t.Context()
	r := upload(t, w, "an", scanned(t, notice(501, "tổ dân phố số 5")))
	wants := func(login string, want app.CopyState) {
		t.Helper()
		if v := must[app.ProductView](t)(w.App.OpenProduct(ctx, w.Actor(t, login), r.ProductID)); v.Product.Searchable != want {
			t.Errorf("the copy is %q, want %q", v.Product.Searchable, want)
		}
	}
	open := func(login string) error {
		body, _, _, err := w.App.OpenCopy(ctx, w.Actor(t, login), r.ProductID)
		if err == nil {
			err = body.Close()
		}
		return err
	}
	made := func() {
		t.Helper()
		if err := w.App.MakeCopy(ctx, r.ProductID); err != nil {
			t.Fatal(err)
		}
	}
	wants("an", app.CopyWanted)
	wantReason(t, open("an"), "searchable.waiting")
	made()
	made() // a job may come twice
	wants("an", app.CopyMade)

	body, size, p, err := w.App.OpenCopy(ctx, w.Actor(t, "dung"), r.ProductID)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(body)
	if err = errors.Join(err, body.Close()); err != nil || int64(len(b)) != size || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("%d of %d bytes, %v", len(b), size, err)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM log_entries WHERE kind = 'product.opened' AND object = 'product:' || $1::bigint", int64(p.ID)); n != 1 {
		t.Errorf("opening it is told %d times by the log", n)
	}
	copied := upload(t, w, "an", b) // read like any file: its words are found without looking at pictures
	text := must[[]app.PageText](t)(w.App.ProductText(ctx, w.Actor(t, "an"), copied.ProductID))
	if len(text) != 1 || text[0].OCR || !strings.Contains(text[0].Text, "tổng vệ sinh") {
		t.Errorf("%+v", text)
	}
	wantReason(t, open("xa"), "product.not_found")

	h := must[storage.Hash](t)(storage.ParseHash(r.Hash))
	if err := w.App.Bucket.DeleteDerived(ctx, h); err != nil {
		t.Fatal(err)
	}
	wantReason(t, open("an"), "searchable.waiting")
	made()
	if err := open("an"); err != nil {
		t.Error(err)
	}

	// While the next one is made, somebody finds out what the paper is.
	testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = 'wanted' WHERE hash = $1", h.Bytes())
	make := w.App.Reading.Searchable
	w.App.Reading.Searchable = func(ctx context.Context, path string, to io.Writer, progress func(app.Progress)) error {
		testkit.SQL(t, w.Database, "UPDATE products SET quarantined = 'classified' WHERE hash = $1", h.Bytes())
		testkit.SQL(t, w.Database, "INSERT INTO quarantines (hash, product_id, unit_id, reason, found_at) SELECT hash, id, unit_id, 'classified', now() FROM products WHERE id = $1", int64(r.ProductID))
		return make(ctx, path, to, progress)
	}
	made()
	if _, _, err := w.App.Bucket.OpenDerived(ctx, h, "searchable.pdf"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a copy of a classified paper is left: %v", err)
	}
}

// What cannot be copied is said so, and not tried again and again.
func TestACopyThatCannotBeMade(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	w.App.Reading.Searchable = func(context.Context, string, io.Writer, func(app.Progress)) error {
		return kpi.E(kpi.TooLarge, "searchable.pages", "a", "b")
	}
	r := w.Submit(t, "an", 502)
	if v := must[app.ProductView](t)(w.App.OpenProduct(t.Context(), w.Actor(t, "an"), r.ProductID)); v.Product.Searchable != app.CopyNone {
		t.Errorf("a paper with its words wants %q", v.Product.Searchable)
	}
	wantReason(t, func() error {
		_, _, _, err := w.App.OpenCopy(t.Context(), w.Actor(t, "an"), r.ProductID)
		return err
	}(), "searchable.none")
	testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = 'wanted'")
	if err := w.App.MakeCopy(t.Context(), r.ProductID); err != nil {
		t.Fatal(err)
	}
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM content_facts WHERE searchable = 'not-made'"); n != 1 {
		t.Errorf("%d are said not to be made", n)
	}
	w.App.Reading.Searchable = func(context.Context, string, io.Writer, func(app.Progress)) error { return io.ErrUnexpectedEOF }
	testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = 'wanted'")
	if err := w.App.MakeCopy(t.Context(), r.ProductID); err == nil {
		t.Error("a fault of ours is no answer about the file")
	}
}

// A copy that nobody makes any more is begun again by the sweep, once; where the machine
// makes none, none is said to be on its way.
func TestCopiesThatNobodyMakes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	r := w.Submit(t, "an", 503)
	testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = 'wanted'")
	look := func(state app.CopyState, reason string, begun int) {
		t.Helper()
		if v := must[app.ProductView](t)(w.App.OpenProduct(ctx, w.Actor(t, "an"), r.ProductID)); v.Product.Searchable != state {
			t.Errorf("the copy is %q, want %q", v.Product.Searchable, state)
		}
		_, _, _, err := w.App.OpenCopy(ctx, w.Actor(t, "an"), r.ProductID)
		wantReason(t, err, reason)
		if s := must[app.Swept](t)(w.App.Sweep(ctx, app.SweepGrace)); s.Copies != begun {
			t.Errorf("%d copies are begun again, want %d", s.Copies, begun)
		}
	}
	w.App.Reading.Searchable = nil
	look(app.CopyNone, "searchable.none", 0)
	w.App.Reading.Searchable = func(context.Context, string, io.Writer, func(app.Progress)) error { return nil }
	look(app.CopyWanted, "searchable.waiting", 1)
	look(app.CopyWanted, "searchable.waiting", 0) // its job waits
	testkit.SQL(t, w.Database, "UPDATE river_job SET state = 'discarded', finalized_at = now() WHERE kind = 'searchable'")
	look(app.CopyWanted, "searchable.waiting", 1)
	testkit.SQL(t, w.Database, "DELETE FROM river_job WHERE kind = 'searchable'")
	testkit.SQL(t, w.Database, "UPDATE products SET withdrawn = true")
	if s := must[app.Swept](t)(w.App.Sweep(ctx, app.SweepGrace)); s.Copies != 0 {
		t.Error("a copy of what was removed is made")
	}
}

// A process that died between a copy and what it is about leaves no copy of a paper
// that was set aside.
func TestACopyOfWhatIsSetAsideGoes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	r := w.Submit(t, "an", 504)
	h := must[storage.Hash](t)(storage.ParseHash(r.Hash))
	if err := w.App.Bucket.PutDerived(ctx, h, "searchable.pdf", strings.NewReader("words"), 5); err != nil {
		t.Fatal(err)
	}
	testkit.SQL(t, w.Database, "UPDATE products SET quarantined = 'classified' WHERE hash = $1", h.Bytes())
	if err := w.App.MakeCopy(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.App.Bucket.OpenDerived(ctx, h, "searchable.pdf"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a copy of a classified paper is left: %v", err)
	}
}

// A copy is wanted when most pages are pictures, and what the same tool came to for the
// same bytes is not asked for again.
func TestWhenACopyIsWanted(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	w.App.Reading.Searchable = func(context.Context, string, io.Writer, func(app.Progress)) error {
		return kpi.E(kpi.Unsupported, "searchable.none", "a", "b")
	}
	var pages string // o: a picture, t: text, a space: nothing
	read := w.App.Reading.Read
	w.App.Reading.Read = func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
		f, err := read(ctx, path, units, progress)
		words := f.Text[0].Text
		f.Text = nil
		for i, kind := range pages {
			f.Text = append(f.Text, app.PageText{Page: i + 1, Text: words, OCR: kind == 'o'})
			if kind == ' ' {
				f.Text[i].Text = ""
			}
		}
		return f, err
	}
	pages = "t"
	r := w.Submit(t, "an", 505)
	state := func() (s string) {
		for _, s = range []string{"", "wanted", "made", "not-made"} {
			if testkit.Count(t, w.Database, "SELECT count(*) FROM content_facts WHERE searchable = $1", s) == 1 {
				return s
			}
		}
		return "?"
	}
	again := func(as string) string {
		t.Helper()
		pages = as
		testkit.SQL(t, w.Database, "UPDATE products SET read_state = 'pending'")
		if err := w.App.Recognise(ctx, r.ProductID); err != nil {
			t.Fatal(err)
		}
		return state()
	}
	for as, want := range map[string]string{"tto": "", "to": "", "o": "wanted", "oot": "wanted", "o  ": "wanted", "  ": ""} {
		testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = ''")
		if got := again(as); got != want {
			t.Errorf("%q: %q, want %q", as, got, want)
		}
	}
	for _, kept := range []string{"made", "not-made"} {
		testkit.SQL(t, w.Database, "UPDATE content_facts SET searchable = $1", kept)
		if got := again("o"); got != kept {
			t.Errorf("%s became %s", kept, got)
		}
	}
	testkit.SQL(t, w.Database, "UPDATE content_facts SET tool = 'another'")
	if got := again("o"); got != "wanted" {
		t.Errorf("%q after another tool", got)
	}
	if err := w.App.MakeCopy(ctx, r.ProductID); err != nil || state() != "" {
		t.Errorf("no scan after all: %q, %v", state(), err)
	}
}

// An office document is shown as it is printed: by a copy like that of a scan, which a
// machine without LibreOffice leaves for one that has it.
func TestAnOfficeDocumentIsShownAsPrinted(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	printer := w.App.Reading.Printed
	w.App.Reading.Printed = nil
	w.App.Reading.Searchable = func(context.Context, string, io.Writer, func(app.Progress)) error {
		t.Error("it is taken for a scan")
		return io.ErrUnexpectedEOF
	}
	letter := must[[]byte](t)(os.ReadFile("../intake/office/testdata/to-trinh.docx"))
	r := must[app.Receipt](t)(w.App.Submit(ctx, w.Actor(t, "an"), app.Upload{Name: "tờ trình.docx", Declared: int64(len(letter)), Body: bytes.NewReader(letter)}))
	if err := w.App.Recognise(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	wants := func(state app.CopyState, reason string, begun int) {
		t.Helper()
		if v := must[app.ProductView](t)(w.App.OpenProduct(ctx, w.Actor(t, "an"), r.ProductID)); v.Product.Searchable != state || v.Product.Read != kpi.ReadDone {
			t.Errorf("the copy is %q, want %q; %s", v.Product.Searchable, state, v.Product.Read)
		}
		_, _, _, err := w.App.OpenCopy(ctx, w.Actor(t, "dung"), r.ProductID)
		wantReason(t, err, reason)
		if s := must[app.Swept](t)(w.App.Sweep(ctx, app.SweepGrace)); s.Copies != begun {
			t.Errorf("%d copies are begun, want %d", s.Copies, begun)
		}
	}
	wants(app.CopyNone, "searchable.none", 0)
	_, err := w.App.PagePicture(ctx, w.Actor(t, "an"), r.ProductID, 1, app.ThumbWidth)
	wantReason(t, err, "picture.none")
	w.App.Reading.Printed = func(context.Context, string, io.Writer) error { return io.ErrUnexpectedEOF }
	wants(app.CopyWanted, "searchable.waiting", 1)
	if err := w.App.MakeCopy(ctx, r.ProductID); err == nil {
		t.Error("a fault of ours is no answer about the file")
	}
	if printer == nil {
		t.Skip("office documents are not printed here: that needs LibreOffice and bubblewrap 0.7")
	}
	w.App.Reading.Printed = printer
	if err := w.App.MakeCopy(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	body, _, _, err := w.App.OpenCopy(ctx, w.Actor(t, "dung"), r.ProductID)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(body)
	if err = errors.Join(err, body.Close()); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	_, _, _, err = w.App.OpenCopy(ctx, w.Actor(t, "xa"), r.ProductID)
	wantReason(t, err, "product.not_found")
	for page, reason := range []string{"picture.page", "", "", "picture.page"} { // two pages
		b, err := w.App.PagePicture(ctx, w.Actor(t, "an"), r.ProductID, page, app.ThumbWidth)
		if reason != "" {
			wantReason(t, err, reason)
		} else if err != nil || !bytes.HasPrefix(b, []byte("\x89PNG")) {
			t.Errorf("page %d: %d bytes, %v", page, len(b), err)
		}
	}
	// A copy that was lost is made again, whoever misses it.
	if err := w.App.Bucket.DeleteDerived(ctx, must[storage.Hash](t)(storage.ParseHash(r.Hash))); err != nil {
		t.Fatal(err)
	}
	_, err = w.App.PagePicture(ctx, w.Actor(t, "an"), r.ProductID, 1, app.ThumbWidth)
	wantReason(t, err, "picture.none")
	if err := w.App.MakeCopy(ctx, r.ProductID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.App.PagePicture(ctx, w.Actor(t, "an"), r.ProductID, 1, app.ThumbWidth); err != nil {
		t.Error(err)
	}
}
