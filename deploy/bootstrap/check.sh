#!/usr/bin/env bash
# Says whether Go and Node are new enough, naming what was found.
#
#   deploy/bootstrap/check.sh go node
set -euo pipefail
# shellcheck source=deploy/bootstrap/versions.sh
source "$(dirname "${BASH_SOURCE[0]}")/versions.sh"

# at_least HAVE WANT compares dotted numbers, field by field.
at_least() {
  local -a have want
  local i
  IFS=. read -ra have <<<"$1"
  IFS=. read -ra want <<<"$2"
  for i in "${!want[@]}"; do
    ((10#${have[i]:-0} > 10#${want[i]})) && return 0
    ((10#${have[i]:-0} < 10#${want[i]})) && return 1
  done
  return 0
}

# check NAME FOUND MINIMUM WHERE
check() {
  local name=$1 found=$2 minimum=$3 where=$4
  if [[ -z $found ]]; then
    echo "$name ≥ $minimum is needed and none was found on PATH. Get it from $where" >&2
    return 1
  fi
  at_least "$found" "$minimum" && return 0
  echo "$name ≥ $minimum is needed; found $found at $(command -v "${name,,}"). Get a newer one from $where" >&2
  return 1
}

# numbers keeps the leading dotted number of "go1.26.8" or "v20.20.2".
numbers() { sed -nE 's/^[^0-9]*([0-9]+(\.[0-9]+)*).*/\1/p'; }

failed=0
for name in "$@"; do
  case $name in
    go)   check Go "$({ go env GOVERSION 2>/dev/null || (cd / && go env GOVERSION 2>/dev/null) || true; } | numbers)" "$GO_MIN" https://go.dev/dl/ || failed=1 ;;
    node) check Node "$({ node --version 2>/dev/null || true; } | numbers)" "$NODE_MIN" https://nodejs.org/ || failed=1 ;;
    *) echo "check: unknown program '$name'" >&2; exit 2 ;;
  esac
done
exit "$failed"
