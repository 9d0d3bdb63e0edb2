package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"minhchung/internal/app"
	"minhchung/internal/kpi"
)

// channel is the name under which events travel between processes.
const channel = "minhchung_events"

// note is an event on its way: well below the 8,000 bytes that PostgreSQL carries.
type note struct {
	Official kpi.OfficialID `json:"o"`
	Product  kpi.ProductID  `json:"p,omitempty"`
	Read     kpi.ReadState  `json:"r,omitempty"`
	Stage    string         `json:"s,omitempty"`
	Page     int            `json:"n,omitempty"`
	Pages    int            `json:"m,omitempty"`
	Period   kpi.PeriodID   `json:"d,omitempty"`
}

const notify = "SELECT pg_notify('" + channel + "', $1)"

func encode(e app.Event) (string, error) {
	b, err := json.Marshal(note(e))
	if err != nil {
		return "", fmt.Errorf("event: %w", err)
	}
	return string(b), nil
}

// Publish tells an event to whoever listens now, in any process.
func (s *Store) Publish(ctx context.Context, e app.Event) error {
	b, err := encode(e)
	if err == nil {
		_, err = s.pool.Exec(ctx, notify, b)
	}
	return mapError("postgres.Publish", err)
}

// Publish tells an event when the transaction commits, and not at all if it does not.
func (t *tx) Publish(ctx context.Context, e app.Event) error {
	b, err := encode(e)
	if err == nil {
		_, err = t.t.Exec(ctx, notify, b)
	}
	return mapError("postgres.Publish", err)
}

// Events hears what is published from its return on, over a connection of its own,
// until ctx ends or the connection is lost; then the channel is closed.
func (s *Store) Events(ctx context.Context) (<-chan app.Event, error) {
	conn, err := s.listen(ctx)
	if err != nil {
		return nil, mapError("postgres.Events", err)
	}
	events := make(chan app.Event)
	go func() {
		defer close(events)
		defer hangUp(ctx, conn)
		for {
			n, err := next(ctx, conn)
			if err != nil {
				if ctx.Err() == nil {
					s.log.WarnContext(ctx, "connection of events lost", "err", err)
				}
				return
			}
			var e note
			if err := json.Unmarshal([]byte(n.Payload), &e); err != nil {
				s.log.WarnContext(ctx, "not an event of ours", "err", err)
				continue
			}
			select {
			case events <- app.Event(e):
			case <-ctx.Done():
				return
			}
		}
	}()
	return events, nil
}

// eventsQuiet is after how long without an event the connection is tried: one that
// a firewall dropped says nothing by itself.
const eventsQuiet = 30 * time.Second

func next(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	for {
		quiet, cancel := context.WithTimeout(ctx, eventsQuiet)
		n, err := conn.WaitForNotification(quiet)
		cancel()
		if err == nil || ctx.Err() != nil || !pgconn.Timeout(err) {
			return n, err //nolint:wrapcheck // logged by the caller
		}
		alive, cancel := context.WithTimeout(ctx, eventsQuiet)
		err = conn.Ping(alive)
		cancel()
		if err != nil {
			return nil, err //nolint:wrapcheck // logged by the caller
		}
	}
}

func (s *Store) listen(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return nil, err //nolint:wrapcheck // mapped by the caller
	}
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		hangUp(ctx, conn)
		return nil, err //nolint:wrapcheck // mapped by the caller
	}
	return conn, nil
}

func hangUp(ctx context.Context, conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = conn.Close(ctx)
}
