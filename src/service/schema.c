/*
 * schema.c
 *		The schemas of the documents that everybody writes in the same way.
 */
#include "postgres.h"

#include "core/errors.h"
#include "jsonschema/schema.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_schema);

/*
 * Source: IRIS service module, types/schema.go; prices and discounts also as its
 * documentation writes them.
 */
static const struct NamedSchema
{
	const char *name;
	const char *text;
}			schemas[] = {
	{"pricing",
		"{\n"
		"  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
		"  \"title\": \"pricing of a service binding\",\n"
		"  \"type\": \"object\",\n"
		"  \"definitions\": {\n"
		"    \"discount\": {\n"
		"      \"anyOf\": [\n"
		"        {\"type\": \"string\", \"pattern\": \"^0\\\\.\\\\d{0,17}[1-9]$\"},\n"
		"        {\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1}\n"
		"      ]\n"
		"    }\n"
		"  },\n"
		"  \"properties\": {\n"
		"    \"price\": {\n"
		"      \"type\": \"string\",\n"
		"      \"pattern\": \"^\\\\d+(\\\\.\\\\d+)?[a-zA-Z][a-zA-Z0-9/]{2,127}$\"\n"
		"    },\n"
		"    \"promotions_by_time\": {\n"
		"      \"type\": \"array\",\n"
		"      \"items\": {\n"
		"        \"type\": \"object\",\n"
		"        \"properties\": {\n"
		"          \"start_time\": {\"type\": \"string\", \"format\": \"date-time\"},\n"
		"          \"end_time\": {\"type\": \"string\", \"format\": \"date-time\"},\n"
		"          \"discount\": {\"$ref\": \"#/definitions/discount\"}\n"
		"        },\n"
		"        \"required\": [\"start_time\", \"end_time\", \"discount\"],\n"
		"        \"additionalProperties\": false\n"
		"      },\n"
		"      \"maxItems\": 5,\n"
		"      \"uniqueItems\": true\n"
		"    },\n"
		"    \"promotions_by_volume\": {\n"
		"      \"type\": \"array\",\n"
		"      \"items\": {\n"
		"        \"type\": \"object\",\n"
		"        \"properties\": {\n"
		"          \"volume\": {\"type\": \"integer\", \"minimum\": 1},\n"
		"          \"discount\": {\"$ref\": \"#/definitions/discount\"}\n"
		"        },\n"
		"        \"required\": [\"volume\", \"discount\"],\n"
		"        \"additionalProperties\": false\n"
		"      },\n"
		"      \"maxItems\": 5,\n"
		"      \"uniqueItems\": true\n"
		"    }\n"
		"  },\n"
		"  \"required\": [\"price\"],\n"
		"  \"additionalProperties\": false\n"
		"}"},
	{"result",
		"{\n"
		"  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
		"  \"title\": \"result of a response\",\n"
		"  \"type\": \"object\",\n"
		"  \"properties\": {\n"
		"    \"code\": {\"type\": \"integer\", \"enum\": [200, 400, 500]},\n"
		"    \"message\": {\"type\": \"string\"}\n"
		"  },\n"
		"  \"required\": [\"code\", \"message\"],\n"
		"  \"additionalProperties\": false\n"
		"}"},
	{"input",
		"{\n"
		"  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
		"  \"title\": \"input of a request\",\n"
		"  \"type\": \"object\",\n"
		"  \"properties\": {\n"
		"    \"header\": {\"type\": \"object\"},\n"
		"    \"body\": {\"type\": \"object\"}\n"
		"  },\n"
		"  \"required\": [\"header\"]\n"
		"}"},
	{"output",
		"{\n"
		"  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
		"  \"title\": \"output of a response\",\n"
		"  \"type\": \"object\",\n"
		"  \"properties\": {\n"
		"    \"header\": {\"type\": \"object\"},\n"
		"    \"body\": {\"type\": \"object\"}\n"
		"  },\n"
		"  \"required\": [\"header\"]\n"
		"}"}
};

/*
 * schema(name text) returns json_schema
 */
Datum
market_schema(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	SchemaOptions options = {0};
	int			i;

	for (i = 0; i < lengthof(schemas); i++)
	{
		if (strcmp(name, schemas[i].name) == 0)
			PG_RETURN_POINTER(SchemaMake(schemas[i].text, strlen(schemas[i].text), &options));
	}
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_UNKNOWN_SCHEMA),
			 errmsg("there is no schema \"%s\"", name),
			 errhint("There are pricing, result, input and output.")));
	PG_RETURN_NULL();
}
