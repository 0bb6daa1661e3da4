"""The state of both sides in the same shape: the model's own, and what the tables of the database say.

Each side is a dictionary of parts; a part is a dictionary of rows.  "Whole" parts are compared every time; contexts
with their requests only while they live, and once more when they have ended.
"""

import json

from values import instant

def model_parts(market, contexts):
    base = market.params['base_denom']
    pools = {}

    def add(kind, denom, amount):
        pools[kind, denom] = pools.get((kind, denom), 0) + amount

    for binding in market.bindings.values():
        add('deposit', base, binding.deposit)
    for context in market.contexts.values():
        for request in context.pending():
            add('escrow', request.denom, request.fee)
    for (_, denom), amount in market.earned.items():
        add('earned', denom, amount)
    for kind, pool in (('tax', market.taxes), ('tax', market.slashed), ('burned', market.burned)):
        for denom, amount in pool.items():
            add(kind, denom, amount)
    return {
        'clock': {'now': (market.height, market.now)},
        'balances': {key: amount for key, amount in market.balances.items() if amount},
        'pools': {key: amount for key, amount in pools.items() if amount},
        'definitions': {name: (d.author, *d.rest)
                        for name, d in market.definitions.items() if d.rest},
        'bindings': {key: (b.owner, b.deposit, b.pricing.text, b.qos, json.loads(b.options), b.available, b.disabled)
                     for key, b in market.bindings.items()},
        'earned': {(market.owner_of[p], p, denom): amount for (p, denom), amount in market.earned.items() if amount},
        'volumes': {key: count for key, count in market.volumes.items() if count},
        'withdraw addresses': dict(market.withdraw_addresses),
        'callbacks': by_context(market.called),
        'contexts': {n: context_row(market.contexts[n]) for n in contexts},
        'requests': {(n, r.batch, r.index): (r.provider, r.fee, r.denom if r.fee else '', r.height, r.expiration,
                                             r.state, plain(r.response))
                     for n in contexts for r in market.contexts[n].requests},
    }


def by_context(callbacks):
    """Callbacks with their place among those of their context."""
    rows, count = {}, {}
    for context, kind, told in callbacks:
        count[context] = count.get(context, 0) + 1
        rows[context, count[context]] = (kind, plain(told))
    return rows


def plain(response):
    return json.loads(json.dumps(response, default=float)) if response else None


def context_row(c):
    return (c.service, c.providers, c.consumer, c.cap, c.timeout, c.repeated, c.frequency, c.total, c.counter,
            c.request_count, c.response_count, c.batch_threshold, c.threshold, c.batch_state, c.state, c.module)


def array(text):
    return [part.strip('"').lower() for part in text.strip('{}').split(',') if part]


def micros(text):
    return None if text is None else instant(text)


TIME = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


def database_parts(session, ids, market, all_ids):
    """Everything, and of contexts those in "ids": number in the model -> id in the database."""
    number = {str(i): n for n, i in ids.items()}
    listed = ','.join(number) or 'NULL'

    def rows(query):
        return session.query(query)

    contexts, requests = {}, {}
    for r in rows('SELECT id, service_name, providers, consumer, service_fee_cap, timeout,'
                  ' repeated, repeated_frequency, repeated_total, batch_counter, batch_request_count,'
                  ' batch_response_count,'
                  ' batch_response_threshold, response_threshold, batch_state, state, module_name FROM market.request_context'
                  ' WHERE id IN (%s)' % listed):
        contexts[number[r[0]]] = (r[1], array(r[2]), r[3].lower(), market.coin(r[4])[1], int(r[5]), r[6] == 't',
                                  *map(int, r[7:14]), r[14], r[15], r[16])
    for r in rows('SELECT q.context_id, q.batch_counter, q.request_index, q.provider, q.fee, q.denom, q.request_height,'
                  ' q.expiration_height, q.state, a.result, a.output, a.height FROM market.request AS q'
                  ' LEFT JOIN market.response AS a ON a.request_id = q.id WHERE q.context_id IN (%s)' % listed):
        response = None
        if r[11] is not None:
            response = [json.loads(r[9], parse_int=float), json.loads(r[10], parse_int=float) if r[10] else None,
                        int(r[11])]
        requests[number[r[0]], int(r[1]), int(r[2])] = (
            r[3].lower(), int(r[4]), r[5] if int(r[4]) else '', int(r[6]), int(r[7]), r[8], response)
    return {
        'clock': {'now': next((int(h), micros(t)) for h, t in rows('SELECT height, %s FROM market.clock' %
                                                                   (TIME % 'block_time')))},
        'balances': {(a.lower(), d): int(n) for a, d, n in rows(
            "SELECT account, denom, amount FROM market.balance_sheet WHERE kind = 'spendable' AND amount <> 0")},
        'pools': {(k, d): int(n) for k, d, n in rows(
            'SELECT kind, denom, sum(amount) FROM market.balance_sheet'
            " WHERE kind <> 'spendable' GROUP BY kind, denom HAVING sum(amount) <> 0")},
        'definitions': {r[0]: (r[1].lower(), r[2], r[3], json.loads(r[4]), r[5]) for r in rows(
            'SELECT name, author, schemas, description, to_json(tags), author_description'
            " FROM market.service_definition WHERE name <> 'oracle-price'")},
        'bindings': {(r[0], r[1].lower()): (r[2].lower(), int(r[3]), r[4], int(r[5]), json.loads(r[6]), r[7] == 't',
                                            micros(r[8])) for r in rows(
            'SELECT service_name, provider, owner, deposit, pricing, qos, options, available, %s'
            " FROM market.service_binding WHERE service_name <> 'oracle-price'" % (TIME % 'disabled_time'))},
        'earned': {(o.lower(), p.lower(), d): int(n) for o, p, d, n in rows(
            'SELECT owner, provider, denom, amount FROM market.earned_fee WHERE amount <> 0')},
        'volumes': {(c.lower(), s, p.lower()): int(v) for c, s, p, v in rows(
            'SELECT consumer, service_name, provider, volume FROM market.request_volume WHERE volume <> 0')},
        'withdraw addresses': {o.lower(): w.lower() for o, w in rows(
            'SELECT owner, withdraw_address FROM market.withdraw_address')},
        'callbacks': by_context([(all_ids[c], k, (json.loads(o), f == 't') if k == 'response' else t)
                                 for c, k, o, f, t in rows('SELECT context_id, kind, outputs, failed, cause'
                                                           ' FROM model.called ORDER BY n')]),
        'contexts': contexts,
        'requests': requests,
    }


def differences(model, database):
    """Lines that say where the two sides differ."""
    found = []
    for part in model:
        for key in sorted(set(model[part]) | set(database[part]), key=repr):
            mine, theirs = model[part].get(key), database[part].get(key)
            if mine != theirs and not (part in ('requests', 'callbacks') and like(mine, theirs)):
                if isinstance(mine, tuple) and isinstance(theirs, tuple):
                    mine, theirs = (['%d: %s' % (n, value) for n, value in enumerate(row) if value != other[n]]
                                    for row, other in ((mine, theirs), (theirs, mine)))
                found.append('%s %s: model %s, database %s' % (part, key, mine, theirs))
    return found


def like(mine, theirs):
    """Equal but for the spelling of numbers in documents."""
    return mine is not None and theirs is not None and repr(numbers(mine)) == repr(numbers(theirs))


def numbers(value):
    if isinstance(value, dict):
        return sorted((name, numbers(part)) for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return [numbers(part) for part in value]
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
