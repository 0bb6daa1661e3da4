-- Tokens: the denoms that money may be counted in.

CREATE TABLE market.token (
    denom text PRIMARY KEY,
    symbol text UNIQUE,
    decimals integer NOT NULL CHECK (decimals BETWEEN 0 AND 36)
);
COMMENT ON TABLE market.token IS 'the tokens of the market';
COMMENT ON COLUMN market.token.denom IS 'the minor unit, which all amounts are counted in';
COMMENT ON COLUMN market.token.symbol IS 'name of the whole token, as people write it';
COMMENT ON COLUMN market.token.decimals IS 'one symbol is 10^decimals denom';

INSERT INTO market.token (denom, decimals) VALUES ('stake', 0);
