
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA market;

ALTER SCHEMA market OWNER TO market_owner;

CREATE SCHEMA shop;

ALTER SCHEMA shop OWNER TO shop;

CREATE EXTENSION IF NOT EXISTS pg_market WITH SCHEMA market;

COMMENT ON EXTENSION pg_market IS 'a market for services: prepaid calls, payment channels, signed claims';

CREATE EXTENSION IF NOT EXISTS pg_market_wallet WITH SCHEMA market;

COMMENT ON EXTENSION pg_market_wallet IS 'signing with private keys for pg_market: tests, demonstrations, custodial use';

CREATE FUNCTION shop.answered(context_id bigint, outputs jsonb[], error text) RETURNS void
    LANGUAGE sql
    AS $$SELECT$$;

ALTER FUNCTION shop.answered(context_id bigint, outputs jsonb[], error text) OWNER TO shop;

CREATE FUNCTION shop.paused(context_id bigint, cause text) RETURNS void
    LANGUAGE sql
    AS $$SELECT$$;

ALTER FUNCTION shop.paused(context_id bigint, cause text) OWNER TO shop;

CREATE FUNCTION shop.price(organization_id text, service_id text, method text, request jsonb) RETURNS numeric
    LANGUAGE sql
    AS $$SELECT 7::numeric$$;

ALTER FUNCTION shop.price(organization_id text, service_id text, method text, request jsonb) OWNER TO shop;

CREATE FUNCTION shop.rate(input jsonb, OUT result jsonb, OUT output jsonb) RETURNS record
    LANGUAGE sql
    AS $$
SELECT '{"code":200,"message":""}'::jsonb, '{"header":{},"body":{"rate":"2.5"}}'::jsonb
$$;

ALTER FUNCTION shop.rate(input jsonb, OUT result jsonb, OUT output jsonb) OWNER TO shop;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE market.account (
    address market.address NOT NULL,
    owner_role regrole,
    label text
);

ALTER TABLE market.account OWNER TO market_owner;

COMMENT ON TABLE market.account IS 'accounts, and the roles that act for them';

COMMENT ON COLUMN market.account.address IS 'address of the account';

COMMENT ON COLUMN market.account.owner_role IS 'role that may act for the account; null: only market_app, or a signature';

COMMENT ON COLUMN market.account.label IS 'a name for people; carries no meaning';

CREATE TABLE market.account_balance (
    account market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT account_balance_amount_check CHECK (((amount >= (0)::numeric) AND (amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'::numeric) AND (amount = trunc(amount))))
)
WITH (fillfactor='70');

ALTER TABLE market.account_balance OWNER TO market_owner;

COMMENT ON TABLE market.account_balance IS 'spendable money';

COMMENT ON COLUMN market.account_balance.account IS 'whose money it is';

COMMENT ON COLUMN market.account_balance.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.account_balance.amount IS 'minor units, 0 to 2^256-1';

CREATE TABLE market.answered_volume (
    consumer market.address NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    volume bigint NOT NULL
)
WITH (fillfactor='70');

ALTER TABLE market.answered_volume OWNER TO market_owner;

COMMENT ON TABLE market.answered_volume IS 'how many answers are settled, for discounts by volume';

COMMENT ON COLUMN market.answered_volume.consumer IS 'who asked';

COMMENT ON COLUMN market.answered_volume.service_name IS 'the service';

COMMENT ON COLUMN market.answered_volume.provider IS 'who answered';

COMMENT ON COLUMN market.answered_volume.volume IS 'number of answers, with any result';

CREATE TABLE market.channel (
    id bigint NOT NULL,
    sender market.address NOT NULL,
    signer market.address NOT NULL,
    recipient market.address NOT NULL,
    group_id market.bytes32 NOT NULL,
    denom text NOT NULL,
    value market.amount NOT NULL,
    expiration bigint NOT NULL,
    nonce bigint DEFAULT 0 NOT NULL,
    payment_nonce bigint DEFAULT 0 NOT NULL,
    authorized_amount numeric DEFAULT 0 NOT NULL,
    authorized_signature market.signature,
    pending_amount numeric DEFAULT 0 NOT NULL,
    uncharged_amount numeric DEFAULT 0 NOT NULL,
    reserved_until bigint DEFAULT 0 NOT NULL,
    claim_at numeric,
    alert_below numeric,
    CONSTRAINT channel_amount_check CHECK (((authorized_amount + pending_amount) <= (value)::numeric))
)
WITH (fillfactor='50');

ALTER TABLE market.channel OWNER TO market_owner;

COMMENT ON TABLE market.channel IS 'payment channels';

COMMENT ON COLUMN market.channel.id IS 'id of the channel; the upper 16 bits name the node that made it';

COMMENT ON COLUMN market.channel.sender IS 'who owns what is not paid';

COMMENT ON COLUMN market.channel.signer IS 'who may sign payments beside the sender';

COMMENT ON COLUMN market.channel.recipient IS 'who may claim';

COMMENT ON COLUMN market.channel.group_id IS 'payment group of the recipient';

COMMENT ON COLUMN market.channel.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.channel.value IS 'money on the channel that no claim has taken out, in minor units';

COMMENT ON COLUMN market.channel.expiration IS 'block from which the sender may take the money back';

COMMENT ON COLUMN market.channel.nonce IS 'nonce of the next claim: rises when money leaves the channel';

COMMENT ON COLUMN market.channel.payment_nonce IS 'nonce of the next payment: ahead by the number of pending claims';

COMMENT ON COLUMN market.channel.authorized_amount IS 'total that is signed for at the payment nonce';

COMMENT ON COLUMN market.channel.authorized_signature IS 'the signature over that total';

COMMENT ON COLUMN market.channel.pending_amount IS 'sum of the pending claims';

COMMENT ON COLUMN market.channel.uncharged_amount IS 'part of the authorized amount that no call was charged for; the recipient leaves it on the channel';

COMMENT ON COLUMN market.channel.reserved_until IS 'block from which no payment that has begun holds the channel';

COMMENT ON COLUMN market.channel.claim_at IS 'unclaimed amount at which the recipient''s rule claims; null: no such rule';

COMMENT ON COLUMN market.channel.alert_below IS 'an alert or a refill is due when less than this is left for calls; null: nobody asked';

CREATE TABLE market.earned_total (
    provider market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT earned_total_amount_check CHECK ((amount >= (0)::numeric))
)
WITH (fillfactor='70');

ALTER TABLE market.earned_total OWNER TO market_owner;

COMMENT ON TABLE market.earned_total IS 'fees that providers have earned, of the answers that are settled';

COMMENT ON COLUMN market.earned_total.provider IS 'who earned them; its owner may withdraw them';

COMMENT ON COLUMN market.earned_total.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.earned_total.amount IS 'minor units';

CREATE TABLE market.provider_owner (
    provider market.address NOT NULL,
    owner market.address NOT NULL
);

ALTER TABLE market.provider_owner OWNER TO market_owner;

COMMENT ON TABLE market.provider_owner IS 'whose providers are: the first to bind one owns it for ever';

COMMENT ON COLUMN market.provider_owner.provider IS 'the provider';

COMMENT ON COLUMN market.provider_owner.owner IS 'who controls its bindings and is paid what it earns';

CREATE TABLE market.request_open (
    id bigint NOT NULL,
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    request_index integer NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    fee numeric NOT NULL,
    denom text NOT NULL,
    request_height bigint NOT NULL,
    expiration_height bigint NOT NULL,
    state market.request_state DEFAULT 'pending'::market.request_state NOT NULL,
    tax numeric,
    ended_height bigint
)
WITH (fillfactor='60');

ALTER TABLE market.request_open OWNER TO market_owner;

COMMENT ON TABLE market.request_open IS 'requests that are pending, or answered and not settled yet';

COMMENT ON COLUMN market.request_open.id IS 'id of the request; the upper 16 bits name the node that made it';

COMMENT ON COLUMN market.request_open.context_id IS 'the context';

COMMENT ON COLUMN market.request_open.batch_counter IS 'its batch';

COMMENT ON COLUMN market.request_open.request_index IS 'place within the batch, from 0';

COMMENT ON COLUMN market.request_open.service_name IS 'the service';

COMMENT ON COLUMN market.request_open.provider IS 'who has to answer';

COMMENT ON COLUMN market.request_open.consumer IS 'who paid';

COMMENT ON COLUMN market.request_open.fee IS 'what was paid, in minor units';

COMMENT ON COLUMN market.request_open.denom IS 'minor unit of the fee';

COMMENT ON COLUMN market.request_open.request_height IS 'block in which it was made';

COMMENT ON COLUMN market.request_open.expiration_height IS 'last block in which it can be answered';

COMMENT ON COLUMN market.request_open.state IS 'pending or answered; expired ones are moved at once';

COMMENT ON COLUMN market.request_open.tax IS 'part of the fee of an answered request that goes to the community; the rest is earned';

COMMENT ON COLUMN market.request_open.ended_height IS 'block in which it was answered; null while pending';

CREATE VIEW market.earned_fee WITH (security_invoker='true') AS
 SELECT o.owner,
    e.provider,
    e.denom,
    sum(e.amount) AS amount
   FROM (( SELECT earned_total.provider,
            earned_total.denom,
            earned_total.amount
           FROM market.earned_total
        UNION ALL
         SELECT request_open.provider,
            request_open.denom,
            (request_open.fee - request_open.tax)
           FROM market.request_open
          WHERE (request_open.state = 'answered'::market.request_state)) e
     JOIN market.provider_owner o ON ((o.provider OPERATOR(market.=) e.provider)))
  WHERE (e.amount > (0)::numeric)
  GROUP BY o.owner, e.provider, e.denom;

ALTER TABLE market.earned_fee OWNER TO market_owner;

COMMENT ON VIEW market.earned_fee IS 'fees that are earned and not withdrawn';

COMMENT ON COLUMN market.earned_fee.owner IS 'who may withdraw them';

COMMENT ON COLUMN market.earned_fee.provider IS 'who earned them';

COMMENT ON COLUMN market.earned_fee.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.earned_fee.amount IS 'minor units';

CREATE TABLE market.params (
    singleton boolean DEFAULT true NOT NULL,
    max_request_timeout bigint DEFAULT 100 NOT NULL,
    min_deposit_multiple bigint DEFAULT 1000 NOT NULL,
    min_deposit numeric DEFAULT 5000 NOT NULL,
    service_fee_tax numeric DEFAULT 0.05 NOT NULL,
    slash_fraction numeric DEFAULT 0.001 NOT NULL,
    complaint_retrospect interval DEFAULT '15 days'::interval NOT NULL,
    arbitration_time_limit interval DEFAULT '5 days'::interval NOT NULL,
    tx_size_limit bigint DEFAULT 4000 NOT NULL,
    base_denom text DEFAULT 'stake'::text NOT NULL,
    restricted_service_fee_denom boolean DEFAULT false NOT NULL,
    slash_destination text DEFAULT 'burn'::text NOT NULL,
    validate_bodies boolean DEFAULT true NOT NULL,
    dispatch text DEFAULT 'immediate'::text NOT NULL,
    escrow_address market.address NOT NULL,
    channel_denom text DEFAULT 'stake'::text NOT NULL,
    max_work_per_block bigint DEFAULT 1000000 NOT NULL,
    idempotency_key_blocks bigint DEFAULT 120960 NOT NULL,
    free_call_period bigint DEFAULT 0 NOT NULL,
    free_call_min_balance numeric DEFAULT 0 NOT NULL,
    free_call_token_lifetime bigint DEFAULT 172800 NOT NULL,
    blocks_per_day bigint DEFAULT 5760 NOT NULL,
    metering boolean DEFAULT true NOT NULL,
    price_grace bigint DEFAULT 0 NOT NULL,
    quote_blocks bigint DEFAULT 20 NOT NULL,
    callback_timeout interval DEFAULT '00:00:01'::interval NOT NULL,
    payment_lease bigint DEFAULT 100 NOT NULL,
    prepaid_token_lifetime interval DEFAULT '1 day'::interval NOT NULL,
    overpay_tolerance numeric DEFAULT 0 NOT NULL,
    CONSTRAINT params_singleton_check CHECK (singleton)
);

ALTER TABLE market.params OWNER TO market_owner;

COMMENT ON TABLE market.params IS 'the parameters of the market, in one row';

COMMENT ON COLUMN market.params.singleton IS 'always true: there is one row';

COMMENT ON COLUMN market.params.max_request_timeout IS 'longest timeout of a request and worst quality of service, in blocks';

COMMENT ON COLUMN market.params.min_deposit_multiple IS 'least deposit of a binding, as a multiple of its price';

COMMENT ON COLUMN market.params.min_deposit IS 'least deposit of a binding, in minor units of the base denom';

COMMENT ON COLUMN market.params.service_fee_tax IS 'part of every earned fee that goes to the community, 0 to below 1';

COMMENT ON COLUMN market.params.slash_fraction IS 'part of a deposit that one missed request costs, 0 to 1';

COMMENT ON COLUMN market.params.complaint_retrospect IS 'how long after disabling a binding complaints are open';

COMMENT ON COLUMN market.params.arbitration_time_limit IS 'how long a complaint may take';

COMMENT ON COLUMN market.params.tx_size_limit IS 'largest message, in bytes';

COMMENT ON COLUMN market.params.base_denom IS 'denom of deposits, and of fees unless another is priced';

COMMENT ON COLUMN market.params.restricted_service_fee_denom IS 'must prices be in the base denom?';

COMMENT ON COLUMN market.params.slash_destination IS 'burn or collect: what happens to slashed deposits';

COMMENT ON COLUMN market.params.validate_bodies IS 'are bodies checked against the schemas of the definition?';

COMMENT ON COLUMN market.params.dispatch IS 'immediate or end_of_block: when a new context makes its first batch';

COMMENT ON COLUMN market.params.escrow_address IS 'stands for the contract in signed messages; random unless set';

COMMENT ON COLUMN market.params.channel_denom IS 'denom of payment channels';

COMMENT ON COLUMN market.params.max_work_per_block IS 'most items that one end of block works on';

COMMENT ON COLUMN market.params.idempotency_key_blocks IS 'how many blocks the key of a call is kept';

COMMENT ON COLUMN market.params.free_call_period IS 'after how many blocks a client has all its free calls again; 0: never';

COMMENT ON COLUMN market.params.free_call_min_balance IS 'least spendable money of a client of free calls, in minor units of the channel denom';

COMMENT ON COLUMN market.params.free_call_token_lifetime IS 'longest life of a token of free calls, in blocks';

COMMENT ON COLUMN market.params.blocks_per_day IS 'blocks that stand for a day in the text of an expiration';

COMMENT ON COLUMN market.params.metering IS 'is every call recorded in market.usage?';

COMMENT ON COLUMN market.params.price_grace IS 'blocks for which prices are accepted after they changed';

COMMENT ON COLUMN market.params.quote_blocks IS 'blocks for which a quote is valid after that in which it was made';

COMMENT ON COLUMN market.params.callback_timeout IS 'how long a function of a module may run';

COMMENT ON COLUMN market.params.payment_lease IS 'blocks for which a payment that has begun holds its channel, unless it says otherwise';

COMMENT ON COLUMN market.params.prepaid_token_lifetime IS 'how long a prepaid token is good';

COMMENT ON COLUMN market.params.overpay_tolerance IS 'by how much a payment may exceed the price, in minor units of the channel denom; the rest is credit';

CREATE TABLE market.pool_share (
    id bigint NOT NULL,
    account market.address NOT NULL,
    kind text NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT pool_share_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT pool_share_kind_check CHECK ((kind = ANY (ARRAY['tax'::text, 'burned'::text])))
);

ALTER TABLE market.pool_share OWNER TO market_owner;

COMMENT ON TABLE market.pool_share IS 'taxes, and slashed deposits';

COMMENT ON COLUMN market.pool_share.id IS 'number of the share; end_block puts shares together';

COMMENT ON COLUMN market.pool_share.account IS 'account of the market';

COMMENT ON COLUMN market.pool_share.kind IS 'tax, also of slashed deposits that are collected; or burned';

COMMENT ON COLUMN market.pool_share.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.pool_share.amount IS 'minor units';

CREATE TABLE market.service_binding (
    service_name text NOT NULL,
    provider market.address NOT NULL,
    owner market.address NOT NULL,
    deposit market.amount NOT NULL,
    pricing market.pricing NOT NULL,
    price market.amount NOT NULL,
    price_denom text NOT NULL,
    qos bigint NOT NULL,
    options jsonb NOT NULL,
    available boolean DEFAULT true NOT NULL,
    disabled_time timestamp with time zone,
    CONSTRAINT service_binding_disabled_check CHECK ((available = (disabled_time IS NULL)))
)
WITH (fillfactor='70');

ALTER TABLE market.service_binding OWNER TO market_owner;

COMMENT ON TABLE market.service_binding IS 'who provides which service, at what price and with what deposit';

COMMENT ON COLUMN market.service_binding.service_name IS 'the service';

COMMENT ON COLUMN market.service_binding.provider IS 'who answers requests';

COMMENT ON COLUMN market.service_binding.owner IS 'who bound it';

COMMENT ON COLUMN market.service_binding.deposit IS 'what a missed request is slashed from, in minor units of the base denom';

COMMENT ON COLUMN market.service_binding.pricing IS 'the pricing document, as given';

COMMENT ON COLUMN market.service_binding.price IS 'its price before discounts, in minor units';

COMMENT ON COLUMN market.service_binding.price_denom IS 'minor unit of the price';

COMMENT ON COLUMN market.service_binding.qos IS 'within how many blocks the provider promises to answer';

COMMENT ON COLUMN market.service_binding.options IS 'what else the provider says';

COMMENT ON COLUMN market.service_binding.available IS 'does it take new requests?';

COMMENT ON COLUMN market.service_binding.disabled_time IS 'since when it does not; the wait for the deposit counts from here';

CREATE VIEW market.unsettled_movement WITH (security_invoker='true') AS
 SELECT r.consumer AS debit,
    'escrow'::text AS debit_kind,
    o.owner AS credit,
    'earned'::text AS credit_kind,
    r.denom,
    (r.fee - r.tax) AS amount
   FROM (market.request_open r
     JOIN market.provider_owner o ON ((o.provider OPERATOR(market.=) r.provider)))
  WHERE ((r.state = 'answered'::market.request_state) AND (r.fee > r.tax))
UNION ALL
 SELECT r.consumer AS debit,
    'escrow'::text AS debit_kind,
    market.system_account('community_pool'::text) AS credit,
    'tax'::text AS credit_kind,
    r.denom,
    r.tax AS amount
   FROM market.request_open r
  WHERE ((r.state = 'answered'::market.request_state) AND (r.tax > (0)::numeric));

ALTER TABLE market.unsettled_movement OWNER TO market_owner;

COMMENT ON VIEW market.unsettled_movement IS 'movements of money that answers have made and the journal does not show yet';

COMMENT ON COLUMN market.unsettled_movement.debit IS 'whose money became less';

COMMENT ON COLUMN market.unsettled_movement.debit_kind IS 'where it lay';

COMMENT ON COLUMN market.unsettled_movement.credit IS 'whose money became more';

COMMENT ON COLUMN market.unsettled_movement.credit_kind IS 'where it lies now';

COMMENT ON COLUMN market.unsettled_movement.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.unsettled_movement.amount IS 'minor units';

CREATE VIEW market.balance_sheet WITH (security_invoker='true') AS
 SELECT account_balance.account,
    account_balance.denom,
    'spendable'::text AS kind,
    account_balance.amount
   FROM market.account_balance
  WHERE (account_balance.amount <> (0)::numeric)
UNION ALL
 SELECT channel.sender AS account,
    channel.denom,
    'channel'::text AS kind,
    sum((channel.value)::numeric) AS amount
   FROM market.channel
  WHERE ((channel.value)::numeric <> (0)::numeric)
  GROUP BY channel.sender, channel.denom
UNION ALL
 SELECT b.owner AS account,
    p.base_denom AS denom,
    'deposit'::text AS kind,
    sum((b.deposit)::numeric) AS amount
   FROM (market.service_binding b
     CROSS JOIN market.params p)
  WHERE ((b.deposit)::numeric <> (0)::numeric)
  GROUP BY b.owner, p.base_denom
UNION ALL
 SELECT request_open.consumer AS account,
    request_open.denom,
    'escrow'::text AS kind,
    sum(request_open.fee) AS amount
   FROM market.request_open
  WHERE ((request_open.state = 'pending'::market.request_state) AND (request_open.fee > (0)::numeric))
  GROUP BY request_open.consumer, request_open.denom
UNION ALL
 SELECT earned_fee.owner AS account,
    earned_fee.denom,
    'earned'::text AS kind,
    sum(earned_fee.amount) AS amount
   FROM market.earned_fee
  GROUP BY earned_fee.owner, earned_fee.denom
UNION ALL
 SELECT pool.account,
    pool.denom,
    pool.kind,
    sum(pool.amount) AS amount
   FROM ( SELECT pool_share.account,
            pool_share.denom,
            pool_share.kind,
            pool_share.amount
           FROM market.pool_share
        UNION ALL
         SELECT unsettled_movement.credit,
            unsettled_movement.denom,
            'tax'::text,
            unsettled_movement.amount
           FROM market.unsettled_movement
          WHERE (unsettled_movement.credit_kind = 'tax'::text)) pool
  GROUP BY pool.account, pool.denom, pool.kind;

ALTER TABLE market.balance_sheet OWNER TO market_owner;

COMMENT ON VIEW market.balance_sheet IS 'where all money is; per denom the sum is the money deposited less the money withdrawn';

COMMENT ON COLUMN market.balance_sheet.account IS 'whose money it is';

COMMENT ON COLUMN market.balance_sheet.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.balance_sheet.kind IS 'where it lies: spendable, on the account''s channels, as deposit of its bindings, in escrow for its requests, earned by its providers; or tax and burned: nobody''s';

COMMENT ON COLUMN market.balance_sheet.amount IS 'minor units';

CREATE TABLE market.external_reference (
    kind text NOT NULL,
    reference text NOT NULL,
    account market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    height bigint NOT NULL,
    CONSTRAINT external_reference_kind_check CHECK ((kind = ANY (ARRAY['deposit'::text, 'withdrawal'::text])))
);

ALTER TABLE market.external_reference OWNER TO market_owner;

COMMENT ON TABLE market.external_reference IS 'deposits and withdrawals that carried a reference, so that each is applied once';

COMMENT ON COLUMN market.external_reference.kind IS 'deposit or withdrawal';

COMMENT ON COLUMN market.external_reference.reference IS 'the reference, as given';

COMMENT ON COLUMN market.external_reference.account IS 'account of the movement';

COMMENT ON COLUMN market.external_reference.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.external_reference.amount IS 'minor units';

COMMENT ON COLUMN market.external_reference.height IS 'block in which it was applied';

CREATE TABLE market.journal (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    debit market.address NOT NULL,
    debit_kind text NOT NULL,
    credit market.address NOT NULL,
    credit_kind text NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    reason text NOT NULL,
    reference text,
    CONSTRAINT journal_amount_check CHECK (((amount > (0)::numeric) AND (amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'::numeric) AND (amount = trunc(amount))))
);

ALTER TABLE market.journal OWNER TO market_owner;

COMMENT ON TABLE market.journal IS 'every movement of money, double entry; rows are added, never changed';

COMMENT ON COLUMN market.journal.id IS 'number of the movement; gaps mean nothing';

COMMENT ON COLUMN market.journal.height IS 'block in which money moved';

COMMENT ON COLUMN market.journal.block_time IS 'time of that block';

COMMENT ON COLUMN market.journal.debit IS 'whose money became less; the zero address is the world outside';

COMMENT ON COLUMN market.journal.debit_kind IS 'where it lay: spendable, channel, outside';

COMMENT ON COLUMN market.journal.credit IS 'whose money became more; the zero address is the world outside';

COMMENT ON COLUMN market.journal.credit_kind IS 'where it lies now: spendable, channel, outside';

COMMENT ON COLUMN market.journal.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.journal.amount IS 'minor units';

COMMENT ON COLUMN market.journal.reason IS 'the operation that moved it';

COMMENT ON COLUMN market.journal.reference IS 'id of the channel, or the reference of a deposit or withdrawal';

CREATE VIEW market.audit_balance AS
 WITH book AS (
         SELECT posting.account,
            posting.kind,
            posting.denom,
            sum(posting.amount) AS amount
           FROM ( SELECT journal.debit AS account,
                    journal.debit_kind AS kind,
                    journal.denom,
                    (- journal.amount) AS amount
                   FROM market.journal
                UNION ALL
                 SELECT journal.credit,
                    journal.credit_kind,
                    journal.denom,
                    journal.amount
                   FROM market.journal
                UNION ALL
                 SELECT unsettled_movement.debit,
                    unsettled_movement.debit_kind,
                    unsettled_movement.denom,
                    (- unsettled_movement.amount)
                   FROM market.unsettled_movement
                UNION ALL
                 SELECT unsettled_movement.credit,
                    unsettled_movement.credit_kind,
                    unsettled_movement.denom,
                    unsettled_movement.amount
                   FROM market.unsettled_movement) posting
          GROUP BY posting.account, posting.kind, posting.denom
        ), sheet AS (
         SELECT balance_sheet.account,
            balance_sheet.kind,
            balance_sheet.denom,
            sum(balance_sheet.amount) AS amount
           FROM market.balance_sheet
          GROUP BY balance_sheet.account, balance_sheet.kind, balance_sheet.denom
        )
 SELECT 'balance'::text AS check_name,
    concat_ws(' '::text, COALESCE(book.account, sheet.account), COALESCE(book.kind, sheet.kind), COALESCE(book.denom, sheet.denom)) AS object,
    (COALESCE(book.amount, (0)::numeric))::text AS expected,
    (COALESCE(sheet.amount, (0)::numeric))::text AS found
   FROM (( SELECT book_1.account,
            book_1.kind,
            book_1.denom,
            book_1.amount
           FROM book book_1
          WHERE (book_1.kind <> 'outside'::text)) book
     FULL JOIN sheet ON (((sheet.account OPERATOR(market.=) book.account) AND (sheet.kind = book.kind) AND (sheet.denom = book.denom))))
  WHERE (COALESCE(book.amount, (0)::numeric) <> COALESCE(sheet.amount, (0)::numeric))
UNION ALL
 SELECT 'supply'::text AS check_name,
    COALESCE(paid.denom, held.denom) AS object,
    (COALESCE(paid.amount, (0)::numeric))::text AS expected,
    (COALESCE(held.amount, (0)::numeric))::text AS found
   FROM (( SELECT book.denom,
            (- sum(book.amount)) AS amount
           FROM book
          WHERE (book.kind = 'outside'::text)
          GROUP BY book.denom) paid
     FULL JOIN ( SELECT sheet.denom,
            sum(sheet.amount) AS amount
           FROM sheet
          GROUP BY sheet.denom) held ON ((held.denom = paid.denom)))
  WHERE (COALESCE(paid.amount, (0)::numeric) <> COALESCE(held.amount, (0)::numeric))
UNION ALL
 SELECT 'floor'::text AS check_name,
    (((b.account)::text || ' '::text) || b.denom) AS object,
    'an integer from 0 to 2^256-1'::text AS expected,
    (b.amount)::text AS found
   FROM market.account_balance b
  WHERE ((b.amount < (0)::numeric) OR (b.amount >= ((2)::numeric ^ (256)::numeric)) OR (b.amount <> trunc(b.amount)))
UNION ALL
 SELECT 'account'::text AS check_name,
    (b.account)::text AS object,
    'a row in market.account'::text AS expected,
    'none'::text AS found
   FROM (market.account_balance b
     LEFT JOIN market.account a ON ((a.address OPERATOR(market.=) b.account)))
  WHERE (a.address IS NULL)
UNION ALL
 SELECT 'reference'::text AS check_name,
    ((r.kind || ' '::text) || r.reference) AS object,
    ('1 journal row of '::text || r.amount) AS expected,
    (count(j.id))::text AS found
   FROM (market.external_reference r
     LEFT JOIN market.journal j ON (((j.reason = r.kind) AND (j.reference = r.reference) AND (j.denom = r.denom) AND (j.amount = r.amount) AND (
        CASE r.kind
            WHEN 'deposit'::text THEN j.credit
            ELSE j.debit
        END OPERATOR(market.=) r.account))))
  WHERE (r.amount > (0)::numeric)
  GROUP BY r.kind, r.reference, r.amount
 HAVING (count(j.id) <> 1);

ALTER TABLE market.audit_balance OWNER TO market_owner;

COMMENT ON VIEW market.audit_balance IS 'differences between balances, journal and references';

CREATE TABLE market.token (
    denom text NOT NULL,
    symbol text,
    decimals integer NOT NULL,
    CONSTRAINT token_decimals_check CHECK (((decimals >= 0) AND (decimals <= 36)))
);

ALTER TABLE market.token OWNER TO market_owner;

COMMENT ON TABLE market.token IS 'the tokens of the market';

COMMENT ON COLUMN market.token.denom IS 'the minor unit, which all amounts are counted in';

COMMENT ON COLUMN market.token.symbol IS 'name of the whole token, as people write it';

COMMENT ON COLUMN market.token.decimals IS 'one symbol is 10^decimals denom';

CREATE VIEW market.audit_binding AS
 WITH book AS (
         SELECT posting.reference,
            posting.denom,
            sum(posting.amount) AS amount
           FROM ( SELECT journal.reference,
                    journal.denom,
                    (- journal.amount) AS amount
                   FROM market.journal
                  WHERE (journal.debit_kind = 'deposit'::text)
                UNION ALL
                 SELECT journal.reference,
                    journal.denom,
                    journal.amount
                   FROM market.journal
                  WHERE (journal.credit_kind = 'deposit'::text)) posting
          GROUP BY posting.reference, posting.denom
        ), binding AS (
         SELECT ((b.service_name || ' '::text) || (b.provider)::text) AS reference,
            p.base_denom AS denom,
            b.deposit
           FROM (market.service_binding b
             CROSS JOIN market.params p)
        )
 SELECT 'binding deposit'::text AS check_name,
    COALESCE(b.reference, book.reference) AS object,
    (COALESCE(book.amount, (0)::numeric))::text AS expected,
    (COALESCE((b.deposit)::numeric, (0)::numeric))::text AS found
   FROM (binding b
     FULL JOIN book ON (((book.reference = b.reference) AND (book.denom = b.denom))))
  WHERE (COALESCE(book.amount, (0)::numeric) <> COALESCE((b.deposit)::numeric, (0)::numeric))
UNION ALL
 SELECT 'binding owner'::text AS check_name,
    ((b.service_name || ' '::text) || (b.provider)::text) AS object,
    COALESCE((o.owner)::text, 'an owner'::text) AS expected,
    (b.owner)::text AS found
   FROM (market.service_binding b
     LEFT JOIN market.provider_owner o ON ((o.provider OPERATOR(market.=) b.provider)))
  WHERE ((o.owner IS NULL) OR (o.owner OPERATOR(market.<>) b.owner))
UNION ALL
 SELECT 'binding price'::text AS check_name,
    ((b.service_name || ' '::text) || (b.provider)::text) AS object,
    (market.list_price(b.pricing))::text AS expected,
    (b.price || b.price_denom) AS found
   FROM ((market.service_binding b
     CROSS JOIN LATERAL market.list_price(b.pricing) list(list))
     LEFT JOIN market.token t ON ((t.denom = b.price_denom)))
  WHERE ((t.denom IS NULL) OR ((b.price)::numeric <> (market.coin_amount(list.list) *
        CASE market.coin_denom(list.list)
            WHEN t.denom THEN (1)::numeric
            WHEN t.symbol THEN ((10)::numeric ^ (t.decimals)::numeric)
            ELSE NULL::numeric
        END)) OR ((market.coin_denom(list.list) <> t.denom) AND (market.coin_denom(list.list) <> COALESCE(t.symbol, t.denom))));

ALTER TABLE market.audit_binding OWNER TO market_owner;

COMMENT ON VIEW market.audit_binding IS 'differences between bindings, their owners, their deposits and the journal';

CREATE TABLE market.channel_event (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL,
    event text NOT NULL,
    nonce bigint NOT NULL,
    amount numeric DEFAULT 0 NOT NULL,
    planned_amount numeric,
    send_back_amount numeric,
    expiration bigint,
    signature market.signature,
    CONSTRAINT channel_event_event_check CHECK ((event = ANY (ARRAY['open'::text, 'add_funds'::text, 'extend'::text, 'start_claim'::text, 'claim'::text, 'timeout'::text, 'payment_lost'::text, 'refund'::text])))
);

ALTER TABLE market.channel_event OWNER TO market_owner;

COMMENT ON TABLE market.channel_event IS 'what happened to channels, with the true amounts; rows are added, never changed';

COMMENT ON COLUMN market.channel_event.id IS 'number of the event; gaps mean nothing';

COMMENT ON COLUMN market.channel_event.height IS 'block of the event';

COMMENT ON COLUMN market.channel_event.block_time IS 'time of that block';

COMMENT ON COLUMN market.channel_event.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_event.event IS 'open, add_funds, extend, start_claim, claim, timeout, payment_lost: a signed payment that the channel no longer covers, or refund: a lower total';

COMMENT ON COLUMN market.channel_event.nonce IS 'the channel''s nonce afterwards; of start_claim, payment_lost and refund the nonce of the payment';

COMMENT ON COLUMN market.channel_event.amount IS 'money that was put in, claimed, taken back, or signed for';

COMMENT ON COLUMN market.channel_event.planned_amount IS 'of a claim: the total that was signed for; of a refund: the new total';

COMMENT ON COLUMN market.channel_event.send_back_amount IS 'of a claim: what went back to the sender';

COMMENT ON COLUMN market.channel_event.expiration IS 'of open and extend: the new expiration';

COMMENT ON COLUMN market.channel_event.signature IS 'of start_claim, payment_lost and refund: the signature';

CREATE TABLE market.pending_claim (
    channel_id bigint NOT NULL,
    nonce bigint NOT NULL,
    amount numeric NOT NULL,
    signature market.signature NOT NULL,
    uncharged_amount numeric DEFAULT 0 NOT NULL,
    CONSTRAINT pending_claim_amount_check CHECK ((amount > (0)::numeric))
);

ALTER TABLE market.pending_claim OWNER TO market_owner;

COMMENT ON TABLE market.pending_claim IS 'claims that are started and not settled';

COMMENT ON COLUMN market.pending_claim.channel_id IS 'the channel';

COMMENT ON COLUMN market.pending_claim.nonce IS 'nonce that the signature is for';

COMMENT ON COLUMN market.pending_claim.amount IS 'total that is signed for, in minor units';

COMMENT ON COLUMN market.pending_claim.signature IS 'the signature over that total';

COMMENT ON COLUMN market.pending_claim.uncharged_amount IS 'part of the total that no call was charged for';

CREATE TABLE market.used_permission (
    digest market.bytes32 NOT NULL,
    channel_id bigint NOT NULL
);

ALTER TABLE market.used_permission OWNER TO market_owner;

COMMENT ON TABLE market.used_permission IS 'permissions to open a channel that were used; each works once';

COMMENT ON COLUMN market.used_permission.digest IS 'digest of the signed message, never the signature, which has several forms';

COMMENT ON COLUMN market.used_permission.channel_id IS 'the channel that it opened';

CREATE VIEW market.audit_channel AS
 WITH book AS (
         SELECT posting.reference,
            sum(posting.amount) AS amount
           FROM ( SELECT journal.reference,
                    (- journal.amount) AS amount
                   FROM market.journal
                  WHERE (journal.debit_kind = 'channel'::text)
                UNION ALL
                 SELECT journal.reference,
                    journal.amount
                   FROM market.journal
                  WHERE (journal.credit_kind = 'channel'::text)) posting
          GROUP BY posting.reference
        ), step AS (
         SELECT channel_event.channel_id,
            count(*) AS claims
           FROM market.channel_event
          WHERE (channel_event.event = ANY (ARRAY['claim'::text, 'timeout'::text]))
          GROUP BY channel_event.channel_id
        ), pending AS (
         SELECT pending_claim.channel_id,
            count(*) AS claims,
            sum(pending_claim.amount) AS amount,
            min(pending_claim.nonce) AS first,
            max(pending_claim.nonce) AS last
           FROM market.pending_claim
          GROUP BY pending_claim.channel_id
        )
 SELECT 'channel value'::text AS check_name,
    COALESCE((c.id)::text, book.reference) AS object,
    (COALESCE(book.amount, (0)::numeric))::text AS expected,
    (COALESCE((c.value)::numeric, (0)::numeric))::text AS found
   FROM (market.channel c
     FULL JOIN book ON ((book.reference = (c.id)::text)))
  WHERE (COALESCE(book.amount, (0)::numeric) <> COALESCE((c.value)::numeric, (0)::numeric))
UNION ALL
 SELECT 'channel nonce'::text AS check_name,
    (c.id)::text AS object,
    (COALESCE(step.claims, (0)::bigint))::text AS expected,
    (c.nonce)::text AS found
   FROM (market.channel c
     LEFT JOIN step ON ((step.channel_id = c.id)))
  WHERE (COALESCE(step.claims, (0)::bigint) <> c.nonce)
UNION ALL
 SELECT 'channel pending claims'::text AS check_name,
    (c.id)::text AS object,
        CASE
            WHEN ((c.payment_nonce = c.nonce) AND (c.pending_amount = (0)::numeric)) THEN 'none'::text
            ELSE format('%s with nonces %s to %s, amount %s'::text, (c.payment_nonce - c.nonce), c.nonce, (c.payment_nonce - 1), c.pending_amount)
        END AS expected,
        CASE
            WHEN (p.claims IS NULL) THEN 'none'::text
            ELSE format('%s with nonces %s to %s, amount %s'::text, p.claims, p.first, p.last, p.amount)
        END AS found
   FROM (market.channel c
     LEFT JOIN pending p ON ((p.channel_id = c.id)))
  WHERE ((COALESCE(p.claims, (0)::bigint) <> (c.payment_nonce - c.nonce)) OR (COALESCE(p.amount, (0)::numeric) <> c.pending_amount) OR (p.first <> c.nonce) OR (p.last <> (c.payment_nonce - 1)))
UNION ALL
 SELECT 'channel authorized'::text AS check_name,
    (c.id)::text AS object,
    ('at most '::text || (((c.value)::numeric - c.pending_amount))::text) AS expected,
    (c.authorized_amount)::text AS found
   FROM market.channel c
  WHERE ((c.authorized_amount < (0)::numeric) OR (c.pending_amount < (0)::numeric) OR ((c.authorized_amount + c.pending_amount) > (c.value)::numeric))
UNION ALL
 SELECT 'channel expiration'::text AS check_name,
    (c.id)::text AS object,
    'a block'::text AS expected,
    (c.expiration)::text AS found
   FROM market.channel c
  WHERE (c.expiration < 0)
UNION ALL
 SELECT 'channel signature'::text AS check_name,
    (c.id)::text AS object,
        CASE
            WHEN (c.authorized_amount > (0)::numeric) THEN 'a signature'::text
            ELSE 'none'::text
        END AS expected,
        CASE
            WHEN (c.authorized_signature IS NULL) THEN 'none'::text
            ELSE 'a signature'::text
        END AS found
   FROM market.channel c
  WHERE ((c.authorized_amount > (0)::numeric) <> (c.authorized_signature IS NOT NULL))
UNION ALL
 SELECT 'permission'::text AS check_name,
    (p.channel_id)::text AS object,
    '1 permission for a channel that exists'::text AS expected,
    format('%s permissions, %s channels'::text, count(*), count(c.id)) AS found
   FROM (market.used_permission p
     LEFT JOIN market.channel c ON ((c.id = p.channel_id)))
  GROUP BY p.channel_id
 HAVING ((count(*) <> 1) OR (count(c.id) <> 1));

ALTER TABLE market.audit_channel OWNER TO market_owner;

COMMENT ON VIEW market.audit_channel IS 'differences between channels, journal, events, claims and permissions';

CREATE TABLE market.context_progress (
    context_id bigint NOT NULL,
    state market.context_state NOT NULL,
    timeout bigint NOT NULL,
    repeated boolean NOT NULL,
    repeated_frequency bigint NOT NULL,
    repeated_total bigint NOT NULL,
    response_threshold integer NOT NULL,
    batch_counter bigint DEFAULT 0 NOT NULL,
    batch_request_count integer DEFAULT 0 NOT NULL,
    batch_response_count integer DEFAULT 0 NOT NULL,
    batch_response_threshold integer DEFAULT 0 NOT NULL,
    batch_state market.batch_state DEFAULT 'completed'::market.batch_state NOT NULL,
    batch_expired boolean DEFAULT false NOT NULL,
    completed_by bigint,
    has_module boolean NOT NULL,
    start_height bigint,
    expiry_height bigint,
    due_height bigint,
    ended_height bigint,
    pause_cause text
)
WITH (fillfactor='70');

ALTER TABLE market.context_progress OWNER TO market_owner;

COMMENT ON TABLE market.context_progress IS 'where request contexts stand';

COMMENT ON COLUMN market.context_progress.context_id IS 'the context';

COMMENT ON COLUMN market.context_progress.state IS 'running, paused or completed';

COMMENT ON COLUMN market.context_progress.timeout IS 'blocks that a provider has for its answer';

COMMENT ON COLUMN market.context_progress.repeated IS 'is there more than one batch?';

COMMENT ON COLUMN market.context_progress.repeated_frequency IS 'blocks from one batch to the next';

COMMENT ON COLUMN market.context_progress.repeated_total IS 'number of batches; -1: without end';

COMMENT ON COLUMN market.context_progress.response_threshold IS 'outputs that a module needs; 0 without a module';

COMMENT ON COLUMN market.context_progress.batch_counter IS 'number of the current batch; 0: there was none';

COMMENT ON COLUMN market.context_progress.batch_request_count IS 'requests of the current batch';

COMMENT ON COLUMN market.context_progress.batch_response_count IS 'how many of them are answered';

COMMENT ON COLUMN market.context_progress.batch_response_threshold IS 'outputs that a module needs of this batch';

COMMENT ON COLUMN market.context_progress.batch_state IS 'running until all requests have ended';

COMMENT ON COLUMN market.context_progress.batch_expired IS 'did the current batch end by its time rather than by its last answer?';

COMMENT ON COLUMN market.context_progress.completed_by IS 'the request whose answer completed a batch last';

COMMENT ON COLUMN market.context_progress.has_module IS 'does a module own the context?';

COMMENT ON COLUMN market.context_progress.start_height IS 'block at whose end the next batch is due; null: none is';

COMMENT ON COLUMN market.context_progress.expiry_height IS 'block at whose end the current batch expires; null: it has';

COMMENT ON COLUMN market.context_progress.due_height IS 'the same, and kept when it has: an indexed column that the end of a batch does not change';

COMMENT ON COLUMN market.context_progress.ended_height IS 'block in which the context ended; null: it has not';

COMMENT ON COLUMN market.context_progress.pause_cause IS 'why the market paused it; null: its owner did';

CREATE TABLE market.context_terms (
    id bigint NOT NULL,
    service_name text NOT NULL,
    providers market.address[] NOT NULL,
    consumer market.address NOT NULL,
    input jsonb NOT NULL,
    service_fee_cap market.coin NOT NULL,
    fee_cap numeric NOT NULL,
    module_name text,
    created_height bigint NOT NULL
);

ALTER TABLE market.context_terms OWNER TO market_owner;

COMMENT ON TABLE market.context_terms IS 'what consumers asked for';

COMMENT ON COLUMN market.context_terms.id IS 'id of the context; the upper 16 bits name the node that made it';

COMMENT ON COLUMN market.context_terms.service_name IS 'the service';

COMMENT ON COLUMN market.context_terms.providers IS 'who may be asked, in the order of the requests of a batch';

COMMENT ON COLUMN market.context_terms.consumer IS 'who pays';

COMMENT ON COLUMN market.context_terms.input IS 'what the providers are given';

COMMENT ON COLUMN market.context_terms.service_fee_cap IS 'highest price of one request, in the base denom';

COMMENT ON COLUMN market.context_terms.fee_cap IS 'the same as a number';

COMMENT ON COLUMN market.context_terms.module_name IS 'module that owns the context; null: the consumer does';

COMMENT ON COLUMN market.context_terms.created_height IS 'block in which it was created';

CREATE TABLE market.request_history (
    id bigint NOT NULL,
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    request_index integer NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    fee numeric NOT NULL,
    denom text NOT NULL,
    request_height bigint NOT NULL,
    expiration_height bigint NOT NULL,
    state market.request_state NOT NULL,
    tax numeric NOT NULL,
    ended_height bigint NOT NULL,
    slashed numeric NOT NULL
);

ALTER TABLE market.request_history OWNER TO market_owner;

COMMENT ON TABLE market.request_history IS 'requests that have ended; they stay until prune()';

COMMENT ON COLUMN market.request_history.id IS 'id of the request';

COMMENT ON COLUMN market.request_history.context_id IS 'the context';

COMMENT ON COLUMN market.request_history.batch_counter IS 'its batch';

COMMENT ON COLUMN market.request_history.request_index IS 'place within the batch, from 0';

COMMENT ON COLUMN market.request_history.service_name IS 'the service';

COMMENT ON COLUMN market.request_history.provider IS 'who had to answer';

COMMENT ON COLUMN market.request_history.consumer IS 'who paid';

COMMENT ON COLUMN market.request_history.fee IS 'what was paid, in minor units; of an expired request it was given back';

COMMENT ON COLUMN market.request_history.denom IS 'minor unit of the fee';

COMMENT ON COLUMN market.request_history.request_height IS 'block in which it was made';

COMMENT ON COLUMN market.request_history.expiration_height IS 'last block in which it could be answered';

COMMENT ON COLUMN market.request_history.state IS 'answered or expired';

COMMENT ON COLUMN market.request_history.tax IS 'part of the fee that went to the community; 0 when it expired';

COMMENT ON COLUMN market.request_history.ended_height IS 'block in which it was answered or expired';

COMMENT ON COLUMN market.request_history.slashed IS 'what its expiry cost the deposit of the binding, in the base denom';

CREATE VIEW market.request WITH (security_invoker='true') AS
 SELECT request_open.id,
    request_open.context_id,
    request_open.batch_counter,
    request_open.request_index,
    request_open.service_name,
    request_open.provider,
    request_open.consumer,
    request_open.fee,
    request_open.denom,
    request_open.request_height,
    request_open.expiration_height,
    request_open.state,
    request_open.tax,
    request_open.ended_height,
    (0)::numeric AS slashed
   FROM market.request_open
UNION ALL
 SELECT request_history.id,
    request_history.context_id,
    request_history.batch_counter,
    request_history.request_index,
    request_history.service_name,
    request_history.provider,
    request_history.consumer,
    request_history.fee,
    request_history.denom,
    request_history.request_height,
    request_history.expiration_height,
    request_history.state,
    request_history.tax,
    request_history.ended_height,
    request_history.slashed
   FROM market.request_history;

ALTER TABLE market.request OWNER TO market_owner;

COMMENT ON VIEW market.request IS 'requests, open and ended';

COMMENT ON COLUMN market.request.id IS 'id of the request; the upper 16 bits name the node that made it';

COMMENT ON COLUMN market.request.context_id IS 'the context';

COMMENT ON COLUMN market.request.batch_counter IS 'its batch';

COMMENT ON COLUMN market.request.request_index IS 'place within the batch, from 0';

COMMENT ON COLUMN market.request.service_name IS 'the service';

COMMENT ON COLUMN market.request.provider IS 'who has to answer';

COMMENT ON COLUMN market.request.consumer IS 'who paid';

COMMENT ON COLUMN market.request.fee IS 'what was paid, in minor units; of an expired request it was given back';

COMMENT ON COLUMN market.request.denom IS 'minor unit of the fee';

COMMENT ON COLUMN market.request.request_height IS 'block in which it was made';

COMMENT ON COLUMN market.request.expiration_height IS 'last block in which it can be answered';

COMMENT ON COLUMN market.request.state IS 'pending, answered or expired';

COMMENT ON COLUMN market.request.tax IS 'part of the fee of an answered request that went to the community';

COMMENT ON COLUMN market.request.ended_height IS 'block in which it was answered or expired';

COMMENT ON COLUMN market.request.slashed IS 'what its expiry cost the deposit of the binding, in the base denom';

CREATE VIEW market.audit_context AS
 WITH batch AS (
         SELECT q.context_id,
            q.batch_counter,
            count(*) AS requests,
            count(*) FILTER (WHERE (q.state = 'answered'::market.request_state)) AS responses,
            count(*) FILTER (WHERE (q.state = 'pending'::market.request_state)) AS pending
           FROM market.request q
          GROUP BY q.context_id, q.batch_counter
        )
 SELECT 'batch'::text AS check_name,
    (p.context_id)::text AS object,
    format('%s of %s answered, %s pending'::text, b.responses, b.requests, b.pending) AS expected,
    format('%s of %s answered, %s'::text, p.batch_response_count, p.batch_request_count, p.batch_state) AS found
   FROM (market.context_progress p
     JOIN batch b ON (((b.context_id = p.context_id) AND (b.batch_counter = p.batch_counter))))
  WHERE ((b.requests > p.batch_request_count) OR (b.responses > p.batch_response_count) OR ((b.pending > 0) <> (p.batch_state = 'running'::market.batch_state)) OR ((p.expiry_height IS NOT NULL) AND ((b.requests <> p.batch_request_count) OR (b.responses <> p.batch_response_count))))
UNION ALL
 SELECT 'batch'::text AS check_name,
    (b.context_id)::text AS object,
    (('batch '::text || p.batch_counter) || ' at most'::text) AS expected,
    ('batch '::text || b.batch_counter) AS found
   FROM (batch b
     LEFT JOIN market.context_progress p ON ((p.context_id = b.context_id)))
  WHERE ((p.context_id IS NULL) OR (b.batch_counter > p.batch_counter) OR ((b.batch_counter < p.batch_counter) AND (b.pending > 0)))
UNION ALL
 SELECT 'context'::text AS check_name,
    (p.context_id)::text AS object,
        CASE
            WHEN (p.ended_height IS NOT NULL) THEN 'completed, and no step due'::text
            WHEN (p.state = 'running'::market.context_state) THEN 'one step due'::text
            WHEN (p.state = 'paused'::market.context_state) THEN 'at most one step due'::text
            ELSE 'an open batch'::text
        END AS expected,
    concat_ws(', '::text, p.state, ('starts in '::text || p.start_height), ('expires in '::text || p.expiry_height), ('ended in '::text || p.ended_height)) AS found
   FROM market.context_progress p
  WHERE (
        CASE
            WHEN (p.ended_height IS NOT NULL) THEN ((p.state = 'completed'::market.context_state) AND (p.start_height IS NULL) AND (p.expiry_height IS NULL))
            WHEN (p.state = 'running'::market.context_state) THEN ((p.start_height IS NULL) <> (p.expiry_height IS NULL))
            WHEN (p.state = 'paused'::market.context_state) THEN ((p.start_height IS NULL) OR (p.expiry_height IS NULL))
            ELSE ((p.start_height IS NULL) AND (p.expiry_height IS NOT NULL))
        END IS NOT TRUE)
UNION ALL
 SELECT 'context'::text AS check_name,
    (COALESCE(t.id, p.context_id))::text AS object,
    'terms and progress'::text AS expected,
        CASE
            WHEN (t.id IS NULL) THEN 'no terms'::text
            ELSE 'no progress'::text
        END AS found
   FROM (market.context_terms t
     FULL JOIN market.context_progress p ON ((p.context_id = t.id)))
  WHERE ((t.id IS NULL) OR (p.context_id IS NULL));

ALTER TABLE market.audit_context OWNER TO market_owner;

COMMENT ON VIEW market.audit_context IS 'differences between contexts, their batches and what is due';

CREATE TABLE market.clock (
    singleton boolean DEFAULT true NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    CONSTRAINT clock_block_time_check CHECK (isfinite(block_time)),
    CONSTRAINT clock_height_check CHECK ((height > 0)),
    CONSTRAINT clock_singleton_check CHECK (singleton)
)
WITH (fillfactor='10');

ALTER TABLE market.clock OWNER TO market_owner;

COMMENT ON TABLE market.clock IS 'the current block, in one row';

COMMENT ON COLUMN market.clock.singleton IS 'always true: there is one row';

COMMENT ON COLUMN market.clock.height IS 'height of the current block, from 1';

COMMENT ON COLUMN market.clock.block_time IS 'time of the current block; never runs backwards';

CREATE TABLE market.idempotency_key (
    account market.address NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    function text NOT NULL,
    digest bytea NOT NULL,
    answer text[],
    height bigint NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE market.idempotency_key OWNER TO market_owner;

COMMENT ON TABLE market.idempotency_key IS 'calls that carried a key, with their answers, so that each has its effect once';

COMMENT ON COLUMN market.idempotency_key.account IS 'whose keys they are';

COMMENT ON COLUMN market.idempotency_key.scope IS 'sets keys of one account apart: empty for those of who acts for it';

COMMENT ON COLUMN market.idempotency_key.key IS 'the key, as given';

COMMENT ON COLUMN market.idempotency_key.function IS 'the function that was called';

COMMENT ON COLUMN market.idempotency_key.digest IS 'keccak256 of the function and its arguments';

COMMENT ON COLUMN market.idempotency_key.answer IS 'the answer, row by row, as text';

COMMENT ON COLUMN market.idempotency_key.height IS 'block of the call';

CREATE VIEW market.audit_idempotency AS
 SELECT 'idempotency key'::text AS check_name,
    concat_ws(' '::text, k.account, NULLIF(k.scope, ''::text), k.key) AS object,
    'an answer, of a block that was'::text AS expected,
        CASE
            WHEN (k.answer IS NULL) THEN 'no answer'::text
            ELSE ('block '::text || k.height)
        END AS found
   FROM market.idempotency_key k,
    market.clock c
  WHERE ((k.answer IS NULL) OR (k.height > c.height));

ALTER TABLE market.audit_idempotency OWNER TO market_owner;

COMMENT ON VIEW market.audit_idempotency IS 'keys of calls whose effect is in doubt';

CREATE TABLE market.payment_reservation (
    token_hash market.bytes32 NOT NULL,
    kind text NOT NULL,
    channel_id bigint NOT NULL,
    nonce bigint NOT NULL,
    amount numeric,
    signature market.signature,
    price numeric NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    method text,
    height bigint NOT NULL,
    expiration bigint NOT NULL,
    outcome text,
    charged numeric,
    CONSTRAINT payment_reservation_check CHECK (((kind = 'paid'::text) = (amount IS NOT NULL))),
    CONSTRAINT payment_reservation_check1 CHECK (((outcome IS NULL) = (charged IS NULL))),
    CONSTRAINT payment_reservation_kind_check CHECK ((kind = ANY (ARRAY['paid'::text, 'prepaid'::text]))),
    CONSTRAINT payment_reservation_outcome_check CHECK ((outcome = ANY (ARRAY['committed'::text, 'rolled_back'::text])))
)
WITH (fillfactor='50');

ALTER TABLE market.payment_reservation OWNER TO market_owner;

COMMENT ON TABLE market.payment_reservation IS 'payments in two steps: begun, and until their lease ends how they ended';

COMMENT ON COLUMN market.payment_reservation.token_hash IS 'keccak256 of the token, which only who began the payment has';

COMMENT ON COLUMN market.payment_reservation.kind IS 'paid: a signed total; prepaid: out of the channel''s prepaid total';

COMMENT ON COLUMN market.payment_reservation.channel_id IS 'the channel';

COMMENT ON COLUMN market.payment_reservation.nonce IS 'payment nonce of the channel';

COMMENT ON COLUMN market.payment_reservation.amount IS 'of a paid call: the total that is signed for';

COMMENT ON COLUMN market.payment_reservation.signature IS 'of a paid call: the signature over that total; null for a total of nothing';

COMMENT ON COLUMN market.payment_reservation.price IS 'minor units that are reserved for the call';

COMMENT ON COLUMN market.payment_reservation.organization_id IS 'organization of the service';

COMMENT ON COLUMN market.payment_reservation.service_id IS 'service that is called';

COMMENT ON COLUMN market.payment_reservation.method IS 'method that is called';

COMMENT ON COLUMN market.payment_reservation.height IS 'block in which the payment began';

COMMENT ON COLUMN market.payment_reservation.expiration IS 'block in which the lease ends: the payment can be committed before it';

COMMENT ON COLUMN market.payment_reservation.outcome IS 'committed or rolled_back; null: open';

COMMENT ON COLUMN market.payment_reservation.charged IS 'minor units that were charged in the end';

CREATE TABLE market.prepaid_total (
    channel_id bigint NOT NULL,
    organization_id text NOT NULL,
    planned_amount numeric DEFAULT 0 NOT NULL,
    used_amount numeric DEFAULT 0 NOT NULL,
    refunded_amount numeric DEFAULT 0 NOT NULL,
    lost_amount numeric DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE market.prepaid_total OWNER TO market_owner;

COMMENT ON TABLE market.prepaid_total IS 'what channels have paid for in advance; planned + refunded - used - lost can be spent';

COMMENT ON COLUMN market.prepaid_total.channel_id IS 'the channel';

COMMENT ON COLUMN market.prepaid_total.organization_id IS 'the organization whose tokens draw on it';

COMMENT ON COLUMN market.prepaid_total.planned_amount IS 'minor units that were signed for in advance; only grows';

COMMENT ON COLUMN market.prepaid_total.used_amount IS 'minor units that calls took, running ones included; only grows';

COMMENT ON COLUMN market.prepaid_total.refunded_amount IS 'minor units that calls gave back; only grows';

COMMENT ON COLUMN market.prepaid_total.lost_amount IS 'minor units that went back to the sender before the recipient claimed them; only grows';

CREATE VIEW market.audit_prepaid AS
 SELECT 'prepaid total'::text AS check_name,
    ((p.channel_id || ' '::text) || p.organization_id) AS object,
    'used + lost at most planned + refunded, refunded at most used'::text AS expected,
    format('planned %s, used %s, refunded %s, lost %s'::text, p.planned_amount, p.used_amount, p.refunded_amount, p.lost_amount) AS found
   FROM (market.prepaid_total p
     LEFT JOIN market.channel c ON ((c.id = p.channel_id)))
  WHERE (((p.used_amount + p.lost_amount) > (p.planned_amount + p.refunded_amount)) OR (p.refunded_amount > p.used_amount) OR (p.refunded_amount < (0)::numeric) OR (p.lost_amount < (0)::numeric) OR (c.id IS NULL))
UNION ALL
 SELECT 'prepaid call'::text AS check_name,
    ((r.channel_id || ' '::text) || r.organization_id) AS object,
    ('at most '::text || COALESCE((t.used_amount - t.refunded_amount), (0)::numeric)) AS expected,
    (r.price)::text AS found
   FROM (( SELECT payment_reservation.channel_id,
            payment_reservation.organization_id,
            sum(payment_reservation.price) AS price
           FROM market.payment_reservation
          WHERE ((payment_reservation.kind = 'prepaid'::text) AND (payment_reservation.outcome IS NULL))
          GROUP BY payment_reservation.channel_id, payment_reservation.organization_id) r
     LEFT JOIN market.prepaid_total t ON (((t.channel_id = r.channel_id) AND (t.organization_id = r.organization_id))))
  WHERE (r.price > COALESCE((t.used_amount - t.refunded_amount), (0)::numeric));

ALTER TABLE market.audit_prepaid OWNER TO market_owner;

COMMENT ON VIEW market.audit_prepaid IS 'prepaid totals that do not hold, and running calls that they do not cover';

CREATE TABLE market.pricing_function (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    method text NOT NULL,
    handler text NOT NULL,
    registrant regrole NOT NULL
);

ALTER TABLE market.pricing_function OWNER TO market_owner;

COMMENT ON TABLE market.pricing_function IS 'functions that set prices from requests';

COMMENT ON COLUMN market.pricing_function.organization_id IS 'the organization';

COMMENT ON COLUMN market.pricing_function.service_id IS 'the service';

COMMENT ON COLUMN market.pricing_function.method IS 'full name of the method; empty: every method that has no function of its own';

COMMENT ON COLUMN market.pricing_function.handler IS 'name of the function, with its schema';

COMMENT ON COLUMN market.pricing_function.registrant IS 'role that registered it, as which it runs';

CREATE TABLE market.service_group (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    payment_address market.address NOT NULL,
    payment_expiration_threshold bigint NOT NULL,
    fixed_price numeric,
    method_prices jsonb,
    is_dynamic boolean DEFAULT false NOT NULL,
    guarded boolean DEFAULT false NOT NULL,
    CONSTRAINT service_group_check CHECK (((fixed_price IS NULL) <> (method_prices IS NULL)))
);

ALTER TABLE market.service_group OWNER TO market_owner;

COMMENT ON TABLE market.service_group IS 'what a paid call has to know, derived from both documents: one row per group of a service';

COMMENT ON COLUMN market.service_group.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_group.service_id IS 'the service';

COMMENT ON COLUMN market.service_group.group_id IS 'the group';

COMMENT ON COLUMN market.service_group.payment_address IS 'recipient of the group''s channels';

COMMENT ON COLUMN market.service_group.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';

COMMENT ON COLUMN market.service_group.fixed_price IS 'price of every method, in minor units; null: see method_prices';

COMMENT ON COLUMN market.service_group.method_prices IS 'price by full method name, in minor units; null: see fixed_price';

COMMENT ON COLUMN market.service_group.is_dynamic IS 'does a pricing function set prices of the service?';

COMMENT ON COLUMN market.service_group.guarded IS 'is there anything that a call of the service must pass?';

CREATE TABLE market.service_setting (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    running boolean DEFAULT true NOT NULL,
    rate_limit bigint DEFAULT 0 NOT NULL,
    burst_size bigint,
    client_rate_limit bigint DEFAULT 0 NOT NULL,
    client_burst_size bigint,
    rate_limit_blocks bigint DEFAULT 1 NOT NULL,
    allowed_user_flag boolean DEFAULT false NOT NULL,
    allowed_user_addresses market.address[] DEFAULT '{}'::market.address[] NOT NULL,
    authentication_addresses market.address[] DEFAULT '{}'::market.address[] NOT NULL,
    trusted_free_call_signers market.address[] DEFAULT '{}'::market.address[] NOT NULL,
    min_balance_for_free_call numeric,
    free_call_period bigint,
    guarded boolean GENERATED ALWAYS AS (((NOT running) OR (rate_limit > 0) OR (client_rate_limit > 0) OR allowed_user_flag)) STORED NOT NULL
);

ALTER TABLE market.service_setting OWNER TO market_owner;

COMMENT ON TABLE market.service_setting IS 'what providers set for their services; a service without a row has the defaults';

COMMENT ON COLUMN market.service_setting.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_setting.service_id IS 'the service';

COMMENT ON COLUMN market.service_setting.running IS 'false: no call is taken';

COMMENT ON COLUMN market.service_setting.rate_limit IS 'calls that the service takes in rate_limit_blocks; 0: any number';

COMMENT ON COLUMN market.service_setting.burst_size IS 'calls that it takes at once after a pause; null: rate_limit';

COMMENT ON COLUMN market.service_setting.client_rate_limit IS 'calls that it takes from one client in rate_limit_blocks; 0: any number';

COMMENT ON COLUMN market.service_setting.client_burst_size IS 'calls that it takes from one client at once after a pause; null: client_rate_limit';

COMMENT ON COLUMN market.service_setting.rate_limit_blocks IS 'blocks that the limits are for';

COMMENT ON COLUMN market.service_setting.allowed_user_flag IS 'true: only allowed_user_addresses may call';

COMMENT ON COLUMN market.service_setting.allowed_user_addresses IS 'who may call while allowed_user_flag is true';

COMMENT ON COLUMN market.service_setting.authentication_addresses IS 'operators: who may start, stop and configure the service beside owner and members';

COMMENT ON COLUMN market.service_setting.trusted_free_call_signers IS 'who may make free calls for many users, by user id';

COMMENT ON COLUMN market.service_setting.min_balance_for_free_call IS 'spendable money that a client of free calls must have, in minor units; null: the market''s parameter';

COMMENT ON COLUMN market.service_setting.free_call_period IS 'after how many blocks a client has all its free calls again, 0: never; null: the market''s parameter';

COMMENT ON COLUMN market.service_setting.guarded IS 'is there anything that a call must pass?';

CREATE VIEW market.audit_price AS
 SELECT 'pricing function'::text AS check_name,
    concat_ws(' '::text, g.organization_id, g.service_id, g.group_id) AS object,
    ((f.service_id IS NOT NULL))::text AS expected,
    (g.is_dynamic)::text AS found
   FROM (market.service_group g
     LEFT JOIN ( SELECT DISTINCT pricing_function.organization_id,
            pricing_function.service_id
           FROM market.pricing_function) f ON (((f.organization_id = g.organization_id) AND (f.service_id = g.service_id))))
  WHERE (g.is_dynamic <> (f.service_id IS NOT NULL))
UNION ALL
 SELECT 'service guard'::text AS check_name,
    concat_ws(' '::text, g.organization_id, g.service_id, g.group_id) AS object,
    (COALESCE(t.guarded, false))::text AS expected,
    (g.guarded)::text AS found
   FROM (market.service_group g
     LEFT JOIN market.service_setting t ON (((t.organization_id = g.organization_id) AND (t.service_id = g.service_id))))
  WHERE (g.guarded <> COALESCE(t.guarded, false));

ALTER TABLE market.audit_price OWNER TO market_owner;

COMMENT ON VIEW market.audit_price IS 'differences between services, their pricing functions and their settings';

CREATE TABLE market.channel_refill (
    channel_id bigint NOT NULL,
    low_funds numeric,
    add_amount numeric,
    left_amount numeric,
    expiry_blocks bigint,
    extend_blocks bigint,
    max_expiration bigint,
    event_id bigint NOT NULL,
    due bigint,
    CONSTRAINT channel_refill_add_amount_check CHECK ((add_amount > (0)::numeric)),
    CONSTRAINT channel_refill_extend_blocks_check CHECK ((extend_blocks > 0)),
    CONSTRAINT channel_refill_left_amount_check CHECK ((left_amount >= (0)::numeric))
);

ALTER TABLE market.channel_refill OWNER TO market_owner;

COMMENT ON TABLE market.channel_refill IS 'channels that the ends of blocks fund and extend, by rules of their senders';

COMMENT ON COLUMN market.channel_refill.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_refill.low_funds IS 'add funds when less than this is left for calls, in minor units; null: never';

COMMENT ON COLUMN market.channel_refill.add_amount IS 'so much at a time';

COMMENT ON COLUMN market.channel_refill.left_amount IS 'so much may still be added in all; null: no limit';

COMMENT ON COLUMN market.channel_refill.expiry_blocks IS 'extend so many blocks before the expiration; null: never';

COMMENT ON COLUMN market.channel_refill.extend_blocks IS 'by so many blocks';

COMMENT ON COLUMN market.channel_refill.max_expiration IS 'never beyond this block; null: no limit';

COMMENT ON COLUMN market.channel_refill.event_id IS 'last event of the channel when the rule was made; a channel that is closed later ends it';

COMMENT ON COLUMN market.channel_refill.due IS 'block before which the rule is looked at; null: not until something happens';

CREATE VIEW market.audit_refill AS
 SELECT 'refill due'::text AS check_name,
    (c.id)::text AS object,
    'a block'::text AS expected,
    COALESCE((r.due)::text, 'none'::text) AS found
   FROM (market.channel_refill r
     JOIN market.channel c ON ((c.id = r.channel_id)))
  WHERE (((r.due IS NULL) AND (r.left_amount IS DISTINCT FROM (0)::numeric) AND ((((c.value)::numeric - c.pending_amount) - c.authorized_amount) < r.low_funds)) OR (COALESCE((r.due > (c.expiration - r.expiry_blocks)), (r.expiry_blocks IS NOT NULL)) AND COALESCE((c.expiration < r.max_expiration), true)));

ALTER TABLE market.audit_refill OWNER TO market_owner;

COMMENT ON VIEW market.audit_refill IS 'rules that the end of blocks would look at too late';

CREATE TABLE market.organization (
    id text NOT NULL,
    owner market.address NOT NULL,
    members market.address[] NOT NULL,
    metadata jsonb NOT NULL,
    number bigint NOT NULL
);

ALTER TABLE market.organization OWNER TO market_owner;

COMMENT ON TABLE market.organization IS 'the organizations of the registry';

COMMENT ON COLUMN market.organization.id IS 'at most 32 bytes';

COMMENT ON COLUMN market.organization.owner IS 'who may change everything';

COMMENT ON COLUMN market.organization.members IS 'who may change services and members, in the order in which they came';

COMMENT ON COLUMN market.organization.metadata IS 'the document that the organization publishes';

COMMENT ON COLUMN market.organization.number IS 'order of creation';

CREATE TABLE market.organization_service (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    metadata jsonb NOT NULL,
    number bigint NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL
);

ALTER TABLE market.organization_service OWNER TO market_owner;

COMMENT ON TABLE market.organization_service IS 'the services of the registry';

COMMENT ON COLUMN market.organization_service.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_service.service_id IS 'at most 32 bytes, unique within the organization';

COMMENT ON COLUMN market.organization_service.metadata IS 'the document that describes the service';

COMMENT ON COLUMN market.organization_service.number IS 'order of publication';

COMMENT ON COLUMN market.organization_service.tags IS 'the tags of the document, each once';

CREATE TABLE market.registry_event (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    event text NOT NULL,
    organization_id text NOT NULL,
    item_id text,
    account market.address NOT NULL,
    metadata jsonb,
    hash bytea,
    detail jsonb
);

ALTER TABLE market.registry_event OWNER TO market_owner;

COMMENT ON TABLE market.registry_event IS 'what happened to organizations, services and type repositories, with every version of a document; rows are added, never changed';

COMMENT ON COLUMN market.registry_event.id IS 'number of the event; gaps mean nothing';

COMMENT ON COLUMN market.registry_event.height IS 'block of the event';

COMMENT ON COLUMN market.registry_event.block_time IS 'time of that block';

COMMENT ON COLUMN market.registry_event.event IS 'organization_created, organization_modified, organization_deleted, service_created, service_metadata_modified, service_tags_modified, service_deleted, type_repository_created, type_repository_modified, type_repository_deleted';

COMMENT ON COLUMN market.registry_event.organization_id IS 'the organization';

COMMENT ON COLUMN market.registry_event.item_id IS 'the service or the type repository; null: the organization itself';

COMMENT ON COLUMN market.registry_event.account IS 'who did it';

COMMENT ON COLUMN market.registry_event.metadata IS 'the document from then on; null: it stayed the same, or is gone';

COMMENT ON COLUMN market.registry_event.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';

COMMENT ON COLUMN market.registry_event.detail IS 'what is new beside the document: owner, members added or removed, tags, uri';

CREATE VIEW market.audit_registry AS
 SELECT 'service tags'::text AS check_name,
    concat_ws(' '::text, s.organization_id, s.service_id) AS object,
    (d.tags)::text AS expected,
    (s.tags)::text AS found
   FROM (market.organization_service s
     CROSS JOIN LATERAL ( SELECT ARRAY( SELECT t.tag
                   FROM jsonb_array_elements_text((s.metadata -> 'tags'::text)) WITH ORDINALITY t(tag, "position")
                  GROUP BY t.tag
                  ORDER BY (min(t."position"))) AS tags) d)
  WHERE (s.tags <> d.tags)
UNION ALL
 SELECT 'document version'::text AS check_name,
    concat_ws(' '::text, d.organization_id, d.item_id) AS object,
    COALESCE(encode(sha256(convert_to((d.metadata)::text, 'UTF8'::name)), 'hex'::text), 'none'::text) AS expected,
    COALESCE(encode(e.hash, 'hex'::text), 'none'::text) AS found
   FROM (( SELECT organization.id AS organization_id,
            NULL::text AS item_id,
            organization.metadata
           FROM market.organization
        UNION ALL
         SELECT organization_service.organization_id,
            organization_service.service_id,
            organization_service.metadata
           FROM market.organization_service) d
     LEFT JOIN LATERAL ( SELECT e_1.hash
           FROM market.registry_event e_1
          WHERE ((e_1.organization_id = d.organization_id) AND (NOT (e_1.item_id IS DISTINCT FROM d.item_id)) AND (e_1.metadata IS NOT NULL))
          ORDER BY e_1.id DESC
         LIMIT 1) e ON (true))
  WHERE (e.hash IS DISTINCT FROM sha256(convert_to((d.metadata)::text, 'UTF8'::name)));

ALTER TABLE market.audit_registry OWNER TO market_owner;

COMMENT ON VIEW market.audit_registry IS 'differences between documents, their tags and their last versions';

CREATE TABLE market.response (
    request_id bigint NOT NULL,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    result jsonb NOT NULL,
    output jsonb,
    height bigint NOT NULL
);

ALTER TABLE market.response OWNER TO market_owner;

COMMENT ON TABLE market.response IS 'answers to requests';

COMMENT ON COLUMN market.response.request_id IS 'the request';

COMMENT ON COLUMN market.response.provider IS 'who answered';

COMMENT ON COLUMN market.response.consumer IS 'who asked';

COMMENT ON COLUMN market.response.result IS 'code and message';

COMMENT ON COLUMN market.response.output IS 'what the service gives; null unless the code is 200';

COMMENT ON COLUMN market.response.height IS 'block of the answer';

CREATE VIEW market.audit_request AS
 SELECT 'request'::text AS check_name,
    (r.id)::text AS object,
    'pending, or answered with its tax'::text AS expected,
    concat_ws(', '::text, r.state, ('tax '::text || r.tax), ('ended in '::text || r.ended_height)) AS found
   FROM market.request_open r
  WHERE (
        CASE r.state
            WHEN 'pending'::market.request_state THEN ((r.tax IS NULL) AND (r.ended_height IS NULL))
            WHEN 'answered'::market.request_state THEN (((r.tax >= (0)::numeric) AND (r.tax <= r.fee)) AND (r.ended_height IS NOT NULL))
            ELSE false
        END IS NOT TRUE)
UNION ALL
 SELECT 'request'::text AS check_name,
    (h.id)::text AS object,
    'answered with its tax, or expired without'::text AS expected,
    concat_ws(', '::text, h.state, ('fee '::text || h.fee), ('tax '::text || h.tax), ('slashed '::text || h.slashed)) AS found
   FROM market.request_history h
  WHERE (
        CASE h.state
            WHEN 'answered'::market.request_state THEN (((h.tax >= (0)::numeric) AND (h.tax <= h.fee)) AND (h.slashed = (0)::numeric))
            WHEN 'expired'::market.request_state THEN ((h.tax = (0)::numeric) AND (h.slashed >= (0)::numeric))
            ELSE false
        END IS NOT TRUE)
UNION ALL
 SELECT 'request'::text AS check_name,
    (r.id)::text AS object,
    'open, or ended'::text AS expected,
    'both'::text AS found
   FROM (market.request_open r
     JOIN market.request_history h ON ((h.id = r.id)))
UNION ALL
 SELECT 'response'::text AS check_name,
    (COALESCE(q.id, s.request_id))::text AS object,
        CASE
            WHEN (q.state = 'answered'::market.request_state) THEN '1 response'::text
            ELSE 'none'::text
        END AS expected,
        CASE
            WHEN (s.request_id IS NULL) THEN 'none'::text
            ELSE '1 response'::text
        END AS found
   FROM (market.request q
     FULL JOIN market.response s ON ((s.request_id = q.id)))
  WHERE ((q.state = 'answered'::market.request_state) IS DISTINCT FROM (s.request_id IS NOT NULL))
UNION ALL
 SELECT 'response'::text AS check_name,
    (s.request_id)::text AS object,
    concat_ws(' '::text, q.provider, q.consumer) AS expected,
    concat_ws(' '::text, s.provider, s.consumer) AS found
   FROM (market.response s
     JOIN market.request q ON ((q.id = s.request_id)))
  WHERE ((q.provider OPERATOR(market.<>) s.provider) OR (q.consumer OPERATOR(market.<>) s.consumer))
UNION ALL
 SELECT 'earned fee'::text AS check_name,
    (((e.provider)::text || ' '::text) || e.denom) AS object,
    'a provider with an owner'::text AS expected,
    'none'::text AS found
   FROM (market.earned_total e
     LEFT JOIN market.provider_owner o ON ((o.provider OPERATOR(market.=) e.provider)))
  WHERE (o.provider IS NULL)
UNION ALL
 SELECT 'volume'::text AS check_name,
    concat_ws(' '::text, COALESCE(v.consumer, h.consumer), COALESCE(v.service_name, h.service_name), COALESCE(v.provider, h.provider)) AS object,
    ('at least '::text || COALESCE(h.volume, (0)::bigint)) AS expected,
    (COALESCE(v.volume, (0)::bigint))::text AS found
   FROM (market.answered_volume v
     FULL JOIN ( SELECT request_history.consumer,
            request_history.service_name,
            request_history.provider,
            count(*) AS volume
           FROM market.request_history
          WHERE (request_history.state = 'answered'::market.request_state)
          GROUP BY request_history.consumer, request_history.service_name, request_history.provider) h ON (((h.consumer OPERATOR(market.=) v.consumer) AND (h.service_name = v.service_name) AND (h.provider OPERATOR(market.=) v.provider))))
  WHERE (COALESCE(v.volume, (0)::bigint) < COALESCE(h.volume, (0)::bigint));

ALTER TABLE market.audit_request OWNER TO market_owner;

COMMENT ON VIEW market.audit_request IS 'differences between requests, responses, volumes and fees';

CREATE VIEW market.audit_reservation AS
 WITH open AS (
         SELECT r.channel_id,
            max(r.expiration) AS reserved_until,
            max(r.amount) AS amount
           FROM market.payment_reservation r,
            market.clock k
          WHERE ((r.kind = 'paid'::text) AND (r.outcome IS NULL) AND (r.expiration > k.height))
          GROUP BY r.channel_id
        )
 SELECT 'reservation'::text AS check_name,
    (COALESCE(c.id, o.channel_id))::text AS object,
    (COALESCE(o.reserved_until, (0)::bigint))::text AS expected,
    (COALESCE(c.reserved_until, (0)::bigint))::text AS found
   FROM (open o
     FULL JOIN ( SELECT c_1.id,
            c_1.reserved_until
           FROM market.channel c_1,
            market.clock k
          WHERE (c_1.reserved_until > k.height)) c ON ((c.id = o.channel_id)))
  WHERE (COALESCE(o.reserved_until, (0)::bigint) <> COALESCE(c.reserved_until, (0)::bigint))
UNION ALL
 SELECT 'reservation amount'::text AS check_name,
    (r.channel_id)::text AS object,
    format('nonce %s, at most %s until %s'::text, c.payment_nonce, ((c.value)::numeric - c.pending_amount), c.expiration) AS expected,
    format('nonce %s, %s until %s'::text, r.nonce, r.amount, r.expiration) AS found
   FROM ((market.payment_reservation r
     CROSS JOIN market.clock k)
     LEFT JOIN market.channel c ON ((c.id = r.channel_id)))
  WHERE ((r.kind = 'paid'::text) AND (r.outcome IS NULL) AND (r.expiration > k.height) AND ((c.id IS NULL) OR (r.nonce <> c.payment_nonce) OR (r.amount > ((c.value)::numeric - c.pending_amount)) OR (r.expiration > c.expiration)))
UNION ALL
 SELECT 'uncharged'::text AS check_name,
    (c.id)::text AS object,
    ('from 0 to '::text || c.authorized_amount) AS expected,
    (c.uncharged_amount)::text AS found
   FROM market.channel c
  WHERE ((c.uncharged_amount < (0)::numeric) OR (c.uncharged_amount > GREATEST(c.authorized_amount, (0)::numeric)))
UNION ALL
 SELECT 'uncharged'::text AS check_name,
    format('%s nonce %s'::text, p.channel_id, p.nonce) AS object,
    ('from 0 to '::text || p.amount) AS expected,
    (p.uncharged_amount)::text AS found
   FROM market.pending_claim p
  WHERE ((p.uncharged_amount < (0)::numeric) OR (p.uncharged_amount > p.amount));

ALTER TABLE market.audit_reservation OWNER TO market_owner;

COMMENT ON VIEW market.audit_reservation IS 'differences between channels and payments that have begun';

CREATE TABLE market.organization_group (
    organization_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    group_name text NOT NULL,
    payment_address market.address NOT NULL,
    payment_expiration_threshold bigint NOT NULL
);

ALTER TABLE market.organization_group OWNER TO market_owner;

COMMENT ON TABLE market.organization_group IS 'payment groups, as the organizations'' documents say';

COMMENT ON COLUMN market.organization_group.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_group.group_id IS 'id that channels carry';

COMMENT ON COLUMN market.organization_group.group_name IS 'name that services refer to';

COMMENT ON COLUMN market.organization_group.payment_address IS 'recipient of the group''s channels';

COMMENT ON COLUMN market.organization_group.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';

CREATE VIEW market.audit_service AS
 SELECT 'service group'::text AS check_name,
    concat_ws(' '::text, s.organization_id, s.service_id, s.group_id) AS object,
        CASE
            WHEN (g.group_id IS NULL) THEN 'a group of the organization'::text
            ELSE concat_ws(' '::text, g.payment_address, g.payment_expiration_threshold)
        END AS expected,
    concat_ws(' '::text, s.payment_address, s.payment_expiration_threshold) AS found
   FROM (market.service_group s
     LEFT JOIN market.organization_group g ON (((g.organization_id = s.organization_id) AND ((g.group_id)::bytea = (s.group_id)::bytea))))
  WHERE ((g.group_id IS NULL) OR (g.payment_address OPERATOR(market.<>) s.payment_address) OR (g.payment_expiration_threshold <> s.payment_expiration_threshold));

ALTER TABLE market.audit_service OWNER TO market_owner;

COMMENT ON VIEW market.audit_service IS 'differences between the groups of services and of their organizations';

CREATE TABLE market.claim_rule (
    recipient market.address NOT NULL,
    min_amount numeric,
    max_age bigint,
    margin bigint NOT NULL,
    is_new boolean DEFAULT true NOT NULL,
    CONSTRAINT claim_rule_margin_check CHECK ((margin >= 0)),
    CONSTRAINT claim_rule_max_age_check CHECK ((max_age >= 0)),
    CONSTRAINT claim_rule_min_amount_check CHECK ((min_amount > (0)::numeric))
);

ALTER TABLE market.claim_rule OWNER TO market_owner;

COMMENT ON TABLE market.claim_rule IS 'recipients whose channels are claimed at the end of blocks';

COMMENT ON COLUMN market.claim_rule.recipient IS 'whose channels';

COMMENT ON COLUMN market.claim_rule.min_amount IS 'claim a channel when so much is unclaimed, in minor units; null: not by amount';

COMMENT ON COLUMN market.claim_rule.max_age IS 'claim when the first unclaimed payment is so many blocks old; null: not by age';

COMMENT ON COLUMN market.claim_rule.margin IS 'claim so many blocks before the channel is too near its expiration for payments';

COMMENT ON COLUMN market.claim_rule.is_new IS 'true until the end of a block has looked at the recipient''s channels';

CREATE TABLE market.unclaimed_channel (
    channel_id bigint NOT NULL,
    recipient market.address NOT NULL,
    since bigint NOT NULL,
    due bigint
);

ALTER TABLE market.unclaimed_channel OWNER TO market_owner;

COMMENT ON TABLE market.unclaimed_channel IS 'channels on which something is signed for or pending';

COMMENT ON COLUMN market.unclaimed_channel.channel_id IS 'the channel';

COMMENT ON COLUMN market.unclaimed_channel.recipient IS 'who may claim';

COMMENT ON COLUMN market.unclaimed_channel.since IS 'block of the first payment that is not claimed';

COMMENT ON COLUMN market.unclaimed_channel.due IS 'block before which a rule claims it, or looks again; null: no rule';

CREATE VIEW market.audit_unclaimed AS
 SELECT 'unclaimed channel'::text AS check_name,
    (COALESCE(c.id, u.channel_id))::text AS object,
        CASE
            WHEN (c.id IS NULL) THEN 'none'::text
            ELSE ('of '::text || (c.recipient)::text)
        END AS expected,
        CASE
            WHEN (u.channel_id IS NULL) THEN 'none'::text
            ELSE ('of '::text || (u.recipient)::text)
        END AS found
   FROM (( SELECT channel.id,
            channel.recipient
           FROM market.channel
          WHERE ((channel.authorized_amount > channel.uncharged_amount) OR (channel.pending_amount > (0)::numeric))) c
     FULL JOIN market.unclaimed_channel u ON ((u.channel_id = c.id)))
  WHERE ((c.id IS NULL) OR (u.channel_id IS NULL) OR (c.recipient OPERATOR(market.<>) u.recipient))
UNION ALL
 SELECT 'unclaimed due'::text AS check_name,
    (u.channel_id)::text AS object,
    'a block'::text AS expected,
    'none'::text AS found
   FROM (market.unclaimed_channel u
     JOIN market.claim_rule r ON ((r.recipient OPERATOR(market.=) u.recipient)))
  WHERE ((u.due IS NULL) AND (NOT r.is_new));

ALTER TABLE market.audit_unclaimed OWNER TO market_owner;

COMMENT ON VIEW market.audit_unclaimed IS 'differences between channels, what is noted as unclaimed, and rules';

CREATE TABLE market.payment_refund (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL,
    nonce bigint NOT NULL,
    amount numeric NOT NULL,
    new_total numeric NOT NULL,
    usage_id bigint,
    reason text
);

ALTER TABLE market.payment_refund OWNER TO market_owner;

COMMENT ON TABLE market.payment_refund IS 'totals that provider and client agreed to lower; rows are added, never changed';

COMMENT ON COLUMN market.payment_refund.id IS 'number of the refund';

COMMENT ON COLUMN market.payment_refund.height IS 'block of the refund';

COMMENT ON COLUMN market.payment_refund.block_time IS 'time of that block';

COMMENT ON COLUMN market.payment_refund.channel_id IS 'the channel';

COMMENT ON COLUMN market.payment_refund.nonce IS 'nonce of the total';

COMMENT ON COLUMN market.payment_refund.amount IS 'by how much the total fell, in minor units';

COMMENT ON COLUMN market.payment_refund.new_total IS 'the total from then on';

COMMENT ON COLUMN market.payment_refund.usage_id IS 'the call that it is for, if one was named';

COMMENT ON COLUMN market.payment_refund.reason IS 'in words';

CREATE TABLE market.usage (
    id bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    height bigint NOT NULL,
    kind text NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    recipient market.address NOT NULL,
    method text,
    channel_id bigint,
    nonce bigint,
    authorized_amount numeric,
    full_amount numeric,
    payer market.address NOT NULL,
    price numeric NOT NULL,
    outcome text NOT NULL,
    error text,
    response_time interval,
    service_time interval,
    details jsonb
)
PARTITION BY RANGE (block_time);

ALTER TABLE market.usage OWNER TO market_owner;

COMMENT ON TABLE market.usage IS 'calls: one row each, while the parameter metering is on';

COMMENT ON COLUMN market.usage.id IS 'number of the call; gaps mean nothing';

COMMENT ON COLUMN market.usage.block_time IS 'time of its block; says in which month''s partition it is';

COMMENT ON COLUMN market.usage.height IS 'block of the call';

COMMENT ON COLUMN market.usage.kind IS 'paid, free or prepaid';

COMMENT ON COLUMN market.usage.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage.service_id IS 'the service';

COMMENT ON COLUMN market.usage.group_id IS 'the payment group';

COMMENT ON COLUMN market.usage.recipient IS 'payment address of the group at that time';

COMMENT ON COLUMN market.usage.method IS 'full name of the method; null: the call named none';

COMMENT ON COLUMN market.usage.channel_id IS 'the channel; null: a free call';

COMMENT ON COLUMN market.usage.nonce IS 'of a paid call: nonce of its payment';

COMMENT ON COLUMN market.usage.authorized_amount IS 'of a paid call: the total signed for at that nonce afterwards';

COMMENT ON COLUMN market.usage.full_amount IS 'of a paid call: what the channel held for payments at that nonce';

COMMENT ON COLUMN market.usage.payer IS 'whose money, or whose free call, it was';

COMMENT ON COLUMN market.usage.price IS 'what was charged, in minor units';

COMMENT ON COLUMN market.usage.outcome IS 'success or failed';

COMMENT ON COLUMN market.usage.error IS 'what the service said when it failed';

COMMENT ON COLUMN market.usage.response_time IS 'from receiving the request to sending the answer, as the provider measured it';

COMMENT ON COLUMN market.usage.service_time IS 'what the service itself took of it';

COMMENT ON COLUMN market.usage.details IS 'whatever the provider notes: request id, client type, user agent';

CREATE VIEW market.audit_usage AS
 SELECT 'usage row'::text AS check_name,
    (u.id)::text AS object,
    'a paid, free or prepaid call that succeeded or failed, at a block that was, for a price'::text AS expected,
    concat_ws(' '::text, u.kind, u.outcome, u.height, u.price) AS found
   FROM (market.usage u
     CROSS JOIN market.clock c)
  WHERE ((u.kind <> ALL (ARRAY['paid'::text, 'free'::text, 'prepaid'::text])) OR (u.outcome <> ALL (ARRAY['success'::text, 'failed'::text])) OR (u.height > c.height) OR (u.block_time > c.block_time) OR (u.price < (0)::numeric) OR (u.price <> trunc(u.price)) OR ((u.kind = 'free'::text) AND (u.price <> (0)::numeric)))
UNION ALL
 SELECT 'usage total'::text AS check_name,
    concat_ws(' '::text, t.channel_id, t.nonce) AS object,
    ('at most '::text || ((COALESCE(p.amount, c.authorized_amount, (0)::numeric) + r.amount))::text) AS expected,
    concat_ws(' '::text, t.price, t.authorized_amount) AS found
   FROM (((( SELECT usage.channel_id,
            usage.nonce,
            sum(usage.price) AS price,
            max(usage.authorized_amount) AS authorized_amount
           FROM market.usage
          WHERE ((usage.kind = 'paid'::text) AND (usage.nonce IS NOT NULL))
          GROUP BY usage.channel_id, usage.nonce) t
     LEFT JOIN market.channel c ON ((c.id = t.channel_id)))
     LEFT JOIN market.pending_claim p ON (((p.channel_id = t.channel_id) AND (p.nonce = t.nonce))))
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(r_1.amount), (0)::numeric) AS amount
           FROM market.payment_refund r_1
          WHERE ((r_1.channel_id = t.channel_id) AND (r_1.nonce = t.nonce))) r)
  WHERE (((c.id IS NULL) OR (p.nonce IS NOT NULL) OR (t.nonce >= c.payment_nonce)) AND (NOT (EXISTS ( SELECT
           FROM market.channel_event e
          WHERE ((e.channel_id = t.channel_id) AND (e.event = 'payment_lost'::text))))) AND (GREATEST(t.price, t.authorized_amount) > (COALESCE(p.amount, c.authorized_amount, (0)::numeric) + r.amount)));

ALTER TABLE market.audit_usage OWNER TO market_owner;

COMMENT ON VIEW market.audit_usage IS 'usage rows that cannot be, or that charge more than is signed for';

CREATE VIEW market.audit_finding AS
 SELECT audit_balance.check_name,
    audit_balance.object,
    audit_balance.expected,
    audit_balance.found
   FROM market.audit_balance
UNION ALL
 SELECT audit_channel.check_name,
    audit_channel.object,
    audit_channel.expected,
    audit_channel.found
   FROM market.audit_channel
UNION ALL
 SELECT audit_service.check_name,
    audit_service.object,
    audit_service.expected,
    audit_service.found
   FROM market.audit_service
UNION ALL
 SELECT audit_binding.check_name,
    audit_binding.object,
    audit_binding.expected,
    audit_binding.found
   FROM market.audit_binding
UNION ALL
 SELECT audit_request.check_name,
    audit_request.object,
    audit_request.expected,
    audit_request.found
   FROM market.audit_request
UNION ALL
 SELECT audit_context.check_name,
    audit_context.object,
    audit_context.expected,
    audit_context.found
   FROM market.audit_context
UNION ALL
 SELECT audit_idempotency.check_name,
    audit_idempotency.object,
    audit_idempotency.expected,
    audit_idempotency.found
   FROM market.audit_idempotency
UNION ALL
 SELECT audit_price.check_name,
    audit_price.object,
    audit_price.expected,
    audit_price.found
   FROM market.audit_price
UNION ALL
 SELECT audit_registry.check_name,
    audit_registry.object,
    audit_registry.expected,
    audit_registry.found
   FROM market.audit_registry
UNION ALL
 SELECT audit_usage.check_name,
    audit_usage.object,
    audit_usage.expected,
    audit_usage.found
   FROM market.audit_usage
UNION ALL
 SELECT audit_unclaimed.check_name,
    audit_unclaimed.object,
    audit_unclaimed.expected,
    audit_unclaimed.found
   FROM market.audit_unclaimed
UNION ALL
 SELECT audit_refill.check_name,
    audit_refill.object,
    audit_refill.expected,
    audit_refill.found
   FROM market.audit_refill
UNION ALL
 SELECT audit_reservation.check_name,
    audit_reservation.object,
    audit_reservation.expected,
    audit_reservation.found
   FROM market.audit_reservation
UNION ALL
 SELECT audit_prepaid.check_name,
    audit_prepaid.object,
    audit_prepaid.expected,
    audit_prepaid.found
   FROM market.audit_prepaid;

ALTER TABLE market.audit_finding OWNER TO market_owner;

COMMENT ON VIEW market.audit_finding IS 'all differences, read by market.audit() in one snapshot';

CREATE TABLE market.audit_progress (
    singleton boolean DEFAULT true NOT NULL,
    read_through bigint DEFAULT 0 NOT NULL,
    next_through bigint DEFAULT 0 NOT NULL,
    next_horizon xid8,
    CONSTRAINT audit_progress_singleton_check CHECK (singleton)
);

ALTER TABLE market.audit_progress OWNER TO market_owner;

COMMENT ON TABLE market.audit_progress IS 'how far audit_recent() has read the journal, in one row';

COMMENT ON COLUMN market.audit_progress.singleton IS 'always true: there is one row';

COMMENT ON COLUMN market.audit_progress.read_through IS 'the sums hold the journal up to this row';

COMMENT ON COLUMN market.audit_progress.next_through IS 'up to this row they may hold it once no older transaction runs';

COMMENT ON COLUMN market.audit_progress.next_horizon IS 'the first transaction that came after that row';

CREATE TABLE market.audit_total (
    account market.address NOT NULL,
    kind text NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL
);

ALTER TABLE market.audit_total OWNER TO market_owner;

COMMENT ON TABLE market.audit_total IS 'sums of the journal up to where audit_recent() has read it';

COMMENT ON COLUMN market.audit_total.account IS 'whose money it is';

COMMENT ON COLUMN market.audit_total.kind IS 'where it lies';

COMMENT ON COLUMN market.audit_total.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.audit_total.amount IS 'minor units';

CREATE VIEW market.audit_recent_finding AS
 WITH book AS (
         SELECT posting.account,
            posting.kind,
            posting.denom,
            sum(posting.amount) AS amount
           FROM ( SELECT audit_total.account,
                    audit_total.kind,
                    audit_total.denom,
                    audit_total.amount
                   FROM market.audit_total
                UNION ALL
                 SELECT j.debit,
                    j.debit_kind,
                    j.denom,
                    (- j.amount)
                   FROM market.journal j
                  WHERE (j.id > ( SELECT audit_progress.read_through
                           FROM market.audit_progress))
                UNION ALL
                 SELECT j.credit,
                    j.credit_kind,
                    j.denom,
                    j.amount
                   FROM market.journal j
                  WHERE (j.id > ( SELECT audit_progress.read_through
                           FROM market.audit_progress))
                UNION ALL
                 SELECT unsettled_movement.debit,
                    unsettled_movement.debit_kind,
                    unsettled_movement.denom,
                    (- unsettled_movement.amount)
                   FROM market.unsettled_movement
                UNION ALL
                 SELECT unsettled_movement.credit,
                    unsettled_movement.credit_kind,
                    unsettled_movement.denom,
                    unsettled_movement.amount
                   FROM market.unsettled_movement) posting
          GROUP BY posting.account, posting.kind, posting.denom
        ), sheet AS (
         SELECT balance_sheet.account,
            balance_sheet.kind,
            balance_sheet.denom,
            sum(balance_sheet.amount) AS amount
           FROM market.balance_sheet
          GROUP BY balance_sheet.account, balance_sheet.kind, balance_sheet.denom
        )
 SELECT 'balance'::text AS check_name,
    concat_ws(' '::text, COALESCE(book.account, sheet.account), COALESCE(book.kind, sheet.kind), COALESCE(book.denom, sheet.denom)) AS object,
    (COALESCE(book.amount, (0)::numeric))::text AS expected,
    (COALESCE(sheet.amount, (0)::numeric))::text AS found
   FROM (( SELECT book_1.account,
            book_1.kind,
            book_1.denom,
            book_1.amount
           FROM book book_1
          WHERE (book_1.kind <> 'outside'::text)) book
     FULL JOIN sheet ON (((sheet.account OPERATOR(market.=) book.account) AND (sheet.kind = book.kind) AND (sheet.denom = book.denom))))
  WHERE (COALESCE(book.amount, (0)::numeric) <> COALESCE(sheet.amount, (0)::numeric))
UNION ALL
 SELECT 'supply'::text AS check_name,
    COALESCE(paid.denom, held.denom) AS object,
    (COALESCE(paid.amount, (0)::numeric))::text AS expected,
    (COALESCE(held.amount, (0)::numeric))::text AS found
   FROM (( SELECT book.denom,
            (- sum(book.amount)) AS amount
           FROM book
          WHERE (book.kind = 'outside'::text)
          GROUP BY book.denom) paid
     FULL JOIN ( SELECT sheet.denom,
            sum(sheet.amount) AS amount
           FROM sheet
          GROUP BY sheet.denom) held ON ((held.denom = paid.denom)))
  WHERE (COALESCE(paid.amount, (0)::numeric) <> COALESCE(held.amount, (0)::numeric));

ALTER TABLE market.audit_recent_finding OWNER TO market_owner;

COMMENT ON VIEW market.audit_recent_finding IS 'differences between balances and journal, read from where audit_recent() has left off';

CREATE TABLE market.block_day (
    day date NOT NULL,
    first_height bigint NOT NULL
);

ALTER TABLE market.block_day OWNER TO market_owner;

COMMENT ON TABLE market.block_day IS 'the days that blocks belong to, one row a day';

COMMENT ON COLUMN market.block_day.day IS 'the day, in UTC';

COMMENT ON COLUMN market.block_day.first_height IS 'the first block whose time was in it';

CREATE TABLE market.callback_outbox (
    id bigint NOT NULL,
    module_name text NOT NULL,
    kind text NOT NULL,
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    response_threshold integer,
    cause text,
    height bigint NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    CONSTRAINT callback_outbox_check CHECK (((kind = 'response'::text) = (response_threshold IS NOT NULL))),
    CONSTRAINT callback_outbox_check1 CHECK (((kind = 'state'::text) = (cause IS NOT NULL))),
    CONSTRAINT callback_outbox_kind_check CHECK ((kind = ANY (ARRAY['response'::text, 'state'::text]))),
    CONSTRAINT callback_outbox_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
)
WITH (fillfactor='80');

ALTER TABLE market.callback_outbox OWNER TO market_owner;

COMMENT ON TABLE market.callback_outbox IS 'calls that modules are to get, delivered by market.deliver_callbacks()';

COMMENT ON COLUMN market.callback_outbox.id IS 'number of the call; gaps mean nothing';

COMMENT ON COLUMN market.callback_outbox.module_name IS 'the module';

COMMENT ON COLUMN market.callback_outbox.kind IS 'response: a batch is complete; state: the market paused a context';

COMMENT ON COLUMN market.callback_outbox.context_id IS 'the request context';

COMMENT ON COLUMN market.callback_outbox.batch_counter IS 'the batch; of a state, the last one made';

COMMENT ON COLUMN market.callback_outbox.response_threshold IS 'of a response: how many outputs the batch needed';

COMMENT ON COLUMN market.callback_outbox.cause IS 'of a state: why the context was paused';

COMMENT ON COLUMN market.callback_outbox.height IS 'block in which it became due';

COMMENT ON COLUMN market.callback_outbox.state IS 'pending, delivered, or failed for good';

COMMENT ON COLUMN market.callback_outbox.attempts IS 'how often it was tried';

COMMENT ON COLUMN market.callback_outbox.last_error IS 'why the last try failed';

ALTER TABLE market.callback_outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.callback_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW market.chain_log WITH (security_invoker='true') AS
 WITH event AS (
         SELECT e.id,
            e.height,
            e.channel_id,
            e.event,
            e.nonce,
            e.amount,
            e.planned_amount,
            e.send_back_amount,
            e.expiration,
            c.sender,
            c.signer,
            c.recipient,
            c.group_id,
            sum(
                CASE e.event
                    WHEN 'open'::text THEN e.amount
                    WHEN 'add_funds'::text THEN e.amount
                    WHEN 'claim'::text THEN ((- e.amount) - COALESCE(e.send_back_amount, (0)::numeric))
                    WHEN 'timeout'::text THEN (- e.amount)
                    ELSE (0)::numeric
                END) OVER (PARTITION BY e.channel_id ORDER BY e.id) AS value
           FROM (market.channel_event e
             JOIN market.channel c ON ((c.id = e.channel_id)))
        ), log AS (
         SELECT event.height,
            'channel_event'::text AS source,
            event.id,
            'ChannelOpen'::text AS name,
            'ChannelOpen(uint256,uint256,address,address,address,bytes32,uint256,uint256)'::text AS signature,
            ARRAY[market.abi_encode('(address)'::text, jsonb_build_array((event.sender)::text)), market.abi_encode('(address)'::text, jsonb_build_array((event.recipient)::text)), (event.group_id)::bytea] AS indexed,
            market.abi_encode('(uint256,uint256,address,uint256,uint256)'::text, jsonb_build_array(event.channel_id, event.nonce, (event.signer)::text, event.amount, event.expiration)) AS data
           FROM event
          WHERE (event.event = 'open'::text)
        UNION ALL
         SELECT event.height,
            'channel_event'::text,
            event.id,
            'ChannelClaim'::text,
            'ChannelClaim(uint256,uint256,address,uint256,uint256,uint256,uint256)'::text,
            ARRAY[market.abi_encode('(uint256)'::text, jsonb_build_array(event.channel_id)), market.abi_encode('(address)'::text, jsonb_build_array((event.recipient)::text))] AS "array",
            market.abi_encode('(uint256,uint256,uint256,uint256,uint256)'::text, jsonb_build_array(event.nonce, event.amount, event.planned_amount, event.send_back_amount, event.value)) AS abi_encode
           FROM event
          WHERE (event.event = 'claim'::text)
        UNION ALL
         SELECT event.height,
            'channel_event'::text,
            event.id,
            'ChannelSenderClaim'::text,
            'ChannelSenderClaim(uint256,uint256,uint256)'::text,
            ARRAY[market.abi_encode('(uint256)'::text, jsonb_build_array(event.channel_id))] AS "array",
            market.abi_encode('(uint256,uint256)'::text, jsonb_build_array(event.nonce, event.amount)) AS abi_encode
           FROM event
          WHERE (event.event = 'timeout'::text)
        UNION ALL
         SELECT event.height,
            'channel_event'::text,
            event.id,
            'ChannelExtend'::text,
            'ChannelExtend(uint256,uint256)'::text,
            ARRAY[market.abi_encode('(uint256)'::text, jsonb_build_array(event.channel_id))] AS "array",
            market.abi_encode('(uint256)'::text, jsonb_build_array(event.expiration)) AS abi_encode
           FROM event
          WHERE (event.event = 'extend'::text)
        UNION ALL
         SELECT event.height,
            'channel_event'::text,
            event.id,
            'ChannelAddFunds'::text,
            'ChannelAddFunds(uint256,uint256)'::text,
            ARRAY[market.abi_encode('(uint256)'::text, jsonb_build_array(event.channel_id))] AS "array",
            market.abi_encode('(uint256)'::text, jsonb_build_array(event.amount)) AS abi_encode
           FROM event
          WHERE (event.event = 'add_funds'::text)
        UNION ALL
         SELECT j.height,
            'journal'::text,
            j.id,
            'DepositFunds'::text,
            'DepositFunds(address,uint256)'::text,
            ARRAY[market.abi_encode('(address)'::text, jsonb_build_array((j.credit)::text))] AS "array",
            market.abi_encode('(uint256)'::text, jsonb_build_array(j.amount)) AS abi_encode
           FROM market.journal j,
            market.params p_1
          WHERE ((j.reason = 'deposit'::text) AND (j.denom = p_1.channel_denom))
        UNION ALL
         SELECT j.height,
            'journal'::text,
            j.id,
            'WithdrawFunds'::text,
            'WithdrawFunds(address,uint256)'::text,
            ARRAY[market.abi_encode('(address)'::text, jsonb_build_array((j.debit)::text))] AS "array",
            market.abi_encode('(uint256)'::text, jsonb_build_array(j.amount)) AS abi_encode
           FROM market.journal j,
            market.params p_1
          WHERE ((j.reason = 'withdrawal'::text) AND (j.denom = p_1.channel_denom))
        UNION ALL
         SELECT j.height,
            'journal'::text,
            j.id,
            'TransferFunds'::text,
            'TransferFunds(address,address,uint256)'::text,
            ARRAY[market.abi_encode('(address)'::text, jsonb_build_array((j.debit)::text)), market.abi_encode('(address)'::text, jsonb_build_array((j.credit)::text))] AS "array",
            market.abi_encode('(uint256)'::text, jsonb_build_array(j.amount)) AS abi_encode
           FROM market.journal j,
            market.params p_1
          WHERE ((j.reason = 'transfer'::text) AND (j.denom = p_1.channel_denom))
        )
 SELECT log.height,
    log.source,
    log.id,
    log.name,
    p.escrow_address AS contract,
    (ARRAY[(market.keccak256(convert_to(log.signature, 'UTF8'::name)))::bytea] || log.indexed) AS topics,
    log.data
   FROM (log
     CROSS JOIN market.params p);

ALTER TABLE market.chain_log OWNER TO market_owner;

COMMENT ON VIEW market.chain_log IS 'channels and money in the token of channels, as logs of the escrow contract; movements of nothing are left out';

COMMENT ON COLUMN market.chain_log.height IS 'block';

COMMENT ON COLUMN market.chain_log.source IS 'channel_event or journal: what id numbers';

COMMENT ON COLUMN market.chain_log.id IS 'number of the event or movement';

COMMENT ON COLUMN market.chain_log.name IS 'name of the contract''s event';

COMMENT ON COLUMN market.chain_log.contract IS 'the market''s escrow address';

COMMENT ON COLUMN market.chain_log.topics IS 'hash of the event''s signature, and the indexed fields';

COMMENT ON COLUMN market.chain_log.data IS 'the other fields';

CREATE TABLE market.channel_alert (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    channel_id bigint NOT NULL,
    account market.address NOT NULL,
    kind text NOT NULL,
    unspent_amount numeric NOT NULL,
    expiration bigint NOT NULL,
    told boolean DEFAULT false NOT NULL
);

ALTER TABLE market.channel_alert OWNER TO market_owner;

COMMENT ON TABLE market.channel_alert IS 'alerts; LISTEN market_alert tells when there are new ones';

COMMENT ON COLUMN market.channel_alert.id IS 'number of the alert';

COMMENT ON COLUMN market.channel_alert.height IS 'block of the alert';

COMMENT ON COLUMN market.channel_alert.block_time IS 'time of that block';

COMMENT ON COLUMN market.channel_alert.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_alert.account IS 'who is told';

COMMENT ON COLUMN market.channel_alert.kind IS 'low_funds or near_expiry';

COMMENT ON COLUMN market.channel_alert.unspent_amount IS 'what was left for calls, in minor units';

COMMENT ON COLUMN market.channel_alert.expiration IS 'block of the channel''s expiration';

COMMENT ON COLUMN market.channel_alert.told IS 'have listeners been told?';

ALTER TABLE market.channel_alert ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.channel_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.channel_alert_rule (
    channel_id bigint NOT NULL,
    account market.address NOT NULL,
    low_funds numeric,
    expiry_blocks bigint,
    due bigint
);

ALTER TABLE market.channel_alert_rule OWNER TO market_owner;

COMMENT ON TABLE market.channel_alert_rule IS 'what the parties of channels want to be told';

COMMENT ON COLUMN market.channel_alert_rule.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_alert_rule.account IS 'who wants to know: sender, signer or recipient';

COMMENT ON COLUMN market.channel_alert_rule.low_funds IS 'when less than this is left for calls, in minor units; null: never';

COMMENT ON COLUMN market.channel_alert_rule.expiry_blocks IS 'so many blocks before the expiration; null: never';

COMMENT ON COLUMN market.channel_alert_rule.due IS 'block of the next alert before the expiration; null: told already, or not wanted';

ALTER TABLE market.channel_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.channel_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE market.channel_id_seq
    START WITH 0
    INCREMENT BY 1
    MINVALUE 0
    MAXVALUE 281474976710655
    CACHE 1;

ALTER TABLE market.channel_id_seq OWNER TO market_owner;

COMMENT ON SEQUENCE market.channel_id_seq IS 'ids of channels: 0, 1, 2, …';

CREATE TABLE market.channel_signer (
    channel_id bigint NOT NULL,
    signer market.address NOT NULL,
    budget numeric,
    period bigint,
    organization_id text,
    service_id text,
    spent numeric DEFAULT 0 NOT NULL,
    period_start bigint NOT NULL
);

ALTER TABLE market.channel_signer OWNER TO market_owner;

COMMENT ON TABLE market.channel_signer IS 'who may sign payments of a channel beside its signer and its sender, and up to how much';

COMMENT ON COLUMN market.channel_signer.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_signer.signer IS 'who may sign';

COMMENT ON COLUMN market.channel_signer.budget IS 'most that its payments take in a period, in minor units; null: no bound';

COMMENT ON COLUMN market.channel_signer.period IS 'blocks after which the budget is there again; null: never';

COMMENT ON COLUMN market.channel_signer.organization_id IS 'for services of this organization only; null: of any';

COMMENT ON COLUMN market.channel_signer.service_id IS 'for this service only; null: for any';

COMMENT ON COLUMN market.channel_signer.spent IS 'what its payments took in this period';

COMMENT ON COLUMN market.channel_signer.period_start IS 'block in which the period began';

CREATE VIEW market.channel_statistics WITH (security_invoker='true') AS
 SELECT c.id AS channel_id,
    c.sender,
    c.recipient,
    c.group_id,
    c.value,
    ((c.value)::numeric - c.pending_amount) AS full_amount,
    c.authorized_amount,
    (((c.value)::numeric - c.pending_amount) - c.authorized_amount) AS unspent_amount,
    c.pending_amount,
    c.payment_nonce,
    c.expiration,
    u.calls,
    u.failed_calls,
    u.charged,
    u.last_call
   FROM (market.channel c
     LEFT JOIN ( SELECT usage.channel_id,
            count(*) AS calls,
            count(*) FILTER (WHERE (usage.outcome = 'failed'::text)) AS failed_calls,
            sum(usage.price) AS charged,
            max(usage.block_time) AS last_call
           FROM market.usage
          WHERE (usage.channel_id IS NOT NULL)
          GROUP BY usage.channel_id) u ON ((u.channel_id = c.id)));

ALTER TABLE market.channel_statistics OWNER TO market_owner;

COMMENT ON VIEW market.channel_statistics IS 'channels with what is signed for, what is left, and the calls that were paid from them';

COMMENT ON COLUMN market.channel_statistics.channel_id IS 'the channel';

COMMENT ON COLUMN market.channel_statistics.sender IS 'who pays';

COMMENT ON COLUMN market.channel_statistics.recipient IS 'who is paid';

COMMENT ON COLUMN market.channel_statistics.group_id IS 'payment group of the recipient';

COMMENT ON COLUMN market.channel_statistics.value IS 'money on the channel, in minor units';

COMMENT ON COLUMN market.channel_statistics.full_amount IS 'what of it no pending claim takes';

COMMENT ON COLUMN market.channel_statistics.authorized_amount IS 'what of that is signed for';

COMMENT ON COLUMN market.channel_statistics.unspent_amount IS 'what is left for calls';

COMMENT ON COLUMN market.channel_statistics.pending_amount IS 'sum of the pending claims';

COMMENT ON COLUMN market.channel_statistics.payment_nonce IS 'nonce of the next payment';

COMMENT ON COLUMN market.channel_statistics.expiration IS 'block from which the sender may take the money back';

COMMENT ON COLUMN market.channel_statistics.calls IS 'recorded calls; null: none';

COMMENT ON COLUMN market.channel_statistics.failed_calls IS 'recorded calls that failed';

COMMENT ON COLUMN market.channel_statistics.charged IS 'sum of the prices of the recorded calls';

COMMENT ON COLUMN market.channel_statistics.last_call IS 'block time of the last recorded call';

CREATE SEQUENCE market.context_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    MAXVALUE 281474976710655
    CACHE 1;

ALTER TABLE market.context_id_seq OWNER TO market_owner;

COMMENT ON SEQUENCE market.context_id_seq IS 'ids of request contexts: 1, 2, 3, …';

CREATE TABLE market.dispute (
    id bigint NOT NULL,
    usage_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    payer market.address NOT NULL,
    amount numeric NOT NULL,
    evidence jsonb,
    answer jsonb,
    state text DEFAULT 'open'::text NOT NULL,
    note text,
    opened_height bigint NOT NULL,
    opened_time timestamp with time zone NOT NULL,
    closed_height bigint,
    closed_time timestamp with time zone,
    closed_by market.address,
    CONSTRAINT dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'withdrawn'::text, 'accepted'::text, 'upheld'::text, 'rejected'::text])))
);

ALTER TABLE market.dispute OWNER TO market_owner;

COMMENT ON TABLE market.dispute IS 'calls that clients complain of, and what became of it';

COMMENT ON COLUMN market.dispute.id IS 'number of the dispute';

COMMENT ON COLUMN market.dispute.usage_id IS 'the call';

COMMENT ON COLUMN market.dispute.channel_id IS 'the channel that paid it';

COMMENT ON COLUMN market.dispute.organization_id IS 'the organization';

COMMENT ON COLUMN market.dispute.service_id IS 'the service';

COMMENT ON COLUMN market.dispute.payer IS 'who complains';

COMMENT ON COLUMN market.dispute.amount IS 'what is wanted back, in minor units';

COMMENT ON COLUMN market.dispute.evidence IS 'what the client says';

COMMENT ON COLUMN market.dispute.answer IS 'what the provider says';

COMMENT ON COLUMN market.dispute.state IS 'open, answered; closed: withdrawn by the client, accepted by the provider, upheld or rejected by an operator';

COMMENT ON COLUMN market.dispute.note IS 'what was said when it was closed';

COMMENT ON COLUMN market.dispute.opened_height IS 'block in which it was opened';

COMMENT ON COLUMN market.dispute.opened_time IS 'time of that block';

COMMENT ON COLUMN market.dispute.closed_height IS 'block in which it was closed';

COMMENT ON COLUMN market.dispute.closed_time IS 'time of that block';

COMMENT ON COLUMN market.dispute.closed_by IS 'who closed it; null: an operator';

ALTER TABLE market.dispute ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.dispute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.engine (
    singleton boolean DEFAULT true NOT NULL,
    expired_through bigint DEFAULT 0 NOT NULL,
    started_through bigint DEFAULT 0 NOT NULL,
    settled_through bigint DEFAULT 0 NOT NULL,
    announced_through bigint DEFAULT 0 NOT NULL,
    CONSTRAINT engine_singleton_check CHECK (singleton)
)
WITH (fillfactor='10');

ALTER TABLE market.engine OWNER TO market_owner;

COMMENT ON TABLE market.engine IS 'how far the work of blocks is done, in one row';

COMMENT ON COLUMN market.engine.singleton IS 'always true: there is one row';

COMMENT ON COLUMN market.engine.expired_through IS 'no batch is open that was due to expire up to this block';

COMMENT ON COLUMN market.engine.started_through IS 'no new batch is missing that was due up to this block';

COMMENT ON COLUMN market.engine.settled_through IS 'all answers up to this block are settled';

COMMENT ON COLUMN market.engine.announced_through IS 'all requests up to this id are announced';

CREATE TABLE market.engine_mark (
    height bigint NOT NULL,
    horizon xid8 NOT NULL,
    last_request bigint NOT NULL,
    announced bigint[]
);
ALTER TABLE ONLY market.engine_mark ALTER COLUMN announced SET STORAGE EXTERNAL;

ALTER TABLE market.engine_mark OWNER TO market_owner;

COMMENT ON TABLE market.engine_mark IS 'heights that transactions may still be working in';

COMMENT ON COLUMN market.engine_mark.height IS 'a block that has ended';

COMMENT ON COLUMN market.engine_mark.horizon IS 'transactions that read the height of this block or an earlier one come before';

COMMENT ON COLUMN market.engine_mark.last_request IS 'no request of this block or an earlier one has a higher id';

COMMENT ON COLUMN market.engine_mark.announced IS 'requests that were announced at the end of the block after';

CREATE VIEW market.expiring_channel WITH (security_invoker='true') AS
 SELECT c.id AS channel_id,
    c.sender,
    c.recipient,
    c.denom,
    c.value,
    (c.authorized_amount + c.pending_amount) AS unclaimed_amount,
    (((c.value)::numeric - c.authorized_amount) - c.pending_amount) AS unspent_amount,
    c.expiration,
    (c.expiration - k.height) AS blocks_left
   FROM (market.channel c
     CROSS JOIN market.clock k)
  WHERE ((c.value)::numeric > (0)::numeric);

ALTER TABLE market.expiring_channel OWNER TO market_owner;

COMMENT ON VIEW market.expiring_channel IS 'channels that hold money, with the blocks until their senders may take it back';

COMMENT ON COLUMN market.expiring_channel.channel_id IS 'the channel';

COMMENT ON COLUMN market.expiring_channel.sender IS 'who may take the money back then';

COMMENT ON COLUMN market.expiring_channel.recipient IS 'who may claim';

COMMENT ON COLUMN market.expiring_channel.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.expiring_channel.value IS 'money on the channel';

COMMENT ON COLUMN market.expiring_channel.unclaimed_amount IS 'part of it that is signed for or pending';

COMMENT ON COLUMN market.expiring_channel.unspent_amount IS 'the rest';

COMMENT ON COLUMN market.expiring_channel.expiration IS 'block of the expiration';

COMMENT ON COLUMN market.expiring_channel.blocks_left IS 'blocks until then; not above 0: the sender may take it back';

CREATE TABLE market.former_price (
    id bigint NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    fixed_price numeric,
    method_prices jsonb,
    valid_until bigint NOT NULL
);

ALTER TABLE market.former_price OWNER TO market_owner;

COMMENT ON TABLE market.former_price IS 'prices that were listed before a change and are accepted for some blocks';

COMMENT ON COLUMN market.former_price.id IS 'order of the changes';

COMMENT ON COLUMN market.former_price.organization_id IS 'the organization';

COMMENT ON COLUMN market.former_price.service_id IS 'the service';

COMMENT ON COLUMN market.former_price.group_id IS 'the group';

COMMENT ON COLUMN market.former_price.fixed_price IS 'price of every method, in minor units; null: see method_prices';

COMMENT ON COLUMN market.former_price.method_prices IS 'price by full method name, in minor units; null: see fixed_price';

COMMENT ON COLUMN market.former_price.valid_until IS 'last block in which they are accepted';

ALTER TABLE market.former_price ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.former_price_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.free_call (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    client market.address NOT NULL,
    user_id text NOT NULL,
    made bigint NOT NULL,
    since bigint NOT NULL,
    CONSTRAINT free_call_made_check CHECK ((made >= 0))
)
WITH (fillfactor='50');

ALTER TABLE market.free_call OWNER TO market_owner;

COMMENT ON TABLE market.free_call IS 'how many free calls clients have made';

COMMENT ON COLUMN market.free_call.organization_id IS 'the organization';

COMMENT ON COLUMN market.free_call.service_id IS 'the service';

COMMENT ON COLUMN market.free_call.group_id IS 'the group';

COMMENT ON COLUMN market.free_call.client IS 'who signed the calls';

COMMENT ON COLUMN market.free_call.user_id IS 'for whom, when the client is trusted; empty: for itself';

COMMENT ON COLUMN market.free_call.made IS 'calls that succeeded in the current period';

COMMENT ON COLUMN market.free_call.since IS 'block in which the current period began';

CREATE TABLE market.free_call_allowance (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    client market.address NOT NULL,
    calls bigint NOT NULL,
    CONSTRAINT free_call_allowance_calls_check CHECK (((calls = '-1'::integer) OR (calls > 0)))
);

ALTER TABLE market.free_call_allowance OWNER TO market_owner;

COMMENT ON TABLE market.free_call_allowance IS 'clients who have another number of free calls than the service''s document says';

COMMENT ON COLUMN market.free_call_allowance.organization_id IS 'the organization';

COMMENT ON COLUMN market.free_call_allowance.service_id IS 'the service';

COMMENT ON COLUMN market.free_call_allowance.client IS 'the client';

COMMENT ON COLUMN market.free_call_allowance.calls IS 'its free calls, for each user id; -1: any number';

CREATE TABLE market.history_seal (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    journal_id bigint NOT NULL,
    channel_event_id bigint NOT NULL,
    registry_event_id bigint NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE market.history_seal OWNER TO market_owner;

COMMENT ON TABLE market.history_seal IS 'hashes of the history, each over the one before and the rows since; rows are added, never changed';

COMMENT ON COLUMN market.history_seal.id IS '1, 2, 3, …';

COMMENT ON COLUMN market.history_seal.height IS 'block of the seal';

COMMENT ON COLUMN market.history_seal.block_time IS 'time of that block';

COMMENT ON COLUMN market.history_seal.journal_id IS 'last row of market.journal that it covers';

COMMENT ON COLUMN market.history_seal.channel_event_id IS 'last row of market.channel_event that it covers';

COMMENT ON COLUMN market.history_seal.registry_event_id IS 'last row of market.registry_event that it covers';

COMMENT ON COLUMN market.history_seal.hash IS 'SHA-256 over the hash before and those of the three tables'' rows';

ALTER TABLE market.journal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.migration (
    name text NOT NULL,
    installed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE market.migration OWNER TO market_owner;

COMMENT ON TABLE market.migration IS 'which parts of the tables this database has';

COMMENT ON COLUMN market.migration.name IS 'the part';

COMMENT ON COLUMN market.migration.installed_at IS 'when it was made';

CREATE TABLE market.module (
    name text NOT NULL,
    registrant regrole NOT NULL,
    response_callback text,
    state_callback text
);

ALTER TABLE market.module OWNER TO market_owner;

COMMENT ON TABLE market.module IS 'modules: owners of request contexts that are called back';

COMMENT ON COLUMN market.module.name IS 'name of the module';

COMMENT ON COLUMN market.module.registrant IS 'role that registered it: callbacks run as this role, and it controls the module''s contexts';

COMMENT ON COLUMN market.module.response_callback IS 'function that is called when a batch is complete; null: none';

COMMENT ON COLUMN market.module.state_callback IS 'function that is called when the market pauses a context; null: none';

CREATE TABLE market.module_service (
    module_name text NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    handler text NOT NULL,
    registrant regrole NOT NULL
);

ALTER TABLE market.module_service OWNER TO market_owner;

COMMENT ON TABLE market.module_service IS 'services that functions in the database answer at once';

COMMENT ON COLUMN market.module_service.module_name IS 'the module; "oracle" gives exchange rates';

COMMENT ON COLUMN market.module_service.service_name IS 'the service, which nobody else can bind';

COMMENT ON COLUMN market.module_service.provider IS 'the provider in whose name it answers';

COMMENT ON COLUMN market.module_service.handler IS 'the function that answers';

COMMENT ON COLUMN market.module_service.registrant IS 'role that registered it; the handler runs as this role';

CREATE VIEW market.organization_contact WITH (security_invoker='true') AS
 SELECT o.id AS organization_id,
    c."position",
    (c.value ->> 'contact_type'::text) AS contact_type,
    COALESCE((c.value ->> 'email'::text), (c.value ->> 'email_id'::text)) AS email,
    (c.value ->> 'phone'::text) AS phone
   FROM (market.organization o
     CROSS JOIN LATERAL jsonb_array_elements((o.metadata -> 'contacts'::text)) WITH ORDINALITY c(value, "position"));

ALTER TABLE market.organization_contact OWNER TO market_owner;

COMMENT ON VIEW market.organization_contact IS 'whom to ask';

COMMENT ON COLUMN market.organization_contact.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_contact."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.organization_contact.contact_type IS 'general or support';

COMMENT ON COLUMN market.organization_contact.email IS 'address';

COMMENT ON COLUMN market.organization_contact.phone IS 'number';

CREATE VIEW market.organization_document WITH (security_invoker='true') AS
 SELECT o.id AS organization_id,
    (o.metadata ->> 'org_name'::text) AS org_name,
    (o.metadata ->> 'org_type'::text) AS org_type,
    (o.metadata #>> '{description,description}'::text[]) AS description,
    (o.metadata #>> '{description,short_description}'::text[]) AS short_description,
    (o.metadata #>> '{description,url}'::text[]) AS url,
    (o.metadata #>> '{assets,hero_image}'::text[]) AS hero_image
   FROM market.organization o;

ALTER TABLE market.organization_document OWNER TO market_owner;

COMMENT ON VIEW market.organization_document IS 'what the documents of organizations say, but for lists';

COMMENT ON COLUMN market.organization_document.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_document.org_name IS 'name';

COMMENT ON COLUMN market.organization_document.org_type IS 'organization or individual';

COMMENT ON COLUMN market.organization_document.description IS 'description';

COMMENT ON COLUMN market.organization_document.short_description IS 'at most 160 characters';

COMMENT ON COLUMN market.organization_document.url IS 'home page';

COMMENT ON COLUMN market.organization_document.hero_image IS 'picture';

CREATE VIEW market.organization_group_document WITH (security_invoker='true') AS
 SELECT g.organization_id,
    g.group_name,
    g.group_id,
    g.payment_address,
    g.payment_expiration_threshold,
    (d.value #>> '{payment,payment_channel_storage_type}'::text[]) AS payment_channel_storage_type,
    (d.value #>> '{payment,payment_channel_storage_client,connection_timeout}'::text[]) AS connection_timeout,
    (d.value #>> '{payment,payment_channel_storage_client,request_timeout}'::text[]) AS request_timeout,
    ARRAY( SELECT jsonb_array_elements_text((d.value #> '{payment,payment_channel_storage_client,endpoints}'::text[])) AS jsonb_array_elements_text) AS endpoints,
    ARRAY( SELECT jsonb_array_elements_text((d.value -> 'license_server_endpoints'::text)) AS jsonb_array_elements_text) AS license_server_endpoints
   FROM ((market.organization_group g
     JOIN market.organization o ON ((o.id = g.organization_id)))
     JOIN LATERAL jsonb_array_elements((o.metadata -> 'groups'::text)) d(value) ON (((d.value ->> 'group_name'::text) = g.group_name)));

ALTER TABLE market.organization_group_document OWNER TO market_owner;

COMMENT ON VIEW market.organization_group_document IS 'payment groups with all that the documents say of them';

COMMENT ON COLUMN market.organization_group_document.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_group_document.group_name IS 'the group';

COMMENT ON COLUMN market.organization_group_document.group_id IS 'id that channels carry';

COMMENT ON COLUMN market.organization_group_document.payment_address IS 'recipient of the groups channels';

COMMENT ON COLUMN market.organization_group_document.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';

COMMENT ON COLUMN market.organization_group_document.payment_channel_storage_type IS 'where the originals daemon kept channels';

COMMENT ON COLUMN market.organization_group_document.connection_timeout IS 'of that storage';

COMMENT ON COLUMN market.organization_group_document.request_timeout IS 'of that storage';

COMMENT ON COLUMN market.organization_group_document.endpoints IS 'of that storage';

COMMENT ON COLUMN market.organization_group_document.license_server_endpoints IS 'of licences';

ALTER TABLE market.organization ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.organization_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE market.organization_service ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.organization_service_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW market.organization_version WITH (security_invoker='true') AS
 SELECT e.organization_id,
    e.registration,
    row_number() OVER (PARTITION BY e.organization_id, e.registration ORDER BY e.id) AS version,
    e.metadata,
    e.hash,
    e.height,
    e.block_time,
    e.account
   FROM ( SELECT e_1.id,
            e_1.height,
            e_1.block_time,
            e_1.event,
            e_1.organization_id,
            e_1.item_id,
            e_1.account,
            e_1.metadata,
            e_1.hash,
            e_1.detail,
            count(*) FILTER (WHERE (e_1.event = 'organization_created'::text)) OVER (PARTITION BY e_1.organization_id ORDER BY e_1.id) AS registration
           FROM market.registry_event e_1
          WHERE (e_1.event = ANY (ARRAY['organization_created'::text, 'organization_modified'::text]))) e
  WHERE (e.metadata IS NOT NULL);

ALTER TABLE market.organization_version OWNER TO market_owner;

COMMENT ON VIEW market.organization_version IS 'every version of the document of organizations';

COMMENT ON COLUMN market.organization_version.organization_id IS 'the organization';

COMMENT ON COLUMN market.organization_version.registration IS 'how many times the id has been taken, this time included';

COMMENT ON COLUMN market.organization_version.version IS 'number of the version since then, from 1';

COMMENT ON COLUMN market.organization_version.metadata IS 'the document';

COMMENT ON COLUMN market.organization_version.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';

COMMENT ON COLUMN market.organization_version.height IS 'block from which it counts';

COMMENT ON COLUMN market.organization_version.block_time IS 'time of that block';

COMMENT ON COLUMN market.organization_version.account IS 'who published it';

ALTER TABLE market.payment_refund ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.payment_refund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.payment_split (
    recipient market.address NOT NULL,
    beneficiary market.address NOT NULL,
    share integer NOT NULL,
    CONSTRAINT payment_split_share_check CHECK (((share >= 1) AND (share <= 10000)))
);

ALTER TABLE market.payment_split OWNER TO market_owner;

COMMENT ON TABLE market.payment_split IS 'shares of what a recipient claims that go to others';

COMMENT ON COLUMN market.payment_split.recipient IS 'of the channels';

COMMENT ON COLUMN market.payment_split.beneficiary IS 'who gets a share';

COMMENT ON COLUMN market.payment_split.share IS 'in ten thousandths of each claim, rounded down';

CREATE VIEW market.pending_request WITH (security_invoker='true') AS
 SELECT r.id,
    r.service_name,
    r.provider,
    r.consumer,
    t.input,
    r.fee,
    r.denom,
    r.context_id,
    r.batch_counter,
    r.request_index,
    r.request_height,
    r.expiration_height
   FROM (market.request_open r
     JOIN market.context_terms t ON ((t.id = r.context_id)))
  WHERE (r.state = 'pending'::market.request_state)
  ORDER BY r.expiration_height, r.id;

ALTER TABLE market.pending_request OWNER TO market_owner;

COMMENT ON VIEW market.pending_request IS 'the work of providers, with its input, in the order in which it expires';

COMMENT ON COLUMN market.pending_request.id IS 'id of the request';

COMMENT ON COLUMN market.pending_request.service_name IS 'the service';

COMMENT ON COLUMN market.pending_request.provider IS 'who has to answer';

COMMENT ON COLUMN market.pending_request.consumer IS 'who paid';

COMMENT ON COLUMN market.pending_request.input IS 'what the provider is given';

COMMENT ON COLUMN market.pending_request.fee IS 'what was paid, in minor units';

COMMENT ON COLUMN market.pending_request.denom IS 'minor unit of the fee';

COMMENT ON COLUMN market.pending_request.context_id IS 'the context';

COMMENT ON COLUMN market.pending_request.batch_counter IS 'its batch';

COMMENT ON COLUMN market.pending_request.request_index IS 'place within the batch, from 0';

COMMENT ON COLUMN market.pending_request.request_height IS 'block in which it was made';

COMMENT ON COLUMN market.pending_request.expiration_height IS 'last block in which it can be answered';

ALTER TABLE market.pool_share ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.pool_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.prepaid_secret (
    organization_id text NOT NULL,
    secret bytea NOT NULL
);

ALTER TABLE market.prepaid_secret OWNER TO market_owner;

COMMENT ON TABLE market.prepaid_secret IS 'secrets that sign prepaid tokens; nobody but the owner of the tables may read them';

COMMENT ON COLUMN market.prepaid_secret.organization_id IS 'the organization';

COMMENT ON COLUMN market.prepaid_secret.secret IS 'at least 32 bytes';

CREATE TABLE market.quote (
    id bigint NOT NULL,
    payer market.address NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    method text,
    request_hash bytea,
    price numeric NOT NULL,
    height bigint NOT NULL,
    valid_until bigint NOT NULL
);

ALTER TABLE market.quote OWNER TO market_owner;

COMMENT ON TABLE market.quote IS 'prices that hold for some blocks and that a payment may name';

COMMENT ON COLUMN market.quote.id IS 'what a payment names';

COMMENT ON COLUMN market.quote.payer IS 'who asked: sender or signer of the channel that pays';

COMMENT ON COLUMN market.quote.organization_id IS 'the organization';

COMMENT ON COLUMN market.quote.service_id IS 'the service';

COMMENT ON COLUMN market.quote.group_id IS 'the group that is paid';

COMMENT ON COLUMN market.quote.method IS 'full name of the method; null: the call names none';

COMMENT ON COLUMN market.quote.request_hash IS 'SHA-256 of the request as jsonb prints it; null: the price does not depend on it';

COMMENT ON COLUMN market.quote.price IS 'price of one call, in minor units';

COMMENT ON COLUMN market.quote.height IS 'block of the quote';

COMMENT ON COLUMN market.quote.valid_until IS 'last block in which the price holds';

ALTER TABLE market.quote ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.quote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE market.rate_bucket (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    client market.address NOT NULL,
    credit bigint NOT NULL,
    height bigint NOT NULL,
    CONSTRAINT rate_bucket_credit_check CHECK ((credit >= 0))
)
WITH (fillfactor='50');

ALTER TABLE market.rate_bucket OWNER TO market_owner;

COMMENT ON TABLE market.rate_bucket IS 'token buckets of services that limit their calls';

COMMENT ON COLUMN market.rate_bucket.organization_id IS 'the organization';

COMMENT ON COLUMN market.rate_bucket.service_id IS 'the service';

COMMENT ON COLUMN market.rate_bucket.client IS 'whose calls are counted; the zero address: everybody''s';

COMMENT ON COLUMN market.rate_bucket.credit IS 'what was left, in calls times rate_limit_blocks';

COMMENT ON COLUMN market.rate_bucket.height IS 'block in which it was left';

ALTER TABLE market.registry_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.registry_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW market.report_context_funds AS
SELECT
    NULL::bigint AS context_id,
    NULL::market.address AS consumer,
    NULL::text AS service_name,
    NULL::text AS denom,
    NULL::bigint AS next_height,
    NULL::bigint AS batches_left,
    NULL::numeric AS batch_cost,
    NULL::numeric AS round_cost,
    NULL::numeric AS balance,
    NULL::numeric AS rounds_affordable,
    NULL::numeric AS dry_height;

ALTER TABLE market.report_context_funds OWNER TO market_owner;

COMMENT ON VIEW market.report_context_funds IS 'contexts that will run out of money, if prices stay and the consumer pays nothing else';

COMMENT ON COLUMN market.report_context_funds.context_id IS 'the context';

COMMENT ON COLUMN market.report_context_funds.consumer IS 'who pays';

COMMENT ON COLUMN market.report_context_funds.service_name IS 'the service';

COMMENT ON COLUMN market.report_context_funds.denom IS 'minor unit of the token that runs out';

COMMENT ON COLUMN market.report_context_funds.next_height IS 'block at whose end the next batch is due';

COMMENT ON COLUMN market.report_context_funds.batches_left IS 'batches that are to come; null: without end';

COMMENT ON COLUMN market.report_context_funds.batch_cost IS 'what a batch costs at the prices of now, in minor units; prices in another token count whatever the fee cap';

COMMENT ON COLUMN market.report_context_funds.round_cost IS 'what one batch of each context of the consumer costs';

COMMENT ON COLUMN market.report_context_funds.balance IS 'spendable money of the consumer, in minor units';

COMMENT ON COLUMN market.report_context_funds.rounds_affordable IS 'how many such rounds it pays';

COMMENT ON COLUMN market.report_context_funds.dry_height IS 'block of the first batch that will not be paid, when all contexts of the consumer keep pace';

CREATE VIEW market.report_earnings WITH (security_invoker='true') AS
 SELECT e.day,
    o.owner,
    e.provider,
    e.service_name,
    e.denom,
    e.answers,
    e.fees,
    e.tax,
    (e.fees - e.tax) AS earned
   FROM (( SELECT c.days[GREATEST(width_bucket(r.ended_height, c.heights), 1)] AS day,
            r.provider,
            r.service_name,
            r.denom,
            count(*) AS answers,
            sum(r.fee) AS fees,
            sum(r.tax) AS tax
           FROM (market.request r
             CROSS JOIN ( SELECT array_agg(block_day.day ORDER BY block_day.first_height) AS days,
                    array_agg(block_day.first_height ORDER BY block_day.first_height) AS heights
                   FROM market.block_day) c)
          WHERE (r.state = 'answered'::market.request_state)
          GROUP BY c.days[GREATEST(width_bucket(r.ended_height, c.heights), 1)], r.provider, r.service_name, r.denom) e
     JOIN market.provider_owner o ON ((o.provider OPERATOR(market.=) e.provider)));

ALTER TABLE market.report_earnings OWNER TO market_owner;

COMMENT ON VIEW market.report_earnings IS 'what was earned, by day, owner, provider, service and token; of the requests that are kept';

COMMENT ON COLUMN market.report_earnings.day IS 'day of the answers, in UTC';

COMMENT ON COLUMN market.report_earnings.owner IS 'who may withdraw it';

COMMENT ON COLUMN market.report_earnings.provider IS 'who answered';

COMMENT ON COLUMN market.report_earnings.service_name IS 'the service';

COMMENT ON COLUMN market.report_earnings.denom IS 'minor unit of the fees';

COMMENT ON COLUMN market.report_earnings.answers IS 'number of answers, with any result';

COMMENT ON COLUMN market.report_earnings.fees IS 'what consumers paid for them, in minor units';

COMMENT ON COLUMN market.report_earnings.tax IS 'of that, what went to the community';

COMMENT ON COLUMN market.report_earnings.earned IS 'the rest';

CREATE VIEW market.report_pool WITH (security_invoker='true') AS
 SELECT p.pool,
    market.system_account(p.pool) AS account,
    s.denom,
    s.kind,
    sum(s.amount) AS amount
   FROM (market.balance_sheet s
     JOIN ( VALUES ('deposit'::text,'service_deposit_account'::text), ('escrow'::text,'service_request_account'::text), ('earned'::text,'service_request_account'::text), ('slashed'::text,'service_fee_collector'::text), ('tax'::text,'community_pool'::text)) p(kind, pool) ON ((p.kind = s.kind)))
  GROUP BY p.pool, s.denom, s.kind;

ALTER TABLE market.report_pool OWNER TO market_owner;

COMMENT ON VIEW market.report_pool IS 'money by pool: what the accounts of the original would hold';

COMMENT ON COLUMN market.report_pool.pool IS 'name of the system account';

COMMENT ON COLUMN market.report_pool.account IS 'its address';

COMMENT ON COLUMN market.report_pool.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.report_pool.kind IS 'what the money is: deposit, escrow, earned, slashed, tax';

COMMENT ON COLUMN market.report_pool.amount IS 'minor units';

CREATE VIEW market.report_service_level WITH (security_invoker='true') AS
 SELECT b.service_name,
    b.provider,
    b.owner,
    b.available,
    b.qos AS promised_blocks,
    COALESCE(r.served, (0)::bigint) AS served,
    COALESCE(r.missed, (0)::bigint) AS missed,
    COALESCE(r.pending, (0)::bigint) AS pending,
    COALESCE(r.within_promise, (0)::bigint) AS within_promise,
    round(((r.served)::numeric / (NULLIF((r.served + r.missed), 0))::numeric), 4) AS served_share,
    r.fastest_blocks,
    round(r.average_blocks, 2) AS average_blocks,
    r.slowest_blocks,
    COALESCE(r.slashed, (0)::numeric) AS slashed
   FROM (market.service_binding b
     LEFT JOIN ( SELECT q.service_name,
            q.provider,
            count(*) FILTER (WHERE (q.state = 'answered'::market.request_state)) AS served,
            count(*) FILTER (WHERE (q.state = 'expired'::market.request_state)) AS missed,
            count(*) FILTER (WHERE (q.state = 'pending'::market.request_state)) AS pending,
            count(*) FILTER (WHERE ((q.state = 'answered'::market.request_state) AND ((q.ended_height - q.request_height) <= p.qos))) AS within_promise,
            min((q.ended_height - q.request_height)) FILTER (WHERE (q.state = 'answered'::market.request_state)) AS fastest_blocks,
            avg((q.ended_height - q.request_height)) FILTER (WHERE (q.state = 'answered'::market.request_state)) AS average_blocks,
            max((q.ended_height - q.request_height)) FILTER (WHERE (q.state = 'answered'::market.request_state)) AS slowest_blocks,
            sum(q.slashed) AS slashed
           FROM (market.request q
             JOIN market.service_binding p ON (((p.service_name = q.service_name) AND (p.provider OPERATOR(market.=) q.provider))))
          GROUP BY q.service_name, q.provider) r ON (((r.service_name = b.service_name) AND (r.provider OPERATOR(market.=) b.provider))));

ALTER TABLE market.report_service_level OWNER TO market_owner;

COMMENT ON VIEW market.report_service_level IS 'how bindings keep their promise; of the requests that are kept';

COMMENT ON COLUMN market.report_service_level.service_name IS 'the service';

COMMENT ON COLUMN market.report_service_level.provider IS 'the provider';

COMMENT ON COLUMN market.report_service_level.owner IS 'who owns the binding';

COMMENT ON COLUMN market.report_service_level.available IS 'does it take new requests?';

COMMENT ON COLUMN market.report_service_level.promised_blocks IS 'within how many blocks it promises to answer';

COMMENT ON COLUMN market.report_service_level.served IS 'requests that were answered';

COMMENT ON COLUMN market.report_service_level.missed IS 'requests that expired';

COMMENT ON COLUMN market.report_service_level.pending IS 'requests that wait for an answer';

COMMENT ON COLUMN market.report_service_level.within_promise IS 'requests that were answered within the promise of now';

COMMENT ON COLUMN market.report_service_level.served_share IS 'part of the requests that have ended which was answered, 0 to 1';

COMMENT ON COLUMN market.report_service_level.fastest_blocks IS 'least number of blocks to an answer';

COMMENT ON COLUMN market.report_service_level.average_blocks IS 'average number of blocks to an answer';

COMMENT ON COLUMN market.report_service_level.slowest_blocks IS 'greatest number of blocks to an answer';

COMMENT ON COLUMN market.report_service_level.slashed IS 'what missed requests have cost its deposit, in minor units of the base denom';

CREATE VIEW market.report_spending WITH (security_invoker='true') AS
 SELECT request.consumer,
    request.service_name,
    request.denom,
    count(*) AS requests,
    count(*) FILTER (WHERE (request.state = 'answered'::market.request_state)) AS answered,
    count(*) FILTER (WHERE (request.state = 'expired'::market.request_state)) AS expired,
    COALESCE(sum(request.fee) FILTER (WHERE (request.state = 'answered'::market.request_state)), (0)::numeric) AS spent,
    COALESCE(sum(request.fee) FILTER (WHERE (request.state = 'expired'::market.request_state)), (0)::numeric) AS given_back,
    COALESCE(sum(request.fee) FILTER (WHERE (request.state = 'pending'::market.request_state)), (0)::numeric) AS in_escrow
   FROM market.request
  GROUP BY request.consumer, request.service_name, request.denom;

ALTER TABLE market.report_spending OWNER TO market_owner;

COMMENT ON VIEW market.report_spending IS 'what consumers spend, by service and token; of the requests that are kept';

COMMENT ON COLUMN market.report_spending.consumer IS 'who pays';

COMMENT ON COLUMN market.report_spending.service_name IS 'the service';

COMMENT ON COLUMN market.report_spending.denom IS 'minor unit of the fees';

COMMENT ON COLUMN market.report_spending.requests IS 'number of requests';

COMMENT ON COLUMN market.report_spending.answered IS 'of these, how many were answered';

COMMENT ON COLUMN market.report_spending.expired IS 'of these, how many expired';

COMMENT ON COLUMN market.report_spending.spent IS 'fees of the answered ones, in minor units';

COMMENT ON COLUMN market.report_spending.given_back IS 'fees of the expired ones';

COMMENT ON COLUMN market.report_spending.in_escrow IS 'fees of those that wait for an answer';

CREATE VIEW market.request_context WITH (security_invoker='true') AS
 SELECT t.id,
    t.service_name,
    t.providers,
    t.consumer,
    t.input,
    t.service_fee_cap,
    p.timeout,
    p.repeated,
    p.repeated_frequency,
    p.repeated_total,
    p.batch_counter,
    p.batch_request_count,
    p.batch_response_count,
    p.batch_response_threshold,
    p.response_threshold,
    p.batch_state,
    p.state,
    t.module_name,
    t.created_height,
    p.start_height,
    p.expiry_height,
    p.ended_height,
    p.pause_cause
   FROM (market.context_terms t
     JOIN market.context_progress p ON ((p.context_id = t.id)));

ALTER TABLE market.request_context OWNER TO market_owner;

COMMENT ON VIEW market.request_context IS 'what consumers asked for, and where it stands';

COMMENT ON COLUMN market.request_context.id IS 'id of the context; the upper 16 bits name the node that made it';

COMMENT ON COLUMN market.request_context.service_name IS 'the service';

COMMENT ON COLUMN market.request_context.providers IS 'who may be asked, in the order of the requests of a batch';

COMMENT ON COLUMN market.request_context.consumer IS 'who pays';

COMMENT ON COLUMN market.request_context.input IS 'what the providers are given';

COMMENT ON COLUMN market.request_context.service_fee_cap IS 'highest price of one request, in the base denom';

COMMENT ON COLUMN market.request_context.timeout IS 'blocks that a provider has for its answer';

COMMENT ON COLUMN market.request_context.repeated IS 'is there more than one batch?';

COMMENT ON COLUMN market.request_context.repeated_frequency IS 'blocks from one batch to the next';

COMMENT ON COLUMN market.request_context.repeated_total IS 'number of batches; -1: without end';

COMMENT ON COLUMN market.request_context.batch_counter IS 'number of the current batch; 0: there was none';

COMMENT ON COLUMN market.request_context.batch_request_count IS 'requests of the current batch';

COMMENT ON COLUMN market.request_context.batch_response_count IS 'how many of them are answered';

COMMENT ON COLUMN market.request_context.batch_response_threshold IS 'outputs that a module needs of this batch';

COMMENT ON COLUMN market.request_context.response_threshold IS 'outputs that a module needs of the next batch; 0 without a module';

COMMENT ON COLUMN market.request_context.batch_state IS 'running until all requests of the batch have ended';

COMMENT ON COLUMN market.request_context.state IS 'running, paused or completed';

COMMENT ON COLUMN market.request_context.module_name IS 'module that owns the context; null: the consumer does';

COMMENT ON COLUMN market.request_context.created_height IS 'block in which it was created';

COMMENT ON COLUMN market.request_context.start_height IS 'block at whose end the next batch is due; null: none is';

COMMENT ON COLUMN market.request_context.expiry_height IS 'block at whose end the current batch expires; null: it has';

COMMENT ON COLUMN market.request_context.ended_height IS 'block in which the context ended; null: it has not';

COMMENT ON COLUMN market.request_context.pause_cause IS 'why the market paused it; null: its owner did';

CREATE SEQUENCE market.request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    MAXVALUE 281474976710655
    CACHE 1;

ALTER TABLE market.request_id_seq OWNER TO market_owner;

COMMENT ON SEQUENCE market.request_id_seq IS 'ids of requests: 1, 2, 3, …';

CREATE VIEW market.request_volume WITH (security_invoker='true') AS
 SELECT answer.consumer,
    answer.service_name,
    answer.provider,
    (sum(answer.volume))::bigint AS volume
   FROM ( SELECT answered_volume.consumer,
            answered_volume.service_name,
            answered_volume.provider,
            answered_volume.volume
           FROM market.answered_volume
        UNION ALL
         SELECT request_open.consumer,
            request_open.service_name,
            request_open.provider,
            1
           FROM market.request_open
          WHERE (request_open.state = 'answered'::market.request_state)) answer
  GROUP BY answer.consumer, answer.service_name, answer.provider;

ALTER TABLE market.request_volume OWNER TO market_owner;

COMMENT ON VIEW market.request_volume IS 'how many requests of a consumer a provider has answered, for discounts by volume';

COMMENT ON COLUMN market.request_volume.consumer IS 'who asked';

COMMENT ON COLUMN market.request_volume.service_name IS 'the service';

COMMENT ON COLUMN market.request_volume.provider IS 'who answered';

COMMENT ON COLUMN market.request_volume.volume IS 'number of answers, with any result';

CREATE VIEW market.service_add_on WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    a."position",
    (a.value ->> 'name'::text) AS name,
    ((a.value ->> 'addOnCostInAGIX'::text))::numeric AS cost,
    ((a.value ->> 'discountInPercentage'::text))::numeric AS discount_in_percentage
   FROM ((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL jsonb_array_elements((g.value -> 'addOns'::text)) WITH ORDINALITY a(value, "position"));

ALTER TABLE market.service_add_on OWNER TO market_owner;

COMMENT ON VIEW market.service_add_on IS 'what can be bought beside';

COMMENT ON COLUMN market.service_add_on.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_add_on.service_id IS 'the service';

COMMENT ON COLUMN market.service_add_on.group_name IS 'the group';

COMMENT ON COLUMN market.service_add_on."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_add_on.name IS 'name';

COMMENT ON COLUMN market.service_add_on.cost IS 'price, in whole tokens';

COMMENT ON COLUMN market.service_add_on.discount_in_percentage IS 'off each call';

CREATE VIEW market.service_contributor WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    c."position",
    (c.value ->> 'name'::text) AS name,
    (c.value ->> 'email_id'::text) AS email_id
   FROM (market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'contributors'::text)) WITH ORDINALITY c(value, "position"));

ALTER TABLE market.service_contributor OWNER TO market_owner;

COMMENT ON VIEW market.service_contributor IS 'who made a service';

COMMENT ON COLUMN market.service_contributor.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_contributor.service_id IS 'the service';

COMMENT ON COLUMN market.service_contributor."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_contributor.name IS 'name';

COMMENT ON COLUMN market.service_contributor.email_id IS 'address';

CREATE VIEW market.service_daemon_address WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    (a.address)::market.address AS daemon_address
   FROM ((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL jsonb_array_elements_text((g.value -> 'daemon_addresses'::text)) a(address));

ALTER TABLE market.service_daemon_address OWNER TO market_owner;

COMMENT ON VIEW market.service_daemon_address IS 'keys of the programs that serve';

COMMENT ON COLUMN market.service_daemon_address.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_daemon_address.service_id IS 'the service';

COMMENT ON COLUMN market.service_daemon_address.group_name IS 'the group';

COMMENT ON COLUMN market.service_daemon_address.daemon_address IS 'the address';

CREATE TABLE market.service_definition (
    name text NOT NULL,
    description text NOT NULL,
    tags text[] NOT NULL,
    author market.address NOT NULL,
    author_description text NOT NULL,
    schemas text NOT NULL,
    input_schema market.json_schema NOT NULL,
    output_schema market.json_schema NOT NULL
);

ALTER TABLE market.service_definition OWNER TO market_owner;

COMMENT ON TABLE market.service_definition IS 'the services that providers may bind to; a definition is for ever';

COMMENT ON COLUMN market.service_definition.name IS 'at most 70 bytes: a letter, then letters, digits, "_" and "-"';

COMMENT ON COLUMN market.service_definition.description IS 'at most 280 bytes';

COMMENT ON COLUMN market.service_definition.tags IS 'at most 10';

COMMENT ON COLUMN market.service_definition.author IS 'who defined it';

COMMENT ON COLUMN market.service_definition.author_description IS 'at most 280 bytes';

COMMENT ON COLUMN market.service_definition.schemas IS 'the document with the schemas of input and output, as given';

COMMENT ON COLUMN market.service_definition.input_schema IS 'what the body of an input must conform to';

COMMENT ON COLUMN market.service_definition.output_schema IS 'what the body of an output must conform to';

CREATE VIEW market.service_document WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (((s.metadata ->> 'version'::text))::numeric)::bigint AS version,
    (s.metadata ->> 'display_name'::text) AS display_name,
    (s.metadata ->> 'encoding'::text) AS encoding,
    (s.metadata ->> 'service_type'::text) AS service_type,
    (s.metadata ->> 'model_ipfs_hash'::text) AS model_ipfs_hash,
    (s.metadata ->> 'service_api_source'::text) AS service_api_source,
    ((s.metadata ->> 'mpe_address'::text))::market.address AS mpe_address,
    (s.metadata #>> '{service_description,url}'::text[]) AS url,
    (s.metadata #>> '{service_description,short_description}'::text[]) AS short_description,
    COALESCE((s.metadata #>> '{service_description,long_description}'::text[]), (s.metadata #>> '{service_description,description}'::text[])) AS long_description,
    (s.metadata #>> '{assets,documentation}'::text[]) AS documentation,
    (s.metadata #>> '{assets,terms_of_use}'::text[]) AS terms_of_use,
    (s.metadata -> 'dynamic_pricing'::text) AS dynamic_pricing,
    (s.metadata -> 'training_methods'::text) AS training_methods,
    (s.metadata -> 'training_metadata'::text) AS training_metadata
   FROM market.organization_service s;

ALTER TABLE market.service_document OWNER TO market_owner;

COMMENT ON VIEW market.service_document IS 'what the documents of services say, but for lists';

COMMENT ON COLUMN market.service_document.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_document.service_id IS 'the service';

COMMENT ON COLUMN market.service_document.version IS 'of the documents format';

COMMENT ON COLUMN market.service_document.display_name IS 'name';

COMMENT ON COLUMN market.service_document.encoding IS 'proto or json';

COMMENT ON COLUMN market.service_document.service_type IS 'grpc, jsonrpc, process or http';

COMMENT ON COLUMN market.service_document.model_ipfs_hash IS 'where the interface lies, older name';

COMMENT ON COLUMN market.service_document.service_api_source IS 'where the interface lies';

COMMENT ON COLUMN market.service_document.mpe_address IS 'the escrow address that payments name';

COMMENT ON COLUMN market.service_document.url IS 'home page';

COMMENT ON COLUMN market.service_document.short_description IS 'at most 180 characters';

COMMENT ON COLUMN market.service_document.long_description IS 'description';

COMMENT ON COLUMN market.service_document.documentation IS 'page';

COMMENT ON COLUMN market.service_document.terms_of_use IS 'page';

COMMENT ON COLUMN market.service_document.dynamic_pricing IS 'as given: methods with pricing methods';

COMMENT ON COLUMN market.service_document.training_methods IS 'as given';

COMMENT ON COLUMN market.service_document.training_metadata IS 'as given';

CREATE VIEW market.service_endpoint WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    e."position",
    e.endpoint
   FROM ((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL jsonb_array_elements_text((g.value -> 'endpoints'::text)) WITH ORDINALITY e(endpoint, "position"));

ALTER TABLE market.service_endpoint OWNER TO market_owner;

COMMENT ON VIEW market.service_endpoint IS 'where services are reached';

COMMENT ON COLUMN market.service_endpoint.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_endpoint.service_id IS 'the service';

COMMENT ON COLUMN market.service_endpoint.group_name IS 'the group';

COMMENT ON COLUMN market.service_endpoint."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_endpoint.endpoint IS 'URL; clients take the first';

CREATE TABLE market.service_event (
    id bigint NOT NULL,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    event text NOT NULL,
    service_name text,
    provider market.address,
    account market.address,
    context_id bigint,
    request_id bigint,
    ids bigint[],
    details jsonb
);
ALTER TABLE ONLY market.service_event ALTER COLUMN ids SET STORAGE EXTERNAL;

ALTER TABLE market.service_event OWNER TO market_owner;

COMMENT ON TABLE market.service_event IS 'what happened to definitions, bindings, contexts and requests; rows are added, never changed';

COMMENT ON COLUMN market.service_event.id IS 'number of the event; gaps mean nothing';

COMMENT ON COLUMN market.service_event.height IS 'block of the event';

COMMENT ON COLUMN market.service_event.block_time IS 'time of that block';

COMMENT ON COLUMN market.service_event.event IS 'its name, such as create_binding or new_batch';

COMMENT ON COLUMN market.service_event.service_name IS 'the service';

COMMENT ON COLUMN market.service_event.provider IS 'the provider, where one is concerned';

COMMENT ON COLUMN market.service_event.account IS 'who acted: author, owner or consumer';

COMMENT ON COLUMN market.service_event.context_id IS 'the request context, where one is concerned';

COMMENT ON COLUMN market.service_event.request_id IS 'the request, where one is concerned';

COMMENT ON COLUMN market.service_event.ids IS 'contexts of new_batch, complete_batch and complete_context, requests of the others, where a block had many at once';

COMMENT ON COLUMN market.service_event.details IS 'further attributes of the event';

ALTER TABLE market.service_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.service_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW market.service_group_document WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    (((g.value ->> 'free_calls'::text))::numeric)::bigint AS free_calls,
    ((g.value ->> 'free_call_signer_address'::text))::market.address AS free_call_signer_address
   FROM (market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value));

ALTER TABLE market.service_group_document OWNER TO market_owner;

COMMENT ON VIEW market.service_group_document IS 'the groups of services, but for lists';

COMMENT ON COLUMN market.service_group_document.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_group_document.service_id IS 'the service';

COMMENT ON COLUMN market.service_group_document.group_name IS 'the group';

COMMENT ON COLUMN market.service_group_document.free_calls IS 'free calls of each client';

COMMENT ON COLUMN market.service_group_document.free_call_signer_address IS 'whose tokens are accepted for them';

CREATE VIEW market.service_media WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    COALESCE((((m.value ->> 'order'::text))::numeric)::bigint, m."position") AS "position",
    (m.value ->> 'url'::text) AS url,
    (m.value ->> 'file_type'::text) AS file_type,
    (m.value ->> 'alt_text'::text) AS alt_text,
    (m.value ->> 'asset_type'::text) AS asset_type
   FROM (market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'media'::text)) WITH ORDINALITY m(value, "position"))
UNION ALL
 SELECT s.organization_id,
    s.service_id,
    0 AS "position",
    (s.metadata #>> '{assets,hero_image}'::text[]) AS url,
    'image'::text AS file_type,
    NULL::text AS alt_text,
    'hero_image'::text AS asset_type
   FROM market.organization_service s
  WHERE ((s.metadata #>> '{assets,hero_image}'::text[]) IS NOT NULL)
UNION ALL
 SELECT s.organization_id,
    s.service_id,
    i."position",
    i.url,
    'image'::text AS file_type,
    NULL::text AS alt_text,
    NULL::text AS asset_type
   FROM (market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements_text((s.metadata #> '{assets,images}'::text[])) WITH ORDINALITY i(url, "position"));

ALTER TABLE market.service_media OWNER TO market_owner;

COMMENT ON VIEW market.service_media IS 'pictures and videos of a service, those of the older field assets as well';

COMMENT ON COLUMN market.service_media.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_media.service_id IS 'the service';

COMMENT ON COLUMN market.service_media."position" IS 'order in which they are shown';

COMMENT ON COLUMN market.service_media.url IS 'where it lies';

COMMENT ON COLUMN market.service_media.file_type IS 'image or video';

COMMENT ON COLUMN market.service_media.alt_text IS 'what it shows';

COMMENT ON COLUMN market.service_media.asset_type IS 'hero_image: shown first';

CREATE VIEW market.service_pricing WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    p."position",
    (p.value ->> 'price_model'::text) AS price_model,
    COALESCE(((p.value ->> 'default'::text))::boolean, false) AS is_default,
        CASE
            WHEN (m.value IS NOT NULL) THEN concat('/', (NULLIF((p.value ->> 'package_name'::text), ''::text) || '.'::text), (d.value ->> 'service_name'::text), '/', (m.value ->> 'method_name'::text))
            ELSE NULL::text
        END AS method,
    trim_scale((COALESCE((m.value ->> 'price_in_cogs'::text), (p.value ->> 'price_in_cogs'::text)))::numeric) AS price
   FROM ((((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL jsonb_array_elements((g.value -> 'pricing'::text)) WITH ORDINALITY p(value, "position"))
     LEFT JOIN LATERAL jsonb_array_elements(
        CASE
            WHEN ((p.value ->> 'price_model'::text) = 'fixed_price_per_method'::text) THEN (p.value -> 'details'::text)
            ELSE NULL::jsonb
        END) d(value) ON (true))
     LEFT JOIN LATERAL jsonb_array_elements((d.value -> 'method_pricing'::text)) m(value) ON (true))
  WHERE (((p.value ->> 'price_model'::text) = 'fixed_price'::text) OR (m.value IS NOT NULL));

ALTER TABLE market.service_pricing OWNER TO market_owner;

COMMENT ON VIEW market.service_pricing IS 'all price lists of services, with a row for each method';

COMMENT ON COLUMN market.service_pricing.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_pricing.service_id IS 'the service';

COMMENT ON COLUMN market.service_pricing.group_name IS 'the group';

COMMENT ON COLUMN market.service_pricing."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_pricing.price_model IS 'fixed_price or fixed_price_per_method';

COMMENT ON COLUMN market.service_pricing.is_default IS 'is this the list that counts?';

COMMENT ON COLUMN market.service_pricing.method IS 'full name; null: every method';

COMMENT ON COLUMN market.service_pricing.price IS 'minor units';

CREATE TABLE market.service_rating (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    payer market.address NOT NULL,
    usage_id bigint NOT NULL,
    stars integer NOT NULL,
    comment text,
    height bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    CONSTRAINT service_rating_stars_check CHECK (((stars >= 1) AND (stars <= 5)))
);

ALTER TABLE market.service_rating OWNER TO market_owner;

COMMENT ON TABLE market.service_rating IS 'what those who paid for a call think of a service: the last word of each';

COMMENT ON COLUMN market.service_rating.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_rating.service_id IS 'the service';

COMMENT ON COLUMN market.service_rating.payer IS 'who rates';

COMMENT ON COLUMN market.service_rating.usage_id IS 'the call that was paid';

COMMENT ON COLUMN market.service_rating.stars IS '1 to 5';

COMMENT ON COLUMN market.service_rating.comment IS 'in words';

COMMENT ON COLUMN market.service_rating.height IS 'block of the rating';

COMMENT ON COLUMN market.service_rating.block_time IS 'time of that block';

CREATE VIEW market.service_rating_summary WITH (security_invoker='true') AS
 SELECT service_rating.organization_id,
    service_rating.service_id,
    count(*) AS ratings,
    round(avg(service_rating.stars), 2) AS stars,
    max(service_rating.block_time) AS last_rating
   FROM market.service_rating
  GROUP BY service_rating.organization_id, service_rating.service_id;

ALTER TABLE market.service_rating_summary OWNER TO market_owner;

COMMENT ON VIEW market.service_rating_summary IS 'ratings by service';

COMMENT ON COLUMN market.service_rating_summary.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_rating_summary.service_id IS 'the service';

COMMENT ON COLUMN market.service_rating_summary.ratings IS 'clients that rated it';

COMMENT ON COLUMN market.service_rating_summary.stars IS 'average, 1 to 5';

COMMENT ON COLUMN market.service_rating_summary.last_rating IS 'block time of the last one';

CREATE VIEW market.service_subscription WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    l."position",
    (u.value ->> 'type'::text) AS type,
    (u.value ->> 'detailsUrl'::text) AS details_url,
    (u.value ->> 'isActive'::text) AS is_active,
    (l.value ->> 'planName'::text) AS plan_name,
    (l.value ->> 'periodInDays'::text) AS period_in_days,
    (l.value ->> 'discountInPercentage'::text) AS discount_in_percentage,
    (l.value ->> 'licenseCost'::text) AS license_cost,
    (l.value ->> 'grpcServiceName'::text) AS grpc_service_name,
    (l.value ->> 'grpcMethodName'::text) AS grpc_method_name
   FROM (((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL ( SELECT (g.value #> '{licenses,subscriptions}'::text[]) AS "?column?") u(value))
     CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof((u.value -> 'subscription'::text))
            WHEN 'array'::text THEN (u.value -> 'subscription'::text)
            ELSE NULL::jsonb
        END) WITH ORDINALITY l(value, "position"));

ALTER TABLE market.service_subscription OWNER TO market_owner;

COMMENT ON VIEW market.service_subscription IS 'licences by time: a discount for some days; texts as given';

COMMENT ON COLUMN market.service_subscription.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_subscription.service_id IS 'the service';

COMMENT ON COLUMN market.service_subscription.group_name IS 'the group';

COMMENT ON COLUMN market.service_subscription."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_subscription.type IS 'kind of licence';

COMMENT ON COLUMN market.service_subscription.details_url IS 'page';

COMMENT ON COLUMN market.service_subscription.is_active IS 'can it be bought?';

COMMENT ON COLUMN market.service_subscription.plan_name IS 'name';

COMMENT ON COLUMN market.service_subscription.period_in_days IS 'how long it lasts';

COMMENT ON COLUMN market.service_subscription.discount_in_percentage IS 'off each call';

COMMENT ON COLUMN market.service_subscription.license_cost IS 'price';

COMMENT ON COLUMN market.service_subscription.grpc_service_name IS 'for this service of the interface only';

COMMENT ON COLUMN market.service_subscription.grpc_method_name IS 'for this method only';

CREATE VIEW market.service_tag WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    t.tag
   FROM (market.organization_service s
     CROSS JOIN LATERAL unnest(s.tags) t(tag));

ALTER TABLE market.service_tag OWNER TO market_owner;

COMMENT ON VIEW market.service_tag IS 'the tags of services';

COMMENT ON COLUMN market.service_tag.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_tag.service_id IS 'the service';

COMMENT ON COLUMN market.service_tag.tag IS 'the tag';

CREATE VIEW market.service_tier WITH (security_invoker='true') AS
 SELECT s.organization_id,
    s.service_id,
    (g.value ->> 'group_name'::text) AS group_name,
    t."position",
    (t.value ->> 'type'::text) AS type,
    (t.value ->> 'detailsUrl'::text) AS details_url,
    (t.value ->> 'isActive'::text) AS is_active,
    (t.value ->> 'planName'::text) AS plan_name,
    (r.value ->> 'high'::text) AS high,
    COALESCE((r.value ->> 'DiscountInPercentage'::text), (r.value ->> 'discountInPercentage'::text)) AS discount_in_percentage,
    (t.value ->> 'grpcServiceName'::text) AS grpc_service_name,
    (t.value ->> 'grpcMethodName'::text) AS grpc_method_name
   FROM (((market.organization_service s
     CROSS JOIN LATERAL jsonb_array_elements((s.metadata -> 'groups'::text)) g(value))
     CROSS JOIN LATERAL jsonb_array_elements((g.value #> '{licenses,tiers}'::text[])) WITH ORDINALITY t(value, "position"))
     CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof((t.value -> 'range'::text))
            WHEN 'array'::text THEN (t.value -> 'range'::text)
            ELSE NULL::jsonb
        END) r(value));

ALTER TABLE market.service_tier OWNER TO market_owner;

COMMENT ON VIEW market.service_tier IS 'licences by use: a discount that grows; texts as given';

COMMENT ON COLUMN market.service_tier.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_tier.service_id IS 'the service';

COMMENT ON COLUMN market.service_tier.group_name IS 'the group';

COMMENT ON COLUMN market.service_tier."position" IS 'place in the list, from 1';

COMMENT ON COLUMN market.service_tier.type IS 'kind of licence';

COMMENT ON COLUMN market.service_tier.details_url IS 'page';

COMMENT ON COLUMN market.service_tier.is_active IS 'can it be bought?';

COMMENT ON COLUMN market.service_tier.plan_name IS 'name';

COMMENT ON COLUMN market.service_tier.high IS 'use up to which the discount counts';

COMMENT ON COLUMN market.service_tier.discount_in_percentage IS 'off each call';

COMMENT ON COLUMN market.service_tier.grpc_service_name IS 'for this service of the interface only';

COMMENT ON COLUMN market.service_tier.grpc_method_name IS 'for this method only';

CREATE VIEW market.service_version WITH (security_invoker='true') AS
 SELECT e.organization_id,
    e.item_id AS service_id,
    e.registration,
    row_number() OVER (PARTITION BY e.organization_id, e.item_id, e.registration ORDER BY e.id) AS version,
    e.metadata,
    e.hash,
    e.height,
    e.block_time,
    e.account
   FROM ( SELECT e_1.id,
            e_1.height,
            e_1.block_time,
            e_1.event,
            e_1.organization_id,
            e_1.item_id,
            e_1.account,
            e_1.metadata,
            e_1.hash,
            e_1.detail,
            count(*) FILTER (WHERE (e_1.event = 'service_created'::text)) OVER (PARTITION BY e_1.organization_id, e_1.item_id ORDER BY e_1.id) AS registration
           FROM market.registry_event e_1
          WHERE (e_1.event = ANY (ARRAY['service_created'::text, 'service_metadata_modified'::text, 'service_tags_modified'::text]))) e
  WHERE (e.metadata IS NOT NULL);

ALTER TABLE market.service_version OWNER TO market_owner;

COMMENT ON VIEW market.service_version IS 'every version of the document of services';

COMMENT ON COLUMN market.service_version.organization_id IS 'the organization';

COMMENT ON COLUMN market.service_version.service_id IS 'the service';

COMMENT ON COLUMN market.service_version.registration IS 'how many times the id has been taken, this time included';

COMMENT ON COLUMN market.service_version.version IS 'number of the version since then, from 1';

COMMENT ON COLUMN market.service_version.metadata IS 'the document';

COMMENT ON COLUMN market.service_version.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';

COMMENT ON COLUMN market.service_version.height IS 'block from which it counts';

COMMENT ON COLUMN market.service_version.block_time IS 'time of that block';

COMMENT ON COLUMN market.service_version.account IS 'who published it';

CREATE TABLE market.type_repository (
    organization_id text NOT NULL,
    repository_id text NOT NULL,
    uri text NOT NULL,
    tags text[] NOT NULL,
    number bigint NOT NULL
);

ALTER TABLE market.type_repository OWNER TO market_owner;

COMMENT ON TABLE market.type_repository IS 'message types that an organization publishes: where they lie, and tags';

COMMENT ON COLUMN market.type_repository.organization_id IS 'the organization';

COMMENT ON COLUMN market.type_repository.repository_id IS 'at most 32 bytes, unique within the organization';

COMMENT ON COLUMN market.type_repository.uri IS 'where the types lie, such as ipfs://…';

COMMENT ON COLUMN market.type_repository.tags IS 'each once, in the order in which they came';

COMMENT ON COLUMN market.type_repository.number IS 'order of creation';

ALTER TABLE market.type_repository ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.type_repository_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW market.unclaimed WITH (security_invoker='true') AS
 SELECT c.id AS channel_id,
    c.recipient,
    c.sender,
    c.group_id,
    c.denom,
    c.authorized_amount AS signed_amount,
    c.pending_amount,
    (((c.authorized_amount - c.uncharged_amount) + c.pending_amount) - COALESCE(( SELECT sum(p.uncharged_amount) AS sum
           FROM market.pending_claim p
          WHERE (p.channel_id = c.id)), (0)::numeric)) AS amount,
    u.since,
    (k.height - u.since) AS age,
    c.expiration,
    (c.expiration - k.height) AS blocks_left,
    u.due
   FROM ((market.unclaimed_channel u
     JOIN market.channel c ON ((c.id = u.channel_id)))
     CROSS JOIN market.clock k);

ALTER TABLE market.unclaimed OWNER TO market_owner;

COMMENT ON VIEW market.unclaimed IS 'channels with money that is signed for and not claimed';

COMMENT ON COLUMN market.unclaimed.channel_id IS 'the channel';

COMMENT ON COLUMN market.unclaimed.recipient IS 'who may claim';

COMMENT ON COLUMN market.unclaimed.sender IS 'who pays';

COMMENT ON COLUMN market.unclaimed.group_id IS 'the recipient''s group';

COMMENT ON COLUMN market.unclaimed.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.unclaimed.signed_amount IS 'total that is signed for at the payment nonce';

COMMENT ON COLUMN market.unclaimed.pending_amount IS 'claims that are started and not settled';

COMMENT ON COLUMN market.unclaimed.amount IS 'both, without the part of prepaid totals that no call was charged for';

COMMENT ON COLUMN market.unclaimed.since IS 'block of the first payment that is not claimed';

COMMENT ON COLUMN market.unclaimed.age IS 'blocks since then';

COMMENT ON COLUMN market.unclaimed.expiration IS 'block from which the sender may take the money back';

COMMENT ON COLUMN market.unclaimed.blocks_left IS 'blocks until then; below 0: the sender may already';

COMMENT ON COLUMN market.unclaimed.due IS 'block before which a rule claims, or looks again; null: no rule';

CREATE VIEW market.unclaimed_total WITH (security_invoker='true') AS
 SELECT unclaimed.recipient,
    unclaimed.denom,
    count(*) AS channels,
    sum(unclaimed.amount) AS amount,
    max(unclaimed.age) AS oldest,
    min(unclaimed.expiration) AS next_expiration
   FROM market.unclaimed
  GROUP BY unclaimed.recipient, unclaimed.denom;

ALTER TABLE market.unclaimed_total OWNER TO market_owner;

COMMENT ON VIEW market.unclaimed_total IS 'unclaimed money per recipient';

COMMENT ON COLUMN market.unclaimed_total.recipient IS 'who may claim';

COMMENT ON COLUMN market.unclaimed_total.denom IS 'minor unit of the token';

COMMENT ON COLUMN market.unclaimed_total.channels IS 'on so many channels';

COMMENT ON COLUMN market.unclaimed_total.amount IS 'signed for or pending, in minor units';

COMMENT ON COLUMN market.unclaimed_total.oldest IS 'age of the oldest of it, in blocks';

COMMENT ON COLUMN market.unclaimed_total.next_expiration IS 'block in which the first of the channels expires';

CREATE TABLE market.usage_2026_11 (
    id bigint NOT NULL,
    block_time timestamp with time zone NOT NULL,
    height bigint NOT NULL,
    kind text NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    recipient market.address NOT NULL,
    method text,
    channel_id bigint,
    nonce bigint,
    authorized_amount numeric,
    full_amount numeric,
    payer market.address NOT NULL,
    price numeric NOT NULL,
    outcome text NOT NULL,
    error text,
    response_time interval,
    service_time interval,
    details jsonb
);

ALTER TABLE market.usage_2026_11 OWNER TO market_owner;

COMMENT ON TABLE market.usage_2026_11 IS 'calls of one month';

COMMENT ON COLUMN market.usage_2026_11.id IS 'number of the call; gaps mean nothing';

COMMENT ON COLUMN market.usage_2026_11.block_time IS 'time of its block; says in which month''s partition it is';

COMMENT ON COLUMN market.usage_2026_11.height IS 'block of the call';

COMMENT ON COLUMN market.usage_2026_11.kind IS 'paid, free or prepaid';

COMMENT ON COLUMN market.usage_2026_11.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage_2026_11.service_id IS 'the service';

COMMENT ON COLUMN market.usage_2026_11.group_id IS 'the payment group';

COMMENT ON COLUMN market.usage_2026_11.recipient IS 'payment address of the group at that time';

COMMENT ON COLUMN market.usage_2026_11.method IS 'full name of the method; null: the call named none';

COMMENT ON COLUMN market.usage_2026_11.channel_id IS 'the channel; null: a free call';

COMMENT ON COLUMN market.usage_2026_11.nonce IS 'of a paid call: nonce of its payment';

COMMENT ON COLUMN market.usage_2026_11.authorized_amount IS 'of a paid call: the total signed for at that nonce afterwards';

COMMENT ON COLUMN market.usage_2026_11.full_amount IS 'of a paid call: what the channel held for payments at that nonce';

COMMENT ON COLUMN market.usage_2026_11.payer IS 'whose money, or whose free call, it was';

COMMENT ON COLUMN market.usage_2026_11.price IS 'what was charged, in minor units';

COMMENT ON COLUMN market.usage_2026_11.outcome IS 'success or failed';

COMMENT ON COLUMN market.usage_2026_11.error IS 'what the service said when it failed';

COMMENT ON COLUMN market.usage_2026_11.response_time IS 'from receiving the request to sending the answer, as the provider measured it';

COMMENT ON COLUMN market.usage_2026_11.service_time IS 'what the service itself took of it';

COMMENT ON COLUMN market.usage_2026_11.details IS 'whatever the provider notes: request id, client type, user agent';

CREATE VIEW market.usage_by_client WITH (security_invoker='true') AS
 SELECT usage.organization_id,
    usage.payer,
    usage.kind,
    count(*) AS calls,
    count(*) FILTER (WHERE (usage.outcome = 'failed'::text)) AS failed_calls,
    sum(usage.price) AS revenue,
    min(usage.block_time) AS first_call,
    max(usage.block_time) AS last_call
   FROM market.usage
  GROUP BY usage.organization_id, usage.payer, usage.kind;

ALTER TABLE market.usage_by_client OWNER TO market_owner;

COMMENT ON VIEW market.usage_by_client IS 'calls and revenue by client and kind of call';

COMMENT ON COLUMN market.usage_by_client.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage_by_client.payer IS 'the client';

COMMENT ON COLUMN market.usage_by_client.kind IS 'paid, free or prepaid';

COMMENT ON COLUMN market.usage_by_client.calls IS 'calls, failed ones included';

COMMENT ON COLUMN market.usage_by_client.failed_calls IS 'calls that failed';

COMMENT ON COLUMN market.usage_by_client.revenue IS 'sum of the prices charged, in minor units';

COMMENT ON COLUMN market.usage_by_client.first_call IS 'block time of the first call';

COMMENT ON COLUMN market.usage_by_client.last_call IS 'block time of the last call';

CREATE VIEW market.usage_by_day WITH (security_invoker='true') AS
 SELECT ((usage.block_time AT TIME ZONE 'UTC'::text))::date AS day,
    usage.organization_id,
    usage.service_id,
    usage.method,
    usage.payer,
    usage.kind,
    count(*) AS calls,
    count(*) FILTER (WHERE (usage.outcome = 'failed'::text)) AS failed_calls,
    sum(usage.price) AS revenue,
    avg(usage.response_time) AS average_response_time,
    max(usage.response_time) AS longest_response_time
   FROM market.usage
  GROUP BY (((usage.block_time AT TIME ZONE 'UTC'::text))::date), usage.organization_id, usage.service_id, usage.method, usage.payer, usage.kind;

ALTER TABLE market.usage_by_day OWNER TO market_owner;

COMMENT ON VIEW market.usage_by_day IS 'calls and revenue by day (UTC), service, method, client and kind of call';

COMMENT ON COLUMN market.usage_by_day.day IS 'day of the block, in UTC';

COMMENT ON COLUMN market.usage_by_day.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage_by_day.service_id IS 'the service';

COMMENT ON COLUMN market.usage_by_day.method IS 'full name of the method; null: none was named';

COMMENT ON COLUMN market.usage_by_day.payer IS 'the client';

COMMENT ON COLUMN market.usage_by_day.kind IS 'paid, free or prepaid';

COMMENT ON COLUMN market.usage_by_day.calls IS 'calls, failed ones included';

COMMENT ON COLUMN market.usage_by_day.failed_calls IS 'calls that failed';

COMMENT ON COLUMN market.usage_by_day.revenue IS 'sum of the prices charged, in minor units';

COMMENT ON COLUMN market.usage_by_day.average_response_time IS 'of the calls that tell it';

COMMENT ON COLUMN market.usage_by_day.longest_response_time IS 'of the calls that tell it';

CREATE VIEW market.usage_by_method WITH (security_invoker='true') AS
 SELECT usage.organization_id,
    usage.service_id,
    usage.method,
    count(*) AS calls,
    count(*) FILTER (WHERE (usage.outcome = 'failed'::text)) AS failed_calls,
    sum(usage.price) AS revenue,
    avg(usage.response_time) AS average_response_time,
    max(usage.response_time) AS longest_response_time
   FROM market.usage
  GROUP BY usage.organization_id, usage.service_id, usage.method;

ALTER TABLE market.usage_by_method OWNER TO market_owner;

COMMENT ON VIEW market.usage_by_method IS 'calls and revenue by method';

COMMENT ON COLUMN market.usage_by_method.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage_by_method.service_id IS 'the service';

COMMENT ON COLUMN market.usage_by_method.method IS 'full name of the method; null: none was named';

COMMENT ON COLUMN market.usage_by_method.calls IS 'calls, failed ones included';

COMMENT ON COLUMN market.usage_by_method.failed_calls IS 'calls that failed';

COMMENT ON COLUMN market.usage_by_method.revenue IS 'sum of the prices charged, in minor units';

COMMENT ON COLUMN market.usage_by_method.average_response_time IS 'of the calls that tell it';

COMMENT ON COLUMN market.usage_by_method.longest_response_time IS 'of the calls that tell it';

CREATE VIEW market.usage_by_service WITH (security_invoker='true') AS
 SELECT usage.organization_id,
    usage.service_id,
    count(*) AS calls,
    count(*) FILTER (WHERE (usage.outcome = 'failed'::text)) AS failed_calls,
    count(DISTINCT (usage.payer)::bytea) AS clients,
    sum(usage.price) AS revenue,
    avg(usage.response_time) AS average_response_time,
    max(usage.response_time) AS longest_response_time
   FROM market.usage
  GROUP BY usage.organization_id, usage.service_id;

ALTER TABLE market.usage_by_service OWNER TO market_owner;

COMMENT ON VIEW market.usage_by_service IS 'calls and revenue by service';

COMMENT ON COLUMN market.usage_by_service.organization_id IS 'the organization';

COMMENT ON COLUMN market.usage_by_service.service_id IS 'the service';

COMMENT ON COLUMN market.usage_by_service.calls IS 'calls, failed ones included';

COMMENT ON COLUMN market.usage_by_service.failed_calls IS 'calls that failed';

COMMENT ON COLUMN market.usage_by_service.clients IS 'clients that called';

COMMENT ON COLUMN market.usage_by_service.revenue IS 'sum of the prices charged, in minor units';

COMMENT ON COLUMN market.usage_by_service.average_response_time IS 'of the calls that tell it';

COMMENT ON COLUMN market.usage_by_service.longest_response_time IS 'of the calls that tell it';

ALTER TABLE market.usage ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME market.usage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 32
);

CREATE TABLE market.withdraw_address (
    owner market.address NOT NULL,
    withdraw_address market.address NOT NULL
);

ALTER TABLE market.withdraw_address OWNER TO market_owner;

COMMENT ON TABLE market.withdraw_address IS 'where owners want their earned fees; without a row: on their own accounts';

COMMENT ON COLUMN market.withdraw_address.owner IS 'the owner';

COMMENT ON COLUMN market.withdraw_address.withdraw_address IS 'the account that is paid instead';

ALTER TABLE ONLY market.usage ATTACH PARTITION market.usage_2026_11 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');

COPY market.account (address, owner_role, label) FROM stdin;
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	alice	person 1
0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe	shop	person 2
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	shop	person 3
0x23F55f5b25b76825862A81bFc4Eef97367B29992	shop	person 4
0xa15bbCd9f919b82AfFBF65D027529414a74622F3	\N	\N
\.

COPY market.account_balance (account, denom, amount) FROM stdin;
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	cog	5936
0x23F55f5b25b76825862A81bFc4Eef97367B29992	cog	56
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	cog	10
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	stake	850000
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	stake	9750
\.

COPY market.answered_volume (consumer, service_name, provider, volume) FROM stdin;
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	3
\.

COPY market.audit_progress (singleton, read_through, next_through, next_horizon) FROM stdin;
t	26	26	790
\.

COPY market.audit_total (account, kind, denom, amount) FROM stdin;
0x0000000000000000000000000000000000000000	burned	stake	150
0x0000000000000000000000000000000000000000	outside	cog	-10041
0x0000000000000000000000000000000000000000	outside	stake	-1010000
0x23F55f5b25b76825862A81bFc4Eef97367B29992	channel	cog	50
0x23F55f5b25b76825862A81bFc4Eef97367B29992	spendable	cog	56
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	deposit	stake	149850
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	earned	stake	144
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	cog	10
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	stake	850000
0xc82BdeA067d5f339D39d373c684F39492eAB2a03	tax	stake	6
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	cog	3989
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	100
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	cog	5936
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	stake	9750
\.

COPY market.block_day (day, first_height) FROM stdin;
2026-11-26	1
\.

COPY market.callback_outbox (id, module_name, kind, context_id, batch_counter, response_threshold, cause, height, state, attempts, last_error) FROM stdin;
1	shop	response	5	1	1	\N	3	pending	0	\N
\.

COPY market.channel (id, sender, signer, recipient, group_id, denom, value, expiration, nonce, payment_nonce, authorized_amount, authorized_signature, pending_amount, uncharged_amount, reserved_until, claim_at, alert_below) FROM stdin;
4	0x23F55f5b25b76825862A81bFc4Eef97367B29992	0x23F55f5b25b76825862A81bFc4Eef97367B29992	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	cog	50	900	0	0	0	\N	0	0	0	\N	\N
0	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	cog	1000	1000	0	1	11	0xc0a665c4c7a5281fe80a0365ba7be239d02f903bc0a341a8e57c7d512287ee7b3792c45d7ce61ed2703dc35bbbf0899cffca12c62ebe3e9f81b63e91f9ab83131c	22	0	0	500	\N
3	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	cog	1000	1000	0	0	40	0x0aa868e94d3c7430b181c97cf791fa4a8a52aedea4903142bc8a4ceebed56b761c4602a02050664e0e031f21036acd005d5f06176a9358e6e75f94adb7e1a9431c	0	0	0	500	\N
1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	cog	989	1000	1	1	0	\N	0	0	0	\N	990
2	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	cog	1000	1000	0	0	0	\N	0	0	101	\N	\N
\.

COPY market.channel_alert (id, height, block_time, channel_id, account, kind, unspent_amount, expiration, told) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	low_funds	989	1000	t
\.

COPY market.channel_alert_rule (channel_id, account, low_funds, expiry_blocks, due) FROM stdin;
1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	990	\N	\N
\.

COPY market.channel_event (id, height, block_time, channel_id, event, nonce, amount, planned_amount, send_back_amount, expiration, signature) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	0	open	0	1000	\N	\N	1000	\N
2	1	2026-11-26 01:31:16.901242+00	1	open	0	1000	\N	\N	1000	\N
3	1	2026-11-26 01:31:16.901242+00	2	open	0	1000	\N	\N	1000	\N
4	1	2026-11-26 01:31:16.901242+00	3	open	0	1000	\N	\N	1000	\N
5	1	2026-11-26 01:31:16.901242+00	4	open	0	50	\N	\N	900	\N
6	1	2026-11-26 01:31:16.901242+00	0	refund	0	11	22	\N	\N	0xe4afd7c768647740ed683fb5c7bfe83df4c3a7f2264964673aff7b6776058a7c6898c9eacf6e9e9bcbf8c44bffab33f4830170053335056983196a6bb094c9cf1b
7	1	2026-11-26 01:31:16.901242+00	0	start_claim	0	22	\N	\N	\N	0xe4afd7c768647740ed683fb5c7bfe83df4c3a7f2264964673aff7b6776058a7c6898c9eacf6e9e9bcbf8c44bffab33f4830170053335056983196a6bb094c9cf1b
8	1	2026-11-26 01:31:16.901242+00	1	claim	1	11	11	0	\N	\N
\.

COPY market.channel_refill (channel_id, low_funds, add_amount, left_amount, expiry_blocks, extend_blocks, max_expiration, event_id, due) FROM stdin;
1	5	10	\N	\N	\N	\N	2	\N
\.

COPY market.channel_signer (channel_id, signer, budget, period, organization_id, service_id, spent, period_start) FROM stdin;
0	0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe	500	\N	\N	\N	0	1
\.

COPY market.claim_rule (recipient, min_amount, max_age, margin, is_new) FROM stdin;
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	500	\N	0	f
\.

COPY market.clock (singleton, height, block_time) FROM stdin;
t	4	2026-11-26 01:31:17.850762+00
\.

COPY market.context_progress (context_id, state, timeout, repeated, repeated_frequency, repeated_total, response_threshold, batch_counter, batch_request_count, batch_response_count, batch_response_threshold, batch_state, batch_expired, completed_by, has_module, start_height, expiry_height, due_height, ended_height, pause_cause) FROM stdin;
4	running	9	t	10	-1	0	1	1	0	0	running	f	\N	f	\N	10	10	\N	\N
2	completed	1	f	0	0	0	1	1	0	0	completed	t	\N	f	\N	\N	2	2	\N
3	running	90	f	0	0	0	1	1	1	0	completed	f	3	f	\N	91	91	\N	\N
5	running	9	f	0	0	1	1	1	1	1	completed	f	5	t	\N	10	10	\N	\N
1	completed	2	f	0	0	0	1	1	1	0	completed	f	1	f	\N	\N	3	3	\N
6	running	90	f	0	0	0	1	1	1	0	completed	f	6	f	\N	93	93	\N	\N
\.

COPY market.context_terms (id, service_name, providers, consumer, input, service_fee_cap, fee_cap, module_name, created_height) FROM stdin;
1	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	\N	1
2	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	\N	1
3	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	\N	1
4	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	\N	1
5	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	shop	1
6	work	{0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275}	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"header": {}}	50stake	50	\N	3
\.

COPY market.dispute (id, usage_id, channel_id, organization_id, service_id, payer, amount, evidence, answer, state, note, opened_height, opened_time, closed_height, closed_time, closed_by) FROM stdin;
1	5	3	org	dynamic	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	2	\N	\N	open	\N	1	2026-11-26 01:31:16.901242+00	\N	\N	\N
\.

COPY market.earned_total (provider, denom, amount) FROM stdin;
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	stake	144
\.

COPY market.engine (singleton, expired_through, started_through, settled_through, announced_through) FROM stdin;
t	1	1	1	5
\.

COPY market.engine_mark (height, horizon, last_request, announced) FROM stdin;
1	784	5	\N
2	787	6	{6}
\.

COPY market.external_reference (kind, reference, account, denom, amount, height) FROM stdin;
deposit	deposit 1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	cog	10000	1
withdrawal	withdrawal 1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	cog	9	1
\.

COPY market.former_price (id, organization_id, service_id, group_id, fixed_price, method_prices, valid_until) FROM stdin;
1	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	10	\N	21
2	org	dynamic	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	10	\N	21
\.

COPY market.free_call (organization_id, service_id, group_id, client, user_id, made, since) FROM stdin;
org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402		1	1
\.

COPY market.free_call_allowance (organization_id, service_id, client, calls) FROM stdin;
org	fixed	0x23F55f5b25b76825862A81bFc4Eef97367B29992	5
\.

COPY market.history_seal (id, height, block_time, journal_id, channel_event_id, registry_event_id, hash) FROM stdin;
1	4	2026-11-26 01:31:17.850762+00	26	8	5	\\xe6b6ae9f8f1e1035c6725b7d7a1b1fb265a881bbdf4b5157d7d713080bf1d190
\.

COPY market.idempotency_key (account, scope, key, function, digest, answer, height) FROM stdin;
0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402		transfer 1	transfer	\\xbab8fde4df3834e7783ab151beef662b7419a7a2367cd17cf9f16aba49056757	{9986}	1
\.

COPY market.journal (id, height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	0x0000000000000000000000000000000000000000	outside	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	cog	10000	deposit	deposit 1
2	1	2026-11-26 01:31:16.901242+00	0x0000000000000000000000000000000000000000	outside	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	stake	10000	deposit	\N
3	1	2026-11-26 01:31:16.901242+00	0x0000000000000000000000000000000000000000	outside	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	stake	1000000	deposit	\N
4	1	2026-11-26 01:31:16.901242+00	0x0000000000000000000000000000000000000000	outside	0x23F55f5b25b76825862A81bFc4Eef97367B29992	spendable	cog	50	deposit	\N
5	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0x0000000000000000000000000000000000000000	outside	cog	9	withdrawal	withdrawal 1
6	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0x23F55f5b25b76825862A81bFc4Eef97367B29992	spendable	cog	5	transfer	\N
7	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	cog	1000	open_channel	0
8	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	cog	1000	open_channel	1
9	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	cog	1000	open_channel	2
10	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	cog	1000	open_channel	3
11	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0x23F55f5b25b76825862A81bFc4Eef97367B29992	channel	cog	50	open_channel	4
12	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	channel	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	cog	11	claim_channel	1
13	1	2026-11-26 01:31:16.901242+00	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	0x23F55f5b25b76825862A81bFc4Eef97367B29992	spendable	cog	1	split	1
14	1	2026-11-26 01:31:16.901242+00	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	spendable	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	deposit	stake	150000	bind_service	work 0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
15	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	1
16	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	2
17	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	3
18	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	4
19	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	5
20	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	earned	stake	48	earn_fee	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
21	1	2026-11-26 01:31:16.901242+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	0xc82BdeA067d5f339D39d373c684F39492eAB2a03	tax	stake	2	tax_fee	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
22	2	2026-11-26 01:31:17.764493+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	stake	50	refund_fee	\N
23	2	2026-11-26 01:31:17.764493+00	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	deposit	0x0000000000000000000000000000000000000000	burned	stake	150	service_slash	work 0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
24	3	2026-11-26 01:31:17.810886+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	spendable	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	stake	50	new_batch	6
25	3	2026-11-26 01:31:17.810886+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	earned	stake	96	earn_fee	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
26	3	2026-11-26 01:31:17.810886+00	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	escrow	0xc82BdeA067d5f339D39d373c684F39492eAB2a03	tax	stake	4	tax_fee	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
\.

COPY market.migration (name, installed_at) FROM stdin;
10_clock	2026-11-26 01:31:16.884911+00
15_param	2026-11-26 01:31:16.884911+00
20_token	2026-11-26 01:31:16.884911+00
25_account	2026-11-26 01:31:16.884911+00
28_idempotency	2026-11-26 01:31:16.884911+00
30_ledger	2026-11-26 01:31:16.884911+00
32_audit	2026-11-26 01:31:16.884911+00
40_organization	2026-11-26 01:31:16.884911+00
45_service	2026-11-26 01:31:16.884911+00
46_price	2026-11-26 01:31:16.884911+00
47_registry	2026-11-26 01:31:16.884911+00
47_setting	2026-11-26 01:31:16.884911+00
50_channel	2026-11-26 01:31:16.884911+00
56_reservation	2026-11-26 01:31:16.884911+00
57_free_call	2026-11-26 01:31:16.884911+00
57_prepaid	2026-11-26 01:31:16.884911+00
60_definition	2026-11-26 01:31:16.884911+00
61_binding	2026-11-26 01:31:16.884911+00
61_claim_rule	2026-11-26 01:31:16.884911+00
62_context	2026-11-26 01:31:16.884911+00
62_module	2026-11-26 01:31:16.884911+00
63_event	2026-11-26 01:31:16.884911+00
64_request	2026-11-26 01:31:16.884911+00
65_fee	2026-11-26 01:31:16.884911+00
66_engine	2026-11-26 01:31:16.884911+00
68_block_day	2026-11-26 01:31:16.884911+00
70_usage	2026-11-26 01:31:16.884911+00
71_dispute	2026-11-26 01:31:16.884911+00
72_split	2026-11-26 01:31:16.884911+00
73_alert	2026-11-26 01:31:16.884911+00
74_signer	2026-11-26 01:31:16.884911+00
75_seal	2026-11-26 01:31:16.884911+00
76_refill	2026-11-26 01:31:16.884911+00
\.

COPY market.module (name, registrant, response_callback, state_callback) FROM stdin;
shop	shop	shop.answered	shop.paused
\.

COPY market.module_service (module_name, service_name, provider, handler, registrant) FROM stdin;
oracle	oracle-price	0xa15bbCd9f919b82AfFBF65D027529414a74622F3	shop.rate	shop
\.

COPY market.organization (id, owner, members, metadata, number) FROM stdin;
org	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	{}	{"assets": {}, "groups": [{"payment": {"payment_address": "0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275", "payment_expiration_threshold": 5}, "group_id": "rZNvy+1jH6Z+BcPqA5U5BSIcnUavBha3C63xBalm+xE=", "group_name": "default_group"}], "contacts": [], "org_name": "Org", "org_type": "individual", "description": {}}	1
\.

COPY market.organization_group (organization_id, group_id, group_name, payment_address, payment_expiration_threshold) FROM stdin;
org	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	default_group	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	5
\.

COPY market.organization_service (organization_id, service_id, metadata, number, tags) FROM stdin;
org	dynamic	{"groups": [{"pricing": [{"default": true, "price_model": "fixed_price", "price_in_cogs": 10}], "free_calls": 3, "group_name": "default_group", "free_call_signer_address": "0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe"}], "version": 1, "encoding": "proto", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "display_name": "Service", "service_type": "grpc", "service_api_source": "ipfs://Qm"}	2	{}
org	fixed	{"groups": [{"pricing": [{"default": true, "price_model": "fixed_price", "price_in_cogs": 11}], "free_calls": 3, "group_name": "default_group", "free_call_signer_address": "0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe"}], "version": 1, "encoding": "proto", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "display_name": "Service", "service_type": "grpc", "service_api_source": "ipfs://Qm"}	1	{}
\.

COPY market.params (singleton, max_request_timeout, min_deposit_multiple, min_deposit, service_fee_tax, slash_fraction, complaint_retrospect, arbitration_time_limit, tx_size_limit, base_denom, restricted_service_fee_denom, slash_destination, validate_bodies, dispatch, escrow_address, channel_denom, max_work_per_block, idempotency_key_blocks, free_call_period, free_call_min_balance, free_call_token_lifetime, blocks_per_day, metering, price_grace, quote_blocks, callback_timeout, payment_lease, prepaid_token_lifetime, overpay_tolerance) FROM stdin;
t	100	1000	5000	0.05	0.001	15 days	5 days	4000	stake	f	burn	t	immediate	0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E	cog	1000000	120960	0	0	172800	5760	t	20	20	00:00:01	100	1 day	0
\.

COPY market.payment_refund (id, height, block_time, channel_id, nonce, amount, new_total, usage_id, reason) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	0	0	11	22	3	\N
\.

COPY market.payment_reservation (token_hash, kind, channel_id, nonce, amount, signature, price, organization_id, service_id, method, height, expiration, outcome, charged) FROM stdin;
\\x12665bb79a5765112bf29a1a5858ceb244297f3008d75600c0426155740e0190	paid	2	0	11	0xcf26da95b584ace01304391f864cb375abb004018a2aa9b8cbafc745903650d42120286920408d826b0a9401500bdcd08acda2bc4d6a3a5a6713c1240ee8047f1b	11	org	fixed	\N	1	101	\N	\N
\.

COPY market.payment_split (recipient, beneficiary, share) FROM stdin;
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0x23F55f5b25b76825862A81bFc4Eef97367B29992	1000
\.

COPY market.pending_claim (channel_id, nonce, amount, signature, uncharged_amount) FROM stdin;
0	0	22	0xe4afd7c768647740ed683fb5c7bfe83df4c3a7f2264964673aff7b6776058a7c6898c9eacf6e9e9bcbf8c44bffab33f4830170053335056983196a6bb094c9cf1b	0
\.

COPY market.pool_share (id, account, kind, denom, amount) FROM stdin;
2	0x0000000000000000000000000000000000000000	burned	stake	150
4	0xc82BdeA067d5f339D39d373c684F39492eAB2a03	tax	stake	6
\.

COPY market.prepaid_secret (organization_id, secret) FROM stdin;
org	\\xd4d6f3cb60c9bdb1ec4a470a3b370efdc55141597155f92d2bedb3dff341effc
\.

COPY market.prepaid_total (channel_id, organization_id, planned_amount, used_amount, refunded_amount, lost_amount) FROM stdin;
3	org	33	11	0	0
\.

COPY market.pricing_function (organization_id, service_id, method, handler, registrant) FROM stdin;
org	dynamic		shop.price	shop
\.

COPY market.provider_owner (provider, owner) FROM stdin;
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275
0xa15bbCd9f919b82AfFBF65D027529414a74622F3	0xa15bbCd9f919b82AfFBF65D027529414a74622F3
\.

COPY market.quote (id, payer, organization_id, service_id, group_id, method, request_hash, price, height, valid_until) FROM stdin;
1	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	org	dynamic	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	\N	\N	7	1	21
\.

COPY market.rate_bucket (organization_id, service_id, client, credit, height) FROM stdin;
org	fixed	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	92	1
\.

COPY market.registry_event (id, height, block_time, event, organization_id, item_id, account, metadata, hash, detail) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	organization_created	org	\N	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	{"assets": {}, "groups": [{"payment": {"payment_address": "0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275", "payment_expiration_threshold": 5}, "group_id": "rZNvy+1jH6Z+BcPqA5U5BSIcnUavBha3C63xBalm+xE=", "group_name": "default_group"}], "contacts": [], "org_name": "Org", "org_type": "individual", "description": {}}	\\x312f442e603f4e55ba3661e29e6a4c0c50b75eb125a4df7519841743479da8d6	\N
2	1	2026-11-26 01:31:16.901242+00	service_created	org	fixed	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	{"groups": [{"pricing": [{"default": true, "price_model": "fixed_price", "price_in_cogs": 10}], "free_calls": 3, "group_name": "default_group", "free_call_signer_address": "0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe"}], "version": 1, "encoding": "proto", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "display_name": "Service", "service_type": "grpc", "service_api_source": "ipfs://Qm"}	\\x8c4e9f7dc5c78c773383070437e79eed5846a0d76014a3a955e33c8af9b83915	\N
3	1	2026-11-26 01:31:16.901242+00	service_created	org	dynamic	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	{"groups": [{"pricing": [{"default": true, "price_model": "fixed_price", "price_in_cogs": 10}], "free_calls": 3, "group_name": "default_group", "free_call_signer_address": "0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe"}], "version": 1, "encoding": "proto", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "display_name": "Service", "service_type": "grpc", "service_api_source": "ipfs://Qm"}	\\x8c4e9f7dc5c78c773383070437e79eed5846a0d76014a3a955e33c8af9b83915	\N
4	1	2026-11-26 01:31:16.901242+00	service_metadata_modified	org	fixed	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	{"groups": [{"pricing": [{"default": true, "price_model": "fixed_price", "price_in_cogs": 11}], "free_calls": 3, "group_name": "default_group", "free_call_signer_address": "0x07A4801660C5b7bFC94f4f5bf54dD675b1527bDe"}], "version": 1, "encoding": "proto", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "display_name": "Service", "service_type": "grpc", "service_api_source": "ipfs://Qm"}	\\xe4d648001444de3e18ea7b679678ecfca017e9f6c74f30a8ba0944fa0d2d777e	\N
5	1	2026-11-26 01:31:16.901242+00	type_repository_created	org	types	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	{"uri": "ipfs://Qm", "tags": ["a"]}
\.

COPY market.request_history (id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom, request_height, expiration_height, state, tax, ended_height, slashed) FROM stdin;
1	1	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	1	3	answered	2	1	0
2	2	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	1	2	expired	0	2	150
3	3	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	1	91	answered	2	3	0
5	5	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	1	10	answered	2	3	0
\.

COPY market.request_open (id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom, request_height, expiration_height, state, tax, ended_height) FROM stdin;
4	4	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	1	10	pending	\N	\N
6	6	1	0	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	50	stake	3	93	answered	2	4
\.

COPY market.response (request_id, provider, consumer, result, output, height) FROM stdin;
1	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"code": 200, "message": ""}	{"header": {}}	1
3	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"code": 200, "message": ""}	{"header": {}}	3
5	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"code": 200, "message": ""}	{"header": {}}	3
6	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	{"code": 200, "message": ""}	{"header": {}}	4
\.

COPY market.service_binding (service_name, provider, owner, deposit, pricing, price, price_denom, qos, options, available, disabled_time) FROM stdin;
oracle-price	0xa15bbCd9f919b82AfFBF65D027529414a74622F3	0xa15bbCd9f919b82AfFBF65D027529414a74622F3	0	{"price":"0stake"}	0	stake	1	{}	t	\N
work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	149850	{"price": "50stake"}	50	stake	1	{}	t	\N
\.

COPY market.service_definition (name, description, tags, author, author_description, schemas, input_schema, output_schema) FROM stdin;
work		{a}	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275		{"input": {"type": "object"}, "output": {"type": "object"}}	{"type": "object"}	{"type": "object"}
oracle-price		{}	0xa15bbCd9f919b82AfFBF65D027529414a74622F3		{"input":{"type":"object"},"output":{"type":"object"}}	{"type":"object"}	{"type":"object"}
\.

COPY market.service_event (id, height, block_time, event, service_name, provider, account, context_id, request_id, ids, details) FROM stdin;
1	1	2026-11-26 01:31:16.901242+00	create_definition	work	\N	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	\N
2	1	2026-11-26 01:31:16.901242+00	create_binding	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	\N
3	1	2026-11-26 01:31:16.901242+00	set_withdraw_address	\N	\N	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	\N
4	1	2026-11-26 01:31:16.901242+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	1	\N	\N	\N
5	1	2026-11-26 01:31:16.901242+00	new_batch	\N	\N	\N	\N	\N	{1}	\N
6	1	2026-11-26 01:31:16.901242+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	2	\N	\N	\N
7	1	2026-11-26 01:31:16.901242+00	new_batch	\N	\N	\N	\N	\N	{2}	\N
8	1	2026-11-26 01:31:16.901242+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	3	\N	\N	\N
9	1	2026-11-26 01:31:16.901242+00	new_batch	\N	\N	\N	\N	\N	{3}	\N
10	1	2026-11-26 01:31:16.901242+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	4	\N	\N	\N
11	1	2026-11-26 01:31:16.901242+00	new_batch	\N	\N	\N	\N	\N	{4}	\N
12	1	2026-11-26 01:31:16.901242+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	5	\N	\N	\N
13	1	2026-11-26 01:31:16.901242+00	new_batch	\N	\N	\N	\N	\N	{5}	\N
14	1	2026-11-26 01:31:16.901242+00	respond_service	\N	\N	\N	\N	\N	{1}	\N
15	1	2026-11-26 01:31:16.901242+00	complete_batch	\N	\N	\N	\N	\N	{1}	\N
16	1	2026-11-26 01:31:16.901242+00	new_batch_request_provider	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	{2,3,4,5}	\N
17	2	2026-11-26 01:31:17.764493+00	complete_batch	\N	\N	\N	\N	\N	{2}	\N
18	2	2026-11-26 01:31:17.764493+00	complete_context	\N	\N	\N	\N	\N	{2}	\N
19	2	2026-11-26 01:31:17.764493+00	service_slash	\N	\N	\N	\N	\N	{2}	\N
20	3	2026-11-26 01:31:17.810886+00	create_context	work	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	6	\N	\N	\N
21	3	2026-11-26 01:31:17.810886+00	new_batch	\N	\N	\N	\N	\N	{6}	\N
22	3	2026-11-26 01:31:17.810886+00	respond_service	\N	\N	\N	\N	\N	{3,5}	\N
23	3	2026-11-26 01:31:17.810886+00	complete_batch	\N	\N	\N	\N	\N	{3,5}	\N
24	3	2026-11-26 01:31:17.810886+00	complete_context	\N	\N	\N	\N	\N	{1}	\N
25	3	2026-11-26 01:31:17.810886+00	new_batch_request_provider	work	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	{6}	\N
\.

COPY market.service_group (organization_id, service_id, group_id, payment_address, payment_expiration_threshold, fixed_price, method_prices, is_dynamic, guarded) FROM stdin;
org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	5	11	\N	f	t
org	dynamic	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	5	10	\N	t	f
\.

COPY market.service_rating (organization_id, service_id, payer, usage_id, stars, comment, height, block_time) FROM stdin;
org	fixed	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	1	4	good	1	2026-11-26 01:31:16.901242+00
\.

COPY market.service_setting (organization_id, service_id, running, rate_limit, burst_size, client_rate_limit, client_burst_size, rate_limit_blocks, allowed_user_flag, allowed_user_addresses, authentication_addresses, trusted_free_call_signers, min_balance_for_free_call, free_call_period) FROM stdin;
org	fixed	t	0	\N	100	\N	1	f	{}	{}	{}	\N	\N
\.

COPY market.token (denom, symbol, decimals) FROM stdin;
stake	\N	0
cog	AGI	8
\.

COPY market.type_repository (organization_id, repository_id, uri, tags, number) FROM stdin;
org	types	ipfs://Qm	{a}	1
\.

COPY market.unclaimed_channel (channel_id, recipient, since, due) FROM stdin;
0	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	1	995
3	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	1	995
\.

COPY market.usage_2026_11 (id, block_time, height, kind, organization_id, service_id, group_id, recipient, method, channel_id, nonce, authorized_amount, full_amount, payer, price, outcome, error, response_time, service_time, details) FROM stdin;
1	2026-11-26 01:31:16.901242+00	1	paid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	0	0	11	1000	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
2	2026-11-26 01:31:16.901242+00	1	paid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	0	0	22	1000	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
3	2026-11-26 01:31:16.901242+00	1	paid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	0	0	33	1000	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
4	2026-11-26 01:31:16.901242+00	1	paid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	1	0	11	1000	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
5	2026-11-26 01:31:16.901242+00	1	paid	org	dynamic	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	3	0	7	1000	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	7	success	\N	\N	\N	\N
6	2026-11-26 01:31:16.901242+00	1	paid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	0	1	11	978	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
7	2026-11-26 01:31:16.901242+00	1	prepaid	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	3	\N	\N	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	11	success	\N	\N	\N	\N
8	2026-11-26 01:31:16.901242+00	1	free	org	fixed	\\xad936fcbed631fa67e05c3ea03953905221c9d46af0616b70badf105a966fb11	0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	\N	\N	\N	\N	\N	0xf0B17C3Ad11f8e0c0981d05242b4167AC8740402	0	success	\N	\N	\N	\N
\.

COPY market.used_permission (digest, channel_id) FROM stdin;
\\x023595238fbae6f66ce730485de712255fe1965e04d953bd8f4673da2ca24966	4
\.

COPY market.withdraw_address (owner, withdraw_address) FROM stdin;
0x6e55cA1Dfc1cACaB552cF3c6c65C7d8E19E67275	0x23F55f5b25b76825862A81bFc4Eef97367B29992
\.

SELECT pg_catalog.setval('market.callback_outbox_id_seq', 1, true);

SELECT pg_catalog.setval('market.channel_alert_id_seq', 1, true);

SELECT pg_catalog.setval('market.channel_event_id_seq', 8, true);

SELECT pg_catalog.setval('market.channel_id_seq', 4, true);

SELECT pg_catalog.setval('market.context_id_seq', 6, true);

SELECT pg_catalog.setval('market.dispute_id_seq', 1, true);

SELECT pg_catalog.setval('market.former_price_id_seq', 2, true);

SELECT pg_catalog.setval('market.journal_id_seq', 26, true);

SELECT pg_catalog.setval('market.organization_number_seq', 1, true);

SELECT pg_catalog.setval('market.organization_service_number_seq', 2, true);

SELECT pg_catalog.setval('market.payment_refund_id_seq', 1, true);

SELECT pg_catalog.setval('market.pool_share_id_seq', 4, true);

SELECT pg_catalog.setval('market.quote_id_seq', 1, true);

SELECT pg_catalog.setval('market.registry_event_id_seq', 5, true);

SELECT pg_catalog.setval('market.request_id_seq', 6, true);

SELECT pg_catalog.setval('market.service_event_id_seq', 25, true);

SELECT pg_catalog.setval('market.type_repository_number_seq', 1, true);

SELECT pg_catalog.setval('market.usage_id_seq', 32, true);

ALTER TABLE ONLY market.account_balance
    ADD CONSTRAINT account_balance_pkey PRIMARY KEY (account, denom);

ALTER TABLE ONLY market.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (address);

ALTER TABLE ONLY market.answered_volume
    ADD CONSTRAINT answered_volume_pkey PRIMARY KEY (consumer, service_name, provider);

ALTER TABLE ONLY market.audit_progress
    ADD CONSTRAINT audit_progress_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY market.audit_total
    ADD CONSTRAINT audit_total_pkey PRIMARY KEY (account, kind, denom);

ALTER TABLE ONLY market.block_day
    ADD CONSTRAINT block_day_first_height_key UNIQUE (first_height);

ALTER TABLE ONLY market.block_day
    ADD CONSTRAINT block_day_pkey PRIMARY KEY (day);

ALTER TABLE ONLY market.callback_outbox
    ADD CONSTRAINT callback_outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.channel_alert
    ADD CONSTRAINT channel_alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.channel_alert_rule
    ADD CONSTRAINT channel_alert_rule_pkey PRIMARY KEY (channel_id, account);

ALTER TABLE ONLY market.channel_event
    ADD CONSTRAINT channel_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.channel_refill
    ADD CONSTRAINT channel_refill_pkey PRIMARY KEY (channel_id);

ALTER TABLE ONLY market.channel_signer
    ADD CONSTRAINT channel_signer_pkey PRIMARY KEY (channel_id, signer);

ALTER TABLE ONLY market.claim_rule
    ADD CONSTRAINT claim_rule_pkey PRIMARY KEY (recipient);

ALTER TABLE ONLY market.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY market.context_progress
    ADD CONSTRAINT context_progress_pkey PRIMARY KEY (context_id);

ALTER TABLE ONLY market.context_terms
    ADD CONSTRAINT context_terms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.dispute
    ADD CONSTRAINT dispute_usage_id_key UNIQUE (usage_id);

ALTER TABLE ONLY market.earned_total
    ADD CONSTRAINT earned_total_pkey PRIMARY KEY (provider, denom);

ALTER TABLE ONLY market.engine_mark
    ADD CONSTRAINT engine_mark_pkey PRIMARY KEY (height);

ALTER TABLE ONLY market.engine
    ADD CONSTRAINT engine_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY market.external_reference
    ADD CONSTRAINT external_reference_pkey PRIMARY KEY (kind, reference);

ALTER TABLE ONLY market.former_price
    ADD CONSTRAINT former_price_pkey PRIMARY KEY (organization_id, service_id, group_id, id);

ALTER TABLE ONLY market.free_call_allowance
    ADD CONSTRAINT free_call_allowance_pkey PRIMARY KEY (organization_id, service_id, client);

ALTER TABLE ONLY market.free_call
    ADD CONSTRAINT free_call_pkey PRIMARY KEY (organization_id, service_id, group_id, client, user_id);

ALTER TABLE ONLY market.history_seal
    ADD CONSTRAINT history_seal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (account, scope, key);

ALTER TABLE ONLY market.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY market.module
    ADD CONSTRAINT module_pkey PRIMARY KEY (name);

ALTER TABLE ONLY market.module_service
    ADD CONSTRAINT module_service_pkey PRIMARY KEY (module_name);

ALTER TABLE ONLY market.module_service
    ADD CONSTRAINT module_service_service_name_key UNIQUE (service_name);

ALTER TABLE ONLY market.organization_group
    ADD CONSTRAINT organization_group_organization_id_group_name_key UNIQUE (organization_id, group_name);

ALTER TABLE ONLY market.organization_group
    ADD CONSTRAINT organization_group_pkey PRIMARY KEY (organization_id, group_id);

ALTER TABLE ONLY market.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.organization_service
    ADD CONSTRAINT organization_service_pkey PRIMARY KEY (organization_id, service_id);

ALTER TABLE ONLY market.params
    ADD CONSTRAINT params_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY market.payment_refund
    ADD CONSTRAINT payment_refund_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.payment_reservation
    ADD CONSTRAINT payment_reservation_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY market.payment_split
    ADD CONSTRAINT payment_split_pkey PRIMARY KEY (recipient, beneficiary);

ALTER TABLE ONLY market.pending_claim
    ADD CONSTRAINT pending_claim_pkey PRIMARY KEY (channel_id, nonce);

ALTER TABLE ONLY market.pool_share
    ADD CONSTRAINT pool_share_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.prepaid_secret
    ADD CONSTRAINT prepaid_secret_pkey PRIMARY KEY (organization_id);

ALTER TABLE ONLY market.prepaid_total
    ADD CONSTRAINT prepaid_total_pkey PRIMARY KEY (channel_id, organization_id);

ALTER TABLE ONLY market.pricing_function
    ADD CONSTRAINT pricing_function_pkey PRIMARY KEY (organization_id, service_id, method);

ALTER TABLE ONLY market.provider_owner
    ADD CONSTRAINT provider_owner_pkey PRIMARY KEY (provider);

ALTER TABLE ONLY market.quote
    ADD CONSTRAINT quote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.rate_bucket
    ADD CONSTRAINT rate_bucket_pkey PRIMARY KEY (organization_id, service_id, client);

ALTER TABLE ONLY market.registry_event
    ADD CONSTRAINT registry_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.request_history
    ADD CONSTRAINT request_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.request_open
    ADD CONSTRAINT request_open_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.response
    ADD CONSTRAINT response_pkey PRIMARY KEY (request_id);

ALTER TABLE ONLY market.service_binding
    ADD CONSTRAINT service_binding_pkey PRIMARY KEY (service_name, provider);

ALTER TABLE ONLY market.service_definition
    ADD CONSTRAINT service_definition_pkey PRIMARY KEY (name);

ALTER TABLE ONLY market.service_event
    ADD CONSTRAINT service_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY market.service_group
    ADD CONSTRAINT service_group_pkey PRIMARY KEY (organization_id, service_id, group_id);

ALTER TABLE ONLY market.service_rating
    ADD CONSTRAINT service_rating_pkey PRIMARY KEY (organization_id, service_id, payer);

ALTER TABLE ONLY market.service_setting
    ADD CONSTRAINT service_setting_pkey PRIMARY KEY (organization_id, service_id);

ALTER TABLE ONLY market.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (denom);

ALTER TABLE ONLY market.token
    ADD CONSTRAINT token_symbol_key UNIQUE (symbol);

ALTER TABLE ONLY market.type_repository
    ADD CONSTRAINT type_repository_pkey PRIMARY KEY (organization_id, repository_id);

ALTER TABLE ONLY market.unclaimed_channel
    ADD CONSTRAINT unclaimed_channel_pkey PRIMARY KEY (channel_id);

ALTER TABLE ONLY market.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (id, block_time);

ALTER TABLE ONLY market.usage_2026_11
    ADD CONSTRAINT usage_2026_11_pkey PRIMARY KEY (id, block_time);

ALTER TABLE ONLY market.used_permission
    ADD CONSTRAINT used_permission_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY market.withdraw_address
    ADD CONSTRAINT withdraw_address_pkey PRIMARY KEY (owner);

CREATE INDEX account_owner_role_idx ON market.account USING btree (owner_role);

COMMENT ON INDEX market.account_owner_role_idx IS 'the accounts of a role';

CREATE INDEX callback_outbox_ended_idx ON market.callback_outbox USING btree (height) WHERE (state <> 'pending'::text);

COMMENT ON INDEX market.callback_outbox_ended_idx IS 'old callbacks, for prune()';

CREATE INDEX callback_outbox_pending_idx ON market.callback_outbox USING btree (attempts, id) WHERE (state = 'pending'::text);

COMMENT ON INDEX market.callback_outbox_pending_idx IS 'what is to be delivered: what was never tried comes first';

CREATE UNIQUE INDEX callback_outbox_response_idx ON market.callback_outbox USING btree (context_id, batch_counter) WHERE (kind = 'response'::text);

COMMENT ON INDEX market.callback_outbox_response_idx IS 'a batch is reported once';

CREATE INDEX channel_alert_account_idx ON market.channel_alert USING btree (account, id);

COMMENT ON INDEX market.channel_alert_account_idx IS 'the alerts of an account';

CREATE INDEX channel_alert_rule_due_idx ON market.channel_alert_rule USING btree (due) WHERE (due IS NOT NULL);

COMMENT ON INDEX market.channel_alert_rule_due_idx IS 'what is due first';

CREATE INDEX channel_alert_told_idx ON market.channel_alert USING btree (id) WHERE (NOT told);

COMMENT ON INDEX market.channel_alert_told_idx IS 'what the end of the block tells';

CREATE INDEX channel_event_channel_id_idx ON market.channel_event USING btree (channel_id, id);

COMMENT ON INDEX market.channel_event_channel_id_idx IS 'the events of a channel';

CREATE INDEX channel_recipient_idx ON market.channel USING btree (recipient, group_id);

COMMENT ON INDEX market.channel_recipient_idx IS 'the channels of a recipient, by group';

CREATE INDEX channel_refill_due_idx ON market.channel_refill USING btree (due, channel_id) WHERE (due IS NOT NULL);

COMMENT ON INDEX market.channel_refill_due_idx IS 'what the end of a block has to look at';

CREATE INDEX channel_sender_idx ON market.channel USING btree (sender);

COMMENT ON INDEX market.channel_sender_idx IS 'the channels of a sender';

CREATE INDEX channel_signer_idx ON market.channel USING btree (signer);

COMMENT ON INDEX market.channel_signer_idx IS 'the channels of a signer';

CREATE INDEX claim_rule_is_new_idx ON market.claim_rule USING btree (recipient) WHERE is_new;

COMMENT ON INDEX market.claim_rule_is_new_idx IS 'the rules that the end of a block has not seen';

CREATE INDEX context_progress_due_idx ON market.context_progress USING btree (due_height, context_id);

COMMENT ON INDEX market.context_progress_due_idx IS 'batches that are due to expire';

CREATE INDEX context_progress_start_idx ON market.context_progress USING btree (start_height, context_id) WHERE (start_height IS NOT NULL);

COMMENT ON INDEX market.context_progress_start_idx IS 'new batches that are due';

CREATE INDEX context_terms_consumer_idx ON market.context_terms USING btree (consumer, id);

COMMENT ON INDEX market.context_terms_consumer_idx IS 'the contexts of a consumer';

CREATE INDEX context_terms_created_idx ON market.context_terms USING brin (created_height) WITH (pages_per_range='32');

COMMENT ON INDEX market.context_terms_created_idx IS 'old contexts, for prune()';

CREATE INDEX dispute_organization_idx ON market.dispute USING btree (organization_id, service_id);

COMMENT ON INDEX market.dispute_organization_idx IS 'the disputes of a service';

CREATE INDEX dispute_payer_idx ON market.dispute USING btree (payer);

COMMENT ON INDEX market.dispute_payer_idx IS 'the disputes of a client';

CREATE INDEX free_call_allowance_client_idx ON market.free_call_allowance USING btree (client);

COMMENT ON INDEX market.free_call_allowance_client_idx IS 'the allowances of a client';

CREATE INDEX free_call_client_idx ON market.free_call USING btree (client);

COMMENT ON INDEX market.free_call_client_idx IS 'the free calls of a client';

CREATE INDEX idempotency_key_height_idx ON market.idempotency_key USING btree (height);

COMMENT ON INDEX market.idempotency_key_height_idx IS 'the oldest keys, which are forgotten first';

CREATE INDEX journal_credit_idx ON market.journal USING btree (credit, id);

COMMENT ON INDEX market.journal_credit_idx IS 'statement of an account: money in';

CREATE INDEX journal_debit_idx ON market.journal USING btree (debit, id);

COMMENT ON INDEX market.journal_debit_idx IS 'statement of an account: money out';

CREATE INDEX organization_service_tags_idx ON market.organization_service USING gin (tags);

COMMENT ON INDEX market.organization_service_tags_idx IS 'the services with a tag';

CREATE INDEX payment_refund_channel_idx ON market.payment_refund USING btree (channel_id, nonce);

COMMENT ON INDEX market.payment_refund_channel_idx IS 'the refunds of a channel';

CREATE INDEX payment_reservation_channel_idx ON market.payment_reservation USING btree (channel_id, expiration) WHERE (outcome IS NULL);

COMMENT ON INDEX market.payment_reservation_channel_idx IS 'the open payments of a channel';

CREATE INDEX payment_reservation_expiration_idx ON market.payment_reservation USING btree (expiration);

COMMENT ON INDEX market.payment_reservation_expiration_idx IS 'leases, by their end';

CREATE INDEX provider_owner_owner_idx ON market.provider_owner USING btree (owner);

COMMENT ON INDEX market.provider_owner_owner_idx IS 'the providers of an owner';

CREATE INDEX quote_payer_idx ON market.quote USING btree (payer, valid_until);

COMMENT ON INDEX market.quote_payer_idx IS 'the quotes of a payer, oldest first';

CREATE INDEX registry_event_item_idx ON market.registry_event USING btree (organization_id, item_id, id);

COMMENT ON INDEX market.registry_event_item_idx IS 'the history of an organization, a service or a type repository';

CREATE INDEX request_history_context_idx ON market.request_history USING btree (context_id, batch_counter, request_index);

COMMENT ON INDEX market.request_history_context_idx IS 'the ended requests of a context';

CREATE INDEX request_history_ended_idx ON market.request_history USING brin (ended_height) WITH (pages_per_range='32');

COMMENT ON INDEX market.request_history_ended_idx IS 'old requests, for prune()';

CREATE INDEX request_open_context_idx ON market.request_open USING btree (context_id, request_index);

COMMENT ON INDEX market.request_open_context_idx IS 'the open requests of a context';

CREATE INDEX request_open_provider_idx ON market.request_open USING btree (provider, service_name, expiration_height, id);

COMMENT ON INDEX market.request_open_provider_idx IS 'the work of a provider, in the order in which it expires';

CREATE INDEX response_consumer_idx ON market.response USING btree (consumer, provider, height);

COMMENT ON INDEX market.response_consumer_idx IS 'answers of a provider to a consumer, for discounts by volume';

CREATE INDEX response_height_idx ON market.response USING btree (height);

COMMENT ON INDEX market.response_height_idx IS 'answers that a block has to settle';

CREATE INDEX service_binding_owner_idx ON market.service_binding USING btree (owner, service_name, provider);

COMMENT ON INDEX market.service_binding_owner_idx IS 'the bindings of an owner';

CREATE INDEX service_binding_provider_idx ON market.service_binding USING btree (provider);

COMMENT ON INDEX market.service_binding_provider_idx IS 'the services of a provider';

CREATE INDEX service_event_height_idx ON market.service_event USING btree (height, id);

COMMENT ON INDEX market.service_event_height_idx IS 'the events of a block';

CREATE INDEX type_repository_tags_idx ON market.type_repository USING gin (tags);

COMMENT ON INDEX market.type_repository_tags_idx IS 'the type repositories with a tag';

CREATE INDEX unclaimed_channel_due_idx ON market.unclaimed_channel USING btree (due, channel_id) WHERE (due IS NOT NULL);

COMMENT ON INDEX market.unclaimed_channel_due_idx IS 'what the end of a block has to look at';

CREATE INDEX unclaimed_channel_recipient_idx ON market.unclaimed_channel USING btree (recipient, channel_id);

COMMENT ON INDEX market.unclaimed_channel_recipient_idx IS 'the unclaimed channels of a recipient';

ALTER INDEX market.usage_pkey ATTACH PARTITION market.usage_2026_11_pkey;

CREATE OR REPLACE VIEW market.report_context_funds WITH (security_invoker='true') AS
 SELECT w.context_id,
    w.consumer,
    w.service_name,
    w.denom,
    w.next_height,
    w.batches_left,
    w.batch_cost,
    w.round_cost,
    w.balance,
    trunc((w.balance / w.round_cost)) AS rounds_affordable,
    ((w.next_height)::numeric + ((w.repeated_frequency)::numeric * trunc((w.balance / w.round_cost)))) AS dry_height
   FROM ( SELECT c.id AS context_id,
            c.consumer,
            c.service_name,
            c.denom,
            c.next_height,
            c.batches_left,
            c.batch_cost,
            c.repeated_frequency,
            COALESCE(a.amount, (0)::numeric) AS balance,
            sum(c.batch_cost) OVER all_of_consumer AS round_cost,
            sum((c.batch_cost * (c.batches_left)::numeric)) OVER all_of_consumer AS total_cost,
            bool_or((c.batches_left IS NULL)) OVER all_of_consumer AS is_endless
           FROM (( SELECT p.context_id AS id,
                    t.consumer,
                    t.service_name,
                    b.price_denom AS denom,
                    p.repeated_frequency,
                    COALESCE(p.start_height, ((p.expiry_height - p.timeout) + p.repeated_frequency)) AS next_height,
                        CASE
                            WHEN (NOT p.repeated) THEN (1)::bigint
                            WHEN (p.repeated_total > 0) THEN (p.repeated_total - p.batch_counter)
                            ELSE NULL::bigint
                        END AS batches_left,
                    sum(f.fee) AS batch_cost
                   FROM ((((((market.context_progress p
                     JOIN market.context_terms t ON ((t.id = p.context_id)))
                     CROSS JOIN market.clock k)
                     CROSS JOIN market.params g)
                     CROSS JOIN LATERAL unnest(t.providers) u(provider))
                     JOIN market.service_binding b ON (((b.service_name = t.service_name) AND (b.provider OPERATOR(market.=) u.provider) AND b.available AND (b.qos <= p.timeout))))
                     CROSS JOIN LATERAL ( SELECT trunc(market.discounted_price(b.pricing, (b.price)::numeric, k.block_time, COALESCE(( SELECT v.volume
                                   FROM market.answered_volume v
                                  WHERE ((v.consumer OPERATOR(market.=) t.consumer) AND (v.service_name = t.service_name) AND (v.provider OPERATOR(market.=) u.provider))), (0)::bigint))) AS fee) f)
                  WHERE ((p.state = 'running'::market.context_state) AND ((p.start_height IS NOT NULL) OR (p.repeated AND (p.expiry_height IS NOT NULL) AND ((p.repeated_total < 0) OR (p.batch_counter < p.repeated_total)))) AND ((b.price_denom <> g.base_denom) OR (f.fee <= t.fee_cap)))
                  GROUP BY p.context_id, t.consumer, t.service_name, b.price_denom
                 HAVING (sum(f.fee) > (0)::numeric)) c
             LEFT JOIN market.account_balance a ON (((a.account OPERATOR(market.=) c.consumer) AND (a.denom = c.denom))))
          WINDOW all_of_consumer AS (PARTITION BY c.consumer, c.denom)) w
  WHERE (w.is_endless OR (w.balance < w.total_cost));

CREATE TRIGGER channel_20_unclaimed AFTER UPDATE ON market.channel FOR EACH ROW EXECUTE FUNCTION market.channel_unclaimed();

COMMENT ON TRIGGER channel_20_unclaimed ON market.channel IS 'the first payment, a claim, an extension, and a payment that reaches a rule''s amount';

CREATE TRIGGER channel_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON market.channel_event FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();

COMMENT ON TRIGGER channel_event_append_only ON market.channel_event IS 'rows are added, never changed';

CREATE TRIGGER clock_10_advance BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_advance();

COMMENT ON TRIGGER clock_10_advance ON market.clock IS 'a block ends once, and time never runs backwards';

CREATE TRIGGER clock_20_settle BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_settle();

COMMENT ON TRIGGER clock_20_settle ON market.clock IS 'answers are settled: earnings, taxes and volumes move to where they belong';

CREATE TRIGGER clock_20_usage_month AFTER UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.usage_next_month();

COMMENT ON TRIGGER clock_20_usage_month ON market.clock IS 'the first block of a month makes its partition of usage';

CREATE TRIGGER clock_30_end_leases AFTER UPDATE ON market.clock FOR EACH STATEMENT EXECUTE FUNCTION market.end_payment_leases();

COMMENT ON TRIGGER clock_30_end_leases ON market.clock IS 'payments whose lease has ended are forgotten, and prepaid ones given back';

CREATE TRIGGER clock_30_expire BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_expire();

COMMENT ON TRIGGER clock_30_expire ON market.clock IS 'batches whose time is over expire';

CREATE TRIGGER clock_40_start BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_start();

COMMENT ON TRIGGER clock_40_start ON market.clock IS 'new batches that are due start, also with money that has just been given back';

CREATE TRIGGER clock_45_announce BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_announce();

COMMENT ON TRIGGER clock_45_announce ON market.clock IS 'providers are told of new work';

CREATE TRIGGER clock_50_claim BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_claim();

COMMENT ON TRIGGER clock_50_claim ON market.clock IS 'rules claim, while the block that ends is still there';

CREATE TRIGGER clock_60_day AFTER UPDATE ON market.clock FOR EACH STATEMENT EXECUTE FUNCTION market.clock_day();

COMMENT ON TRIGGER clock_60_day ON market.clock IS 'the first block of a day is noted, for reports by day';

CREATE TRIGGER clock_60_refill BEFORE UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_refill();

COMMENT ON TRIGGER clock_60_refill ON market.clock IS 'rules fund and extend channels, while the block that ends is still there';

CREATE TRIGGER clock_80_alert AFTER UPDATE ON market.clock FOR EACH ROW EXECUTE FUNCTION market.clock_alert();

COMMENT ON TRIGGER clock_80_alert ON market.clock IS 'alerts before expirations, and a notification of new alerts';

CREATE TRIGGER clock_90_prune_idempotency_keys AFTER UPDATE ON market.clock FOR EACH STATEMENT EXECUTE FUNCTION market.prune_idempotency_keys();

COMMENT ON TRIGGER clock_90_prune_idempotency_keys ON market.clock IS 'keys are kept for as many blocks as the parameter says';

CREATE TRIGGER history_seal_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON market.history_seal FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();

COMMENT ON TRIGGER history_seal_append_only ON market.history_seal IS 'rows are added, never changed';

CREATE TRIGGER journal_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON market.journal FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();

COMMENT ON TRIGGER journal_append_only ON market.journal IS 'rows are added, never changed';

CREATE TRIGGER organization_group_20_threshold AFTER UPDATE ON market.organization_group FOR EACH ROW WHEN (((old.payment_expiration_threshold <> new.payment_expiration_threshold) OR (old.payment_address OPERATOR(market.<>) new.payment_address))) EXECUTE FUNCTION market.group_threshold();

COMMENT ON TRIGGER organization_group_20_threshold ON market.organization_group IS 'rules look again at the channels of a group that changed';

CREATE TRIGGER payment_refund_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON market.payment_refund FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();

COMMENT ON TRIGGER payment_refund_append_only ON market.payment_refund IS 'rows are added, never changed';

CREATE TRIGGER registry_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON market.registry_event FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();

COMMENT ON TRIGGER registry_event_append_only ON market.registry_event IS 'rows are added, never changed';

CREATE TRIGGER request_open_10_end BEFORE UPDATE ON market.request_open FOR EACH ROW EXECUTE FUNCTION market.request_end();

COMMENT ON TRIGGER request_open_10_end ON market.request_open IS 'a request ends once; an answer splits the fee into tax and what is earned';

CREATE TRIGGER request_open_20_ended AFTER UPDATE ON market.request_open REFERENCING NEW TABLE AS ended FOR EACH STATEMENT EXECUTE FUNCTION market.request_ended();

COMMENT ON TRIGGER request_open_20_ended ON market.request_open IS 'answers are counted and complete their batches; time-outs give fees back and slash deposits';

CREATE TRIGGER service_binding_threshold AFTER UPDATE ON market.service_binding REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION market.service_binding_threshold();

COMMENT ON TRIGGER service_binding_threshold ON market.service_binding IS 'a deposit that falls below its threshold disables the binding';

ALTER TABLE ONLY market.channel_alert_rule
    ADD CONSTRAINT channel_alert_rule_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES market.channel(id);

ALTER TABLE ONLY market.channel_refill
    ADD CONSTRAINT channel_refill_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES market.channel(id);

ALTER TABLE ONLY market.channel_signer
    ADD CONSTRAINT channel_signer_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES market.channel(id);

ALTER TABLE ONLY market.former_price
    ADD CONSTRAINT former_price_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.free_call_allowance
    ADD CONSTRAINT free_call_allowance_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.free_call
    ADD CONSTRAINT free_call_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.module_service
    ADD CONSTRAINT module_service_service_name_fkey FOREIGN KEY (service_name) REFERENCES market.service_definition(name);

ALTER TABLE ONLY market.organization_group
    ADD CONSTRAINT organization_group_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES market.organization(id) ON DELETE CASCADE;

ALTER TABLE ONLY market.organization_service
    ADD CONSTRAINT organization_service_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES market.organization(id) ON DELETE CASCADE;

ALTER TABLE ONLY market.payment_refund
    ADD CONSTRAINT payment_refund_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES market.channel(id);

ALTER TABLE ONLY market.pending_claim
    ADD CONSTRAINT pending_claim_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES market.channel(id);

ALTER TABLE ONLY market.prepaid_secret
    ADD CONSTRAINT prepaid_secret_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES market.organization(id) ON DELETE CASCADE;

ALTER TABLE ONLY market.pricing_function
    ADD CONSTRAINT pricing_function_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.rate_bucket
    ADD CONSTRAINT rate_bucket_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.service_binding
    ADD CONSTRAINT service_binding_service_name_fkey FOREIGN KEY (service_name) REFERENCES market.service_definition(name);

ALTER TABLE ONLY market.service_group
    ADD CONSTRAINT service_group_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.service_rating
    ADD CONSTRAINT service_rating_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.service_setting
    ADD CONSTRAINT service_setting_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service(organization_id, service_id) ON DELETE CASCADE;

ALTER TABLE ONLY market.type_repository
    ADD CONSTRAINT type_repository_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES market.organization(id) ON DELETE CASCADE;

ALTER TABLE market.account ENABLE ROW LEVEL SECURITY;

CREATE POLICY account_all ON market.account FOR SELECT TO market_app, market_operator, market_reader USING (true);

ALTER TABLE market.account_balance ENABLE ROW LEVEL SECURITY;

CREATE POLICY account_balance_all ON market.account_balance FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY account_balance_own ON market.account_balance FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

CREATE POLICY account_own ON market.account FOR SELECT TO market_user USING (pg_has_role((owner_role)::oid, 'USAGE'::text));

ALTER TABLE market.answered_volume ENABLE ROW LEVEL SECURITY;

CREATE POLICY answered_volume_all ON market.answered_volume FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY answered_volume_own ON market.answered_volume FOR SELECT TO market_user USING (((consumer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT o.provider
   FROM (market.provider_owner o
     JOIN market.account a ON ((a.address OPERATOR(market.=) o.owner))))))));

ALTER TABLE market.callback_outbox ENABLE ROW LEVEL SECURITY;

CREATE POLICY callback_outbox_all ON market.callback_outbox FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY callback_outbox_own ON market.callback_outbox FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.module m
  WHERE ((m.name = callback_outbox.module_name) AND pg_has_role((m.registrant)::oid, 'USAGE'::text)))));

ALTER TABLE market.channel ENABLE ROW LEVEL SECURITY;

ALTER TABLE market.channel_alert ENABLE ROW LEVEL SECURITY;

CREATE POLICY channel_alert_all ON market.channel_alert FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY channel_alert_own ON market.channel_alert FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.channel_alert_rule ENABLE ROW LEVEL SECURITY;

CREATE POLICY channel_alert_rule_all ON market.channel_alert_rule FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY channel_alert_rule_own ON market.channel_alert_rule FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

CREATE POLICY channel_all ON market.channel FOR SELECT TO market_app, market_operator, market_reader USING (true);

ALTER TABLE market.channel_event ENABLE ROW LEVEL SECURITY;

CREATE POLICY channel_event_all ON market.channel_event FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY channel_event_own ON market.channel_event FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE (c.id = channel_event.channel_id))));

CREATE POLICY channel_own ON market.channel FOR SELECT TO market_user USING (((sender OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (signer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a)))));

ALTER TABLE market.channel_refill ENABLE ROW LEVEL SECURITY;

CREATE POLICY channel_refill_all ON market.channel_refill FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY channel_refill_own ON market.channel_refill FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE ((c.id = channel_refill.channel_id) AND (c.sender OPERATOR(market.=) ANY (ARRAY( SELECT a.address
           FROM market.account a)))))));

ALTER TABLE market.channel_signer ENABLE ROW LEVEL SECURITY;

CREATE POLICY channel_signer_all ON market.channel_signer FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY channel_signer_own ON market.channel_signer FOR SELECT TO market_user USING (((signer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (EXISTS ( SELECT
   FROM market.channel c
  WHERE (c.id = channel_signer.channel_id)))));

ALTER TABLE market.claim_rule ENABLE ROW LEVEL SECURITY;

CREATE POLICY claim_rule_all ON market.claim_rule FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY claim_rule_own ON market.claim_rule FOR SELECT TO market_user USING ((recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.context_progress ENABLE ROW LEVEL SECURITY;

CREATE POLICY context_progress_all ON market.context_progress FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY context_progress_own ON market.context_progress FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.context_terms t
  WHERE (t.id = context_progress.context_id))));

ALTER TABLE market.context_terms ENABLE ROW LEVEL SECURITY;

CREATE POLICY context_terms_all ON market.context_terms FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY context_terms_own ON market.context_terms FOR SELECT TO market_user USING (((consumer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (EXISTS ( SELECT
   FROM market.request_open r
  WHERE (r.context_id = context_terms.id))) OR (EXISTS ( SELECT
   FROM market.request_history r
  WHERE (r.context_id = context_terms.id)))));

ALTER TABLE market.dispute ENABLE ROW LEVEL SECURITY;

CREATE POLICY dispute_all ON market.dispute FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY dispute_own ON market.dispute FOR SELECT TO market_user USING (((payer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (organization_id = ANY (ARRAY( SELECT o.id
   FROM market.organization o
  WHERE (EXISTS ( SELECT
           FROM market.account a
          WHERE ((a.address OPERATOR(market.=) o.owner) OR (a.address OPERATOR(market.=) ANY (o.members))))))))));

ALTER TABLE market.earned_total ENABLE ROW LEVEL SECURITY;

CREATE POLICY earned_total_all ON market.earned_total FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY earned_total_own ON market.earned_total FOR SELECT TO market_user USING (((provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT o.provider
   FROM (market.provider_owner o
     JOIN market.account a ON ((a.address OPERATOR(market.=) o.owner))))))));

ALTER TABLE market.external_reference ENABLE ROW LEVEL SECURITY;

CREATE POLICY external_reference_all ON market.external_reference FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY external_reference_own ON market.external_reference FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.free_call ENABLE ROW LEVEL SECURITY;

CREATE POLICY free_call_all ON market.free_call FOR SELECT TO market_app, market_operator, market_reader USING (true);

ALTER TABLE market.free_call_allowance ENABLE ROW LEVEL SECURITY;

CREATE POLICY free_call_allowance_all ON market.free_call_allowance FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY free_call_allowance_own ON market.free_call_allowance FOR SELECT TO market_user USING (((client OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (EXISTS ( SELECT
   FROM market.organization o
  WHERE ((o.id = free_call_allowance.organization_id) AND ((o.owner OPERATOR(market.=) ANY (ARRAY( SELECT a.address
           FROM market.account a))) OR (o.members && ARRAY( SELECT a.address
           FROM market.account a))))))));

CREATE POLICY free_call_own ON market.free_call FOR SELECT TO market_user USING (((client OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (EXISTS ( SELECT
   FROM market.organization o
  WHERE ((o.id = free_call.organization_id) AND ((o.owner OPERATOR(market.=) ANY (ARRAY( SELECT a.address
           FROM market.account a))) OR (o.members && ARRAY( SELECT a.address
           FROM market.account a))))))));

ALTER TABLE market.idempotency_key ENABLE ROW LEVEL SECURITY;

CREATE POLICY idempotency_key_all ON market.idempotency_key FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY idempotency_key_own ON market.idempotency_key FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.journal ENABLE ROW LEVEL SECURITY;

CREATE POLICY journal_all ON market.journal FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY journal_own ON market.journal FOR SELECT TO market_user USING (((debit OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (credit OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a)))));

ALTER TABLE market.payment_refund ENABLE ROW LEVEL SECURITY;

CREATE POLICY payment_refund_all ON market.payment_refund FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY payment_refund_own ON market.payment_refund FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE (c.id = payment_refund.channel_id))));

ALTER TABLE market.payment_reservation ENABLE ROW LEVEL SECURITY;

CREATE POLICY payment_reservation_all ON market.payment_reservation FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY payment_reservation_own ON market.payment_reservation FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE (c.id = payment_reservation.channel_id))));

ALTER TABLE market.payment_split ENABLE ROW LEVEL SECURITY;

CREATE POLICY payment_split_all ON market.payment_split FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY payment_split_own ON market.payment_split FOR SELECT TO market_user USING (((recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (beneficiary OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a)))));

ALTER TABLE market.pending_claim ENABLE ROW LEVEL SECURITY;

CREATE POLICY pending_claim_all ON market.pending_claim FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY pending_claim_own ON market.pending_claim FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE ((c.id = pending_claim.channel_id) AND (c.recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
           FROM market.account a)))))));

ALTER TABLE market.pool_share ENABLE ROW LEVEL SECURITY;

CREATE POLICY pool_share_all ON market.pool_share FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY pool_share_own ON market.pool_share FOR SELECT TO market_user USING ((account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.prepaid_total ENABLE ROW LEVEL SECURITY;

CREATE POLICY prepaid_total_all ON market.prepaid_total FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY prepaid_total_own ON market.prepaid_total FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.channel c
  WHERE (c.id = prepaid_total.channel_id))));

ALTER TABLE market.quote ENABLE ROW LEVEL SECURITY;

CREATE POLICY quote_all ON market.quote FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY quote_own ON market.quote FOR SELECT TO market_user USING ((payer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.rate_bucket ENABLE ROW LEVEL SECURITY;

CREATE POLICY rate_bucket_all ON market.rate_bucket FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY rate_bucket_own ON market.rate_bucket FOR SELECT TO market_user USING (((client OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (EXISTS ( SELECT
   FROM market.service_setting s
  WHERE ((s.organization_id = rate_bucket.organization_id) AND (s.service_id = rate_bucket.service_id))))));

ALTER TABLE market.request_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY request_history_all ON market.request_history FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY request_history_own ON market.request_history FOR SELECT TO market_user USING (((consumer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT o.provider
   FROM (market.provider_owner o
     JOIN market.account a ON ((a.address OPERATOR(market.=) o.owner))))))));

ALTER TABLE market.request_open ENABLE ROW LEVEL SECURITY;

CREATE POLICY request_open_all ON market.request_open FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY request_open_own ON market.request_open FOR SELECT TO market_user USING (((consumer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT o.provider
   FROM (market.provider_owner o
     JOIN market.account a ON ((a.address OPERATOR(market.=) o.owner))))))));

ALTER TABLE market.response ENABLE ROW LEVEL SECURITY;

CREATE POLICY response_all ON market.response FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY response_own ON market.response FOR SELECT TO market_user USING (((consumer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT o.provider
   FROM (market.provider_owner o
     JOIN market.account a ON ((a.address OPERATOR(market.=) o.owner))))))));

ALTER TABLE market.service_event ENABLE ROW LEVEL SECURITY;

CREATE POLICY service_event_all ON market.service_event FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY service_event_own ON market.service_event FOR SELECT TO market_user USING (((context_id IS NULL) OR (account OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (provider OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a)))));

ALTER TABLE market.service_setting ENABLE ROW LEVEL SECURITY;

CREATE POLICY service_setting_all ON market.service_setting FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY service_setting_own ON market.service_setting FOR SELECT TO market_user USING ((EXISTS ( SELECT
   FROM market.organization o
  WHERE ((o.id = service_setting.organization_id) AND ((o.owner OPERATOR(market.=) ANY (ARRAY( SELECT a.address
           FROM market.account a))) OR (o.members && ARRAY( SELECT a.address
           FROM market.account a)))))));

ALTER TABLE market.unclaimed_channel ENABLE ROW LEVEL SECURITY;

CREATE POLICY unclaimed_channel_all ON market.unclaimed_channel FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY unclaimed_channel_own ON market.unclaimed_channel FOR SELECT TO market_user USING ((recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

ALTER TABLE market.usage ENABLE ROW LEVEL SECURITY;

CREATE POLICY usage_all ON market.usage FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY usage_own ON market.usage FOR SELECT TO market_user USING (((payer OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (recipient OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))) OR (organization_id = ANY (ARRAY( SELECT o.id
   FROM market.organization o
  WHERE (EXISTS ( SELECT
           FROM market.account a
          WHERE ((a.address OPERATOR(market.=) o.owner) OR (a.address OPERATOR(market.=) ANY (o.members))))))))));

ALTER TABLE market.withdraw_address ENABLE ROW LEVEL SECURITY;

CREATE POLICY withdraw_address_all ON market.withdraw_address FOR SELECT TO market_app, market_operator, market_reader USING (true);

CREATE POLICY withdraw_address_own ON market.withdraw_address FOR SELECT TO market_user USING ((owner OPERATOR(market.=) ANY (ARRAY( SELECT a.address
   FROM market.account a))));

GRANT USAGE ON SCHEMA market TO PUBLIC;

GRANT ALL ON FUNCTION market.add_channel_funds(funder market.address, channel_id bigint, funds market.coin, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.add_channel_funds(funder market.address, channel_id bigint, funds market.coin, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.add_organization_members(member market.address, organization_id text, members market.address[]) TO market_user;
GRANT ALL ON FUNCTION market.add_organization_members(member market.address, organization_id text, members market.address[]) TO market_app;

GRANT ALL ON FUNCTION market.add_service_tags(member market.address, organization_id text, service_id text, tags text[]) TO market_user;
GRANT ALL ON FUNCTION market.add_service_tags(member market.address, organization_id text, service_id text, tags text[]) TO market_app;

GRANT ALL ON FUNCTION market.add_type_repository_tags(member market.address, organization_id text, repository_id text, tags text[]) TO market_user;
GRANT ALL ON FUNCTION market.add_type_repository_tags(member market.address, organization_id text, repository_id text, tags text[]) TO market_app;

GRANT ALL ON FUNCTION market.answer_dispute(member market.address, dispute_id bigint, answer jsonb) TO market_user;
GRANT ALL ON FUNCTION market.answer_dispute(member market.address, dispute_id bigint, answer jsonb) TO market_app;

GRANT ALL ON FUNCTION market.append_only() TO market_owner;

GRANT ALL ON FUNCTION market.audit_recent() TO market_operator;

GRANT ALL ON FUNCTION market.authorize_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.authorize_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.begin_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, lease bigint, concurrent integer, wait interval, idempotency_key text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint) TO market_user;
GRANT ALL ON FUNCTION market.begin_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, lease bigint, concurrent integer, wait interval, idempotency_key text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint) TO market_app;

GRANT ALL ON FUNCTION market.begin_prepaid_payment(channel_id bigint, token text, organization_id text, service_id text, method text, request jsonb, quote_id bigint, lease bigint, idempotency_key text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint) TO market_user;
GRANT ALL ON FUNCTION market.begin_prepaid_payment(channel_id bigint, token text, organization_id text, service_id text, method text, request jsonb, quote_id bigint, lease bigint, idempotency_key text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint) TO market_app;

GRANT ALL ON FUNCTION market.bind_service(owner market.address, service_name text, provider market.address, deposit market.coin, pricing market.pricing, qos bigint, options jsonb, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.bind_service(owner market.address, service_name text, provider market.address, deposit market.coin, pricing market.pricing, qos bigint, options jsonb, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.call_service(consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean, repeated_frequency bigint, repeated_total bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.call_service(consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean, repeated_frequency bigint, repeated_total bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.change_organization_owner(owner market.address, organization_id text, new_owner market.address) TO market_user;
GRANT ALL ON FUNCTION market.change_organization_owner(owner market.address, organization_id text, new_owner market.address) TO market_app;

GRANT ALL ON FUNCTION market.channel_unclaimed() TO market_owner;

GRANT ALL ON FUNCTION market.check_history() TO market_operator;
GRANT ALL ON FUNCTION market.check_history() TO market_reader;

GRANT ALL ON FUNCTION market.check_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, OUT accepted boolean, OUT price numeric, OUT sqlstate text, OUT message text, OUT detail text, OUT hint text) TO market_user;
GRANT ALL ON FUNCTION market.check_payment(channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text, request jsonb, quote_id bigint, OUT accepted boolean, OUT price numeric, OUT sqlstate text, OUT message text, OUT detail text, OUT hint text) TO market_app;

GRANT ALL ON FUNCTION market.claim(recipient market.address, channel_id bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim(recipient market.address, channel_id bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_all(recipient market.address, max_channels integer, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_all(recipient market.address, max_channels integer, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_channel(recipient market.address, channel_id bigint, actual_amount numeric, planned_amount numeric, signature market.signature, send_back boolean, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_channel(recipient market.address, channel_id bigint, actual_amount numeric, planned_amount numeric, signature market.signature, send_back boolean, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_channel_timeout(sender market.address, channel_id bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_channel_timeout(sender market.address, channel_id bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_channels(recipient market.address, channel_ids bigint[], actual_amounts numeric[], planned_amounts numeric[], signatures market.signature[], send_backs boolean[], idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_channels(recipient market.address, channel_ids bigint[], actual_amounts numeric[], planned_amounts numeric[], signatures market.signature[], send_backs boolean[], idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_expiring(recipient market.address, blocks bigint, max_channels integer, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_expiring(recipient market.address, blocks bigint, max_channels integer, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.claim_listed(recipient market.address, channel_ids bigint[], idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.claim_listed(recipient market.address, channel_ids bigint[], idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.clock_advance() TO market_owner;

GRANT ALL ON FUNCTION market.clock_alert() TO market_owner;

GRANT ALL ON FUNCTION market.clock_announce() TO market_owner;

GRANT ALL ON FUNCTION market.clock_claim() TO market_owner;

GRANT ALL ON FUNCTION market.clock_day() TO market_owner;

GRANT ALL ON FUNCTION market.clock_expire() TO market_owner;

GRANT ALL ON FUNCTION market.clock_refill() TO market_owner;

GRANT ALL ON FUNCTION market.clock_settle() TO market_owner;

GRANT ALL ON FUNCTION market.clock_start() TO market_owner;

GRANT ALL ON FUNCTION market.close_dispute(account market.address, dispute_id bigint, outcome text, note text) TO market_user;
GRANT ALL ON FUNCTION market.close_dispute(account market.address, dispute_id bigint, outcome text, note text) TO market_app;
GRANT ALL ON FUNCTION market.close_dispute(account market.address, dispute_id bigint, outcome text, note text) TO market_operator;

GRANT ALL ON FUNCTION market.commit_payment(payment_token uuid, price numeric, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.commit_payment(payment_token uuid, price numeric, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.configure_service(operator market.address, organization_id text, service_id text, rate_limit bigint, burst_size bigint, client_rate_limit bigint, client_burst_size bigint, rate_limit_blocks bigint, allowed_user_flag boolean, allowed_user_addresses market.address[], authentication_addresses market.address[], trusted_free_call_signers market.address[], min_balance_for_free_call numeric, free_call_period bigint, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.configure_service(operator market.address, organization_id text, service_id text, rate_limit bigint, burst_size bigint, client_rate_limit bigint, client_burst_size bigint, rate_limit_blocks bigint, allowed_user_flag boolean, allowed_user_addresses market.address[], authentication_addresses market.address[], trusted_free_call_signers market.address[], min_balance_for_free_call numeric, free_call_period bigint, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.create_account(address market.address, owner_role regrole, label text) TO market_operator;
GRANT ALL ON FUNCTION market.create_account(address market.address, owner_role regrole, label text) TO market_user;
GRANT ALL ON FUNCTION market.create_account(address market.address, owner_role regrole, label text) TO market_app;

GRANT ALL ON FUNCTION market.create_organization(owner market.address, organization_id text, metadata jsonb, members market.address[]) TO market_user;
GRANT ALL ON FUNCTION market.create_organization(owner market.address, organization_id text, metadata jsonb, members market.address[]) TO market_app;

GRANT ALL ON FUNCTION market.create_request_context(module text, consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean, repeated_frequency bigint, repeated_total bigint, response_threshold integer, initial_state market.context_state, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.create_request_context(module text, consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean, repeated_frequency bigint, repeated_total bigint, response_threshold integer, initial_state market.context_state, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.create_token(denom text, symbol text, decimals integer) TO market_operator;

GRANT ALL ON FUNCTION market.create_type_repository(member market.address, organization_id text, repository_id text, uri text, tags text[]) TO market_user;
GRANT ALL ON FUNCTION market.create_type_repository(member market.address, organization_id text, repository_id text, uri text, tags text[]) TO market_app;

GRANT ALL ON FUNCTION market.define_service(author market.address, name text, schemas text, description text, tags text[], author_description text) TO market_user;
GRANT ALL ON FUNCTION market.define_service(author market.address, name text, schemas text, description text, tags text[], author_description text) TO market_app;

GRANT ALL ON FUNCTION market.delete_claim_rule(recipient market.address) TO market_user;
GRANT ALL ON FUNCTION market.delete_claim_rule(recipient market.address) TO market_app;

GRANT ALL ON FUNCTION market.delete_organization(owner market.address, organization_id text) TO market_user;
GRANT ALL ON FUNCTION market.delete_organization(owner market.address, organization_id text) TO market_app;

GRANT ALL ON FUNCTION market.delete_service(member market.address, organization_id text, service_id text) TO market_user;
GRANT ALL ON FUNCTION market.delete_service(member market.address, organization_id text, service_id text) TO market_app;

GRANT ALL ON FUNCTION market.delete_type_repository(member market.address, organization_id text, repository_id text) TO market_user;
GRANT ALL ON FUNCTION market.delete_type_repository(member market.address, organization_id text, repository_id text) TO market_app;

GRANT ALL ON FUNCTION market.deliver_callbacks(max_callbacks integer) TO market_operator;

GRANT ALL ON FUNCTION market.deposit(account market.address, funds market.coin, reference text, idempotency_key text) TO market_operator;

GRANT ALL ON FUNCTION market.deposit_and_open_channel(sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.deposit_and_open_channel(sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.disable_binding(owner market.address, service_name text, provider market.address) TO market_user;
GRANT ALL ON FUNCTION market.disable_binding(owner market.address, service_name text, provider market.address) TO market_app;

GRANT ALL ON FUNCTION market.enable_binding(owner market.address, service_name text, provider market.address, deposit market.coin, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.enable_binding(owner market.address, service_name text, provider market.address, deposit market.coin, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.end_block(block_time timestamp with time zone, next_height bigint) TO market_operator;

GRANT ALL ON FUNCTION market.end_payment_leases() TO market_owner;

GRANT ALL ON FUNCTION market.exchange_rate(price_denom text) TO market_user;
GRANT ALL ON FUNCTION market.exchange_rate(price_denom text) TO market_app;

GRANT ALL ON FUNCTION market.extend_channel(sender market.address, channel_id bigint, expiration bigint) TO market_user;
GRANT ALL ON FUNCTION market.extend_channel(sender market.address, channel_id bigint, expiration bigint) TO market_app;

GRANT ALL ON FUNCTION market.extend_channel_and_add_funds(sender market.address, channel_id bigint, expiration bigint, funds market.coin, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.extend_channel_and_add_funds(sender market.address, channel_id bigint, expiration bigint, funds market.coin, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.finish_call(member market.address, usage_id bigint, outcome text, response_time interval, service_time interval, error text, details jsonb) TO market_user;
GRANT ALL ON FUNCTION market.finish_call(member market.address, usage_id bigint, outcome text, response_time interval, service_time interval, error text, details jsonb) TO market_app;

GRANT ALL ON FUNCTION market.free_call(client market.address, organization_id text, service_id text, token bytea, group_name text, user_id text, method text, address_text text, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.free_call(client market.address, organization_id text, service_id text, token bytea, group_name text, user_id text, method text, address_text text, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.group_threshold() TO market_owner;

GRANT ALL ON FUNCTION market.issue_prepaid_token(channel_id bigint, nonce numeric, amount numeric, claim_signature bytea, organization_id text, service_id text, current_block bigint, signature market.signature, OUT token text, OUT planned_amount numeric, OUT used_amount numeric, OUT expiration timestamp with time zone) TO market_user;
GRANT ALL ON FUNCTION market.issue_prepaid_token(channel_id bigint, nonce numeric, amount numeric, claim_signature bytea, organization_id text, service_id text, current_block bigint, signature market.signature, OUT token text, OUT planned_amount numeric, OUT used_amount numeric, OUT expiration timestamp with time zone) TO market_app;

GRANT ALL ON FUNCTION market.kill_request_context(consumer market.address, context_id bigint) TO market_user;
GRANT ALL ON FUNCTION market.kill_request_context(consumer market.address, context_id bigint) TO market_app;

GRANT ALL ON FUNCTION market.last_usage_id() TO market_user;
GRANT ALL ON FUNCTION market.last_usage_id() TO market_app;

GRANT ALL ON FUNCTION market.open_channel(sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.open_channel(sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.open_channel_by_third_party(funder market.address, sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value numeric, expiration bigint, message_nonce numeric, signature market.signature, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.open_channel_by_third_party(funder market.address, sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value numeric, expiration bigint, message_nonce numeric, signature market.signature, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.open_dispute(payer market.address, usage_id bigint, amount numeric, evidence jsonb) TO market_user;
GRANT ALL ON FUNCTION market.open_dispute(payer market.address, usage_id bigint, amount numeric, evidence jsonb) TO market_app;

GRANT ALL ON FUNCTION market.pause_request_context(consumer market.address, context_id bigint) TO market_user;
GRANT ALL ON FUNCTION market.pause_request_context(consumer market.address, context_id bigint) TO market_app;

GRANT ALL ON FUNCTION market.prune(before_height bigint) TO market_operator;

GRANT ALL ON FUNCTION market.prune_idempotency_keys() TO market_owner;

GRANT ALL ON FUNCTION market.prune_usage(before timestamp with time zone) TO market_operator;

GRANT ALL ON FUNCTION market.publish_service(member market.address, organization_id text, service_id text, metadata jsonb) TO market_user;
GRANT ALL ON FUNCTION market.publish_service(member market.address, organization_id text, service_id text, metadata jsonb) TO market_app;

GRANT ALL ON FUNCTION market.rate_call(payer market.address, usage_id bigint, stars integer, comment text) TO market_user;
GRANT ALL ON FUNCTION market.rate_call(payer market.address, usage_id bigint, stars integer, comment text) TO market_app;

GRANT ALL ON FUNCTION market.record_failed_call(member market.address, organization_id text, service_id text, payer market.address, kind text, method text, channel_id bigint, error text, response_time interval, service_time interval, details jsonb, group_id market.bytes32) TO market_user;
GRANT ALL ON FUNCTION market.record_failed_call(member market.address, organization_id text, service_id text, payer market.address, kind text, method text, channel_id bigint, error text, response_time interval, service_time interval, details jsonb, group_id market.bytes32) TO market_app;

GRANT ALL ON FUNCTION market.refund_deposit(owner market.address, service_name text, provider market.address, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.refund_deposit(owner market.address, service_name text, provider market.address, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.refund_payment(recipient market.address, channel_id bigint, nonce numeric, amount numeric, signature market.signature, usage_id bigint, reason text) TO market_user;
GRANT ALL ON FUNCTION market.refund_payment(recipient market.address, channel_id bigint, nonce numeric, amount numeric, signature market.signature, usage_id bigint, reason text) TO market_app;

GRANT ALL ON FUNCTION market.register_module(name text, response_callback text, state_callback text) TO market_user;
GRANT ALL ON FUNCTION market.register_module(name text, response_callback text, state_callback text) TO market_app;

GRANT ALL ON FUNCTION market.register_module_service(module text, service_name text, provider market.address, handler text) TO market_operator;

GRANT ALL ON FUNCTION market.register_pricing_function(member market.address, organization_id text, service_id text, handler text, method text) TO market_user;
GRANT ALL ON FUNCTION market.register_pricing_function(member market.address, organization_id text, service_id text, handler text, method text) TO market_app;

GRANT ALL ON FUNCTION market.remove_channel_signer(sender market.address, channel_id bigint, signer market.address) TO market_user;
GRANT ALL ON FUNCTION market.remove_channel_signer(sender market.address, channel_id bigint, signer market.address) TO market_app;

GRANT ALL ON FUNCTION market.remove_organization_members(member market.address, organization_id text, members market.address[]) TO market_user;
GRANT ALL ON FUNCTION market.remove_organization_members(member market.address, organization_id text, members market.address[]) TO market_app;

GRANT ALL ON FUNCTION market.remove_service_tags(member market.address, organization_id text, service_id text, tags text[]) TO market_user;
GRANT ALL ON FUNCTION market.remove_service_tags(member market.address, organization_id text, service_id text, tags text[]) TO market_app;

GRANT ALL ON FUNCTION market.remove_type_repository_tags(member market.address, organization_id text, repository_id text, tags text[]) TO market_user;
GRANT ALL ON FUNCTION market.remove_type_repository_tags(member market.address, organization_id text, repository_id text, tags text[]) TO market_app;

GRANT ALL ON FUNCTION market.request_end() TO market_owner;

GRANT ALL ON FUNCTION market.request_ended() TO market_owner;

GRANT ALL ON FUNCTION market.request_quote(payer market.address, organization_id text, service_id text, method text, request jsonb, group_id market.bytes32, OUT quote_id bigint, OUT price numeric, OUT valid_until bigint) TO market_user;
GRANT ALL ON FUNCTION market.request_quote(payer market.address, organization_id text, service_id text, method text, request jsonb, group_id market.bytes32, OUT quote_id bigint, OUT price numeric, OUT valid_until bigint) TO market_app;

GRANT ALL ON FUNCTION market.reset_free_calls(operator market.address, organization_id text, service_id text, client market.address, user_id text, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.reset_free_calls(operator market.address, organization_id text, service_id text, client market.address, user_id text, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.respond_service(provider market.address, request_id bigint, result jsonb, output jsonb, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.respond_service(provider market.address, request_id bigint, result jsonb, output jsonb, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.rollback_payment(payment_token uuid, error text, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.rollback_payment(payment_token uuid, error text, idempotency_key text) TO market_app;

GRANT ALL ON PROCEDURE market.run_blocks(IN count integer, IN every interval) TO market_operator;

GRANT ALL ON FUNCTION market.seal_history() TO market_operator;

GRANT ALL ON FUNCTION market.service_binding_threshold() TO market_owner;

GRANT ALL ON FUNCTION market.service_price(organization_id text, service_id text, method text, request jsonb, group_id market.bytes32) TO market_user;
GRANT ALL ON FUNCTION market.service_price(organization_id text, service_id text, method text, request jsonb, group_id market.bytes32) TO market_app;

GRANT ALL ON FUNCTION market.set_channel_alert(account market.address, channel_id bigint, low_funds numeric, expiry_blocks bigint) TO market_user;
GRANT ALL ON FUNCTION market.set_channel_alert(account market.address, channel_id bigint, low_funds numeric, expiry_blocks bigint) TO market_app;

GRANT ALL ON FUNCTION market.set_channel_refill(sender market.address, channel_id bigint, low_funds numeric, add_amount numeric, max_amount numeric, expiry_blocks bigint, extend_blocks bigint, max_expiration bigint) TO market_user;
GRANT ALL ON FUNCTION market.set_channel_refill(sender market.address, channel_id bigint, low_funds numeric, add_amount numeric, max_amount numeric, expiry_blocks bigint, extend_blocks bigint, max_expiration bigint) TO market_app;

GRANT ALL ON FUNCTION market.set_channel_signer(sender market.address, channel_id bigint, signer market.address, budget numeric, period bigint, organization_id text, service_id text) TO market_user;
GRANT ALL ON FUNCTION market.set_channel_signer(sender market.address, channel_id bigint, signer market.address, budget numeric, period bigint, organization_id text, service_id text) TO market_app;

GRANT ALL ON FUNCTION market.set_claim_rule(recipient market.address, min_amount numeric, max_age bigint, margin bigint) TO market_user;
GRANT ALL ON FUNCTION market.set_claim_rule(recipient market.address, min_amount numeric, max_age bigint, margin bigint) TO market_app;

GRANT ALL ON FUNCTION market.set_free_call_allowance(operator market.address, organization_id text, service_id text, client market.address, calls bigint, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.set_free_call_allowance(operator market.address, organization_id text, service_id text, client market.address, calls bigint, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.set_params(max_request_timeout bigint, min_deposit_multiple bigint, min_deposit numeric, service_fee_tax numeric, slash_fraction numeric, complaint_retrospect interval, arbitration_time_limit interval, tx_size_limit bigint, base_denom text, restricted_service_fee_denom boolean, slash_destination text, validate_bodies boolean, dispatch text, escrow_address market.address, channel_denom text, max_work_per_block bigint, idempotency_key_blocks bigint, free_call_period bigint, free_call_min_balance numeric, free_call_token_lifetime bigint, blocks_per_day bigint, metering boolean, price_grace bigint, quote_blocks bigint, callback_timeout interval, payment_lease bigint, prepaid_token_lifetime interval, overpay_tolerance numeric) TO market_operator;

GRANT ALL ON FUNCTION market.set_payment_split(recipient market.address, beneficiaries market.address[], shares integer[]) TO market_user;
GRANT ALL ON FUNCTION market.set_payment_split(recipient market.address, beneficiaries market.address[], shares integer[]) TO market_app;

GRANT ALL ON FUNCTION market.set_prepaid_secret(owner market.address, organization_id text, secret bytea) TO market_user;
GRANT ALL ON FUNCTION market.set_prepaid_secret(owner market.address, organization_id text, secret bytea) TO market_app;

GRANT ALL ON FUNCTION market.set_withdraw_address(owner market.address, withdraw_address market.address) TO market_user;
GRANT ALL ON FUNCTION market.set_withdraw_address(owner market.address, withdraw_address market.address) TO market_app;

GRANT ALL ON FUNCTION market.start_claim(channel_id bigint, claim_signature market.signature, idempotency_key text, OUT channel_id bigint, OUT nonce numeric, OUT signed_amount numeric, OUT signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.start_claim(channel_id bigint, claim_signature market.signature, idempotency_key text, OUT channel_id bigint, OUT nonce numeric, OUT signed_amount numeric, OUT signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.start_claims(recipient market.address, channel_ids bigint[], current_block bigint, claim_signature market.signature, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.start_claims(recipient market.address, channel_ids bigint[], current_block bigint, claim_signature market.signature, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.start_request_context(consumer market.address, context_id bigint) TO market_user;
GRANT ALL ON FUNCTION market.start_request_context(consumer market.address, context_id bigint) TO market_app;

GRANT ALL ON FUNCTION market.start_service(operator market.address, organization_id text, service_id text, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.start_service(operator market.address, organization_id text, service_id text, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.stop_service(operator market.address, organization_id text, service_id text, current_block bigint, signature market.signature) TO market_user;
GRANT ALL ON FUNCTION market.stop_service(operator market.address, organization_id text, service_id text, current_block bigint, signature market.signature) TO market_app;

GRANT ALL ON FUNCTION market.transfer(sender market.address, receiver market.address, funds market.coin, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.transfer(sender market.address, receiver market.address, funds market.coin, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.unregister_pricing_function(member market.address, organization_id text, service_id text, method text) TO market_user;
GRANT ALL ON FUNCTION market.unregister_pricing_function(member market.address, organization_id text, service_id text, method text) TO market_app;

GRANT ALL ON FUNCTION market.update_binding(owner market.address, service_name text, provider market.address, deposit market.coin, pricing market.pricing, qos bigint, options jsonb, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.update_binding(owner market.address, service_name text, provider market.address, deposit market.coin, pricing market.pricing, qos bigint, options jsonb, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.update_organization(owner market.address, organization_id text, metadata jsonb) TO market_user;
GRANT ALL ON FUNCTION market.update_organization(owner market.address, organization_id text, metadata jsonb) TO market_app;

GRANT ALL ON FUNCTION market.update_request_context(consumer market.address, context_id bigint, providers market.address[], service_fee_cap market.coin, timeout bigint, repeated_frequency bigint, repeated_total bigint, response_threshold integer) TO market_user;
GRANT ALL ON FUNCTION market.update_request_context(consumer market.address, context_id bigint, providers market.address[], service_fee_cap market.coin, timeout bigint, repeated_frequency bigint, repeated_total bigint, response_threshold integer) TO market_app;

GRANT ALL ON FUNCTION market.update_service(member market.address, organization_id text, service_id text, metadata jsonb) TO market_user;
GRANT ALL ON FUNCTION market.update_service(member market.address, organization_id text, service_id text, metadata jsonb) TO market_app;

GRANT ALL ON FUNCTION market.update_type_repository(member market.address, organization_id text, repository_id text, uri text) TO market_user;
GRANT ALL ON FUNCTION market.update_type_repository(member market.address, organization_id text, repository_id text, uri text) TO market_app;

GRANT ALL ON FUNCTION market.usage_next_month() TO market_owner;

GRANT ALL ON FUNCTION market.use_prepaid_token(channel_id bigint, token text, organization_id text, service_id text, method text, request jsonb, quote_id bigint, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.use_prepaid_token(channel_id bigint, token text, organization_id text, service_id text, method text, request jsonb, quote_id bigint, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.withdraw(account market.address, funds market.coin, reference text, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.withdraw(account market.address, funds market.coin, reference text, idempotency_key text) TO market_app;

GRANT ALL ON FUNCTION market.withdraw_earned_fees(owner market.address, provider market.address, idempotency_key text) TO market_user;
GRANT ALL ON FUNCTION market.withdraw_earned_fees(owner market.address, provider market.address, idempotency_key text) TO market_app;

GRANT SELECT ON TABLE market.account TO market_user;
GRANT SELECT ON TABLE market.account TO market_app;
GRANT SELECT ON TABLE market.account TO market_operator;
GRANT SELECT ON TABLE market.account TO market_reader;

GRANT SELECT ON TABLE market.account_balance TO market_user;
GRANT SELECT ON TABLE market.account_balance TO market_app;
GRANT SELECT ON TABLE market.account_balance TO market_operator;
GRANT SELECT ON TABLE market.account_balance TO market_reader;

GRANT SELECT ON TABLE market.answered_volume TO market_user;
GRANT SELECT ON TABLE market.answered_volume TO market_app;
GRANT SELECT ON TABLE market.answered_volume TO market_operator;
GRANT SELECT ON TABLE market.answered_volume TO market_reader;

GRANT SELECT ON TABLE market.channel TO market_user;
GRANT SELECT ON TABLE market.channel TO market_app;
GRANT SELECT ON TABLE market.channel TO market_operator;
GRANT SELECT ON TABLE market.channel TO market_reader;

GRANT SELECT ON TABLE market.earned_total TO market_user;
GRANT SELECT ON TABLE market.earned_total TO market_app;
GRANT SELECT ON TABLE market.earned_total TO market_operator;
GRANT SELECT ON TABLE market.earned_total TO market_reader;

GRANT SELECT ON TABLE market.provider_owner TO market_user;
GRANT SELECT ON TABLE market.provider_owner TO market_app;
GRANT SELECT ON TABLE market.provider_owner TO market_operator;
GRANT SELECT ON TABLE market.provider_owner TO market_reader;

GRANT SELECT ON TABLE market.request_open TO market_user;
GRANT SELECT ON TABLE market.request_open TO market_app;
GRANT SELECT ON TABLE market.request_open TO market_operator;
GRANT SELECT ON TABLE market.request_open TO market_reader;

GRANT SELECT ON TABLE market.earned_fee TO market_user;
GRANT SELECT ON TABLE market.earned_fee TO market_app;
GRANT SELECT ON TABLE market.earned_fee TO market_operator;
GRANT SELECT ON TABLE market.earned_fee TO market_reader;

GRANT SELECT ON TABLE market.params TO market_user;
GRANT SELECT ON TABLE market.params TO market_app;
GRANT SELECT ON TABLE market.params TO market_operator;
GRANT SELECT ON TABLE market.params TO market_reader;

GRANT SELECT ON TABLE market.pool_share TO market_user;
GRANT SELECT ON TABLE market.pool_share TO market_app;
GRANT SELECT ON TABLE market.pool_share TO market_operator;
GRANT SELECT ON TABLE market.pool_share TO market_reader;

GRANT SELECT ON TABLE market.service_binding TO market_user;
GRANT SELECT ON TABLE market.service_binding TO market_app;
GRANT SELECT ON TABLE market.service_binding TO market_operator;
GRANT SELECT ON TABLE market.service_binding TO market_reader;

GRANT SELECT ON TABLE market.unsettled_movement TO market_user;
GRANT SELECT ON TABLE market.unsettled_movement TO market_app;
GRANT SELECT ON TABLE market.unsettled_movement TO market_operator;
GRANT SELECT ON TABLE market.unsettled_movement TO market_reader;

GRANT SELECT ON TABLE market.balance_sheet TO market_user;
GRANT SELECT ON TABLE market.balance_sheet TO market_app;
GRANT SELECT ON TABLE market.balance_sheet TO market_operator;
GRANT SELECT ON TABLE market.balance_sheet TO market_reader;

GRANT SELECT ON TABLE market.external_reference TO market_user;
GRANT SELECT ON TABLE market.external_reference TO market_app;
GRANT SELECT ON TABLE market.external_reference TO market_operator;
GRANT SELECT ON TABLE market.external_reference TO market_reader;

GRANT SELECT ON TABLE market.journal TO market_user;
GRANT SELECT ON TABLE market.journal TO market_app;
GRANT SELECT ON TABLE market.journal TO market_operator;
GRANT SELECT ON TABLE market.journal TO market_reader;

GRANT SELECT ON TABLE market.token TO market_user;
GRANT SELECT ON TABLE market.token TO market_app;
GRANT SELECT ON TABLE market.token TO market_operator;
GRANT SELECT ON TABLE market.token TO market_reader;

GRANT SELECT ON TABLE market.channel_event TO market_user;
GRANT SELECT ON TABLE market.channel_event TO market_app;
GRANT SELECT ON TABLE market.channel_event TO market_operator;
GRANT SELECT ON TABLE market.channel_event TO market_reader;

GRANT SELECT ON TABLE market.pending_claim TO market_user;
GRANT SELECT ON TABLE market.pending_claim TO market_app;
GRANT SELECT ON TABLE market.pending_claim TO market_operator;
GRANT SELECT ON TABLE market.pending_claim TO market_reader;

GRANT SELECT ON TABLE market.used_permission TO market_app;
GRANT SELECT ON TABLE market.used_permission TO market_operator;
GRANT SELECT ON TABLE market.used_permission TO market_reader;

GRANT SELECT ON TABLE market.context_progress TO market_user;
GRANT SELECT ON TABLE market.context_progress TO market_app;
GRANT SELECT ON TABLE market.context_progress TO market_operator;
GRANT SELECT ON TABLE market.context_progress TO market_reader;

GRANT SELECT ON TABLE market.context_terms TO market_user;
GRANT SELECT ON TABLE market.context_terms TO market_app;
GRANT SELECT ON TABLE market.context_terms TO market_operator;
GRANT SELECT ON TABLE market.context_terms TO market_reader;

GRANT SELECT ON TABLE market.request_history TO market_user;
GRANT SELECT ON TABLE market.request_history TO market_app;
GRANT SELECT ON TABLE market.request_history TO market_operator;
GRANT SELECT ON TABLE market.request_history TO market_reader;

GRANT SELECT ON TABLE market.request TO market_user;
GRANT SELECT ON TABLE market.request TO market_app;
GRANT SELECT ON TABLE market.request TO market_operator;
GRANT SELECT ON TABLE market.request TO market_reader;

GRANT SELECT ON TABLE market.clock TO market_user;
GRANT SELECT ON TABLE market.clock TO market_app;
GRANT SELECT ON TABLE market.clock TO market_operator;
GRANT SELECT ON TABLE market.clock TO market_reader;

GRANT SELECT(account) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(account) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(account) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(account) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT(scope) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(scope) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(scope) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(scope) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT(key) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(key) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(key) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(key) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT(function) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(function) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(function) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(function) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT(digest) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(digest) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(digest) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(digest) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT(height) ON TABLE market.idempotency_key TO market_user;
GRANT SELECT(height) ON TABLE market.idempotency_key TO market_app;
GRANT SELECT(height) ON TABLE market.idempotency_key TO market_operator;
GRANT SELECT(height) ON TABLE market.idempotency_key TO market_reader;

GRANT SELECT ON TABLE market.payment_reservation TO market_user;
GRANT SELECT ON TABLE market.payment_reservation TO market_app;
GRANT SELECT ON TABLE market.payment_reservation TO market_operator;
GRANT SELECT ON TABLE market.payment_reservation TO market_reader;

GRANT SELECT ON TABLE market.prepaid_total TO market_user;
GRANT SELECT ON TABLE market.prepaid_total TO market_app;
GRANT SELECT ON TABLE market.prepaid_total TO market_operator;
GRANT SELECT ON TABLE market.prepaid_total TO market_reader;

GRANT SELECT ON TABLE market.pricing_function TO market_user;
GRANT SELECT ON TABLE market.pricing_function TO market_app;
GRANT SELECT ON TABLE market.pricing_function TO market_operator;
GRANT SELECT ON TABLE market.pricing_function TO market_reader;

GRANT SELECT ON TABLE market.service_group TO market_user;
GRANT SELECT ON TABLE market.service_group TO market_app;
GRANT SELECT ON TABLE market.service_group TO market_operator;
GRANT SELECT ON TABLE market.service_group TO market_reader;

GRANT SELECT ON TABLE market.service_setting TO market_user;
GRANT SELECT ON TABLE market.service_setting TO market_app;
GRANT SELECT ON TABLE market.service_setting TO market_operator;
GRANT SELECT ON TABLE market.service_setting TO market_reader;

GRANT SELECT ON TABLE market.channel_refill TO market_user;
GRANT SELECT ON TABLE market.channel_refill TO market_app;
GRANT SELECT ON TABLE market.channel_refill TO market_operator;
GRANT SELECT ON TABLE market.channel_refill TO market_reader;

GRANT SELECT ON TABLE market.organization TO market_user;
GRANT SELECT ON TABLE market.organization TO market_app;
GRANT SELECT ON TABLE market.organization TO market_operator;
GRANT SELECT ON TABLE market.organization TO market_reader;

GRANT SELECT ON TABLE market.organization_service TO market_user;
GRANT SELECT ON TABLE market.organization_service TO market_app;
GRANT SELECT ON TABLE market.organization_service TO market_operator;
GRANT SELECT ON TABLE market.organization_service TO market_reader;

GRANT SELECT ON TABLE market.registry_event TO market_user;
GRANT SELECT ON TABLE market.registry_event TO market_app;
GRANT SELECT ON TABLE market.registry_event TO market_operator;
GRANT SELECT ON TABLE market.registry_event TO market_reader;

GRANT SELECT ON TABLE market.response TO market_user;
GRANT SELECT ON TABLE market.response TO market_app;
GRANT SELECT ON TABLE market.response TO market_operator;
GRANT SELECT ON TABLE market.response TO market_reader;

GRANT SELECT ON TABLE market.organization_group TO market_user;
GRANT SELECT ON TABLE market.organization_group TO market_app;
GRANT SELECT ON TABLE market.organization_group TO market_operator;
GRANT SELECT ON TABLE market.organization_group TO market_reader;

GRANT SELECT ON TABLE market.claim_rule TO market_user;
GRANT SELECT ON TABLE market.claim_rule TO market_app;
GRANT SELECT ON TABLE market.claim_rule TO market_operator;
GRANT SELECT ON TABLE market.claim_rule TO market_reader;

GRANT SELECT ON TABLE market.unclaimed_channel TO market_user;
GRANT SELECT ON TABLE market.unclaimed_channel TO market_app;
GRANT SELECT ON TABLE market.unclaimed_channel TO market_operator;
GRANT SELECT ON TABLE market.unclaimed_channel TO market_reader;

GRANT SELECT ON TABLE market.payment_refund TO market_user;
GRANT SELECT ON TABLE market.payment_refund TO market_app;
GRANT SELECT ON TABLE market.payment_refund TO market_operator;
GRANT SELECT ON TABLE market.payment_refund TO market_reader;

GRANT SELECT ON TABLE market.usage TO market_user;
GRANT SELECT ON TABLE market.usage TO market_app;
GRANT SELECT ON TABLE market.usage TO market_operator;
GRANT SELECT ON TABLE market.usage TO market_reader;

GRANT SELECT ON TABLE market.block_day TO market_user;
GRANT SELECT ON TABLE market.block_day TO market_app;
GRANT SELECT ON TABLE market.block_day TO market_operator;
GRANT SELECT ON TABLE market.block_day TO market_reader;

GRANT SELECT ON TABLE market.callback_outbox TO market_user;
GRANT SELECT ON TABLE market.callback_outbox TO market_app;
GRANT SELECT ON TABLE market.callback_outbox TO market_operator;
GRANT SELECT ON TABLE market.callback_outbox TO market_reader;

GRANT SELECT ON TABLE market.chain_log TO market_user;
GRANT SELECT ON TABLE market.chain_log TO market_app;
GRANT SELECT ON TABLE market.chain_log TO market_operator;
GRANT SELECT ON TABLE market.chain_log TO market_reader;

GRANT SELECT ON TABLE market.channel_alert TO market_user;
GRANT SELECT ON TABLE market.channel_alert TO market_app;
GRANT SELECT ON TABLE market.channel_alert TO market_operator;
GRANT SELECT ON TABLE market.channel_alert TO market_reader;

GRANT SELECT ON TABLE market.channel_alert_rule TO market_user;
GRANT SELECT ON TABLE market.channel_alert_rule TO market_app;
GRANT SELECT ON TABLE market.channel_alert_rule TO market_operator;
GRANT SELECT ON TABLE market.channel_alert_rule TO market_reader;

GRANT SELECT ON TABLE market.channel_signer TO market_user;
GRANT SELECT ON TABLE market.channel_signer TO market_app;
GRANT SELECT ON TABLE market.channel_signer TO market_operator;
GRANT SELECT ON TABLE market.channel_signer TO market_reader;

GRANT SELECT ON TABLE market.channel_statistics TO market_user;
GRANT SELECT ON TABLE market.channel_statistics TO market_app;
GRANT SELECT ON TABLE market.channel_statistics TO market_operator;
GRANT SELECT ON TABLE market.channel_statistics TO market_reader;

GRANT SELECT ON TABLE market.dispute TO market_user;
GRANT SELECT ON TABLE market.dispute TO market_app;
GRANT SELECT ON TABLE market.dispute TO market_operator;
GRANT SELECT ON TABLE market.dispute TO market_reader;

GRANT SELECT ON TABLE market.engine TO market_app;
GRANT SELECT ON TABLE market.engine TO market_operator;
GRANT SELECT ON TABLE market.engine TO market_reader;

GRANT SELECT ON TABLE market.engine_mark TO market_app;
GRANT SELECT ON TABLE market.engine_mark TO market_operator;
GRANT SELECT ON TABLE market.engine_mark TO market_reader;

GRANT SELECT ON TABLE market.expiring_channel TO market_user;
GRANT SELECT ON TABLE market.expiring_channel TO market_app;
GRANT SELECT ON TABLE market.expiring_channel TO market_operator;
GRANT SELECT ON TABLE market.expiring_channel TO market_reader;

GRANT SELECT ON TABLE market.former_price TO market_user;
GRANT SELECT ON TABLE market.former_price TO market_app;
GRANT SELECT ON TABLE market.former_price TO market_operator;
GRANT SELECT ON TABLE market.former_price TO market_reader;

GRANT SELECT ON TABLE market.free_call TO market_user;
GRANT SELECT ON TABLE market.free_call TO market_app;
GRANT SELECT ON TABLE market.free_call TO market_operator;
GRANT SELECT ON TABLE market.free_call TO market_reader;

GRANT SELECT ON TABLE market.free_call_allowance TO market_user;
GRANT SELECT ON TABLE market.free_call_allowance TO market_app;
GRANT SELECT ON TABLE market.free_call_allowance TO market_operator;
GRANT SELECT ON TABLE market.free_call_allowance TO market_reader;

GRANT SELECT ON TABLE market.history_seal TO market_user;
GRANT SELECT ON TABLE market.history_seal TO market_app;
GRANT SELECT ON TABLE market.history_seal TO market_operator;
GRANT SELECT ON TABLE market.history_seal TO market_reader;

GRANT SELECT ON TABLE market.module TO market_user;
GRANT SELECT ON TABLE market.module TO market_app;
GRANT SELECT ON TABLE market.module TO market_operator;
GRANT SELECT ON TABLE market.module TO market_reader;

GRANT SELECT ON TABLE market.module_service TO market_user;
GRANT SELECT ON TABLE market.module_service TO market_app;
GRANT SELECT ON TABLE market.module_service TO market_operator;
GRANT SELECT ON TABLE market.module_service TO market_reader;

GRANT SELECT ON TABLE market.organization_contact TO market_user;
GRANT SELECT ON TABLE market.organization_contact TO market_app;
GRANT SELECT ON TABLE market.organization_contact TO market_operator;
GRANT SELECT ON TABLE market.organization_contact TO market_reader;

GRANT SELECT ON TABLE market.organization_document TO market_user;
GRANT SELECT ON TABLE market.organization_document TO market_app;
GRANT SELECT ON TABLE market.organization_document TO market_operator;
GRANT SELECT ON TABLE market.organization_document TO market_reader;

GRANT SELECT ON TABLE market.organization_group_document TO market_user;
GRANT SELECT ON TABLE market.organization_group_document TO market_app;
GRANT SELECT ON TABLE market.organization_group_document TO market_operator;
GRANT SELECT ON TABLE market.organization_group_document TO market_reader;

GRANT SELECT ON TABLE market.organization_version TO market_user;
GRANT SELECT ON TABLE market.organization_version TO market_app;
GRANT SELECT ON TABLE market.organization_version TO market_operator;
GRANT SELECT ON TABLE market.organization_version TO market_reader;

GRANT SELECT ON TABLE market.payment_split TO market_user;
GRANT SELECT ON TABLE market.payment_split TO market_app;
GRANT SELECT ON TABLE market.payment_split TO market_operator;
GRANT SELECT ON TABLE market.payment_split TO market_reader;

GRANT SELECT ON TABLE market.pending_request TO market_user;
GRANT SELECT ON TABLE market.pending_request TO market_app;
GRANT SELECT ON TABLE market.pending_request TO market_operator;
GRANT SELECT ON TABLE market.pending_request TO market_reader;

GRANT SELECT ON TABLE market.quote TO market_user;
GRANT SELECT ON TABLE market.quote TO market_app;
GRANT SELECT ON TABLE market.quote TO market_operator;
GRANT SELECT ON TABLE market.quote TO market_reader;

GRANT SELECT ON TABLE market.rate_bucket TO market_user;
GRANT SELECT ON TABLE market.rate_bucket TO market_app;
GRANT SELECT ON TABLE market.rate_bucket TO market_operator;
GRANT SELECT ON TABLE market.rate_bucket TO market_reader;

GRANT SELECT ON TABLE market.report_context_funds TO market_user;
GRANT SELECT ON TABLE market.report_context_funds TO market_app;
GRANT SELECT ON TABLE market.report_context_funds TO market_operator;
GRANT SELECT ON TABLE market.report_context_funds TO market_reader;

GRANT SELECT ON TABLE market.report_earnings TO market_user;
GRANT SELECT ON TABLE market.report_earnings TO market_app;
GRANT SELECT ON TABLE market.report_earnings TO market_operator;
GRANT SELECT ON TABLE market.report_earnings TO market_reader;

GRANT SELECT ON TABLE market.report_pool TO market_app;
GRANT SELECT ON TABLE market.report_pool TO market_operator;
GRANT SELECT ON TABLE market.report_pool TO market_reader;

GRANT SELECT ON TABLE market.report_service_level TO market_user;
GRANT SELECT ON TABLE market.report_service_level TO market_app;
GRANT SELECT ON TABLE market.report_service_level TO market_operator;
GRANT SELECT ON TABLE market.report_service_level TO market_reader;

GRANT SELECT ON TABLE market.report_spending TO market_user;
GRANT SELECT ON TABLE market.report_spending TO market_app;
GRANT SELECT ON TABLE market.report_spending TO market_operator;
GRANT SELECT ON TABLE market.report_spending TO market_reader;

GRANT SELECT ON TABLE market.request_context TO market_user;
GRANT SELECT ON TABLE market.request_context TO market_app;
GRANT SELECT ON TABLE market.request_context TO market_operator;
GRANT SELECT ON TABLE market.request_context TO market_reader;

GRANT SELECT ON TABLE market.request_volume TO market_user;
GRANT SELECT ON TABLE market.request_volume TO market_app;
GRANT SELECT ON TABLE market.request_volume TO market_operator;
GRANT SELECT ON TABLE market.request_volume TO market_reader;

GRANT SELECT ON TABLE market.service_add_on TO market_user;
GRANT SELECT ON TABLE market.service_add_on TO market_app;
GRANT SELECT ON TABLE market.service_add_on TO market_operator;
GRANT SELECT ON TABLE market.service_add_on TO market_reader;

GRANT SELECT ON TABLE market.service_contributor TO market_user;
GRANT SELECT ON TABLE market.service_contributor TO market_app;
GRANT SELECT ON TABLE market.service_contributor TO market_operator;
GRANT SELECT ON TABLE market.service_contributor TO market_reader;

GRANT SELECT ON TABLE market.service_daemon_address TO market_user;
GRANT SELECT ON TABLE market.service_daemon_address TO market_app;
GRANT SELECT ON TABLE market.service_daemon_address TO market_operator;
GRANT SELECT ON TABLE market.service_daemon_address TO market_reader;

GRANT SELECT ON TABLE market.service_definition TO market_user;
GRANT SELECT ON TABLE market.service_definition TO market_app;
GRANT SELECT ON TABLE market.service_definition TO market_operator;
GRANT SELECT ON TABLE market.service_definition TO market_reader;

GRANT SELECT ON TABLE market.service_document TO market_user;
GRANT SELECT ON TABLE market.service_document TO market_app;
GRANT SELECT ON TABLE market.service_document TO market_operator;
GRANT SELECT ON TABLE market.service_document TO market_reader;

GRANT SELECT ON TABLE market.service_endpoint TO market_user;
GRANT SELECT ON TABLE market.service_endpoint TO market_app;
GRANT SELECT ON TABLE market.service_endpoint TO market_operator;
GRANT SELECT ON TABLE market.service_endpoint TO market_reader;

GRANT SELECT ON TABLE market.service_event TO market_user;
GRANT SELECT ON TABLE market.service_event TO market_app;
GRANT SELECT ON TABLE market.service_event TO market_operator;
GRANT SELECT ON TABLE market.service_event TO market_reader;

GRANT SELECT ON TABLE market.service_group_document TO market_user;
GRANT SELECT ON TABLE market.service_group_document TO market_app;
GRANT SELECT ON TABLE market.service_group_document TO market_operator;
GRANT SELECT ON TABLE market.service_group_document TO market_reader;

GRANT SELECT ON TABLE market.service_media TO market_user;
GRANT SELECT ON TABLE market.service_media TO market_app;
GRANT SELECT ON TABLE market.service_media TO market_operator;
GRANT SELECT ON TABLE market.service_media TO market_reader;

GRANT SELECT ON TABLE market.service_pricing TO market_user;
GRANT SELECT ON TABLE market.service_pricing TO market_app;
GRANT SELECT ON TABLE market.service_pricing TO market_operator;
GRANT SELECT ON TABLE market.service_pricing TO market_reader;

GRANT SELECT ON TABLE market.service_rating TO market_user;
GRANT SELECT ON TABLE market.service_rating TO market_app;
GRANT SELECT ON TABLE market.service_rating TO market_operator;
GRANT SELECT ON TABLE market.service_rating TO market_reader;

GRANT SELECT ON TABLE market.service_rating_summary TO market_user;
GRANT SELECT ON TABLE market.service_rating_summary TO market_app;
GRANT SELECT ON TABLE market.service_rating_summary TO market_operator;
GRANT SELECT ON TABLE market.service_rating_summary TO market_reader;

GRANT SELECT ON TABLE market.service_subscription TO market_user;
GRANT SELECT ON TABLE market.service_subscription TO market_app;
GRANT SELECT ON TABLE market.service_subscription TO market_operator;
GRANT SELECT ON TABLE market.service_subscription TO market_reader;

GRANT SELECT ON TABLE market.service_tag TO market_user;
GRANT SELECT ON TABLE market.service_tag TO market_app;
GRANT SELECT ON TABLE market.service_tag TO market_operator;
GRANT SELECT ON TABLE market.service_tag TO market_reader;

GRANT SELECT ON TABLE market.service_tier TO market_user;
GRANT SELECT ON TABLE market.service_tier TO market_app;
GRANT SELECT ON TABLE market.service_tier TO market_operator;
GRANT SELECT ON TABLE market.service_tier TO market_reader;

GRANT SELECT ON TABLE market.service_version TO market_user;
GRANT SELECT ON TABLE market.service_version TO market_app;
GRANT SELECT ON TABLE market.service_version TO market_operator;
GRANT SELECT ON TABLE market.service_version TO market_reader;

GRANT SELECT ON TABLE market.type_repository TO market_user;
GRANT SELECT ON TABLE market.type_repository TO market_app;
GRANT SELECT ON TABLE market.type_repository TO market_operator;
GRANT SELECT ON TABLE market.type_repository TO market_reader;

GRANT SELECT ON TABLE market.unclaimed TO market_user;
GRANT SELECT ON TABLE market.unclaimed TO market_app;
GRANT SELECT ON TABLE market.unclaimed TO market_operator;
GRANT SELECT ON TABLE market.unclaimed TO market_reader;

GRANT SELECT ON TABLE market.unclaimed_total TO market_user;
GRANT SELECT ON TABLE market.unclaimed_total TO market_app;
GRANT SELECT ON TABLE market.unclaimed_total TO market_operator;
GRANT SELECT ON TABLE market.unclaimed_total TO market_reader;

GRANT SELECT ON TABLE market.usage_by_client TO market_user;
GRANT SELECT ON TABLE market.usage_by_client TO market_app;
GRANT SELECT ON TABLE market.usage_by_client TO market_operator;
GRANT SELECT ON TABLE market.usage_by_client TO market_reader;

GRANT SELECT ON TABLE market.usage_by_day TO market_user;
GRANT SELECT ON TABLE market.usage_by_day TO market_app;
GRANT SELECT ON TABLE market.usage_by_day TO market_operator;
GRANT SELECT ON TABLE market.usage_by_day TO market_reader;

GRANT SELECT ON TABLE market.usage_by_method TO market_user;
GRANT SELECT ON TABLE market.usage_by_method TO market_app;
GRANT SELECT ON TABLE market.usage_by_method TO market_operator;
GRANT SELECT ON TABLE market.usage_by_method TO market_reader;

GRANT SELECT ON TABLE market.usage_by_service TO market_user;
GRANT SELECT ON TABLE market.usage_by_service TO market_app;
GRANT SELECT ON TABLE market.usage_by_service TO market_operator;
GRANT SELECT ON TABLE market.usage_by_service TO market_reader;

GRANT SELECT ON TABLE market.withdraw_address TO market_user;
GRANT SELECT ON TABLE market.withdraw_address TO market_app;
GRANT SELECT ON TABLE market.withdraw_address TO market_operator;
GRANT SELECT ON TABLE market.withdraw_address TO market_reader;

