/*
 * pool.c
 *		Money of the service wing that is nobody's.
 */
#include "postgres.h"

#include "core/account.h"
#include "core/statement.h"
#include "service/pool.h"

const Address *
PoolAccount(Pool pool)
{
	static const Address nobody;

	switch (pool)
	{
		case POOL_COMMUNITY:
			return AccountSystem("community_pool");
		case POOL_FEE_COLLECTOR:
			return AccountSystem("service_fee_collector");
		case POOL_NOBODY:
			break;
	}
	return &nobody;
}

void
PoolGather(void)
{
	static Statement gather = {
		"WITH shares AS ("
		"  DELETE FROM market.pool_share AS s WHERE EXISTS (SELECT FROM market.pool_share AS o"
		"   WHERE o.id <> s.id AND o.account OPERATOR(market.=) s.account AND o.kind = s.kind"
		"    AND o.denom = s.denom)"
		"  RETURNING account, kind, denom, amount"
		") INSERT INTO market.pool_share (account, kind, denom, amount)"
		" SELECT account, kind, denom, pg_catalog.sum(amount) FROM shares"
		" GROUP BY account, kind, denom ORDER BY account, kind, denom", 0
	};

	StatementRun(&gather, NULL, NULL);
}
