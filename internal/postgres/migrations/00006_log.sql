-- +goose Up
-- The log.
-- leaf is the frozen canonical encoding (ids and a salted hash, no names or text);
-- place in the tree is given later. Bodies can be erased without breaking the tree.
CREATE TABLE log_entries (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL,
  kind       text NOT NULL,
  actor      bigint,                                      -- account; null: the installation itself
  object     text NOT NULL,                               -- e.g. evidence:12
  unit_id    bigint,                                      -- for who may list it; not part of the leaf
  leaf       bytea NOT NULL,
  leaf_hash  bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  place      bigint UNIQUE
);
CREATE INDEX log_entries_object ON log_entries (object, id);
CREATE INDEX log_entries_actor ON log_entries (actor, id);
CREATE INDEX log_entries_unit ON log_entries (unit_id, id);
CREATE TABLE log_bodies (
  entry_id bigint PRIMARY KEY REFERENCES log_entries (id),
  salt     bytea NOT NULL CHECK (octet_length(salt) = 32),
  body     bytea NOT NULL
);
-- +goose StatementBegin
CREATE FUNCTION log_entries_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.place IS NULL AND NEW.place IS NOT NULL
     AND (OLD.id, OLD.at, OLD.kind, OLD.object, OLD.leaf, OLD.leaf_hash) = (NEW.id, NEW.at, NEW.kind, NEW.object, NEW.leaf, NEW.leaf_hash)
     AND OLD.actor IS NOT DISTINCT FROM NEW.actor THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'log_entries is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER log_entries_frozen BEFORE UPDATE OR DELETE ON log_entries
  FOR EACH ROW EXECUTE FUNCTION log_entries_frozen();
-- +goose StatementEnd

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
