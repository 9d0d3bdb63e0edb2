#!/usr/bin/env bash
# Installs the front end's packages at the versions of its lock file.
#
# `npm ci` refuses the whole lock when it lacks an optional package made for
# another system, which happens when a registry has not got that one. The same
# lock is then followed by `npm install`, which lets those be; the lock itself is
# not written.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export npm_config_update_notifier=false

mkdir -p .make
log=.make/npm-ci.log
npm --prefix frontend ci --no-audit --no-fund --loglevel=error 2>"$log" </dev/null && exit 0
if ! grep -q '^npm error Missing: ' "$log"; then
  cat "$log" >&2
  exit 1
fi
echo "npm: the lock lacks packages of other systems; following it with npm install:" >&2
grep '^npm error \(Missing\|Invalid\): ' "$log" >&2
npm --prefix frontend install --no-save --no-audit --no-fund --loglevel=error </dev/null
