package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// mapped is a transaction whose errors are already in the words of kpi, so that
// callers can ask for NotFound or Conflict while the transaction is open.
type mapped struct{ pgx.Tx }

func (m mapped) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	tag, err := m.Tx.Exec(ctx, sql, args...)
	return tag, mapError("postgres.Exec", err)
}

func (m mapped) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	rows, err := m.Tx.Query(ctx, sql, args...)
	return mappedRows{rows}, mapError("postgres.Query", err)
}

func (m mapped) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return mappedRow{m.Tx.QueryRow(ctx, sql, args...)}
}

type mappedRow struct{ pgx.Row }

func (r mappedRow) Scan(dest ...any) error { return mapError("postgres.QueryRow", r.Row.Scan(dest...)) }

type mappedRows struct{ pgx.Rows }

func (r mappedRows) Err() error { return mapError("postgres.Rows", r.Rows.Err()) }
