-- amounts and identifiers as others write them; each error is followed by its SQLSTATE
\set VERBOSITY default

-- whole tokens to minor units
SELECT parse_amount('100.1', 8), parse_amount('00.10', 8), parse_amount('7', 0), parse_amount('0', 36);
SELECT parse_amount('1.10', 1);
SELECT parse_amount('115792089237316195423570985008687907853269984665640564039457584007913129639935', 0);
SELECT parse_amount(NULL, 8), parse_amount('1', NULL);
SELECT parse_amount('', 8); \echo :SQLSTATE
SELECT parse_amount('-1', 8); \echo :SQLSTATE
SELECT parse_amount('1e3', 8); \echo :SQLSTATE
SELECT parse_amount('1.', 8); \echo :SQLSTATE
SELECT parse_amount('.5', 8); \echo :SQLSTATE
SELECT parse_amount('NaN', 8); \echo :SQLSTATE
SELECT parse_amount('1.11', 1); \echo :SQLSTATE
SELECT parse_amount('0.000000001', 8); \echo :SQLSTATE
SELECT parse_amount('115792089237316195423570985008687907853269984665640564039457584007913129639936', 0); \echo :SQLSTATE
SELECT parse_amount(repeat('9', 50), 36); \echo :SQLSTATE
SELECT parse_amount('1', -1); \echo :SQLSTATE
SELECT parse_amount('1', 37); \echo :SQLSTATE

-- and back
SELECT format_amount(10010000000, 8), format_amount(1, 18), format_amount(0, 8), format_amount(7, 0);
SELECT format_amount(2::numeric ^ 256 - 1, 36);
SELECT format_amount(NULL, 8), format_amount(1, NULL);
SELECT format_amount(-1, 8); \echo :SQLSTATE
SELECT format_amount(0.5, 8); \echo :SQLSTATE
SELECT format_amount('NaN', 8); \echo :SQLSTATE
SELECT format_amount(2::numeric ^ 256, 8); \echo :SQLSTATE
SELECT format_amount(1, -1); \echo :SQLSTATE
SELECT format_amount(1, 37); \echo :SQLSTATE
SELECT bool_and(parse_amount(format_amount(n, d), d) = n) AS there_and_back
FROM generate_series(0, 36) d,
    (VALUES (0::numeric), (1), (10), (10010000000), (2::numeric ^ 256 - 1)) x (n);

-- identifiers in a registry
SELECT registry_id('snet'), registry_id(repeat('x', 32)) = convert_to(repeat('x', 32), 'UTF8') AS full;
SELECT registry_id('zoë');
SELECT registry_id(NULL);
SELECT registry_id(''); \echo :SQLSTATE
SELECT registry_id(repeat('x', 33)); \echo :SQLSTATE
SELECT registry_id(repeat('ë', 17)); \echo :SQLSTATE

-- groups: strict base64 of 32 bytes
SELECT group_id('99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U=');
SELECT group_id(NULL);
SELECT group_id(''); \echo :SQLSTATE
SELECT group_id('AAAA'); \echo :SQLSTATE
SELECT group_id('AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB'); \echo :SQLSTATE
SELECT group_id('99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu_bhj-U='); \echo :SQLSTATE
SELECT group_id('99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+V='); \echo :SQLSTATE
SELECT group_id('99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U'); \echo :SQLSTATE
SELECT group_id('99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U= '); \echo :SQLSTATE
SELECT group_id(' 99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U'); \echo :SQLSTATE

-- addresses of documents: at least one zero
SELECT metadata_uri('ipfs://QmUfwZ7pEWBE5zSepKpHDaPibQxpPqoEDRo5Kzai8h5U9B');
SELECT length(metadata_uri('')) AS none, length(metadata_uri(repeat('x', 31))) AS less,
    length(metadata_uri(repeat('x', 32))) AS equal, length(metadata_uri(repeat('x', 65536))) AS most;
SELECT metadata_uri(NULL);
SELECT metadata_uri(repeat('x', 65537)); \echo :SQLSTATE
