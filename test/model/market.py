"""Definitions, bindings and earnings of the model: each operation is one message of the service.

An operation checks everything before it changes anything, so that a refusal leaves no trace.
"""

import collections
import re

from engine import Engine
from ledger import SYSTEM, Ledger
from pricing import Pricing, fee
from values import (MAX_AMOUNT, Refused, document, exactly, is_address, is_name, is_schema, is_tag, require,
                    truncated)

ORACLE = 'oracle-price'
RATE = re.compile(r'(?:[1-9]+\d*|0)(\.\d+)?')
PAIR_PART = re.compile(r'[0-9a-zA-Z/]+')


class Definition:
    def __init__(self, author, schemas, rest):
        self.author = author
        self.input, self.output = schemas
        self.rest = rest


class Binding:
    def __init__(self, service, provider, owner, deposit, pricing, qos, options):
        self.service, self.provider, self.owner = service, provider, owner
        self.deposit, self.pricing, self.qos, self.options = deposit, pricing, qos, options
        self.available = True
        self.disabled = None


class Market(Engine, Ledger):
    def __init__(self, block_time, base='stake'):
        Ledger.__init__(self, block_time, base)
        Engine.__init__(self)
        self.definitions = {}
        self.bindings = {}                          # (service, provider)
        self.owner_of = {}                          # provider: owner, for ever
        self.withdraw_addresses = {}
        self.earned = collections.Counter()         # (provider, denom)
        self.volumes = collections.Counter()        # (consumer, service, provider)
        self.oracle = None                          # the provider of the exchange rates, when there is one
        self.rates = {}                             # pair: (code, text)

    # Definitions

    def define_service(self, author, name, schemas, description='', tags=(), author_description=''):
        require(is_address(author), 'MKS07')
        require(author not in SYSTEM, 'MKS04')
        require(is_name(name), 'MK002')
        require(len(description.encode()) <= 280, 'MK003')
        require(len(author_description.encode()) <= 280, 'MK003')
        require(len(tags) <= 10, 'MK004')
        require(len(set(tags)) == len(tags), 'MK004')
        require(all(is_tag(tag) for tag in tags), 'MK004')
        parts = service_schemas(schemas)
        require(name not in self.definitions, 'MK007')
        self.definitions[name] = Definition(author, parts, (schemas, description, list(tags), author_description))

    def register_oracle(self, provider):
        """The module service of exchange rates: a definition and a free binding that nobody may touch."""
        self.oracle = provider
        self.definitions[ORACLE] = Definition(provider, ({}, {}), None)

    # Prices in another denom

    def rate(self, denom):
        """Units of the base denom for one of another, as a decimal."""
        base = self.params['base_denom']
        require(self.oracle is not None, 'MK043')
        require(PAIR_PART.fullmatch(denom) and PAIR_PART.fullmatch(base), 'MK045')
        code, text = self.rates.get(denom + '-' + base, (400, None))
        require(code == 200, 'MK043')
        require(isinstance(text, str) and RATE.fullmatch(text), 'MK046')
        number = exactly(text)
        require(number, 'MK046')
        return number

    def price(self, pricing):
        """Denom and minor units of a list price."""
        denom, amount = self.resolved(pricing.amount, pricing.unit)
        require(amount is not None, 'MK010', 'not whole')
        return denom, amount

    def minimum_deposit(self, pricing):
        denom, amount = self.price(pricing)
        if denom != self.params['base_denom'] and amount > 0:
            try:
                amount = truncated(amount * self.rate(denom)) or 1
            except Refused:
                raise Refused('MK009') from None
        least = amount * self.params['min_deposit_multiple']
        return max(least, self.params['min_deposit']) if least else 0

    def check_pricing(self, pricing):
        if pricing.unit not in self.tokens:
            raise Refused('MK010', 'unknown denom')
        denom, amount = self.price(pricing)
        require(amount <= MAX_AMOUNT, 'MK010')
        require(not self.params['restricted_service_fee_denom'] or denom == self.params['base_denom'], 'MK010')
        require(self.supply[denom] > 0, 'MK010')

    def quote(self, binding, consumer):
        """Denom, fee, and the price before truncation, of a request made now."""
        denom, amount = self.price(binding.pricing)
        volume = self.volumes[consumer, binding.service, binding.provider]
        by_time, by_volume = binding.pricing.discount(self.now, volume)
        return denom, fee(amount, by_time, by_volume), (amount, by_time, by_volume)

    def service_fee(self, service_name, provider, consumer):
        require(is_name(service_name), 'MK002')
        require(service_name in self.definitions, 'MK006')
        binding = self.bindings.get((service_name, provider))
        require(binding, 'MK014')
        denom, amount, _ = self.quote(binding, consumer)
        return '%d%s' % (amount, denom)

    # Bindings

    def base_coin(self, text, code):
        """Minor units of a coin that must be in the base denom and above zero."""
        denom, amount = self.coin(text)
        require(amount > 0 and denom == self.params['base_denom'], code, text)
        return amount

    def bind_service(self, owner, service_name, provider, deposit, pricing, qos, options='{}'):
        pricing = Pricing(pricing)
        json_text(options, '22P02')
        require(is_address(provider) and is_address(owner), 'MKS07')
        require(provider not in SYSTEM and owner not in SYSTEM, 'MKS04')
        require(is_name(service_name), 'MK002')
        self.coin(deposit)
        require(qos >= 1, 'MK011')
        require(self.oracle is None or service_name != ORACLE, 'MK044')
        require(service_name in self.definitions, 'MK006')
        require((service_name, provider) not in self.bindings, 'MK013')
        require(self.owner_of.get(provider, owner) == owner, 'MK041')
        amount = self.base_coin(deposit, 'MK008')
        require(qos <= self.params['max_request_timeout'], 'MK011')
        self.check_pricing(pricing)
        require(amount >= self.minimum_deposit(pricing), 'MK008')
        self.pay(owner, self.params['base_denom'], amount)
        self.owner_of[provider] = owner
        self.bindings[service_name, provider] = Binding(service_name, provider, owner, amount, pricing, qos, options)

    def owned(self, owner, service_name, provider):
        """The binding of the three arguments that all later operations begin with."""
        require(is_address(provider) and is_address(owner), 'MKS07')
        require(owner not in SYSTEM, 'MKS04')
        require(is_name(service_name), 'MK002')

        def find():
            binding = self.bindings.get((service_name, provider))
            require(binding, 'MK014')
            require(binding.owner == owner, 'MK041')
            return binding
        return find

    def added(self, deposit):
        """Minor units of a deposit to add, which may be empty."""
        if deposit is None or self.coin(deposit)[1] == 0:
            return 0
        return self.base_coin(deposit, 'MK008')

    def update_binding(self, owner, service_name, provider, deposit=None, pricing=None, qos=None, options=None):
        pricing = Pricing(pricing) if pricing is not None else None
        if options is not None:
            json_text(options, '22P02')
        find = self.owned(owner, service_name, provider)
        if deposit is not None:
            self.coin(deposit)
        require(qos is None or qos >= 0, 'MK011')
        binding = find()
        require(not qos or qos <= self.params['max_request_timeout'], 'MK011')
        amount = self.added(deposit)
        if pricing is not None:
            self.check_pricing(pricing)
        if binding.available and (qos or amount or pricing is not None or options is not None):
            least = self.minimum_deposit(pricing or binding.pricing)
            require(binding.deposit + amount >= least, 'MK008')
        self.pay(owner, self.params['base_denom'], amount)
        binding.deposit += amount
        binding.qos = qos or binding.qos
        binding.pricing = pricing or binding.pricing
        binding.options = options if options is not None else binding.options

    def enable_binding(self, owner, service_name, provider, deposit=None):
        find = self.owned(owner, service_name, provider)
        if deposit is not None:
            self.coin(deposit)
        binding = find()
        require(not binding.available, 'MK016')
        amount = self.added(deposit)
        require(binding.deposit + amount >= self.minimum_deposit(binding.pricing), 'MK008')
        self.pay(owner, self.params['base_denom'], amount)
        binding.deposit += amount
        binding.available = True
        binding.disabled = None

    def disable_binding(self, owner, service_name, provider):
        binding = self.owned(owner, service_name, provider)()
        require(binding.available, 'MK015')
        self.disable(binding)

    def disable(self, binding):
        binding.available = False
        binding.disabled = self.now

    def refund_deposit(self, owner, service_name, provider):
        binding = self.owned(owner, service_name, provider)()
        require(not binding.available, 'MK016')
        require(binding.deposit > 0, 'MK008')
        wait = self.params['arbitration_time_limit'] + self.params['complaint_retrospect']
        require(self.now >= binding.disabled + wait, 'MK017')
        amount, binding.deposit = binding.deposit, 0
        self.receive(owner, self.params['base_denom'], amount)
        return amount

    def slash(self, binding):
        """What one missed request costs: a part of the deposit, and perhaps the availability."""
        amount = truncated(binding.deposit * self.params['slash_fraction'])
        binding.deposit -= amount
        base = self.params['base_denom']
        if self.params['slash_destination'] == 'burn':
            self.burned[base] += amount
            self.supply[base] -= amount
        else:
            self.slashed[base] += amount
        if binding.available:
            try:
                enough = binding.deposit >= self.minimum_deposit(binding.pricing)
            except Refused:
                enough = False
            if not enough:
                self.disable(binding)

    # Earnings

    def set_withdraw_address(self, owner, withdraw_address):
        require(is_address(owner), 'MKS07')
        require(is_address(withdraw_address), 'MKS07')
        require(owner not in SYSTEM and withdraw_address not in SYSTEM, 'MKS04')
        self.withdraw_addresses[owner] = withdraw_address

    def earn(self, provider, denom, amount):
        """Split a fee between the community and a provider."""
        tax = truncated(amount * self.params['service_fee_tax'])
        self.taxes[denom] += tax
        self.earned[provider, denom] += amount - tax

    def withdraw_earned_fees(self, owner, provider=None):
        require(is_address(owner), 'MKS07')
        require(owner not in SYSTEM, 'MKS04')
        require(provider is None or self.owner_of.get(provider) == owner, 'MK041')
        paid = collections.Counter()
        for (earner, denom), amount in list(self.earned.items()):
            if amount and (earner == provider or provider is None and self.owner_of[earner] == owner):
                paid[denom] += amount
                self.earned[earner, denom] = 0
        for denom, amount in paid.items():
            self.receive(self.withdraw_addresses.get(owner, owner), denom, amount)
        return sorted('%d%s' % (amount, denom) for denom, amount in paid.items())


def json_text(text, code):
    try:
        return document(text)
    except ValueError:
        raise Refused(code, text) from None


def service_schemas(text):
    """The two schemas of a definition."""
    value = json_text(text, 'MK005')
    require(isinstance(value, dict), 'MK005')
    named = {name.lower(): part for name, part in value.items()}
    parts = named.get('input'), named.get('output')
    require(all(isinstance(part, dict) and is_schema(part) for part in parts), 'MK005')
    return parts
