-- Requests: the answer, and what follows when requests end.

CREATE FUNCTION market.respond_service(
    provider market.address,
    request_id bigint,
    result jsonb,
    output jsonb DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_respond_service';
COMMENT ON FUNCTION market.respond_service(market.address, bigint, jsonb, jsonb, text) IS
'answers a request; the fee, less the tax, is earned';
REVOKE EXECUTE ON FUNCTION market.respond_service(market.address, bigint, jsonb, jsonb, text) FROM PUBLIC;

-- Fired for every row, so it has no setting of its own, which would be made and undone for
-- each; what it may run, to read parameters that it does not know yet, finds every name and
-- operator under any path.
CREATE FUNCTION market.request_end() RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'market_request_end';
COMMENT ON FUNCTION market.request_end() IS
'trigger of requests: they end once, and an answer splits the fee into tax and what is earned';
REVOKE EXECUTE ON FUNCTION market.request_end() FROM PUBLIC;

-- Fired for every answer, too, for which it has nothing to do: it sets the path itself.
CREATE FUNCTION market.request_ended() RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'market_request_ended';
COMMENT ON FUNCTION market.request_ended() IS
'trigger of requests: answers are counted and complete their batches';
REVOKE EXECUTE ON FUNCTION market.request_ended() FROM PUBLIC;

-- Fired for answers that are settled, too.
CREATE FUNCTION market.request_missed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_request_missed';
COMMENT ON FUNCTION market.request_missed() IS
'trigger of requests: those that end without an answer are refunded and slashed, and go into history';
REVOKE EXECUTE ON FUNCTION market.request_missed() FROM PUBLIC;

CREATE FUNCTION market.slash_step(rest numeric, deposit numeric, fraction numeric) RETURNS numeric
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_slash_step';
COMMENT ON FUNCTION market.slash_step(numeric, numeric, numeric) IS
'what one more missed request leaves of a deposit; a null rest is the whole deposit';

CREATE AGGREGATE market.slashed_deposit(deposit numeric, fraction numeric) (
    SFUNC = market.slash_step,
    STYPE = numeric,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE market.slashed_deposit(numeric, numeric) IS
'what as many missed requests as there are rows leave of a deposit, one slashed after the other';
