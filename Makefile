# The few commands of this house. Each makes ready what it needs, and only what has changed.

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
ARGS ?=
READY = $(PYTHON) -m tools.setup
INSIDE = .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: run training test check fix dev bench bench-full load faults walk security guides bundle bill audit help

run:  ## start Malath with invented people (PORT=8000; DEMO=0 starts empty and asks)
	@$(READY) --port $(PORT)
	@exec $(INSIDE) tools.serve --port $(PORT) $(if $(filter 0,$(DEMO)),--empty)

training:  ## start a house to train in: own data and keys, nothing leaves it (RESET=1 begins it anew)
	@$(READY) --port $(PORT)
	@exec $(INSIDE) tools.serve --port $(PORT) --training $(if $(RESET),--reset)

guides:  ## take the pictures of the guides from the running product, and bind them into books (var/guides)
	@$(READY) --dev
	@exec $(INSIDE) tools.guides $(ARGS)

test:  ## all tests: SQLite, and PostgreSQL and a browser where they are installed
	@$(READY) --dev
	@exec $(INSIDE) tools.test $(ARGS)

check:  ## style, types, the map of the code, templates, translations, migrations, licences
	@$(READY) --dev
	@exec $(INSIDE) tools.check

fix:  ## mend what can be mended by itself: style, import order, the table of licences
	@$(READY) --dev
	@exec $(INSIDE) tools.check --fix

dev:  ## start Malath for writing code: changed code is loaded again
	@$(READY) --port $(PORT) --dev
	@exec $(INSIDE) tools.serve --port $(PORT) --dev $(if $(filter 0,$(DEMO)),--empty)

bench:  ## measure speed over HTTP on both engines; prints a table (takes long)
	@$(READY) --dev
	@exec $(INSIDE) benchmarks $(ARGS)

bench-full:  ## the same for a million people, and what no page shows (hours, 50 GB)
	@$(READY) --dev
	@exec $(INSIDE) benchmarks.full $(ARGS)

load:  ## everybody at work at once for a minute: reading and writing; prints a table (ARGS="--at-once 16 --seconds 300")
	@$(READY) --dev
	@exec $(INSIDE) benchmarks.load $(ARGS)

faults:  ## kill, lock, fill and restart what Malath runs on; prints what was kept (ARGS="--only kill --engine sqlite")
	@$(READY) --dev
	@exec $(INSIDE) faults $(ARGS)

walk:  ## install, restore, fail over, new keys, upgrade: the commands of the administrator's guide, on this machine
	@$(READY) --dev
	@exec $(INSIDE) tools.walk $(ARGS)

security:  ## attack it, as every role and as nobody; prints what it withstood
	@$(READY) --dev
	@exec $(INSIDE) tools.security

bundle:  ## one archive to install from without network (ARGS=--try installs it so and looks)
	@$(READY)
	@exec $(INSIDE) tools.bundle $(ARGS)

bill:  ## write the bill of all that is used by others: build/malath.cdx.json (CycloneDX)
	@$(READY) --dev
	@exec $(INSIDE) tools.bill

audit:  ## ask for known faults of what is used by others (ARGS=--strict fails when nobody answers)
	@$(READY) --dev
	@exec $(INSIDE) tools.audit $(ARGS)

help:
	@sed -n 's/^\([a-z-]*\):  ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18
