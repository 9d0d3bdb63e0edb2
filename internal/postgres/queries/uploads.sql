-- name: LockAccount :one
SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE;

-- name: OpenUploads :one
SELECT count(*)::bigint AS n, coalesce(sum(declared), 0)::bigint AS bytes FROM uploads
WHERE account_id = sqlc.arg(account_id) AND product_id IS NULL AND expires_at > sqlc.arg(at)::timestamptz;

-- name: AddUpload :exec
INSERT INTO uploads (id, account_id, file_name, declared, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: Upload :one
SELECT * FROM uploads WHERE id = $1;

-- name: NoteReceived :execrows
UPDATE uploads SET received = sqlc.arg(received) WHERE id = sqlc.arg(id) AND received = sqlc.arg(was) AND product_id IS NULL;

-- name: CloseUpload :execrows
UPDATE uploads SET product_id = $2, file_name = '' WHERE id = $1 AND product_id IS NULL;

-- name: DropUpload :exec
DELETE FROM uploads WHERE id = $1;

-- name: ExpiredUploads :many
SELECT id FROM uploads WHERE expires_at <= sqlc.arg(at)::timestamptz ORDER BY expires_at LIMIT 1000;
