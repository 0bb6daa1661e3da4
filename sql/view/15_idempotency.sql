-- Keys of calls: who may read them, when they are forgotten, what audit() says of them.

ALTER TABLE market.idempotency_key ENABLE ROW LEVEL SECURITY;
-- without the answers, which may hold tokens
GRANT SELECT (account, scope, key, function, digest, height) ON market.idempotency_key
TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS idempotency_key_all ON market.idempotency_key;
CREATE POLICY idempotency_key_all ON market.idempotency_key FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS idempotency_key_own ON market.idempotency_key;
CREATE POLICY idempotency_key_own ON market.idempotency_key FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

CREATE OR REPLACE TRIGGER clock_90_prune_idempotency_keys
AFTER UPDATE ON market.clock
FOR EACH STATEMENT EXECUTE FUNCTION market.prune_idempotency_keys();
COMMENT ON TRIGGER clock_90_prune_idempotency_keys ON market.clock IS 'keys are kept for as many blocks as the parameter says';

CREATE OR REPLACE VIEW market.audit_idempotency AS
SELECT 'idempotency key'::text AS check_name,
       pg_catalog.concat_ws(' ', k.account, nullif(k.scope, ''), k.key) AS object,
       'an answer, of a block that was'::text AS expected,
       CASE WHEN k.answer IS NULL THEN 'no answer' ELSE 'block ' || k.height END AS found
FROM market.idempotency_key AS k, market.clock AS c
WHERE k.answer IS NULL OR k.height > c.height;
COMMENT ON VIEW market.audit_idempotency IS 'keys of calls whose effect is in doubt';
