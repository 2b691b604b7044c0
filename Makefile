# Two commands are all a newcomer needs: make demo, make test. Both set up .venv the first time.
PYTHON ?= python3
RUN = $(PYTHON) -m workbook_tools.bootstrap

.PHONY: demo test lint bench samples templates pictures docs clean

demo:      ## the whole flow on the five published reports, into out/
	@$(RUN) demo

test:      ## all tests; those that need LibreOffice are skipped, with their reason, where it is missing
	@$(RUN) test

lint:      ## style and types, over package, tests and scripts
	@$(RUN) setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench:     ## how long a summary of 500 indicators, 300 returns and a click take, beside peers and floors
	@$(RUN) setup
	.venv/bin/python tests/benchmarks/summary_speed.py
	.venv/bin/python tests/benchmarks/consolidation_speed.py
	.venv/bin/python tests/benchmarks/click_speed.py

samples:   ## rebuild samples/returns from the published figures
	@$(RUN) samples

pictures:  ## take the pictures of the documentation anew, in LibreOffice
	@$(RUN) setup
	.venv/bin/python docs/build_pictures.py
	.venv/bin/python docs/build_button_pictures.py
	.venv/bin/python docs/build_report_pictures.py
	.venv/bin/python docs/build_colour_pictures.py

templates: ## rebuild the blank returns of all shipped schemes, the blank distribution list, the team's control workbook
	@$(RUN) setup
	rm -rf templates/*.xlsx out/addin
	.venv/bin/workbook-tools scheme list | cut -d: -f1 | while read name; do \
	    .venv/bin/workbook-tools issue --scheme $$name -o templates/$$name-return.xlsx; done
	.venv/bin/workbook-tools despatch list --blank "templates/Distribution list.xlsx"
	.venv/bin/workbook-tools addin build --quiet out/addin
	cp "out/addin/Performance control.xlsm" templates/

docs:      ## rewrite the pages that are made from the code
	@$(RUN) setup
	.venv/bin/python docs/build_docs.py

clean:
	rm -rf .venv out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
