-- The inputs of the fuzz targets that need a server, once without libFuzzer: what must hold does,
-- inputs are refused as it is said, and there are both kinds for each target.
BEGIN;
\getenv vectors MARKET_VECTORS
\ir ../fuzz/targets.psql
SELECT plan(3 * count(*)::integer) FROM fuzz.target;

-- nothing that an input does is there for the next one
CREATE FUNCTION pg_temp.outcome(statement text, refusals text, input bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    holds boolean;
BEGIN
    EXECUTE statement INTO holds USING input;
    RAISE SQLSTATE 'ZZ000' USING MESSAGE = CASE WHEN holds THEN 'holds' ELSE 'does not hold' END;
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN
        RETURN SQLERRM;
    WHEN OTHERS THEN
        RETURN CASE WHEN strpos(refusals, SQLSTATE) > 0 THEN 'refused'
            ELSE SQLSTATE || ': ' || SQLERRM END;
END
$$;

CREATE TEMP TABLE tried AS
SELECT t.name, file, pg_temp.outcome(statement, refusals,
    pg_read_binary_file(folder || '/' || t.name || '/' || file)) AS outcome
FROM (SELECT :'vectors' || '/../corpus') AS f (folder), fuzz.target t,
    LATERAL pg_ls_dir(folder || '/' || t.name) AS file;

SELECT is(string_agg(tried.file || ' ' || outcome, E'\n' ORDER BY file)
    FILTER (WHERE outcome NOT IN ('holds', 'refused')), NULL, t.name || ': no other outcome')
FROM fuzz.target t LEFT JOIN tried USING (name) GROUP BY t.name ORDER BY t.name;
SELECT isnt(count(*) FILTER (WHERE outcome = 'holds'), 0::bigint, t.name || ': some inputs are taken')
FROM fuzz.target t LEFT JOIN tried USING (name) GROUP BY t.name ORDER BY t.name;
SELECT isnt(count(*) FILTER (WHERE outcome = 'refused'), 0::bigint, t.name || ': some inputs are refused')
FROM fuzz.target t LEFT JOIN tried USING (name) GROUP BY t.name ORDER BY t.name;
SELECT * FROM finish();
ROLLBACK;
