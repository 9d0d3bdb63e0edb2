-- name: AddIntention :one
INSERT INTO intentions (account_id, file_name, declared, at) VALUES ($1, $2, $3, $4) RETURNING id;

-- name: LockHash :exec
SELECT pg_advisory_xact_lock(('x' || encode(substring(sqlc.arg(hash)::bytea FROM 1 FOR 8), 'hex'))::bit(64)::bigint);

-- name: StageIntention :execrows
UPDATE intentions SET hash = $2 WHERE id = $1;

-- name: DropIntention :execrows
DELETE FROM intentions WHERE id = $1;

-- name: Intentions :many
SELECT id, account_id, file_name, declared, hash, at FROM intentions WHERE at <= sqlc.arg(before)::timestamptz ORDER BY id LIMIT 1000;

-- name: HashWanted :one
SELECT (EXISTS (SELECT 1 FROM contents c WHERE c.hash = sqlc.arg(hash)) OR EXISTS (SELECT 1 FROM intentions i WHERE i.hash = sqlc.arg(hash) AND i.id <> sqlc.arg(except_id)))::boolean;

-- name: AddRefusal :exec
INSERT INTO refusals (account_id, reason, at) VALUES ($1, $2, $3);

-- name: AddContent :exec
INSERT INTO contents (hash, size, media_type) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING;

-- name: ContentsAfter :many
SELECT hash, size, media_type FROM contents WHERE hash > sqlc.arg(after)::bytea ORDER BY hash LIMIT 500;

-- name: AddProduct :one
INSERT INTO products (unit_id, submitted_by, title, due_on, received_at, hash) VALUES (sqlc.arg(unit_id), sqlc.arg(submitted_by), sqlc.arg(title), sqlc.narg(due_on)::date, sqlc.arg(received_at), sqlc.arg(hash)) RETURNING id;

-- name: AddVersion :exec
INSERT INTO product_versions (product_id, n, hash, file_name, account_id, at, entry_id)
SELECT sqlc.arg(product_id)::bigint, coalesce(max(n), 0) + 1, sqlc.arg(hash)::bytea, sqlc.arg(file_name)::text, sqlc.arg(account_id)::bigint, sqlc.arg(at)::timestamptz, sqlc.arg(entry_id)::bigint
FROM product_versions WHERE product_id = sqlc.arg(product_id)::bigint;

-- name: AddIdentity :exec
INSERT INTO identities (kind, key, product_id) VALUES ($1, $2, $3);

-- name: IdentityHolder :one
SELECT product_id FROM identities WHERE kind = $1 AND key = $2;

-- name: DropIdentities :exec
DELETE FROM identities WHERE product_id = $1 AND kind = $2;

-- name: LockProduct :one
SELECT id FROM products WHERE id = $1 FOR UPDATE;

-- name: Product :one
SELECT p.*, u.name AS unit_name, o.name AS submitter, coalesce(c.size, 0)::bigint AS size, coalesce(c.media_type, '') AS media_type,
  coalesce(v.file_name, '') AS file_name, coalesce(v.entry_id, 0)::bigint AS entry_id, coalesce(f.pages, 0)::int AS pages, coalesce(f.tool, '') AS tool,
  coalesce(f.guesses, '[]')::jsonb AS guesses, coalesce(f.problems, '[]')::jsonb AS problems,
  coalesce(f.signature_verdict, '') AS signature_verdict, coalesce(f.searchable, '') AS searchable, coalesce(f.signatures, '[]')::jsonb AS signatures,
  array(SELECT r.account_id FROM product_readers r WHERE r.product_id = p.id ORDER BY 1)::bigint[] AS readers,
  (SELECT count(*) FROM evidence e WHERE e.product_id = p.id AND e.state <> 'withdrawn')::bigint AS used
FROM products p JOIN units u ON u.id = p.unit_id JOIN officials o ON o.id = p.submitted_by
LEFT JOIN contents c ON c.hash = p.hash
LEFT JOIN content_facts f ON f.hash = p.hash
LEFT JOIN LATERAL (SELECT pv.file_name, pv.entry_id FROM product_versions pv WHERE pv.product_id = p.id ORDER BY pv.n DESC LIMIT 1) v ON true
WHERE p.id = $1;

-- name: Identities :many
SELECT kind, key FROM identities WHERE product_id = $1 ORDER BY kind, key;

-- name: ProductIDs :many
SELECT id FROM products WHERE id > $1 AND NOT withdrawn ORDER BY id LIMIT $2;

-- name: UpdateProduct :exec
UPDATE products SET title = sqlc.arg(title), doc_type = sqlc.arg(doc_type), number = sqlc.arg(number), symbol = sqlc.arg(symbol), issuer = sqlc.arg(issuer),
  issued_on = sqlc.narg(issued_on)::date, dossier_code = sqlc.arg(dossier_code), completed_on = sqlc.narg(completed_on)::date,
  read_state = sqlc.arg(read_state), read_problem = sqlc.arg(read_problem), typed = sqlc.arg(typed), restricted = sqlc.arg(restricted), duplicate_of = nullif(sqlc.arg(duplicate_of)::bigint, 0)
WHERE id = sqlc.arg(id);

-- A removed product frees its identities; the row stays for the log that names it.
-- name: RemoveProduct :execrows
UPDATE products SET withdrawn = true WHERE products.id = $1 AND NOT withdrawn AND replaced_by IS NULL AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.product_id = products.id);

-- name: ReplaceProduct :exec
UPDATE products SET replaced_by = sqlc.arg(by)::bigint WHERE id = sqlc.arg(old);

-- name: MoveIdentities :exec
UPDATE identities SET product_id = sqlc.arg(by) WHERE product_id = sqlc.arg(old) AND kind <> 'hash';

-- name: NoDuplicate :exec
UPDATE products SET duplicate_of = NULL WHERE id = sqlc.arg(by) AND duplicate_of = sqlc.arg(old)::bigint;

-- name: DropAllIdentities :exec
DELETE FROM identities WHERE product_id = $1;

-- name: SaveFacts :exec
INSERT INTO content_facts (hash, tool, pages, text_chars, guesses, problems, read_at, signature_verdict, signatures, searchable, trust) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (hash) DO UPDATE SET tool = excluded.tool, pages = excluded.pages, text_chars = excluded.text_chars, guesses = excluded.guesses, problems = excluded.problems, read_at = excluded.read_at,
  signature_verdict = excluded.signature_verdict, signatures = excluded.signatures, searchable = excluded.searchable, trust = excluded.trust;

-- name: SetSearchable :exec
UPDATE content_facts SET searchable = sqlc.arg(state)::text WHERE hash = sqlc.arg(hash);

-- Contents whose signatures were judged by other certificates than these.
-- name: JudgedByOthers :many
SELECT f.hash FROM content_facts f
WHERE f.signatures <> '[]' AND f.trust <> sqlc.arg(trust)::text AND f.hash > sqlc.arg(after)::bytea
  AND NOT EXISTS (SELECT 1 FROM quarantines q WHERE q.hash = f.hash AND q.released_at IS NULL)
ORDER BY f.hash LIMIT sqlc.arg(most);

-- name: LockVerdict :one
SELECT signature_verdict FROM content_facts f WHERE f.hash = $1
  AND NOT EXISTS (SELECT 1 FROM quarantines q WHERE q.hash = f.hash AND q.released_at IS NULL) FOR UPDATE OF f;

-- name: SaveSignatures :exec
UPDATE content_facts SET signature_verdict = sqlc.arg(verdict)::text, signatures = sqlc.arg(signatures)::jsonb, trust = sqlc.arg(trust)::text WHERE hash = sqlc.arg(hash);

-- name: ProductsOfContent :many
SELECT id, unit_id, submitted_by, read_state FROM products WHERE hash = $1 AND NOT withdrawn ORDER BY id;

-- name: DropPages :exec
DELETE FROM content_pages WHERE hash = $1;

-- name: AddPages :copyfrom
INSERT INTO content_pages (hash, page, text, confidence, ocr) VALUES ($1, $2, $3, $4, $5);

-- name: Pages :many
SELECT page, text, confidence, ocr FROM content_pages WHERE hash = $1 ORDER BY page;

-- name: AddContribution :exec
INSERT INTO contributions (product_id, act, official_id, share) VALUES ($1, $2, $3, $4) ON CONFLICT (product_id, act, official_id) DO NOTHING;

-- name: Contributions :many
SELECT product_id, act, official_id, share FROM contributions WHERE product_id = $1 ORDER BY act, official_id;
