#!/usr/bin/env bash
# Runs the program from source beside Vite's development server, which reloads
# the pages and hands /api on to the program. Ends both together.
#
#   deploy/bootstrap/dev.sh 127.0.0.1:8080
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
listen=${1:-127.0.0.1:8080}

mkdir -p .make
go build -o .make/minhchung-dev ./cmd/minhchung
.make/minhchung-dev serve --demo --data ./data-dev --listen "$listen" &
server=$!
# The server gets time to stop its database in order.
trap 'kill -INT "$server" 2>/dev/null; wait "$server"' EXIT
MINHCHUNG_DEV_SERVER="http://$listen" npm --prefix frontend run dev
