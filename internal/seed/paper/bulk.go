package paper

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"

	"minhchung/internal/kpi"
)

// The sizes Bulk makes, in bytes.
const (
	MinBulk = 200 << 10
	MaxBulk = 64 << 20
)

// ErrBulk is returned by Bulk for a size outside MinBulk … MaxBulk.
var ErrBulk = errors.New("paper: bulk size out of range")

func number(n int) string { return strconv.Itoa(n) }

// Bulk writes a report of text pages whose file is close to size bytes: at most
// 1 % or 64 KB away from it, whichever is more. Nothing is padding: 3 MB are about
// eighty pages, all of them words to read. The same seed and size give the same
// bytes; different seeds differ on every page.
func Bulk(w io.Writer, seed uint64, size int) error {
	if size < MinBulk || size > MaxBulk {
		return fmt.Errorf("%w: %d", ErrBulk, size)
	}
	var buf bytes.Buffer
	// The size follows from the number of paragraphs nearly linearly: two samples
	// tell the slope, and one correction closes the rest.
	n := 8
	first, err := bulkSize(&buf, seed, n)
	if err != nil {
		return err
	}
	const step = 24
	second, err := bulkSize(&buf, seed, n+step)
	if err != nil {
		return err
	}
	slope := float64(second-first) / step
	for range 4 {
		n = max(1, n+int(float64(size-first)/slope))
		if first, err = bulkSize(&buf, seed, n); err != nil {
			return err
		}
		if off := size - first; max(off, -off) <= max(size/100, 64<<10) {
			break
		}
	}
	if _, err = buf.WriteTo(w); err != nil {
		return fmt.Errorf("paper: write bulk: %w", err)
	}
	return nil
}

func bulkSize(buf *bytes.Buffer, seed uint64, paragraphs int) (int, error) {
	p := report(seed, paragraphs)
	pages, _, err := compose(p)
	if err != nil {
		return 0, err
	}
	buf.Reset()
	// Not compressed, as many office programs leave it: bytes then follow words.
	err = writePDF(buf, pages, info{title: title(p), subject: p.Reference(), day: p.Date})
	return buf.Len(), err
}

// report makes a long report of the given number of paragraphs.
func report(seed uint64, paragraphs int) Paper {
	d := rand.New(rand.NewPCG(seed, 30))
	p := Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH MINH", Number: 1 + d.IntN(9999), Symbol: "BC-UBND",
		TypeCode: "BC", TypeName: "BÁO CÁO", Excerpt: "Tổng hợp tình hình kinh tế - xã hội, quốc phòng - an ninh (số liệu đo kiểm " + number(int(seed%100000)) + ")",
		Place: "An Bình Minh", Date: kpi.NewDate(2026, 1, 5).AddDays(d.IntN(300)),
		Sign:       Signature{Authority: "TM. ỦY BAN NHÂN DÂN", Position: "CHỦ TỊCH", Name: "Hoàng Bình Minh"},
		Recipients: []string{"UBND tỉnh (để b/c)", "Lưu: VT"},
	}
	for i := range paragraphs {
		if i%12 == 0 {
			p.Paragraphs = append(p.Paragraphs, "# Phần "+number(i/12+1))
		}
		var s []string
		for range 4 + d.IntN(3) {
			s = append(s, sentence(d))
		}
		p.Paragraphs = append(p.Paragraphs, strings.Join(s, " "))
	}
	return p
}
