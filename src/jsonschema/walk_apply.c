/*
 * walk_apply.c
 *		Walking one value along several schemas: references, allOf, anyOf, oneOf, not, if.
 *
 * A branch that may fail without failing the whole collects what it evaluates in a
 * set of its own, which counts only when it succeeds.  Then every branch must be
 * tried, even when one has matched.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "jsonschema/fail.h"
#include "jsonschema/walk.h"

/* Does the way matter beyond the answer: for "unevaluated*", or annotations? */
static inline bool
NeedsAll(const Walk *walk, const Seen *seen)
{
	return seen != NULL || ReportAnnotates(walk);
}

/* Try a branch that may fail.  Reports no errors, but annotations. */
static bool
TryBranch(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	Seen		own;
	bool		good;

	if (seen != NULL)
		SeenInit(&own, value);
	good = ReportAnnotates(walk) ? WalkNode(walk, node, value, seen != NULL ? &own : NULL) :
		WalkQuietly(walk, node, value, seen != NULL ? &own : NULL);
	if (seen != NULL)
	{
		if (good)
			SeenUnite(seen, &own);
		SeenFree(&own);
	}
	return good;
}

/* The node that a name leads to: the outermost resource with that anchor decides. */
static const SchemaNode *
DynamicNode(const DynamicTarget *target, const Scope *scope, const SchemaNode *otherwise)
{
	const SchemaNode *found = otherwise;

	for (; scope != NULL; scope = scope->parent)
	{
		int			i;

		for (i = 0; i < target->count; i++)
			if (target->resources[i] == scope->resource)
				found = target->nodes[i];
	}
	return found;
}

static bool
WalkAll(Walk *walk, const Applicator *applicator, const ValueRef *value, Seen *seen)
{
	bool		good = true;
	int			i;

	for (i = 0; i < applicator->count; i++)
		if (!WalkNode(walk, applicator->nodes[i], value, seen))
			FAILED();
	return good;
}

/* The branches worth trying: NULL for all. */
static inline const int *
LikelyBranches(const Applicator *applicator, const ValueRef *value, int *count)
{
	*count = applicator->count;
	if (applicator->dispatch == NULL || value->kind != VALUE_OBJECT)
		return NULL;
	return DispatchBranches(applicator->dispatch, value, count);
}

static bool
WalkAny(Walk *walk, const SchemaNode *node, const Applicator *applicator, const ValueRef *value,
		Seen *seen)
{
	bool		all = NeedsAll(walk, seen);
	bool		good = false;
	int			count;
	const int  *branches = LikelyBranches(applicator, value, &count);
	int			i;

	for (i = 0; i < count; i++)
	{
		if (!TryBranch(walk, applicator->nodes[branches != NULL ? branches[i] : i], value, seen))
			continue;
		good = true;
		if (!all)
			break;
	}
	if (!good && walk->report != NULL)
	{
		ReportBranches(walk, applicator, value);
		ReportAdd(walk, node, value, applicator->keyword, "%s matches none of %d schemas",
				  ValueText(value), applicator->count);
	}
	return good;
}

static bool
WalkOneOf(Walk *walk, const SchemaNode *node, const Applicator *applicator, const ValueRef *value,
		  Seen *seen)
{
	int			first = -1;
	int			count;
	const int  *branches = LikelyBranches(applicator, value, &count);
	int			i;

	for (i = 0; i < count; i++)
	{
		int			branch = branches != NULL ? branches[i] : i;

		if (!TryBranch(walk, applicator->nodes[branch], value, seen))
			continue;
		if (first >= 0)
		{
			ReportAdd(walk, node, value, applicator->keyword,
					  "%s matches more than one schema, %d and %d",
					  ValueText(value), first, branch);
			return false;
		}
		first = branch;
	}
	if (first < 0 && walk->report != NULL)
	{
		ReportBranches(walk, applicator, value);
		ReportAdd(walk, node, value, applicator->keyword, "%s matches none of %d schemas",
				  ValueText(value), applicator->count);
	}
	return first >= 0;
}

static bool
WalkIf(Walk *walk, const Applicator *applicator, const ValueRef *value, Seen *seen)
{
	const SchemaNode *branch;

	if (applicator->nodes[1] == NULL && applicator->nodes[2] == NULL && !NeedsAll(walk, seen))
		return true;
	branch = TryBranch(walk, applicator->nodes[0], value, seen) ?
		applicator->nodes[1] : applicator->nodes[2];
	return branch == NULL || WalkNode(walk, branch, value, seen);
}

static bool
WalkNot(Walk *walk, const SchemaNode *node, const Applicator *applicator, const ValueRef *value)
{
	bool		good = true;

	if (WalkQuietly(walk, applicator->nodes[0], value, NULL))
		FAIL("not", "%s matches a schema that it must not match", ValueText(value));
	return good;
}

static bool
WalkApplicator(Walk *walk, const SchemaNode *node, const Applicator *applicator,
			   const ValueRef *value, Seen *seen)
{
	switch (applicator->kind)
	{
		case APPLY_REF:
			return WalkVia(walk, applicator->nodes[0], value, seen, applicator->keyword);
		case APPLY_DYNAMIC_REF:
			return WalkVia(walk, DynamicNode(applicator->dynamic, walk->scope,
											 applicator->nodes[0]),
						   value, seen, applicator->keyword);
		case APPLY_ALL:
			return WalkAll(walk, applicator, value, seen);
		case APPLY_ANY:
			return WalkAny(walk, node, applicator, value, seen);
		case APPLY_ONE:
			return WalkOneOf(walk, node, applicator, value, seen);
		case APPLY_NOT:
			return WalkNot(walk, node, applicator, value);
		default:
			return WalkIf(walk, applicator, value, seen);
	}
}

bool
WalkApplicators(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	bool		good = true;
	int			i;

	check_stack_depth();
	for (i = 0; i < node->applicator_count; i++)
		if (!WalkApplicator(walk, node, &node->applicators[i], value, seen))
			FAILED();
	return good;
}
