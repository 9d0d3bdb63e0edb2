# Minh Chứng. `make` alone lists what there is; `make run` is all it takes to see
# it, `make test` is all it takes to trust it.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

DATA     ?= ./data
LISTEN   ?= 127.0.0.1:8080
BENCH    ?= .
FUZZTIME ?= 60s

bootstrap := deploy/bootstrap
# Everything the built pages depend on; the built pages themselves excluded.
front_sources := $(shell find frontend -type f \
	-not -path '*/node_modules/*' -not -path 'frontend/dist/*' -not -path 'frontend/e2e/*' \
	-not -path '*/test-results/*' -not -path '*/playwright-report/*' 2>/dev/null)
shell_scripts := $(wildcard $(bootstrap)/*.sh) .ci/run

##@ Use
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z][a-z-]*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo

run: system build ## start it with a demo office on LISTEN (127.0.0.1:8080), data in DATA (./data)
	exec bin/minhchung serve --demo --data $(DATA) --listen $(LISTEN)

dev: system npm ## the same from source, pages reloading by themselves on port 5173
	$(bootstrap)/dev.sh $(LISTEN)

build: check frontend ## build bin/minhchung with its pages inside
	go build -o bin/minhchung ./cmd/minhchung

##@ Trust
test: system-test build tools-test ## run every test: Go, front end, browser
	@go build -o .make/testrun ./$(bootstrap)/testrun
	@.make/testrun

lint: check tools-lint npm ## look for what tests do not see
	.tools/golangci-lint run
	.tools/golangci-lint fmt --diff
	npm --prefix frontend run lint
	npm --prefix frontend run typecheck
	for script in $(shell_scripts); do bash -n "$$script"; done

verify: check tools-verify npm ## prove that generated code is what its sources generate
	$(bootstrap)/verify.sh

bench: build ## measure over HTTP, then by Go benchmarks; BENCH=regexp chooses
	go run ./deploy/bench -program bin/minhchung
	go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 60m ./...

firstpages: check ## make the papers that recognition is measured on again, and measure (half an hour)
	go run ./deploy/firstpages -seed 335 -count 108 -out deploy/firstpages/measure/testdata/335.jsonl.gz & \
	go run ./deploy/firstpages -seed 2020 -count 108 -out deploy/firstpages/measure/testdata/2020.jsonl.gz; \
	wait $$!
	go test -count 1 -v -run TestTheMeasuredSet ./deploy/firstpages/measure

fuzz: check ## fuzz every target for FUZZTIME (60s)
	$(bootstrap)/fuzz.sh $(FUZZTIME)

##@ Tend
generate: check tools-verify npm ## make sqlc's code, the API document and the API types again
	$(bootstrap)/generate.sh

tools: check ## bring the pinned Go programs into .tools
	$(bootstrap)/tools.sh

clean: ## remove what was built; data and .tools stay
	rm -rf bin .make frontend/node_modules frontend/test-results frontend/playwright-report
	find frontend/dist -mindepth 1 -not -name .gitkeep -delete

# ---- steps of the above ----

check:
	@$(bootstrap)/check.sh go node

system: check
	@$(bootstrap)/system.sh run

system-test: check
	@$(bootstrap)/system.sh test

# Each target waits only for the programs it uses: a linter takes minutes to build.
tools-test: check
	@$(bootstrap)/tools.sh versitygw

tools-lint: check
	@$(bootstrap)/tools.sh golangci-lint

tools-verify: check
	@$(bootstrap)/tools.sh sqlc

# npm writes this file itself when it has installed everything.
npm_done := frontend/node_modules/.package-lock.json
npm: $(npm_done)
$(npm_done): frontend/package.json frontend/package-lock.json
	$(bootstrap)/npm.sh
	@touch $@

frontend: frontend/dist/index.html
frontend/dist/index.html: $(npm_done) $(front_sources)
	npm --prefix frontend run build
	@touch $@

.PHONY: help run dev build test lint verify bench firstpages fuzz generate tools clean \
	check system system-test tools-test tools-lint tools-verify npm frontend
