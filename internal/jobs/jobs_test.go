package jobs

import (
	"slices"
	"testing"

	"github.com/riverqueue/river/rivertype"
)

// Every five minutes means every five minutes: the one before, which has ended, is no
// reason to leave this one out; one that still goes on is.
func TestAnEndedLookAtTrustHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	_, opts := trustNow()
	states := opts.UniqueOpts.ByState
	if len(states) == 0 || slices.Contains(states, rivertype.JobStateCompleted) || slices.Contains(states, rivertype.JobStateDiscarded) || !slices.Contains(states, rivertype.JobStateRunning) {
		t.Errorf("%v", states)
	}
}
