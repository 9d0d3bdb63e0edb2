#!/usr/bin/env bash
# Makes all generated code again, in the order of dependence: rows (SQL → Go),
# the API document (Go → OpenAPI), the API types (OpenAPI → TypeScript).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

(cd internal/postgres && ../../.tools/sqlc generate)

# Written whole or not at all: a failing program must not leave half a document.
mkdir -p .make
go run ./cmd/minhchung openapi >.make/openapi.json
mv .make/openapi.json internal/web/openapi.json

npm --prefix frontend run generate
