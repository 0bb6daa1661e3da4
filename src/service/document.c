/*
 * document.c
 *		The documents of requests and responses: envelopes, results, bodies.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/statement.h"
#include "service/document.h"
#include "type/amount.h"
#include "utils/builtins.h"

/* The member of an object; NULL when there is none. */
static JsonbValue *
DocumentMember(Jsonb *document, const char *name)
{
	JsonbValue	key;

	key.type = jbvString;
	key.val.string.val = unconstify(char *, name);
	key.val.string.len = strlen(name);
	return findJsonbValueFromContainer(&document->root, JB_FOBJECT, &key);
}

static bool
DocumentIsObject(const JsonbValue *value)
{
	return value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data);
}

bool
DocumentIsEnvelope(Jsonb *document)
{
	JsonbValue *member;

	if (!JB_ROOT_IS_OBJECT(document))
		return false;
	member = DocumentMember(document, "header");
	if (member == NULL || !DocumentIsObject(member))
		return false;
	member = DocumentMember(document, "body");
	return member == NULL || DocumentIsObject(member);
}

int
DocumentResultCode(Jsonb *document)
{
	static const int codes[] = {200, 400, 500};
	JsonbValue *code;
	JsonbValue *message;
	int			i;

	if (!JB_ROOT_IS_OBJECT(document) || JB_ROOT_COUNT(document) != 2)
		return 0;
	code = DocumentMember(document, "code");
	message = DocumentMember(document, "message");
	if (code == NULL || code->type != jbvNumeric || message == NULL || message->type != jbvString)
		return 0;
	/* 200.0 is the same number */
	for (i = 0; i < lengthof(codes); i++)
		if (NumericCompare(code->val.numeric, NumericFromInt64(codes[i])) == 0)
			return codes[i];
	return 0;
}

char *
DocumentBodyFault(const char *service_name, bool is_input, Jsonb *document)
{
	static Statement errors = {
		"SELECT e.instance_path, e.message"
		" FROM market.service_definition AS d, market.validation_errors("
		"  CASE WHEN $2 THEN d.input_schema ELSE d.output_schema END,"
		"  coalesce($3 -> 'body', '{}'), 1) AS e"
		" WHERE d.name = $1",
		3, {TEXTOID, BOOLOID, JSONBOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(service_name), BoolGetDatum(is_input), JsonbPGetDatum(document)
	};

	if (StatementRun(&errors, arguments, NULL) == 0)
		return "The body is not valid by the schema of the service.";
	return psprintf("At \"/body%s\": %s.", StatementText(0, 1), StatementText(0, 2));
}
