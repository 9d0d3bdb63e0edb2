#!/usr/bin/env bash
# Brings the pinned Go programs of this repository into .tools.
#
#   deploy/bootstrap/tools.sh                  all of them
#   deploy/bootstrap/tools.sh versitygw …      only those named
#
# A program is built only when the wanted version is absent. No stamp file says
# which one is there: the binary itself does (`go version -m`), so a stamp can
# never disagree with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/bootstrap/versions.sh
source deploy/bootstrap/versions.sh

deploy/bootstrap/check.sh go

tools=$PWD/.tools
mkdir -p "$tools"

# install NAME PACKAGE VERSION
#
# A linter refuses code newer than the Go it was built with, so a program built
# by another Go release is built again too.
install() {
  local name=$1 package=$2 version=$3 have go_release
  go_release=$(go env GOVERSION | cut -d. -f1,2)
  have=$(go version -m "$tools/$name" 2>/dev/null |
    awk 'NR == 1 { split($2, v, "."); release = v[1] "." v[2] } $1 == "mod" { print release, $3 }') || have=
  [[ $have == "$go_release $version" ]] && return 0
  echo "tools: building $name $version (have: ${have:-none})"
  # GOFLAGS= and GOWORK=off: somebody's own settings must not change the pin.
  GOFLAGS='' GOWORK=off GOBIN=$tools go install "$package@$version"
}

(($#)) || set -- versitygw sqlc golangci-lint
for name in "$@"; do
  case $name in
    versitygw)     install "$name" github.com/versity/versitygw/cmd/versitygw "$VERSITYGW" ;;
    sqlc)          install "$name" github.com/sqlc-dev/sqlc/cmd/sqlc "$SQLC" ;;
    golangci-lint) install "$name" github.com/golangci/golangci-lint/v2/cmd/golangci-lint "$GOLANGCI_LINT" ;;
    *) echo "tools: unknown program '$name' (known: versitygw sqlc golangci-lint)" >&2; exit 2 ;;
  esac
done
