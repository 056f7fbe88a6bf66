# `make site` builds the site into site/, `make test` runs every check; both set up what they need first.
.PHONY: help site test serve check format lock upgrade audit links bench clean
.DEFAULT_GOAL := site

PYTHON_IN_VENV := .venv/bin/python
unexport PYTHONPATH PYTHONHOME

help: ## this list
	@sed -n 's/^\([a-z]*\): .*## /  make \1 \t/p' $(MAKEFILE_LIST)

site: ## build the site into site/
	@sh tools/set-up.sh site
	@$(PYTHON_IN_VENV) build.py

# Types are checked while the site is built, before the tests: those that look at it find its figures drawn.
test: ## every check: lint, types, a build of the site, tests in Python and in a browser
	@sh tools/set-up.sh test
	$(PYTHON_IN_VENV) -m ruff check .
	$(PYTHON_IN_VENV) -m ruff format --check .
	@set -x; $(PYTHON_IN_VENV) -m mypy & types=$$!; trap 'kill $$types' INT TERM; \
	$(PYTHON_IN_VENV) build.py; built=$$?; wait $$types && exit $$built
	@browser=$$(sh tools/set-up.sh browser) && nginx=$$(sh tools/set-up.sh nginx) && set -x && \
	DATELINE_BROWSER="$$browser" DATELINE_NGINX="$$nginx" $(PYTHON_IN_VENV) -m pytest -n auto --maxprocesses=8 --dist=loadfile --no-loadscope-reorder

serve: ## the site at http://127.0.0.1:8000, following every edit
	@sh tools/set-up.sh site
	@$(PYTHON_IN_VENV) build.py serve

check: ## the data and the prose only, in seconds
	@sh tools/set-up.sh site
	@$(PYTHON_IN_VENV) build.py check

format: ## put the code into the form that `make test` asks for
	@sh tools/set-up.sh test
	$(PYTHON_IN_VENV) -m ruff check --fix .
	$(PYTHON_IN_VENV) -m ruff format .

bench: ## time and memory of builds of a large generated site
	@sh tools/set-up.sh site
	@$(PYTHON_IN_VENV) -m benchmarks

# One lock per use, for every platform and Python from 3.11. Each is held to the versions of the one before.
COMPILE = $(PYTHON_IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

lock: ## write requirements/ anew from pyproject.toml, keeping versions that still fit
	@sh tools/set-up.sh lock
	$(COMPILE) pyproject.toml -o requirements/site.txt
	$(COMPILE) pyproject.toml --extra test -c requirements/site.txt -o requirements/test.txt
	$(COMPILE) --group pyproject.toml:build -c requirements/test.txt -o requirements/build.txt
	$(COMPILE) --group pyproject.toml:lock -o requirements/lock.txt
	$(COMPILE) --group pyproject.toml:audit -o requirements/audit.txt
	@sh tools/set-up.sh test
	$(PYTHON_IN_VENV) tools/sbom.py

upgrade: ## the same with the newest versions that fit
	@$(MAKE) lock UPGRADE=--upgrade

# Asks the databases of PyPI and npm; nothing that is audited is installed or run.
audit: ## known weaknesses in the locked packages and the vendored files; needs Node for the second
	@sh tools/set-up.sh audit
	.cache/audit/venv/bin/pip-audit --require-hashes --disable-pip $(foreach lock,site test build lock audit,-r requirements/$(lock).txt)
	@$(PYTHON_IN_VENV) tools/sbom.py --npm-lock .cache/audit/npm
	npm install --prefix .cache/audit/npm --package-lock-only --ignore-scripts --silent
	npm audit --prefix .cache/audit/npm
	npm audit --prefix benchmarks/lighthouse --package-lock-only

links: ## follow every outgoing link of data and articles
	@sh tools/set-up.sh site
	@$(PYTHON_IN_VENV) build.py links

clean: ## away with the environment, the caches and the built site
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist site *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
