EXTENSION = pg_market pg_market_wallet
EXTVERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" pg_market.control)

MODULE_big = pg_market
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/kernel/*.c src/type/*.c src/jsonschema/*.c \
	src/core/*.c src/channel/*.c src/service/*.c)))
WALLET = pg_market_wallet$(DLSUFFIX)
WALLET_OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/wallet/*.c))) src/kernel/keccak.o src/kernel/ecdsa.o

SCRIPT = sql/pg_market--$(EXTVERSION).sql
WALLET_SCRIPT = sql/pg_market_wallet--$(EXTVERSION).sql
DATA_built = $(SCRIPT) $(WALLET_SCRIPT)
# from one version to the next, by hand
DATA = $(sort $(wildcard sql/*--*--*.sql))

PG_CPPFLAGS = -I$(srcdir)/src $(IDN_CPPFLAGS)
PG_CFLAGS = -MMD -MP $(if $(DEV),$(DEV_CFLAGS)) $(if $(SANITIZE),$(SANITIZE_CFLAGS))
DEV_CFLAGS = -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare \
	-Wno-missing-field-initializers -DUSE_ASSERT_CHECKING
# undefined behaviour ends the backend; the stock server loads such a library as it is
SANITIZE_CFLAGS = -fsanitize=undefined -fno-sanitize-recover=undefined
SHLIB_LINK = $(if $(filter linux,$(PORTNAME)),-Xlinker --version-script=build/exports.map) \
	-lsecp256k1 -lnettle -ljansson -lpcre2-8 $(IDN_LIBS)
SHLIB_PREREQS = build/exports.map
# test/fuzz/run: libFuzzer in the library, which clang alone makes
ifneq ($(FUZZ),)
override CC = $(FUZZ_CC)
OBJS += test/fuzz/fuzz.o
PG_CFLAGS += -w -DUSE_ASSERT_CHECKING -fsanitize=fuzzer-no-link,undefined -fsanitize-trap=undefined
FUZZ_CC ?= clang-14
SHLIB_LINK += $(shell $(FUZZ_CC) -print-resource-dir)/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a \
	-lstdc++ -lpthread -ldl -lm
endif
# without libidn2 only the ASCII part of internationalized host names is checked
ifeq ($(shell pkg-config --exists libidn2 2>/dev/null && echo found),found)
IDN_CPPFLAGS := -DUSE_LIBIDN2 $(shell pkg-config --cflags libidn2)
IDN_LIBS := $(shell pkg-config --libs libidn2)
endif
# no bitcode: its inlining would need the symbols that exports.map hides
override with_llvm = no

REGRESS := setup $(filter-out setup,$(sort $(patsubst test/sql/%.sql,%,$(wildcard test/sql/*.sql))))
REGRESS_OPTS = --inputdir=test --outputdir=build/regress
REGRESS_PREP = $(if $(ISOLATION),isolation-database)
ISOLATION := $(sort $(patsubst test/specs/%.spec,%,$(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --outputdir=build/isolation --use-existing
PROVE_TESTS := $(sort $(wildcard test/t/*.pl))
TAP_TESTS := $(if $(PROVE_TESTS),1)

EXTRA_CLEAN = build src/core/fragments.h src/jsonschema/metaschemas.h $(WALLET) $(WALLET_OBJS) $(DEPENDENCIES) \
	test/fuzz/fuzz.o test/fuzz/fuzz.d
DEPENDENCIES = $(sort $(patsubst %.o,%.d,$(OBJS) $(WALLET_OBJS)))

PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
ifdef PGXS
include $(PGXS)
else
all install uninstall installcheck clean:
	@echo "$(PG_CONFIG) finds no server headers: run 'make setup', or set PG_CONFIG" >&2; exit 1
endif

.PHONY: setup test demo bench crash hostile prove sanitize lint fuzz dist isolation-database FORCE
.DELETE_ON_ERROR:

# What a reader calls.  The first three install what is missing and need no server.

test: setup
	@test/run

demo: setup
	@DEV=1 script/with-cluster script/demo

bench: setup
	@script/with-cluster --durable sh -c "bench/run && bench/run-service && bench/run-audit"

# What takes longer than a test may: see CONTRIBUTING.md.

crash:
	@script/setup python3-psycopg2
	@DEV=1 script/with-cluster test/crash/run.py --faults $(or $(FAULTS),40)

hostile:
	@script/setup python3-psycopg2
	@DEV=1 script/with-cluster test/hostile/run.py --calls $(or $(CALLS),20000) --seeds $(or $(SEEDS),1)

sanitize: setup
	@SANITIZE=1 test/run

prove:
	@script/setup python3-psycopg2 sqlsmith clang-14 libclang-rt-14-dev
	@script/prove $(or $(FAULTS),200) $(or $(CALLS),34000) $(or $(QUERIES),20000)

setup:
	@script/setup

lint:
	@script/lint

fuzz:
	@script/setup clang-14 libclang-rt-14-dev
	@FUZZ=1 FUZZ_SECONDS=$(or $(SECONDS),60) script/with-cluster test/fuzz/run $(TARGETS)

dist:
	@mkdir -p build
	git archive --format=zip --prefix=pg_market-$(EXTVERSION)/ \
		--output=build/pg_market-$(EXTVERSION).zip HEAD

# The scripts of both extensions: their fragments in order.

$(SCRIPT): Makefile $(sort $(wildcard sql/[0-9]*.sql)) pg_market.control
$(WALLET_SCRIPT): Makefile $(sort $(wildcard sql/wallet/*.sql)) pg_market_wallet.control
$(DATA_built):
	@printf '%s\n' '\echo Use "CREATE EXTENSION $(basename $(notdir $(lastword $^)))" to load this file. \quit' > $@
	cat /dev/null $(filter %.sql,$^) >> $@

# What install() runs, as C strings.

src/core/install.o: src/core/fragments.h
src/core/fragments.h: script/embed sql/table sql/view sql/grant $(wildcard sql/table/*.sql sql/view/*.sql sql/grant/*.sql)
	script/embed table_fragments $(sort $(wildcard sql/table/*.sql)) > $@
	script/embed view_fragments $(sort $(wildcard sql/view/*.sql)) >> $@
	script/embed grant_fragments $(sort $(wildcard sql/grant/*.sql)) >> $@

# The metaschemas of JSON Schema, likewise.

src/jsonschema/metaschema.o: src/jsonschema/metaschemas.h
src/jsonschema/metaschemas.h: script/embed $(wildcard src/jsonschema/metaschema/*.json)
	script/embed metaschema_fragments $(sort $(wildcard src/jsonschema/metaschema/*.json)) > $@

# Only what SQL calls leaves a library; both hold the kernels and must not share them.

build/exports.map:
	@mkdir -p build
	echo '{ global: market_*; pg_finfo_*; Pg_magic_func; _PG_init; local: *; };' > $@

# Objects made with other flags, or for another server, are made again.

ifdef PGXS
$(OBJS) $(WALLET_OBJS): build/flags
build/flags: FORCE
	@mkdir -p build
	@echo '$(VERSION) $(COMPILE.c)' | cmp -s - $@ || echo '$(VERSION) $(COMPILE.c)' > $@
-include $(DEPENDENCIES)

# The second library.

all: $(WALLET)
$(WALLET): $(WALLET_OBJS) | $(SHLIB_PREREQS)
	$(LINK.shared) -o $@ $^ $(LDFLAGS) $(LDFLAGS_SL) $(SHLIB_LINK)

install: install-wallet
install-wallet: $(WALLET) installdirs
	$(INSTALL_SHLIB) $< '$(DESTDIR)$(pkglibdir)/'

uninstall: uninstall-wallet
uninstall-wallet:
	rm -f '$(DESTDIR)$(pkglibdir)/$(WALLET)'

isolation-database:
	PATH='$(bindir)':"$$PATH" script/database $(ISOLATION_TESTDB)
	'$(bindir)/psql' -X -q -v ON_ERROR_STOP=1 -d $(ISOLATION_TESTDB) -f test/specs/procedures.psql
endif
