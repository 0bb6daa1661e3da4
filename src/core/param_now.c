/*
 * param_now.c
 *		Parameters that every answer and every payment reads, kept by the session until they change.
 */
#include "postgres.h"

#include "core/param.h"
#include "core/recall.h"
#include "core/statement.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

const Params *
ParamNow(void)
{
	static Statement read = {
		"SELECT validate_bodies, service_fee_tax, metering, escrow_address, channel_denom"
		" FROM market.params", 0
	};
	static Recall table = {"params"};
	static Params now;
	uint64		version = RecallVersion(&table);
	Numeric		tax;
	char	   *denom;
	bool		isnull;

	if (version != 0 && version == now.version)
		return &now;
	now.version = 0;
	StatementBegin();
	StatementReadLatest(&read, NULL, NULL);
	now.validate_bodies = DatumGetBool(StatementDatum(0, 1));
	tax = DatumGetNumeric(StatementCopy(0, 2, TopMemoryContext, &isnull));
	denom = MemoryContextStrdup(TopMemoryContext, TextDatumGetCString(StatementDatum(0, 5)));
	now.metering = DatumGetBool(StatementDatum(0, 3));
	now.escrow = *DatumGetAddressP(StatementDatum(0, 4));
	StatementFinish();
	if (now.service_fee_tax != NULL)
	{
		pfree(now.service_fee_tax);
		pfree(now.channel_denom);
	}
	now.service_fee_tax = tax;
	now.channel_denom = denom;
	now.version = version;
	return &now;
}
