/*
 * validate.c
 *		Validating documents, from SQL and from C.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"

#include "jsonschema/document.h"
#include "jsonschema/report.h"
#include "jsonschema/schema.h"

PG_FUNCTION_INFO_V1(market_is_valid);
PG_FUNCTION_INFO_V1(market_is_valid_json);
PG_FUNCTION_INFO_V1(market_validate);
PG_FUNCTION_INFO_V1(market_validation_errors);
PG_FUNCTION_INFO_V1(market_validation_output);

bool
JsonSchemaValidate(Datum schema, Jsonb *instance, SchemaFailure *failure)
{
	Program    *program = SchemaProgram(schema);
	Report		report = {NIL, REPORT_FIRST_ERRORS, false, 0};
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
	Report		report = {NIL, REPORT_FIRST_ERRORS, false, 0};
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

/* Report what is wrong with the document that is argument 1 of a call. */
static bool
ReportOfCall(FunctionCallInfo fcinfo, Report *report)
{
	Program    *program = SchemaOfCall(fcinfo);
	Jsonb	   *instance = PG_GETARG_JSONB_P(1);
	ValueRef	value;

	ValueRoot(instance, &value);
	return WalkRun(program, &value, VARSIZE(instance), report);
}

/*
 * validation_errors(schema json_schema, instance jsonb, max_errors integer)
 * RETURNS TABLE (instance_path text, keyword text, keyword_path text, message text)
 */
Datum
market_validation_errors(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int			max_errors = PG_GETARG_INT32(2);
	Report		report = {NIL, max_errors, false, 0};
	ListCell   *cell;

	if (max_errors < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_errors must be positive")));
	InitMaterializedSRF(fcinfo, result != NULL && IsA(result, ReturnSetInfo) &&
						result->expectedDesc != NULL ? MAT_SRF_USE_EXPECTED_DESC : 0);
	ReportOfCall(fcinfo, &report);
	foreach(cell, report.errors)
	{
		ReportError *error = lfirst(cell);
		bool		nulls[4] = {false};
		Datum		values[] = {
			CStringGetTextDatum(error->instance_path),
			CStringGetTextDatum(error->keyword),
			CStringGetTextDatum(error->keyword_path),
			CStringGetTextDatum(error->message)
		};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

static void
PushText(JsonbParseState **state, const char *key, const char *value)
{
	JsonbValue	text;

	text.type = jbvString;
	text.val.string.val = (char *) key;
	text.val.string.len = strlen(key);
	pushJsonbValue(state, WJB_KEY, &text);
	if (value == NULL)
		return;
	text.val.string.val = (char *) value;
	text.val.string.len = strlen(value);
	pushJsonbValue(state, WJB_VALUE, &text);
}

static void
PushBoolean(JsonbParseState **state, const char *key, bool value)
{
	JsonbValue	boolean;

	PushText(state, key, NULL);
	boolean.type = jbvBool;
	boolean.val.boolean = value;
	pushJsonbValue(state, WJB_VALUE, &boolean);
}

/* One unit of the specification's output. */
static void
PushUnit(JsonbParseState **state, const ReportError *unit)
{
	JsonbValue	value;

	pushJsonbValue(state, WJB_BEGIN_OBJECT, NULL);
	PushBoolean(state, "valid", unit->annotation != NULL);
	PushText(state, "keywordLocation", unit->keyword_location);
	if (unit->absolute_location != NULL)
		PushText(state, "absoluteKeywordLocation", unit->absolute_location);
	PushText(state, "instanceLocation", unit->instance_path);
	if (unit->annotation == NULL)
		PushText(state, "error", unit->message);
	else
	{
		PushText(state, "annotation", NULL);
		if (JB_ROOT_IS_SCALAR(unit->annotation))
			JsonbExtractScalar(&unit->annotation->root, &value);
		else
			JsonbToJsonbValue(unit->annotation, &value);
		pushJsonbValue(state, WJB_VALUE, &value);
	}
	pushJsonbValue(state, WJB_END_OBJECT, NULL);
}

/*
 * validation_output(schema json_schema, instance jsonb, format text) RETURNS jsonb
 *
 * Source: JSON Schema Core 2020-12, section 12.4.
 */
Datum
market_validation_output(PG_FUNCTION_ARGS)
{
	char	   *format = text_to_cstring(PG_GETARG_TEXT_PP(2));
	bool		is_basic = strcmp(format, "basic") == 0;
	Report		report = {NIL, PG_INT32_MAX, false, 0};
	JsonbParseState *state = NULL;
	bool		valid;
	ListCell   *cell;

	if (!is_basic && strcmp(format, "flag") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown output format: \"%s\"", format),
				 errhint("Formats are flag and basic.")));

	valid = ReportOfCall(fcinfo, is_basic ? &report : NULL);
	if (valid && is_basic)
	{
		report.annotates = true;
		ReportOfCall(fcinfo, &report);
	}
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	PushBoolean(&state, "valid", valid);
	if (is_basic && (!valid || report.errors != NIL))
	{
		PushText(&state, valid ? "annotations" : "errors", NULL);
		pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
		foreach(cell, report.errors)
			PushUnit(&state, lfirst(cell));
		pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	}
	PG_RETURN_JSONB_P(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}
