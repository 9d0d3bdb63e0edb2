-- +goose Up
-- Seen before, set aside, and work without content.

-- What is kept of the text of a content to find its near copies, and the keys
-- under which a look-up meets it (package internal/intake/nearcopy). The keys stand
-- in a table of their own so that a key which thousands of forms share is read from
-- its newest end and no further.
CREATE TABLE near_sketches (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash        bytea NOT NULL UNIQUE REFERENCES contents (hash) ON DELETE CASCADE,
  method      int NOT NULL,
  words       int NOT NULL,
  picture     boolean NOT NULL,                           -- its words were recognised in pictures
  minima      bytea NOT NULL,
  whole       bigint NOT NULL,
  particulars text[] NOT NULL,                            -- its numbers and names, in order
  keys        bigint[] NOT NULL
);
CREATE TABLE near_keys (
  key    bigint NOT NULL,
  sketch bigint NOT NULL,
  PRIMARY KEY (key, sketch)
);
-- +goose StatementBegin
CREATE FUNCTION near_keys_of_sketch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM near_keys n USING unnest(OLD.keys) k WHERE n.key = k AND n.sketch = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO near_keys SELECT DISTINCT k, NEW.id FROM unnest(NEW.keys) k;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER near_keys_of_sketch AFTER INSERT OR UPDATE OR DELETE ON near_sketches
  FOR EACH ROW EXECUTE FUNCTION near_keys_of_sketch();
-- +goose StatementEnd

-- What was found to be another file of an earlier product. A near copy is a
-- question until a person answers it; 'same' makes the product a duplicate.
CREATE TABLE copies (
  product_id  bigint NOT NULL REFERENCES products (id),
  of_id       bigint NOT NULL REFERENCES products (id),
  relation    text NOT NULL CHECK (relation IN ('identity', 'near', 'scan-of')),
  percent     int NOT NULL CHECK (percent BETWEEN 0 AND 100),
  found_at    timestamptz NOT NULL,
  answer      text NOT NULL DEFAULT '' CHECK (answer IN ('', 'same', 'other')),
  answered_by bigint REFERENCES accounts (id),
  answered_at timestamptz,
  PRIMARY KEY (product_id, of_id),
  CHECK (product_id <> of_id),
  CHECK ((answer = '') = (answered_by IS NULL) AND (answer = '') = (answered_at IS NULL))
);
CREATE INDEX copies_of ON copies (of_id);

-- Once only, also for a file that was found to be another file of the same paper:
-- it counts under the identities of the product that it duplicates.
CREATE INDEX products_duplicate ON products (duplicate_of) WHERE duplicate_of IS NOT NULL;
-- +goose StatementBegin
CREATE FUNCTION count_evidence(e evidence) RETURNS void LANGUAGE sql AS $$
  DELETE FROM countings WHERE evidence_id = e.id;
  INSERT INTO countings SELECT i.kind, i.key, e.act, e.official_id, e.id
    FROM identities i JOIN products p ON p.id = e.product_id
    WHERE i.product_id IN (p.id, p.duplicate_of)
      AND (e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0));
$$;
CREATE OR REPLACE FUNCTION countings_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_evidence(NEW);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION countings_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM countings WHERE kind = OLD.kind AND key = OLD.key;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO countings SELECT NEW.kind, NEW.key, e.act, e.official_id, e.id
      FROM evidence e WHERE e.product_id IN (SELECT p.id FROM products p WHERE p.id = NEW.product_id OR p.duplicate_of = NEW.product_id)
        AND (e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0));
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION countings_of_duplicate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_evidence(e) FROM evidence e WHERE e.product_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER countings_of_duplicate AFTER UPDATE OF duplicate_of ON products
  FOR EACH ROW WHEN (OLD.duplicate_of IS DISTINCT FROM NEW.duplicate_of) EXECUTE FUNCTION countings_of_duplicate();
-- +goose StatementEnd

-- What is set aside (cách ly): papers marked as state secrets (Law 117/2025/QH15) and
-- files that carry programs. The row outlives the bytes: after the purge it is all
-- that is left, and the same bytes are refused for ever. No field takes free words.
ALTER TABLE products
  ADD COLUMN quarantined text NOT NULL DEFAULT '' CHECK (quarantined IN ('', 'classified', 'active')),
  ADD COLUMN source text NOT NULL DEFAULT 'file' CHECK (source IN ('file', 'classified')),
  -- A unit of work without content holds none, whoever writes.
  ADD CONSTRAINT products_content_free CHECK (source <> 'classified' OR (
    hash IS NULL AND title = '' AND doc_type = '' AND number = '' AND symbol = '' AND issuer = '' AND issued_on IS NULL
    AND dossier_code = '' AND read_problem = '' AND completed_on IS NOT NULL));
CREATE TABLE quarantines (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash         bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
  product_id   bigint NOT NULL REFERENCES products (id),
  unit_id      bigint NOT NULL REFERENCES units (id),
  reason       text NOT NULL CHECK (reason IN ('classified', 'active')),
  found_at     timestamptz NOT NULL,
  released_by  bigint REFERENCES accounts (id),
  released_at  timestamptz,
  purge_reason text NOT NULL DEFAULT '' CHECK (purge_reason IN ('', 'state-secret', 'program', 'by-mistake')),
  requested_by bigint REFERENCES accounts (id),
  requested_at timestamptz,
  confirmed_by bigint REFERENCES accounts (id),
  confirmed_at timestamptz,
  purged_at    timestamptz,
  CHECK ((released_by IS NULL) = (released_at IS NULL)),
  CHECK ((requested_by IS NULL) = (requested_at IS NULL) AND (requested_by IS NULL) = (purge_reason = '')),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  CONSTRAINT quarantines_two_persons CHECK (confirmed_by IS NULL OR (requested_by IS NOT NULL AND confirmed_by <> requested_by)),
  CHECK (purged_at IS NULL OR confirmed_by IS NOT NULL),
  CHECK (released_by IS NULL OR requested_by IS NULL)
);
CREATE INDEX quarantines_unit ON quarantines (unit_id, id DESC);
CREATE INDEX quarantines_due ON quarantines (id) WHERE confirmed_at IS NOT NULL AND purged_at IS NULL;
-- +goose StatementBegin
CREATE FUNCTION contents_not_quarantined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM quarantines q WHERE q.hash = NEW.hash AND q.released_at IS NULL) THEN
    RAISE EXCEPTION 'these bytes are in quarantine or were purged' USING ERRCODE = 'check_violation', CONSTRAINT = 'contents_quarantined';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contents_not_quarantined BEFORE INSERT ON contents
  FOR EACH ROW EXECUTE FUNCTION contents_not_quarantined();
CREATE FUNCTION quarantines_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.purged_at IS NULL AND (OLD.id, OLD.hash, OLD.product_id, OLD.reason, OLD.found_at) = (NEW.id, NEW.hash, NEW.product_id, NEW.reason, NEW.found_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'what was set aside or purged stays on record' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER quarantines_kept BEFORE UPDATE OR DELETE ON quarantines
  FOR EACH ROW EXECUTE FUNCTION quarantines_kept();
-- +goose StatementEnd

-- The head of the agency confirms work without content; nobody else's word counts.
CREATE TABLE head_confirmations (
  evidence_id bigint PRIMARY KEY REFERENCES evidence (id),
  account_id  bigint NOT NULL REFERENCES accounts (id),
  at          timestamptz NOT NULL
);
-- +goose StatementBegin
CREATE FUNCTION evidence_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p products; BEGIN
  SELECT * INTO p FROM products WHERE id = NEW.product_id;
  IF p.quarantined <> '' AND NEW.state IN ('submitted', 'accepted')
     AND (TG_OP = 'INSERT' OR (OLD.product_id, OLD.state) IS DISTINCT FROM (NEW.product_id, NEW.state)) THEN
    RAISE EXCEPTION 'product % is in quarantine', p.id USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_quarantined';
  END IF;
  IF p.source = 'classified' AND (NEW.reason <> '' OR (NEW.state = 'accepted'
     AND NOT EXISTS (SELECT 1 FROM head_confirmations c WHERE c.evidence_id = NEW.id AND c.account_id = NEW.reviewer))) THEN
    RAISE EXCEPTION 'work without content counts by the word of the head alone' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_head';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_guarded BEFORE INSERT OR UPDATE ON evidence
  FOR EACH ROW EXECUTE FUNCTION evidence_guarded();

-- What people said about a paper that may not be kept goes with it: a reason can be
-- emptied, and nothing else of the history changes.
CREATE FUNCTION evidence_history_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.reason = '' THEN
    OLD.reason := '';
    IF OLD = NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER evidence_history_append_only ON evidence_history;
CREATE TRIGGER evidence_history_append_only BEFORE UPDATE OR DELETE ON evidence_history
  FOR EACH ROW EXECUTE FUNCTION evidence_history_kept();

-- A card without the title of one product.
CREATE FUNCTION untitled(list jsonb, product bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(CASE WHEN (x ->> 'product_id')::bigint = product THEN jsonb_set(x, '{title}', '""') ELSE x END ORDER BY n), '[]')
  FROM jsonb_array_elements(list) WITH ORDINALITY AS l (x, n)
$$;
CREATE FUNCTION untitled_card(card jsonb, product bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT card || jsonb_build_object(
    'not_counted', untitled(card -> 'not_counted', product),
    'lines', (SELECT coalesce(jsonb_agg(jsonb_set(x, '{evidence}', untitled(x -> 'evidence', product)) ORDER BY n), '[]')
              FROM jsonb_array_elements(card -> 'lines') WITH ORDINALITY AS l (x, n)))
$$;
-- +goose StatementEnd

-- What somebody should know of. It names an object and says nothing about it.
CREATE TABLE notices (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id),
  kind       text NOT NULL,
  object     text NOT NULL,                               -- e.g. quarantine:3
  at         timestamptz NOT NULL,
  read_at    timestamptz
);
CREATE INDEX notices_account ON notices (account_id, id DESC);
CREATE INDEX notices_unread ON notices (account_id) WHERE read_at IS NULL;

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
