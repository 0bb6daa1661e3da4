-- Accounts: who may hold money, and which role acts for them.

CREATE TABLE market.account (
    address market.address PRIMARY KEY,
    owner_role regrole,
    label text
);
COMMENT ON TABLE market.account IS 'accounts, and the roles that act for them';
COMMENT ON COLUMN market.account.address IS 'address of the account';
COMMENT ON COLUMN market.account.owner_role IS 'role that may act for the account; null: only market_app, or a signature';
COMMENT ON COLUMN market.account.label IS 'a name for people; carries no meaning';

CREATE INDEX account_owner_role_idx ON market.account (owner_role);
COMMENT ON INDEX market.account_owner_role_idx IS 'the accounts of a role';
