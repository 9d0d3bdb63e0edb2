-- +goose Up
-- Files that arrive in pieces. The bytes lie in the scratch folder of the machine
-- that takes them, under the id; received of them are durable. A row that became a
-- product stays until it expires, so that asking twice is answered twice.
CREATE TABLE uploads (
  id         text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
  account_id bigint NOT NULL REFERENCES accounts (id),
  file_name  text NOT NULL,
  declared   bigint NOT NULL CHECK (declared > 0),
  received   bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND declared),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  product_id bigint REFERENCES products (id),
  CONSTRAINT uploads_whole CHECK (product_id IS NULL OR received = declared)
);
CREATE INDEX uploads_account ON uploads (account_id) WHERE product_id IS NULL;
CREATE INDEX uploads_expires ON uploads (expires_at);

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
