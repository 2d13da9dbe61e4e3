# Souk. `make` alone lists what there is.
HOME_DIR ?= .souk

.PHONY: help up status down build test lint format bench bench-delivery clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

up: build ## build what is missing and open the shop on http://127.0.0.1:8080 (PORT=… for another)
	@exec .build/release/souk up --home $(HOME_DIR) --import data/catalogue/dummyjson/products.json $(if $(PORT),--port $(PORT)) $(UP)

status: ## tell how the shop is
	@.build/release/souk status --home $(HOME_DIR)

down: ## close the shop that `make up` opened
	@.build/release/souk down --home $(HOME_DIR)

build: ## install what is missing and build the souk binary
	@scripts/bootstrap
	@scripts/build souk

test: ## install what is missing, build, and run every test (FILTER=OrderServiceTests for some)
	@scripts/bootstrap --with-browser
	@scripts/test $(FILTER)

lint: ## check formatting and the repository's own rules
	@scripts/lint

format: ## format the Swift sources
	@swift format -i --parallel --recursive Package.swift Sources Tests

bench: ## measure, and print a table and .souk/bench.json
	@scripts/bootstrap --with-wrk
	@scripts/build souk souk-bench
	@.build/release/souk-bench --output .souk/bench.json

bench-delivery: ## measure releases and rollouts, and print a table and .souk/bench-delivery.json (ARGS=--quick for a short run)
	@scripts/bootstrap
	@scripts/build souk souk-bench souk-faulty
	@.build/release/souk-bench delivery --output .souk/bench-delivery.json $(ARGS)

clean: ## remove everything that was built (the shop's data in .souk stays)
	@rm -rf .build
