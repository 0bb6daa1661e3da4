/*
 * definition_output.c
 *		Is an output what its service says it gives?  Definitions never change, so a
 *		session keeps the schemas that it has used.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "core/recall.h"
#include "core/statement.h"
#include "jsonschema/schema.h"
#include "service/definition.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

/* schemas kept; with one more all are forgotten */
#define OUTPUT_SCHEMAS_MAX 200

typedef struct OutputSchema
{
	char		service_name[NAMEDATALEN * 2];	/* hash key, which 70 bytes fit */
	uint64		version;		/* of the table */
	Datum		schema;
} OutputSchema;

static HTAB *schemas = NULL;
static MemoryContext schemas_context = NULL;

static void
OutputSchemasForget(void)
{
	HASHCTL		control = {0};

	if (schemas_context == NULL)
		schemas_context = AllocSetContextCreate(TopMemoryContext, "market output schemas",
												ALLOCSET_DEFAULT_SIZES);
	schemas = NULL;
	MemoryContextReset(schemas_context);
	control.keysize = sizeof(((OutputSchema *) NULL)->service_name);
	control.entrysize = sizeof(OutputSchema);
	control.hcxt = schemas_context;
	schemas = hash_create("market output schemas", OUTPUT_SCHEMAS_MAX, &control,
						  HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

/* Read a schema; "is_lasting" says whether its definition is committed. */
static Datum
OutputSchemaRead(const char *service_name, bool *is_lasting)
{
	static Statement read = {
		"SELECT output_schema, xmin FROM market.service_definition WHERE name = $1",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(service_name)};

	StatementReadLatest(&read, arguments, NULL);
	*is_lasting = !TransactionIdIsCurrentTransactionId(
		DatumGetTransactionId(StatementDatum(0, 2)));
	return StatementDatum(0, 1);
}

/* The schema of a service, kept or read. */
static Datum
OutputSchemaFind(const char *service_name)
{
	static Recall table = {"service_definition"};
	uint64		version = RecallVersion(&table);
	OutputSchema *entry = NULL;
	MemoryContext saved;
	bool		is_lasting;
	Datum		schema;

	if (schemas != NULL)
		entry = hash_search(schemas, service_name, HASH_FIND, NULL);
	if (entry != NULL && entry->version == version)
		return entry->schema;
	schema = OutputSchemaRead(service_name, &is_lasting);
	if (version == 0 || !is_lasting)
		return schema;

	/* a schema of another version is not freed one by one */
	if (schemas == NULL || entry != NULL || hash_get_num_entries(schemas) >= OUTPUT_SCHEMAS_MAX)
		OutputSchemasForget();
	saved = MemoryContextSwitchTo(schemas_context);
	schema = PointerGetDatum(PG_DETOAST_DATUM_COPY(schema));
	MemoryContextSwitchTo(saved);
	entry = hash_search(schemas, service_name, HASH_ENTER, NULL);
	entry->version = version;
	entry->schema = schema;
	return schema;
}

bool
DefinitionOutputIsValid(const char *service_name, const Jsonb *output)
{
	JsonbValue	empty = {.type = jbvObject, .val.object = {0, NULL}};
	JsonbValue *body = getKeyJsonValueFromContainer((JsonbContainer *) &output->root,
													"body", strlen("body"), NULL);

	return JsonSchemaValidate(OutputSchemaFind(service_name),
							  JsonbValueToJsonb(body == NULL ? &empty : body), NULL);
}
