-- Keys of calls that have their effect once.

CREATE TABLE market.idempotency_key (
    account market.address NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    function text NOT NULL,
    digest bytea NOT NULL,
    answer text[],
    height bigint NOT NULL,
    PRIMARY KEY (account, scope, key)
) WITH (fillfactor = 50);
COMMENT ON TABLE market.idempotency_key IS 'calls that carried a key, with their answers, so that each has its effect once';
COMMENT ON COLUMN market.idempotency_key.account IS 'whose keys they are';
COMMENT ON COLUMN market.idempotency_key.scope IS 'sets keys of one account apart: empty for those of who acts for it';
COMMENT ON COLUMN market.idempotency_key.key IS 'the key, as given';
COMMENT ON COLUMN market.idempotency_key.function IS 'the function that was called';
COMMENT ON COLUMN market.idempotency_key.digest IS 'keccak256 of the function and its arguments';
COMMENT ON COLUMN market.idempotency_key.answer IS 'the answer, row by row, as text';
COMMENT ON COLUMN market.idempotency_key.height IS 'block of the call';

CREATE INDEX idempotency_key_height_idx ON market.idempotency_key (height);
COMMENT ON INDEX market.idempotency_key_height_idx IS 'the oldest keys, which are forgotten first';
