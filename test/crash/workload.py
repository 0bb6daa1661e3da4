"""Clients that note what they ask and what is answered, and what must be there afterwards.

Every client works on accounts, channels and contexts that only it changes, so that its notes
alone say what each of them must be.  An operation whose answer is lost is sent again with the
same key until there is an answer.  A note is a line: what is asked is written before it is
sent, what is answered after it has come.
"""
import hashlib
import json
import os
import random
import signal
import time

import psycopg2

# no answer, or one that leaves open whether the operation was done
UNKNOWN = {None, '57P01', '57P02', '57P03', '57014', '53300', '40001', '40P01', '08006', '08003', '25P02'}


def key_of(name):
    return hashlib.sha256(name.encode()).digest()


class Notes:
    def __init__(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, **note):
        os.write(self.file, (json.dumps(note) + '\n').encode())


class Client:
    """One connection, one workload, until `stop` is set."""

    name = None

    def __init__(self, number, connect, path, stop, options):
        self.number = number
        self.connect = connect
        self.notes = Notes(path)
        self.stop = stop
        self.options = options
        self.random = random.Random(f'{options["seed"]}/{self.name}/{number}')
        self.connection = None
        self.count = 0
        self.state = {}

    def reconnect(self):
        while True:
            try:
                self.connection = self.connect()
                return
            except psycopg2.Error:
                time.sleep(0.02)

    def send(self, text, arguments):
        """The answer: (code, value); code '00000' is success, one of UNKNOWN is none."""
        if self.connection is None or self.connection.closed:
            self.reconnect()
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(text, arguments)
                value = cursor.fetchone()[0]
            return '00000', None if value is None else str(value)
        except psycopg2.Error as error:
            if self.connection.closed or error.pgcode is None:
                self.connection = None
            return error.pgcode, str(error).strip()

    def ask(self, operation, text, arguments, **detail):
        """Do one operation once, whatever happens; returns its value, None when refused."""
        self.count += 1
        key = f'{self.name}-{self.number}-{self.count}'
        self.notes.write(ask=key, operation=operation, **detail)
        if self.options['early_note']:
            # a planted fault: what is noted before it has come need not come
            self.notes.write(done=key, code='00000', value=None, sent=1)
            code, value = self.send(text, [*arguments, key])
            if code not in UNKNOWN:
                self.notes.write(done=key, code=code, value=value, sent=1)
            return value if code == '00000' else None
        sent = 0
        while True:
            # a planted fault: a client that makes a new key for each try
            tried = f'{key}-{sent}' if self.options['new_keys'] else key
            code, value = self.send(text, [*arguments, tried])
            sent += 1
            if code not in UNKNOWN:
                break
            time.sleep(0.01)
        self.notes.write(done=key, code=code, value=value, sent=sent)
        if code != '00000':
            return None
        return value

    def run(self):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.begin()
        while not self.stop.is_set():
            self.step()
        if self.connection is not None:
            self.connection.close()

    def begin(self):
        pass


class Money(Client):
    """deposit, transfer, withdraw; four accounts of its own and one that all of them use."""

    name = 'money'

    def accounts(self):
        return [f'0x{hashlib.sha256(f"money {self.number} {n}".encode()).hexdigest()[:40]}' for n in range(4)]

    def step(self):
        mine = self.accounts()
        shared = f'0x{hashlib.sha256(b"money shared").hexdigest()[:40]}'
        a = self.random.choice(mine)
        b = self.random.choice([*mine, shared])
        amount = self.random.randint(1, 1000)
        kind = self.random.choice(['deposit', 'transfer', 'transfer', 'withdraw'])
        if kind == 'deposit':
            self.ask('deposit', 'SELECT market.deposit(%s, %s, reference => %s)', [a, f'{amount}cog'],
                     moves=[[a, amount]])
        elif kind == 'withdraw':
            self.ask('withdraw', 'SELECT market.withdraw(%s, %s, reference => %s)', [a, f'{amount}cog'],
                     moves=[[a, -amount]])
        elif self.options['two_steps']:
            # a planted fault: a transfer in two transactions
            self.ask('withdraw', 'SELECT market.withdraw(%s, %s, reference => %s)', [a, f'{amount}cog'],
                     moves=[[a, -amount]])
            self.count += 1
            self.send('SELECT market.deposit(%s, %s, reference => %s)', [b, f'{amount}cog', f'half-{self.number}-{self.count}'])
            self.notes.write(moved=[[b, amount]])
        else:
            self.ask('transfer', 'SELECT market.transfer(%s, %s, %s, idempotency_key => %s)', [a, b, f'{amount}cog'],
                     moves=[[a, -amount], [b, amount]])


class Channel(Client):
    """open, pay at once or in two steps, fund, claim: one channel after the other, from one person to one recipient."""

    name = 'channel'

    def begin(self):
        self.key = key_of(f'channel sender {self.number}')
        self.sender, self.recipient = self.options['channel_accounts'][self.number]
        self.state = {'channel': None}

    def step(self):
        state = self.state
        if state['channel'] is None:
            channel = self.ask(
                'open', "SELECT market.open_channel(%s, %s, %s, sha256('group'), %s, 1000000, idempotency_key => %s)",
                [self.sender, self.sender, self.recipient, '200cog'], moves=[[self.sender, -200]])
            if channel is None:
                self.ask('deposit', 'SELECT market.deposit(%s, %s, reference => %s)', [self.sender, '10000cog'],
                         moves=[[self.sender, 10000]])
                return
            state.update(channel=int(channel), nonce=0, signed=0, value=200)
        kind = self.random.choice(['pay'] * 5 + ['two steps'] * 2 + ['fund', 'claim'])
        if kind == 'pay' and state['signed'] + 10 <= state['value']:
            total = state['signed'] + 10
            if self.ask('pay', 'SELECT market.authorize_payment(%s, %s, %s, market.sign(market.message_digest('
                        'market.claim_message(%s, %s, %s, %s)), %s), %s, %s, idempotency_key => %s)',
                        [state['channel'], state['nonce'], total, self.options['escrow'], state['channel'],
                         state['nonce'], total, self.key, 'org', 'svc'],
                        channel=state['channel'], nonce=state['nonce'], signed=total) is not None:
                state['signed'] = total
        elif kind == 'two steps' and state['signed'] + 10 <= state['value']:
            total = state['signed'] + 10
            token = self.ask('begin', 'SELECT (market.begin_payment(%s, %s, %s, market.sign(market.message_digest('
                             'market.claim_message(%s, %s, %s, %s)), %s), %s, %s, lease => 1000,'
                             ' idempotency_key => %s)).payment_token',
                             [state['channel'], state['nonce'], total, self.options['escrow'], state['channel'],
                              state['nonce'], total, self.key, 'org', 'svc'])
            if token is not None and self.random.random() < 0.2:
                self.ask('rollback', 'SELECT market.rollback_payment(%s, %s, idempotency_key => %s)', [token, 'failed'])
            elif token is not None and self.ask(
                    'commit', 'SELECT market.commit_payment(%s, idempotency_key => %s)', [token],
                    channel=state['channel'], nonce=state['nonce'], signed=total) is not None:
                state['signed'] = total
        elif kind == 'fund' and state['value'] < 1000:
            if self.ask('fund', 'SELECT market.add_channel_funds(%s, %s, %s, idempotency_key => %s)',
                        [self.sender, state['channel'], '50cog'], channel=state['channel'], value=50,
                        moves=[[self.sender, -50]]) is not None:
                state['value'] += 50
        elif kind == 'claim' and state['signed'] > 0:
            paid = state['signed']
            if self.ask('claim', 'SELECT market.claim(%s, %s, idempotency_key => %s)',
                        [self.recipient, state['channel']], channel=state['channel'], value=-paid,
                        nonce=state['nonce'] + 1, signed=0, moves=[[self.recipient, paid]]) is not None:
                state.update(signed=0, nonce=state['nonce'] + 1, value=state['value'] - paid)
        elif state['value'] - state['signed'] < 10:
            state['channel'] = None


class Consumer(Client):
    """call: requests to every provider of the run, which may or may not answer in time."""

    name = 'consumer'

    def step(self):
        consumer = self.options['consumers'][self.number]
        providers = self.random.sample(self.options['providers'], self.random.randint(1, 2))
        if self.ask('call', 'SELECT market.call_service(%s, %s, %s::market.address[], %s, %s, %s, idempotency_key => %s)',
                    [consumer, 'crash', providers, '{"header": {}, "body": {}}', '100stake',
                     self.random.randint(2, 6)]) is None:
            self.ask('deposit', 'SELECT market.deposit(%s, %s, reference => %s)', [consumer, '100000stake'])
        time.sleep(0.002)


class Provider(Client):
    """respond and withdraw: what is pending for it, oldest first."""

    name = 'provider'

    def step(self):
        provider = self.options['providers'][self.number]
        _, found = self.send("SELECT array_agg(id ORDER BY id)::text FROM (SELECT id FROM market.request"
                             " WHERE provider = %s AND state = 'pending' ORDER BY id LIMIT 20) AS r", [provider])
        requests = [int(n) for n in found.strip('{}').split(',')] if found and found.startswith('{') else []
        for request in requests:
            if self.stop.is_set():
                return
            if self.random.random() < 0.1:
                continue                        # let it run out
            self.ask('respond', 'SELECT market.respond_service(%s, %s, %s, %s, idempotency_key => %s) IS NOT NULL',
                     [provider, request, '{"code": 200, "message": ""}', '{"header": {}, "body": {}}'],
                     request=request)
        if self.random.random() < 0.2:
            self.ask('withdraw_fees', 'SELECT count(*) FROM market.withdraw_earned_fees(%s, %s, idempotency_key => %s)',
                     [self.options['provider_owner'], provider])
        if not requests:
            time.sleep(0.02)


class Blocks(Client):
    """end_block: the height it asks for makes a block end once."""

    name = 'blocks'

    def begin(self):
        self.height = None

    def step(self):
        if self.height is None:
            code, value = self.send('SELECT market.height()', [])
            if code != '00000':
                return
            self.height = int(value)
        self.count += 1
        key = f'{self.name}-{self.number}-{self.count}'
        self.notes.write(ask=key, operation='block', height=self.height + 1)
        sent = 0
        while True:
            code, value = self.send('SELECT market.end_block(next_height => %s)', [self.height + 1])
            sent += 1
            if code not in UNKNOWN:
                break
        # refused after an answer was lost: it has ended
        if code == '22023' and sent > 1:
            code = '00000'
        self.notes.write(done=key, code=code, value=str(self.height + 1), sent=sent)
        if code == '00000':
            self.height += 1
        time.sleep(0.05)


WORKLOADS = {'money': Money, 'channel': Channel, 'consumer': Consumer, 'provider': Provider, 'blocks': Blocks}


def read_notes(folder):
    """Operations of all clients with what was answered; open ones have no code."""
    operations = {}
    moved = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding='utf-8') as notes:
            for line in notes:
                note = json.loads(line)
                if 'ask' in note:
                    operations[note['ask']] = note
                elif 'done' in note:
                    operations[note['done']].update(code=note['code'], result=note['value'], sent=note['sent'])
                else:
                    moved.extend(note['moved'])
    return operations, moved
