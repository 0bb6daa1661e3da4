-- What the hourly audit remembers, so that it reads only what is new in the journal.

CREATE TABLE market.audit_total (
    account market.address NOT NULL,
    kind text NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (account, kind, denom)
);
COMMENT ON TABLE market.audit_total IS 'sums of the journal up to where audit_recent() has read it';
COMMENT ON COLUMN market.audit_total.account IS 'whose money it is';
COMMENT ON COLUMN market.audit_total.kind IS 'where it lies';
COMMENT ON COLUMN market.audit_total.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.audit_total.amount IS 'minor units';

CREATE TABLE market.audit_progress (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    read_through bigint NOT NULL DEFAULT 0,
    next_through bigint NOT NULL DEFAULT 0,
    next_horizon xid8
);
COMMENT ON TABLE market.audit_progress IS 'how far audit_recent() has read the journal, in one row';
COMMENT ON COLUMN market.audit_progress.singleton IS 'always true: there is one row';
COMMENT ON COLUMN market.audit_progress.read_through IS 'the sums hold the journal up to this row';
COMMENT ON COLUMN market.audit_progress.next_through IS 'up to this row they may hold it once no older transaction runs';
COMMENT ON COLUMN market.audit_progress.next_horizon IS 'the first transaction that came after that row';

INSERT INTO market.audit_progress (singleton) VALUES (true);
