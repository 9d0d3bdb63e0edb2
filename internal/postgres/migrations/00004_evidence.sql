-- +goose Up
-- Evidence.
CREATE TABLE evidence (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id      bigint NOT NULL REFERENCES products (id),
  indicator_id    bigint NOT NULL,
  type_id         bigint NOT NULL,
  act             text NOT NULL REFERENCES acts (code),
  official_id     bigint NOT NULL REFERENCES officials (id),
  unit_id         bigint NOT NULL REFERENCES units (id),
  period_id       bigint NOT NULL REFERENCES periods (id),
  plan_line_id    bigint REFERENCES plan_lines (id),
  state           text NOT NULL CHECK (state IN ('draft', 'submitted', 'accepted', 'returned', 'withdrawn')),
  units           rational NOT NULL CHECK (units NOT LIKE '-%' AND units NOT LIKE '0/%'),
  faults          int NOT NULL DEFAULT 0 CHECK (faults >= 0),
  faults_excused  int NOT NULL DEFAULT 0 CHECK (faults_excused BETWEEN 0 AND faults),
  delays          int NOT NULL DEFAULT 0 CHECK (delays >= 0),
  delays_excused  int NOT NULL DEFAULT 0 CHECK (delays_excused BETWEEN 0 AND delays),
  judged_hash     bytea,
  reviewer        bigint REFERENCES accounts (id),
  reason          text NOT NULL DEFAULT '',
  version         int NOT NULL DEFAULT 1,
  submitted_at    timestamptz NOT NULL,
  decided_at      timestamptz,
  entry_id        bigint NOT NULL,                        -- the log entry of its latest change
  FOREIGN KEY (indicator_id, type_id) REFERENCES indicator_types (indicator_id, type_id),
  CHECK ((state = 'accepted') <= (reviewer IS NOT NULL AND decided_at IS NOT NULL))
);
CREATE INDEX evidence_official ON evidence (official_id, period_id);
CREATE INDEX evidence_unit ON evidence (unit_id, period_id, state);
CREATE INDEX evidence_product ON evidence (product_id);
CREATE INDEX evidence_plan_line ON evidence (plan_line_id, state);
CREATE INDEX evidence_returned ON evidence (official_id, period_id, type_id) WHERE state = 'returned';

-- Append-only: what each change made of it, and why.
CREATE TABLE evidence_history (
  evidence_id bigint NOT NULL REFERENCES evidence (id),
  version     int NOT NULL,
  at          timestamptz NOT NULL,
  account_id  bigint NOT NULL REFERENCES accounts (id),
  action      text NOT NULL,
  state       text NOT NULL,
  faults      int NOT NULL,
  delays      int NOT NULL,
  reason      text NOT NULL,
  reason_code text NOT NULL DEFAULT '',
  seen_ms     bigint NOT NULL DEFAULT 0,
  entry_id    bigint NOT NULL,
  PRIMARY KEY (evidence_id, version)
);

-- Once only: the same act on the same identity counts once for an official. What
-- was returned for its content holds its place: a new claim would shed its faults.
-- The table is kept by triggers, so no way of writing evidence goes past it.
CREATE TABLE countings (
  kind        text NOT NULL,
  key         text NOT NULL,
  act         text NOT NULL,
  official_id bigint NOT NULL,
  evidence_id bigint NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  CONSTRAINT countings_once PRIMARY KEY (kind, key, act, official_id)
);
CREATE INDEX countings_evidence ON countings (evidence_id);
-- +goose StatementBegin
CREATE FUNCTION countings_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM countings WHERE evidence_id = NEW.id;
  IF NEW.state IN ('submitted', 'accepted') OR (NEW.state = 'returned' AND NEW.faults > 0) THEN
    INSERT INTO countings SELECT i.kind, i.key, NEW.act, NEW.official_id, NEW.id
      FROM identities i WHERE i.product_id = NEW.product_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER countings_of_evidence AFTER INSERT OR UPDATE OF state, faults, product_id, act, official_id ON evidence
  FOR EACH ROW EXECUTE FUNCTION countings_of_evidence();
CREATE FUNCTION countings_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM countings WHERE kind = OLD.kind AND key = OLD.key;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO countings SELECT NEW.kind, NEW.key, e.act, e.official_id, e.id
      FROM evidence e WHERE e.product_id = NEW.product_id AND (e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER countings_of_identity AFTER INSERT OR UPDATE OR DELETE ON identities
  FOR EACH ROW EXECUTE FUNCTION countings_of_identity();
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER evidence_history_append_only BEFORE UPDATE OR DELETE ON evidence_history
  FOR EACH ROW EXECUTE FUNCTION append_only();
-- +goose StatementEnd

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
