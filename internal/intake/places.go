package intake

import (
	"context"
	"errors"

	"minhchung/internal/intake/sandbox"
	"minhchung/internal/intake/text"
)

// The pages whose words are read with their places: a letterhead and an excerpt
// stand on the first ones, a signature and the recipients on the last ones. A
// short file is read whole.
const (
	placesShort = 8
	placesFirst = 3
	placesLast  = 3
)

// readPlaces adds the places of words to the pages of f that are recognised most.
// Words that cannot be had are no finding: the text is there.
func (r *Reader) readPlaces(ctx context.Context, d *document, f *Facts) error {
	n := len(f.Text)
	ranges := [][2]int{{1, n}}
	if n > placesShort {
		ranges = [][2]int{{1, placesFirst}, {n - placesLast + 1, n}}
	}
	if n == 0 {
		return nil
	}
	for _, span := range ranges {
		doc, err := d.again()
		if err != nil {
			return err
		}
		tool := r.text
		tool.Limits.Output = min(tool.Limits.Output, onePageOutput)
		pages, err := tool.Words(ctx, doc, span[0], span[1])
		doc.Close()
		if err != nil && sandbox.IsExceeded(err) == "" && !errors.Is(err, text.ErrUnreadable) {
			return err
		}
		for _, p := range pages {
			if p.Page <= n {
				f.places[p.Page-1] = p
			}
		}
	}
	return nil
}
