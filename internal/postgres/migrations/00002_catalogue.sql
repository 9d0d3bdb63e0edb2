-- +goose Up
-- Periods, calendar, catalogue, plans.
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

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
