-- Triggers, views and policies of unclaimed money.  The triggers fire on UPDATE, so that a
-- restore claims nothing.

CREATE OR REPLACE TRIGGER channel_20_unclaimed
AFTER UPDATE ON market.channel
FOR EACH ROW EXECUTE FUNCTION market.channel_unclaimed();
COMMENT ON TRIGGER channel_20_unclaimed ON market.channel IS 'the first payment, a claim, an extension, and a payment that reaches a rule''s amount';

CREATE OR REPLACE TRIGGER organization_group_20_threshold
AFTER UPDATE ON market.organization_group
FOR EACH ROW WHEN (old.payment_expiration_threshold <> new.payment_expiration_threshold
    OR old.payment_address OPERATOR(market.<>) new.payment_address)
EXECUTE FUNCTION market.group_threshold();
COMMENT ON TRIGGER organization_group_20_threshold ON market.organization_group IS 'rules look again at the channels of a group that changed';

CREATE OR REPLACE TRIGGER clock_50_claim
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_claim();
COMMENT ON TRIGGER clock_50_claim ON market.clock IS 'rules claim, while the block that ends is still there';

-- The rules of a recipient that is new are looked at by whatever block ends next.
CREATE OR REPLACE VIEW market.payee_due AS
SELECT d.due, p.account, c.denom
FROM (SELECT channel_id, due FROM market.unclaimed_channel WHERE due IS NOT NULL
      UNION ALL
      SELECT u.channel_id, 0 FROM market.claim_rule AS r JOIN market.unclaimed_channel AS u
          ON u.recipient OPERATOR(market.=) r.recipient
      WHERE r.is_new) AS d
JOIN market.channel AS c ON c.id = d.channel_id
CROSS JOIN LATERAL (
    SELECT c.recipient UNION ALL
    SELECT s.beneficiary FROM market.payment_split AS s WHERE s.recipient OPERATOR(market.=) c.recipient) AS p (account);
COMMENT ON VIEW market.payee_due IS 'balances that the ends of blocks may pay to by rules, beside those that requests are about';
COMMENT ON COLUMN market.payee_due.due IS 'before this block';
COMMENT ON COLUMN market.payee_due.account IS 'who may be paid';
COMMENT ON COLUMN market.payee_due.denom IS 'minor unit of the token';

CREATE OR REPLACE VIEW market.unclaimed WITH (security_invoker = true) AS
SELECT c.id AS channel_id, c.recipient, c.sender, c.group_id, c.denom,
       c.authorized_amount AS signed_amount, c.pending_amount,
       c.authorized_amount - c.uncharged_amount + c.pending_amount - coalesce((
           SELECT pg_catalog.sum(p.uncharged_amount) FROM market.pending_claim AS p
           WHERE p.channel_id = c.id), 0) AS amount,
       u.since, k.height - u.since AS age, c.expiration, c.expiration - k.height AS blocks_left, u.due
FROM market.unclaimed_channel AS u
JOIN market.channel AS c ON c.id = u.channel_id
CROSS JOIN market.clock AS k;
COMMENT ON VIEW market.unclaimed IS 'channels with money that is signed for and not claimed';
COMMENT ON COLUMN market.unclaimed.channel_id IS 'the channel';
COMMENT ON COLUMN market.unclaimed.recipient IS 'who may claim';
COMMENT ON COLUMN market.unclaimed.sender IS 'who pays';
COMMENT ON COLUMN market.unclaimed.group_id IS 'the recipient''s group';
COMMENT ON COLUMN market.unclaimed.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.unclaimed.signed_amount IS 'total that is signed for at the payment nonce';
COMMENT ON COLUMN market.unclaimed.pending_amount IS 'claims that are started and not settled';
COMMENT ON COLUMN market.unclaimed.amount IS 'both, without the part of prepaid totals that no call was charged for';
COMMENT ON COLUMN market.unclaimed.since IS 'block of the first payment that is not claimed';
COMMENT ON COLUMN market.unclaimed.age IS 'blocks since then';
COMMENT ON COLUMN market.unclaimed.expiration IS 'block from which the sender may take the money back';
COMMENT ON COLUMN market.unclaimed.blocks_left IS 'blocks until then; below 0: the sender may already';
COMMENT ON COLUMN market.unclaimed.due IS 'block before which a rule claims, or looks again; null: no rule';

CREATE OR REPLACE VIEW market.unclaimed_total WITH (security_invoker = true) AS
SELECT recipient, denom, pg_catalog.count(*) AS channels, pg_catalog.sum(amount) AS amount,
       pg_catalog.max(age) AS oldest, pg_catalog.min(expiration) AS next_expiration
FROM market.unclaimed
GROUP BY recipient, denom;
COMMENT ON VIEW market.unclaimed_total IS 'unclaimed money per recipient';
COMMENT ON COLUMN market.unclaimed_total.recipient IS 'who may claim';
COMMENT ON COLUMN market.unclaimed_total.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.unclaimed_total.channels IS 'on so many channels';
COMMENT ON COLUMN market.unclaimed_total.amount IS 'signed for or pending, in minor units';
COMMENT ON COLUMN market.unclaimed_total.oldest IS 'age of the oldest of it, in blocks';
COMMENT ON COLUMN market.unclaimed_total.next_expiration IS 'block in which the first of the channels expires';

CREATE OR REPLACE VIEW market.expiring_channel WITH (security_invoker = true) AS
SELECT c.id AS channel_id, c.sender, c.recipient, c.denom, c.value,
       c.authorized_amount + c.pending_amount AS unclaimed_amount,
       c.value - c.authorized_amount - c.pending_amount AS unspent_amount,
       c.expiration, c.expiration - k.height AS blocks_left
FROM market.channel AS c CROSS JOIN market.clock AS k
WHERE c.value > 0;
COMMENT ON VIEW market.expiring_channel IS 'channels that hold money, with the blocks until their senders may take it back';
COMMENT ON COLUMN market.expiring_channel.channel_id IS 'the channel';
COMMENT ON COLUMN market.expiring_channel.sender IS 'who may take the money back then';
COMMENT ON COLUMN market.expiring_channel.recipient IS 'who may claim';
COMMENT ON COLUMN market.expiring_channel.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.expiring_channel.value IS 'money on the channel';
COMMENT ON COLUMN market.expiring_channel.unclaimed_amount IS 'part of it that is signed for or pending';
COMMENT ON COLUMN market.expiring_channel.unspent_amount IS 'the rest';
COMMENT ON COLUMN market.expiring_channel.expiration IS 'block of the expiration';
COMMENT ON COLUMN market.expiring_channel.blocks_left IS 'blocks until then; not above 0: the sender may take it back';

ALTER TABLE market.claim_rule ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.claim_rule TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS claim_rule_all ON market.claim_rule;
CREATE POLICY claim_rule_all ON market.claim_rule FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS claim_rule_own ON market.claim_rule;
CREATE POLICY claim_rule_own ON market.claim_rule FOR SELECT TO market_user
    USING (recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.unclaimed_channel ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.unclaimed_channel TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS unclaimed_channel_all ON market.unclaimed_channel;
CREATE POLICY unclaimed_channel_all ON market.unclaimed_channel FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS unclaimed_channel_own ON market.unclaimed_channel;
CREATE POLICY unclaimed_channel_own ON market.unclaimed_channel FOR SELECT TO market_user
    USING (recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

GRANT SELECT ON market.unclaimed TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.unclaimed_total TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.expiring_channel TO market_user, market_app, market_operator, market_reader;
