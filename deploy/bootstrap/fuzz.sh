#!/usr/bin/env bash
# Fuzzes every target of every package, one after the other (Go takes one at a
# time). What it finds is kept under the package's testdata/fuzz as a test.
#
#   deploy/bootstrap/fuzz.sh 10s
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
time=${1:-10s}

failed=0
while read -r package dir; do
  targets=$(grep -hoE '^func Fuzz[A-Za-z0-9_]*' "$dir"/*_test.go 2>/dev/null | sed 's/^func //') || continue
  for target in $targets; do
    echo "fuzz: $package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 2s "$package" </dev/null || failed=1
  done
done < <(go list -f '{{.ImportPath}} {{.Dir}}' ./...)
exit "$failed"
