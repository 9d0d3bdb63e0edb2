package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
	"minhchung/internal/seed/pades"
	"minhchung/internal/seed/paper"
	"minhchung/internal/testkit"
	"minhchung/internal/web"
)

func TestConfigSaysWhatIsInForceAndNoSecret(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	in.env = append(in.env,
		"MINHCHUNG_DATABASE_URL=postgres://nguoi:matkhau-1@db.example:5432/mc", "MINHCHUNG_MAX_UPLOAD_MB=250")
	s := in.run("config", "--storage-url", "s3://khoa:matkhau-2@s3.example/kho", "--log-level", "info")
	if s.code != 0 {
		t.Fatal(s)
	}
	for _, secret := range []string{"matkhau-1", "matkhau-2", "khoa"} {
		if strings.Contains(s.out+s.err, secret) {
			t.Errorf("%q is shown:\n%s", secret, s.out)
		}
	}
	for name, want := range map[string][]string{
		"database-url":  {"postgres://***@db.example:5432/mc", "environment", "MINHCHUNG_DATABASE_URL"},
		"storage-url":   {"s3://***@s3.example/kho", "flag", "MINHCHUNG_STORAGE_URL"},
		"max-upload-mb": {"250", "environment", "MINHCHUNG_MAX_UPLOAD_MB"},
		"log-level":     {"info", "flag", "MINHCHUNG_LOG_LEVEL"},
		"listen":        {"127.0.0.1:8080", "default", "MINHCHUNG_LISTEN"},
	} {
		line := regexp.MustCompile(`(?m)^` + name + `\s.*$`).FindString(s.out)
		if got := strings.Fields(line); len(got) != 4 || strings.Join(got[1:], " ") != strings.Join(want, " ") {
			t.Errorf("%s: %q, want %q", name, line, want)
		}
	}
	wrong := in.run("config", "--max-upload-mb", "many")
	if wrong.code == 0 || !strings.Contains(wrong.err, "--max-upload-mb") || !strings.Contains(wrong.out, "log-level") {
		t.Errorf("a wrong value: %v", wrong)
	}
}

func TestInspectPrintsOneObjectForEveryFile(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	scan := new(bytes.Buffer)
	must(t, paper.Scan(scan, paper.Paper{
		Issuer: "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", Number: 7, Symbol: "BC-UBND", TypeCode: "BC", TypeName: "BÁO CÁO",
		Place: "Phường Mẫu", Date: kpi.NewDate(2026, 11, 16), Excerpt: "Kết quả rà soát hộ nghèo", Paragraphs: []string{"Đã rà soát xong."},
		Sign: paper.Signature{Position: "CHỦ TỊCH", Name: "Người Ký Mẫu"},
	}, 1))
	names := []string{"tốt.pdf", "quét.pdf", "rỗng.pdf", "rác.pdf", "không có.pdf"}
	for i, b := range [][]byte{testkit.Paper(t, 12), scan.Bytes(), {}, []byte("\x00\x01 not a document \xff")} {
		must(t, os.WriteFile(filepath.Join(in.dir, names[i]), b, 0o644))
	}
	s := in.run(append([]string{"inspect", "--json"}, names...)...)
	lines := strings.Split(strings.TrimSpace(s.out), "\n")
	if s.code != 0 || len(lines) != len(names) {
		t.Fatalf("%d lines for %d files: %v", len(lines), len(names), s)
	}
	type object struct {
		File, SHA256, Refused string
		Size                  int64
		Pages                 int
		MediaType             string `json:"media_type"`
		Problems              []struct{ Code string }
		Fields                map[string]kpi.FieldGuess
	}
	got := map[string]object{}
	for i, line := range lines {
		var o object
		must(t, json.Unmarshal([]byte(line), &o))
		if o.File != names[i] {
			t.Errorf("line %d is about %q, want %q", i+1, o.File, names[i])
		}
		got[o.File] = o
	}
	good, scanned := got["tốt.pdf"], got["quét.pdf"]
	if good.Pages != 1 || good.Refused != "" || good.Fields["number"].Value != "12" || good.Fields["symbol"].Value != "QĐ-UBND" || len(good.SHA256) != 64 {
		t.Errorf("good file: %s", lines[0])
	}
	if scanned.Pages != 1 || scanned.Refused != "" || strings.TrimLeft(scanned.Fields["number"].Value, "0") != "7" {
		t.Errorf("scan: %s", lines[1])
	}
	if o := got["rỗng.pdf"]; o.Refused != "upload.empty" {
		t.Errorf("empty file: %s", lines[2])
	}
	if o := got["rác.pdf"]; o.Refused != "upload.unsupported" {
		t.Errorf("garbage: %s", lines[3])
	}
	if o := got["không có.pdf"]; o.SHA256 != "" || len(o.Problems) != 1 {
		t.Errorf("missing file: %s", lines[4])
	}
	if _, err := os.Stat(filepath.Join(in.dir, "d")); err == nil {
		t.Error("looking at files made a data folder")
	}
}

// A folder stands for the files in and below it; a pipe or a link in it is none.
func TestInspectWalksFolders(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	must(t, os.MkdirAll(filepath.Join(in.dir, "mẫu", "sâu", "trống"), 0o700))
	for _, name := range []string{"mẫu/b.pdf", "mẫu/sâu/a.txt", "mẫu/a.pdf", "riêng.txt"} {
		must(t, os.WriteFile(filepath.Join(in.dir, name), []byte("Biên bản họp giao ban\n"), 0o600))
	}
	must(t, os.Symlink("/etc/hostname", filepath.Join(in.dir, "mẫu", "c.txt")))
	must(t, syscall.Mkfifo(filepath.Join(in.dir, "mẫu", "d.txt"), 0o600))
	s := in.run("inspect", "--json", "riêng.txt", "mẫu", "mẫu/sâu/trống", "không có")
	var got []string
	for line := range strings.Lines(s.out) {
		var o struct{ File string }
		must(t, json.Unmarshal([]byte(line), &o))
		got = append(got, o.File)
	}
	if want := []string{"riêng.txt", "mẫu/a.pdf", "mẫu/b.pdf", "mẫu/sâu/a.txt", "không có"}; s.code != 0 || !slices.Equal(got, want) {
		t.Errorf("%q, want %q; %v", got, want, s)
	}
}

func TestInspectSaysWhatSignaturesAre(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	a, err := pades.NewAuthority(5, time.Now().AddDate(-1, 0, 0))
	must(t, err)
	who, err := a.Person("Người Ký Mẫu", "Ủy ban nhân dân phường Mẫu")
	must(t, err)
	sound, err := pades.Sign(testkit.Paper(t, 12), who, time.Now().Add(-time.Hour), pades.Options{Stamp: a})
	must(t, err)
	changed, err := pades.Strike(sound, 500)
	must(t, err)
	broken, err := pades.Damage(sound)
	must(t, err)
	must(t, os.Mkdir(filepath.Join(in.dir, "tin"), 0o700))
	must(t, os.WriteFile(filepath.Join(in.dir, "tin", "goc.pem"), a.PEM(), 0o600))
	names := []string{"ký.pdf", "sửa.pdf", "hỏng.pdf", "không ký.pdf"}
	for i, b := range [][]byte{sound, changed, broken, testkit.Paper(t, 12)} {
		must(t, os.WriteFile(filepath.Join(in.dir, names[i]), b, 0o600))
	}
	for trust, want := range map[string][]string{
		"tin": {"sound", "changed", "broken", "unsigned"},
		"":    {"untrusted", "changed", "broken", "unsigned"},
	} {
		args := []string{"inspect", "--json"}
		if trust != "" {
			args = append(args, "--trust", trust)
		}
		s := in.run(append(args, names...)...)
		lines := strings.Split(strings.TrimSpace(s.out), "\n")
		if s.code != 0 || len(lines) != len(names) {
			t.Fatalf("%v", s)
		}
		for i, line := range lines {
			var o struct {
				File       string           `json:"file"`
				Verdict    string           `json:"signature_verdict"`
				Signatures []map[string]any `json:"signatures"`
			}
			must(t, json.Unmarshal([]byte(line), &o))
			if o.Verdict != want[i] || o.File != names[i] || o.Signatures == nil {
				t.Errorf("%s with %q trusted is %s, want %s: %s", o.File, trust, o.Verdict, want[i], line)
			}
			for _, one := range o.Signatures {
				for _, key := range []string{"intact", "coverage", "later_changes", "chain", "timestamp", "signer", "claimed_time"} {
					if _, ok := one[key]; !ok {
						t.Errorf("%s: no %s", o.File, key)
					}
				}
			}
		}
	}
	if s := in.run("inspect", "--trust", "không có", names[0]); s.code == 0 {
		t.Error("a folder that is not there is trusted")
	}
}

func TestOpenAPIIsTheOneInTheRepository(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("../../internal/web/openapi.json")
	must(t, err)
	if got := newInstallation(t).mustRun("openapi"); got != string(want) {
		t.Error("internal/web/openapi.json is not what the program prints: run `make generate`")
	}
}

func TestMigrateMayRunAgain(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	for range 2 {
		if out := in.mustRun("migrate"); !strings.Contains(out, "up to date") {
			t.Error(out)
		}
	}
}

func TestUnknownWordsAreRefused(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	for _, args := range [][]string{{"dance"}, {"serve", "--dance"}, {"serve", "now"}, {"inspect"}, {"seed"}} {
		if s := in.run(args...); s.code == 0 || s.err == "" {
			t.Errorf("%v: %v", args, s)
		}
	}
}

// TestDemoOffice goes through the life of an installation with data: it holds
// together, restarts at once, rebuilds its index, and notices a forged decision.
func TestDemoOffice(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	s := in.serve("--demo")
	made := s.took
	if !strings.Contains(s.output(), "minh-chung-demo") || strings.Contains(s.output(), "/setup?token=") {
		t.Errorf("first start of the demo office:\n%s", s.output())
	}
	c := newClient(t, func() string { return s.base })
	c.must("POST", "/api/session", map[string]any{"login": "truongphong", "password": "minh-chung-demo"}, nil)
	before := documents(c)
	if before < 10 {
		t.Errorf("%d documents in the demo office", before)
	}
	s.stop()

	if out := in.mustRun("verify", "--files"); !strings.Contains(out, ": 0 findings") {
		t.Errorf("verify: %s", out)
	}
	if again := in.run("seed", "--demo"); again.code == 0 || !strings.Contains(again.err, "not empty") {
		t.Errorf("seeding twice: %v", again)
	}

	fastest := time.Hour // of three: other programs may be busy during one
	for range 3 {
		s = in.serve("--demo")
		fastest = min(fastest, s.took)
		if n := documents(c); n != before {
			t.Errorf("%d documents after a restart, %d before", n, before)
		}
		s.stop()
	}
	if fastest > made/2 {
		t.Errorf("a restart with data takes %s, making them took %s: does it begin anew?", fastest, made)
	}

	must(t, os.RemoveAll(filepath.Join(in.dir, "d", "words")))
	if out := in.mustRun("reindex"); !regexp.MustCompile(`\d+ products indexed`).MatchString(out) {
		t.Errorf("reindex: %s", out)
	}
	s = in.serve()
	var f web.FoundJSON
	if c.must("GET", "/api/search?q=%22ph%C6%B0%E1%BB%9Dng%22", nil, &f); len(f.Hits) == 0 {
		t.Error("nothing is found after reindex")
	}
	if strings.Contains(s.output(), "minh-chung-demo") {
		t.Error("without --demo the password of the demo office is printed")
	}
	s.stop()

	var forged int64
	withDatabase(t, in, func(url string) {
		forged = testkit.Count(t, url, "SELECT min(id) FROM evidence WHERE state = 'accepted'")
		testkit.SQL(t, url, "UPDATE evidence SET units = '7/1' WHERE id = $1", forged)
	})
	v := in.run("verify")
	if v.code == 0 || !strings.Contains(v.out, fmt.Sprintf("evidence:%d ", forged)) || !strings.Contains(v.err, "verify.findings") {
		t.Errorf("verify after a forged decision: %v", v)
	}
}

// documents counts what the asker may read.
func documents(c *client) int {
	c.t.Helper()
	var page web.List[app.ProductRow]
	c.must("GET", "/api/products?limit=200", nil, &page)
	return len(page.Items)
}
