#!/usr/bin/env python3
"""A consumer: asks several providers for a price, again and again, and prints what they say.

    consumer.py --consumer 0x... --providers 0x...,0x... [--batches N] [--patience SECONDS]

Connects where PGHOST, PGDATABASE and their like lead, as a role that may act for the consumer. The exit status is 0
when every batch has ended and at least one request of each was answered.
"""

import argparse
import json
import sys
import time

import psycopg2

CALL = '''
    SELECT market.call_service(%(consumer)s, 'price-quote', %(providers)s::market.address[], input => %(input)s,
        service_fee_cap => %(cap)s, timeout => 2, repeated => true, repeated_frequency => 3,
        repeated_total => %(batches)s)'''
STATE = 'SELECT state, batch_counter FROM market.request_context WHERE id = %s'
ANSWERS = '''
    SELECT r.batch_counter, r.provider, r.state, r.fee || r.denom, a.result->>'message', a.output->'body'->>'price',
        a.height - r.request_height
    FROM market.request AS r LEFT JOIN market.response AS a ON a.request_id = r.id
    WHERE r.context_id = %s AND r.state <> 'pending'
    ORDER BY r.batch_counter, r.request_index'''

HINTS = {
    'MK006': 'nobody has defined this service',
    'MK018': 'the cap must be in the token of deposits',
    'MK037': 'the input does not fit the schema of the service',
}


def call(cursor, consumer, providers, pair, cap, batches):
    """Open a context that makes a batch of requests every three blocks; returns its id."""
    cursor.execute(CALL, {
        'consumer': consumer, 'providers': providers, 'cap': cap, 'batches': batches,
        'input': json.dumps({'header': {}, 'body': {'base': pair[0], 'quote': pair[1]}})})
    return cursor.fetchone()[0]


def follow(cursor, consumer, context, patience):
    """Print answers as they come, until the context has ended. Returns the batches that had one."""
    seen, answered = set(), set()
    end = time.monotonic() + patience
    while True:
        cursor.execute(STATE, (context,))
        state, _ = cursor.fetchone()
        cursor.execute(ANSWERS, (context,))
        for batch, provider, outcome, fee, message, price, blocks in cursor:
            if (batch, provider) in seen:
                continue
            seen.add((batch, provider))
            if outcome == 'expired':
                print('batch %d, %s: no answer, %s came back' % (batch, provider, fee))
                continue
            answered.add(batch)
            print('batch %d, %s: %s for %s after %d blocks' % (batch, provider, price or message, fee, blocks))
        if state == 'completed':
            return answered
        if state == 'paused':
            # out of money, or no exchange rate: put money in, and start it again
            print('paused; SELECT market.start_request_context(%r, %d) goes on' % (consumer, context))
            return answered
        if time.monotonic() > end:
            print('out of patience')
            cursor.execute('SELECT market.kill_request_context(%s, %s)', (consumer, context))
            return answered
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description='Ask providers for a price.')
    parser.add_argument('--consumer', required=True, help='address of the consumer')
    parser.add_argument('--providers', required=True, help='their addresses, with commas')
    parser.add_argument('--batches', type=int, default=3)
    parser.add_argument('--cap', default='0.1iris', help='the most that one answer may cost')
    parser.add_argument('--patience', type=float, default=60, help='seconds to wait for the end')
    given = parser.parse_args()
    connection = psycopg2.connect('')
    connection.autocommit = True
    with connection.cursor() as cursor:
        try:
            context = call(cursor, given.consumer, given.providers.split(','), ('iris', 'usdt'), given.cap, given.batches)
        except psycopg2.Error as error:
            print('%s %s' % (error.pgcode, HINTS.get(error.pgcode, error)), file=sys.stderr)
            return 1
        answered = follow(cursor, given.consumer, context, given.patience)
        cursor.execute('SELECT market.balance(%s)', (given.consumer,))
        print('%d of %d batches were answered; %s uiris are left' % (len(answered), given.batches, cursor.fetchone()[0]))
    return 0 if len(answered) == given.batches else 1


if __name__ == '__main__':
    sys.exit(main())
