#!/usr/bin/env bash
# Proves that the generated code in the tree is what its sources generate, and
# that go.mod lists what the code imports. Compares with the state before, not
# with the last commit, so that it can be used while working.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

generated=(internal/postgres/gen internal/web/openapi.json frontend/api)

before=.make/verify
rm -rf "$before"
mkdir -p "$before"
for path in "${generated[@]}"; do
  [[ -e $path ]] || { echo "verify: $path is not there: run \`make generate\` and commit it" >&2; exit 1; }
  cp -a --parents "$path" "$before"
done

deploy/bootstrap/generate.sh

stale=0
for path in "${generated[@]}"; do
  diff -r -u "$before/$path" "$path" || stale=1
done
rm -rf "$before"
if ((stale)); then
  echo "verify: generated code was stale; it has been made again: look at it and commit it" >&2
  exit 1
fi
go mod tidy -diff || { echo "verify: run \`go mod tidy\`" >&2; exit 1; }
echo "verify: generated code and go.mod are fresh"
