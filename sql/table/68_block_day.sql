-- Days: which blocks belong to which, for reports by day.

CREATE TABLE market.block_day (
    day date PRIMARY KEY,
    first_height bigint NOT NULL UNIQUE
);
COMMENT ON TABLE market.block_day IS 'the days that blocks belong to, one row a day';
COMMENT ON COLUMN market.block_day.day IS 'the day, in UTC';
COMMENT ON COLUMN market.block_day.first_height IS 'the first block whose time was in it';

INSERT INTO market.block_day (day, first_height)
SELECT (block_time AT TIME ZONE 'UTC')::date, height FROM market.clock;
