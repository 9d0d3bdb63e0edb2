package web

import (
	"sync"
	"time"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// meter limits how often an account may ask: burst at once, and then one more each
// interval. It counts in this process only, and forgets at a restart.
type meter struct {
	burst    int
	interval time.Duration

	mu   sync.Mutex
	next map[kpi.AccountID]time.Time // when the account will have used nothing
}

// take counts one question, or says that it is one too many.
func (m *meter) take(id kpi.AccountID, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	const many = 10_000
	if m.next == nil || len(m.next) > many {
		for id, t := range m.next {
			if t.Before(now) {
				delete(m.next, id)
			}
		}
		if m.next == nil {
			m.next = map[kpi.AccountID]time.Time{}
		}
	}
	free := m.next[id]
	if free.Before(now) {
		free = now
	}
	if free = free.Add(m.interval); free.Sub(now) > time.Duration(m.burst)*m.interval {
		return kpi.E(kpi.Unavailable, "request.too_many",
			"Quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi vài giây rồi thử lại.",
			"Too many requests in a short time. Wait a few seconds and try again.").With(app.RetryAfter{Seconds: 1 + int(m.interval/time.Second)})
	}
	m.next[id] = free
	return nil
}
