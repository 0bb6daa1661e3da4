/*
 * bundle.c
 *		Making schemas with options: what is asked for is written into their text.
 *
 * A value is its text and nothing else, so that dump, copy and comparison need no
 * more than that.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/memutils.h"

#include "jsonschema/document.h"
#include "jsonschema/metaschema.h"
#include "jsonschema/schema.h"
#include "jsonschema/uri.h"
#include "jsonschema/value.h"

PG_FUNCTION_INFO_V1(market_json_schema);
PG_FUNCTION_INFO_V1(market_is_json_schema);
PG_FUNCTION_INFO_V1(market_bundle_schema);

static char *
ArgumentText(FunctionCallInfo fcinfo, int argument)
{
	return text_to_cstring(PG_GETARG_TEXT_PP(argument));
}

/*
 * Write members into an object's text, as its first ones.
 *
 * In:	place: offset of the object's opening brace
 *		members: without a comma at the end
 */
static char *
WriteMembers(const char *text, int place, const char *members)
{
	StringInfoData out;
	const char *rest = text + place + 1;

	rest += strspn(rest, " \t\r\n");
	initStringInfo(&out);
	appendBinaryStringInfo(&out, text, place + 1);
	appendStringInfoString(&out, members);
	if (*rest != '}')
		appendStringInfoString(&out, ", ");
	appendStringInfoString(&out, rest);
	return out.data;
}

static bool
RootMember(Jsonb *document, const char *key, ValueRef *value)
{
	ValueRef	root;

	ValueRoot(document, &root);
	return root.kind == VALUE_OBJECT &&
		ValueMember(root.container, NULL, key, strlen(key), value);
}

/* Write "$schema" into a text that lacks it; refuses one that names another draft. */
static char *
WriteDraft(char *text, Jsonb *document, const Program *program, int draft)
{
	const Dialect *dialect = program->resource->dialect;
	ValueRef	value;

	if (!RootMember(document, "$schema", &value))
	{
		/* what is not said means this one */
		if (draft == DRAFT_2020)
			return text;
		return WriteMembers(text, DocumentFind(text, strlen(text), ""),
							psprintf("\"$schema\": \"%s%s\"", DialectOfDraft(draft)->metaschema,
									 draft <= DRAFT_7 ? "#" : ""));
	}
	if (dialect->draft != draft)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("JSON Schema is of another draft"),
				 errdetail("Its \"$schema\" is \"%s\".", dialect->metaschema)));
	return text;
}

/* Write the author's word on formats into a text; refuses one that says otherwise. */
static char *
WriteFormats(char *text, Jsonb *document, bool formats)
{
	ValueRef	value;

	if (!RootMember(document, SCHEMA_FORMATS_KEYWORD, &value))
		return WriteMembers(text, DocumentFind(text, strlen(text), ""),
							psprintf("\"" SCHEMA_FORMATS_KEYWORD "\": %s",
									 formats ? "true" : "false"));
	if (value.kind != VALUE_BOOLEAN || value.boolean != formats)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("JSON Schema says otherwise about formats"),
				 errdetail("It has a member \"" SCHEMA_FORMATS_KEYWORD "\".")));
	return text;
}

/*
 * json_schema(schema text, draft text, formats boolean, strict boolean)
 * RETURNS json_schema
 */
Datum
market_json_schema(PG_FUNCTION_ARGS)
{
	SchemaOptions options = {0};
	char	   *text;
	Jsonb	   *document;
	Program    *program;
	int			draft = 0;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	text = ArgumentText(fcinfo, 0);
	if (!PG_ARGISNULL(1))
	{
		char	   *name = ArgumentText(fcinfo, 1);

		draft = DraftOfName(name);
		if (draft == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown draft: \"%s\"", name),
					 errhint("Drafts are draft4, draft6, draft7, 2019-09 and 2020-12.")));
	}
	options.draft = draft;
	options.strict = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	options.is_new = true;

	DocumentCheck(text, strlen(text));
	program = SchemaCompile(text, strlen(text), &options, CurrentMemoryContext);
	document = DocumentRead(text, strlen(text));
	if (JB_ROOT_IS_OBJECT(document))
	{
		if (!PG_ARGISNULL(2))
			text = WriteFormats(text, document, PG_GETARG_BOOL(2));
		if (draft != 0)
			text = WriteDraft(text, document, program, draft);
	}
	PG_RETURN_POINTER(SchemaStore(text, strlen(text)));
}

/*
 * is_json_schema(schema text) RETURNS boolean
 */
Datum
market_is_json_schema(PG_FUNCTION_ARGS)
{
	char	   *text = ArgumentText(fcinfo, 0);
	ErrorData  *refusal;

	PG_RETURN_BOOL(SchemaTry(text, strlen(text), &refusal) != NULL);
}

/* Append a document that is to be part of a schema, with an identifier. */
static void
AppendRemote(StringInfo out, Jsonb *remotes, const char *uri, int draft)
{
	ValueRef	root;
	ValueRef	remote;
	ValueRef	value;
	char	   *text;
	const Dialect *dialect = NULL;
	const char *keyword;
	StringInfoData member;

	ValueRoot(remotes, &root);
	if (!ValueMember(root.container, NULL, uri, strlen(uri), &remote))
		elog(ERROR, "document \"%s\" is lost", uri);
	text = JsonbToCString(NULL, (JsonbContainer *) remote.container, remote.length);
	if (ValueMember(remote.container, NULL, "$schema", 7, &value) && value.kind == VALUE_STRING)
	{
		char	   *fragment;

		dialect = DialectOfMetaschema(UriResolve("", value.string, value.length, &fragment));
	}
	keyword = (dialect != NULL ? dialect->draft : draft) == DRAFT_4 ? "id" : "$id";
	if (!ValueMember(remote.container, NULL, keyword, strlen(keyword), &value))
	{
		initStringInfo(&member);
		appendStringInfo(&member, "\"%s\": ", keyword);
		escape_json(&member, uri);
		text = WriteMembers(text, 0, member.data);
	}
	if (out->len > 0)
		appendStringInfoString(out, ", ");
	escape_json(out, uri);
	appendStringInfo(out, ": %s", text);
}

/*
 * bundle_schema(schema text, remotes jsonb) RETURNS json_schema
 */
Datum
market_bundle_schema(PG_FUNCTION_ARGS)
{
	char	   *text = ArgumentText(fcinfo, 0);
	Jsonb	   *remotes = PG_GETARG_JSONB_P(1);
	SchemaOptions options = {0};
	List	   *used = NIL;
	Program    *program;
	StringInfoData documents;
	ValueRef	value;
	const char *keyword;
	int			draft;
	ListCell   *cell;

	if (!JB_ROOT_IS_OBJECT(remotes))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("remotes must be an object that maps URIs to schemas")));
	DocumentCheck(text, strlen(text));
	options.is_new = true;
	options.remotes = remotes;
	options.used_remotes = &used;
	program = SchemaCompile(text, strlen(text), &options, CurrentMemoryContext);
	draft = program->resource->dialect->draft;
	keyword = draft >= DRAFT_2019 ? "$defs" : "definitions";

	initStringInfo(&documents);
	foreach(cell, used)
		AppendRemote(&documents, remotes, lfirst(cell), draft);
	if (used != NIL && RootMember(DocumentRead(text, strlen(text)), keyword, &value))
		text = WriteMembers(text, DocumentFind(text, strlen(text), psprintf("/%s", keyword)),
							documents.data);
	else if (used != NIL)
		text = WriteMembers(text, DocumentFind(text, strlen(text), ""),
							psprintf("\"%s\": {%s}", keyword, documents.data));
	memset(&options, 0, sizeof(options));
	PG_RETURN_POINTER(SchemaMake(text, strlen(text), &options));
}
