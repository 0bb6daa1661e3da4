-- Calls that tell providers of their requests at once.

ALTER TABLE market.params ADD COLUMN notify boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN market.params.notify IS 'does a call tell providers of its requests at once, rather than the end of the block?';

ALTER TABLE market.request_open ADD COLUMN announced boolean;
COMMENT ON COLUMN market.request_open.announced IS 'true when the call that made it told the provider; null: the end of the block does';
