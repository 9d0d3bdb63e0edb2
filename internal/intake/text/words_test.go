package text

import (
	"slices"
	"testing"

	"minhchung/internal/intake/recognise"
	"minhchung/internal/kpi"
)

func TestPlaced(t *testing.T) {
	t.Parallel()
	got := placed(`<!DOCTYPE html>
<html><body>
<doc>
  <page width="595.000000" height="842.000000">
    <flow>
      <block xMin="10" yMin="10" xMax="100" yMax="30">
        <line xMin="10" yMin="10" xMax="100" yMax="20">
          <word xMin="59.5" yMin="84.2" xMax="119.0" yMax="101.04">UBND</word>
          <word xMin="500" yMin="-5" xMax="700" yMax="8.42">A&amp;B`+"\x01"+`</word>
        </line>
        <line xMin="10" yMin="20" xMax="100" yMax="30">
          <word xMin="nan" yMin="inf" xMax="59.5" yMax="1e300">To`+"\u031b\u0300"+`</word>
        </line>
      </block>
      <block><word xMin="1" yMin="1" xMax="2" yMax="2"> </word></block>
    </flow>
  </page>
  <page width="0" height="842"><word xMin="1" yMin="1" xMax="2" yMax="2">x</word></page>
</doc>`, 3)
	want := []recognise.Word{
		{Text: "UBND", Confidence: 100, Block: 1, Line: 1, Box: kpi.Place{X: 100, Y: 100, W: 100, H: 20}},
		{Text: "A&B", Confidence: 100, Block: 1, Line: 1, Box: kpi.Place{X: 840, Y: 0, W: 160, H: 10}},
		{Text: "Tờ", Confidence: 100, Block: 1, Line: 2, Box: kpi.Place{W: 100}},
	}
	if len(got) != 2 || got[0].Page != 3 || got[1].Page != 4 || got[0].Width != 595 || got[0].Height != 842 || !slices.Equal(got[0].Words, want) {
		t.Errorf("%+v", got)
	}
}

func FuzzPlaced(f *testing.F) {
	f.Add(`<page width="1" height="1">` + "\n" + `<word xMin="0" yMin="0" xMax="1" yMax="1">a</word>`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range placed(s, 1) {
			for _, w := range p.Words {
				if b := w.Box; w.Text == "" || b.X < 0 || b.Y < 0 || b.W < 0 || b.H < 0 || b.X+b.W > 1000 || b.Y+b.H > 1000 {
					t.Errorf("%+v", w)
				}
			}
		}
	})
}
