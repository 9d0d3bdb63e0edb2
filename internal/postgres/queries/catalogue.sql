-- name: Period :one
SELECT * FROM periods WHERE id = $1;

-- name: Periods :many
SELECT * FROM periods WHERE agency_id = $1 ORDER BY first_day DESC;

-- name: AddPeriod :one
INSERT INTO periods (agency_id, kind, first_day, last_day, review_closes, state, rulebook) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- name: ProductType :one
SELECT * FROM product_types WHERE id = $1;

-- name: ProductTypes :many
SELECT * FROM product_types ORDER BY code, version;

-- name: AddProductType :one
INSERT INTO product_types (code, version, name, group_code, act, unit, per_product, coefficient, cap, hours, needs, recognises, state, valid_from, valid_to, source)
VALUES (sqlc.arg(code), sqlc.arg(version), sqlc.arg(name), sqlc.arg(group_code), sqlc.arg(act), sqlc.arg(unit), sqlc.arg(per_product), sqlc.narg(coefficient), sqlc.narg(cap), sqlc.narg(hours),
  sqlc.arg(needs), sqlc.arg(recognises)::text[], sqlc.arg(state), sqlc.arg(valid_from), sqlc.narg(valid_to)::date, sqlc.arg(source)) RETURNING id;

-- name: Indicators :many
SELECT i.*, array(SELECT t.type_id FROM indicator_types t WHERE t.indicator_id = i.id ORDER BY t.type_id)::bigint[] AS types
FROM indicators i
WHERE (sqlc.arg(id)::bigint <> 0 AND i.id = sqlc.arg(id)::bigint) OR (sqlc.arg(id)::bigint = 0 AND i.unit_id = ANY (sqlc.arg(units)::bigint[]) AND i.state = 'approved')
ORDER BY i.code, i.version;

-- name: AddIndicator :one
INSERT INTO indicators (unit_id, code, version, name, data_source, closes_day, state) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- name: AddIndicatorTypes :exec
INSERT INTO indicator_types (indicator_id, type_id) SELECT sqlc.arg(indicator_id)::bigint, unnest(sqlc.arg(types)::bigint[]);

-- Rationals are not summed in SQL: the units of the evidence come along as text.
-- Lists leave out the unplanned lines of work that was taken back.
-- name: PlanLinesAfter :many
SELECT * FROM plan_lines WHERE id > $1 ORDER BY id LIMIT 1000;

-- name: PlanLines :many
SELECT l.*, i.name AS indicator_name, sqlc.embed(t),
  array(SELECT e.units FROM evidence e WHERE e.plan_line_id = l.id AND e.state = 'accepted')::text[] AS accepted,
  array(SELECT e.units FROM evidence e WHERE e.plan_line_id = l.id AND e.state = 'submitted')::text[] AS pending,
  (SELECT count(*) FROM evidence e WHERE e.plan_line_id = l.id AND e.state = 'returned')::bigint AS returned
FROM plan_lines l JOIN indicators i ON i.id = l.indicator_id JOIN product_types t ON t.id = l.type_id
WHERE (sqlc.arg(id)::bigint = 0 OR l.id = sqlc.arg(id)::bigint)
  AND (sqlc.arg(official)::bigint = 0 OR l.official_id = sqlc.arg(official)::bigint)
  AND (sqlc.arg(period)::bigint = 0 OR l.period_id = sqlc.arg(period)::bigint)
  AND (NOT l.unplanned OR sqlc.arg(id)::bigint <> 0 OR EXISTS (SELECT 1 FROM evidence e WHERE e.plan_line_id = l.id AND e.state <> 'withdrawn'))
  AND (sqlc.arg(everything)::boolean OR l.official_id = sqlc.arg(own)::bigint OR l.unit_id = ANY (sqlc.arg(units)::bigint[]))
ORDER BY l.due, l.id;

-- name: AddPlanLine :one
INSERT INTO plan_lines (official_id, unit_id, period_id, indicator_id, type_id, quantity, handed_over, due, title, unplanned, approved, assigned_by)
VALUES (sqlc.arg(official_id), sqlc.arg(unit_id), sqlc.arg(period_id), sqlc.arg(indicator_id), sqlc.arg(type_id), sqlc.arg(quantity), sqlc.arg(handed_over), sqlc.arg(due), sqlc.arg(title), sqlc.arg(unplanned), sqlc.arg(approved), nullif(sqlc.arg(assigned_by)::bigint, 0)) RETURNING id;

-- name: ApprovePlanLine :exec
UPDATE plan_lines SET approved = $2 WHERE id = $1;
