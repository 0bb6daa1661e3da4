-- The clock: one row, advanced by market.end_block() alone.

CREATE TABLE market.clock (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    height bigint NOT NULL CHECK (height > 0),
    block_time timestamptz NOT NULL CHECK (pg_catalog.isfinite(block_time))
) WITH (fillfactor = 10);
COMMENT ON TABLE market.clock IS 'the current block, in one row';
COMMENT ON COLUMN market.clock.singleton IS 'always true: there is one row';
COMMENT ON COLUMN market.clock.height IS 'height of the current block, from 1';
COMMENT ON COLUMN market.clock.block_time IS 'time of the current block; never runs backwards';

INSERT INTO market.clock (height, block_time) VALUES (1, pg_catalog.clock_timestamp());
