-- name: SaveSketch :exec
INSERT INTO near_sketches (hash, method, words, picture, minima, whole, particulars, keys) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (hash) DO UPDATE SET method = excluded.method, words = excluded.words, picture = excluded.picture, minima = excluded.minima,
  whole = excluded.whole, particulars = excluded.particulars, keys = excluded.keys;

-- name: DropSketch :exec
DELETE FROM near_sketches WHERE hash = $1;

-- A key that many share says little: it weighs the less the more have it, and of
-- what hundreds of forms share only the newest are looked at.
-- name: NearCandidates :many
WITH met AS (
  SELECT l.sketch, 1.0 / count(*) OVER (PARTITION BY k.key) ^ 2 AS weight
  FROM unnest(sqlc.arg(keys)::bigint[]) AS k (key)
  CROSS JOIN LATERAL (SELECT n.sketch FROM near_keys n WHERE n.key = k.key ORDER BY n.sketch DESC LIMIT 40) l
), best AS (
  SELECT m.sketch, sum(m.weight) AS weight FROM met m GROUP BY m.sketch ORDER BY weight DESC, m.sketch DESC LIMIT sqlc.arg(most)
)
SELECT p.id AS product_id, s.words, s.picture, s.minima, s.whole, s.particulars
FROM best b JOIN near_sketches s ON s.id = b.sketch JOIN products p ON p.hash = s.hash
WHERE s.method = sqlc.arg(method) AND p.id <> sqlc.arg(product) AND NOT p.withdrawn AND p.quarantined = ''
ORDER BY b.weight DESC, p.id;

-- name: SaveCopy :exec
INSERT INTO copies (product_id, of_id, relation, percent, found_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (product_id, of_id) DO UPDATE SET relation = excluded.relation, percent = excluded.percent WHERE copies.answer = '';

-- What was found by machine and answered by nobody is found anew.
-- name: DropCopies :exec
DELETE FROM copies WHERE product_id = $1 AND answer = '';

-- name: Copies :many
SELECT c.product_id, c.of_id, c.relation, c.percent, c.answer
FROM copies c JOIN products p ON p.id = c.product_id JOIN products q ON q.id = c.of_id
WHERE (c.product_id = sqlc.arg(product) OR c.of_id = sqlc.arg(product)) AND NOT p.withdrawn AND NOT q.withdrawn
ORDER BY c.percent DESC, c.of_id, c.product_id LIMIT 50;

-- name: AnswerCopy :exec
UPDATE copies SET answer = sqlc.arg(answer), answered_by = sqlc.arg(by)::bigint, answered_at = sqlc.arg(at)::timestamptz WHERE product_id = sqlc.arg(product) AND of_id = sqlc.arg(of_product);
