/*
 * link.c
 *		What can be decided when all nodes are known.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "jsonschema/compiler.h"

/* All nodes that have a dynamic anchor, compiled. */
static DynamicTarget *
MakeTarget(Compiler *compiler, const char *name)
{
	DynamicTarget *target = CompileAllocate(compiler, sizeof(DynamicTarget));
	int			limit = list_length(compiler->anchors);
	int		   *resources = CompileAllocate(compiler, sizeof(int) * limit);
	const SchemaNode **nodes = CompileAllocate(compiler, sizeof(SchemaNode *) * limit);
	ListCell   *cell;

	foreach(cell, compiler->anchors)
	{
		DynamicAnchor *anchor = lfirst(cell);

		if (strcmp(anchor->name, name) != 0)
			continue;
		resources[target->count] = anchor->place->resource->id;
		nodes[target->count] = CompilePlace(compiler, anchor->place);
		target->count++;
	}
	target->resources = resources;
	target->nodes = nodes;
	return target;
}

/*
 * Compile everything that a dynamic reference may lead to.  That may find more
 * documents with more anchors, so it is repeated until there are no more.
 */
void
LinkDynamic(Compiler *compiler)
{
	int			anchors;
	int			references;
	ListCell   *cell;

	do
	{
		anchors = list_length(compiler->anchors);
		references = list_length(compiler->dynamic);
		foreach(cell, compiler->dynamic)
		{
			DynamicReference *reference = lfirst(cell);
			ListCell   *inner;

			foreach(inner, compiler->anchors)
			{
				DynamicAnchor *anchor = lfirst(inner);

				if (strcmp(anchor->name, reference->name) == 0)
					CompilePlace(compiler, anchor->place);
			}
		}
		CompileQueue(compiler);
	} while (anchors != list_length(compiler->anchors) ||
			 references != list_length(compiler->dynamic));

	foreach(cell, compiler->dynamic)
	{
		DynamicReference *reference = lfirst(cell);
		DynamicTarget *target = MakeTarget(compiler, reference->name);

		/* with a single anchor there is nothing to look for */
		if (target->count < 2)
			continue;
		reference->applicator->kind = APPLY_DYNAMIC_REF;
		reference->applicator->dynamic = target;
		compiler->program->is_dynamic = true;
	}
}

/* The nodes that a node applies to its own value, one after the other; NULL at the end. */
static const SchemaNode *
NextInPlace(const SchemaNode *node, int *position)
{
	int			place = (*position)++;
	int			i;

	for (i = 0; i < node->applicator_count; i++)
	{
		const Applicator *applicator = &node->applicators[i];

		if (place < applicator->count)
		{
			const SchemaNode *next = applicator->nodes[place];

			return next != NULL ? next : NextInPlace(node, position);
		}
		place -= applicator->count;
	}
	if (node->objects != NULL)
	{
		for (; place < node->objects->dependency_count; place++)
		{
			if (node->objects->dependencies[place].node != NULL)
				return node->objects->dependencies[place].node;
			(*position)++;
		}
	}
	return NULL;
}

typedef struct Step
{
	SchemaNode	   *node;
	int			position;
} Step;

/*
 * Refuse schemas that apply themselves to the same value again: they would never end.
 */
static void
RefuseCycles(Compiler *compiler)
{
	int			count = list_length(compiler->nodes);
	Step	   *stack = palloc(sizeof(Step) * (count + 1));
	ListCell   *cell;

	foreach(cell, compiler->nodes)
	{
		int			depth = 0;

		if (((SchemaNode *) lfirst(cell))->mark != NODE_UNSEEN)
			continue;
		stack[depth].node = lfirst(cell);
		stack[depth++].position = 0;
		stack[0].node->mark = NODE_OPEN;
		while (depth > 0)
		{
			Step	   *step = &stack[depth - 1];
			SchemaNode	   *next = (SchemaNode *) NextInPlace(step->node, &step->position);

			CHECK_FOR_INTERRUPTS();
			if (next == NULL)
			{
				step->node->mark = NODE_DONE;
				depth--;
			}
			else if (next->mark == NODE_OPEN)
				CompileRefuse(compiler, next->source, NULL,
							  "the schema applies itself to the same value without end");
			else if (next->mark == NODE_UNSEEN)
			{
				next->mark = NODE_OPEN;
				stack[depth].node = next;
				stack[depth++].position = 0;
			}
		}
	}
	pfree(stack);
}

static void
LinkNode(SchemaNode *node)
{
	bool		has_rules = node->constants != NULL || node->numbers != NULL ||
		node->strings != NULL || node->arrays != NULL || node->objects != NULL ||
		node->unevaluated_items != NULL || node->unevaluated_properties != NULL;
	Source	   *source = (Source *) node->source;

	node->is_plain = !has_rules && node->applicator_count == 0 && !node->is_false;
	/* an identifier of its own would be lost on the way */
	if (!has_rules && node->types == TYPE_ANY && node->applicator_count == 1 &&
		node->applicators[0].kind == APPLY_REF &&
		(source->parent == NULL || source->parent->resource == source->resource))
		node->alias = node->applicators[0].nodes[0];
}

/* With the short cuts of all nodes at hand, look for keys that choose branches. */
static void
LinkBranches(Compiler *compiler, SchemaNode *node)
{
	int			i;

	for (i = 0; i < node->applicator_count; i++)
	{
		Applicator *applicator = (Applicator *) &node->applicators[i];

		applicator->dispatch = DispatchMake(compiler, applicator);
	}
}

void
LinkProgram(Compiler *compiler)
{
	ListCell   *cell;

	RefuseCycles(compiler);
	foreach(cell, compiler->nodes)
		EvaluatedLink(compiler, lfirst(cell));
	foreach(cell, compiler->nodes)
		LinkNode(lfirst(cell));
	foreach(cell, compiler->nodes)
		LinkBranches(compiler, lfirst(cell));
	compiler->program->node_count = list_length(compiler->nodes);
}
