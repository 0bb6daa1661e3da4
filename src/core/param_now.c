/*
 * param_now.c
 *		Parameters that every answer reads, kept by the session until they change.
 */
#include "postgres.h"

#include "core/param.h"
#include "core/recall.h"
#include "core/statement.h"
#include "utils/memutils.h"

const Params *
ParamNow(void)
{
	static Statement read = {
		"SELECT validate_bodies, service_fee_tax FROM market.params", 0
	};
	static Recall table = {"params"};
	static Params now;
	uint64		version = RecallVersion(&table);
	Numeric		tax;
	bool		isnull;

	if (version != 0 && version == now.version)
		return &now;
	now.version = 0;
	StatementBegin();
	StatementReadLatest(&read, NULL, NULL);
	now.validate_bodies = DatumGetBool(StatementDatum(0, 1));
	tax = DatumGetNumeric(StatementCopy(0, 2, TopMemoryContext, &isnull));
	StatementFinish();
	if (now.service_fee_tax != NULL)
		pfree(now.service_fee_tax);
	now.service_fee_tax = tax;
	now.version = version;
	return &now;
}
