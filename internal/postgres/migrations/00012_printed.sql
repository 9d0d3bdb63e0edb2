-- +goose Up
-- Office documents get a copy, too: a PDF of them as they are printed. The sweep has
-- those made that were read before.
UPDATE content_facts f SET searchable = 'wanted' FROM contents c
WHERE c.hash = f.hash AND f.searchable = ''
  AND (c.media_type = 'application/msword' OR c.media_type LIKE 'application/vnd.openxmlformats-officedocument.%' OR c.media_type LIKE 'application/vnd.oasis.opendocument.%');

-- +goose Down
-- There is no way down: a register of evidence is never un-made.
SELECT 1;
