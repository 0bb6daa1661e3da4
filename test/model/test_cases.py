"""The model against the numbered cases of the service, before anything is compared with it.

    python3 -m unittest discover -s test/model
"""

import unittest

from market import Market
from pricing import Pricing, reduced
from values import DAY, ONE, SECOND, Refused, exactly, instant, product

START = instant('2024-01-01T00:00:00Z')
SCHEMAS = '{"input":{"type":"object"},"output":{"type":"object"}}'
IN = '{"header":{},"body":{}}'
OK = '{"code":200,"message":""}'
BAD = '{"code":400,"message":"bad"}'
RICH = 10 ** 12

OWNER, OTHER, P1, P2, P3, P4, P5, CONS, C2, COLD = ('0x%040x' % n for n in range(1, 11))


class Story(unittest.TestCase):
    def setUp(self):
        self.m = Market(START)
        self.m.create_token('atom')
        self.m.create_token('foo')
        self.m.set_params(dispatch='end_of_block', slash_destination='collect')
        self.m.deposit(OWNER, '%dstake' % RICH)
        self.m.deposit(COLD, '1000atom')
        self.m.define_service(OWNER, 'svc', SCHEMAS)

    def to(self, height):
        while self.m.height < height:
            self.m.end_block(START + 5 * SECOND * self.m.height)

    def refuses(self, code, function, *given, **named):
        with self.assertRaises(Refused) as caught:
            function(*given, **named)
        self.assertEqual(caught.exception.code, code)

    def bind(self, provider, deposit, price, qos=3, service='svc', owner=OWNER):
        if '{' not in str(price):
            price = '{"price":"%s"}' % (price if not str(price).isdigit() else str(price) + 'stake')
        self.m.bind_service(owner, service, provider, '%dstake' % deposit, price, qos)

    def fund(self, account, amount, denom='stake'):
        self.m.deposit(account, '%d%s' % (amount, denom))

    def call(self, providers, cap, timeout, repeat=None, consumer=CONS, service='svc'):
        more = {} if repeat is None else dict(repeated=True, repeated_frequency=repeat[0], repeated_total=repeat[1])
        return self.m.call_service(consumer, service, providers, IN, '%dstake' % cap, timeout, **more)

    def answer(self, context, batch=1, index=0, result=OK):
        provider = next(r.provider for r in self.m.contexts[context].requests if (r.batch, r.index) == (batch, index))
        self.m.respond_service(provider, context, batch, index, result, IN if result == OK else None)

    def spendable(self, account=CONS, denom='stake'):
        return self.m.balance(account, denom)


class Bindings(Story):
    def test_pricing(self):
        for text in ('0.7', '0.05', '0.123456789012345678', '0.000000000000000001'):
            Pricing('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"%s"}]}' % text)
        for text in ('0.70', '1', '0', '0.0', '.5', '1.5', '0.0000000000000000001'):
            self.refuses('MK010', Pricing,
                         '{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"%s"}]}' % text)
        Pricing('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":0.7}]}')
        for bad in ('', '{"price":"1stake","other":1}', '{"price":"5invalid#denom"}', '{"price":"-1stake"}',
                    '{"price":"1stake","promotions_by_time":null}',
                    '{"price":"1stake","promotions_by_volume":[{"volume":1.5,"discount":"0.5"}]}',
                    '{"price":"1stake","promotions_by_volume":[{"volume":5,"discount":"0.5"},'
                    '{"volume":3,"discount":"0.5"}]}',
                    '{"price":"1stake","promotions_by_time":[{"start_time":"2024-01-01T00:00:00",'
                    '"end_time":"2024-02-01T00:00:00Z","discount":"0.5"}]}'):
            self.refuses('MK010', Pricing, bad)

    def test_bind(self):
        self.refuses('MK006', self.bind, P1, 5000, 1, service='nothing')
        self.refuses('MK008', self.bind, P1, 49999, 50)
        self.bind(P1, 50000, 50)
        self.assertEqual(self.spendable(OWNER), RICH - 50000)
        self.refuses('MK013', self.bind, P1, 50000, 50)
        self.refuses('MK008', self.bind, P2, 4999, 1)
        self.bind(P2, 5000, 1, qos=100)
        self.refuses('MK011', self.bind, P3, 5000, 1, qos=101)
        self.refuses('MK008', self.m.bind_service, OWNER, 'svc', P3, '5foo', '{"price":"1stake"}', 3)
        self.m.define_service(OWNER, 'two', SCHEMAS)
        self.fund(OTHER, 10 ** 6)
        self.refuses('MK041', self.bind, P1, 50000, 50, service='two', owner=OTHER)
        self.bind(P1, 50000, 50, service='two')
        self.refuses('MK010', self.bind, P3, 5000, '1foo')      # a token that nobody has
        self.refuses('MK009', self.bind, P3, 5000, '1atom')     # without a rate

    def test_minimum(self):
        self.m.register_oracle(COLD)
        for price, rate, least in ((100, '0.5', 50000), (1, '0.5', 5000), (0, '0.5', 0), (10, '50', 500000),
                                   (5, '20', 100000), (40, '2', 80000), (3, '2.5', 7000)):
            self.m.rates['atom-stake'] = (200, rate)
            self.assertEqual(self.m.minimum_deposit(Pricing('{"price":"%datom"}' % price)), least)
        self.m.rates['atom-stake'] = (200, '0')
        self.refuses('MK009', self.m.minimum_deposit, Pricing('{"price":"1atom"}'))

    def test_disable_enable_refund(self):
        self.bind(P1, 51000, 51)
        self.refuses('MK016', self.m.refund_deposit, OWNER, 'svc', P1)
        self.refuses('MK041', self.m.disable_binding, OTHER, 'svc', P1)
        self.m.disable_binding(OWNER, 'svc', P1)
        disabled = self.m.now
        self.refuses('MK015', self.m.disable_binding, OWNER, 'svc', P1)
        self.m.update_binding(OWNER, 'svc', P1, pricing='{"price":"5000stake"}')
        self.refuses('MK008', self.m.enable_binding, OWNER, 'svc', P1)
        self.m.update_binding(OWNER, 'svc', P1, pricing='{"price":"51stake"}')
        self.m.enable_binding(OWNER, 'svc', P1)
        self.m.disable_binding(OWNER, 'svc', P1)
        self.m.end_block(disabled + 20 * DAY - 1)
        self.refuses('MK017', self.m.refund_deposit, OWNER, 'svc', P1)
        self.m.end_block(disabled + 20 * DAY)
        self.assertEqual(self.m.refund_deposit(OWNER, 'svc', P1), 51000)
        self.refuses('MK008', self.m.refund_deposit, OWNER, 'svc', P1)
        self.m.update_binding(OWNER, 'svc', P1, pricing='{"price":"0stake"}')
        self.m.enable_binding(OWNER, 'svc', P1)


class Batches(Story):
    def test_happy_path(self):                                  # 65
        self.bind(P1, 50000, 50)
        self.fund(CONS, 1000)
        self.to(10)
        c = self.call([P1], 50, 3)
        context = self.m.contexts[c]
        self.assertEqual((context.state, context.counter, context.batch_state), ('running', 0, 'completed'))
        self.to(11)
        self.assertEqual((self.spendable(), context.counter, context.batch_state), (950, 1, 'running'))
        self.assertEqual((context.requests[0].height, context.requests[0].expiration), (10, 13))
        self.answer(c)
        self.assertEqual((self.m.earned[P1, 'stake'], self.m.taxes['stake']), (48, 2))
        self.assertEqual((context.batch_state, context.state), ('completed', 'running'))
        self.refuses('MK024', self.answer, c)
        self.to(14)
        self.assertEqual(context.state, 'completed')
        self.assertEqual(self.m.withdraw_earned_fees(OWNER, P1), ['48stake'])
        self.assertEqual(self.m.withdraw_earned_fees(OWNER, P1), [])

    def test_expiration_height(self):                           # 67
        self.bind(P1, 100000, 100)
        self.fund(CONS, 1000)
        self.to(14)
        c = self.call([P1], 100, 3)
        self.to(17)
        self.answer(c)
        self.to(18)
        self.assertEqual(self.m.bindings['svc', P1].deposit, 100000)

    def test_repeated(self):                                    # 68
        self.bind(P1, 100000, 100)
        self.fund(CONS, 1000)
        self.to(10)
        c = self.call([P1], 100, 4, (10, 3))
        self.to(11)
        self.answer(c)
        self.to(25)
        binding = self.m.bindings['svc', P1]
        self.assertEqual((binding.deposit, binding.available), (99900, False))
        self.assertEqual(binding.disabled, START + 115 * SECOND)
        self.to(34)
        self.assertEqual(self.m.contexts[c].state, 'running')
        self.to(35)
        self.assertEqual((self.m.contexts[c].state, self.m.contexts[c].counter), ('completed', 3))
        self.assertEqual((self.spendable(), self.m.earned[P1, 'stake'], self.m.taxes['stake'] + self.m.slashed['stake']),
                         (900, 95, 105))

    def test_slashes(self):                                     # 70, 71, 74
        self.bind(P1, 200000, 100)
        for consumer in (CONS, C2):
            self.fund(consumer, 1000)
        self.to(10)
        self.call([P1], 100, 3)
        self.call([P1], 100, 3, consumer=C2)
        self.to(14)
        self.assertEqual((self.m.bindings['svc', P1].deposit, self.m.slashed['stake']), (199601, 399))
        self.assertEqual((self.spendable(), self.spendable(C2)), (1000, 1000))
        self.assertTrue(self.m.bindings['svc', P1].available)

    def test_slash_before_new(self):                            # 71
        self.bind(P1, 100000, 100)
        self.bind(P2, 200000, 100)
        self.fund(CONS, 100)
        self.to(10)
        self.call([P1], 100, 5)
        self.to(15)
        c = self.call([P1, P2], 100, 5)
        self.to(16)
        self.assertEqual([r.provider for r in self.m.contexts[c].requests], [P2])
        self.assertEqual(self.spendable(), 0)

    def test_filter(self):                                      # 49, 50
        for provider, price, qos in ((P1, 10, 5), (P2, 11, 5), (P3, 10, 6), (P4, 10, 5)):
            self.bind(provider, 20000, price, qos)
        self.m.disable_binding(OWNER, 'svc', P4)
        self.fund(CONS, 1000)
        self.to(10)
        c = self.call([P1, P2, P3, P4, P5], 10, 5)
        self.to(11)
        self.assertEqual([r.provider for r in self.m.contexts[c].requests], [P1])
        c = self.call([P2, P3], 10, 5)
        self.to(12)
        context = self.m.contexts[c]
        self.assertEqual((context.counter, context.batch_state, context.request_count), (1, 'running', 0))
        self.to(17)
        self.assertEqual((context.state, context.batch_state), ('completed', 'completed'))

    def test_funds(self):                                       # 52
        self.bind(P1, 7000, 7)
        self.bind(P2, 100000, 100)
        self.fund(CONS, 106)
        self.to(10)
        c = self.call([P1, P2], 100, 5)
        self.to(11)
        self.assertEqual((self.m.contexts[c].state, self.m.contexts[c].counter, self.spendable()),
                         ('paused', 0, 106))
        self.refuses('MK030', self.m.pause_request_context, CONS, c)
        self.fund(CONS, 1)
        self.m.start_request_context(CONS, c)
        self.to(12)
        self.assertEqual([r.fee for r in self.m.contexts[c].requests], [7, 100])
        self.assertEqual(self.spendable(), 0)

    def test_foreign(self):                                     # 53, 55, 109
        self.m.register_oracle(COLD)
        self.m.rates['atom-stake'] = (200, '2')
        self.bind(P1, 80000, '40atom', 5)
        self.fund(CONS, 1000, 'atom')
        self.to(10)
        self.call([P1], 79, 5)
        c = self.call([P1], 80, 5)
        self.to(11)
        self.assertEqual(self.spendable(denom='atom'), 960)
        del self.m.rates['atom-stake']
        self.to(16)
        binding = self.m.bindings['svc', P1]
        self.assertEqual((self.spendable(denom='atom'), binding.deposit, binding.available), (1000, 79920, False))
        self.m.rates['atom-stake'] = (200, '2')
        self.m.enable_binding(OWNER, 'svc', P1, '80stake')
        del self.m.rates['atom-stake']
        c = self.call([P1], 80, 5, (5, 3))
        self.to(17)
        self.assertEqual((self.m.contexts[c].state, self.m.contexts[c].counter), ('paused', 0))
        self.m.rates['atom-stake'] = (200, '2')
        self.m.start_request_context(CONS, c)
        self.to(18)
        self.assertEqual((self.m.contexts[c].state, self.m.contexts[c].counter), ('running', 1))

    def test_update(self):                                      # 76, 85
        self.bind(P1, 10000, 10)
        self.bind(P2, 20000, 20)
        self.fund(CONS, 10000)
        self.to(10)
        c = self.call([P1], 10, 5, (0, 10))
        self.to(11)
        self.m.update_request_context(CONS, c, [P1, P2], '20stake')
        self.answer(c)
        self.to(16)
        self.assertEqual(self.spendable(), 10000 - 40)
        self.refuses('MK021', self.m.update_request_context, CONS, c, timeout=30)
        self.refuses('MK022', self.m.update_request_context, CONS, c, repeated_total=1)
        self.refuses('MK022', self.m.update_request_context, CONS, c, repeated_total=-2)
        self.m.update_request_context(CONS, c, repeated_total=2)
        self.to(21)
        self.assertEqual(self.m.contexts[c].state, 'completed')

    def test_promotions(self):                                  # 77, 79
        self.bind(P1, 100000, '{"price":"100stake","promotions_by_time":[{"start_time":"2024-01-01T00:01:00Z",'
                  '"end_time":"2024-01-01T00:02:00Z","discount":"0.5"}]}', 5)
        self.fund(CONS, 1000)
        for height, price in ((12, 100), (13, 50), (24, 50), (25, 100)):
            self.to(height)
            c = self.call([P1], 100, 5)
            self.to(height + 1)
            self.assertEqual(self.m.contexts[c].requests[0].fee, price)
            self.answer(c)

    def test_volume(self):                                      # 79
        self.bind(P1, 200000, '{"price":"100stake","promotions_by_time":[{"start_time":"2024-01-01T00:00:00Z",'
                  '"end_time":"2025-01-01T00:00:00Z","discount":"0.7"}],"promotions_by_volume":[{"volume":1,'
                  '"discount":"0.9"},{"volume":2,"discount":"0.55"}]}', 3)
        self.fund(CONS, 1000)
        seen = []
        for height in (10, 11, 12, 13):
            self.to(height)
            c = self.call([P1], 70, 3)
            self.to(height + 1)
            self.answer(c)
            seen.append((self.m.contexts[c].requests[0].fee, self.m.earned[P1, 'stake'], self.spendable()))
        self.assertEqual(seen, [(70, 67, 930), (63, 127, 867), (38, 164, 829), (38, 201, 791)])

    def test_pause_and_kill(self):                              # 82, 83, 88, 89
        self.bind(P1, 100000, 100)
        self.fund(CONS, 1000)
        self.to(10)
        c = self.call([P1], 100, 4, (4, 3))
        self.m.pause_request_context(CONS, c)
        self.refuses('MK031', self.m.pause_request_context, CONS, c)
        self.refuses('MK041', self.m.pause_request_context, C2, c)
        self.to(11)
        self.assertEqual(self.m.contexts[c].counter, 0)
        self.m.start_request_context(CONS, c)
        self.to(12)
        self.assertEqual(self.m.contexts[c].counter, 1)
        self.m.kill_request_context(CONS, c)
        self.answer(c)
        self.refuses('MK033', self.m.update_request_context, CONS, c)
        self.refuses('MK032', self.m.start_request_context, CONS, c)
        self.m.kill_request_context(CONS, c)
        self.to(16)
        self.assertEqual(self.m.earned[P1, 'stake'], 95)


class Arithmetic(unittest.TestCase):
    def test_products(self):                                    # 103
        self.assertEqual([product(n, ONE // 10) for n in (5, 15, 25)], [0, 2, 2])
        third = exactly('0.333333333333333333')
        self.assertEqual(reduced(10 ** 21, third, third), 111111111111111110888888888888888889000)

    def test_tiers(self):                                       # 104
        tiers = Pricing('{"price":"1stake","promotions_by_volume":[{"volume":2,"discount":"0.9"},'
                        '{"volume":5,"discount":"0.8"},{"volume":5,"discount":"0.7"},'
                        '{"volume":9,"discount":"0.6"}]}')
        self.assertEqual([tiers.discount(0, v)[1] * 10 // ONE for v in range(11)],
                         [10, 10, 9, 9, 9, 7, 7, 7, 7, 6, 6])


if __name__ == '__main__':
    unittest.main()
