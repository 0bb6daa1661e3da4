-- What a signed message says, and who signed it.  Pure, for everyone.

CREATE FUNCTION market.explain_signature(
    message bytea,
    signature market.signature,
    OUT kind text,
    OUT prefix text,
    OUT fields jsonb,
    OUT signer market.address
) RETURNS record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_explain_signature';
COMMENT ON FUNCTION market.explain_signature(bytea, market.signature) IS
'which message a packed message is, its fields, and who signed it; nulls when its layout does not show';
