-- Announcing looks at what is new, and at ids that were taken by transactions which are still
-- open, or have failed: no longer at everything since the oldest of these began.

ALTER TABLE market.engine ADD COLUMN unseen int8multirange NOT NULL DEFAULT '{}';
COMMENT ON COLUMN market.engine.unseen IS 'ids of requests that were taken but not seen yet';
COMMENT ON COLUMN market.engine.announced_through IS 'all requests up to this id are announced, but for those unseen';

UPDATE market.engine AS e
SET announced_through = m.last,
    unseen = pg_catalog.int8multirange(pg_catalog.int8range(e.announced_through, m.last, '(]')) - m.ids
FROM (SELECT pg_catalog.max(a.id) AS last, pg_catalog.range_agg(pg_catalog.int8range(a.id, a.id, '[]')) AS ids
      FROM market.engine_mark CROSS JOIN LATERAL pg_catalog.unnest(announced) AS a(id)) AS m
WHERE m.last > e.announced_through;

ALTER TABLE market.engine_mark DROP COLUMN announced;
