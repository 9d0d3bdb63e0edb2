-- +goose Up
-- General criteria and scorecards.
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

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
