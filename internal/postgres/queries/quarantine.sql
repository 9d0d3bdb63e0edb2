-- name: SetAside :execrows
INSERT INTO quarantines (hash, product_id, unit_id, reason, found_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING;

-- name: QuarantineOf :one
SELECT id, (released_at IS NOT NULL)::boolean AS released FROM quarantines WHERE hash = $1;

-- Every product that is or was this content: removed ones, too.
-- name: MarkQuarantined :exec
UPDATE products SET quarantined = sqlc.arg(reason), read_state = sqlc.arg(read_state), read_problem = sqlc.arg(read_problem)
WHERE products.hash = sqlc.arg(hash) OR products.id IN (SELECT v.product_id FROM product_versions v WHERE v.hash = sqlc.arg(hash));

-- name: LockQuarantine :one
SELECT id FROM quarantines WHERE id = $1 FOR UPDATE;

-- name: Quarantines :many
SELECT q.*, u.name AS unit_name, o.name AS submitter, p.received_at,
  coalesce(rq.name, '') AS requested_name, coalesce(cf.name, '') AS confirmed_name, coalesce(rl.name, '') AS released_name
FROM quarantines q JOIN units u ON u.id = q.unit_id JOIN products p ON p.id = q.product_id JOIN officials o ON o.id = p.submitted_by
LEFT JOIN accounts rq ON rq.id = q.requested_by LEFT JOIN accounts cf ON cf.id = q.confirmed_by LEFT JOIN accounts rl ON rl.id = q.released_by
WHERE (sqlc.arg(id)::bigint = 0 OR q.id = sqlc.arg(id)::bigint)
  AND (sqlc.arg(everything)::boolean OR q.unit_id = ANY (sqlc.arg(units)::bigint[]))
ORDER BY q.id DESC LIMIT sqlc.arg(most);

-- name: RequestPurge :exec
UPDATE quarantines SET purge_reason = sqlc.arg(reason), requested_by = sqlc.arg(by)::bigint, requested_at = sqlc.arg(at)::timestamptz WHERE id = sqlc.arg(id);

-- name: ConfirmPurge :exec
UPDATE quarantines SET confirmed_by = sqlc.arg(by)::bigint, confirmed_at = sqlc.arg(at)::timestamptz WHERE id = sqlc.arg(id);

-- name: ReleaseQuarantine :exec
UPDATE quarantines SET released_by = sqlc.arg(by)::bigint, released_at = sqlc.arg(at)::timestamptz, purge_reason = '', requested_by = NULL, requested_at = NULL WHERE id = sqlc.arg(id);

-- name: PurgesDue :many
SELECT id FROM quarantines WHERE confirmed_at IS NOT NULL AND purged_at IS NULL ORDER BY id LIMIT 100;

-- What a content says goes, the rows that name it stay. Removed in this order: the
-- text, then what people wrote about it, then what the log and the cards repeat.
-- name: ForgetText :exec
DELETE FROM content_pages WHERE hash = $1;

-- name: ForgetProducts :many
UPDATE products SET title = '', doc_type = '', number = '', symbol = '', issuer = '', issued_on = NULL, dossier_code = ''
WHERE products.hash = sqlc.arg(hash) OR products.id IN (SELECT v.product_id FROM product_versions v WHERE v.hash = sqlc.arg(hash)) RETURNING products.id;

-- name: ForgetFileNames :exec
UPDATE product_versions SET file_name = '' WHERE hash = $1;

-- name: ForgetUploadNames :exec
UPDATE uploads SET file_name = '' WHERE product_id = ANY (sqlc.arg(products)::bigint[]);

-- name: ForgetPlanTitles :exec
UPDATE plan_lines l SET title = '' FROM evidence e WHERE e.plan_line_id = l.id AND l.unplanned AND e.product_id = ANY (sqlc.arg(products)::bigint[]);

-- name: ForgetReasons :exec
UPDATE evidence SET reason = '' WHERE product_id = ANY (sqlc.arg(products)::bigint[]) AND reason <> '';

-- name: ForgetHistory :exec
UPDATE evidence_history SET reason = '' WHERE reason <> '' AND evidence_id IN (SELECT e.id FROM evidence e WHERE e.product_id = ANY (sqlc.arg(products)::bigint[]));

-- name: ForgetLogBodies :exec
DELETE FROM log_bodies WHERE entry_id IN (
  SELECT l.id FROM log_entries l JOIN unnest(sqlc.arg(products)::bigint[]) AS p (id) ON l.object = 'product:' || p.id WHERE l.kind IN ('product.edited', 'product.recognised')
  UNION ALL SELECT l.id FROM evidence e JOIN log_entries l ON l.object = 'evidence:' || e.id WHERE e.product_id = ANY (sqlc.arg(products)::bigint[])
  UNION ALL SELECT l.id FROM evidence e JOIN plan_lines pl ON pl.id = e.plan_line_id JOIN log_entries l ON l.object = 'plan:' || pl.id
    WHERE pl.unplanned AND e.product_id = ANY (sqlc.arg(products)::bigint[]));

-- name: ForgetCardTitles :exec
UPDATE scorecards s SET card = untitled_card(s.card, p.id)
FROM unnest(sqlc.arg(products)::bigint[]) AS p (id)
WHERE (s.official_id, s.period_id) IN (SELECT e.official_id, e.period_id FROM evidence e WHERE e.product_id = p.id);

-- name: ForgetCopies :exec
DELETE FROM copies WHERE product_id = ANY (sqlc.arg(products)::bigint[]) OR of_id = ANY (sqlc.arg(products)::bigint[]);

-- name: ForgetIdentities :exec
DELETE FROM identities WHERE kind <> 'hash' AND product_id = ANY (sqlc.arg(products)::bigint[]);

-- The purge: no row holds the content any more but the one that says it was purged.
-- name: PurgeProducts :exec
UPDATE products SET hash = NULL WHERE hash = sqlc.arg(hash)::bytea;

-- name: PurgeVersions :exec
DELETE FROM product_versions WHERE hash = $1;

-- name: PurgeFacts :exec
DELETE FROM content_facts WHERE hash = $1;

-- name: PurgeContent :exec
DELETE FROM contents WHERE hash = $1;

-- name: Purged :exec
UPDATE quarantines SET purged_at = sqlc.arg(at)::timestamptz WHERE id = sqlc.arg(id);

-- The people of some roles over a unit, and the official whose work it is.
-- name: AddNotices :exec
WITH RECURSIVE above AS (
  SELECT u.id, u.parent_id FROM units u WHERE u.id = sqlc.arg(unit)::bigint
  UNION SELECT u.id, u.parent_id FROM units u JOIN above b ON u.id = b.parent_id)
INSERT INTO notices (account_id, kind, object, at)
SELECT a.id, sqlc.arg(kind)::text, sqlc.arg(object)::text, sqlc.arg(at)::timestamptz FROM accounts a
WHERE NOT a.disabled AND (a.official_id = sqlc.arg(owner)::bigint OR EXISTS (
  SELECT 1 FROM grants g WHERE g.account_id = a.id AND g.active AND g.revoked_at IS NULL AND g.role = ANY (sqlc.arg(roles)::text[])
    AND g.valid_from <= sqlc.arg(on_day)::date AND (g.valid_to IS NULL OR g.valid_to >= sqlc.arg(on_day)::date) AND g.unit_id IN (SELECT b.id FROM above b)))
ORDER BY a.id;

-- name: Notices :many
SELECT * FROM notices WHERE account_id = $1 ORDER BY id DESC LIMIT 100;

-- name: UnreadNotices :one
SELECT count(*) FROM notices WHERE account_id = $1 AND read_at IS NULL;

-- name: ReadNotices :exec
UPDATE notices SET read_at = sqlc.arg(at)::timestamptz WHERE account_id = sqlc.arg(account) AND id <= sqlc.arg(up_to) AND read_at IS NULL;

-- name: DeclaredUnits :one
SELECT count(*) FROM evidence e JOIN products p ON p.id = e.product_id
WHERE p.source = 'classified' AND e.state IN ('submitted', 'accepted')
  AND e.official_id = sqlc.arg(official) AND e.type_id = sqlc.arg(type) AND p.completed_on = sqlc.arg(completed)::date;

-- name: AddClassified :one
INSERT INTO products (unit_id, submitted_by, received_at, completed_on, read_state, typed, source)
VALUES (sqlc.arg(unit), sqlc.arg(by), sqlc.arg(at), sqlc.arg(completed)::date, 'read', true, 'classified') RETURNING id;

-- name: ConfirmByHead :exec
INSERT INTO head_confirmations (evidence_id, account_id, at) VALUES ($1, $2, $3)
ON CONFLICT (evidence_id) DO UPDATE SET account_id = excluded.account_id, at = excluded.at;
