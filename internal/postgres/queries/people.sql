-- name: Unit :one
SELECT id, coalesce(parent_id, 0)::bigint AS parent_id, coalesce(agency_id, id)::bigint AS agency_id, kind, code, name, symbol, valid_from, valid_to
FROM units WHERE id = $1;

-- name: Units :many
SELECT id, coalesce(parent_id, 0)::bigint AS parent_id, coalesce(agency_id, id)::bigint AS agency_id, kind, code, name, symbol, valid_from, valid_to
FROM units WHERE valid_from <= sqlc.arg(on_day)::date AND (valid_to IS NULL OR valid_to >= sqlc.arg(on_day)::date) ORDER BY coalesce(agency_id, id), parent_id NULLS FIRST, id;

-- name: Subtree :many
WITH RECURSIVE below AS (
  SELECT u.id FROM units u WHERE u.id = $1
  UNION SELECT c.id FROM units c JOIN below b ON c.parent_id = b.id
) SELECT id FROM below ORDER BY id;

-- name: AddUnit :one
INSERT INTO units (parent_id, agency_id, kind, code, name, symbol, valid_from, valid_to)
VALUES (nullif(sqlc.arg(parent_id)::bigint, 0), nullif(sqlc.arg(agency_id)::bigint, 0), sqlc.arg(kind), sqlc.arg(code), sqlc.arg(name), sqlc.arg(symbol), sqlc.arg(valid_from), sqlc.narg(valid_to)::date) RETURNING id;

-- name: OwnAgency :exec
UPDATE units SET agency_id = id WHERE id = $1 AND agency_id IS NULL;

-- name: UpdateUnit :exec
UPDATE units SET name = sqlc.arg(name), symbol = sqlc.arg(symbol), valid_to = sqlc.narg(valid_to)::date WHERE id = sqlc.arg(id);

-- The post held on the day; before the first or after the last one, the nearest.
-- name: Official :one
SELECT o.id, o.staff_code, o.name, u.id AS unit_id, u.name AS unit_name, p.title, p.leader
FROM officials o JOIN holdings h ON h.official_id = o.id JOIN posts p ON p.id = h.post_id JOIN units u ON u.id = p.unit_id
WHERE o.id = sqlc.arg(id)
ORDER BY (h.valid_from <= sqlc.arg(on_day)::date AND (h.valid_to IS NULL OR h.valid_to >= sqlc.arg(on_day)::date)) DESC, h.acting, h.valid_from DESC LIMIT 1;

-- name: Officials :many
SELECT o.id, o.staff_code, o.name, u.id AS unit_id, u.name AS unit_name, p.title, p.leader
FROM officials o JOIN holdings h ON h.official_id = o.id AND NOT h.acting AND h.valid_from <= sqlc.arg(on_day)::date AND (h.valid_to IS NULL OR h.valid_to >= sqlc.arg(on_day)::date)
JOIN posts p ON p.id = h.post_id JOIN units u ON u.id = p.unit_id
WHERE sqlc.arg(everything)::boolean OR p.unit_id = ANY (sqlc.arg(units)::bigint[]) OR o.id = sqlc.arg(own)::bigint
ORDER BY u.id, p.leader DESC, o.staff_code;

-- name: AddOfficial :one
INSERT INTO officials (staff_code, name) VALUES ($1, $2) RETURNING id;

-- name: AddPost :one
INSERT INTO posts (unit_id, title, leader) VALUES ($1, $2, $3) RETURNING id;

-- name: AddHolding :exec
INSERT INTO holdings (official_id, post_id, valid_from) VALUES ($1, $2, $3);

-- name: Account :one
SELECT id, login, name, coalesce(official_id, 0)::bigint AS official_id, password_hash, must_change, disabled FROM accounts WHERE id = $1;

-- name: AccountByLogin :one
SELECT id, login, name, coalesce(official_id, 0)::bigint AS official_id, password_hash, must_change, disabled FROM accounts WHERE login = $1;

-- Accounts of no official belong to where they hold a role; new ones to everybody.
-- name: Accounts :many
SELECT a.id, a.login, a.name, coalesce(a.official_id, 0)::bigint AS official_id, a.password_hash, a.must_change, a.disabled
FROM accounts a
LEFT JOIN LATERAL (
  SELECT p.unit_id FROM holdings h JOIN posts p ON p.id = h.post_id
  WHERE h.official_id = a.official_id AND NOT h.acting AND h.valid_from <= sqlc.arg(on_day)::date ORDER BY h.valid_from DESC LIMIT 1) w ON true
WHERE (sqlc.arg(id)::bigint = 0 OR a.id = sqlc.arg(id)::bigint)
  AND (sqlc.arg(everything)::boolean OR w.unit_id = ANY (sqlc.arg(units)::bigint[])
    OR (a.official_id IS NULL AND (NOT EXISTS (SELECT 1 FROM grants g WHERE g.account_id = a.id AND g.revoked_at IS NULL)
      OR EXISTS (SELECT 1 FROM grants g WHERE g.account_id = a.id AND g.revoked_at IS NULL AND g.unit_id = ANY (sqlc.arg(units)::bigint[])))))
ORDER BY a.login;

-- name: HoldsBeyond :one
SELECT EXISTS (SELECT 1 FROM grants g WHERE g.account_id = sqlc.arg(account_id) AND g.revoked_at IS NULL AND NOT g.unit_id = ANY (sqlc.arg(units)::bigint[]))::boolean;

-- name: AddAccount :one
INSERT INTO accounts (login, name, official_id, password_hash, must_change)
VALUES (sqlc.arg(login), sqlc.arg(name), nullif(sqlc.arg(official_id)::bigint, 0), sqlc.arg(password_hash), sqlc.arg(must_change)) RETURNING id;

-- name: SetPassword :exec
UPDATE accounts SET password_hash = $2, must_change = $3 WHERE id = $1;

-- name: SetDisabled :exec
UPDATE accounts SET disabled = $2 WHERE id = $1;

-- name: CountAccounts :one
SELECT count(*) FROM accounts;

-- name: HeldRoles :many
SELECT role, unit_id FROM grants
WHERE account_id = sqlc.arg(account_id) AND active AND revoked_at IS NULL AND valid_from <= sqlc.arg(on_day)::date AND (valid_to IS NULL OR valid_to >= sqlc.arg(on_day)::date)
ORDER BY id;

-- name: RoleGrants :many
SELECT g.id, g.account_id, a.login, a.name, g.role, g.unit_id, u.name AS unit_name, g.valid_from, g.valid_to,
  coalesce(g.granted_by, 0)::bigint AS granted_by, coalesce(gb.name, '') AS granted_name, coalesce(g.confirmed_by, 0)::bigint AS confirmed_by, coalesce(cb.name, '') AS confirmer,
  g.active, (g.revoked_at IS NOT NULL)::boolean AS revoked
FROM grants g JOIN accounts a ON a.id = g.account_id JOIN units u ON u.id = g.unit_id
LEFT JOIN accounts gb ON gb.id = g.granted_by LEFT JOIN accounts cb ON cb.id = g.confirmed_by
WHERE (sqlc.arg(everything)::boolean OR g.unit_id = ANY (sqlc.arg(units)::bigint[])) AND (sqlc.arg(id)::bigint = 0 OR g.id = sqlc.arg(id)::bigint)
ORDER BY (NOT g.active AND g.revoked_at IS NULL) DESC, a.login, g.id;

-- name: AddRoleGrant :one
INSERT INTO grants (account_id, role, unit_id, valid_from, valid_to, granted_by, active)
VALUES (sqlc.arg(account_id), sqlc.arg(role), sqlc.arg(unit_id), sqlc.arg(valid_from), sqlc.narg(valid_to)::date, nullif(sqlc.arg(granted_by)::bigint, 0), sqlc.arg(active)) RETURNING id;

-- name: ConfirmRoleGrant :execrows
UPDATE grants SET confirmed_by = $2, active = true WHERE id = $1 AND NOT active AND revoked_at IS NULL;

-- name: RevokeRoleGrant :execrows
UPDATE grants SET revoked_by = $2, revoked_at = $3, active = false WHERE id = $1 AND revoked_at IS NULL;

-- name: AddSession :exec
INSERT INTO sessions (token_hash, account_id, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: Session :one
SELECT token_hash, account_id, created_at, seen_at, expires_at FROM sessions WHERE token_hash = $1;

-- name: TouchSession :exec
UPDATE sessions SET seen_at = $2 WHERE token_hash = $1;

-- name: DeleteSession :exec
DELETE FROM sessions WHERE token_hash = $1;

-- name: DeleteSessionsOf :exec
DELETE FROM sessions WHERE account_id = sqlc.arg(account_id) AND token_hash IS DISTINCT FROM sqlc.narg(except_hash)::bytea;

-- name: AddLoginFailure :exec
INSERT INTO login_failures (key, at) SELECT unnest(sqlc.arg(keys)::text[]), sqlc.arg(at)::timestamptz;

-- name: LoginFailures :one
SELECT count(*) AS n, coalesce(min(at), sqlc.arg(since)::timestamptz)::timestamptz AS oldest FROM login_failures WHERE key = sqlc.arg(key) AND at > sqlc.arg(since)::timestamptz;

-- name: ClearLoginFailures :exec
DELETE FROM login_failures WHERE key = $1;

-- name: AddInvitation :exec
INSERT INTO invitations (token_hash, purpose, expires_at) VALUES ($1, $2, $3);

-- name: UseInvitation :execrows
UPDATE invitations SET used_at = sqlc.arg(at)::timestamptz WHERE token_hash = sqlc.arg(token_hash) AND purpose = sqlc.arg(purpose) AND used_at IS NULL AND expires_at > sqlc.arg(at)::timestamptz;

-- name: ForgetExpiredSessions :exec
DELETE FROM sessions WHERE expires_at < $1;

-- name: ForgetOldFailures :exec
DELETE FROM login_failures WHERE at < $1;
