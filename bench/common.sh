# shellcheck shell=sh
# Sourced by the programs of this folder, from the top of the tree, before they name their "database".

# shellcheck disable=SC2034
seconds=${BENCH_SECONDS:-3}
# shellcheck disable=SC2034
rounds=${BENCH_ROUNDS:-3}
folder=build/bench
cores=$(getconf _NPROCESSORS_ONLN)
: "${PG_CONFIG:=$(command -v pg_config)}"

build()
{
	mkdir -p $folder
	flags="-O2 -Wall -Wextra -Isrc -Ibench -I$($PG_CONFIG --includedir)"
	# shellcheck disable=SC2086
	${CC:-cc} $flags -o $folder/recover bench/recover.c bench/crew.c -lsecp256k1
	# shellcheck disable=SC2086
	${CC:-cc} $flags -o $folder/drive bench/drive.c bench/work.c bench/service.c bench/crew.c \
		src/kernel/*.c src/wallet/signing.c \
		-L"$($PG_CONFIG --libdir)" -lpq -lsecp256k1 -lnettle
}

# Everything that is measured runs as an application, with a given synchronous_commit.
as_application()
{
	commit=$1
	shift
	# shellcheck disable=SC2154
	env PGDATABASE="$database" PGUSER=bench_app \
		PGOPTIONS="-c synchronous_commit=$commit -c client_min_messages=warning" "$@"
}

pgbench_rate()
{
	clients=$1
	threads=$clients
	[ "$threads" -le "$cores" ] || threads=$cores
	as_application "$2" pgbench -n -M prepared -c "$clients" -j "$threads" -T "$seconds" \
		-f bench/update.sql 2>&1 |
		sed -n 's/^tps = \([0-9.]*\).*/\1/p' | grep .
}

conditions()
{
	echo "PostgreSQL $(psql -XAtc 'SHOW server_version' | cut -d' ' -f1), $cores cores," \
		"fsync $(psql -XAtc 'SHOW fsync'), $1"
}

audit()
{
	differences=$(psql -XAt -d "$database" -c 'SELECT * FROM market.audit()')
	if [ -n "$differences" ]
	then
		echo "$0: audit() finds differences:" >&2
		echo "$differences" >&2
		exit 1
	fi
	echo
	echo "audit(): no difference"
}
