-- name: AddEvidence :one
INSERT INTO evidence (product_id, indicator_id, type_id, act, official_id, unit_id, period_id, plan_line_id, state, units, version, submitted_at, entry_id)
VALUES (sqlc.arg(product_id), sqlc.arg(indicator_id), sqlc.arg(type_id), sqlc.arg(act), sqlc.arg(official_id), sqlc.arg(unit_id), sqlc.arg(period_id), nullif(sqlc.arg(plan_line_id)::bigint, 0),
  sqlc.arg(state), sqlc.arg(units), sqlc.arg(version), sqlc.arg(submitted_at), 0) RETURNING id;

-- name: LockEvidence :one
SELECT * FROM evidence WHERE id = $1 FOR UPDATE;

-- name: UpdateEvidence :exec
UPDATE evidence SET product_id = sqlc.arg(product_id), state = sqlc.arg(state), units = sqlc.arg(units), faults = sqlc.arg(faults), faults_excused = sqlc.arg(faults_excused),
  delays = sqlc.arg(delays), delays_excused = sqlc.arg(delays_excused), judged_hash = sqlc.narg(judged_hash)::bytea, reviewer = nullif(sqlc.arg(reviewer)::bigint, 0),
  reason = sqlc.arg(reason), version = sqlc.arg(version), submitted_at = sqlc.arg(submitted_at), decided_at = sqlc.narg(decided_at)::timestamptz, entry_id = sqlc.arg(entry_id)
WHERE id = sqlc.arg(id);

-- name: AddHistory :exec
INSERT INTO evidence_history (evidence_id, version, at, account_id, action, state, faults, delays, reason, reason_code, seen_ms, entry_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: Histories :many
SELECT h.*, a.name AS by_name FROM evidence_history h JOIN accounts a ON a.id = h.account_id WHERE h.evidence_id = $1 ORDER BY h.version;

-- name: EvidenceViews :many
SELECT sqlc.embed(e), p.title AS product_title, p.number, p.symbol, p.dossier_code, p.doc_type, p.read_state, p.read_problem, p.hash AS product_hash, p.unit_id AS product_unit,
  (p.restricted OR p.quarantined <> '')::boolean AS restricted, p.completed_on, array(SELECT r.account_id FROM product_readers r WHERE r.product_id = p.id AND p.quarantined = '')::bigint[] AS readers,
  coalesce(f.pages, 0)::int AS pages, coalesce(c.media_type, '') AS media_type,
  i.name AS indicator_name, t.name AS type_name, t.unit AS count_unit, t.coefficient, o.name AS official_name, o.staff_code, u.name AS unit_name,
  coalesce((SELECT po.title FROM holdings h JOIN posts po ON po.id = h.post_id WHERE h.official_id = o.id ORDER BY h.acting, h.valid_from DESC LIMIT 1), '')::text AS post_title,
  l.due, l.quantity, coalesce(l.title, '') AS plan_title, coalesce(l.unplanned, false) AS unplanned, coalesce(rv.name, '') AS reviewer_name, pe.state AS period_state,
  (SELECT count(*) FROM evidence e2 WHERE e2.id <> e.id AND e2.state = 'returned'
     AND (e2.plan_line_id = e.plan_line_id OR (e2.official_id = e.official_id AND e2.period_id = e.period_id AND e2.type_id = e.type_id)))::bigint AS returned_on_line,
  p.issuer, p.issued_on, p.typed, p.submitted_by, t.per_product, coalesce(f.guesses, '[]')::jsonb AS guesses,
  array(SELECT co.official_id FROM contributions co WHERE co.product_id = e.product_id AND co.act = e.act)::bigint[] AS authors,
  (p.number <> '' AND EXISTS (SELECT 1 FROM products q JOIN evidence e3 ON e3.product_id = q.id
     WHERE q.number = p.number AND q.symbol = p.symbol AND q.id <> p.id AND extract(year FROM q.issued_on) IS NOT DISTINCT FROM extract(year FROM p.issued_on)
       AND e3.act = e.act AND e3.state IN ('submitted', 'accepted') AND (e3.official_id = e.official_id OR e3.unit_id = e.unit_id)))::boolean AS twin,
  coalesce((SELECT max(cp.percent) FROM copies cp JOIN products q ON q.id = cp.of_id
     WHERE cp.product_id = p.id AND cp.relation <> 'identity' AND cp.answer = '' AND NOT q.withdrawn), 0)::int AS near, p.source,
  CASE WHEN p.source = 'classified' THEN (SELECT count(*) FROM evidence e4 JOIN products q ON q.id = e4.product_id
     WHERE q.source = 'classified' AND q.completed_on = p.completed_on AND e4.official_id = e.official_id AND e4.type_id = e.type_id
       AND e4.id <> e.id AND e4.state IN ('submitted', 'accepted')) ELSE 0 END::int AS declared
FROM evidence e
JOIN products p ON p.id = e.product_id JOIN indicators i ON i.id = e.indicator_id JOIN product_types t ON t.id = e.type_id
JOIN officials o ON o.id = e.official_id JOIN units u ON u.id = e.unit_id JOIN periods pe ON pe.id = e.period_id
LEFT JOIN plan_lines l ON l.id = e.plan_line_id LEFT JOIN contents c ON c.hash = p.hash LEFT JOIN content_facts f ON f.hash = p.hash
LEFT JOIN accounts rv ON rv.id = e.reviewer
WHERE (sqlc.arg(id)::bigint = 0 OR e.id = sqlc.arg(id)::bigint)
  AND (sqlc.arg(everything)::boolean OR e.official_id = sqlc.arg(own)::bigint OR e.unit_id = ANY (sqlc.arg(units)::bigint[]))
  AND (sqlc.arg(official)::bigint = 0 OR e.official_id = sqlc.arg(official)::bigint)
  AND (sqlc.arg(period)::bigint = 0 OR e.period_id = sqlc.arg(period)::bigint)
  AND (sqlc.arg(product)::bigint = 0 OR e.product_id = sqlc.arg(product)::bigint)
  AND (sqlc.arg(state)::text = '' OR e.state = sqlc.arg(state)::text)
ORDER BY e.id DESC LIMIT sqlc.arg(most);

-- name: EvidenceAfter :many
SELECT sqlc.embed(e), p.completed_on,
  coalesce((SELECT c.share FROM contributions c WHERE c.product_id = e.product_id AND c.act = e.act AND c.official_id = e.official_id), '1/1')::text AS share
FROM evidence e JOIN products p ON p.id = e.product_id WHERE e.id > $1 ORDER BY e.id LIMIT 1000;
