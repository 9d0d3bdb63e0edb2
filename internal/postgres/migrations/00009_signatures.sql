-- +goose Up
-- What the digital signatures of a content say, and one word about all of them.
ALTER TABLE content_facts
  ADD signature_verdict text NOT NULL DEFAULT ''
    CHECK (signature_verdict IN ('', 'sound', 'untrusted', 'undetermined', 'changed', 'broken', 'unsigned')),
  ADD signatures jsonb NOT NULL DEFAULT '[]';

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
