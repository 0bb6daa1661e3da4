-- The ledger: spendable balances, and the journal of every movement of money.

CREATE TABLE market.account_balance (
    account market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (account, denom),
    CONSTRAINT account_balance_amount_check CHECK (
        amount >= 0
        AND amount <= 115792089237316195423570985008687907853269984665640564039457584007913129639935
        AND amount = pg_catalog.trunc(amount))
) WITH (fillfactor = 70);
COMMENT ON TABLE market.account_balance IS 'spendable money';
COMMENT ON COLUMN market.account_balance.account IS 'whose money it is';
COMMENT ON COLUMN market.account_balance.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.account_balance.amount IS 'minor units, 0 to 2^256-1';

CREATE TABLE market.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    debit market.address NOT NULL,
    debit_kind text NOT NULL,
    credit market.address NOT NULL,
    credit_kind text NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL CHECK (
        amount > 0
        AND amount <= 115792089237316195423570985008687907853269984665640564039457584007913129639935
        AND amount = pg_catalog.trunc(amount)),
    reason text NOT NULL,
    reference text
);
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

CREATE INDEX journal_debit_idx ON market.journal (debit, id);
COMMENT ON INDEX market.journal_debit_idx IS 'statement of an account: money out';
CREATE INDEX journal_credit_idx ON market.journal (credit, id);
COMMENT ON INDEX market.journal_credit_idx IS 'statement of an account: money in';

CREATE TABLE market.external_reference (
    kind text NOT NULL CHECK (kind IN ('deposit', 'withdrawal')),
    reference text NOT NULL,
    account market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    height bigint NOT NULL,
    PRIMARY KEY (kind, reference)
);
COMMENT ON TABLE market.external_reference IS 'deposits and withdrawals that carried a reference, so that each is applied once';
COMMENT ON COLUMN market.external_reference.kind IS 'deposit or withdrawal';
COMMENT ON COLUMN market.external_reference.reference IS 'the reference, as given';
COMMENT ON COLUMN market.external_reference.account IS 'account of the movement';
COMMENT ON COLUMN market.external_reference.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.external_reference.amount IS 'minor units';
COMMENT ON COLUMN market.external_reference.height IS 'block in which it was applied';
