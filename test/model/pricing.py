"""Pricing documents: what is one, and what a request costs by it."""

import decimal
import re

from values import ONE, Refused, document, exactly, instant, product, require, truncated

PRICE = re.compile(r'(\d+(?:\.\d+)?)([a-zA-Z][a-zA-Z0-9/]{2,127})')
DISCOUNT = re.compile(r'0\.\d*[1-9]')
REFUSED = 'MK010'


class Pricing:
    """A document that was read: price in the unit as written, promotions in their order."""

    def __init__(self, text):
        self.text = text
        try:
            value = document(text)
        except ValueError:
            raise Refused(REFUSED, 'not JSON') from None
        require(isinstance(value, dict), REFUSED, 'not an object')
        require(set(value) <= {'price', 'promotions_by_time', 'promotions_by_volume'}, REFUSED, 'member')
        price = value.get('price')
        match = PRICE.fullmatch(price) if isinstance(price, str) else None
        require(match, REFUSED, 'price')
        self.amount, self.unit = decimal.Decimal(match.group(1)), match.group(2)
        self.by_time = [time_promotion(one) for one in promotions(value, 'promotions_by_time')]
        self.by_volume = [volume_promotion(one) for one in promotions(value, 'promotions_by_volume')]
        require(all(end > start for start, end, _ in self.by_time), REFUSED, 'end before start')
        require(all(a[1] <= b[0] for a, b in zip(self.by_time, self.by_time[1:])), REFUSED, 'overlap')
        require(all(a[0] <= b[0] for a, b in zip(self.by_volume, self.by_volume[1:])), REFUSED, 'descending')

    def discount(self, now, volume):
        """The two discounts of an instant and a count of answers."""
        by_time = next((d for start, end, d in self.by_time if start <= now < end), ONE)
        by_volume = ([ONE] + [d for least, d in self.by_volume if least <= volume])[-1]
        return by_time, by_volume


def promotions(value, name):
    if name not in value:
        return []
    listed = value[name]
    require(isinstance(listed, list) and len(listed) <= 5, REFUSED, name)
    require(all(a != b for i, a in enumerate(listed) for b in listed[:i]), REFUSED, 'twice the same')
    return listed


def members(value, names):
    require(isinstance(value, dict) and set(value) == set(names), REFUSED, 'members of a promotion')
    return [value[name] for name in names]


def discount(value):
    if isinstance(value, str):
        require(DISCOUNT.fullmatch(value), REFUSED, 'discount')
    else:
        require(isinstance(value, decimal.Decimal) and 0 < value < 1, REFUSED, 'discount')
    number = exactly(value)
    require(number is not None, REFUSED, 'digits of a discount')
    return number


def time_promotion(value):
    start, end, part = members(value, ['start_time', 'end_time', 'discount'])
    require(isinstance(start, str) and isinstance(end, str), REFUSED, 'time')
    start, end = instant(start), instant(end)
    require(start is not None and end is not None, REFUSED, 'time')
    return start, end, discount(part)


def volume_promotion(value):
    least, part = members(value, ['volume', 'discount'])
    require(isinstance(least, decimal.Decimal) and least == int(least) and least >= 1, REFUSED, 'volume')
    return int(least), discount(part)


def reduced(price, by_time, by_volume):
    """A price in minor units after its discounts, as a decimal: left to right, rounded each time."""
    return product(product(price * ONE, by_time), by_volume)


def fee(price, by_time, by_volume):
    return truncated(reduced(price, by_time, by_volume))
