-- +goose Up
-- What can be derived from a content later than its facts: the searchable copy of a
-- scan, and what its signatures are worth to other trusted certificates.
ALTER TABLE content_facts
  ADD searchable text NOT NULL DEFAULT '' CHECK (searchable IN ('', 'wanted', 'made', 'not-made')),
  ADD trust text NOT NULL DEFAULT ''; -- fingerprint of the trusted certificates that the signatures were judged by
CREATE INDEX content_facts_signed ON content_facts (trust) WHERE signatures <> '[]';
-- Scans that were read before: the sweep has their copies made. Most of the pages that
-- say anything were recognised from pictures.
UPDATE content_facts f SET searchable = 'wanted'
WHERE (SELECT count(*) FILTER (WHERE c.ocr) > count(*) FILTER (WHERE NOT c.ocr AND c.text <> '') FROM content_pages c WHERE c.hash = f.hash);
CREATE INDEX content_facts_copies ON content_facts (hash) WHERE searchable = 'wanted';

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
