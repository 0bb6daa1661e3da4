/*
 * walk.h
 *		Walking a value along a program.
 */
#ifndef MARKET_JSONSCHEMA_WALK_H
#define MARKET_JSONSCHEMA_WALK_H

#include "jsonschema/program.h"
#include "jsonschema/value.h"

struct Report;

/* The resources on the way from the root, for dynamic references. */
typedef struct Scope
{
	const struct Scope *parent;
	int			resource;
} Scope;

/* The schemas on the way from the root, as they were applied; only for reports. */
typedef struct Frame
{
	const struct Frame *parent;
	const SchemaNode *node;
	const char *via;			/* the reference that led here, or NULL */
} Frame;

/* Which members or items of one value were evaluated: a set of indexes. */
typedef struct Seen
{
	bool		all;
	int			count;			/* members or items */
	uint64	   *bits;
	uint64		few[4];			/* bits of small values */
} Seen;

typedef struct Walk
{
	Program    *program;
	struct Report *report;		/* NULL when only the answer counts */
	const Scope *scope;
	const Frame *frame;
	const char *via;			/* for the next frame */
	int			depth;			/* of frames that report */
	bool		keeps;			/* the way to each schema: for reports, dynamic references */
	int			fuel;			/* steps until the next look at interrupts */
	int64		steps_left;		/* of the whole validation */
	uint64		pattern_budget;
} Walk;

/*
 * Is a value valid?
 *
 * In:	size: of the document, bytes; grants steps
 *		report: takes the errors, or NULL
 *
 * Errors: 54001 when the schema makes the validation too long, 57014 when cancelled.
 */
extern bool WalkRun(Program *program, const ValueRef *value, Size size, struct Report *report);

/* The slow and the further part of WalkNode(). */
extern bool WalkKept(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);
extern bool WalkBeyond(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);

/* The same for a schema that a reference leads to. */
extern bool WalkVia(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen,
					const char *via);

/* The rules of arrays and objects. */
extern bool WalkArray(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);
extern bool WalkObject(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);
extern bool WalkUnevaluated(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);

/* What applies several schemas to the value itself. */
extern bool WalkApplicators(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);

/* Check a value against one schema without reporting anything. */
extern bool WalkQuietly(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen);

/* The branches, by their indexes, that an object may match. */
extern const int *DispatchBranches(const Dispatch *dispatch, const ValueRef *object, int *count);

/* Does a pattern match a text? */
extern bool WalkMatch(Walk *walk, PatternText *pattern, const char *text, int length);

extern void WalkRefuel(Walk *walk);

static inline void
WalkStep(Walk *walk)
{
	if (unlikely(--walk->fuel <= 0))
		WalkRefuel(walk);
}

static inline bool
WalkTypeMatches(int types, const ValueRef *value)
{
	if (likely((types & TYPE_BIT(value->kind)) != 0))
		return true;
	if (value->kind != VALUE_NUMBER)
		return false;
	return ((types & TYPE_INTEGER) != 0 && NumberIsInteger(value->number)) ||
		((types & TYPE_PLAIN_INTEGER) != 0 && NumberIsPlain(value->number));
}

/* Check a value against one schema. */
static inline bool
WalkNode(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	if (unlikely(walk->keeps))
		return WalkKept(walk, node, value, seen);
	while (node->alias != NULL)
		node = node->alias;
	WalkStep(walk);
	if (!WalkTypeMatches(node->types, value))
		return false;
	return node->is_plain || WalkBeyond(walk, node, value, seen);
}

/* Sets of indexes. */

extern void SeenInit(Seen *seen, const ValueRef *value);
extern void SeenUnite(Seen *seen, const Seen *other);
extern void SeenFree(Seen *seen);

static inline void
SeenAdd(Seen *seen, int index)
{
	seen->bits[index / 64] |= UINT64CONST(1) << (index % 64);
}

static inline bool
SeenHas(const Seen *seen, int index)
{
	return seen->all || (seen->bits[index / 64] & UINT64CONST(1) << (index % 64)) != 0;
}

#endif							/* MARKET_JSONSCHEMA_WALK_H */
