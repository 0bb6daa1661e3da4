-- How far the work of blocks is done.  Work that is due is found between these heights and
-- the current one, never by walking over what was due before.

CREATE TABLE market.engine (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    expired_through bigint NOT NULL DEFAULT 0,
    started_through bigint NOT NULL DEFAULT 0,
    settled_through bigint NOT NULL DEFAULT 0,
    announced_through bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
COMMENT ON TABLE market.engine IS 'how far the work of blocks is done, in one row';
COMMENT ON COLUMN market.engine.singleton IS 'always true: there is one row';
COMMENT ON COLUMN market.engine.expired_through IS 'no batch is open that was due to expire up to this block';
COMMENT ON COLUMN market.engine.started_through IS 'no new batch is missing that was due up to this block';
COMMENT ON COLUMN market.engine.settled_through IS 'all answers up to this block are settled';
COMMENT ON COLUMN market.engine.announced_through IS 'all requests up to this id are announced';

INSERT INTO market.engine (singleton) VALUES (true);

-- A transaction may read a height, and commit when that block has long ended.  A height is
-- closed when everyone who may have read it has ended.
CREATE TABLE market.engine_mark (
    height bigint PRIMARY KEY,
    horizon xid8 NOT NULL,
    last_request bigint NOT NULL,
    announced bigint[]
);
COMMENT ON TABLE market.engine_mark IS 'heights that transactions may still be working in';
COMMENT ON COLUMN market.engine_mark.height IS 'a block that has ended';
COMMENT ON COLUMN market.engine_mark.horizon IS 'transactions that read the height of this block or an earlier one come before';
COMMENT ON COLUMN market.engine_mark.last_request IS 'no request of this block or an earlier one has a higher id';
COMMENT ON COLUMN market.engine_mark.announced IS 'requests that were announced at the end of the block after';

ALTER TABLE market.engine_mark ALTER COLUMN announced SET STORAGE EXTERNAL;
