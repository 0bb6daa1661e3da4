/*
 * dispatch.c
 *		Choosing among branches by the string at one key.
 *
 * Where every branch of a oneOf or anyOf requires the same key to have certain
 * strings, as a "kind" or "resourceType" does, the document's own string tells which
 * branches can match at all.
 */
#include "postgres.h"

#include "jsonschema/compiler.h"
#include "jsonschema/walk.h"

/* Fewer branches are tried one after the other. */
#define DISPATCH_BRANCHES_MIN 3

typedef struct Choice
{
	ValueRef	string;
	int			branch;
} Choice;

static const SchemaNode *
SkipAliases(const SchemaNode *node)
{
	while (node->alias != NULL)
		node = node->alias;
	return node;
}

/* The strings that a branch wants at a property; NULL when it allows anything else. */
static const ConstantRules *
WantedStrings(const Property *property)
{
	const SchemaNode *node;

	if (!property->required || property->node == NULL)
		return NULL;
	node = SkipAliases(property->node);
	if (node->constants == NULL || node->constants->other_count > 0)
		return NULL;
	return node->constants;
}

/* What a branch wants at a key; NULL when it does not care. */
static const ConstantRules *
BranchWants(const SchemaNode *branch, const char *key, int key_length)
{
	const ObjectRules *rules = SkipAliases(branch)->objects;
	int			low = 0;
	int			high = rules != NULL ? rules->property_count : 0;

	while (low < high)
	{
		int			middle = (low + high) / 2;
		const Property *property = &rules->properties[middle];
		int			order = ValueCompareKeys(property->key, property->key_length,
											 key, key_length);

		if (order == 0)
			return WantedStrings(property);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static int
CompareChoices(const void *a, const void *b)
{
	const Choice *left = a;
	const Choice *right = b;
	int			order = ValueCompareKeys(left->string.string, left->string.length,
										 right->string.string, right->string.length);

	return order != 0 ? order : left->branch - right->branch;
}

/* Turn the choices, sorted by string and branch, into a table. */
static Dispatch *
MakeDispatch(Compiler *compiler, const Property *property, Choice *choices, int count)
{
	Dispatch   *dispatch = CompileAllocate(compiler, sizeof(Dispatch));
	ValueRef   *strings = CompileAllocate(compiler, sizeof(ValueRef) * count);
	int		   *first = CompileAllocate(compiler, sizeof(int) * (count + 1));
	int		   *branches = CompileAllocate(compiler, sizeof(int) * count);
	int			i;

	qsort(choices, count, sizeof(Choice), CompareChoices);
	for (i = 0; i < count; i++)
	{
		if (i == 0 || !ValueEqual(&choices[i - 1].string, &choices[i].string))
		{
			strings[dispatch->count] = choices[i].string;
			first[dispatch->count++] = i;
		}
		branches[i] = choices[i].branch;
	}
	first[dispatch->count] = count;
	dispatch->key = property->key;
	dispatch->key_length = property->key_length;
	dispatch->strings = strings;
	dispatch->first = first;
	dispatch->branches = branches;
	return dispatch;
}

/* Try to choose by one property of the first branch. */
static Dispatch *
ChooseBy(Compiler *compiler, const Applicator *applicator, const Property *property)
{
	Choice	   *choices;
	Dispatch   *dispatch;
	int			count = 0;
	int			i;
	int			j;

	for (i = 0; i < applicator->count; i++)
	{
		const ConstantRules *wants = BranchWants(applicator->nodes[i], property->key,
												 property->key_length);

		if (wants == NULL)
			return NULL;
		count += wants->string_count;
	}
	choices = palloc(sizeof(Choice) * Max(count, 1));
	count = 0;
	for (i = 0; i < applicator->count; i++)
	{
		const ConstantRules *wants = BranchWants(applicator->nodes[i], property->key,
												 property->key_length);

		for (j = 0; j < wants->string_count; j++)
		{
			choices[count].string = wants->strings[j];
			choices[count++].branch = i;
		}
	}
	dispatch = MakeDispatch(compiler, property, choices, count);
	pfree(choices);
	return dispatch;
}

/*
 * Find a key by which the branches of a oneOf or anyOf can be told apart.
 *
 * Returns NULL when there is none.
 */
const Dispatch *
DispatchMake(Compiler *compiler, const Applicator *applicator)
{
	const ObjectRules *rules;
	int			i;

	if ((applicator->kind != APPLY_ONE && applicator->kind != APPLY_ANY) ||
		applicator->count < DISPATCH_BRANCHES_MIN)
		return NULL;
	rules = SkipAliases(applicator->nodes[0])->objects;
	for (i = 0; rules != NULL && i < rules->property_count; i++)
	{
		Dispatch   *dispatch;

		if (WantedStrings(&rules->properties[i]) == NULL)
			continue;
		dispatch = ChooseBy(compiler, applicator, &rules->properties[i]);
		if (dispatch != NULL)
			return dispatch;
	}
	return NULL;
}

/*
 * The branches that an object may match.
 *
 * Out:	count: their number
 */
const int *
DispatchBranches(const Dispatch *dispatch, const ValueRef *object, int *count)
{
	ValueRef	value;
	int			low = 0;
	int			high = dispatch->count;

	*count = 0;
	if (!ValueMember(object->container, NULL, dispatch->key, dispatch->key_length, &value) ||
		value.kind != VALUE_STRING)
		return dispatch->branches;
	while (low < high)
	{
		int			middle = (low + high) / 2;
		const ValueRef *string = &dispatch->strings[middle];
		int			order = ValueCompareKeys(string->string, string->length,
											 value.string, value.length);

		if (order == 0)
		{
			*count = dispatch->first[middle + 1] - dispatch->first[middle];
			return dispatch->branches + dispatch->first[middle];
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return dispatch->branches;
}
