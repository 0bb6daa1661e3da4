-- the type signature; each error is followed by its SQLSTATE
\set VERBOSITY default
\set r '57c65d7b50f4bfa4e98e1daaffaaf1351c51f2b00c4cd37e588a655d9c361ec8'
\set s '7ff8c46bf569ad2c46561e6322cb9924175edf89c40369794628b2e12d7aecae'
\set n 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'
\set half '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0'
\set above_half '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1'
\set zero '0000000000000000000000000000000000000000000000000000000000000000'
\set one '0000000000000000000000000000000000000000000000000000000000000001'

-- text: v as 0 or 1 becomes 27 or 28, letters become lower case
SELECT ('0x' || :'r' || :'s' || '1b')::signature;
SELECT ('0x' || :'r' || :'s' || '1c')::signature;
SELECT ('0x' || :'r' || :'s' || '00')::signature;
SELECT ('0x' || :'r' || :'s' || '01')::signature;
SELECT ('0x' || upper(:'r' || :'s') || '1B')::signature;
SELECT ('0x' || :'one' || :'one' || '1b')::signature;
SELECT ('0x' || :'r' || :'half' || '1b')::signature;

-- lengths and syntax
SELECT ''::signature; \echo :SQLSTATE
SELECT (:'r' || :'s' || '1b')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s' || '1')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s' || '1b00')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s' || '1g')::signature; \echo :SQLSTATE

-- v, then range, then the upper half
SELECT ('0x' || :'r' || :'s' || '02')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s' || '1a')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'s' || '1d')::signature; \echo :SQLSTATE
SELECT ('0x' || :'zero' || :'s' || 'ff')::signature; \echo :SQLSTATE
SELECT ('0x' || :'zero' || :'s' || '1b')::signature; \echo :SQLSTATE
SELECT ('0x' || :'n' || :'s' || '1b')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'zero' || '1b')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'n' || '1b')::signature; \echo :SQLSTATE
SELECT ('0x' || :'r' || :'above_half' || '1b')::signature; \echo :SQLSTATE

-- binary
SELECT signature_send(('0x' || :'r' || :'s' || '00')::signature);
SELECT typlen, typbyval, typalign, typstorage FROM pg_type WHERE oid = 'signature'::regtype;

-- casts, explicit only, with the same checks
SELECT ('\x' || :'r' || :'s' || '01')::bytea::signature;
SELECT ('0x' || :'r' || :'s' || '01')::signature::bytea;
SELECT ('\x' || :'r' || :'s')::bytea::signature; \echo :SQLSTATE
SELECT ('\x' || :'r' || :'s' || '1b1b')::bytea::signature; \echo :SQLSTATE
SELECT ('\x' || :'r' || :'s' || '1d')::bytea::signature; \echo :SQLSTATE
SELECT ('\x' || :'r' || :'zero' || '1b')::bytea::signature; \echo :SQLSTATE
SELECT ('\x' || :'r' || :'above_half' || '1b')::bytea::signature; \echo :SQLSTATE
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_cast
WHERE 'signature'::regtype IN (castsource, casttarget) ORDER BY 1, 2;

-- no comparison
SELECT a = a FROM (SELECT ('0x' || :'r' || :'s' || '1b')::signature) x (a); \echo :SQLSTATE
