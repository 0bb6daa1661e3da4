/*
 * compile.c
 *		Making a node of each schema that can be reached.
 *
 * Nodes are filled from a queue, so that neither a long chain of references nor a
 * deep schema recurses here.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "jsonschema/compiler.h"
#include "jsonschema/document.h"
#include "jsonschema/schema.h"

void *
CompileAllocate(Compiler *compiler, Size size)
{
	return MemoryContextAllocZero(compiler->context, size);
}

char *
CompileQuote(const char *text, int length)
{
	ValueRef	value = {VALUE_STRING};

	value.string = text;
	value.length = length;
	return ValueText(&value);
}

void
CompileRefuseAt(Compiler *compiler, const char *pointer, const char *reason)
{
	int			line;
	int			column;

	DocumentPosition(compiler->text,
					 DocumentFind(compiler->text, compiler->length, pointer), &line, &column);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 pointer[0] != '\0' ?
			 errmsg("invalid JSON Schema at %s (line %d, column %d): %s",
					pointer, line, column, reason) :
			 errmsg("invalid JSON Schema (line %d, column %d): %s", line, column, reason)));
}

/*
 * Raise 22023 for a keyword of a schema.
 *
 * In:	keyword: or NULL for the schema itself
 *		reason: a format, lower case and without a period
 */
void
CompileRefuse(Compiler *compiler, const Source *source, const char *keyword,
			  const char *reason,...)
{
	StringInfoData text;
	StringInfoData pointer;
	va_list		arguments;

	initStringInfo(&text);
	for (;;)
	{
		int			more;

		va_start(arguments, reason);
		more = appendStringInfoVA(&text, reason, arguments);
		va_end(arguments);
		if (more == 0)
			break;
		enlargeStringInfo(&text, more);
	}

	initStringInfo(&pointer);
	SourcePointer(&pointer, source, source->resource->is_foreign);
	if (keyword != NULL)
		ValuePointerSegment(&pointer, keyword, strlen(keyword));
	if (!source->resource->is_foreign)
		CompileRefuseAt(compiler, pointer.data, text.data);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid JSON Schema at %s#%s: %s",
					source->resource->uri, pointer.data, text.data)));
}

/* The node of a place, to be filled later. */
const SchemaNode *
CompilePlace(Compiler *compiler, Place *place)
{
	SchemaNode	   *node;

	if (place->node != NULL)
		return place->node;
	node = CompileAllocate(compiler, sizeof(SchemaNode));
	node->types = TYPE_ANY;
	node->source = place->source;
	node->resource = place->resource->id;
	node->schema = place->container;
	node->is_false = place->container == NULL && !place->boolean;
	place->node = node;
	compiler->nodes = lappend(compiler->nodes, node);
	if (place->container != NULL)
		compiler->queue = lappend(compiler->queue, place);
	return node;
}

/*
 * The node of a schema inside a schema.
 *
 * In:	value: stands under the keyword, or one step below
 */
const SchemaNode *
CompileInner(Schema *schema, const ValueRef *value, Keyword keyword)
{
	Compiler   *compiler = schema->compiler;
	const char *name = KeywordName(keyword, schema->dialect);
	Place	   *place = NULL;
	const ValueRef *member = schema->members[keyword];
	bool		is_inner = value != member;

	if (value->kind == VALUE_OBJECT)
		place = ScanFindContainer(compiler, value->container);
	if (place == NULL)
	{
		const Source *source = ScanSource(compiler, schema->place->source,
										  schema->place->resource, name,
										  is_inner ? value->key : NULL, value->key_length,
										  is_inner && value->key == NULL ? value->index : -1);

		if (value->kind != VALUE_OBJECT &&
			(value->kind != VALUE_BOOLEAN || schema->dialect->draft == DRAFT_4))
			if (value->kind != VALUE_BOOLEAN ||
				(keyword != KEYWORD_ADDITIONAL_ITEMS &&
				 keyword != KEYWORD_ADDITIONAL_PROPERTIES))
				CompileRefuse(compiler, source, NULL, "must be a schema");
		place = ScanValue(compiler, value, schema->place->resource, source);
	}
	return CompilePlace(compiler, place);
}

/* The node of the schema under a keyword; NULL when there is none. */
const SchemaNode *
CompileMember(Schema *schema, Keyword keyword)
{
	if (schema->members[keyword] == NULL)
		return NULL;
	return CompileInner(schema, schema->members[keyword], keyword);
}

/* Refuse a keyword that no draft knows, when the schema is read strictly. */
static void
CompileUnknown(Schema *schema, const ValueRef *member)
{
	Source		source = *schema->place->source;

	if (!schema->compiler->strict || source.resource->is_foreign ||
		(member->key_length >= 2 && memcmp(member->key, "x-", 2) == 0))
		return;
	CompileRefuse(schema->compiler, schema->place->source,
				  pnstrdup(member->key, member->key_length), "unknown keyword");
}

static void
CompileFill(Compiler *compiler, Place *place)
{
	Schema		schema = {compiler, place, place->resource->dialect, place->node};
	int			count = JsonContainerSize(place->container);
	ValueRef	   *values = palloc(sizeof(ValueRef) * Max(count, 1));
	ValueCursor cursor;
	int			i;

	ValueBegin(place->container, &cursor);
	for (i = 0; i < count; i++)
	{
		const KeywordInfo *info;

		ValueNextMember(&cursor, NULL, &values[i]);
		info = KeywordFind(schema.dialect, values[i].key, values[i].key_length);
		if (info != NULL)
			schema.members[info->keyword] = &values[i];
		else
			CompileUnknown(&schema, &values[i]);
	}

	/* up to draft 7 a reference stands alone */
	if (schema.members[KEYWORD_REF] != NULL && schema.dialect->draft <= DRAFT_7)
	{
		const ValueRef *reference = schema.members[KEYWORD_REF];

		memset(schema.members, 0, sizeof(schema.members));
		schema.members[KEYWORD_REF] = reference;
	}

	CompileIdentifiers(&schema);
	CompileTypes(&schema);
	CompileConstants(&schema);
	CompileNumbers(&schema);
	CompileStrings(&schema);
	CompileArrays(&schema);
	CompileObjects(&schema);
	CompileApplicators(&schema);
	pfree(values);
}

void
CompileQueue(Compiler *compiler)
{
	while (compiler->queue_done < list_length(compiler->queue))
	{
		CHECK_FOR_INTERRUPTS();
		CompileFill(compiler, list_nth(compiler->queue, compiler->queue_done++));
	}
}
