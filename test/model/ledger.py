"""Tokens, parameters, the clock and spendable money of the model."""

import collections
import decimal
import hashlib

from values import COIN, DAY, MAX_AMOUNT, ONE, Refused, exactly, is_address, require

SYSTEM = {'0x' + hashlib.sha256(name.encode()).hexdigest()[:40] for name in (
    'service_deposit_account', 'service_request_account', 'service_fee_collector', 'community_pool')}


class Ledger:
    """What both wings of the market stand on."""

    def __init__(self, block_time, base='stake'):
        self.height = 1
        self.now = block_time
        self.tokens = {base: (base, 0)}             # of a denom or symbol: denom and decimals
        self.balances = collections.Counter()       # (account, denom)
        self.supply = collections.Counter()         # denom: money in less money out and burned
        self.burned = collections.Counter()
        self.taxes = collections.Counter()
        self.slashed = collections.Counter()        # collected, not burned
        self.params = {
            'max_request_timeout': 100, 'min_deposit_multiple': 1000, 'min_deposit': 5000,
            'service_fee_tax': ONE // 20, 'slash_fraction': ONE // 1000,
            'complaint_retrospect': 15 * DAY, 'arbitration_time_limit': 5 * DAY,
            'base_denom': base, 'restricted_service_fee_denom': False, 'slash_destination': 'burn',
            'validate_bodies': True, 'dispatch': 'immediate'}

    def create_token(self, denom, symbol=None, decimals=0):
        self.tokens[denom] = (denom, 0)
        if symbol:
            self.tokens[symbol] = (denom, decimals)

    def set_params(self, **given):
        for name, value in given.items():
            if name in ('service_fee_tax', 'slash_fraction'):
                number = exactly(value) if not str(value).startswith('-') else None
                top = ONE if name == 'slash_fraction' else ONE - 1
                require(number is not None and 0 <= number <= top, '22023', name)
                given[name] = number
            elif name == 'min_deposit':
                require(0 <= value <= MAX_AMOUNT, '22023', name)
            elif name in ('max_request_timeout', 'min_deposit_multiple', 'complaint_retrospect',
                          'arbitration_time_limit'):
                require(value > 0, '22023', name)
            elif name == 'slash_destination':
                require(value in ('burn', 'collect'), '22023', name)
            elif name == 'dispatch':
                require(value in ('immediate', 'end_of_block'), '22023', name)
        self.params.update(given)

    # Coins

    def resolved(self, amount, unit):
        """Denom and minor units; None for the units when they are not whole."""
        denom, decimals = self.tokens.get(unit, (unit, 0))
        with decimal.localcontext() as context:
            context.prec = 200
            scaled = decimal.Decimal(amount).scaleb(decimals)
            return denom, int(scaled) if scaled == scaled.to_integral_value() else None

    def coin(self, text, code='MKS10'):
        """Denom and minor units of a coin that must be whole; its token need not exist."""
        amount, unit = COIN.fullmatch(text).groups()
        denom, units = self.resolved(amount, unit)
        require(units is not None, code, text)
        return denom, units

    def funds(self, text):
        """The same of a token that exists."""
        require(COIN.fullmatch(text).group(2) in self.tokens, 'MKS10', text)
        denom, units = self.coin(text)
        require(units <= MAX_AMOUNT, '22003', text)
        return denom, units

    # Money

    def balance(self, account, denom=None):
        return self.balances[account, self.tokens.get(denom, (denom,))[0] or self.params['base_denom']]

    def pay(self, account, denom, amount):
        require(self.balances[account, denom] >= amount, 'MKS05', 'of ' + account)
        self.balances[account, denom] -= amount

    def receive(self, account, denom, amount):
        require(self.balances[account, denom] + amount <= MAX_AMOUNT, '22003')
        self.balances[account, denom] += amount

    def actor(self, account):
        require(is_address(account), 'MKS07')
        require(account not in SYSTEM, 'MKS04')

    def deposit(self, account, funds):
        self.actor(account)
        denom, amount = self.funds(funds)
        self.receive(account, denom, amount)
        self.supply[denom] += amount
        return self.balances[account, denom]

    def withdraw(self, account, funds):
        self.actor(account)
        denom, amount = self.funds(funds)
        self.pay(account, denom, amount)
        self.supply[denom] -= amount
        return self.balances[account, denom]

    def transfer(self, sender, receiver, funds):
        self.actor(sender)
        self.actor(receiver)
        denom, amount = self.funds(funds)
        self.pay(sender, denom, amount)
        try:
            self.receive(receiver, denom, amount)
        except Refused:
            self.balances[sender, denom] += amount
            raise
        return self.balances[sender, denom]
