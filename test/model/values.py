"""What the rules of the model reckon with: refusals, decimals, instants, documents."""

import datetime
import decimal
import json
import re

ONE = 10 ** 18                  # decimals have 18 digits and are kept as integers
MAX_AMOUNT = 2 ** 256 - 1
ZERO = '0x' + '0' * 40
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
SECOND = 10 ** 6                # instants are microseconds since the epoch
DAY = 86400 * SECOND

NAME = re.compile(r'[a-zA-Z][a-zA-Z0-9_-]*')
COIN = re.compile(r'(\d+(?:\.\d+)?)([a-zA-Z][a-zA-Z0-9/:._-]{2,127})')


class Refused(Exception):
    """An operation that the rules refuse, by its SQLSTATE."""

    def __init__(self, code, why=''):
        super().__init__(code + ' ' + why)
        self.code = code


def require(condition, code, why=''):
    if not condition:
        raise Refused(code, why)


def exactly(text):
    """A decimal literal as an integer with 18 digits; None when it has more."""
    number = decimal.Decimal(text)
    with decimal.localcontext() as context:
        context.prec = 400
        scaled = number.scaleb(18)
        whole = scaled.to_integral_value()
    return int(whole) if whole == scaled else None


def round_half_even(number, divisor):
    quotient, rest = divmod(number, divisor)
    if 2 * rest > divisor or (2 * rest == divisor and quotient % 2 == 1):
        quotient += 1
    return quotient


def product(a, b):
    """The product of two decimals that are not negative, rounded half to even."""
    return round_half_even(a * b, ONE)


def truncated(number):
    return number // ONE


def instant(text):
    """RFC 3339 with a zone, to microseconds; None when it is not."""
    match = re.fullmatch(r'(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)', text)
    if not match:
        return None
    day, time, fraction, zone = match.groups()
    try:
        parsed = datetime.datetime.fromisoformat(
            day + 'T' + time + '+00:00' if zone in 'Zz' else day + 'T' + time + zone)
    except ValueError:
        return None
    micro = int((fraction or '.0')[1:].ljust(6, '0'))
    return round((parsed - EPOCH).total_seconds()) * SECOND + micro


def instant_text(micros):
    return (EPOCH + datetime.timedelta(microseconds=micros)).isoformat()


def document(text):
    """A JSON document, numbers kept exactly; ValueError when it is none."""
    def refuse(name):
        raise ValueError(name)
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal, parse_constant=refuse)


def is_address(account):
    return account is not None and account != ZERO


def is_name(name):
    return NAME.fullmatch(name) is not None and len(name.encode()) <= 70


def is_tag(tag):
    return 1 <= len(tag) <= 70 and not re.search(r'\s', tag)


def is_envelope(value):
    """An object with an object "header" and, if any, an object "body"."""
    return (isinstance(value, dict) and isinstance(value.get('header'), dict)
            and ('body' not in value or isinstance(value['body'], dict)))


def is_result(value):
    return (isinstance(value, dict) and set(value) == {'code', 'message'}
            and isinstance(value['code'], (int, decimal.Decimal)) and not isinstance(value['code'], bool)
            and value['code'] in (200, 400, 500) and isinstance(value['message'], str))


def conforms(schema, value):
    """A body against a schema of the few keywords that the operations use."""
    if isinstance(schema, bool):
        return schema
    kinds = {'object': dict, 'string': str, 'array': list, 'integer': (int, decimal.Decimal),
             'number': (int, decimal.Decimal)}
    if 'type' in schema:
        if isinstance(value, bool) or not isinstance(value, kinds[schema['type']]):
            return False
        if schema['type'] == 'integer' and value != int(value):
            return False
    if 'minimum' in schema and isinstance(value, (int, decimal.Decimal)) and value < schema['minimum']:
        return False
    if isinstance(value, dict):
        if any(name not in value for name in schema.get('required', [])):
            return False
        return all(conforms(part, value[name])
                   for name, part in schema.get('properties', {}).items() if name in value)
    return True


def is_schema(schema):
    """Is it one of the schemas that "conforms" understands?  Enough to tell ours from nonsense."""
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, dict):
        return False
    if 'type' in schema and schema['type'] not in ('object', 'string', 'array', 'integer', 'number'):
        return False
    required = schema.get('required', [])
    return (isinstance(required, list) and all(isinstance(name, str) for name in required)
            and isinstance(schema.get('properties', {}), dict)
            and all(is_schema(part) for part in schema.get('properties', {}).values()))
