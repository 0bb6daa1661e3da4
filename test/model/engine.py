"""Request contexts, batches and requests of the model, and the end of a block."""

import collections

from ledger import SYSTEM
from pricing import reduced
from values import (Refused, conforms, document, is_address, is_envelope, is_name, is_result, product,
                    require, truncated)


class Request:
    def __init__(self, context, batch, index, provider, fee, denom, height, expiration):
        self.context, self.batch, self.index = context, batch, index
        self.provider, self.fee, self.denom = provider, fee, denom
        self.height, self.expiration = height, expiration
        self.state = 'pending'
        self.response = None            # result, output, height


class Context:
    def __init__(self, number, service, providers, consumer, cap, timeout):
        self.number = number            # in the order of creation
        self.service, self.providers, self.consumer = service, providers, consumer
        self.cap, self.timeout = cap, timeout
        self.repeated, self.frequency, self.total = False, 0, 0
        self.counter = 0
        self.request_count = self.response_count = 0
        self.batch_threshold = self.threshold = 0
        self.batch_state, self.state = 'completed', 'running'
        self.module = None
        self.due = None                 # ('batch' or 'expiry', height): the one thing that is queued
        self.requests = []              # of all batches

    def pending(self):
        return [r for r in self.requests if r.batch == self.counter and r.state == 'pending']


class Engine:
    def __init__(self):
        self.contexts = {}
        self.modules = {}               # name: has it a response callback, has it a state callback
        self.outbox = []                # callbacks that are due: context, kind, what it is told
        self.called = []                # and those that were delivered

    # Checks that several operations share

    def check_body(self, schema, envelope, code):
        if self.params['validate_bodies']:
            require(conforms(schema, envelope.get('body', {})), code, 'body')

    def check_cap(self, text):
        """Denom and minor units of a cap; none is an empty one."""
        return (None, 0) if text is None else self.coin(text, 'MKS18')

    def context_of(self, consumer, context_id):
        """The prefix of all operations on a context."""
        require(is_address(consumer), 'MKS07')
        require(consumer not in SYSTEM, 'MKS04')
        context = self.contexts.get(context_id)
        require(context, 'MK028')
        require(context.consumer == consumer, 'MK041')
        return context

    # Messages

    def call_service(self, consumer, service_name, providers, input, service_fee_cap, timeout, repeated=False,
                     repeated_frequency=0, repeated_total=0, module=None, threshold=0, initial_state='running'):
        value = document(input) if input is not None else None
        require(is_address(consumer), 'MKS07')
        require(consumer not in SYSTEM, 'MKS04')
        require(all(is_address(provider) for provider in providers), 'MKS07')
        require(is_name(service_name), 'MK002')
        denom, cap = self.check_cap(service_fee_cap)
        require(1 <= len(providers) <= 10, 'MKS18')
        require(len(set(providers)) == len(providers), 'MK019')
        require(is_envelope(value), 'MK037')
        require(timeout >= 1, 'MK020')
        if repeated:
            require(repeated_frequency == 0 or repeated_frequency >= timeout, 'MK021')
            require(repeated_total >= 1 or repeated_total == -1, 'MK022')
        require(module is None or 1 <= threshold <= len(providers), 'MK023')
        require(service_name in self.definitions, 'MK006')
        self.check_body(self.definitions[service_name].input, value, 'MK037')
        require(cap > 0 and denom == self.params['base_denom'], 'MK018')
        if module is None and self.oracle is not None and service_name == 'oracle-price':
            return self.ask_oracle(consumer, value, cap)
        require(timeout <= self.params['max_request_timeout'], 'MK020')
        context = Context(len(self.contexts) + 1, service_name, list(providers), consumer, cap, timeout)
        if repeated:
            context.repeated = True
            context.frequency = repeated_frequency or timeout
            context.total = repeated_total
        context.module, context.threshold, context.state = module, threshold, initial_state
        self.contexts[context.number] = context
        if initial_state == 'running':
            self.dispatch(context)
        return context.number

    def create_request_context(self, module, consumer, service_name, providers, input, service_fee_cap, timeout,
                               repeated, repeated_frequency, repeated_total, response_threshold,
                               initial_state='running'):
        """The same for a module, which is told how the batches end."""
        require(all(self.modules.get(module, (False, False))), 'MK035')
        return self.call_service(consumer, service_name, providers, input, service_fee_cap, timeout, repeated,
                                 repeated_frequency, repeated_total, module, response_threshold, initial_state)

    def complete(self, context):
        """The end of a batch: a module gets the outputs, and an error when they are too few."""
        context.batch_state = 'completed'
        if context.module:
            outputs = [r.response[1] for r in context.requests
                       if r.batch == context.counter and r.response and r.response[0]['code'] == 200]
            self.outbox.append((context.number, 'response', (outputs, len(outputs) < context.batch_threshold)))

    def pause(self, context, cause):
        context.batch_state = 'completed'
        context.state = 'paused'
        if context.module:
            self.outbox.append((context.number, 'state', cause))

    def deliver_callbacks(self):
        delivered, self.outbox = self.outbox, []
        self.called += delivered
        return len(delivered)

    def ask_oracle(self, consumer, value, cap):
        """A module's service answers within the call."""
        context = Context(len(self.contexts) + 1, 'oracle-price', [self.oracle], consumer, cap, 1)
        self.contexts[context.number] = context
        request = Request(context, 1, 0, self.oracle, 0, self.params['base_denom'], self.height, self.height + 1)
        context.requests.append(request)
        context.counter = context.request_count = context.response_count = 1
        context.state = 'completed'
        pair = value.get('body', {}).get('pair')
        code, rate = self.rates.get(pair, (400, None))
        output = {'header': {}, 'body': {'rate': rate}} if code == 200 else None
        request.state = 'answered'
        request.response = ({'code': code, 'message': ''}, output, self.height)
        self.volumes[consumer, 'oracle-price', self.oracle] += 1
        return context.number

    def dispatch(self, context):
        """The first batch of a context that is new or was started again."""
        context.due = ('batch', self.height)
        if self.params['dispatch'] == 'immediate':
            self.new_batch(context)

    def pause_request_context(self, consumer, context_id):
        context = self.context_of(consumer, context_id)
        require(context.repeated, 'MK030')
        require(context.state == 'running', 'MK031')
        context.state = 'paused'

    def start_request_context(self, consumer, context_id):
        context = self.context_of(consumer, context_id)
        require(context.state == 'paused', 'MK032')
        context.state = 'running'
        if context.due is None:
            self.dispatch(context)

    def kill_request_context(self, consumer, context_id):
        context = self.context_of(consumer, context_id)
        require(context.repeated or context.state == 'paused', 'MK030')
        context.state = 'completed'
        if context.due and context.due[0] == 'batch':
            context.due = None

    def update_request_context(self, consumer, context_id, providers=None, service_fee_cap=None, timeout=None,
                               repeated_frequency=None, repeated_total=None, response_threshold=None):
        require(is_address(consumer), 'MKS07')
        require(consumer not in SYSTEM, 'MKS04')
        providers = providers or []
        require(all(is_address(provider) for provider in providers), 'MKS07')
        require(len(providers) <= 10, 'MK019')
        require(len(set(providers)) == len(providers), 'MK019')
        denom, cap = self.check_cap(service_fee_cap)
        timeout, frequency, total = timeout or 0, repeated_frequency or 0, repeated_total or 0
        require(timeout >= 0, 'MK020')
        require(frequency >= 0, 'MK021')
        require(not (timeout and frequency) or frequency >= timeout, 'MK021')
        require(total >= -1, 'MK022')
        context = self.context_of(consumer, context_id)
        require(context.state != 'completed', 'MK033')
        threshold = response_threshold or 0
        if context.module:
            threshold = threshold or context.threshold
            require(1 <= threshold <= len(providers or context.providers), 'MK023')
        require(context.module or threshold == 0, 'MK023')
        require(cap == 0 or denom == self.params['base_denom'], 'MK018')
        require(timeout <= self.params['max_request_timeout'], 'MK020')
        if context.repeated:
            require((frequency or context.frequency) >= (timeout or context.timeout), 'MK021')
        require(total < 1 or total >= context.counter, 'MK022')
        context.threshold = threshold
        context.providers = list(providers) or context.providers
        context.cap = cap or context.cap
        context.timeout = timeout or context.timeout
        context.frequency = frequency or context.frequency
        context.total = total or context.total

    def respond_service(self, provider, context_id, batch, index, result, output=None):
        """The request is named by its place, which an id in the database stands for."""
        result_value = document(result) if result is not None else None
        output_value = document(output) if output is not None else None
        require(is_address(provider), 'MKS07')
        require(provider not in SYSTEM, 'MKS04')
        require(result is not None and is_result(result_value), 'MK039')
        require((result_value['code'] == 200) == (output is not None), 'MK024')
        require(output is None or is_envelope(output_value), 'MK024')
        request = next((r for r in self.contexts[context_id].requests if (r.batch, r.index) == (batch, index)),
                       None) if context_id in self.contexts else None
        require(request, 'MK026')
        context = request.context
        require(request.provider == provider, 'MK024')
        require(request.state == 'pending' and self.height <= request.expiration, 'MK024')
        if output is not None:
            self.check_body(self.definitions[context.service].output, output_value, 'MK038')
        self.earn(provider, request.denom, request.fee)
        request.state = 'answered'
        request.response = (result_value, output_value, self.height)
        self.volumes[context.consumer, context.service, provider] += 1
        context.response_count += 1
        if context.response_count == context.request_count:
            self.complete(context)

    # The end of a block

    def end_block(self, block_time, next_height=None):
        require(next_height is None or next_height > self.height, '22023')
        for context in self.due_contexts('expiry'):
            self.expire(context)
        for context in self.due_contexts('batch'):
            self.new_batch(context)
        self.height = next_height or self.height + 1
        self.now = max(self.now, block_time)
        return self.height

    def due_contexts(self, what):
        due = [c for c in self.contexts.values() if c.due and c.due[0] == what and c.due[1] <= self.height]
        return sorted(due, key=lambda context: (context.due[1], context.number))

    def expire(self, context):
        """Phase E of one context: time-outs, the end of its batch, what comes next."""
        height = context.due[1]
        for request in context.pending():
            request.state = 'expired'
            self.slash(self.bindings[context.service, request.provider])
            self.receive(context.consumer, request.denom, request.fee)
        if context.batch_state == 'running':
            self.complete(context)
        context.due = None
        if context.state != 'running':
            return
        if context.repeated and (context.total < 0 or context.counter < context.total):
            context.due = ('batch', max(height - context.timeout + context.frequency, self.height))
        else:
            context.state = 'completed'

    def eligible(self, context):
        """Bindings that get a request, with denom and fee, in the order of the context's providers."""
        chosen = []
        for provider in context.providers:
            binding = self.bindings.get((context.service, provider))
            if not binding or not binding.available or binding.qos > context.timeout:
                continue
            denom, amount, terms = self.quote(binding, context.consumer)
            price = amount
            if denom != self.params['base_denom']:
                price = truncated(product(reduced(*terms), self.rate(denom)))
            if price <= context.cap:
                chosen.append((provider, denom, amount))
        return chosen

    def new_batch(self, context):
        """Phase N of one context."""
        context.due = None
        if context.state != 'running':
            return
        try:
            chosen = self.eligible(context)
        except Refused:
            self.pause(context, 'no exchange rate')
            return
        if not chosen or len(chosen) < context.threshold:
            chosen = []
        total = collections.Counter()
        for _, denom, amount in chosen:
            total[denom] += amount
        if any(self.balances[context.consumer, denom] < amount for denom, amount in total.items()):
            self.pause(context, 'insufficient balances')
            return
        for denom, amount in total.items():
            self.pay(context.consumer, denom, amount)
        context.counter += 1
        expiration = self.height + context.timeout
        for index, (provider, denom, amount) in enumerate(chosen):
            context.requests.append(
                Request(context, context.counter, index, provider, amount, denom, self.height, expiration))
        context.batch_state = 'running'
        context.request_count, context.response_count = len(chosen), 0
        context.batch_threshold = context.threshold
        context.due = ('expiry', expiration)
