package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"minhchung/internal/intake"
	"minhchung/internal/kpi"
)

// refusedAs checks that Look refuses b for the reason ("" = takes it), in time,
// with sentences that say that nothing was kept.
func refusedAs(t *testing.T, r *intake.Reader, name string, b []byte, want string) intake.Look {
	t.Helper()
	start := time.Now()
	look, err := r.Look(t.Context(), file(t, "upload", b), name)
	if err != nil {
		t.Fatalf("a fault of ours: %v", err)
	}
	if took := time.Since(start); took > 60*time.Second {
		t.Errorf("took %v", took)
	}
	if want == "" {
		if look.Problem != nil {
			t.Errorf("refused: %v", look.Problem)
		}
		return look
	}
	if look.Problem == nil {
		t.Fatalf("taken, want %s: %+v", want, look)
	}
	if look.Problem.Reason != want {
		t.Errorf("refused as %v, want %s", look.Problem, want)
	}
	if !strings.Contains(look.Problem.Msg.Vi, "Chưa lưu gì") || !strings.Contains(look.Problem.Msg.En, "Nothing was kept") {
		t.Errorf("the sentences do not say what was kept: %+v", look.Problem.Msg)
	}
	if strings.Contains(name, "secret") && (strings.Contains(look.Problem.Msg.Vi, name) || strings.Contains(look.Problem.Error(), name)) {
		t.Error("the refusal repeats the name")
	}
	return look
}

func reason(e *kpi.Error) string {
	if e == nil {
		return ""
	}
	return e.Reason
}

func zlibbed(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, _ := zlib.NewWriterLevel(&out, zlib.BestCompression)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// bomb is prefix and n mebibytes of spaces, compressed twice. A compressed block of
// spaces after spaces is the same each time, so it is made once and repeated.
func bomb(t testing.TB, prefix string, mebibytes int) []byte {
	t.Helper()
	var once bytes.Buffer
	w, _ := zlib.NewWriterLevel(&once, zlib.BestCompression)
	block := bytes.Repeat([]byte(" "), 1<<20)
	w.Write([]byte(prefix))
	w.Write(block)
	w.Flush()
	first := once.Len()
	w.Write(block)
	w.Flush()
	again := bytes.Clone(once.Bytes()[first:])
	for range mebibytes - 2 {
		once.Write(again)
	}
	return zlibbed(t, once.Bytes())
}

func twice(dict string, data []byte) string {
	return stream(dict+"/Filter[/FlateDecode/FlateDecode]", string(data))
}

// quick gives a call two seconds of CPU, so that the tests of bombs need not wait
// for the ten of the default.
func quick(c *intake.Config) { c.Limits.CPU = 2 * time.Second }

func TestHostileFilesAreRefused(t *testing.T) {
	t.Parallel()
	r := reader(t, quick)
	t.Logf("walls: %s %s", r.Tools().Sandbox, r.Tools().Why)
	whole := tờTrình().pdf(t)
	action := func(a string) []byte { return onePage("/OpenAction " + a) }
	embedded := func(name, data string) []byte {
		return onePage("/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>",
			"<</Type/Filespec/F("+name+")/EF<</F 7 0 R>>>>", stream("/Type/EmbeddedFile", data))
	}
	protected := func(user, owner string) []byte {
		return tờTrình().pdf(t, func(p *fpdf.Fpdf) { p.SetProtection(fpdf.CnProtectPrint, user, owner) })
	}
	contentBomb := rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", twice("", bomb(t, "", 8192)))
	for _, c := range []struct {
		name   string
		upload string
		b      []byte
		want   string
	}{
		{"nothing", "a.pdf", nil, "upload.empty"},
		{"text named PDF", "a.pdf", []byte("\x00\x01 not a PDF"), "upload.unsupported"},
		{"a workbook named PDF", "a.pdf", zipped(t, "xl/workbook.xml", []byte("x")), "upload.unsupported"},
		{"a ZIP bomb named PDF", "a.pdf", zipped(t, "bomb", make([]byte, 64<<20)), "upload.unsupported"},
		{"HTML named text", "a.txt", []byte("<html><script>alert(1)</script>"), "upload.unsupported"},
		{"SVG", "a.png", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "upload.unsupported"},
		{"a PDF that is a ZIP", "a.pdf", append(bytes.Clone(whole), zipped(t, "a", []byte("x"))...), "upload.unsupported"},
		{"a program before a PDF", "a.pdf", append([]byte("MZ\x90\x00 stub "), whole...), "upload.unsupported"},
		{"junk before a PDF", "a.pdf", append([]byte("\r\n\r\njunk\r\n"), whole...), ""},
		{"a user password", "a.pdf", protected("mở", "chủ"), "upload.encrypted"},
		{"an owner password only", "a.pdf", protected("", "chủ"), ""},
		{"a script", "a.pdf", action("<</S/JavaScript/JS(app.alert\\(1\\))>>"), "upload.active"},
		{"a script with a disguised name", "a.pdf", action("<</S/J#61vaScript/J#53(app.alert\\(1\\))>>"), "upload.active"},
		{"a script by fpdf", "a.pdf", tờTrình().pdf(t, func(p *fpdf.Fpdf) { p.SetJavascript("app.alert(1)") }), "upload.active"},
		{"a launch", "a.pdf", action("<</S/Launch/F(cmd.exe)>>"), "upload.active"},
		{"an embedded program by name", "a.pdf", embedded("setup.exe", "x"), "upload.active"},
		{"an embedded program by bytes", "a.pdf", embedded("bang.csv", "MZ\x90\x00"), "upload.active"},
		{"an embedded table", "a.pdf", embedded("bang.csv", "a,b"), ""},
		{"a page that unpacks to 8 GiB", "a.pdf", contentBomb, ""}, // a killed reader is a fact, no refusal
		{"a picture of 10^9 pixels", "a.png", hugePNG(40_000, 25_000), "upload.bomb"},
		{"a cut picture", "a.png", smallPNG(t)[:60], "upload.truncated"},
		{"a picture cut and mended", "a.png", append(smallPNG(t)[:60], "\x00\x00\x00\x00IEND\xaeB`\x82"...), "upload.truncated"},
		{"a PDF without pages", "a.pdf", rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "upload.truncated"},
		{"a PDF of nothing", "a.pdf", []byte("%PDF-1.4\n%%EOF\n"), "upload.truncated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			look := refusedAs(t, r, c.upload, c.b, c.want)
			t.Logf("%d bytes: %d pages, %v", len(c.b), look.Pages, look.Problem)
		})
	}
}

func TestStructureBombsEndTheChildAndNotTheServer(t *testing.T) { //nolint:tparallel // the bombs are: the group around them ends before the last look
	t.Parallel()
	r := reader(t, quick)
	n := 100_000
	kids := strings.Repeat("2 0 R ", n)
	deep := strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000)
	cases := []struct {
		name string
		b    []byte
		any  bool // taken or refused: both are fine, if it stays bounded
		want string
	}{
		{"an object stream that unpacks to 4 GiB", objectStreamBomb(t), false, ""},
		{"a page tree of 10^5 loops", rawPDF("<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, n)), false, "upload.truncated"},
		{"a page tree that claims 10^9 pages", bytes.Replace(onePage(""), []byte("/Count 1"), []byte("/Count 999999999"), 1), true, ""},
		{"deep brackets", onePage("/X " + deep), true, ""},
		{"a reference to itself", onePage("/X 6 0 R", "6 0 R"), true, ""},
		{"ten forms that laugh ten times each, ten deep", laughingForms(), true, ""},
		{"a table of 2·10^9 objects", bytes.Replace(onePage(""), []byte("xref\n0 6\n"), []byte("xref\n0 2000000000\n"), 1), true, ""},
		{"a table in a stream, of 2^31 objects", hugeXrefStream(), true, ""},
		{"1.5 million objects", manyObjects(t, 1_500_000), true, ""},
		{"a length that is a loop", onePage("/X 6 0 R", "<</Length 6 0 R>>\nstream\nx\nendstream"), true, ""},
	}
	t.Run("all", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				start := time.Now()
				look, err := r.Look(t.Context(), file(t, "a.pdf", c.b), "a.pdf")
				t.Logf("%d bytes, %v: %d pages, %v, %v", len(c.b), time.Since(start).Round(time.Millisecond), look.Pages, look.Problem, err)
				if err != nil {
					t.Fatal(err)
				}
				if got := reason(look.Problem); !c.any && got != c.want {
					t.Errorf("refused as %q, want %q", got, c.want)
				}
				if f, err := r.Read(t.Context(), file(t, "a.pdf", c.b), nil, nil); err != nil || len(f.Problems) == 0 && !c.any {
					t.Errorf("read: %+v %v", f.Problems, err)
				}
				if time.Since(start) > 60*time.Second {
					t.Error("took too long")
				}
			})
		}
	})
	refusedAs(t, r, "a.pdf", tờTrình().pdf(t), "") // lost children are replaced
}

// objectStreamBomb keeps its font in an object stream of 4 GiB, as a PDF 1.5 may.
func objectStreamBomb(t testing.TB) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	rows := []byte{0, 0, 0, 0, 0, 0, 0}
	row := func(kind byte, at, index int) {
		rows = append(rows, kind)
		rows = binary.BigEndian.AppendUint32(rows, uint32(at))
		rows = binary.BigEndian.AppendUint16(rows, uint16(index))
	}
	put := func(n int, o string) {
		row(1, b.Len(), 0)
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, o)
	}
	put(1, "<</Type/Catalog/Pages 2 0 R>>")
	put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
	put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>")
	put(4, stream("", "BT /F 12 Tf 72 720 Td (Bao cao) Tj ET"))
	row(2, 6, 0) // object 5 is the first of object stream 6
	put(6, twice("/Type/ObjStm/N 1/First 4", bomb(t, "5 0 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", 4096)))
	at := b.Len()
	row(1, at, 0)
	fmt.Fprintf(&b, "7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", stream("/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R", string(rows)), at)
	return b.Bytes()
}

// laughingForms draws one form ten times, which draws the next ten times, and so on:
// 10^10 lines of text from four kilobytes.
func laughingForms() []byte {
	const deep = 10
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
		stream("", strings.Repeat("/X Do ", 10)), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	for i := range deep {
		next, draw := fmt.Sprintf("/XObject<</X %d 0 R>>", 7+i), strings.Repeat("/X Do ", 10)
		if i == deep-1 {
			next, draw = "/Font<</F 5 0 R>>", "BT /F 12 Tf 72 720 Td (ha) Tj ET"
		}
		objects = append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<"+next+">>", draw))
	}
	return rawPDF(objects...)
}

// withXrefStream is a page whose table of objects is a stream of the given rows.
func withXrefStream(dict string, rows []byte, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	}, more...)
	all := []byte{0, 0, 0, 0, 0, 0, 0}
	row := func(at int) {
		all = append(all, 1)
		all = binary.BigEndian.AppendUint32(all, uint32(at))
		all = append(all, 0, 0)
	}
	for i, o := range objects {
		row(b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	row(at)
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, stream("/Type/XRef/W[1 4 2]/Root 1 0 R"+dict, string(append(all, rows...))), at)
	return b.Bytes()
}

func hugeXrefStream() []byte {
	return withXrefStream("/Size 2147483647/Index[0 2147483647]", nil)
}

// manyObjects keeps n objects in streams of a thousand each, and lists them all.
func manyObjects(t testing.TB, n int) []byte {
	const each = 1000
	var packed []string
	var rows []byte
	first := 5 + n/each // behind the page, the streams and the table
	for i := range n / each {
		var numbers, values strings.Builder
		for j := range each {
			fmt.Fprintf(&numbers, "%d %d ", first+i*each+j, values.Len())
			values.WriteString("[0]")
			rows = append(rows, 2)
			rows = binary.BigEndian.AppendUint32(rows, uint32(4+i))
			rows = binary.BigEndian.AppendUint16(rows, uint16(j))
		}
		packed = append(packed, stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", each, numbers.Len()),
			string(zlibbed(t, []byte(numbers.String()+values.String())))))
	}
	return withXrefStream(fmt.Sprintf("/Size %d", first+n), rows, packed...)
}

func TestEveryCutOfAPDFIsRefused(t *testing.T) {
	t.Parallel()
	r := reader(t)
	whole := bytes.TrimSpace(tờTrình().pdf(t))
	for i := 1; i < 100; i++ {
		cut := whole[:len(whole)*i/100]
		refusedAs(t, r, "a.pdf", cut, "upload.truncated")
		// The end that sniff looks for does not save it.
		look, err := r.Look(t.Context(), file(t, "a.pdf", append(bytes.Clone(cut), "\nstartxref\n9\n%%EOF\n"...)), "a.pdf")
		if err != nil {
			t.Fatalf("cut at %d: %v", len(cut), err)
		}
		if look.Problem == nil && look.Pages == 0 {
			t.Errorf("cut at %d of %d and mended: taken, without a page", len(cut), len(whole))
		}
	}
	refusedAs(t, r, "a.pdf", whole[:len(whole)-1], "upload.truncated")
	refusedAs(t, r, "a.pdf", whole, "")
}

func TestMarksOfClassification(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for _, mark := range []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "Độ mật: Tối mật"} {
		d := tờTrình()
		d.mark = mark
		look := refusedAs(t, r, "kế hoạch secret.pdf", d.pdf(t), "upload.classified")
		if look.Problem != nil && kpi.CodeOf(look.Problem) != kpi.Forbidden {
			t.Errorf("%s: code %s", mark, look.Problem.Code)
		}
	}
	for _, harmless := range []string{"BẢO MẬT", "MẶT", "ĐỘ MẬT: KHÔNG"} {
		d := tờTrình()
		d.mark = harmless
		refusedAs(t, r, "a.pdf", d.pdf(t), "")
	}
	d := tờTrình()
	d.excerpt = "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC"
	refusedAs(t, r, "a.pdf", d.pdf(t), "")
	refusedAs(t, r, "a.txt", []byte("ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nSố: 1/KH-UBND\n"), "upload.classified")
	refusedAs(t, r, "a.txt", []byte("Quy định về con dấu MẬT và dấu TUYỆT MẬT.\n"), "")
}

func TestNothingIsLeftOfHostileFiles(t *testing.T) { //nolint:paralleltest // it counts what this whole process has left behind
	r := reader(t, quick)
	before := len(leftovers(t))
	packed := bomb(t, "", 4096)
	killed := rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", twice("", packed))
	refusedAs(t, r, "a.pdf", killed, "")
	if f, err := r.Read(t.Context(), file(t, "a.pdf", killed), nil, nil); err != nil || !has(f, "read.bomb") {
		t.Errorf("%+v %v", f.Problems, err)
	}
	refusedAs(t, r, "a.pdf", tờTrình().pdf(t), "")
	r.Close()
	deadline := time.Now().Add(time.Minute)
	for len(leftovers(t)) > before {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", leftovers(t))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// leftovers lists child processes of this one, and temporary folders of ours.
func leftovers(t *testing.T) []string {
	t.Helper()
	var left []string
	me := fmt.Sprintf("PPid:\t%d\n", os.Getpid())
	all, _ := filepath.Glob("/proc/[0-9]*/status")
	for _, s := range all {
		if b, err := os.ReadFile(s); err == nil && strings.Contains(string(b), me) {
			left = append(left, s)
		}
	}
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), "minhchung-walls-*"))
	return append(left, dirs...)
}

func TestAMissingProgramIsAFaultOfOurs(t *testing.T) {
	t.Parallel()
	r := reader(t, func(c *intake.Config) { c.Exe = "/usr/bin/false" })
	_, err := r.Look(t.Context(), file(t, "a.pdf", tờTrình().pdf(t)), "a.pdf")
	if kpi.CodeOf(err) != kpi.Unavailable {
		t.Errorf("%v", err)
	}
	_, err = r.Look(t.Context(), filepath.Join(t.TempDir(), "not-there"), "a.pdf")
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func zipped(t testing.TB, name string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(b)
	z.Close()
	return out.Bytes()
}

func smallPNG(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 200, 200))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i >> 3)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePNG claims a size and brings hardly any data.
func hugePNG(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.WriteString(kind)
		b.Write(data)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(append([]byte(kind), data...)))
	}
	head := binary.BigEndian.AppendUint32(nil, w)
	head = binary.BigEndian.AppendUint32(head, h)
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	chunk("IDAT", []byte("x\x9c\x03\x00\x00\x00\x00\x01"))
	chunk("IEND", nil)
	return b.Bytes()
}
