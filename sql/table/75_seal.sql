-- Seals of the history.

CREATE TABLE market.history_seal (
    id bigint PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    journal_id bigint NOT NULL,
    channel_event_id bigint NOT NULL,
    registry_event_id bigint NOT NULL,
    hash bytea NOT NULL
);
COMMENT ON TABLE market.history_seal IS 'hashes of the history, each over the one before and the rows since; rows are added, never changed';
COMMENT ON COLUMN market.history_seal.id IS '1, 2, 3, …';
COMMENT ON COLUMN market.history_seal.height IS 'block of the seal';
COMMENT ON COLUMN market.history_seal.block_time IS 'time of that block';
COMMENT ON COLUMN market.history_seal.journal_id IS 'last row of market.journal that it covers';
COMMENT ON COLUMN market.history_seal.channel_event_id IS 'last row of market.channel_event that it covers';
COMMENT ON COLUMN market.history_seal.registry_event_id IS 'last row of market.registry_event that it covers';
COMMENT ON COLUMN market.history_seal.hash IS 'SHA-256 over the hash before and those of the three tables'' rows';
