# The commands people type. `make` alone lists them.

PORT ?= 8000
WORKERS ?= 1
MEDIA := $(or $(MEDIA_ROOT),media)
# Pictures, which the server sends by itself. Audio and video are asked for in parts: the paper does.
UPLOADS := pictures renditions share
PYTHON ?= python3
# One more than there are cores: tests wait for browsers and servers as well.
PROCESSES := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
VENV := .venv
BIN := $(VENV)/bin
# What a lock names and nothing else: a file that differs from the one that was locked is refused.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# For every Python from 3.11 on and every system, and not for this machine alone.
LOCK = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(ARGS)
# Files begin in the order of tests/conftest.py (and not with those that have the most tests).
# Compiled tests are kept even where Python keeps nothing else: each process would compile them all.
TESTS = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(PROCESSES) --maxprocesses 4 \
	--dist loadfile --no-loadscope-reorder
# A file that is named is run, whatever its marks.
EVERY_DAY = $(if $(findstring .py,$(ARGS)),,-m "not browser and not nginx and not long")
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# What reads back the rights in files of pictures. Tests that need it say so, and so do we.
EXIFTOOL := $(shell command -v exiftool)
define WITHOUT_EXIFTOOL
@echo "Non trovo ExifTool: salto le prove che rileggono i diritti nelle immagini (su Debian: apt-get install libimage-exiftool-perl)."
endef

export PORT

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-all bench judge lint lock paper

help:  ## Elenca i comandi
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 16

# A virtual environment is whole when its stamp is there, and made anew when what it holds changes.
$(VENV)/.installed: deploy/requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Serve Python 3.11 o più recente: $(PYTHON) è $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Non riesco a creare $(VENV). Su Debian e Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installo quello che serve in $(VENV)…"
	@$(INSTALL) -r deploy/requirements.txt
	@touch $@

$(VENV)/.tests: requirements.txt $(VENV)/.installed
	@echo "Installo quello che serve alle prove…"
	@$(INSTALL) -r requirements.txt
	@touch $@

# Whatever `.env` says, the demo runs with DEBUG on, and the server with DEBUG off.
demo: export DEBUG := true
serve: export DEBUG := false

paper: $(VENV)/.installed
	@$(BIN)/python manage.py upgrade --verbosity 0
	@$(BIN)/python manage.py prepare_demo

demo: .env paper  ## Il giornale con la dimostrazione, su SQLite, su http://127.0.0.1:8000 (PORT)
	@echo
	@echo "  Il giornale    http://127.0.0.1:$(PORT)/"
	@echo "  La redazione   http://127.0.0.1:$(PORT)/admin/"
	@echo "  Utenti         direttore, caporedattore, redattore (password: demo)"
	@echo
	@exec $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

serve: .secret_key paper  ## Lo stesso giornale sul server di produzione (PORT, WORKERS)
	@mkdir -p $(UPLOADS:%=$(MEDIA)/%)
	@echo "Il giornale è su http://127.0.0.1:$(PORT)/"
	@exec $(BIN)/granian --interface wsgi --no-ws --host 127.0.0.1 --port $(PORT) \
		--workers $(WORKERS) --blocking-threads 2 \
		$(foreach each,$(UPLOADS),--static-path-route /media/$(each) --static-path-mount $(MEDIA)/$(each)) \
		newsroom.wsgi:application

# So that a command typed here works as `make demo` does, without naming a variable.
.env:
	@printf '%s\n' \
		'# Scritto da «make demo»: i comandi dati qui (manage.py …) lavorano come lui, con DEBUG acceso.' \
		'# Un giornale che esce tiene DEBUG spento: così fanno «make serve» e deploy/paper.env.' \
		'DEBUG=true' > $@

.secret_key:
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

test: $(VENV)/.tests  ## Le prove di ogni giorno: pochi minuti (ARGS)
	$(if $(EXIFTOOL),,$(WITHOUT_EXIFTOOL))
	$(TESTS) $(EVERY_DAY) $(ARGS)

test-all: $(VENV)/.tests  ## Tutte le prove: browser, nginx, guasti, aggiornamenti, giri lunghi (ARGS)
	$(if $(EXIFTOOL),,$(WITHOUT_EXIFTOOL))
ifeq ($(CHROMIUM),)
	@echo "Non trovo Chromium: salto le prove nel browser (su Debian: apt-get install chromium)."
	$(TESTS) -m "not browser" $(ARGS)
else
	$(TESTS) $(ARGS)
endif

bench: $(VENV)/.installed  ## Quanto costa servire, trovare i nomi, cercare (PIECES, NAMES, ARGS)
	@$(BIN)/python benchmarks/run.py --pieces $(or $(PIECES),1000000) --names $(or $(NAMES),100000) $(ARGS)

judge: $(VENV)/.tests  ## Che cosa ne dicono gli altri: HTML, accessibilità, velocità, feed, API (PIECES, ARGS)
	@$(BIN)/python benchmarks/judge.py --pieces $(or $(PIECES),0) $(ARGS)

lint: $(VENV)/.tests  ## Stile, formato e strati del codice
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files 'templates/*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports

lock: $(VENV)/.tests  ## Rifà gli elenchi delle dipendenze con le loro impronte (ARGS=--upgrade)
	$(LOCK) -o deploy/requirements.txt deploy/requirements.in
	$(LOCK) -o requirements.txt tests/requirements.in
