# make help lists what can be typed.

PREFIX ?= /usr/local
DESTDIR ?=
DATA ?=

# One configuration for everything, so that it is compiled once.
CONFIGURATION := release
BUILD := swift build -c $(CONFIGURATION)

# Where a toolchain often lies without being on the PATH.
export PATH := $(PATH):/opt/swift/usr/bin:/usr/share/swift/usr/bin:$(HOME)/.local/share/swiftly/bin

.PHONY: all build demo test check lint bench install uninstall clean help needs
.DEFAULT_GOAL := build

## make                    build the command, .build/release/shotmark
all build: needs
	@$(BUILD) --product shotmark

## make demo [DATA=DIR]    from tags to a judged detector; on your own recordings with DATA
demo: build
	@Scripts/demo "$(DATA)"

## make test               build and run every test
test:
	@Scripts/install-needs test
	@$(BUILD) --build-tests
	@python=$(CURDIR)/.build/python/bin/python3; [ ! -x "$$python" ] || \
	    export SHOTMARK_PYTHON="$${SHOTMARK_PYTHON:-$$python}"; \
	    swift test -c $(CONFIGURATION) --skip-build --disable-xctest

## make check              style, imports, warnings, sanitizers, and a minute of fuzzing, as .ci/run does
check: needs lint
	@CI=true $(BUILD) --explicit-target-dependency-import-check error
	@Scripts/sanitize
	@Scripts/fuzz 60

lint:
	@swift format lint --strict -r Package.swift Sources Tests Benchmarks

## make bench              the peers side by side with Shotmark (Benchmarks/RESULTS.md)
bench: build
	@Benchmarks/run

## make install [PREFIX=]  command, manual pages and completions into PREFIX (/usr/local)
# Built once more with Swift's library inside: it starts faster, and outlives the toolchain. Tests cannot be built so.
install: needs
	@$(BUILD) --product shotmark --static-swift-stdlib --scratch-path .build/static
	@Scripts/install .build/static/$(CONFIGURATION)/shotmark "$(DESTDIR)$(PREFIX)"

## make uninstall          take them away again
uninstall:
	@Scripts/install --remove "$(DESTDIR)$(PREFIX)"

## make clean              remove what was built and the demo
clean:
	rm -rf .build Demo

## make help               this list
help:
	@sed -n 's/^## //p' Makefile

needs:
	@Scripts/install-needs
