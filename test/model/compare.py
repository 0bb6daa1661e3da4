#!/usr/bin/env python3
"""Apply the same random operations to the model and to the database, and compare what comes out.

    test/model/compare.py [--operations N] [--seed N] [--every N]

Every operation must end with the same SQLSTATE and the same result; every few operations all balances, bindings,
contexts, requests, earnings and volumes must be equal, and market.audit() must be empty.  The database is an empty one
with the extension installed, where PGHOST and its like lead to.  On a difference the last operations are printed as
SQL, and the exit status is 1.
"""

import argparse
import collections
import sys
import time

import operations
from market import Market
from server import ServerError, Session, literal, quoted
from state import database_parts, differences, model_parts
from values import SECOND, Refused, instant, instant_text

START = '2100-01-01T00:00:00Z'

SETUP = '''
SET client_min_messages = warning;
CREATE SCHEMA model;
CREATE TABLE model.rate (pair text PRIMARY KEY, code integer NOT NULL, rate text NOT NULL);
CREATE FUNCTION model.answer(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', coalesce(r.code, 400), 'message', ''),
        CASE WHEN r.code = 200 THEN
            jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('rate', r.rate)) END
    FROM (SELECT input->'body'->>'pair' AS pair) AS i LEFT JOIN model.rate AS r USING (pair)
$$;
CREATE TABLE model.called (n integer GENERATED ALWAYS AS IDENTITY, context_id bigint, kind text, outputs json,
    failed boolean, cause text);
CREATE FUNCTION model.on_response(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO model.called (context_id, kind, outputs, failed)
    VALUES (context_id, 'response', to_json(coalesce(outputs, '{}')), error IS NOT NULL)
$$;
CREATE FUNCTION model.on_state(context_id bigint, cause text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO model.called (context_id, kind, cause) VALUES (context_id, 'state', cause)
$$;
SELECT market.register_module('feed', 'model.on_response', 'model.on_state'),
    market.register_module('mute', NULL, 'model.on_state'), market.register_module('deaf', 'model.on_response', NULL);
SELECT market.create_token('stake', 'STAKE', 3), market.create_token('atom', 'ATOM', 2),
    market.create_token('ibc/A1'), market.create_token('foo');
'''


class Difference(Exception):
    pass


class Comparison:
    def __init__(self, seed):
        self.session = Session()
        self.session.query(SETUP)
        self.market = Market(instant(START))
        self.market.create_token('stake', 'STAKE', 3)
        self.market.create_token('atom', 'ATOM', 2)
        self.market.create_token('ibc/A1')
        self.market.create_token('foo')
        self.market.height = 2
        self.market.modules = {'feed': (True, True), 'mute': (False, True), 'deaf': (True, False)}
        self.session.query("SELECT market.end_block('%s', 2)" % START)
        self.draws = operations.Operations(seed, self.market)
        self.ids = {}                       # context: number in the model -> id in the database
        self.settled = set()                # contexts that have ended and were compared since
        self.log = collections.deque(maxlen=12)
        self.outcomes = collections.Counter()

    # One operation on both sides

    def statement(self, name, given):
        given = dict(given)
        if name == 'set_rate':
            return ('INSERT INTO model.rate VALUES (%s, %d, %s) ON CONFLICT (pair) DO UPDATE'
                    ' SET code = EXCLUDED.code, rate = EXCLUDED.rate'
                    % (quoted(given['pair']), given['code'], quoted(given['rate'])))
        if name == 'respond_service':
            given = {'provider': given['provider'], 'request_id': self.request_id(given),
                     'result': given['result'], 'output': given.get('output')}
        if 'context_id' in given:
            given['context_id'] = self.ids.get(given['context_id'], 10 ** 9)
        for member in ('complaint_retrospect', 'arbitration_time_limit'):
            if member in given:
                given[member] = '%d seconds %d microseconds' % divmod(given[member], SECOND)
        if 'block_time' in given:
            given['block_time'] = instant_text(given['block_time'])
        arguments = ', '.join('%s => %s' % (key, literal(value)) for key, value in given.items())
        return 'SELECT * FROM market.%s(%s)' % (name, arguments)

    def request_id(self, given):
        rows = self.session.query(
            'SELECT id FROM market.request WHERE (context_id, batch_counter, request_index) = (%d, %d, %d)'
            % (self.ids.get(given['context_id'], 0), given['batch'], given['index']))
        return int(rows[0][0]) if rows else 10 ** 9

    def model(self, name, given):
        if name == 'set_rate':
            self.market.rates[given['pair']] = (given['code'], given['rate'])
            return '00000', None
        try:
            return '00000', getattr(self.market, name)(**given)
        except Refused as refused:
            return refused.code, None

    def database(self, statement):
        try:
            return '00000', self.session.query(statement)
        except ServerError as error:
            return error.code, str(error)

    def step(self, name, given):
        statement = self.statement(name, given)
        self.log.append(statement + ';')
        code, result = self.model(name, given)
        found, rows = self.database(statement)
        self.outcomes[name, code] += 1
        self.log.append('-- model %s %s, database %s %s' % (code, result, found, rows))
        if code != found:
            raise Difference('model %s, database %s' % (code, rows if isinstance(rows, str) else found))
        if code != '00000' or result is None:
            return
        if name in ('call_service', 'create_request_context'):
            self.ids[result] = int(rows[0][0])
        else:
            values = sorted(r[0] for r in rows)
            mine = result if isinstance(result, list) else [str(result)]
            if values != mine:
                raise Difference('results: model %s, database %s' % (mine, values))

    # All of the state

    def check(self):
        market = self.market
        numbers = [n for n in market.contexts if n not in self.settled]
        mine = model_parts(market, numbers)
        theirs = database_parts(self.session, {n: self.ids[n] for n in numbers}, market,
                                {str(i): n for n, i in self.ids.items()})
        found = differences(mine, theirs)
        found += ['audit: ' + ' | '.join(map(str, row)) for row in self.session.query('SELECT * FROM market.audit()')]
        if found:
            raise Difference('\n'.join(found[:20]))
        self.settled.update(n for n in numbers
                            if market.contexts[n].state == 'completed' and not market.contexts[n].due)

    def prepare(self):
        """Money and a first market, so that most random operations find something."""
        for account in operations.OWNERS:
            self.step('deposit', {'account': account, 'funds': '5000000stake'})
        for account in operations.CONSUMERS:
            for funds in ('4000stake', '2000atom', '2000ibc/A1'):
                self.step('deposit', {'account': account, 'funds': funds})
        self.session.query("SELECT market.register_module_service('oracle', 'oracle-price', '%s', 'model.answer')"
                           % operations.ORACLE)
        self.market.register_oracle(operations.ORACLE)
        self.step('set_rate', {'pair': 'atom-stake', 'code': 200, 'rate': '2.5'})

    def run(self, count, every):
        self.prepare()
        self.check()
        for number in range(1, count + 1):
            self.step(*self.draws.draw())
            if number % every == 0 or number == count:
                self.check()
        return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--operations', type=int, default=10000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--every', type=int, default=25, help='operations between two comparisons of the state')
    given = parser.parse_args()
    comparison = Comparison(given.seed)
    begin = time.monotonic()
    try:
        comparison.run(given.operations, given.every)
    except Difference as difference:
        print('\n'.join(comparison.log))
        print('seed %d, after %d operations: %s' % (given.seed, sum(comparison.outcomes.values()), difference))
        return 1
    by_name = collections.defaultdict(dict)
    for (name, code), times in sorted(comparison.outcomes.items()):
        by_name[name][code] = times
    for name, codes in by_name.items():
        print('%-24s %s' % (name, ', '.join('%s %d' % pair for pair in codes.items())))
    idle = [name for name, codes in by_name.items() if '00000' not in codes]
    print('seed %d: %d operations, %d contexts, %d requests, %d callbacks, %d blocks, the same on both sides'
          ' in %.1f s' % (
        given.seed, given.operations, len(comparison.market.contexts),
        sum(len(c.requests) for c in comparison.market.contexts.values()),
        len(comparison.market.called), comparison.market.height,
        time.monotonic() - begin))
    if idle and given.operations >= 1000:
        print('never succeeded: ' + ', '.join(idle))
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
