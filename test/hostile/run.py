#!/usr/bin/python3
"""Call everything with everything: every function and type of the market, by the catalog.

    run.py [--calls N] [--seed N] [--seeds N] [--limit SECONDS]

With --seeds, so many calls of each of so many seeds, from --seed on.  Reaches the server by
PGHOST and its like.  Each call is made as a superuser or as an ordinary user, under an honest or
a hostile search_path, and then committed or rolled back.  A finding is a crash, an internal
error, an SQLSTATE that docs/errors.md and PostgreSQL's own input do not explain, a call that is
slow or cannot be cancelled, a session that grows, an object of another that a hostile path made
us use, books that are not sound afterwards, or, in a run that is long enough, a function none of
whose calls succeeded, so that nothing behind its checks was tried.
"""
import argparse
import collections
import os
import random
import re
import sys
import time

import psycopg2

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))

BOUND = str(2 ** 256 - 1)
ABOVE = str(2 ** 256)
DEEP = '[' * 3000 + ']' * 3000

# PostgreSQL's own answers to text and bytes that are no value of one of its types, to arrays
# of other shapes, and to what needs another kind of call
NATIVE = {'08P01', '22001', '22007', '22008', '22009', '22015', '22021', '22030', '22032', '22P02', '22P03', '22P05',
          '42704', '42602', '2202E', '42846', '0A000', '22023', '22003', '22004', '23514', '54000', '54001', '42501',
          '42883', '42804', '2200F', '42809', '3F000'}

TYPES = {
    'market.address': ['0x' + '0' * 40, '0x' + 'f' * 40, '0x' + '1' * 39, '0x' + '1' * 41, '', '0x', '1' * 40],
    'market.signature': ['0x' + '0' * 130, '0x' + 'f' * 130, '', '0x', '0x' + '1' * 128 + '1b'],
    'market.coin': ['10cog', '1stake', '0cog', '0stake', '100stake', '5000stake', '0.00000001AGI', '1AGI', '-1cog', 'NaNcog',
                    '1e400cog', BOUND + 'cog', ABOVE + 'cog', BOUND + 'stake', '9' * 300 + 'cog', 'cog', '1', '',
                    '1' + 'a' * 128, '1' + 'a' * 129, '1c\u00f6g', '1..5AGI', '1unknown'],
    'market.pricing': ['{"price": "1stake"}', '{"price": "0.1AGI"}', '{"price": "0stake"}', '{"price": "' + BOUND + 'stake"}',
                       '{"price": "7stake", "promotions_by_time": [{"start_time": "2019-01-01T00:00:00Z",'
                       ' "end_time": "2039-01-01T00:00:00Z", "discount": "0.7"}],'
                       ' "promotions_by_volume": [{"volume": 1, "discount": "0.5"}]}',
                       '{}', '[]', '', '{"price": 1}', '{"price": "1stake", "price": "1stake"}', '{"price": "-1stake"}', DEEP],
    'market.json_schema': ['{}', 'true', 'false', '{"type": "object"}', '{"$ref": "#"}', '{"pattern": "(a+)+$"}', '{"type": 1}',
                           '{"minimum": 1e400}', '{"$ref": "http://example.com/x"}', '', DEEP, '{"items": ' * 500 + '{}' + '}' * 500,
                           '{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}',
                           '{"multipleOf": 1e-300}', '{"uniqueItems": true}', '{"$schema": "http://json-schema.org/draft-04/schema#"}'],
    'numeric': ['0', '1', '10', '20', '-1', '1.5', 'NaN', 'Infinity', '-Infinity', BOUND, ABOVE, '1e1000', '1e-1000', '9' * 1000],
    'bigint': ['0', '1', '2', '3', '5', '10', '30', '1000', '-1', '9223372036854775807', '-9223372036854775808'],
    'integer': ['0', '1', '8', '36', '37', '-1', '2147483647', '-2147483648'],
    'smallint': ['0', '1', '-1', '32767'],
    'boolean': ['t', 'f'],
    'double precision': ['0', '1', '-1', 'NaN', 'Infinity'],
    'text': ['org', 'svc', 'quote', 'cog', 'AGI', 'stake', 'oracle', '', ' ', 'x' * 33, 'x' * 71, 'x' * 100000, '\u20ac' * 11,
             "'; DROP TABLE canary; --", '%s%n', 'community_pool', 'burn', '1.5', 'a\tb', '/p.S/m', '-', '\x01', 'default_group',
             '{"input": {}, "output": {}}', 'pg_catalog.now', 'public.nothing', 'draft7', 'basic', '+7days', '+100blocks',
             'pricing', 'result', '{}', 'eyJhbGciOiJub25lIn0.e30.', 'true', 'running'],
    'name': ['org', ''],
    'jsonb': ['{}', '[]', 'null', '1', '"x"', '{"header": {}}', '{"header": {}, "body": {}}', '{"code": 200, "message": ""}',
              '{"code": 400, "message": "no"}', '{"groups": [{}]}', DEEP, '{"a": 1e400}', '{"a": "' + 'a' * 30 + '!"}'],
    'json': ['{}', '[]', '1', '{"a":1,"a":2}', '"\\u0000"', DEEP],
    'bytea': ['\\x', '\\x00', '\\x' + '11' * 20, '\\x02' + '11' * 32, '\\x04' + '22' * 64, '\\x' + '33' * 64,
              '\\x' + '44' * 65, '\\x' + '11' * 64 + '1b', '\\x' + '55' * 32, '\\x' + '00' * 100000],
    'market.bytes32': ['\\x' + '00' * 32, '\\x' + '00' * 31, '\\x'],
    'market.amount': ['0', '1', '10', BOUND],
    'interval': ['1 day', '0', '-1 day', '15 days', '100 years', '178000000 years', '1 microsecond'],
    'timestamp with time zone': ['2000-01-01', '2100-01-01', 'infinity', '-infinity', '294276-12-31', '4713-01-01 BC'],
    'date': ['2000-01-01', 'infinity', '5874897-12-31', '4713-01-01 BC'],
    'regrole': ['market_user', 'market_owner', '0', '4294967295'],
    'cstring': ['', 'x', '1cog', '0x' + '0' * 40, '0x' + '1' * 128 + '1b', '{}', '{"price": "1stake"}'],
    'oid': ['0', '16'],
    'uuid': ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    'character varying': ['', 'x'],
    'real': ['0', 'NaN'],
}

# Committed calls wear a market out
CALLS_PER_ROUND = 2000

# Calls after which each function should have succeeded once
CALLS_ENOUGH = 30000

# How a transaction may begin
BEGINNINGS = ['BEGIN'] * 12 + ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'BEGIN ISOLATION LEVEL SERIALIZABLE', 'BEGIN READ ONLY']

# Functions that would end the others' work
LEFT_OUT = {'install', 'guard_extension'}

# Functions that wait as long as they are asked to, until somebody cancels them
WAITING = {'begin_payment'}


class Pool:
    """Values by type: the fixed ones, and those that exist in this market."""

    def __init__(self, connection):
        self.values = {name: list(values) for name, values in TYPES.items()}
        with connection.cursor() as cursor:
            cursor.execute('SELECT name, value FROM test.good')
            for name, value in cursor.fetchall():
                # a value that exists weighs more, or no call gets past the first check
                self.values.setdefault(name, []).extend([value] * 4)
            cursor.execute("SELECT 'market.' || t.typname, array_agg(e.enumlabel::text) FROM pg_type t JOIN pg_enum e"
                           " ON e.enumtypid = t.oid WHERE t.typnamespace = 'market'::regnamespace GROUP BY 1")
            self.values.update({name: labels for name, labels in cursor.fetchall()})
        self.calls = self.read_calls()

    @staticmethod
    def read_calls():
        """The fit calls of each function, as names and expressions of their arguments."""
        calls = collections.defaultdict(list)
        with open(os.path.join(HERE, 'calls'), encoding='utf-8') as lines:
            for line in lines:
                if line.strip() and not line.startswith('#'):
                    function, arguments = line.split(None, 1)
                    calls[function].append(dict(argument.strip().split(' => ', 1) for argument in arguments.split(';')))
        return calls

    def mutate(self, text):
        letters = list(text)
        for _ in range(random.randint(1, 3)):
            at = random.randint(0, len(letters))
            how = random.random()
            if how < 0.4 and at < len(letters):
                letters[at] = random.choice('0123456789abcdefxX.-+"{}[]:, \u00e9')
            elif how < 0.6 and at < len(letters):
                del letters[at]
            else:
                letters.insert(at, random.choice('0f.-x"{}[]'))
        return ''.join(letters)

    def fit(self, function, argument, name):
        """A value that the argument of this name may well take."""
        values = self.values.get(f'{function}.{argument}') or self.values.get('argument ' + argument)
        if not values and not name.endswith('[]'):
            values = self.values.get(name)
        if not values:
            return self.value(name)
        return "'" + random.choice(values).replace("'", "''") + f"'::{name}"

    def fit_call(self, function, names, types, spoilt):
        """The arguments of a call that succeeds, or would but for one."""
        given = dict(random.choice(self.calls[function]))
        if spoilt:
            name, of = random.choice(list(zip(names, types)))
            given[name] = self.value(of)
        return self.named(given)

    @staticmethod
    def named(arguments):
        return ', '.join(f'{name} => {value}' for name, value in arguments.items())

    def arguments(self, function, names, types):
        """Anything, or values that fit but for one at most."""
        if function in self.calls and random.random() < 0.75:
            return self.fit_call(function, names, types, random.random() < 0.7)
        if random.random() < 0.4:
            return ', '.join(map(self.value, types))
        other = random.randrange(len(types) + 2)
        return ', '.join(self.value(t) if n == other else self.fit(function, a, t)
                         for n, (a, t) in enumerate(zip(names, types)))

    def short(self, name):
        """A value of which ten thousand are no gigabyte."""
        while len(found := self.value(name)) > 200:
            pass
        return found

    def value(self, name):
        """An SQL expression of a type."""
        if random.random() < 0.06:
            return f'NULL::{name}'
        if name.endswith('[]'):
            element = name[:-2]
            how = random.random()
            if how < 0.1:
                return f"'{{}}'::{name}"
            if how < 0.12:
                return f'array_fill({self.short(element)}, ARRAY[10001])'
            if how < 0.2:
                return f'array_fill({self.value(element)}, ARRAY[2], ARRAY[-5])'
            if how < 0.25:
                return f'array_fill({self.value(element)}, ARRAY[2, 2])'
            return 'ARRAY[' + ', '.join(self.value(element) for _ in range(random.randint(1, 3))) + f']::{name}'
        if name not in self.values:
            raise SystemExit(f'hostile: there are no values of type {name}')
        text = random.choice(self.values[name])
        if random.random() < 0.1 and 0 < len(text) < 10000:
            text = self.mutate(text)
        return "'" + text.replace("'", "''") + f"'::{name}"


class Harness:
    def __init__(self, arguments):
        self.slowest = (0.0, '')
        self.limit = arguments.limit
        self.findings = []
        self.states = collections.Counter()
        self.succeeded = set()
        self.calls = 0
        self.last_code = None
        self.sessions = {}
        self.documented = self.read_documented()

    @staticmethod
    def read_documented():
        with open(os.path.join(TREE, 'docs/errors.md'), encoding='utf-8') as page:
            return set(re.findall(r'^\| `?([0-9A-Z]{5})`? \|', page.read(), re.MULTILINE))

    def session(self, role, path):
        """A session for each kind of caller, kept over its calls."""
        key = (role, path)
        if key not in self.sessions:
            connection = psycopg2.connect(dbname=self.database)
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute('SET statement_timeout = 2000')
                cursor.execute('SET search_path = ' + ('evil, pg_catalog, market' if path else 'pg_catalog, market'))
                if role:
                    cursor.execute(f'SET ROLE {role}')
            self.sessions[key] = connection
        return self.sessions[key]

    def finding(self, kind, statement, detail=''):
        self.findings.append((kind, statement[:300], detail))

    @staticmethod
    def attempt(cursor, statement):
        """A call that is taken back, whatever it does."""
        cursor.execute('SAVEPOINT before')
        try:
            cursor.execute(statement)
        except psycopg2.Error:
            if cursor.connection.closed:
                raise
        cursor.execute('ROLLBACK TO before')

    def call(self, statement, function, role, path, commit, other=None, beginning=None):
        connection = self.session(role, path)
        self.calls += 1
        began = time.time()
        code = '00000'
        try:
            with connection.cursor() as cursor:
                cursor.execute(beginning or random.choice(BEGINNINGS))
                try:
                    if other:
                        self.attempt(cursor, other)
                    cursor.execute(statement)
                    # what is strict has an answer to NULL without being called
                    if 'NULL::' not in statement:
                        self.succeeded.add(function)
                finally:
                    if not connection.closed:
                        cursor.execute('COMMIT' if commit else 'ROLLBACK')
        except psycopg2.Error as error:
            code = error.pgcode
            if code is None and not connection.closed:
                code = 'client'         # psycopg2 refuses to send it
            elif code is None or connection.closed:
                self.sessions.pop((role, path))
                self.finding('CRASH', statement, str(error).strip())
                self.await_server()
        except (ValueError, UnicodeError):
            code = 'client'
            connection.rollback()
        took = time.time() - began
        self.states[code] += 1
        self.last_code = code
        if took > self.slowest[0]:
            self.slowest = (took, statement[:200])
        if took > 2.5:
            self.finding('UNINTERRUPTIBLE', statement, f'{took:.1f} s')
        elif code == '57014' and function in WAITING:
            return
        elif took > self.limit:
            self.finding('SLOW', statement, f'{took:.1f} s {code}')
        if code is not None and code not in self.documented and code not in NATIVE and code not in ('00000', 'client'):
            self.finding('CODE', statement, code)

    def close(self):
        for connection in self.sessions.values():
            connection.close()
        self.sessions = {}

    @staticmethod
    def await_server():
        for _ in range(200):
            try:
                psycopg2.connect(dbname='postgres').close()
                return
            except psycopg2.Error:
                time.sleep(0.1)

    def functions(self, connection):
        with connection.cursor() as cursor:
            cursor.execute("""
                SELECT p.proname, array(SELECT CASE WHEN n.nspname = 'market' AND t.typelem = 0 THEN 'market.' || t.typname
                           WHEN en.nspname = 'market' AND t.typelem <> 0 THEN 'market.' || e.typname || '[]'
                           ELSE format_type(t.oid, NULL) END
                       FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, o) JOIN pg_type t ON t.oid = a.t
                       JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type e ON e.oid = t.typelem
                       LEFT JOIN pg_namespace en ON en.oid = e.typnamespace ORDER BY o),
                       coalesce(p.proargnames, '{}')::text[]
                FROM pg_proc p WHERE p.pronamespace = 'market'::regnamespace AND p.prokind = 'f'
                  AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
                  AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[])
                ORDER BY p.oid""")
            return [row for row in cursor.fetchall() if row[0] not in LEFT_OUT]


def fit_test(harness, pool, functions):
    """Every fit call as it is: what fits no more tests nothing."""
    for name, _, _ in functions:
        for given in pool.calls.get(name, []):
            statement = f'SELECT market.{name}({pool.named(given)})'
            harness.call(statement, name, None, False, False, beginning='BEGIN')
            if harness.last_code != '00000':
                harness.finding('UNFIT', statement, harness.last_code)


def leak_test(harness, connection, functions, pool):
    """One session, many calls of what answers a value: it must not grow."""
    with connection.cursor() as cursor:
        cursor.execute('SET search_path = pg_catalog, market')

        def size():
            cursor.execute("SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts")
            return cursor.fetchone()[0]

        statements = []
        for name, types, names in functions:
            for _ in range(3):
                statements.append(f'SELECT market.{name}({", ".join(pool.value(t) for t in types)})')
            if name in pool.calls:
                statements.append(f'SELECT market.{name}({pool.fit_call(name, names, types, False)})')
        sizes = []
        for _ in range(6):
            for statement in statements:
                try:
                    cursor.execute('BEGIN')
                    cursor.execute(statement)
                except (psycopg2.Error, ValueError):
                    pass
                if connection.closed:
                    harness.finding('CRASH', statement)
                    return
                cursor.execute('ROLLBACK')
            sizes.append(size())
        # the first rounds fill caches
        if sizes[-1] - sizes[2] > 1024 * 1024:
            harness.finding('LEAK', 'all functions in one session', str(sizes))


def round_of_calls(harness, database, calls):
    """Some thousand calls in a market of their own, and what is left of it."""
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    pool = Pool(connection)
    functions = harness.functions(connection)

    def statement():
        name, types, names = random.choice(functions)
        given = pool.arguments(name, (names + [''] * len(types))[:len(types)], types)
        return f'SELECT market.{name}({given})', name

    if not harness.calls:
        fit_test(harness, pool, functions)
    for _ in range(calls):
        role = random.choice([None, None, 'hostile_user', 'hostile_app'])
        other, function = statement() if random.random() < 0.1 else (None, None)
        if function in WAITING:
            other = None
        harness.call(*statement(), role, random.random() < 0.3, random.random() < 0.2, other)
    harness.close()
    with connection.cursor() as cursor:
        cursor.execute('SELECT * FROM market.audit()')
        for row in cursor.fetchall():
            harness.finding('AUDIT', ' '.join(map(str, row)))
        cursor.execute('SELECT count(*) FROM public.canary')
        if cursor.fetchone()[0] != 1:
            harness.finding('INJECTED', 'the canary is gone')
        cursor.execute('SELECT DISTINCT used FROM evil.used')
        for row in cursor.fetchall():
            harness.finding('PATH', f'{row[0]} of the hostile path was used by the market')
    connection.close()
    return functions


def clean():
    """Leave a server that others use as it was."""
    execute('postgres', *(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)' for name in ('hostile_round', 'hostile_world')),
            'DROP ROLE IF EXISTS hostile_user, hostile_app')


def execute(database, *statements):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--calls', type=int, default=20000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--seeds', type=int, default=1)
    parser.add_argument('--limit', type=float, default=1.0, help='seconds that a call may take')
    arguments = parser.parse_args()

    clean()
    execute('postgres', 'CREATE DATABASE hostile_world')
    for name in ('world.sql', 'fit.sql'):
        with open(os.path.join(HERE, name), encoding='utf-8') as script:
            execute('hostile_world', script.read())
    harness = Harness(arguments)
    harness.database = 'hostile_round'
    for seed in range(arguments.seed, arguments.seed + arguments.seeds):
        random.seed(seed)
        for made in range(0, arguments.calls, CALLS_PER_ROUND):
            execute('postgres', 'DROP DATABASE IF EXISTS hostile_round', 'CREATE DATABASE hostile_round TEMPLATE hostile_world')
            functions = round_of_calls(harness, 'hostile_round', min(arguments.calls - made, CALLS_PER_ROUND))

    connection = psycopg2.connect(dbname='hostile_world')
    connection.autocommit = True
    leak_test(harness, connection, functions, Pool(connection))
    connection.close()
    clean()
    never = sorted({row[0] for row in functions} - harness.succeeded)
    if harness.calls >= CALLS_ENOUGH:
        for name in never:
            harness.finding('NEVER SUCCEEDED', name)
    print(f'{harness.calls:,} calls of {len(functions)} functions, {len(functions) - len(never)} of which succeeded')
    print('answers: ' + ', '.join(f'{code} {count}' for code, count in harness.states.most_common()))
    print(f'slowest call: {harness.slowest[0]:.2f} s')
    print(f'{len(harness.findings)} findings')
    for finding in harness.findings[:40]:
        print('  ', *finding)
    return not harness.findings


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
