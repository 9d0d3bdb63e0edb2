package intake

import (
	"testing"

	"minhchung/internal/kpi"
)

func TestPlacesTurnWithTheirPage(t *testing.T) {
	t.Parallel()
	p := kpi.Place{X: 100, Y: 200, W: 300, H: 50}
	for quarters, want := range []kpi.Place{p, {X: 750, Y: 100, W: 50, H: 300}, {X: 600, Y: 750, W: 300, H: 50}, {X: 200, Y: 600, W: 50, H: 300}} {
		if got := turnedPlace(p, quarters); got != want {
			t.Errorf("%d quarters: %+v, want %+v", quarters, got, want)
		}
		if back := turnedPlace(turnedPlace(p, quarters), 4-quarters); back != p {
			t.Errorf("%d quarters and back: %+v", quarters, back)
		}
	}
}
