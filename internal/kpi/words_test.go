package kpi_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"golang.org/x/text/unicode/norm"

	"minhchung/internal/kpi"
)

func TestErrorsKeepTheirReasonThroughWraps(t *testing.T) {
	t.Parallel()
	base := kpi.E(kpi.Conflict, "product.known", "Đã có.", "It is there already.")
	err := fmt.Errorf("submit: %w", base.At("app.Submit", io.ErrUnexpectedEOF).With(42))
	if !errors.Is(err, base) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v lost its reason or its cause", err)
	}
	if kpi.CodeOf(err) != kpi.Conflict || kpi.ReasonOf(err) != "product.known" {
		t.Errorf("code %s, reason %s", kpi.CodeOf(err), kpi.ReasonOf(err))
	}
	if got := err.Error(); got != "submit: app.Submit: conflict product.known: It is there already.: unexpected EOF" {
		t.Errorf("told as %q", got)
	}
	if base.Op != "" || base.Err != nil || base.Info != nil {
		t.Error("At or With changed the declared error")
	}
	if errors.Is(err, kpi.E(kpi.Conflict, "product.other", "", "")) {
		t.Error("another reason matches")
	}
	if kpi.CodeOf(io.EOF) != kpi.Internal || kpi.ReasonOf(io.EOF) != "" {
		t.Error("a foreign error has a code of ours")
	}
}

func TestIdentitiesOfDocuments(t *testing.T) {
	t.Parallel()
	want, ok := kpi.DocumentIdentity("UBND phường A", 2026, "12", "QĐ-UBND")
	if !ok {
		t.Fatal("refused")
	}
	for _, same := range [][3]string{
		{"ubnd  phường a", "012", "qđ-ubnd"}, {" UBND PHƯỜNG A ", " 12 ", "QĐ - UBND"},
		{norm.NFD.String("UBND phường A"), "12", "QĐ-UBND"},                                                        // decomposed
		{"UBND phường A", "12", "QÐ-UBND"}, {"UBND phường A", "12", "qð–ubnd"}, {"UBND phường A", "12", "QƉ‑UBND"}, // lookalikes
	} {
		if got, ok := kpi.DocumentIdentity(same[0], 2026, same[1], same[2]); !ok || got != want {
			t.Errorf("%v: %+v is not %+v", same, got, want)
		}
	}
	for _, other := range []struct {
		agency, number, symbol string
		year                   int
	}{
		{"UBND phường A", "12", "QĐ-UBND", 2025}, {"UBND phường B", "12", "QĐ-UBND", 2026},
		{"UBND phường A", "120", "QĐ-UBND", 2026}, {"UBND phường A", "12", "TTr-UBND", 2026},
	} {
		if got, ok := kpi.DocumentIdentity(other.agency, other.year, other.number, other.symbol); !ok || got == want {
			t.Errorf("%+v has the same identity", other)
		}
	}
	for _, bad := range []struct {
		agency, number, symbol string
		year                   int
	}{{"", "1", "QĐ", 2026}, {"A", "", "QĐ", 2026}, {"A", "000", "QĐ", 2026}, {"A", "1", " ", 2026}, {"A", "1", "QĐ", 0}} {
		if _, ok := kpi.DocumentIdentity(bad.agency, bad.year, bad.number, bad.symbol); ok {
			t.Errorf("%+v has an identity", bad)
		}
	}
}

// The same agency is typed with the tone in two places.
func TestIdentitiesForgiveThePlaceOfATone(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Ủy ban nhân dân tỉnh Khánh Hòa", "UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ"}, {"Tỉnh ủy", "Tỉnh uỷ"}, {"xã Hòe", "xã Hoè"}, {"họa", "hoạ"}, {"Thúy", "Thuý"},
	} {
		a, _ := kpi.DocumentIdentity(pair[0], 2026, "1", "QĐ")
		b, _ := kpi.DocumentIdentity(norm.NFD.String(pair[1]), 2026, "1", "QĐ")
		if a != b {
			t.Errorf("%q and %q: %s, %s", pair[0], pair[1], a.Key, b.Key)
		}
	}
	for _, pair := range [][2]string{
		{"Hòa", "Hóa"}, {"Hòa", "Hoa"}, {"An", "Ân"}, {"Quý", "Qúy"}, {"QĐ", "QD"}, {"O", "0"}, {"I", "1"},
	} {
		a, _ := kpi.DocumentIdentity("A", 2026, "1", pair[0])
		b, _ := kpi.DocumentIdentity("A", 2026, "1", pair[1])
		if a == b {
			t.Errorf("%q and %q are one", pair[0], pair[1])
		}
	}
	if a, _ := kpi.DocumentIdentity("Xã Hoàn Quý", 2026, "1", "QĐ"); a.Key != "XÃHOÀNQUÝ|2026|1|QĐ" {
		t.Error(a.Key)
	}
}

// Divisions of the same name number their papers each for itself; who names its place
// is known by that everywhere.
func TestABodyWithoutAPlaceBelongsToTheAgencyThatHandsIn(t *testing.T) {
	t.Parallel()
	for name, place := range map[string]bool{
		"Phòng Kinh tế": false, "PHÒNG VĂN HÓA – XÃ HỘI": false, "Văn phòng HĐND và UBND": false, "Văn phòng UBND xã": false,
		"UBND PHƯỜNG": false, "SỞ NỘI VỤ": false, "Tỉnh ủy": false, "Ban Quản lý đặc khu": false,
		"Tỉnh đoàn": false, "HUYỆN ĐOÀN": false, "Xã đội": false, "Hợp tác xã Nông nghiệp": false, "UBND xã, phường": false,
		"CHI CỤC KINH TẾ HỢP TÁC XÃ VÀ PHÁT TRIỂN NÔNG THÔN": false, "VĂN PHÒNG TỈNH ỦY VÀ HĐND": false, "Thành ủy": false, "Thị xã": false,
		"Thành ủy Mẫu": true, "Huyện đoàn Mẫu": true, "UBND thị xã Mẫu": true, "Hợp tác xã Nông nghiệp xã Mẫu": true,
		"UBND phường Mẫu": true, norm.NFD.String("ỦY BAN NHÂN DÂN XÃ MẪU"): true, "UBND TP. Mẫu": true, "Tỉnh uỷ Mẫu": true,
		"Phòng Văn hóa - Xã hội xã Mẫu": true, "Thành phố Mẫu": true, "UBND thị trấn Mẫu": true, "ĐẶC KHU MẪU": true, "Phường 12": true,
		"Bảo hiểm xã hội tỉnh Mẫu": true,
	} {
		one, other := kpi.IssuedBy(name, 7), kpi.IssuedBy(name, 8)
		if (one == other) != place || place && one != name {
			t.Errorf("%s: %q, %q", name, one, other)
		}
	}
	if got := kpi.IssuedBy(" ", 7); got != " " {
		t.Errorf("nobody became %q", got)
	}
}

func TestIdentitiesOfDossiers(t *testing.T) {
	t.Parallel()
	a, ok1 := kpi.DossierIdentity("h32.12-260301-0007")
	b, ok2 := kpi.DossierIdentity(" H32.12-260301-0007 ")
	if !ok1 || !ok2 || a != b {
		t.Errorf("%+v and %+v", a, b)
	}
	if _, ok := kpi.DossierIdentity("  "); ok {
		t.Error("nothing has an identity")
	}
}

func TestReturnsForContentCostAndThoseForFormDoNot(t *testing.T) {
	t.Parallel()
	for reason, want := range map[kpi.ReturnReason]kpi.ReturnKind{
		kpi.ReturnContent: kpi.ReturnQuality, kpi.ReturnIncomplete: kpi.ReturnQuality, kpi.ReturnAuthority: kpi.ReturnQuality,
		kpi.ReturnWrongFile: kpi.ReturnForm, kpi.ReturnUnreadable: kpi.ReturnForm, kpi.ReturnIndicator: kpi.ReturnForm,
	} {
		if got, ok := reason.Kind(); !ok || got != want {
			t.Errorf("%s: %s, want %s", reason, got, want)
		}
	}
	if _, ok := kpi.ReturnReason("mood").Kind(); ok {
		t.Error("an unknown reason has a kind")
	}
}

func TestRolesAndTexts(t *testing.T) {
	t.Parallel()
	for _, r := range kpi.Roles() {
		if !r.Valid() {
			t.Errorf("%s is listed and not valid", r)
		}
	}
	if kpi.Role("root").Valid() || kpi.Admin.ReadsDocuments() || !kpi.Inspector.ReadsDocuments() {
		t.Error("roles")
	}
	text := kpi.Text{Vi: "có", En: "yes"}
	if text.In("en") != "yes" || text.In("vi") != "có" || (kpi.Text{Vi: "có"}).In("en") != "có" || text.IsZero() {
		t.Error("texts")
	}
}
