/*
 * evaluated.c
 *		What is evaluated whenever a schema is satisfied, found out beforehand.
 *
 * Where only keywords that must all hold stand beside "unevaluated*", the names and
 * places that they evaluate are known when the schema is compiled.  Then nothing need
 * be remembered while a document is walked: "unevaluated*" is "additional*" of their
 * union.
 */
#include "postgres.h"

#include "jsonschema/compiler.h"

/* Schemas that are looked into for one; more are left to the walk. */
#define EVALUATED_SCHEMAS_MAX 500

/* Names and patterns that a program may repeat in all, so that it does not grow without end. */
#define EVALUATED_NAMES_MAX 50000

typedef struct Evaluated
{
	int			schemas;		/* looked into */
	bool		is_unknown;		/* depends on the document */
	bool		all_properties;
	List	   *properties;		/* of const Property: names */
	List	   *patterns;		/* of const PatternProperty */
	bool		all_items;
	int			items;			/* the first ones */
} Evaluated;

static void EvaluatedCollect(const SchemaNode *node, bool is_top, Evaluated *evaluated);

static void
CollectObjects(const ObjectRules *rules, bool is_top, Evaluated *evaluated)
{
	int			i;

	for (i = 0; i < rules->dependency_count; i++)
		if (rules->dependencies[i].node != NULL)
			evaluated->is_unknown = true;
	if (rules->additional != NULL)
		evaluated->all_properties = true;
	/* those of the schema itself are in its rules already */
	if (is_top)
		return;
	for (i = 0; i < rules->property_count; i++)
		if (rules->properties[i].declared)
			evaluated->properties = lappend(evaluated->properties,
											(void *) &rules->properties[i]);
	for (i = 0; i < rules->pattern_count; i++)
		evaluated->patterns = lappend(evaluated->patterns, &rules->patterns[i]);
}

static void
CollectArrays(const ArrayRules *rules, Evaluated *evaluated)
{
	if (rules->contains != NULL && rules->contains_marks)
		evaluated->is_unknown = true;
	if (rules->rest != NULL)
		evaluated->all_items = true;
	evaluated->items = Max(evaluated->items, rules->prefix_count);
}

static void
EvaluatedCollect(const SchemaNode *node, bool is_top, Evaluated *evaluated)
{
	int			i;
	int			j;

	if (++evaluated->schemas > EVALUATED_SCHEMAS_MAX)
		evaluated->is_unknown = true;
	if (node->objects != NULL)
		CollectObjects(node->objects, is_top, evaluated);
	if (node->arrays != NULL)
		CollectArrays(node->arrays, evaluated);
	if (!is_top)
	{
		evaluated->all_properties |= node->unevaluated_properties != NULL;
		evaluated->all_items |= node->unevaluated_items != NULL;
	}
	for (i = 0; i < node->applicator_count && !evaluated->is_unknown; i++)
	{
		const Applicator *applicator = &node->applicators[i];

		if (applicator->kind == APPLY_NOT)
			continue;
		if (applicator->kind != APPLY_REF && applicator->kind != APPLY_ALL)
			evaluated->is_unknown = true;
		for (j = 0; j < applicator->count && !evaluated->is_unknown; j++)
			EvaluatedCollect(applicator->nodes[j], false, evaluated);
	}
}

/* The object rules of a node, with names and patterns of others that need no check. */
static const ObjectRules *
WidenObjects(Compiler *compiler, const SchemaNode *node, const Evaluated *evaluated)
{
	ObjectRules *rules = CompileAllocate(compiler, sizeof(ObjectRules));
	int			count = list_length(evaluated->properties);
	int			patterns = list_length(evaluated->patterns);
	Property   *properties;
	PatternProperty *all_patterns;
	ListCell   *cell;

	if (node->objects != NULL)
		*rules = *node->objects;
	else
		rules->max_properties = PG_INT32_MAX;
	properties = CompileAllocate(compiler, sizeof(Property) *
								 Max(rules->property_count + count, 1));
	if (rules->property_count > 0)
		memcpy(properties, rules->properties, sizeof(Property) * rules->property_count);
	foreach(cell, evaluated->properties)
	{
		const Property *source = lfirst(cell);
		Property   *property = &properties[rules->property_count++];

		property->key = source->key;
		property->key_length = source->key_length;
		property->declared = true;
	}
	CompileSortProperties(rules, properties);

	all_patterns = CompileAllocate(compiler, sizeof(PatternProperty) *
								   Max(rules->pattern_count + patterns, 1));
	if (rules->pattern_count > 0)
		memcpy(all_patterns, rules->patterns, sizeof(PatternProperty) * rules->pattern_count);
	foreach(cell, evaluated->patterns)
		all_patterns[rules->pattern_count++].pattern =
			((const PatternProperty *) lfirst(cell))->pattern;
	rules->patterns = all_patterns;
	rules->additional = node->unevaluated_properties;
	return rules;
}

/* The array rules of a node, with first items that others check. */
static const ArrayRules *
WidenArrays(Compiler *compiler, const SchemaNode *node, const Evaluated *evaluated)
{
	ArrayRules *rules = CompileAllocate(compiler, sizeof(ArrayRules));
	const SchemaNode **prefix = CompileAllocate(compiler,
												sizeof(SchemaNode *) * Max(evaluated->items, 1));

	if (node->arrays != NULL)
		*rules = *node->arrays;
	else
		rules->max_items = PG_INT32_MAX;
	if (rules->prefix_count > 0)
		memcpy(prefix, rules->prefix, sizeof(SchemaNode *) * rules->prefix_count);
	rules->prefix = prefix;
	rules->prefix_count = evaluated->items;
	rules->rest = node->unevaluated_items;
	return rules;
}

/*
 * Replace a node's "unevaluated*" by rules that need no memory, where possible.
 */
void
EvaluatedLink(Compiler *compiler, SchemaNode *node)
{
	Evaluated	evaluated = {0};

	if (!node->tracks)
		return;
	EvaluatedCollect(node, true, &evaluated);
	compiler->repeated += list_length(evaluated.properties) + list_length(evaluated.patterns) +
		evaluated.items;
	if (evaluated.is_unknown || compiler->repeated > EVALUATED_NAMES_MAX)
		return;
	if (node->unevaluated_properties != NULL && !evaluated.all_properties)
		node->objects = WidenObjects(compiler, node, &evaluated);
	if (node->unevaluated_items != NULL && !evaluated.all_items)
		node->arrays = WidenArrays(compiler, node, &evaluated);
	node->unevaluated_properties = NULL;
	node->unevaluated_items = NULL;
	node->tracks = false;
}
