-- name: AddGeneral :exec
INSERT INTO general_criteria (official_id, period_id, version, conduct, capacity, innovation, reason, account_id, at, entry_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: General :one
SELECT g.*, a.name AS by_name FROM general_criteria g JOIN accounts a ON a.id = g.account_id WHERE g.official_id = $1 AND g.period_id = $2 ORDER BY g.version DESC LIMIT 1;

-- name: WantScore :one
WITH before AS (SELECT queued FROM score_requests WHERE official_id = $1 AND agency_id = $2 AND rulebook = $3 AND period_id = $4 FOR UPDATE)
INSERT INTO score_requests (official_id, agency_id, rulebook, period_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (official_id, agency_id, rulebook, period_id) DO UPDATE SET wanted = score_requests.wanted + 1, queued = true
RETURNING (NOT coalesce((SELECT b.queued FROM before b), false))::boolean AS queue;

-- name: TakeScore :one
INSERT INTO score_requests (official_id, agency_id, rulebook, period_id, queued) VALUES ($1, $2, $3, $4, false)
ON CONFLICT (official_id, agency_id, rulebook, period_id) DO UPDATE SET queued = false RETURNING wanted;

-- name: DoneScore :execrows
UPDATE score_requests SET done = sqlc.arg(done) WHERE official_id = sqlc.arg(official_id) AND agency_id = sqlc.arg(agency_id) AND rulebook = sqlc.arg(rulebook) AND period_id = sqlc.arg(period_id) AND done <= sqlc.arg(done);

-- name: ScorePending :one
SELECT EXISTS (SELECT 1 FROM score_requests WHERE official_id = $1 AND period_id = $2 AND done < wanted);

-- name: LatestCard :one
SELECT * FROM scorecards WHERE official_id = $1 AND period_id = $2 AND latest ORDER BY id DESC LIMIT 1;

-- name: RetireCards :exec
UPDATE scorecards SET latest = false WHERE official_id = $1 AND agency_id = $2 AND period_id = $3 AND rulebook = $4 AND latest;

-- name: AddCard :one
INSERT INTO scorecards (official_id, agency_id, period_id, rulebook, facts_hash, facts, status, task, general, total, level, card, at, entry_id)
VALUES (sqlc.arg(official_id), sqlc.arg(agency_id), sqlc.arg(period_id), sqlc.arg(rulebook), sqlc.arg(facts_hash), sqlc.arg(facts), sqlc.arg(status), sqlc.narg(task), sqlc.narg(general), sqlc.narg(total), sqlc.narg(level), sqlc.arg(card), sqlc.arg(at), sqlc.arg(entry_id)) RETURNING id;

-- name: CardsAfter :many
SELECT * FROM scorecards WHERE id > $1 AND latest ORDER BY id LIMIT 500;

-- name: CardSummaries :many
SELECT o.id, o.staff_code, o.name, u.id AS unit_id, u.name AS unit_name, p.title, p.leader, s.status, s.task, s.general, s.total, s.level, s.facts_hash,
  (SELECT count(*) FROM evidence e WHERE e.official_id = o.id AND e.period_id = sqlc.arg(period) AND e.state = 'submitted')::bigint AS pending,
  (SELECT count(*) FROM evidence e WHERE e.official_id = o.id AND e.period_id = sqlc.arg(period) AND e.state = 'returned')::bigint AS returned,
  (SELECT count(*) FROM plan_lines l WHERE l.official_id = o.id AND l.period_id = sqlc.arg(period) AND l.due < sqlc.arg(on_day)::date AND NOT l.unplanned
     AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.plan_line_id = l.id AND e.state IN ('submitted', 'accepted')))::bigint AS overdue
FROM officials o JOIN holdings h ON h.official_id = o.id AND NOT h.acting AND h.valid_from <= sqlc.arg(on_day)::date AND (h.valid_to IS NULL OR h.valid_to >= sqlc.arg(on_day)::date)
JOIN posts p ON p.id = h.post_id JOIN units u ON u.id = p.unit_id
LEFT JOIN scorecards s ON s.official_id = o.id AND s.period_id = sqlc.arg(period) AND s.latest
WHERE sqlc.arg(everything)::boolean OR o.id = sqlc.arg(own)::bigint OR p.unit_id = ANY (sqlc.arg(units)::bigint[])
ORDER BY u.id, p.leader DESC, o.staff_code;

-- name: UseRulebook :one
INSERT INTO rulebooks (key, checksum) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING checksum;

-- name: FactEvidence :many
SELECT sqlc.embed(e), sqlc.embed(t), p.title, p.hash, p.read_state, p.typed, p.completed_on, p.received_at, (p.duplicate_of IS NOT NULL)::boolean AS duplicate, p.withdrawn, (p.quarantined <> '')::boolean AS quarantined, p.source, coalesce(hc.name, '') AS confirmed_by, c2.at AS confirmed_at,
  EXISTS (SELECT 1 FROM indicator_types it WHERE it.indicator_id = e.indicator_id AND it.type_id = e.type_id) AS type_accepted,
  coalesce((SELECT c.share FROM contributions c WHERE c.product_id = e.product_id AND c.act = e.act AND c.official_id = e.official_id), '0/1')::text AS share,
  EXISTS (SELECT 1 FROM log_entries g WHERE g.object = 'product:' || p.id AND g.actor = e.reviewer AND g.kind = 'product.opened')::boolean AS opened,
  i.name AS indicator_name, i.state AS indicator_state,
  coalesce(l.official_id, 0)::bigint AS plan_official, coalesce(l.unplanned, true) AS unplanned, coalesce(l.approved, false) AS plan_approved, coalesce(l.period_id, 0)::bigint AS plan_period
FROM evidence e JOIN products p ON p.id = e.product_id JOIN product_types t ON t.id = e.type_id JOIN indicators i ON i.id = e.indicator_id LEFT JOIN plan_lines l ON l.id = e.plan_line_id
LEFT JOIN head_confirmations c2 ON c2.evidence_id = e.id LEFT JOIN accounts hc ON hc.id = c2.account_id
WHERE e.official_id = sqlc.arg(official) AND e.period_id = sqlc.arg(period) AND e.state NOT IN ('withdrawn', 'draft')
ORDER BY e.id;

-- Lines of the period just before that were not finished when it ended.
-- name: CarriedLines :many
SELECT l.*, i.name AS indicator_name, sqlc.embed(t),
  array(SELECT e.units FROM evidence e WHERE e.plan_line_id = l.id AND e.period_id = l.period_id AND e.state = 'accepted')::text[] AS finished
FROM plan_lines l JOIN indicators i ON i.id = l.indicator_id JOIN product_types t ON t.id = l.type_id JOIN periods pe ON pe.id = l.period_id
WHERE l.official_id = sqlc.arg(official) AND pe.agency_id = sqlc.arg(agency) AND pe.kind = sqlc.arg(kind) AND pe.last_day = sqlc.arg(day_before)::date AND NOT l.unplanned
ORDER BY l.id;

-- name: GeneralAfter :many
SELECT * FROM general_criteria WHERE (official_id, period_id, version) > (sqlc.arg(official)::bigint, sqlc.arg(period)::bigint, sqlc.arg(version)::int)
ORDER BY official_id, period_id, version LIMIT 500;
