/*
 * definition.c
 *		Definitions of services.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/statement.h"
#include "jsonschema/document.h"
#include "jsonschema/schema.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "service/definition.h"
#include "service/event.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define SERVICE_NAME_MAX 70		/* bytes */
#define DESCRIPTION_MAX 280		/* bytes */
#define TAGS_MAX 10
#define TAG_LENGTH_MAX 70		/* characters */

PG_FUNCTION_INFO_V1(market_define_service);

#define IS_LETTER(c) (((c) >= 'a' && (c) <= 'z') || ((c) >= 'A' && (c) <= 'Z'))

static bool
ServiceNameIsValid(const char *name)
{
	size_t		length = strlen(name);
	size_t		i;

	if (length > SERVICE_NAME_MAX || !IS_LETTER(name[0]))
		return false;
	for (i = 1; i < length; i++)
		if (!IS_LETTER(name[i]) && !(name[i] >= '0' && name[i] <= '9') &&
			name[i] != '_' && name[i] != '-')
			return false;
	return true;
}

char *
ArgumentServiceName(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *given = PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (given == NULL || !ServiceNameIsValid(given))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NAME),
				 errmsg("argument \"%s\" is not a service name", name),
				 errdetail("A service name is a letter and up to %d letters, digits, \"_\""
						   " or \"-\".", SERVICE_NAME_MAX - 1)));
	return given;
}

void
DefinitionRaiseUnknown(const char *service_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_UNKNOWN_DEFINITION),
			 errmsg("service \"%s\" is not defined", service_name)));
}

/* A description: NULL and more than 280 bytes are MK003. */
static char *
ArgumentDescription(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *description = PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (description == NULL || strlen(description) > DESCRIPTION_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_DESCRIPTION),
				 description == NULL ? errmsg("argument \"%s\" must not be null", name)
				 : errmsg("argument \"%s\" has %zu bytes", name, strlen(description)),
				 errdetail("A description has at most %d bytes.", DESCRIPTION_MAX)));
	return description;
}

/* Is a character white space, by the property of Unicode where that is the encoding? */
static bool
TagIsSpace(const char *character)
{
	static const pg_wchar spaces[] = {
		0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000
	};
	pg_wchar	code;
	int			i;

	if (!IS_HIGHBIT_SET(*character))
		return *character == ' ' || (*character >= '\t' && *character <= '\r');
	if (GetDatabaseEncoding() != PG_UTF8)
		return false;
	code = utf8_to_unicode((const unsigned char *) character);
	for (i = 0; i < lengthof(spaces); i++)
		if (code == spaces[i])
			return true;
	return code >= 0x2000 && code <= 0x200A;
}

static bool
TagIsValid(const char *tag)
{
	int			length = 0;

	for (; *tag != '\0'; tag += pg_mblen(tag))
		if (TagIsSpace(tag) || ++length > TAG_LENGTH_MAX)
			return false;
	return length > 0;
}

static void
DefinitionRefuseTags(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_TAGS),
			 errmsg("%s", what),
			 errdetail("There are at most %d tags, each once, of 1 to %d characters without"
					   " white space.", TAGS_MAX, TAG_LENGTH_MAX)));
}

/* Check tags: MK004. */
static void
DefinitionCheckTags(ArrayType *tags)
{
	Datum	   *elements;
	bool	   *nulls;
	char	   *texts[TAGS_MAX];
	int			count;
	int			i;
	int			j;

	deconstruct_array(tags, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &count);
	if (ARR_NDIM(tags) > 1 || count > TAGS_MAX)
		DefinitionRefuseTags(psprintf("%d tags are too many", count));
	for (i = 0; i < count; i++)
	{
		texts[i] = nulls[i] ? "" : TextDatumGetCString(elements[i]);
		if (!TagIsValid(texts[i]))
			DefinitionRefuseTags(psprintf("\"%s\" is no tag", texts[i]));
		for (j = 0; j < i; j++)
			if (strcmp(texts[i], texts[j]) == 0)
				DefinitionRefuseTags(psprintf("tag \"%s\" stands there twice", texts[i]));
	}
}

/* What is wrong with a document that was given is an invalid schemas, MK005. */
static void
DefinitionRecode(void *part)
{
	if (ERRCODE_TO_CATEGORY(geterrcode()) != ERRCODE_DATA_EXCEPTION)
		return;
	errcode(ERRCODE_MARKET_SCHEMAS);
	errcontext("%s", (const char *) part);
}

static void
DefinitionRefuseSchemas(const char *reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_SCHEMAS),
			 errmsg("invalid schemas: %s", reason),
			 errdetail("Schemas are an object with the members \"input\" and \"output\", each a"
					   " JSON Schema that is an object.")));
}

/* Take one of the two schemas, once. */
static void
DefinitionTakeSchema(char **schema, const char *name, uint64 row)
{
	ErrorContextCallback callback = {
		.previous = error_context_stack, .callback = DefinitionRecode,
		.arg = psprintf("JSON Schema of the %s", name)
	};
	SchemaOptions options = {.is_new = true};

	if (*schema != NULL)
		DefinitionRefuseSchemas(psprintf("the %s stands there twice", name));
	if (strcmp(StatementText(row, 3), "object") != 0)
		DefinitionRefuseSchemas(psprintf("the %s is no object", name));
	*schema = StatementText(row, 2);
	error_context_stack = &callback;
	(void) SchemaMake(*schema, strlen(*schema), &options);
	error_context_stack = callback.previous;
}

/*
 * Find the two schemas in a document.  Their names are matched as the original
 * does, without regard to case; other members are not looked at.
 */
static void
DefinitionSchemas(const char *schemas, char **input, char **output)
{
	static Statement members = {
		"SELECT m.key, m.value::text, pg_catalog.json_typeof(m.value)"
		" FROM pg_catalog.json_each($1::pg_catalog.json) AS m",
		1, {TEXTOID}
	};
	ErrorContextCallback callback = {
		.previous = error_context_stack, .callback = DefinitionRecode, .arg = "schemas"
	};
	Datum		arguments[] = {CStringGetTextDatum(schemas)};
	uint64		count;
	uint64		i;

	*input = *output = NULL;
	error_context_stack = &callback;
	DocumentCheck(schemas, strlen(schemas));
	count = StatementRun(&members, arguments, NULL);
	error_context_stack = callback.previous;
	for (i = 0; i < count; i++)
	{
		char	   *name = StatementText(i, 1);

		CHECK_FOR_INTERRUPTS();
		if (pg_strcasecmp(name, "input") == 0)
			DefinitionTakeSchema(input, "input", i);
		else if (pg_strcasecmp(name, "output") == 0)
			DefinitionTakeSchema(output, "output", i);
	}
	if (*input == NULL)
		DefinitionRefuseSchemas("the input is missing");
	if (*output == NULL)
		DefinitionRefuseSchemas("the output is missing");
}

/*
 * define_service(author, name, schemas, description, tags, author_description)
 *
 * A definition is for ever.
 */
Datum
market_define_service(PG_FUNCTION_ARGS)
{
	static Statement define = {
		"INSERT INTO market.service_definition"
		" (name, description, tags, author, author_description, schemas,"
		"  input_schema, output_schema)"
		" VALUES ($1, $2, $3, $4::market.address, $5, $6,"
		"  $7::market.json_schema, $8::market.json_schema)"
		" ON CONFLICT (name) DO NOTHING",
		8, {TEXTOID, TEXTOID, TEXTARRAYOID, BYTEAOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	Caller		caller;
	Address    *author;
	char	   *name;
	char	   *schemas;
	char	   *input;
	char	   *output;
	Datum		arguments[8];

	CallerEnter(&caller);
	author = ArgumentActor(fcinfo, 0, "author");
	name = ArgumentServiceName(fcinfo, 1, "name");
	arguments[1] = CStringGetTextDatum(ArgumentDescription(fcinfo, 3, "description"));
	arguments[4] = CStringGetTextDatum(ArgumentDescription(fcinfo, 5, "author_description"));
	if (PG_ARGISNULL(4))
		DefinitionRefuseTags("argument \"tags\" must not be null");
	DefinitionCheckTags(PG_GETARG_ARRAYTYPE_P(4));
	if (PG_ARGISNULL(2))
		DefinitionRefuseSchemas("they are missing");
	schemas = text_to_cstring(PG_GETARG_TEXT_PP(2));
	DefinitionSchemas(schemas, &input, &output);

	CallerRequireAccount(&caller, author);
	arguments[0] = CStringGetTextDatum(name);
	arguments[2] = PG_GETARG_DATUM(4);
	arguments[3] = AddressGetByteaDatum(author);
	arguments[5] = CStringGetTextDatum(schemas);
	arguments[6] = CStringGetTextDatum(input);
	arguments[7] = CStringGetTextDatum(output);
	if (StatementRun(&define, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_DEFINITION_EXISTS),
				 errmsg("service \"%s\" is defined already", name)));
	AccountKnow((const Address *const[]) {author}, 1);
	EventNote("create_definition", name, NULL, author);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
