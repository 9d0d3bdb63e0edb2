package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"minhchung/internal/kpi"
)

// Limits of a Feed.
const (
	feedStreams = 5           // of one account; a browser opens no more connections anyway
	feedAway    = time.Minute // how long a stream stays away that gave way to a newer one
	feedPause   = time.Second // between two attempts to hear events again
	feedWait    = 5 * time.Second
)

// Feed hears the events of all processes over one connection and hands each to the
// streams of the official it concerns. It starts to listen with the first stream.
type Feed struct {
	store Store
	log   *slog.Logger

	mu        sync.Mutex
	streams   []*Stream // oldest first
	listening chan struct{}
	heard     bool // listening is closed
	cancel    context.CancelFunc
	done      chan struct{}
	closed    bool
}

// NewFeed makes a feed that does nothing yet.
func NewFeed(s Store, log *slog.Logger) *Feed {
	return &Feed{store: s, log: log, listening: make(chan struct{})}
}

// Stream is what one browser tab hears.
type Stream struct {
	feed     *Feed
	account  kpi.AccountID
	official kpi.OfficialID
	ready    chan struct{}
	ended    chan struct{}

	mu      sync.Mutex
	pending []Event // one a product and a period, the newest
	over    bool
	away    time.Duration
}

// Subscribe returns a stream of the events of an official from now on. It waits
// until events are heard. An account that has too many streams loses its oldest.
// Error reason: events.unavailable.
func (f *Feed) Subscribe(ctx context.Context, account kpi.AccountID, official kpi.OfficialID) (*Stream, error) {
	s := &Stream{feed: f, account: account, official: official, ready: make(chan struct{}, 1), ended: make(chan struct{})}
	f.mu.Lock()
	if f.closed {
		f.mu.Unlock()
		return nil, errNoEvents(nil)
	}
	if f.cancel == nil {
		run, cancel := context.WithCancel(context.Background())
		f.cancel, f.done = cancel, make(chan struct{})
		go f.run(run)
	}
	listening := f.listening
	f.mu.Unlock()

	wait, cancel := context.WithTimeout(ctx, feedWait)
	defer cancel()
	select {
	case <-listening:
	case <-wait.Done():
		return nil, errNoEvents(wait.Err())
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed || !f.heard {
		return nil, errNoEvents(nil)
	}
	f.makeRoom(account)
	f.streams = append(f.streams, s)
	return s, nil
}

func errNoEvents(cause error) *kpi.Error {
	return kpi.E(kpi.Unavailable, "events.unavailable",
		"Tiến độ tạm thời không hiển thị trực tiếp được. Việc đang làm vẫn tiếp tục. Trang sẽ tự thử lại.",
		"Progress cannot be shown live right now. Work goes on. The page tries again by itself.").At("app.Feed", cause)
}

// makeRoom ends the oldest stream of an account that has as many as it may.
func (f *Feed) makeRoom(account kpi.AccountID) {
	var oldest *Stream
	n := 0
	for _, s := range f.streams {
		if s.account == account {
			if n++; oldest == nil {
				oldest = s
			}
		}
	}
	if n >= feedStreams {
		f.remove(oldest)
		oldest.end(feedAway)
	}
}

// remove forgets a stream; the feed is locked.
func (f *Feed) remove(s *Stream) {
	for i, other := range f.streams {
		if other == s {
			f.streams = append(f.streams[:i:i], f.streams[i+1:]...)
			return
		}
	}
}

// run listens until ctx ends, and again whenever the connection is lost. What was
// published meanwhile nobody heard: the streams end, and the browsers that come
// again look for themselves.
func (f *Feed) run(ctx context.Context) {
	defer close(f.done)
	for ctx.Err() == nil {
		events, err := f.store.Events(ctx)
		if err == nil {
			f.setHeard(true)
			for e := range events {
				f.deliver(e)
			}
			f.setHeard(false)
			err = errors.New("the connection was lost")
		}
		if ctx.Err() != nil {
			return
		}
		f.log.WarnContext(ctx, "events are not heard", "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(feedPause):
		}
	}
}

func (f *Feed) setHeard(heard bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.heard = heard
	if heard {
		close(f.listening)
		return
	}
	f.listening = make(chan struct{})
	f.endAll()
}

func (f *Feed) endAll() {
	for _, s := range f.streams {
		s.end(0)
	}
	f.streams = nil
}

func (f *Feed) deliver(e Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.streams {
		if s.official != 0 && s.official == e.Official {
			s.push(e)
		}
	}
}

// Close ends every stream and the listening.
func (f *Feed) Close() {
	f.mu.Lock()
	f.closed = true
	f.endAll()
	cancel, done := f.cancel, f.done
	f.mu.Unlock()
	if cancel != nil {
		cancel()
		<-done
	}
}

// push replaces what waits for the same product or period: a slow reader misses
// what is out of date, and holds up nobody.
func (s *Stream) push(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, old := range s.pending {
		if old.Product == e.Product && old.Period == e.Period {
			s.pending = append(s.pending[:i:i], s.pending[i+1:]...)
			break
		}
	}
	s.pending = append(s.pending, e)
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

// Ready tells that Take has something.
func (s *Stream) Ready() <-chan struct{} { return s.ready }

// Take returns what came since the last time.
func (s *Stream) Take() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	events := s.pending
	s.pending = nil
	return events
}

// Ended is closed when nothing more will come.
func (s *Stream) Ended() <-chan struct{} { return s.ended }

// Away is how long whoever reads an ended stream should wait before coming again;
// 0 = no longer than usual.
func (s *Stream) Away() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.away
}

func (s *Stream) end(away time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over {
		s.over, s.away = true, away
		close(s.ended)
	}
}

// Close ends the stream.
func (s *Stream) Close() {
	s.feed.mu.Lock()
	s.feed.remove(s)
	s.feed.mu.Unlock()
	s.end(0)
}
