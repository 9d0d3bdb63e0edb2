package nearcopy_test

import (
	"fmt"
	"hash/fnv"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"minhchung/internal/intake/nearcopy"
)

func sketch(t testing.TB, text string, picture bool) nearcopy.Sketch {
	t.Helper()
	s, ok := nearcopy.Of([]string{text}, picture)
	if !ok {
		t.Fatalf("no sketch of %q", text)
	}
	return s
}

// meets reports whether a look-up of one finds the other.
func meets(a, b nearcopy.Sketch) bool {
	keys := a.Bands()
	return slices.ContainsFunc(b.Bands(), func(k int64) bool { return slices.Contains(keys, k) })
}

// sample compares n pairs and counts what came out, in percent.
func sample(n int, pair func() (a, b nearcopy.Sketch)) (found, called map[nearcopy.Verdict]int) {
	found, called = map[nearcopy.Verdict]int{}, map[nearcopy.Verdict]int{}
	for range n {
		a, b := pair()
		v := nearcopy.Compare(a, b).Verdict
		called[v]++
		if meets(a, b) {
			found[v]++
		}
	}
	for v := range called {
		called[v], found[v] = called[v]*100/n, found[v]*100/n
	}
	return found, called
}

const pairs = 120

// An office writes the same form with other particulars: those are no copies. The
// first form differs in number and day alone, and so now and then in one of them.
func TestFormsFilledInTwiceAreNoCopies(t *testing.T) {
	t.Parallel()
	for i, form := range forms() {
		most := 1
		if i == 0 {
			most = 15
		}
		for _, rate := range []float64{0, 0.01} {
			t.Run(fmt.Sprintf("form %d scanned at %g", i+1, rate), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(uint64(i), 11))
				_, called := sample(pairs, func() (a, b nearcopy.Sketch) {
					return sketch(t, fill(r, form), false), sketch(t, ocr(r, fill(r, form), rate), rate > 0)
				})
				if called[nearcopy.Copy] > most {
					t.Errorf("%d %% of forms filled in twice are called copies; want at most %d %%", called[nearcopy.Copy], most)
				}
			})
		}
	}
}

// Copies are found and called so, whatever was done to them.
func TestCopiesAreFound(t *testing.T) {
	t.Parallel()
	texts := append(forms(), "")
	for _, c := range []struct {
		name    string
		least   int // percent
		picture bool
		do      func(r *rand.Rand, s string) string
	}{
		{"the same text", 100, false, func(_ *rand.Rand, s string) string { return s }},
		{"in other lines", 100, false, func(_ *rand.Rand, s string) string { return strings.Join(strings.Fields(s), "\n") }},
		{"decomposed", 100, false, func(_ *rand.Rand, s string) string { return decomposed(s) }},
		{"stamped", 100, false, func(_ *rand.Rand, s string) string { return stamped(s) }},
		{"scanned well", 97, true, func(r *rand.Rand, s string) string { return ocr(r, s, 0.005) }},
		{"scanned", 95, true, func(r *rand.Rand, s string) string { return ocr(r, s, 0.01) }},
		{"scanned badly", 90, true, func(r *rand.Rand, s string) string { return ocr(r, s, 0.02) }},
	} {
		for i, form := range texts {
			t.Run(fmt.Sprintf("%s, text %d", c.name, i+1), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(uint64(i), 13))
				found, _ := sample(pairs, func() (a, b nearcopy.Sketch) {
					s := original(r, 400)
					if form != "" {
						s = fill(r, form)
					}
					return sketch(t, s, false), sketch(t, c.do(r, s), c.picture)
				})
				if found[nearcopy.Copy] < c.least {
					t.Errorf("%d %% of the copies are found; want %d %%", found[nearcopy.Copy], c.least)
				}
			})
		}
	}
}

func TestOtherTextsAreOther(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 17))
	_, called := sample(pairs, func() (a, b nearcopy.Sketch) {
		return sketch(t, original(r, 400), false), sketch(t, original(r, 400), false)
	})
	if called[nearcopy.Other] != 100 {
		t.Errorf("two reports in the words of one office: %v", called)
	}
}

// One number that differs is a question, two are another paper.
func TestParticularsDecide(t *testing.T) {
	t.Parallel()
	base := fill(rand.New(rand.NewPCG(3, 3)), forms()[2])
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }
	for _, c := range []struct {
		name string
		text string
		want nearcopy.Verdict
	}{
		{"nothing", base, nearcopy.Copy},
		{"one number of a law", change("20/2021", "21/2021"), nearcopy.Form},
		{"one word", change("hàng tháng", "thường xuyên"), nearcopy.Copy},
		{"a number once", change("Điều 3", "Điều 4"), nearcopy.Copy},
		{"dots in a number", change(".000 đồng", "000 đồng"), nearcopy.Copy},
		{"a leading zero", change("ngày 01", "ngày 1"), nearcopy.Copy},
	} {
		if got := nearcopy.Compare(sketch(t, base, false), sketch(t, c.text, false)); got.Verdict != c.want {
			t.Errorf("%s changed: %+v, want %s", c.name, got, c.want)
		}
	}
}

func TestCompareIsSymmetricAndBounded(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 19))
	for range 200 {
		a, b := sketch(t, fill(r, pick(r, forms()...)), false), sketch(t, ocr(r, fill(r, pick(r, forms()...)), r.Float64()/10), true)
		x, y := nearcopy.Compare(a, b), nearcopy.Compare(b, a)
		if x.Percent != y.Percent || x.Percent < 0 || x.Percent > 100 || (x.Verdict == nearcopy.Other) != (y.Verdict == nearcopy.Other) {
			t.Fatalf("%+v one way and %+v the other", x, y)
		}
	}
}

func TestASketchIsReadBackAsItWas(t *testing.T) {
	t.Parallel()
	s := sketch(t, forms()[0], false)
	var again nearcopy.Sketch
	if !again.Decode(s.Encode()) || again.Minima != s.Minima {
		t.Error("the minima changed")
	}
	if again.Decode(nil) || again.Decode([]byte("short")) {
		t.Error("something else was read as minima")
	}
}

func TestTooLittleTextHasNoSketch(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "Ảnh chụp hiện trường", strings.Repeat("… ", 1000)} {
		if _, ok := nearcopy.Of([]string{s}, false); ok {
			t.Errorf("a sketch of %q", s)
		}
	}
}

// What lost: one 64-bit SimHash of the same pairs of words. Whatever distance is
// allowed, either scans are missed or forms filled in twice are taken for copies.
func TestSimHashDoesNotTellFormsFromScans(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 23))
	var forms2, scans []int
	for range pairs {
		form := pick(r, forms()...)
		s := fill(r, form)
		forms2 = append(forms2, bits.OnesCount64(simhash(s)^simhash(fill(r, form))))
		scans = append(scans, bits.OnesCount64(simhash(s)^simhash(ocr(r, s, 0.01))))
	}
	slices.Sort(forms2)
	slices.Sort(scans)
	needed := scans[len(scans)*95/100] // the distance that finds 95 % of the scans
	wrong := 0
	for _, d := range forms2 {
		if d <= needed {
			wrong++
		}
	}
	t.Logf("to find 95 %% of scans, %d bits may differ; then %d %% of forms filled in twice are copies", needed, wrong*100/len(forms2))
	if wrong*100/len(forms2) < 20 {
		t.Error("SimHash does as well here: the decision record is wrong")
	}
}

func simhash(text string) uint64 {
	var at [64]int
	words := strings.Fields(strings.ToLower(text))
	for i := range len(words) - 1 {
		h := fnv.New64a()
		_, _ = h.Write([]byte(words[i] + " " + words[i+1]))
		x := h.Sum64()
		for b := range at {
			at[b] += int(x>>b&1)*2 - 1
		}
	}
	var out uint64
	for b, n := range at {
		if n > 0 {
			out |= 1 << b
		}
	}
	return out
}

func FuzzOf(f *testing.F) {
	f.Add(forms()[0], true)
	f.Add("0 00 .,. đĐ ễ \xff 1,2,3", false)
	f.Fuzz(func(t *testing.T, text string, picture bool) {
		a, ok := nearcopy.Of([]string{text}, picture)
		b, again := nearcopy.Of([]string{text}, picture)
		if ok != again {
			t.Fatal("a text has a sketch, and has none")
		}
		if !ok {
			return
		}
		if l := nearcopy.Compare(a, b); l.Percent != 100 || l.Verdict != nearcopy.Copy {
			t.Fatalf("a text is no copy of itself: %+v", l)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	text := original(rand.New(rand.NewPCG(1, 1)), 2000)
	for b.Loop() {
		nearcopy.Of([]string{text}, false)
	}
}

func BenchmarkCompare(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	s := original(r, 2000)
	x, y := sketch(b, s, false), sketch(b, ocr(r, s, 0.01), true)
	for b.Loop() {
		nearcopy.Compare(x, y)
	}
}
