-- Seals are never changed, and for everybody of the market to copy.

CREATE OR REPLACE TRIGGER history_seal_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON market.history_seal
FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();
COMMENT ON TRIGGER history_seal_append_only ON market.history_seal IS 'rows are added, never changed';

GRANT SELECT ON market.history_seal TO market_user, market_app, market_operator, market_reader;
