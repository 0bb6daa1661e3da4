--
-- prune: what has ended long ago is forgotten, what still counts is not
--
BEGIN;
\set owner '''0x00000000000000000000000000000000000000a1'''
\set one '''0x00000000000000000000000000000000000000b1'''
\set two '''0x00000000000000000000000000000000000000b2'''
\set consumer '''0x00000000000000000000000000000000000000c1'''
SELECT count(market.create_account(a)) AS accounts FROM unnest(ARRAY[:owner, :one, :two, :consumer]::market.address[]) AS a;
SELECT market.deposit(:owner, '500000stake'), market.deposit(:consumer, '1000stake');
SELECT market.define_service(:owner, 'quote', '{"input": {}, "output": {}}');
SELECT market.bind_service(:owner, 'quote', p, '100000stake', '{"price": "50stake"}', 1)
FROM unnest(ARRAY[:one, :two]::market.address[]) AS p;
CREATE FUNCTION answer(account market.address) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(market.respond_service(account, id, '{"code": 400, "message": "no"}'))
    FROM market.request WHERE provider = account AND state = 'pending'
$$;
SELECT coalesce(max(id), 0) AS before FROM market.journal \gset
CREATE VIEW kept AS
SELECT (SELECT count(*) FROM market.request_context) AS contexts, (SELECT count(*) FROM market.request) AS requests,
    (SELECT count(*) FROM market.response) AS responses, (SELECT count(*) FROM market.service_event) > 0 AS events,
    (SELECT count(*) FROM market.journal WHERE id > :before) AS movements;

SELECT market.call_service(:consumer, 'quote', ARRAY[:one, :two]::market.address[], '{"header": {}}', '50stake', 5) > 0 AS called;
SELECT answer(:one);
SELECT market.end_block() > 0 AS settled;
-- one of two has answered: its answer counts until the batch has expired
SELECT market.prune(market.height()) > 0 AS events;
TABLE kept;
SELECT * FROM market.audit();
SELECT answer(:two);
SELECT market.end_block() > 0 AS settled;
SELECT market.prune(market.height()) > 0 AS events;
TABLE kept;
SELECT market.end_block(next_height => market.height() + 10) < market.end_block() AS expired;
-- nothing from before: nothing to forget
SELECT market.prune(0);
TABLE kept;
SELECT market.prune(market.height()) > 0 AS gone;
TABLE kept;
SELECT market.prune(market.height());
SELECT * FROM market.audit();
SELECT market.withdraw_earned_fees(:owner);
SELECT volume FROM market.request_volume ORDER BY provider;
SELECT * FROM market.audit();

\set VERBOSITY sqlstate
\set ON_ERROR_ROLLBACK on
SELECT market.prune(NULL);
SELECT market.prune(-1);
SELECT market.prune(market.height() + 1);
CREATE ROLE regress_prune;
GRANT market_app TO regress_prune;
SET ROLE regress_prune;
SELECT market.prune(1);
ROLLBACK;
