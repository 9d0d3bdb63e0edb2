package app_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/paper"
	"minhchung/internal/testkit"
)

// The same paper in another file.

// notice is a paper of a hundred words; number 0 leaves its number out.
func notice(number int, to string) paper.Paper {
	return paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Number: number, Symbol: "TB-UBND", TypeCode: "TB", TypeName: "THÔNG BÁO",
		Place: "Phường Mẫu", Date: kpi.NewDate(2026, 11, 16), Excerpt: "Về việc tổ chức tổng vệ sinh môi trường chào mừng ngày thành lập phường",
		Paragraphs: []string{
			"Thực hiện kế hoạch công tác tháng, Ủy ban nhân dân phường thông báo đến " + to + " và toàn thể nhân dân về việc tổng vệ sinh môi trường trên địa bàn.",
			"Thời gian bắt đầu từ 6 giờ 30, tập trung tại nhà văn hóa. Mỗi hộ gia đình cử ít nhất một người tham gia, mang theo dụng cụ lao động phù hợp.",
			"Đề nghị các ngành, đoàn thể phối hợp tuyên truyền, vận động nhân dân giữ gìn vệ sinh, phân loại rác tại nguồn và không đổ rác ra kênh mương.",
		},
		Sign: paper.Signature{Authority: "TM. ỦY BAN NHÂN DÂN", Position: "CHỦ TỊCH", Name: "Người Ký Mẫu"}, Recipients: []string{"Như trên", "Lưu: VT"},
	}
}

func printed(t *testing.T, p paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Render(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func scanned(t *testing.T, p paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Scan(&b, p, 7); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func seenOf(t *testing.T, w *testkit.World, login string, p kpi.ProductID) []app.Seen {
	t.Helper()
	return must[app.ProductView](t)(w.App.OpenProduct(t.Context(), w.Actor(t, login), p)).Seen
}

// Divisions of two wards have one name and number their papers each for itself: both
// count. The ward's own paper is the same one wherever it is handed in.
func TestDivisionsOfOneNameAreNotOneIssuer(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	handedIn := func(login, superior, issuer, note string) kpi.ProductID {
		p := notice(77, note)
		p.Superior, p.Issuer, p.Paragraphs = superior, issuer, []string{note}
		if superior != "" {
			p.Symbol = "TB-KT"
		}
		r := upload(t, w, login, printed(t, p))
		return must[app.ProductView](t)(w.App.OpenProduct(t.Context(), w.Actor(t, login), r.ProductID)).Product.DuplicateOf
	}
	const division = "PHÒNG KINH TẾ"
	if of := handedIn("an", "UBND PHƯỜNG MẪU", division, "Kiểm tra chợ đầu mối."); of != 0 {
		t.Errorf("the first one is a copy of %d", of)
	}
	if of := handedIn("xa", "UBND XÃ KHÁC", division, "Rà soát các điểm kinh doanh xăng dầu trên địa bàn."); of != 0 {
		t.Errorf("another ward's paper is a copy of %d", of)
	}
	if of := handedIn("binh", "UBND PHƯỜNG MẪU", division, "Bản in lại có lời văn khác hẳn."); of == 0 {
		t.Error("the same number of the same division is no copy")
	}
	if of := handedIn("an", "", "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", "Một việc."); of != 0 {
		t.Errorf("the ward's own is a copy of %d", of)
	}
	if of := handedIn("xa", "", "UBND PHƯỜNG MẪU", "Việc ấy, viết khác."); of == 0 {
		t.Error("handed in elsewhere, the ward's paper is not known any more")
	}
}

func TestAScanIsLinkedToItsOriginalAndNotCountedBesideIt(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	first := upload(t, w, "an", printed(t, notice(41, "tổ dân phố số 3")))
	scan := upload(t, w, "binh", scanned(t, notice(41, "tổ dân phố số 3")))
	seen := seenOf(t, w, "dung", scan.ProductID)
	if len(seen) != 1 || seen[0].Relation != app.ScanOf || seen[0].Product != first.ProductID || seen[0].Percent < 70 || !seen[0].Earlier ||
		seen[0].Submitter != "Người an" || seen[0].ReceivedAt == nil {
		t.Fatalf("the scan was seen before as %+v", seen)
	}
	if back := seenOf(t, w, "dung", first.ProductID); len(back) != 1 || back[0].Product != scan.ProductID || back[0].Earlier {
		t.Errorf("the original knows of %+v", back)
	}
	_, err := w.App.Link(t.Context(), w.Actor(t, "binh"), claim(w, "binh", scan.ProductID))
	wantReason(t, err, "evidence.duplicate_document")
	if _, err := w.App.Link(t.Context(), w.Actor(t, "an"), claim(w, "an", first.ProductID)); err != nil {
		t.Errorf("the original cannot be claimed: %v", err)
	}
}

// Alike in all but the number, which one of them lacks: nobody but a person can say
// whether it is the same work.
func TestANearCopyIsAQuestion(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	draft := upload(t, w, "an", printed(t, notice(0, "tổ dân phố số 3")))
	again := upload(t, w, "binh", printed(t, notice(42, "tổ dân phố số 3")))
	seen := seenOf(t, w, "binh", again.ProductID)
	if len(seen) != 1 || seen[0].Relation != app.NearCopy || seen[0].Percent < 90 {
		t.Fatalf("the same text with a number was seen before as %+v", seen)
	}
	if seen[0].Product != 0 || seen[0].Title != "" || seen[0].Submitter != "" || seen[0].ReceivedAt != nil {
		t.Errorf("a colleague's product is told to somebody who may not read it: %+v", seen[0])
	}
	v := must[app.EvidenceView](t)(w.App.Link(ctx, w.Actor(t, "binh"), claim(w, "binh", again.ProductID)))
	asks := func(v app.EvidenceView) bool {
		return slices.ContainsFunc(app.Exceptions(v), func(x kpi.Text) bool { return strings.Contains(x.En, "earlier document") })
	}
	if v.Near != seen[0].Percent || !asks(v) {
		t.Errorf("the supervisor is not asked: near %d %%, exceptions %v", v.Near, app.Exceptions(v))
	}
	if boss := seenOf(t, w, "dung", again.ProductID); len(boss) != 1 || boss[0].Product != draft.ProductID {
		t.Errorf("the supervisor sees %+v", boss)
	}
	accept(t, w, "dung", v) // the machine does not decide
	other := upload(t, w, "binh", printed(t, notice(43, "Trường Tiểu học Ví Dụ, Trạm Y tế, Hội Phụ nữ, Hội Nông dân")))
	for _, s := range seenOf(t, w, "dung", other.ProductID) {
		if s.Product == again.ProductID {
			t.Errorf("the same form with another number and to others was seen before as %+v", s)
		}
	}
}

// The supervisor answers: the same paper is sent back without a fault and never
// counts beside the first, another one is asked about no more.
func TestTheSupervisorAnswersTheQuestion(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx, boss := t.Context(), w.Actor(t, "dung")
	first := upload(t, w, "an", printed(t, notice(0, "tổ dân phố số 3"))).ProductID
	again := upload(t, w, "an", printed(t, notice(42, "tổ dân phố số 3"))).ProductID
	_ = must[app.EvidenceView](t)(w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", first)))
	v := must[app.EvidenceView](t)(w.App.Link(ctx, w.Actor(t, "an"), claim(w, "an", again)))
	_, err := w.App.AnswerCopy(ctx, w.Actor(t, "an"), v.ID, v.Version, first, true)
	wantReason(t, err, "access.forbidden")
	_, err = w.App.AnswerCopy(ctx, boss, v.ID, v.Version, again, true)
	wantReason(t, err, "evidence.no_question")
	v = must[app.EvidenceView](t)(w.App.AnswerCopy(ctx, boss, v.ID, v.Version, first, true))
	if v.State != kpi.EvidenceReturned || v.Faults != 0 || v.Near != 0 {
		t.Errorf("answered same: %s, %d faults, near %d", v.State, v.Faults, v.Near)
	}
	_, err = w.App.Resubmit(ctx, w.Actor(t, "an"), v.ID, v.Version, again)
	wantReason(t, err, "evidence.duplicate_document")
	row := v.EvidenceRow
	row.State = kpi.EvidenceSubmitted
	wantReason(t, w.Store.InTx(ctx, func(tx app.Tx) error { return tx.UpdateEvidence(ctx, row) }), "evidence.counted_already")

	third := upload(t, w, "binh", printed(t, notice(0, "tổ dân phố số 3 và số 4"))).ProductID
	v = must[app.EvidenceView](t)(w.App.Link(ctx, w.Actor(t, "binh"), claim(w, "binh", third)))
	asked := v.Near
	for _, s := range seenOf(t, w, "dung", third) {
		v = must[app.EvidenceView](t)(w.App.AnswerCopy(ctx, boss, v.ID, v.Version, s.Product, false))
	}
	if asked == 0 || v.Near != 0 || v.State != kpi.EvidenceSubmitted {
		t.Errorf("answered other: near %d before and %d after, %s", asked, v.Near, v.State)
	}
	accept(t, w, "dung", v)
}

// What the machine was not sure of, a person confirms by using it: then it is the
// paper that somebody else has.
func TestAnUnsureIdentityIsCheckedWhenAPersonConfirms(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	w.Submit(t, "an", 211)
	unsure := func(f app.FileFacts) app.FileFacts {
		for i := range f.Guesses {
			f.Guesses[i].Percent = min(f.Guesses[i].Percent, 65)
		}
		f.Text = nil // and no text by which it would be known
		return f
	}
	read := w.App.Reading.Read
	w.App.Reading.Read = func(ctx context.Context, path string, units []string, progress func(app.Progress)) (app.FileFacts, error) {
		f, err := read(ctx, path, units, progress)
		return unsure(f), err
	}
	mine := upload(t, w, "binh", rescan(t, 211))
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM identities WHERE product_id = $1 AND kind = 'document'", int64(mine.ProductID)); n != 0 {
		t.Fatal("an unsure reading became an identity")
	}
	_, err := w.App.Link(t.Context(), w.Actor(t, "binh"), claim(w, "binh", mine.ProductID))
	wantReason(t, err, "evidence.duplicate_document")
	title := "đã sửa"
	v := must[app.ProductView](t)(w.App.EditProduct(t.Context(), w.Actor(t, "binh"), mine.ProductID, app.ProductEdit{Title: &title}))
	if v.DuplicateOf == nil {
		t.Error("typing the fields did not check the identity")
	}
}

// A paper about a dossier is not that dossier.
func TestAMentionedDossierCodeIsNoIdentity(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	for name, c := range map[string]struct {
		guesses []kpi.FieldGuess
		want    int64
	}{
		"mentioned": {nil, 0},
		"unsure":    {[]kpi.FieldGuess{{Field: "dossier_code", Value: "H99.12-261104-0001", Percent: 79, Page: 1}}, 0},
		"its own":   {[]kpi.FieldGuess{{Field: "dossier_code", Value: "H99.12-261104-0002", Percent: 80, Page: 1}}, 1},
	} {
		w.App.Reading.Read = func(context.Context, string, []string, func(app.Progress)) (app.FileFacts, error) {
			return app.FileFacts{Tool: "t", Pages: 1, TextChars: 10, Text: []app.PageText{{Page: 1, Text: "x"}}, Dossiers: []string{"H99.12-261104-0009"}, Guesses: c.guesses}, nil
		}
		r := upload(t, w, "an", append(testkit.Paper(t, 221), "%"+name...))
		if n := testkit.Count(t, w.Database, "SELECT count(*) FROM identities WHERE product_id = $1 AND kind = 'dossier'", int64(r.ProductID)); n != c.want {
			t.Errorf("%s: %d dossier identities, want %d", name, n, c.want)
		}
	}
}

// Past the program: the database counts a duplicate under the identities of what it
// duplicates, also when that is found after it was claimed.
func TestTheDatabaseRefusesASecondCountingOfADuplicate(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	v := w.Attach(t, "an", 231)
	second := upload(t, w, "an", rescan(t, 231))
	row := v.EvidenceRow
	row.ProductID = second.ProductID
	err := w.Store.InTx(ctx, func(tx app.Tx) error { _, err := tx.AddEvidence(ctx, row); return err })
	wantReason(t, err, "evidence.counted_already")

	third := w.Attach(t, "an", 232)
	err = w.Store.InTx(ctx, func(tx app.Tx) error {
		p, err := tx.Product(ctx, third.ProductID)
		if err != nil {
			return err
		}
		p.DuplicateOf = v.ProductID
		return tx.UpdateProduct(ctx, p)
	})
	wantReason(t, err, "evidence.counted_already")
}

// Two people claim two thirds each of the same act at the same moment.
func TestTwoClaimantsAtOnceNeverShareMoreThanOne(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t)
	ctx := t.Context()
	p := w.Submit(t, "an", 241).ProductID
	claim := func(tx app.Tx, login string) error {
		return tx.AddContribution(ctx, kpi.Contribution{ProductID: p, Act: kpi.ActDraft, OfficialID: w.People[login].Official, Share: kpi.NewRat(2, 3)})
	}
	written, second := make(chan struct{}), make(chan error, 1)
	go func() {
		<-written
		second <- w.Store.InTx(ctx, func(tx app.Tx) error { return claim(tx, "binh") })
	}()
	err := w.Store.InTx(ctx, func(tx app.Tx) error {
		if err := claim(tx, "an"); err != nil {
			return err
		}
		close(written)
		waiting := "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
		for end := time.Now().Add(20 * time.Second); testkit.Count(t, w.Database, waiting) == 0; {
			if time.Now().After(end) {
				t.Error("the second claimant does not wait for the first")
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantReason(t, <-second, "evidence.act_taken")
	if n := testkit.Count(t, w.Database, "SELECT count(*) FROM contributions WHERE product_id = $1", int64(p)); n != 1 {
		t.Errorf("%d contributions of two thirds", n)
	}
}
