# shellcheck shell=bash disable=SC2034
# The versions this repository is built and checked with, in one place. Sourced
# by the other scripts; it runs nothing by itself.
#
# The Go programs are pinned here and not as `tool` lines of go.mod, because
# their several hundred dependencies would then take part in choosing the
# versions that the product itself is linked with.

GO_MIN=1.26
NODE_MIN=20.19
POSTGRES_MIN=15

VERSITYGW=v1.8.0       # S3 gateway: storage tests run against a real server
SQLC=v1.31.1           # typed Go out of internal/postgres/queries
GOLANGCI_LINT=v2.15.0  # `make lint`

# PostgreSQL for machines whose own packages cannot be installed.
EMBEDDED_POSTGRES=18.4.0-beta.17
