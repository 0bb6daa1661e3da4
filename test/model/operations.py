"""Random operations, seeded: mostly what parties of a market would do, now and then nonsense."""

import json
import random

from pricing import Pricing
from values import DAY, SECOND, ZERO, Refused, instant_text

OWNERS = ['0x%040x' % n for n in range(0x1001, 0x1005)]
PROVIDERS = ['0x%040x' % n for n in range(0x2001, 0x200d)]
CONSUMERS = ['0x%040x' % n for n in range(0x3001, 0x3007)]
COLD = ['0x%040x' % n for n in range(0x4001, 0x4004)]
ORACLE = '0x%040x' % 0x5001
PEOPLE = OWNERS + PROVIDERS[:2] + CONSUMERS + COLD
SERVICES = ['quote', 'image', 'text-2', 'free_form', 'a', 'Z-9_', 'speech', 'map']
DENOMS = ['stake', 'stake', 'stake', 'atom', 'ibc/A1']      # foo has no supply, bar is no token

OBJECT = {'type': 'object'}
QUERY = {'type': 'object', 'required': ['pair'],
         'properties': {'pair': {'type': 'string'}, 'depth': {'type': 'integer', 'minimum': 1}}}
ANSWER = {'type': 'object', 'required': ['value'], 'properties': {'value': {'type': 'number'}}}
SCHEMAS = [{'input': OBJECT, 'output': OBJECT}, {'input': QUERY, 'output': ANSWER},
           {'Input': {}, 'OUTPUT': {}, 'error': 1}]
BAD_SCHEMAS = ['', 'nonsense', '{}', '{"input":{}}', '{"input":"nonobject","output":"nonobject"}',
               '{"input":{"type":"nothing"},"output":{}}', '{"input":{},"output":null}', '[{},{}]',
               '{"input":{},"output":{"required":"pair"}}', '{"input":{},"output":{}} {}']
INPUTS = ['{"header":{},"body":{}}', '{"header":{},"body":{"pair":"iris-usdt"}}', '{"header":{"a":[1,"\\u00e9"]}}',
          '{"header":{},"body":{"pair":"atom-stake","depth":2}}', '{"header":{},"body":{"pair":"atom-stake"}}']
BAD_INPUTS = ['{"body":{}}', '[]', '"x"', '{"header":1}', '{"header":{},"body":[]}', '{"header":{},"body":null}',
              '{"header":{},"body":{"pair":1}}', '{"header":{},"body":{"pair":"x","depth":0.5}}']
OUTPUTS = ['{"header":{},"body":{"value":1}}', '{"header":{},"body":{"value":2.50}}', '{"header":{},"body":{}}']
BAD_OUTPUTS = ['{"body":{}}', '{"header":{},"body":{"value":"1"}}', 'null', '7']
BAD_RESULTS = ['{"code":"200","message":""}', '{"code":201,"message":""}', '{"code":200}', '{}', '[]', 'null',
               '{"code":200,"message":"","more":1}', '{"result":{"code":200,"message":""}}',
               '{"code":200,"message":null}', None]
BAD_PRICINGS = ['{"price":"1stake","other":1}', '{"price":"5bar"}', '{"price":"5foo"}', '{"price":"0.5stake"}',
                '{"price":"0.005ATOM"}', '{"price":1}', '{}', '[]', '{"price":"-1stake"}',
                '{"price":"1stake","promotions_by_volume":[{"volume":0,"discount":"0.5"}]}',
                '{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.50"}]}',
                '{"price":"1stake","promotions_by_time":[{"start_time":"2024-02-01T00:00:00Z",'
                '"end_time":"2024-01-01T00:00:00Z","discount":"0.5"}]}']
DISCOUNTS = ['0.5', '0.9', '0.333333333333333333', '0.05', '0.999999999999999999', 0.7, 0.25]
RATES = ['2', '2', '0.5', '0.000000000000000001', '1', '3.141592653589793238', '10.25', '0', '1000']
# how often each operation is drawn
WEIGHTS = {'define_service': 2, 'bind_service': 9, 'update_binding': 7, 'enable_binding': 6, 'disable_binding': 3,
           'refund_deposit': 3, 'set_withdraw_address': 1, 'call_service': 22, 'pause_request_context': 4,
           'start_request_context': 6, 'kill_request_context': 3, 'update_request_context': 6,
           'respond_service': 36, 'withdraw_earned_fees': 4, 'service_fee': 3, 'create_request_context': 6,
           'deliver_callbacks': 4, 'transfer': 3, 'deposit': 4,
           'withdraw': 2, 'end_block': 20, 'set_params': 3, 'set_rate': 2}


class Operations:
    """Draws one operation after the other, looking at the model to make sense."""

    def __init__(self, seed, market):
        self.random = random.Random(seed)
        self.market = market

    def draw(self):
        name = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        return name, getattr(self, name)()

    # Small draws

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def one(self, values, none=None):
        values = list(values)
        return self.random.choice(values) if values else none

    def person(self, likely, nobody=0.5):
        if self.chance(nobody):
            return self.one([None, ZERO])
        return likely if likely and not self.chance(4) else self.one(PEOPLE)

    def service(self):
        if self.chance(3):
            return self.one(['9s', 'a/b', 'unknown', 'x' * 71, 'oracle-price', '', 'x' * 70])
        return self.one([name for name in self.market.definitions if name in SERVICES] or SERVICES)

    def binding(self):
        found = self.one(self.market.bindings.values()) if not self.chance(4) else None
        if found:
            return found.owner, found.service, found.provider
        return self.one(OWNERS), self.service(), self.one(PROVIDERS)

    def open_context(self):
        some = [c for c in self.market.contexts.values() if c.state != 'completed']
        found = self.one(some if some and not self.chance(10) else self.market.contexts.values())
        return (found.consumer, found.number) if found else (CONSUMERS[0], 999)

    def amount(self, low, high):
        return self.random.randint(low, high)

    # Operations: the arguments of the function of that name

    def define_service(self):
        name = self.one(SERVICES) if not self.chance(20) else self.service()
        given = {'author': self.person(self.one(OWNERS)), 'name': name,
                 'schemas': self.one(BAD_SCHEMAS) if self.chance(10) else json.dumps(self.one(SCHEMAS))}
        if self.chance(20):
            given['description'] = 'd' * self.amount(275, 283)
        if self.chance(20):
            given['tags'] = self.one([['a', 'b'], ['a', 'a'], ['a b'], [''], ['\u670d' * 70],
                                      ['t'] + list('abcdefghij'),
                                      ['x' * 71], []])
        if self.chance(10):
            given['author_description'] = self.one(['\u00e9' * 140, '\u00e9' * 141])
        return given

    def pricing(self):
        if self.chance(4):
            return self.one(BAD_PRICINGS)
        denom = self.one(DENOMS)
        price = {'price': '%d%s' % (self.one([0, 1, 3, 7, 10, 40, 50, 99, 100, 250, self.amount(1, 300)]), denom)}
        if self.chance(6):
            price['price'] = self.one(['0.4ATOM', '1.25ATOM', '0.007STAKE', '0050stake', '%dstake' % 10 ** 66])
        if self.chance(30):
            start = self.market.now + self.amount(-20, 20) * 5 * SECOND
            times = [start]
            for _ in range(2 * self.amount(1, 2)):
                times.append(times[-1] + self.amount(1, 30) * 5 * SECOND)
            price['promotions_by_time'] = [
                {'start_time': instant_text(a), 'end_time': instant_text(b), 'discount': self.one(DISCOUNTS)}
                for a, b in zip(times[::2], times[1::2])]
        if self.chance(30):
            tiers = sorted(self.amount(1, 9) for _ in range(self.amount(1, 3)))
            listed = [{'volume': v, 'discount': self.one(DISCOUNTS)} for v in tiers]
            price['promotions_by_volume'] = [t for n, t in enumerate(listed) if t not in listed[:n]]
        return json.dumps(price)

    def base(self, amount):
        """A coin for a deposit or a cap, seldom a wrong one."""
        if self.chance(2):
            return self.one(['0stake', '5foo', '5atom', '0.5stake'])
        if self.chance(3):
            return '%d.%03dSTAKE' % (amount // 1000, amount % 1000)
        return '%dstake' % amount

    def enough(self, pricing, spare):
        """A deposit about what a pricing needs."""
        try:
            least = self.market.minimum_deposit(Pricing(pricing))
        except Refused:
            least = 5000
        return max(1, min(least, 10 ** 8) + spare)

    def bind_service(self):
        pricing = self.pricing()
        name, provider = self.service(), self.one(PROVIDERS)
        if (name, provider) in self.market.bindings and self.chance(80):
            name = self.one(SERVICES)
        owner = self.market.owner_of.get(provider) or self.one(OWNERS)
        spare = self.one([-1, 0, 0, 1, 10, 3000, 100000])
        given = {'owner': self.person(owner), 'service_name': name, 'provider': self.person(provider),
                 'deposit': self.base(self.enough(pricing, spare)), 'pricing': pricing,
                 'qos': self.one([1, 1, 2, 3, 5, 100]) if not self.chance(3) else self.one([0, -1, 101])}
        if self.chance(20):
            given['options'] = self.one(['null', '1', '"x"', '{"a":1}', '[1'])
        return given

    def update_binding(self):
        owner, service, provider = self.binding()
        given = {'owner': self.person(owner), 'service_name': service, 'provider': self.person(provider)}
        if self.chance(40):
            given['deposit'] = self.base(self.one([1, 100, 5000, 50000]))
        if self.chance(50):
            given['pricing'] = self.pricing()
        if self.chance(30):
            given['qos'] = self.one([0, 1, 2, 4, 100, 101])
        if self.chance(20):
            given['options'] = self.one(['{"b":2}', 'null', '[1'])
        return given

    def enable_binding(self):
        off = [b for b in self.market.bindings.values() if not b.available]
        found = self.one(off) if not self.chance(15) else None
        owner, service, provider = (found.owner, found.service, found.provider) if found else self.binding()
        given = {'owner': self.person(owner), 'service_name': service, 'provider': provider}
        if self.chance(70):
            lacking = self.enough(found.pricing.text, -found.deposit) if found else 100
            given['deposit'] = self.base(max(1, lacking + self.one([-1, 0, 0, 1000])))
        return given

    def disable_binding(self):
        owner, service, provider = self.binding()
        return {'owner': self.person(owner), 'service_name': service, 'provider': provider}

    def refund_deposit(self):
        off = [b for b in self.market.bindings.values() if not b.available]
        wait = self.market.params['arbitration_time_limit'] + self.market.params['complaint_retrospect']
        near = [b for b in off if abs(self.market.now - b.disabled - wait) < SECOND]
        found = self.one(near or off) if not self.chance(20) else None
        owner, service, provider = (found.owner, found.service, found.provider) if found else self.binding()
        return {'owner': self.person(owner), 'service_name': service, 'provider': provider}

    def set_withdraw_address(self):
        return {'owner': self.person(self.one(OWNERS)), 'withdraw_address': self.person(self.one(COLD))}

    def call_service(self):
        name = self.service()
        bound = [p for s, p in self.market.bindings if s == name]
        providers = self.random.sample(bound if len(bound) > 3 else PROVIDERS, self.one([1, 1, 2, 2, 3, 4]))
        if self.chance(2):
            providers = self.one([[], PROVIDERS[:11], [PROVIDERS[0]] * 2, [ZERO], PROVIDERS[:10]])
        timeout = self.amount(1, 8) if not self.chance(3) else self.one([0, -1, 100, 101])
        given = {'consumer': self.person(self.one(CONSUMERS)), 'service_name': name, 'providers': providers,
                 'input': self.one(BAD_INPUTS) if self.chance(5) else self.one(INPUTS),
                 'service_fee_cap': self.base(self.one([1, 10, 50, 100, 250, 1000, 100000])), 'timeout': timeout}
        if self.chance(1):
            given['input'] = None
        if self.chance(50):
            given['repeated'] = True
            given['repeated_frequency'] = self.one(
                [0, 0, timeout, timeout + 1, timeout + self.amount(0, 9), timeout - 1])
            given['repeated_total'] = self.one([1, 2, 3, 4, 5, -1]) if not self.chance(4) else self.one([0, -2])
            if given['repeated_frequency'] < 0:
                given['repeated_frequency'] = 0
        elif self.chance(10):
            given['repeated_frequency'], given['repeated_total'] = 4, -2
        return given

    def create_request_context(self):
        given = self.call_service()
        given = {'module': self.one(['feed'] * 12 + ['mute', 'deaf', 'nobody']), **given}
        for name, value in (('repeated', False), ('repeated_frequency', 0), ('repeated_total', 0)):
            given.setdefault(name, value)
        given['response_threshold'] = self.one([1, 1, 1, 2, 3, 0])
        if self.chance(30):
            given['initial_state'] = self.one(['paused', 'running'])
        return given

    def deliver_callbacks(self):
        return {}

    def on_context(self):
        consumer, context = self.open_context()
        return {'consumer': self.person(consumer), 'context_id': context}

    pause_request_context = kill_request_context = on_context

    def start_request_context(self):
        given = self.on_context()
        idle = self.one(c for c in self.market.contexts.values() if c.state == 'paused')
        if idle and not self.chance(20):
            given = {'consumer': idle.consumer, 'context_id': idle.number}
        return given

    def update_request_context(self):
        given = self.on_context()
        if self.chance(30):
            given['providers'] = self.one([self.random.sample(PROVIDERS, 2), self.random.sample(PROVIDERS, 5), [],
                                           PROVIDERS[:11] if self.chance(20) else PROVIDERS[:3],
                                           [PROVIDERS[0]] * 2 if self.chance(20) else PROVIDERS[:1]])
        if self.chance(30):
            given['service_fee_cap'] = self.base(self.one([1, 60, 300, 100000]))
        if self.chance(40):
            given['timeout'] = self.one([0, 1, 2, 5, 9]) if not self.chance(6) else self.one([-1, 101])
        if self.chance(40):
            given['repeated_frequency'] = self.one([0, 3, 9, 12])
        if self.chance(30):
            given['repeated_total'] = self.one([0, 1, 2, 4, -1]) if not self.chance(6) else -2
        context = self.market.contexts.get(given['context_id'])
        if self.chance(30 if context and context.module else 3):
            given['response_threshold'] = self.one([0, 1, 2, 3])
        return given

    def respond_service(self):
        open_ones = [r for c in self.market.contexts.values() if c.state != 'completed' or c.due
                     for r in c.pending()]
        request = self.one(open_ones)
        if not request or self.chance(6):
            context = self.one(c for c in self.market.contexts.values() if c.requests)
            request = self.one(context.requests) if context else None
        given = {'provider': self.person(request.provider if request else PROVIDERS[0]),
                 'context_id': request.context.number if request else 999,
                 'batch': request.batch if request else 1, 'index': request.index if request else 0}
        code = self.one([200, 200, 200, 200, 400, 500])
        given['result'] = json.dumps({'code': code, 'message': self.one(['', 'done'])})
        if self.chance(2):
            given['result'] = '{"code":200.0,"message":""}'
            code = 200
        elif self.chance(4):
            given['result'] = self.one(BAD_RESULTS)
        if (code == 200) != self.chance(2):
            given['output'] = self.one(BAD_OUTPUTS) if self.chance(4) else self.one(OUTPUTS)
        return given

    def withdraw_earned_fees(self):
        given = {'owner': self.person(self.one(OWNERS))}
        if self.chance(60):
            provider = self.one(self.market.owner_of) or PROVIDERS[0]
            given = {'owner': self.person(self.market.owner_of.get(provider) or OWNERS[0]), 'provider': provider}
        return given

    def service_fee(self):
        _, service, provider = self.binding()
        return {'service_name': service, 'provider': provider, 'consumer': self.one(CONSUMERS)}

    def coins(self):
        if self.chance(3):
            return self.one(['1foo', '0.5stake', '0stake', '1bar', '0.123ATOM'])
        return '%d%s' % (self.one([self.amount(1, 400), 5000]), self.one(DENOMS))

    def transfer(self):
        return {'sender': self.person(self.one(PEOPLE)), 'receiver': self.person(self.one(CONSUMERS)),
                'funds': self.coins()}

    def deposit(self):
        if self.chance(30):
            return {'account': self.one(OWNERS), 'funds': '%dstake' % self.amount(1000, 300000)}
        funds = self.coins()
        return {'account': self.person(self.one(CONSUMERS)), 'funds': funds if 'foo' not in funds else '1stake'}

    def withdraw(self):
        person, denom = self.one(PEOPLE), self.one(DENOMS)
        rich = self.market.balance(person, denom)
        return {'account': self.person(person),
                'funds': '%d%s' % (self.one([1, rich // 9, rich // 9, rich // 9, rich, rich + 1]), denom)}

    def end_block(self):
        time = self.market.now + 5 * SECOND
        if self.chance(6):
            time = self.market.now + self.one([-DAY, 0, 1, DAY, 20 * DAY - 1, 20 * DAY, 4 * DAY])
        off = self.one(b for b in self.market.bindings.values() if not b.available and b.deposit)
        if off and self.chance(4):
            wait = self.market.params['arbitration_time_limit'] + self.market.params['complaint_retrospect']
            time = max(time, off.disabled + wait + self.one([-1, 0]))
        given = {'block_time': time}
        if self.chance(4):
            given['next_height'] = self.market.height + self.one([0, -1, 1, 2, 5, 12, 40])
        return given

    def set_params(self):
        name, values = self.one([
            ('max_request_timeout', [100, 10, 50, 0]), ('min_deposit_multiple', [10, 100, 1000, 0]),
            ('min_deposit', [0, 100, 5000, 20000]), ('service_fee_tax', ['0', '0.05', '0.2', '0.333333333333333333',
                                                                         '1', '-0.1', '0.0000000000000000001']),
            ('slash_fraction', ['0', '0.001', '0.001', '0.001', '0.01', '1', '1.1']),
            ('complaint_retrospect', [15 * DAY, DAY, 1, 0]), ('arbitration_time_limit', [5 * DAY, DAY]),
            ('restricted_service_fee_denom', [True, False, False]), ('slash_destination', ['burn', 'collect', 'keep']),
            ('validate_bodies', [True, True, False]), ('dispatch', ['immediate', 'end_of_block', 'later'])])
        return {name: self.one(values)}

    def set_rate(self):
        pair = self.one(['atom-stake', 'ibc/A1-stake'])
        return {'pair': pair, 'code': 200 if not self.chance(15) else self.one([400, 401]),
                'rate': self.one(RATES) if not self.chance(10) else self.one(['x', '01', '1e3', '-1'])}
