#!/usr/bin/env python3
"""A provider's worker: takes the requests that wait for one provider, and answers them.

    worker.py --provider 0x... [--poll SECONDS] [--seconds SECONDS]

Connects where PGHOST, PGDATABASE and their like lead, as a role that may act for the provider. Several workers may
serve one provider: a request that another has answered meanwhile is skipped.

Replace answer() by what your service does.
"""

import argparse
import json
import logging
import random
import select
import time

import psycopg2
import psycopg2.errorcodes

PENDING = '''
    SELECT r.id, r.service_name, c.input, r.expiration_height
    FROM market.request AS r JOIN market.request_context AS c ON c.id = r.context_id
    WHERE r.provider = %s AND r.state = 'pending' AND r.expiration_height >= market.height()
    ORDER BY r.expiration_height, r.id
    LIMIT 100'''
RESPOND = 'SELECT market.respond_service(%s, %s, %s, %s)'

# outcomes after which the same request is not tried again
ENDED = 'MK024'                     # answered by another worker, or its time is over
UNKNOWN = 'MK026'
BAD_OUTPUT = ('MK038', 'MK039')     # the answer does not fit the schemas of the service
# and those after which it is
RETRY = (psycopg2.errorcodes.SERIALIZATION_FAILURE, psycopg2.errorcodes.DEADLOCK_DETECTED)


class Unanswerable(Exception):
    """The input is such that no answer exists: its sender gets a 400."""


def answer(service, body):
    """The work itself: the body of an input in, the body of an output out."""
    prices = {('iris', 'usdt'): 0.0263, ('atom', 'usdt'): 7.91}
    try:
        return {'price': prices[body['base'], body['quote']]}
    except KeyError:
        raise Unanswerable('no price of %s in %s' % (body.get('base'), body.get('quote'))) from None


def response(service, envelope):
    """Result and output of an input. Errors are answers too: they are paid, silence is slashed."""
    try:
        body = answer(service, envelope.get('body', {}))
    except Unanswerable as reason:
        return {'code': 400, 'message': str(reason)}, None
    except Exception:               # a fault of ours must not cost the deposit
        logging.exception('the answer failed')
        return {'code': 500, 'message': 'internal error'}, None
    return {'code': 200, 'message': ''}, {'header': {}, 'body': body}


class Worker:
    def __init__(self, provider, poll):
        self.provider, self.poll = provider, poll
        self.connection = None
        self.given_up = set()       # requests that a further try would not help

    def connect(self):
        """A connection that hears of new requests; tries until the server is back."""
        pause = 0.5
        while True:
            try:
                self.connection = psycopg2.connect('')
                self.connection.autocommit = True
                with self.connection.cursor() as cursor:
                    cursor.execute('LISTEN market_request')
                return
            except psycopg2.OperationalError as error:
                logging.warning('no connection: %s', error)
                time.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(2 * pause, 30)

    def work(self):
        """Answer everything that waits; returns how many were answered."""
        answered = 0
        while True:
            with self.connection.cursor() as cursor:
                cursor.execute(PENDING, (self.provider,))
                waiting = [row for row in cursor if row[0] not in self.given_up]
            if not waiting:
                return answered
            for request, service, envelope, _ in waiting:
                answered += self.respond(request, *response(service, envelope))

    def respond(self, request, result, output):
        """Send one answer; True when it counted. Sending it twice is harmless."""
        for attempt in range(5):
            try:
                with self.connection.cursor() as cursor:
                    cursor.execute(RESPOND, (self.provider, request, json.dumps(result),
                                             json.dumps(output) if output is not None else None))
                logging.info('request %s: %s', request, result['code'])
                return True
            except psycopg2.Error as error:
                if error.pgcode is None:            # the connection is gone; run() looks again
                    raise
                if error.pgcode in (ENDED, UNKNOWN):
                    logging.info('request %s has ended', request)
                    return False
                if error.pgcode in BAD_OUTPUT and result['code'] == 200:
                    logging.error('request %s: %s', request, error)
                    return self.respond(request, {'code': 500, 'message': 'internal error'}, None)
                if error.pgcode not in RETRY:
                    logging.error('request %s: %s', request, error)
                    self.given_up.add(request)
                    return False
                time.sleep(0.05 * 2 ** attempt * random.random())
        logging.warning('request %s: too many conflicts, later', request)
        return False

    def run(self, seconds):
        """Work whenever there is news, and every "poll" seconds, because a notification is a hint, not a promise."""
        end = time.monotonic() + seconds if seconds else None
        while end is None or time.monotonic() < end:
            try:
                if self.connection is None:
                    self.connect()
                self.connection.notifies.clear()
                self.work()
                # what came with the answer to a query, the query may not have seen
                if not self.connection.notifies and select.select([self.connection], [], [], self.poll)[0]:
                    self.connection.poll()
            except psycopg2.OperationalError as error:
                logging.warning('lost the connection: %s', error)
                self.connection = None


def main():
    parser = argparse.ArgumentParser(description='Answer the requests of one provider.')
    parser.add_argument('--provider', required=True, help='address of the provider')
    parser.add_argument('--poll', type=float, default=5, help='look for work at least that often, in seconds')
    parser.add_argument('--seconds', type=float, help='stop after that time')
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format='worker: %(message)s')
    Worker(given.provider, given.poll).run(given.seconds)


if __name__ == '__main__':
    main()
