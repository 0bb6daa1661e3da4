/*
 * validate.c
 *		Validating documents, from SQL and from C.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "jsonschema/document.h"
#include "jsonschema/report.h"
#include "jsonschema/schema.h"

PG_FUNCTION_INFO_V1(market_is_valid);
PG_FUNCTION_INFO_V1(market_is_valid_json);
PG_FUNCTION_INFO_V1(market_validate);

bool
JsonSchemaValidate(Datum schema, Jsonb *instance, SchemaFailure *failure)
{
	Program    *program = SchemaProgram(schema);
	Report		report = {NIL, 1, false};
	ReportError *error;
	ValueRef		value;

	ValueRoot(instance, &value);
	if (WalkRun(program, &value, VARSIZE(instance), NULL))
		return true;
	if (failure == NULL)
		return false;
	WalkRun(program, &value, VARSIZE(instance), &report);
	error = linitial(report.errors);
	failure->instance_path = error->instance_path;
	failure->keyword = pstrdup(error->keyword);
	failure->keyword_path = error->keyword_path;
	failure->message = error->message;
	return false;
}

/*
 * is_valid(schema json_schema, instance jsonb) RETURNS boolean
 */
Datum
market_is_valid(PG_FUNCTION_ARGS)
{
	Program    *program = SchemaOfCall(fcinfo);
	Jsonb	   *instance = PG_GETARG_JSONB_P(1);
	ValueRef		value;
	bool		valid;

	ValueRoot(instance, &value);
	valid = WalkRun(program, &value, VARSIZE(instance), NULL);
	PG_FREE_IF_COPY(instance, 1);
	PG_RETURN_BOOL(valid);
}

/*
 * is_valid_json(schema json_schema, instance json) RETURNS boolean
 */
Datum
market_is_valid_json(PG_FUNCTION_ARGS)
{
	Program    *program = SchemaOfCall(fcinfo);
	text	   *source = PG_GETARG_TEXT_PP(1);
	Jsonb	   *instance = DocumentRead(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source));
	ValueRef		value;

	ValueRoot(instance, &value);
	PG_RETURN_BOOL(WalkRun(program, &value, VARSIZE(instance), NULL));
}

/*
 * validate(schema json_schema, instance jsonb) RETURNS jsonb
 */
Datum
market_validate(PG_FUNCTION_ARGS)
{
	Program    *program = SchemaOfCall(fcinfo);
	Jsonb	   *instance = PG_GETARG_JSONB_P(1);
	Report		report = {NIL, 1, false};
	ReportError *error;
	ValueRef		value;

	ValueRoot(instance, &value);
	if (WalkRun(program, &value, VARSIZE(instance), NULL))
		PG_RETURN_JSONB_P(instance);

	WalkRun(program, &value, VARSIZE(instance), &report);
	error = linitial(report.errors);
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("document is not valid"),
			 errdetail("At \"%s\": %s.", error->instance_path, error->message),
			 errhint("The schema demands it at \"%s\".", error->keyword_path)));
}
