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

typedef struct OutputSchema
{
	char		service_name[NAMEDATALEN * 2];	/* which has at most 70 bytes */
	Datum		schema;
} OutputSchema;

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
	static RecallRows rows = {
		.table = {"service_definition"},
		.key_size = sizeof(((OutputSchema *) NULL)->service_name),
		.entry_size = sizeof(OutputSchema)
	};
	OutputSchema key = {0};
	OutputSchema *entry;
	MemoryContext room;
	MemoryContext saved;
	bool		is_lasting;
	Datum		schema;

	strlcpy(key.service_name, service_name, sizeof(key.service_name));
	entry = RecallFindRow(&rows, &key);
	if (entry != NULL)
		return entry->schema;
	schema = OutputSchemaRead(service_name, &is_lasting);
	room = is_lasting ? RecallRoom(&rows) : NULL;
	if (room == NULL)
		return schema;

	saved = MemoryContextSwitchTo(room);
	schema = PointerGetDatum(PG_DETOAST_DATUM_COPY(schema));
	MemoryContextSwitchTo(saved);
	entry = RecallEnterRow(&rows, &key);
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
