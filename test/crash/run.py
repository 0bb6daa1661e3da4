#!/usr/bin/python3
"""Kill a market under load, in every way, and compare what it acknowledged with what it has.

    run.py [--faults N] [--seconds S] [--kind KIND] [--at-least N] [--seed N] [--plant FAULT] [--self-test]

Prints one line per kind of fault and a table at the end; the exit status is 0 when nothing
acknowledged is lost, nothing is there that nobody asked for, nothing was done twice, the books
are sound, and as many operations as --at-least says were acknowledged.  --plant makes one mistake on purpose, --self-test makes them all and wants
each to be found.
"""
import argparse
import collections
import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import psycopg2

from server import Server
from workload import WORKLOADS, key_of, read_notes

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENTS = [('money', 2), ('channel', 3), ('consumer', 2), ('provider', 3), ('blocks', 1)]

# What a run finds when operations and books do not agree, and what else a bad disk may leave.
BOOKS = {'LOST', 'GHOST', 'DIFFERENT', 'AUDIT'}
DISK = {*BOOKS, 'DAMAGE', 'BROKEN'}

# Mistakes, a kind of fault that shows each, how many of it, and as what it shows.
PLANTS = {
    'new_keys': ('a client that sends again without the key', 'kill_backend', 12, BOOKS),
    'two_steps': ('a transfer in two transactions', 'terminate', 12, BOOKS),
    'unlogged': ('a journal that is not logged', 'kill_all', 2, BOOKS),
    'commit_off': ('synchronous_commit = off', 'power_cut', 6, BOOKS),
    'fsync_off': ('fsync = off', 'power_cut', 2, DISK),
    'torn_pages': ('full_page_writes = off', 'power_cut_mixed', 12, DISK),
    'early_note': ('an answer noted before it has come', 'kill_all', 8, BOOKS),
}

# What a run may find.
NAMES = {'LOST': 'lost', 'GHOST': 'there unasked', 'DIFFERENT': 'different', 'AUDIT': 'rows of the audit',
         'DAMAGE': 'damaged files', 'STUCK': 'clients stuck', 'BROKEN': 'servers broken', 'FEW': 'runs too short'}


def find_server():
    pg_config = os.environ.get('PG_CONFIG', 'pg_config')
    return subprocess.run([pg_config, '--bindir'], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def build_shim(folder):
    shim = os.path.join(folder, 'powercut.so')
    subprocess.run(['gcc', '-O2', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC', '-o', shim,
                    os.path.join(HERE, 'powercut.c')], check=True)
    return shim


def address(name):
    return '0x' + hashlib.sha256(name.encode()).hexdigest()[:40]


def make_market(server):
    """A market with an organization, a service on each wing, and accounts for every client."""
    server.query('CREATE DATABASE market', database='postgres')
    with open(os.path.join(HERE, 'market.sql'), encoding='utf-8') as script:
        server.query(script.read())
    count = dict(CLIENTS)
    options = {'new_keys': False, 'two_steps': False, 'early_note': False, 'provider_owner': address('provider owner')}
    options['escrow'] = server.query('SELECT escrow_address::text FROM market.params')[0][0]
    options['channel_accounts'] = []
    for n in range(count['channel']):
        sender = server.query('SELECT market.private_key_address(%s)::text', [key_of(f'channel sender {n}')])[0][0]
        options['channel_accounts'].append((sender, address('channel recipient')))
    options['consumers'] = [address(f'consumer {n}') for n in range(count['consumer'])]
    options['providers'] = [address(f'provider {n}') for n in range(count['provider'])]
    for consumer in options['consumers']:
        server.query("SELECT market.deposit(%s, '1000000stake')", [consumer])
    for provider in options['providers']:
        server.query("SELECT market.bind_service(%s, 'crash', %s, '900000000stake', %s, 1)",
                     [options['provider_owner'], provider, '{"price": "7stake"}'])
    return options


class Run:
    def __init__(self, arguments, kinds, faults, plant=None):
        self.kinds = kinds
        self.faults = faults
        self.seconds = arguments.seconds
        self.plant = plant
        self.folder = os.path.join(arguments.folder, 'run')
        shutil.rmtree(self.folder, ignore_errors=True)
        self.notes = os.path.join(self.folder, 'notes')
        os.makedirs(self.notes)
        settings = {}
        if plant == 'commit_off':
            # the writer of the log would be quick enough to hide it
            settings.update(synchronous_commit='off', wal_writer_delay='10s', wal_writer_flush_after='0')
        elif plant == 'fsync_off':
            settings['fsync'] = 'off'
        elif plant == 'torn_pages':
            settings.update(full_page_writes='off', checkpoint_timeout='30s', max_wal_size='8MB')
        self.server = Server(find_server(), os.path.join(self.folder, 'cluster'), arguments.extension_conf, settings,
                             build_shim(self.folder))
        self.server.start()
        self.options = make_market(self.server)
        self.options['seed'] = arguments.seed
        if plant in ('new_keys', 'two_steps', 'early_note'):
            self.options[plant] = True
        if plant == 'unlogged':
            self.server.query('ALTER TABLE market.journal SET UNLOGGED')
        self.first_height = self.server.query('SELECT market.height()')[0][0]
        self.stop = multiprocessing.Event()
        self.clients = []
        self.found = []
        self.checks = 0
        self.acknowledged = 0
        self.resent = 0
        self.open = []
        self.refused = collections.Counter()
        self.recovery = collections.defaultdict(list)

    def begin(self):
        for name, count in CLIENTS:
            for number in range(count):
                client = WORKLOADS[name](number, self.server.connect, os.path.join(self.notes, f'{name}-{number}'),
                                         self.stop, self.options)
                process = multiprocessing.Process(target=client.run, daemon=True)
                process.start()
                self.clients.append(process)

    def work(self):
        self.begin()
        for number in range(self.faults):
            kind = self.kinds[number % len(self.kinds)]
            time.sleep(self.seconds * random.uniform(0.5, 1.5))
            began = time.time()
            getattr(self.server, 'fault_' + kind)()
            self.note_recovery(kind, time.time() - began)
            if number % 10 == 9:
                self.audit()
        time.sleep(self.seconds)
        self.stop.set()
        end = time.time() + 60
        for client in self.clients:
            client.join(max(0, end - time.time()))
            if client.is_alive():
                self.found.append(('STUCK', 'a client waits for ever', ''))
                client.terminate()

    def note_recovery(self, kind, seconds):
        self.recovery[kind].append(seconds)

    def audit(self):
        self.checks += 1
        for row in self.server.query('SELECT * FROM market.audit()'):
            self.found.append(('AUDIT', *map(str, row)))

    def compare(self):
        """What the notes say against what the tables say."""
        operations, moved = read_notes(self.notes)
        done = {key: o for key, o in operations.items() if o.get('code') == '00000'}
        self.acknowledged = len(done)
        self.refused = collections.Counter(o['code'] for o in operations.values()
                                           if o.get('code') not in (None, '00000'))
        self.open = [key for key, o in operations.items() if 'code' not in o]
        self.resent = sum(o.get('sent', 1) - 1 for o in operations.values())
        self.compare_balances(done, moved)
        self.compare_journal(done)
        self.compare_channels(done)
        self.compare_requests(done)
        height = max([int(o['height']) for o in done.values() if o['operation'] == 'block'],
                     default=self.first_height)
        self.expect('height', '', height, self.server.query('SELECT market.height()')[0][0])

    def expect(self, what, of, expected, found):
        if expected == found:
            return
        kind = 'DIFFERENT'
        if isinstance(expected, int) and isinstance(found, int):
            kind = 'LOST' if found < expected else 'GHOST'
        self.found.append((kind, what, of, str(expected), str(found)))

    def compare_balances(self, done, moved):
        expected = collections.Counter()
        for operation in done.values():
            for account, amount in operation.get('moves', []):
                expected[account.lower()] += amount
        for account, amount in moved:
            expected[account.lower()] += amount
        for account, amount in expected.items():
            found = self.server.query("SELECT market.balance(%s, 'cog')::bigint", [account])[0][0]
            self.expect('balance', account, amount, found)

    def compare_journal(self, done):
        """As many movements of each reason as were acknowledged: none missing, none twice."""
        asked = collections.Counter(o['operation'] for o in done.values())
        found = dict(self.server.query("SELECT reason, count(*)::int FROM market.journal WHERE denom = 'cog'"
                                       ' GROUP BY reason'))
        for operation, reason in (('transfer', 'transfer'), ('open', 'open_channel'), ('fund', 'add_channel_funds')):
            self.expect('movements', reason, asked[operation], found.get(reason, 0))

    def made(self, done, operation):
        """The numbers of what was made."""
        for key, o in done.items():
            if o['operation'] != operation:
                continue
            if o['result'] is None:
                self.found.append(('LOST', operation, key))
            else:
                yield int(o['result'])

    def compare_channels(self, done):
        expected = {}
        for channel in self.made(done, 'open'):
            expected[channel] = {'value': 200, 'nonce': 0, 'signed': 0}
        # a client's operations on a channel stand in the order in which they were done
        for key, o in done.items():
            if o.get('channel') is not None:
                channel = expected[o['channel']]
                channel['value'] += o.get('value', 0)
                channel['nonce'] = o.get('nonce', channel['nonce'])
                channel['signed'] = o.get('signed', channel['signed'])
        rows = self.server.query('SELECT id, value::bigint, payment_nonce, authorized_amount::bigint FROM market.channel')
        found = {row[0]: {'value': row[1], 'nonce': row[2], 'signed': row[3]} for row in rows}
        for channel in expected.keys() | found.keys():
            self.expect('channel', channel, expected.get(channel), found.get(channel))

    def compare_requests(self, done):
        called = set(self.made(done, 'call'))
        found = {row[0] for row in self.server.query('SELECT id FROM market.request_context')}
        for context in called - found:
            self.found.append(('LOST', 'context', str(context)))
        for context in found - called:
            self.found.append(('GHOST', 'context', str(context)))
        answered = collections.Counter(o['request'] for o in done.values() if o['operation'] == 'respond')
        found = {row[0] for row in self.server.query('SELECT request_id FROM market.response')}
        for request in answered.keys() - found:
            self.found.append(('LOST', 'response', str(request)))
        for request in found - answered.keys():
            self.found.append(('GHOST', 'response', str(request)))

    def finish(self):
        try:
            self.work()
            self.audit()
            self.compare()
            for line in self.server.damage():
                self.found.append(('DAMAGE', line))
        # a server that does not come back is a finding too; a mistake of this program is none
        except (psycopg2.Error, RuntimeError, OSError, subprocess.SubprocessError) as error:
            self.found.append(('BROKEN', f'{type(error).__name__}: {error}'))
        finally:
            self.stop.set()
            for client in self.clients:
                client.terminate()
            self.server.abandon()
        return self.found


def report(run):
    cuts = sum(len(seconds) for kind, seconds in run.recovery.items() if kind.startswith('power_cut'))
    print(f'{run.faults} faults, {cuts} of them power cuts, {run.acknowledged:,} operations acknowledged, {run.resent:,} sent again,'
          f' {sum(run.refused.values()):,} refused {dict(run.refused)}, {len(run.open)} without an answer,'
          f' {run.checks} audits while it ran')
    for kind, seconds in sorted(run.recovery.items()):
        ordered = sorted(seconds)
        print(f'  {kind:16} {len(ordered):4} times, ready again after {ordered[len(ordered) // 2]:.2f} s,'
              f' at most {ordered[-1]:.2f} s')
    totals = collections.Counter(row[0] for row in run.found)
    print(', '.join(f'{totals[kind]} {name}' for kind, name in NAMES.items()))
    for row in run.found[:20]:
        print('  ', *row)


def shown(found, kinds):
    """The findings that show a mistake."""
    found = collections.Counter(row[0] for row in found)
    # what a client that had to be ended was about to note looks like a finding
    if 'STUCK' in found:
        kinds = kinds - BOOKS
    return {kind: count for kind, count in found.items() if kind in kinds}


def self_test(arguments):
    missed = 0
    for plant, (what, kind, faults, kinds) in PLANTS.items():
        # what shows a mistake is left to chance, which gets three of them
        for _ in range(3):
            found = shown(Run(arguments, [kind], faults, plant).finish(), kinds)
            if found:
                break
        print(f'planted: {what}: {f"found {found}" if found else "NOT FOUND"}', flush=True)
        missed += not found
    print(f'{len(PLANTS) - missed} of {len(PLANTS)} planted faults found')
    return missed == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--faults', type=int, default=40)
    parser.add_argument('--seconds', type=float, default=1.0)
    parser.add_argument('--kind', choices=Server.FAULTS, action='append')
    parser.add_argument('--at-least', type=int, default=1, help='operations that must be acknowledged')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--plant', choices=PLANTS)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('--folder', default='build/crash')
    parser.add_argument('--extension-conf', default=os.environ.get('TEMP_CONFIG'))
    arguments = parser.parse_args()
    arguments.folder = os.path.abspath(arguments.folder)
    random.seed(arguments.seed)
    # whoever ends this program does not want its servers and clients to stay
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    if arguments.self_test:
        return self_test(arguments)
    run = Run(arguments, arguments.kind or Server.TURN, arguments.faults, arguments.plant)
    run.finish()
    if run.acknowledged < arguments.at_least:
        run.found.append(('FEW', f'of at least {arguments.at_least} operations'))
    report(run)
    return not run.found


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
