package rulebooks

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"minhchung/internal/kpi"
)

const first = "vn-335-2025-nonleader@1.yaml"

// shelf is a copy of the published files that a test may spoil.
func shelf(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, "published", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(name)
		out[strings.TrimPrefix(name, "published/")] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The checksum stands here a second time: a file changed together with the list
// beside it is still a published rulebook that changed.
func TestPublishedRulebooksNeverChange(t *testing.T) {
	t.Parallel()
	published := map[string]string{
		first: "101c97ffc60bc7fc45044d819cf641483aee33d72956e96c5dc502df3976c735",
	}
	for name, f := range shelf(t) {
		if !strings.HasSuffix(name, ".yaml") {
			continue
		}
		sum := sha256.Sum256(f.Data)
		if want := published[name]; hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s has the checksum %x, published was %q: publish a new version instead", name, sum, want)
		}
		delete(published, name)
	}
	for name := range published {
		t.Errorf("%s was published and is gone", name)
	}
}

func TestASpoiledShelfIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(fstest.MapFS)
		says  string
	}{
		"one letter changed": {func(m fstest.MapFS) {
			m[first].Data = []byte(strings.Replace(string(m[first].Data), "value: 70", "value: 71", 1))
		}, "changed after publication"},
		"a file nobody published": {func(m fstest.MapFS) { m["mine@1.yaml"] = m[first] }, "never published"},
		"a published file gone":   {func(m fstest.MapFS) { delete(m, first) }, "gone"},
		"no list":                 {func(m fstest.MapFS) { delete(m, "checksums.txt") }, "checksums.txt"},
		"a broken list":           {func(m fstest.MapFS) { m["checksums.txt"].Data = []byte("abc\n") }, "bad or repeated line"},
		"another name": {func(m fstest.MapFS) {
			m["other@1.yaml"] = m[first]
			delete(m, first)
			m["checksums.txt"].Data = []byte(strings.Replace(string(m["checksums.txt"].Data), first, "other@1.yaml", 1))
		}, "holds the rulebook"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := shelf(t)
			c.spoil(m)
			if _, err := load(m); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want it to say %q", err, c.says)
			}
		})
	}
}

func TestReadingARulebookIsStrict(t *testing.T) {
	t.Parallel()
	b := string(shelf(t)[first].Data)
	if _, err := Decode([]byte(b)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, says string }{
		"unknown key":            {"\nlevels:", "\ncolour: red\nlevels:", "colour"},
		"unknown parameter":      {"  cap.abc:", "  cap.abcd:", "cap.abcd"},
		"parameter twice":        {"  unplanned:\n", "  rounding:\n", "rounding"},
		"unknown value":          {"value: within-type", "value: sometimes", "substitution"},
		"a float in disguise":    {"value: 1/4", "value: 2.5e-1", "rational"},
		"a step above 1":         {"value: 1/4", "value: 5/4", "deduction.quality"},
		"open without its note":  {"    note:\n      vi: \"Chưa xác nhận: cách làm tròn", "    source:\n      vi: \"Chưa xác nhận: cách làm tròn", "source"},
		"one language only":      {`, en: "Rounding: open."`, "", "rounding.source"},
		"levels out of order":    {"{level: good, points: 70}", "{level: good, points: 95}", "good does not start below excellent"},
		"last level above 0":     {"{level: not-completed, points: 0}", "{level: not-completed, points: 1}", "start at 0"},
		"unknown level":          {"{level: completed, points: 50}", "{level: fine, points: 50}", "fine"},
		"blocker twice":          {"- id: disciplined", "- id: degradation", "there twice"},
		"unknown blocker":        {"when: a-below-100", "when: full-moon", "full-moon"},
		"identifier without @":   {"id: vn-335-2025-nonleader@1", "id: vn-335-2025-nonleader", "name@version"},
		"a second document":      {"\nlevels:", "\n---\nlevels:", ""},
		"a missing parameter":    {"  formula:\n", "  formulae:\n", "formulae"},
		"a split past the sum":   {"value: []", "value: [10, 10, 31]", "general.split"},
		"a split into two parts": {"value: []", "value: [15, 15]", "general.split"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(b, c.old) {
				t.Fatalf("the published file has no %q", c.old)
			}
			_, err := Decode([]byte(strings.Replace(b, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want it to say %q", err, c.says)
			}
		})
	}
}

func TestNumbersAreReadFromTheirCharacters(t *testing.T) {
	t.Parallel()
	b := string(shelf(t)[first].Data)
	for in, want := range map[string]string{
		"1/4": "1/4", `"1/4"`: "1/4", "0.25": "1/4", "1": "1/1", "01": "1/1", "0.12345678901234567890123": "12345678901234567890123/100000000000000000000000",
	} {
		rb, err := Decode([]byte(strings.Replace(b, "value: 1/4", "value: "+in, 1)))
		if got := rb.Parameters.QualityStep.Value; err != nil || got.String() != want {
			t.Errorf("%s was read as %s (%v)", in, got, err)
		}
	}
}

func TestGetAndOpenParameters(t *testing.T) {
	t.Parallel()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Get("vn-335-2025-nonleader@0"); kpi.CodeOf(err) != kpi.NotFound {
		t.Errorf("an unknown rulebook: %v", err)
	}
	rb, err := set.Get("vn-335-2025-nonleader@1")
	if err != nil {
		t.Fatal(err)
	}
	open := rb.Unconfirmed()
	if len(open) != 7 {
		t.Errorf("%d open parameters shape a score, want 7: %v", len(open), open)
	}
	for _, text := range open {
		if !strings.HasPrefix(text.Vi, "Chưa xác nhận: ") || !strings.HasPrefix(text.En, "Not confirmed: ") {
			t.Errorf("an open parameter does not say so: %+v", text)
		}
	}
	for _, b := range rb.Blockers {
		if strings.HasPrefix(b.ID, "party-") && b.On {
			t.Errorf("the strict Party blocker %s is on by default", b.ID)
		}
	}
}
