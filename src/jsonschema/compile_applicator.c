/*
 * compile_applicator.c
 *		Compiling references and what applies several schemas to one value.
 */
#include "postgres.h"

#include "jsonschema/compiler.h"

/* Applicators of one schema: three references, five others. */
#define APPLICATORS_MAX 8

typedef struct ApplicatorList
{
	Applicator *items;
	int			count;
} ApplicatorList;

static Applicator *
AddApplicator(Schema *schema, ApplicatorList *list, ApplicatorKind kind, Keyword keyword,
			  int count)
{
	Applicator *applicator = &list->items[list->count++];

	applicator->kind = kind;
	applicator->keyword = KeywordName(keyword, schema->dialect);
	applicator->count = count;
	applicator->nodes = CompileAllocate(schema->compiler, sizeof(SchemaNode *) * Max(count, 1));
	return applicator;
}

static void
CompileReference(Schema *schema, ApplicatorList *list)
{
	Compiler   *compiler = schema->compiler;
	const ValueRef *reference = schema->members[KEYWORD_REF];
	char	   *fragment;
	bool		is_dynamic;
	Place	   *target;

	if (reference == NULL)
		return;
	target = ResolveReference(compiler, schema->place, "$ref", reference, &fragment, &is_dynamic);
	AddApplicator(schema, list, APPLY_REF, KEYWORD_REF, 1)->nodes[0] =
		CompilePlace(compiler, target);
}

/*
 * A reference that looks for its target on the way from the root to it, when its
 * first target is such an anchor; link.c finds out what else has the anchor.
 */
static void
CompileDynamic(Schema *schema, ApplicatorList *list, Keyword keyword)
{
	Compiler   *compiler = schema->compiler;
	const ValueRef *reference = schema->members[keyword];
	const char *name = KeywordName(keyword, schema->dialect);
	char	   *fragment;
	bool		is_dynamic;
	Place	   *target;
	Applicator *applicator;
	DynamicReference *dynamic;

	if (reference == NULL)
		return;
	target = ResolveReference(compiler, schema->place, name, reference, &fragment, &is_dynamic);
	if (keyword == KEYWORD_RECURSIVE_REF)
	{
		fragment = "";
		is_dynamic = target->resource->recursive_anchor &&
			target->container == target->resource->root;
	}
	applicator = AddApplicator(schema, list, APPLY_REF, keyword, 1);
	applicator->nodes[0] = CompilePlace(compiler, target);
	if (!is_dynamic)
		return;
	dynamic = palloc(sizeof(DynamicReference));
	dynamic->name = fragment;
	dynamic->applicator = applicator;
	compiler->dynamic = lappend(compiler->dynamic, dynamic);
}

static void
CompileList(Schema *schema, ApplicatorList *list, ApplicatorKind kind, Keyword keyword)
{
	const ValueRef *schemas = schema->members[keyword];
	Applicator *applicator;
	ValueCursor cursor;
	ValueRef		item;

	if (schemas == NULL)
		return;
	if (schemas->kind != VALUE_ARRAY)
		CompileRefuse(schema->compiler, schema->place->source,
					  KeywordName(keyword, schema->dialect), "must be an array of schemas");
	ValueBegin(schemas->container, &cursor);
	applicator = AddApplicator(schema, list, kind, keyword, cursor.count);
	while (cursor.index < cursor.count)
	{
		ValueNextItem(&cursor, schemas, &item);
		applicator->nodes[item.index] = CompileInner(schema, &item, keyword);
	}
}

/* "then" and "else" mean nothing without "if". */
static void
CompileCondition(Schema *schema, ApplicatorList *list)
{
	Applicator *applicator;

	if (schema->members[KEYWORD_IF] == NULL)
		return;
	applicator = AddApplicator(schema, list, APPLY_IF, KEYWORD_IF, 3);
	applicator->nodes[0] = CompileMember(schema, KEYWORD_IF);
	applicator->nodes[1] = CompileMember(schema, KEYWORD_THEN);
	applicator->nodes[2] = CompileMember(schema, KEYWORD_ELSE);
}

/* Does anything beside the schema's own keywords evaluate parts of its value? */
static bool
HasConditions(const SchemaNode *node, const ApplicatorList *list)
{
	int			i;

	for (i = 0; node->objects != NULL && i < node->objects->dependency_count; i++)
		if (node->objects->dependencies[i].node != NULL)
			return true;
	return list->count > 0;
}

/*
 * What is left when no other keyword evaluated it.  Where only the schema's own
 * keywords can, that is known now, and "unevaluated*" is "additional*".
 */
static void
CompileUnevaluated(Schema *schema, const ApplicatorList *list)
{
	SchemaNode	   *node = schema->node;
	const SchemaNode *items = CompileMember(schema, KEYWORD_UNEVALUATED_ITEMS);
	const SchemaNode *properties = CompileMember(schema, KEYWORD_UNEVALUATED_PROPERTIES);
	bool		has_conditions = HasConditions(node, list);

	if (items != NULL && node->arrays != NULL && node->arrays->rest != NULL)
		items = NULL;
	if (properties != NULL && node->objects != NULL && node->objects->additional != NULL)
		properties = NULL;

	if (items != NULL && !has_conditions &&
		(node->arrays == NULL || node->arrays->contains == NULL || !node->arrays->contains_marks))
	{
		ArrayRules *rules = CompileAllocate(schema->compiler, sizeof(ArrayRules));

		if (node->arrays != NULL)
			*rules = *node->arrays;
		else
			rules->max_items = PG_INT32_MAX;
		rules->rest = items;
		node->arrays = rules;
		items = NULL;
	}
	if (properties != NULL && !has_conditions)
	{
		ObjectRules *rules = CompileAllocate(schema->compiler, sizeof(ObjectRules));

		if (node->objects != NULL)
			*rules = *node->objects;
		else
			rules->max_properties = PG_INT32_MAX;
		rules->additional = properties;
		node->objects = rules;
		properties = NULL;
	}
	node->unevaluated_items = items;
	node->unevaluated_properties = properties;
	node->tracks = items != NULL || properties != NULL;
}

void
CompileApplicators(Schema *schema)
{
	ApplicatorList list = {
		CompileAllocate(schema->compiler, sizeof(Applicator) * APPLICATORS_MAX), 0
	};

	CompileReference(schema, &list);
	CompileDynamic(schema, &list, KEYWORD_DYNAMIC_REF);
	CompileDynamic(schema, &list, KEYWORD_RECURSIVE_REF);
	CompileList(schema, &list, APPLY_ALL, KEYWORD_ALL_OF);
	if (schema->members[KEYWORD_NOT] != NULL)
		AddApplicator(schema, &list, APPLY_NOT, KEYWORD_NOT, 1)->nodes[0] =
			CompileMember(schema, KEYWORD_NOT);
	CompileCondition(schema, &list);
	CompileList(schema, &list, APPLY_ANY, KEYWORD_ANY_OF);
	CompileList(schema, &list, APPLY_ONE, KEYWORD_ONE_OF);
	CompileUnevaluated(schema, &list);
	schema->node->applicator_count = list.count;
	schema->node->applicators = list.items;
}
