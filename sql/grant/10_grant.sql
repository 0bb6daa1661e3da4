-- What the roles may execute.  Everything else that changes state nobody may.

GRANT USAGE ON SCHEMA market TO PUBLIC;

GRANT EXECUTE ON FUNCTION
    market.end_block(timestamptz, bigint),
    market.set_params,
    market.create_token(text, text, integer),
    market.deposit(market.address, market.coin, text, text),
    market.create_account(market.address, regrole, text)
TO market_operator;
GRANT EXECUTE ON PROCEDURE market.run_blocks(integer, interval) TO market_operator;

GRANT EXECUTE ON FUNCTION
    market.create_account(market.address, regrole, text),
    market.withdraw(market.address, market.coin, text, text),
    market.transfer(market.address, market.address, market.coin, text),
    market.create_organization(market.address, text, jsonb, market.address[]),
    market.update_organization(market.address, text, jsonb),
    market.change_organization_owner(market.address, text, market.address),
    market.delete_organization(market.address, text),
    market.add_organization_members(market.address, text, market.address[]),
    market.remove_organization_members(market.address, text, market.address[]),
    market.publish_service(market.address, text, text, jsonb),
    market.update_service(market.address, text, text, jsonb),
    market.delete_service(market.address, text, text),
    market.open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text),
    market.deposit_and_open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text),
    market.open_channel_by_third_party(market.address, market.address, market.address, market.address, market.bytes32, numeric, bigint, numeric, market.signature, text),
    market.add_channel_funds(market.address, bigint, market.coin, text),
    market.extend_channel(market.address, bigint, bigint),
    market.extend_channel_and_add_funds(market.address, bigint, bigint, market.coin, text),
    market.claim_channel(market.address, bigint, numeric, numeric, market.signature, boolean, text),
    market.claim_channels(market.address, bigint[], numeric[], numeric[], market.signature[], boolean[], text),
    market.claim_channel_timeout(market.address, bigint, text),
    market.authorize_payment,
    market.start_claim(bigint, market.signature, text),
    market.start_claims(market.address, bigint[], bigint, market.signature, text),
    market.claim(market.address, bigint, text)
TO market_user, market_app;
