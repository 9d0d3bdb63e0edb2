package blevesearch

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"minhchung/search/driver"
)

// writesKey counts the batches, inside the index and in one step with each.
// Bleve that cannot load its last state logs that and goes on with an earlier
// one, or empty; the number in the list of states tells what should be there.
const writesKey = "writes"

func setWrites(batch *index.Batch, n uint64) {
	batch.SetInternal([]byte(writesKey), strconv.AppendUint(nil, n, 10))
}

// makeSegments begins an index in a folder that has none.
func makeSegments(dir string, queue *index.AnalysisQueue) (index.Index, error) {
	idx, err := openSegments(dir, queue)
	if err != nil {
		return nil, err
	}
	batch := index.NewBatch()
	setWrites(batch, 0)
	if err := idx.Batch(batch); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", driver.ErrUnavailable, err), idx.Close())
	}
	return idx, nil
}

// findSegments opens the index of a folder in its last state, or not at all.
func findSegments(dir string, queue *index.AnalysisQueue) (_ index.Index, writes uint64, err error) {
	last, err := lastWrites(dir)
	if err != nil {
		return nil, 0, err
	}
	idx, err := openSegments(dir, queue)
	if err != nil {
		return nil, 0, err
	}
	err = view(idx, func(r index.IndexReader) error {
		loaded, err := r.GetInternal([]byte(writesKey))
		if err == nil && string(loaded) != last {
			err = fmt.Errorf("%w: state %q cannot be loaded", driver.ErrStale, last)
		}
		return err
	})
	if err == nil {
		if writes, err = strconv.ParseUint(last, 10, 64); err != nil {
			err = fmt.Errorf("%w: number of writes: %w", driver.ErrStale, err)
		}
	}
	if err != nil {
		return nil, 0, errors.Join(err, idx.Close())
	}
	return idx, writes, nil
}

func lastWrites(dir string) (last string, err error) {
	defer asStale(&err)
	states, err := scorch.RollbackPoints(dir)
	if err != nil {
		return "", fmt.Errorf("%w: %w", openError(err), err)
	}
	if len(states) == 0 {
		return "", fmt.Errorf("%w: no state is listed", driver.ErrStale)
	}
	return string(states[0].GetInternal([]byte(writesKey))), nil
}

func openSegments(dir string, queue *index.AnalysisQueue) (idx index.Index, err error) {
	defer asStale(&err)
	idx, err = scorch.NewScorch(scorch.Name, map[string]any{
		"path": dir,
		// Our own lock answers first; this is for a program that is not ours.
		"bolt_timeout": "1s",
	}, queue)
	if err != nil {
		return nil, fmt.Errorf("configure index: %w", err)
	}
	if err := idx.Open(); err != nil {
		return nil, fmt.Errorf("%w: %w", openError(err), err)
	}
	return idx, nil
}

// asStale turns a panic into an error: damaged files cause some.
func asStale(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", driver.ErrStale, p)
	}
}

// view calls f with the state of the index at this moment; what is written
// meanwhile is not seen by it.
func view(idx index.Index, f func(index.IndexReader) error) (err error) {
	r, err := idx.Reader()
	if err != nil {
		return fmt.Errorf("%w: %w", driver.ErrUnavailable, err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return f(r)
}
