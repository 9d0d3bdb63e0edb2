-- +goose Up
-- The rows of the house. Every number between a plan and a score is a rational
-- "n/d"; every change that matters writes a log entry in the same transaction.

-- +goose StatementBegin
CREATE DOMAIN rational AS text CHECK (VALUE ~ '^-?[0-9]{1,200}/[1-9][0-9]{0,199}$');
-- +goose StatementEnd

-- ── Units, officials, accounts ───────────────────────────────────────────────
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

-- ── Periods, calendar, catalogue, plans ──────────────────────────────────────
CREATE TABLE periods (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency_id     bigint NOT NULL REFERENCES units (id),
  kind          text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  first_day     date NOT NULL,
  last_day      date NOT NULL,
  review_closes date NOT NULL,
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'review', 'closed', 'sealed')),
  rulebook      text NOT NULL,
  CHECK (first_day <= last_day AND last_day <= review_closes),
  UNIQUE (agency_id, kind, first_day)
);

-- Holidays and swapped working days, each with its source.
CREATE TABLE calendar_days (
  day     date PRIMARY KEY,
  working boolean NOT NULL,
  source  text NOT NULL
);

CREATE TABLE acts (
  code    text PRIMARY KEY,
  name_vi text NOT NULL,
  name_en text NOT NULL
);
INSERT INTO acts VALUES
  ('draft', 'Soạn thảo', 'Draft'), ('review', 'Thẩm định, kiểm tra', 'Review'),
  ('sign', 'Ký', 'Sign'), ('register', 'Vào sổ, phát hành', 'Register and issue'),
  ('receive', 'Tiếp nhận', 'Receive'), ('resolve', 'Giải quyết', 'Resolve'),
  ('lead', 'Lãnh đạo, tháo gỡ', 'Lead and unblock');

CREATE TABLE product_types (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code        text NOT NULL,
  version     int NOT NULL CHECK (version >= 1),
  name        text NOT NULL,
  group_code  text NOT NULL DEFAULT 'D',
  act         text NOT NULL REFERENCES acts (code),
  unit        text NOT NULL,                              -- unit of count: văn bản, hồ sơ
  per_product rational NOT NULL DEFAULT '1/1',            -- units one product is worth
  coefficient rational CHECK (coefficient NOT LIKE '-%' AND coefficient NOT LIKE '0/%'),
  cap         rational CHECK (cap NOT LIKE '-%'),
  hours       rational CHECK (hours NOT LIKE '-%'),
  needs       text NOT NULL CHECK (needs IN ('file', 'source-record', 'either')),
  recognises  text[] NOT NULL DEFAULT '{}',
  state       text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'retired')),
  valid_from  date NOT NULL,
  valid_to    date,
  source      text NOT NULL DEFAULT 'open',
  UNIQUE (code, version),
  CHECK (per_product NOT LIKE '-%' AND per_product NOT LIKE '0/%')
);

CREATE TABLE indicators (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  unit_id     bigint NOT NULL REFERENCES units (id),
  code        text NOT NULL,
  version     int NOT NULL CHECK (version >= 1),
  name        text NOT NULL,
  data_source text NOT NULL,
  closes_day  int NOT NULL DEFAULT 0 CHECK (closes_day BETWEEN 0 AND 31),
  state       text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'retired')),
  UNIQUE (unit_id, code, version)
);
CREATE TABLE indicator_types (
  indicator_id bigint NOT NULL REFERENCES indicators (id),
  type_id      bigint NOT NULL REFERENCES product_types (id),
  PRIMARY KEY (indicator_id, type_id)
);

CREATE TABLE plan_lines (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  official_id  bigint NOT NULL REFERENCES officials (id),
  unit_id      bigint NOT NULL REFERENCES units (id),      -- where the official served when it was assigned
  period_id    bigint NOT NULL REFERENCES periods (id),
  indicator_id bigint NOT NULL,
  type_id      bigint NOT NULL,
  quantity     rational NOT NULL CHECK (quantity NOT LIKE '-%' AND quantity NOT LIKE '0/%'),
  handed_over  date NOT NULL,
  due          date NOT NULL,
  title        text NOT NULL DEFAULT '',
  unplanned    boolean NOT NULL DEFAULT false,
  approved     boolean NOT NULL DEFAULT false,
  assigned_by  bigint REFERENCES accounts (id),
  created_at   timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (indicator_id, type_id) REFERENCES indicator_types (indicator_id, type_id)
);
CREATE INDEX plan_lines_official ON plan_lines (official_id, period_id);
CREATE INDEX plan_lines_period ON plan_lines (period_id, unit_id);

-- ── Bytes, products, identities ──────────────────────────────────────────────
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
  withdrawn     boolean NOT NULL DEFAULT false
);
CREATE INDEX products_unit ON products (unit_id, id DESC);
CREATE INDEX products_official ON products (submitted_by, id DESC);
CREATE INDEX products_hash ON products (hash);

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

-- ── Evidence ─────────────────────────────────────────────────────────────────
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

-- Once only: the same act on the same identity counts once for an official.
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
  IF NEW.state IN ('submitted', 'accepted') THEN
    INSERT INTO countings SELECT i.kind, i.key, NEW.act, NEW.official_id, NEW.id
      FROM identities i WHERE i.product_id = NEW.product_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER countings_of_evidence AFTER INSERT OR UPDATE OF state, product_id, act, official_id ON evidence
  FOR EACH ROW EXECUTE FUNCTION countings_of_evidence();
CREATE FUNCTION countings_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM countings WHERE kind = OLD.kind AND key = OLD.key;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO countings SELECT NEW.kind, NEW.key, e.act, e.official_id, e.id
      FROM evidence e WHERE e.product_id = NEW.product_id AND e.state IN ('submitted', 'accepted');
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

-- ── General criteria and scorecards ──────────────────────────────────────────
CREATE TABLE general_criteria (
  official_id bigint NOT NULL REFERENCES officials (id),
  period_id   bigint NOT NULL REFERENCES periods (id),
  version     int NOT NULL,
  conduct     rational NOT NULL,
  capacity    rational NOT NULL,
  innovation  rational NOT NULL,
  reason      text NOT NULL CHECK (reason <> ''),
  account_id  bigint NOT NULL REFERENCES accounts (id),
  at          timestamptz NOT NULL,
  entry_id    bigint NOT NULL,
  PRIMARY KEY (official_id, period_id, version)
);

-- Rulebooks in use, by identifier, with the checksum of the text that computed.
CREATE TABLE rulebooks (
  key      text PRIMARY KEY,                              -- e.g. vn-335-2025-nonleader@1
  checksum bytea NOT NULL CHECK (octet_length(checksum) = 32),
  used_at  timestamptz NOT NULL DEFAULT now()
);

-- One request per (official, agency, rulebook, period): a change asks for a new
-- score by raising wanted; a job is queued only when none waits.
CREATE TABLE score_requests (
  official_id bigint NOT NULL REFERENCES officials (id),
  agency_id   bigint NOT NULL REFERENCES units (id),
  rulebook    text NOT NULL,
  period_id   bigint NOT NULL REFERENCES periods (id),
  wanted      bigint NOT NULL DEFAULT 1,
  done        bigint NOT NULL DEFAULT 0,
  queued      boolean NOT NULL DEFAULT true,
  PRIMARY KEY (official_id, agency_id, rulebook, period_id)
);

CREATE TABLE scorecards (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  official_id bigint NOT NULL REFERENCES officials (id),
  agency_id   bigint NOT NULL REFERENCES units (id),
  period_id   bigint NOT NULL REFERENCES periods (id),
  rulebook    text NOT NULL,
  facts_hash  bytea NOT NULL CHECK (octet_length(facts_hash) = 32),
  facts       bytea NOT NULL,                             -- canonical facts, exactly as hashed
  status      text NOT NULL CHECK (status IN ('complete', 'provisional', 'insufficient-data')),
  task        rational,
  general     rational,
  total       rational,
  level       text CHECK (level IN ('excellent', 'good', 'completed', 'not-completed')),
  card        jsonb NOT NULL,
  at          timestamptz NOT NULL,
  entry_id    bigint NOT NULL,
  latest      boolean NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX scorecards_latest ON scorecards (official_id, agency_id, period_id, rulebook) WHERE latest;
CREATE INDEX scorecards_period ON scorecards (period_id) WHERE latest;

-- ── The log ──────────────────────────────────────────────────────────────────
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
