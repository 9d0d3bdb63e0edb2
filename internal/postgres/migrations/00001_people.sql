-- +goose Up
-- The rows of the house. Every number between a plan and a score is a rational
-- "n/d"; every change that matters writes a log entry in the same transaction.

-- +goose StatementBegin
CREATE DOMAIN rational AS text CHECK (VALUE ~ '^-?[0-9]{1,200}/[1-9][0-9]{0,199}$');
-- +goose StatementEnd

-- Units, officials, accounts.
CREATE TABLE units (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id  bigint REFERENCES units (id),
  agency_id  bigint REFERENCES units (id),
  kind       text NOT NULL CHECK (kind IN ('agency', 'division')),
  code       text NOT NULL,
  name       text NOT NULL CHECK (name <> ''),
  symbol     text NOT NULL DEFAULT '',
  valid_from date NOT NULL,
  valid_to   date,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX units_code ON units (code) WHERE valid_to IS NULL;
CREATE INDEX units_parent ON units (parent_id);
CREATE INDEX units_agency ON units (agency_id);

CREATE TABLE officials (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_code text NOT NULL UNIQUE CHECK (staff_code <> ''),
  name       text NOT NULL CHECK (name <> '')
);

CREATE TABLE posts (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id bigint NOT NULL REFERENCES units (id),
  title   text   NOT NULL,
  leader  boolean NOT NULL DEFAULT false
);
CREATE INDEX posts_unit ON posts (unit_id);

-- Who held which post, when; an acting holder (phụ trách, quyền) is marked.
CREATE TABLE holdings (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  official_id bigint NOT NULL REFERENCES officials (id),
  post_id     bigint NOT NULL REFERENCES posts (id),
  acting      boolean NOT NULL DEFAULT false,
  valid_from  date NOT NULL,
  valid_to    date,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX holdings_official ON holdings (official_id, valid_from);
CREATE INDEX holdings_post ON holdings (post_id);

CREATE TABLE accounts (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login         text NOT NULL CHECK (login <> '' AND login = lower(login)),
  name          text NOT NULL,
  official_id   bigint UNIQUE REFERENCES officials (id),
  password_hash text NOT NULL,
  must_change   boolean NOT NULL DEFAULT false,
  disabled      boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (login)
);

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  account_id bigint NOT NULL REFERENCES accounts (id),
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- Failed sign-ins, by account and by address; old rows are swept.
CREATE TABLE login_failures (
  key text NOT NULL,
  at  timestamptz NOT NULL
);
CREATE INDEX login_failures_key ON login_failures (key, at);

-- A one-time link, e.g. the one that makes the first admin. Only its hash is kept.
CREATE TABLE invitations (
  token_hash bytea PRIMARY KEY,
  purpose    text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);

-- Roles are given by one person; a role that reads documents waits for a second.
CREATE TABLE grants (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id   bigint NOT NULL REFERENCES accounts (id),
  role         text NOT NULL CHECK (role IN ('staff', 'supervisor', 'head', 'inspector', 'admin')),
  unit_id      bigint NOT NULL REFERENCES units (id),
  valid_from   date NOT NULL,
  valid_to     date,
  granted_by   bigint REFERENCES accounts (id),   -- null: by the installation itself (first admin, demo)
  confirmed_by bigint REFERENCES accounts (id),
  active       boolean NOT NULL DEFAULT false,
  revoked_by   bigint REFERENCES accounts (id),
  revoked_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CHECK (granted_by IS NULL OR granted_by <> account_id),
  CHECK (confirmed_by IS NULL OR (confirmed_by <> account_id AND confirmed_by <> granted_by)),
  CHECK (NOT active OR granted_by IS NULL OR confirmed_by IS NOT NULL OR role IN ('staff', 'admin'))
);
CREATE INDEX grants_account ON grants (account_id) WHERE active AND revoked_at IS NULL;

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
