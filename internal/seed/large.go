package seed

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"minhchung/internal/kpi"
)

// Installation is rows for a big installation, made one at a time: nothing is
// held, and each sequence may be walked any number of times with equal results.
// Ids are 1 … n in order, so that rows can be copied in as they come. No row has
// a file: hashes are plausible and belong to nothing.
type Installation struct {
	Units     iter.Seq[LargeUnit]
	Officials iter.Seq[LargeOfficial]
	Plans     iter.Seq[LargePlan]
	Products  iter.Seq[LargeProduct]

	NUnits, NOfficials, NPlans, NProducts int
}

// LargeUnit is an agency or a division.
type LargeUnit struct {
	ID, Parent, Agency int64 // Parent 0 for an agency
	Kind               kpi.UnitKind
	Code, Name, Symbol string
}

// LargeOfficial is one official.
type LargeOfficial struct {
	ID, Unit, Agency      int64
	StaffCode, Name, Post string
	Leader                bool
}

// LargePlan is one assigned line.
type LargePlan struct {
	ID, Official, Agency int64
	Type                 int // index into Office.Types of Demo
	Quantity             kpi.Rat
	HandedOver, Due      kpi.Date
	Title                string
}

// LargeProduct is one product and its single use as evidence.
type LargeProduct struct {
	ID, Official, Unit, Agency, Plan int64
	Type                             int
	Title, DocType, Symbol, Issuer   string
	Number                           int
	DossierCode                      string // instead of number and symbol for dossiers
	Identity                         kpi.Identity
	CompletedOn, Due                 kpi.Date
	ReceivedAt                       time.Time
	Hash                             string // 64 hex digits
	Size                             int64
	Pages                            int
	State                            kpi.EvidenceState
	Units                            kpi.Rat
	Faults, Delays                   int
}

// Sizes of a ward in the big installation (a commune has about 32 posts).
const (
	perAgency    = 32
	perOfficial  = 6 // plan lines
	divisions    = 4
	unitsAgency  = 1 + divisions
	largeYear    = 2026
	largeMonth   = time.November
	workloadDays = 28
)

// Large returns an installation of the given size in one month, November 2026:
// one agency of four divisions for every 32 officials, six plan lines for each
// official, and products spread over them as in an office: most accepted, one in
// nine late, one in fourteen with a fault, a third of them dossiers.
func Large(seed uint64, officials, products int) Installation {
	g := generator{seed, officials, (officials + perAgency - 1) / perAgency}
	return Installation{
		Units:     each(g.agencies*unitsAgency, g.unit),
		Officials: each(officials, g.official),
		Plans:     each(officials*perOfficial, g.plan),
		Products:  each(products, g.product),
		NUnits:    g.agencies * unitsAgency, NOfficials: officials, NPlans: officials * perOfficial, NProducts: products,
	}
}

func each[T any](n int, row func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := range n {
			if !yield(row(i)) {
				return
			}
		}
	}
}

type generator struct {
	seed                uint64
	officials, agencies int
}

// dice returns the generator of one row: rows do not depend on each other.
func (g generator) dice(kind, i int) *rand.Rand {
	return rand.New(rand.NewPCG(g.seed^uint64(kind)<<56, uint64(i)))
}

func (g generator) unit(i int) LargeUnit {
	agency, part := i/unitsAgency, i%unitsAgency
	top := int64(agency*unitsAgency + 1)
	u := LargeUnit{ID: int64(i + 1), Agency: top, Kind: kpi.UnitAgency,
		Code: fmt.Sprintf("H98.%03d", agency+1), Name: "UBND xã Mẫu " + fmt.Sprint(agency+1) + " (minh họa)", Symbol: "UBND"}
	if part > 0 {
		u.Parent, u.Kind = top, kpi.UnitDivision
		u.Code = fmt.Sprintf("%s.%02d", u.Code, part)
		u.Name = []string{"Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa – Xã hội", "Trung tâm Phục vụ hành chính công"}[part-1]
		u.Symbol = []string{"VP", "KT", "VHXH", "TTPVHCC"}[part-1]
	}
	return u
}

// home returns agency and unit of the official with the given index.
func (g generator) home(i int) (agency, unit int64) {
	agency = int64(i/perAgency*unitsAgency + 1)
	seat := i % perAgency
	if seat < 2 {
		return agency, agency // the leaders sit in the agency itself
	}
	return agency, agency + 1 + int64(seat%divisions)
}

func (g generator) official(i int) LargeOfficial {
	d := g.dice(1, i)
	agency, unit := g.home(i)
	family := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"}
	middle := []string{"Văn", "Thị", "Minh", "Ngọc", "Thanh", "Đức", "Hồng", "Quang"}
	given := []string{"Mẫu", "Thử", "Ví Dụ", "Minh Họa", "Giả Định", "Mô Phỏng", "Số Liệu", "Đo Kiểm"}
	return LargeOfficial{
		ID: int64(i + 1), Agency: agency, Unit: unit, StaffCode: fmt.Sprintf("L%06d", i+1),
		Name: family[d.IntN(len(family))] + " " + middle[d.IntN(len(middle))] + " " + given[d.IntN(len(given))],
		Post: "Công chức", Leader: i%perAgency < 2,
	}
}

func (g generator) plan(i int) LargePlan {
	d := g.dice(2, i)
	official := i / perOfficial
	agency, _ := g.home(official)
	first := kpi.NewDate(largeYear, largeMonth, 1)
	return LargePlan{
		ID: int64(i + 1), Official: int64(official + 1), Agency: agency, Type: lineType(i),
		Quantity: kpi.Int(int64(1 + d.IntN(12))), HandedOver: first.AddDays(1), Due: first.AddDays(6 + d.IntN(24)),
		Title: "Việc được giao số " + fmt.Sprint(i%perOfficial+1),
	}
}

// lineType picks the product type of a plan line among those that staff draft or
// resolve: B01 … B09 and the dossier types.
func lineType(plan int) int {
	const b01, dossier = 4, 20
	if plan%3 == 2 {
		return dossier
	}
	return b01 + (plan*7)%9
}

func (g generator) product(i int) LargeProduct {
	d := g.dice(3, i)
	official := i % g.officials
	agency, unit := g.home(official)
	plan := official*perOfficial + i/g.officials%perOfficial
	p := LargeProduct{
		ID: int64(i + 1), Official: int64(official + 1), Unit: unit, Agency: agency, Plan: int64(plan + 1), Type: lineType(plan),
		Title: largeTitle(d), Size: int64(20_000 + d.IntN(900_000)), Pages: 1 + d.IntN(9), Units: kpi.Int(1),
		Hash: fmt.Sprintf("%016x%016x%016x%016x", d.Uint64(), d.Uint64(), d.Uint64(), uint64(i)), State: largeState(d),
	}
	first := kpi.NewDate(largeYear, largeMonth, 1)
	p.CompletedOn = first.AddDays(d.IntN(workloadDays))
	p.Due = p.CompletedOn.AddDays(d.IntN(4))
	if d.IntN(9) == 0 {
		p.Delays, p.Due = 1, p.CompletedOn.AddDays(-1-d.IntN(5))
	}
	if d.IntN(14) == 0 {
		p.Faults = 1
	}
	p.ReceivedAt = p.CompletedOn.Start().Add(time.Duration(7*3600+d.IntN(10*3600)) * time.Second)
	p.Issuer = fmt.Sprintf("ỦY BAN NHÂN DÂN XÃ MẪU %d", agency/unitsAgency+1)
	if p.Type == 20 {
		// The row number instead of the sequence of the day keeps codes unique.
		p.DossierCode = fmt.Sprintf("H98.%03d-%s-%d", agency/unitsAgency+1, p.CompletedOn.Start().Format("060102"), i)
		p.Identity, _ = kpi.DossierIdentity(p.DossierCode)
		return p
	}
	p.DocType = []string{"CV", "BC", "BC", "KH", "TTr", "QĐ", "TB", "GM", "BB"}[p.Type-4]
	p.Symbol = p.DocType + "-UBND"
	p.Number = i/perAgency + i%perAgency*1_000_000 + 1
	p.Identity, _ = kpi.DocumentIdentity(p.Issuer, largeYear, fmt.Sprint(p.Number), p.Symbol)
	return p
}

func largeState(d *rand.Rand) kpi.EvidenceState {
	switch n := d.IntN(100); {
	case n < 86:
		return kpi.EvidenceAccepted
	case n < 96:
		return kpi.EvidenceSubmitted
	}
	return kpi.EvidenceReturned
}

func largeTitle(d *rand.Rand) string {
	verb := []string{"Về việc phê duyệt", "Báo cáo kết quả", "Kế hoạch triển khai", "Đôn đốc thực hiện", "Kiểm tra", "Thẩm định", "Công khai", "Hướng dẫn"}
	noun := []string{"quyết toán công trình", "chi trả trợ cấp", "rà soát hộ nghèo", "cấp giấy chứng nhận", "tiêm phòng gia súc", "chuyển đổi số",
		"trật tự xây dựng", "thu gom rác thải", "phổ cập giáo dục", "sắp xếp chợ", "tiếp công dân", "dự toán ngân sách", "lễ hội truyền thống", "tu bổ di tích"}
	where := []string{"khu phố 1", "ấp Đông", "thôn Bàu Sen", "xóm Chài", "tổ 12", "tuyến đường liên xã", "chợ trung tâm", "khu tái định cư"}
	return verb[d.IntN(len(verb))] + " " + noun[d.IntN(len(noun))] + " " + where[d.IntN(len(where))]
}
