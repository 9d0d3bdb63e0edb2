-- +goose Up
-- Bytes, products, identities.
CREATE TABLE intentions (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id  bigint NOT NULL REFERENCES accounts (id),
  file_name   text NOT NULL,
  declared    bigint NOT NULL CHECK (declared >= 0),
  hash        bytea CHECK (octet_length(hash) = 32),     -- known once the bytes are staged
  at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX intentions_hash ON intentions (hash);
CREATE INDEX intentions_at ON intentions (at);

-- What was turned away: time, actor and reason only; no name, number or text.
CREATE TABLE refusals (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id),
  reason     text NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE contents (
  hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  size       bigint NOT NULL CHECK (size > 0),
  media_type text NOT NULL,
  stored_at  timestamptz NOT NULL DEFAULT now()
);

-- What one version of the reader found in one content.
CREATE TABLE content_facts (
  hash       bytea PRIMARY KEY REFERENCES contents (hash),
  tool       text NOT NULL,
  pages      int NOT NULL,
  text_chars int NOT NULL,
  guesses    jsonb NOT NULL DEFAULT '[]',
  problems   jsonb NOT NULL DEFAULT '[]',
  read_at    timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE content_pages (
  hash       bytea NOT NULL REFERENCES contents (hash),
  page       int NOT NULL CHECK (page >= 1),
  text       text NOT NULL,
  confidence int NOT NULL,
  ocr        boolean NOT NULL,
  PRIMARY KEY (hash, page)
);

CREATE TABLE products (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id       bigint NOT NULL REFERENCES units (id),
  submitted_by  bigint NOT NULL REFERENCES officials (id),
  title         text NOT NULL DEFAULT '',
  doc_type      text NOT NULL DEFAULT '',
  number        text NOT NULL DEFAULT '',
  symbol        text NOT NULL DEFAULT '',
  issuer        text NOT NULL DEFAULT '',
  issued_on     date,
  dossier_code  text NOT NULL DEFAULT '',
  completed_on  date,
  due_on        date,
  received_at   timestamptz NOT NULL,
  read_state    text NOT NULL DEFAULT 'pending' CHECK (read_state IN ('pending', 'read', 'not-read')),
  read_problem  text NOT NULL DEFAULT '',
  typed         boolean NOT NULL DEFAULT false,           -- a person typed or confirmed its fields
  restricted    boolean NOT NULL DEFAULT false,
  hash          bytea REFERENCES contents (hash),         -- the current version; null for a record without a file
  duplicate_of  bigint REFERENCES products (id),          -- holds an identity that this one was found to have too
  replaced_by   bigint REFERENCES products (id),          -- the file that answered when this one was returned
  withdrawn     boolean NOT NULL DEFAULT false
);
CREATE INDEX products_unit ON products (unit_id, id DESC);
CREATE INDEX products_official ON products (submitted_by, id DESC);
CREATE INDEX products_hash ON products (hash);
CREATE INDEX products_number ON products (number, symbol) WHERE number <> '';

CREATE TABLE product_versions (
  product_id bigint NOT NULL REFERENCES products (id),
  n          int NOT NULL CHECK (n >= 1),
  hash       bytea NOT NULL REFERENCES contents (hash),
  file_name  text NOT NULL,
  account_id bigint NOT NULL REFERENCES accounts (id),
  at         timestamptz NOT NULL,
  entry_id   bigint NOT NULL,
  PRIMARY KEY (product_id, n)
);

-- The set of identities of a product; each belongs to one product only.
CREATE TABLE identities (
  kind       text NOT NULL CHECK (kind IN ('document', 'dossier', 'hash')),
  key        text NOT NULL CHECK (key <> ''),
  product_id bigint NOT NULL REFERENCES products (id),
  PRIMARY KEY (kind, key)
);
CREATE INDEX identities_product ON identities (product_id);

-- Named persons who may open a restricted product.
CREATE TABLE product_readers (
  product_id bigint NOT NULL REFERENCES products (id),
  account_id bigint NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (product_id, account_id)
);

CREATE TABLE contributions (
  product_id  bigint NOT NULL REFERENCES products (id),
  act         text NOT NULL REFERENCES acts (code),
  official_id bigint NOT NULL REFERENCES officials (id),
  share       rational NOT NULL CHECK (share NOT LIKE '-%' AND share NOT LIKE '0/%'),
  PRIMARY KEY (product_id, act, official_id)
);

-- Shares of one act of one product sum to at most 1, exactly, whoever writes and
-- however many at once: writers of one product queue on its row.
-- +goose StatementBegin
CREATE FUNCTION contributions_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n numeric := 0; d numeric := 1; s text; BEGIN
  PERFORM 1 FROM products WHERE id = NEW.product_id FOR UPDATE;
  FOR s IN SELECT share FROM contributions WHERE product_id = NEW.product_id AND act = NEW.act LOOP
    n := n * split_part(s, '/', 2)::numeric + split_part(s, '/', 1)::numeric * d;
    d := d * split_part(s, '/', 2)::numeric;
  END LOOP;
  IF n > d THEN
    RAISE EXCEPTION 'shares of product % in act % sum past 1', NEW.product_id, NEW.act
      USING ERRCODE = 'check_violation', CONSTRAINT = 'contributions_sum';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER contributions_sum AFTER INSERT OR UPDATE ON contributions
  FOR EACH ROW EXECUTE FUNCTION contributions_sum();
-- +goose StatementEnd

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
