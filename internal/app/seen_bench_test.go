package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/intake/nearcopy"
	"minhchung/internal/testkit"
)

// BenchmarkNearLookup looks copies up among 200,000 documents, six of ten of them
// filled in from three forms: the worst there is, because forms share their keys.
//
//	go test ./internal/app -run '^$' -bench NearLookup -benchtime 300x -timeout 60m
func BenchmarkNearLookup(b *testing.B) {
	const documents = 200_000
	w := testkit.NewWorld(b)
	start := time.Now()
	fillSketches(b, w, documents)
	b.Logf("%d sketches after %s; tables of %d MB", documents, time.Since(start).Round(time.Second), testkit.Count(b, w.Database,
		"SELECT (pg_total_relation_size('near_sketches') + pg_total_relation_size('near_keys')) / 1000000"))
	r := rand.New(rand.NewPCG(9, 9))
	var took []time.Duration
	found, asked := 0, 0
	for b.Loop() {
		n := r.IntN(documents)
		s, ok := nearcopy.Of([]string{slip(r, document(n))}, true)
		if !ok {
			b.Fatal("no sketch")
		}
		begin := time.Now()
		var list []app.NearCandidate
		if err := w.Store.Snapshot(b.Context(), func(tx app.Tx) (err error) {
			list, err = tx.NearCandidates(b.Context(), s, 0, 20)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		hit := false
		for _, c := range list {
			hit = nearcopy.Compare(s, c.Sketch).Verdict == nearcopy.Copy && int(c.Product) == n+1 || hit
		}
		took = append(took, time.Since(begin))
		asked++
		if hit {
			found++
		}
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-ms")
	b.ReportMetric(float64(100*found)/float64(asked), "%found")
}

// fillSketches makes products with a content and a sketch each, past the program.
func fillSketches(b *testing.B, w *testkit.World, documents int) {
	b.Helper()
	const batch = 5000
	for from := 0; from < documents; from += batch {
		var hashes, minima, particulars, keys []string
		var whole []int64
		for n := from; n < from+batch; n++ {
			s, _ := nearcopy.Of([]string{document(n)}, false)
			h := sha256.Sum256([]byte(fmt.Sprint(n)))
			hashes, minima = append(hashes, hex.EncodeToString(h[:])), append(minima, hex.EncodeToString(s.Encode()))
			whole = append(whole, int64(s.Whole))
			particulars = append(particulars, strings.Join(s.Particulars, " "))
			keys = append(keys, strings.Trim(strings.Join(strings.Fields(fmt.Sprint(s.Bands())), ","), "[]"))
		}
		testkit.SQL(b, w.Database, "INSERT INTO contents (hash, size, media_type) SELECT decode(h, 'hex'), 1, 'application/pdf' FROM unnest($1::text[]) h", hashes)
		testkit.SQL(b, w.Database, `INSERT INTO products (unit_id, submitted_by, received_at, hash) SELECT $2, $3, now(), decode(h, 'hex')
			FROM unnest($1::text[]) WITH ORDINALITY AS x (h, n) ORDER BY n`, hashes, int64(w.Office), int64(w.People["an"].Official))
		testkit.SQL(b, w.Database, `INSERT INTO near_sketches (hash, method, words, picture, minima, whole, particulars, keys)
			SELECT decode(h, 'hex'), $6, 100, false, decode(m, 'hex'), o, string_to_array(p, ' '), string_to_array(k, ',')::bigint[]
			FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[]) WITH ORDINALITY AS x (h, m, o, p, k, n) ORDER BY n`,
			hashes, minima, whole, particulars, keys, nearcopy.Method)
	}
	testkit.SQL(b, w.Database, "ANALYZE")
}

// document is text n of the office: a form filled in, or a text of its own.
func document(n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	name := func() string {
		return []string{"Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ"}[r.IntN(6)] + " " + []string{"Văn", "Thị", "Hữu", "Minh"}[r.IntN(4)] + " " +
			[]string{"An", "Bình", "Cúc", "Dũng", "Giang", "Hạnh", "Lan", "Mai", "Nam", "Phúc", "Sơn", "Tâm", "Vân", "Yến"}[r.IntN(14)]
	}
	head := fmt.Sprintf("ỦY BAN NHÂN DÂN PHƯỜNG MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: %d Phường Mẫu, ngày %d tháng %d năm 2026 ", n%3000+1, 1+r.IntN(28), 1+r.IntN(12))
	who := name()
	switch n % 10 {
	case 0, 1, 2:
		return head + "GIẤY XÁC NHẬN Xét đề nghị của ông bà " + who + fmt.Sprintf(" thẻ căn cước số %012d thường trú tại số %d tổ %d đường Hoa Mai phường Mẫu, ", r.Int64N(1e12), 1+r.IntN(300), 1+r.IntN(30)) +
			"Ủy ban nhân dân phường xác nhận ông bà " + who + " hiện tại chưa đăng ký kết hôn với ai. Giấy này có giá trị sử dụng trong thời hạn 6 tháng kể từ ngày cấp, được sử dụng để làm thủ tục đăng ký kết hôn, không có giá trị khi sử dụng vào mục đích khác."
	case 3, 4:
		return head + "QUYẾT ĐỊNH Về việc trợ cấp xã hội hàng tháng Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ; Căn cứ Nghị định số 76/2024/NĐ-CP; Theo đề nghị của Trưởng phòng Văn hóa - Xã hội, Điều 1. Trợ cấp hàng tháng đối với " +
			who + fmt.Sprintf(", căn cước số %012d, mức %d.000 đồng. ", r.Int64N(1e12), 100+r.IntN(900)) + "Điều 2. Trưởng phòng Văn hóa - Xã hội, Trưởng phòng Kinh tế và " + who + " chịu trách nhiệm thi hành Quyết định này kể từ ngày ký."
	case 5:
		return head + fmt.Sprintf("THÔNG BÁO Về việc trả kết quả Kính gửi: %s. Trung tâm Phục vụ hành chính công thông báo hồ sơ mã số %d của ông bà đã có kết quả. Đề nghị mang theo giấy hẹn, thẻ căn cước đến quầy số 3 để nhận kết quả trong giờ hành chính các ngày làm việc. Lệ phí phải nộp %d đồng.", who, r.IntN(1e6), 1000*r.IntN(900))
	}
	common := strings.Fields("công tác quản lý đô thị trên địa bàn phường triển khai theo kế hoạch đề ra các ngành đoàn thể phối hợp tuyên truyền vận động nhân dân giữ gìn vệ sinh môi trường trật tự an toàn giao thông xử lý vi phạm xây dựng đất đai hạ tầng chiếu sáng cây xanh thoát nước trường học trạm y tế hộ nghèo chính sách bảo hiểm văn hóa thể thao cải cách hành chính chuyển đổi số thanh tra khiếu nại tố cáo")
	var s strings.Builder
	s.WriteString(head + "BÁO CÁO ")
	for range 200 {
		s.WriteString(common[r.IntN(len(common))] + " ")
	}
	s.WriteString(who)
	return s.String()
}

// slip is a scan of a text: one letter in a hundred is another.
func slip(r *rand.Rand, text string) string {
	letters := []rune(text)
	for i := range letters {
		if r.IntN(100) == 0 && letters[i] > '9' {
			letters[i] = 'a' + rune(r.IntN(26))
		}
	}
	return string(letters)
}
