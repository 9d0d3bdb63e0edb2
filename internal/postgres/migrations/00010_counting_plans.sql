-- +goose Up
-- Each statement asks for one product: plans are kept from when the tables were
-- empty, and what may then be a walk through a whole table must be a look into an
-- index when a hundred thousand rows are imported at once.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION count_evidence(e evidence) RETURNS void LANGUAGE plpgsql AS $$
DECLARE original bigint; BEGIN
  DELETE FROM countings WHERE evidence_id = e.id;
  IF e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0) THEN
    INSERT INTO countings SELECT i.kind, i.key, e.act, e.official_id, e.id FROM identities i WHERE i.product_id = e.product_id;
    SELECT p.duplicate_of INTO original FROM products p WHERE p.id = e.product_id;
    IF original IS NOT NULL THEN
      INSERT INTO countings SELECT i.kind, i.key, e.act, e.official_id, e.id FROM identities i WHERE i.product_id = original;
    END IF;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION countings_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE holder bigint; BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM countings WHERE kind = OLD.kind AND key = OLD.key;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO countings SELECT NEW.kind, NEW.key, e.act, e.official_id, e.id FROM evidence e
      WHERE e.product_id = NEW.product_id AND (e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0));
    FOR holder IN SELECT p.id FROM products p WHERE p.duplicate_of = NEW.product_id LOOP
      INSERT INTO countings SELECT NEW.kind, NEW.key, e.act, e.official_id, e.id FROM evidence e
        WHERE e.product_id = holder AND (e.state IN ('submitted', 'accepted') OR (e.state = 'returned' AND e.faults > 0));
    END LOOP;
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION evidence_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE quarantined text; source text; BEGIN
  SELECT p.quarantined, p.source INTO quarantined, source FROM products p WHERE p.id = NEW.product_id;
  IF quarantined <> '' AND NEW.state IN ('submitted', 'accepted')
     AND (TG_OP = 'INSERT' OR (OLD.product_id, OLD.state) IS DISTINCT FROM (NEW.product_id, NEW.state)) THEN
    RAISE EXCEPTION 'product % is in quarantine', NEW.product_id USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_quarantined';
  END IF;
  IF source = 'classified' AND (NEW.reason <> '' OR (NEW.state = 'accepted'
     AND NOT EXISTS (SELECT 1 FROM head_confirmations c WHERE c.evidence_id = NEW.id AND c.account_id = NEW.reviewer))) THEN
    RAISE EXCEPTION 'work without content counts by the word of the head alone' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_head';
  END IF;
  RETURN NEW;
END $$;
-- +goose StatementEnd

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
