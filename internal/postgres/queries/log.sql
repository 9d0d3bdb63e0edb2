-- name: AddEntry :one
INSERT INTO log_entries (at, kind, actor, object, unit_id, leaf, leaf_hash)
VALUES (sqlc.arg(at), sqlc.arg(kind), nullif(sqlc.arg(actor)::bigint, 0), sqlc.arg(object), nullif(sqlc.arg(unit_id)::bigint, 0), sqlc.arg(leaf), sqlc.arg(leaf_hash)) RETURNING id;

-- name: AddBody :exec
INSERT INTO log_bodies (entry_id, salt, body) VALUES ($1, $2, $3);

-- name: StoredEntry :one
SELECT l.id, l.kind, l.object, l.leaf, l.leaf_hash, b.salt, b.body FROM log_entries l LEFT JOIN log_bodies b ON b.entry_id = l.id WHERE l.id = $1;

-- name: EntriesAfter :many
SELECT l.id, l.kind, l.object, l.leaf, l.leaf_hash, b.salt, b.body FROM log_entries l LEFT JOIN log_bodies b ON b.entry_id = l.id WHERE l.id > $1 ORDER BY l.id LIMIT 1000;

-- name: Entries :many
SELECT l.id, l.at, l.kind, coalesce(l.actor, 0)::bigint AS actor, coalesce(a.name, '') AS actor_name, l.object, l.leaf_hash
FROM log_entries l LEFT JOIN accounts a ON a.id = l.actor
WHERE (sqlc.arg(everything)::boolean OR l.unit_id = ANY (sqlc.arg(units)::bigint[]))
  AND (sqlc.arg(object)::text = '' OR l.object = sqlc.arg(object)::text)
  AND (sqlc.arg(actor)::bigint = 0 OR l.actor = sqlc.arg(actor)::bigint)
  AND (sqlc.arg(before)::bigint = 0 OR l.id < sqlc.arg(before)::bigint)
ORDER BY l.id DESC LIMIT sqlc.arg(most);

-- name: OpenedSince :one
SELECT EXISTS (SELECT 1 FROM log_entries g WHERE g.object = sqlc.arg(object)::text AND g.actor = sqlc.arg(actor)::bigint AND g.kind = 'product.opened' AND g.at > sqlc.arg(since)::timestamptz)::boolean;
