/*
 * walk_container.c
 *		Walking arrays and objects: one pass over the items or members.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "jsonschema/fail.h"
#include "jsonschema/walk.h"

/* Items beyond which uniqueness is decided by hashes. */
#define UNIQUE_PAIRS_MAX 16

void
SeenInit(Seen *seen, const ValueRef *value)
{
	seen->all = false;
	seen->count = JsonContainerSize(value->container);
	if (seen->count <= 64 * lengthof(seen->few))
	{
		seen->bits = seen->few;
		memset(seen->few, 0, sizeof(seen->few));
	}
	else
		seen->bits = palloc0(sizeof(uint64) * (seen->count / 64 + 1));
}

void
SeenUnite(Seen *seen, const Seen *other)
{
	int			i;

	seen->all |= other->all;
	for (i = 0; i < (seen->count + 63) / 64; i++)
		seen->bits[i] |= other->bits[i];
}

void
SeenFree(Seen *seen)
{
	if (seen->bits != seen->few)
		pfree(seen->bits);
}

typedef struct HashedItem
{
	uint32		hash;
	int			index;
} HashedItem;

static int
CompareHashes(const void *a, const void *b)
{
	const HashedItem *left = a;
	const HashedItem *right = b;

	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	return left->index - right->index;
}

/* Find two equal items among those with equal hashes. */
static bool
FindTwins(Walk *walk, const ValueRef *items, HashedItem *hashed, int count, int *first,
		  int *second)
{
	int			start = 0;

	while (start < count)
	{
		int			end = start + 1;
		int			i;
		int			j;

		while (end < count && hashed[end].hash == hashed[start].hash)
			end++;
		for (i = start; i < end; i++)
			for (j = i + 1; j < end; j++)
			{
				/* whoever makes many hashes equal must not get more time than others */
				WalkStep(walk);
				if (ValueEqual(&items[hashed[i].index], &items[hashed[j].index]))
				{
					*first = hashed[i].index;
					*second = hashed[j].index;
					return true;
				}
			}
		start = end;
	}
	return false;
}

/* Find two equal items of a long array. */
static bool
FindTwinsByHash(Walk *walk, const ValueRef *items, int count, int *first, int *second)
{
	HashedItem *hashed = palloc_extended(sizeof(HashedItem) * count, MCXT_ALLOC_HUGE);
	bool		found;
	int			i;

	for (i = 0; i < count; i++)
	{
		if ((i & 1023) == 1023)
			CHECK_FOR_INTERRUPTS();
		hashed[i].hash = ValueHash(&items[i]);
		hashed[i].index = i;
	}
	qsort(hashed, count, sizeof(HashedItem), CompareHashes);
	found = FindTwins(walk, items, hashed, count, first, second);
	pfree(hashed);
	return found;
}

static bool
FindTwinsByPairs(const ValueRef *items, int count, int *first, int *second)
{
	int			i;
	int			j;

	for (i = 1; i < count; i++)
		for (j = 0; j < i; j++)
			if (ValueEqual(&items[i], &items[j]))
			{
				*first = j;
				*second = i;
				return true;
			}
	return false;
}

static bool
WalkUnique(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	int			count = JsonContainerSize(value->container);
	ValueRef		few[UNIQUE_PAIRS_MAX];
	ValueRef	   *items = few;
	ValueCursor cursor;
	bool		found;
	int			first;
	int			second;
	bool		good = true;

	if (count < 2)
		return true;
	if (count > UNIQUE_PAIRS_MAX)
		items = palloc_extended(sizeof(ValueRef) * count, MCXT_ALLOC_HUGE);
	ValueBegin(value->container, &cursor);
	while (cursor.index < count)
		ValueNextItem(&cursor, NULL, &items[cursor.index]);
	found = count > UNIQUE_PAIRS_MAX ?
		FindTwinsByHash(walk, items, count, &first, &second) :
		FindTwinsByPairs(items, count, &first, &second);
	if (items != few)
		pfree(items);
	if (found)
		FAIL("uniqueItems", "items %d and %d are equal", first, second);
	return good;
}

static bool
WalkContains(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ArrayRules *rules = node->arrays;
	bool		marks = rules->contains_marks && seen != NULL;
	bool		annotates = ReportAnnotates(walk);
	int			found = 0;
	ValueCursor cursor;
	ValueRef		item;
	bool		good = true;

	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count)
	{
		ValueNextItem(&cursor, value, &item);
		if (annotates ? !WalkNode(walk, rules->contains, &item, NULL) :
			!WalkQuietly(walk, rules->contains, &item, NULL))
			continue;
		found++;
		if (marks)
			SeenAdd(seen, item.index);
		else if (!annotates && found >= rules->min_contains && rules->max_contains == PG_INT32_MAX)
			return true;
	}
	if (found < rules->min_contains)
		FAIL(rules->few_keyword, "%d items match, fewer than %d", found, rules->min_contains);
	if (found > rules->max_contains)
		FAIL("maxContains", "%d items match, more than %d", found, rules->max_contains);
	return good;
}

static bool
WalkItems(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ArrayRules *rules = node->arrays;
	const SchemaNode *rest = rules->rest;
	ValueCursor cursor;
	ValueRef		item;
	bool		good = true;

	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count &&
		   (cursor.index < rules->prefix_count || rest != NULL))
	{
		const SchemaNode *inner = cursor.index < rules->prefix_count ?
			rules->prefix[cursor.index] : rest;

		ValueNextItem(&cursor, value, &item);
		if (inner != NULL && !WalkNode(walk, inner, &item, NULL))
			FAILED();
		if (seen != NULL)
			SeenAdd(seen, item.index);
	}
	return good;
}

bool
WalkArray(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ArrayRules *rules = node->arrays;
	int			count = JsonContainerSize(value->container);
	bool		good = true;

	check_stack_depth();
	if (count < rules->min_items)
		FAIL("minItems", "%d items are fewer than %d", count, rules->min_items);
	if (count > rules->max_items)
		FAIL("maxItems", "%d items are more than %d", count, rules->max_items);
	if (rules->prefix_count > 0 || rules->rest != NULL)
	{
		if (!WalkItems(walk, node, value, seen))
			FAILED();
	}
	if (rules->contains != NULL && !WalkContains(walk, node, value, seen))
		FAILED();
	if (rules->unique && !WalkUnique(walk, node, value))
		FAILED();
	return good;
}

/* Refuse the required names among those that the members have passed by. */
static bool
MissProperties(Walk *walk, const SchemaNode *node, const ValueRef *value, const Property *first,
			   const Property *end)
{
	const ObjectRules *rules = node->objects;
	const Property *last = rules->properties + rules->property_count;
	const Property *property;
	bool		good = true;

	if (first == end || first->required_before ==
		(end < last ? end->required_before : rules->required_count))
		return true;
	for (property = first; property < end; property++)
		if (property->required)
			FAIL("required", "property \"%.*s\" is missing",
				 property->key_length, property->key);
	return good;
}

/*
 * Go on to the first property that does not sort before a key: step by step at
 * first, then by halves, as a schema may know thousands that a document lacks.
 */
static const Property *
SkipProperties(const Property *property, const Property *end, const char *key, int key_length)
{
	int			steps = 0;

	while (property < end)
	{
		const Property *middle = ++steps < 8 ? property : property + (end - property) / 2;

		if (ValueCompareKeys(middle->key, middle->key_length, key, key_length) < 0)
			property = middle + 1;
		else if (middle == property)
			break;
		else
			end = middle;
	}
	return property;
}

/* Check a member whose name "properties" may hold or not. */
static bool
WalkMember(Walk *walk, const SchemaNode *node, const ValueRef *value, bool declared, Seen *seen)
{
	const ObjectRules *rules = node->objects;
	bool		good = true;
	int			i;

	for (i = 0; i < rules->pattern_count; i++)
	{
		PatternProperty *pattern = &rules->patterns[i];

		if (!WalkMatch(walk, &pattern->pattern, value->key, value->key_length))
			continue;
		declared = true;
		if (pattern->node != NULL && !WalkNode(walk, pattern->node, value, NULL))
			FAILED();
	}
	if (!declared && rules->additional != NULL)
	{
		declared = true;
		if (!WalkNode(walk, rules->additional, value, NULL))
			FAILED();
	}
	if (declared && seen != NULL)
		SeenAdd(seen, value->index);
	return good;
}

/* Check the name of a member as a value of its own, which stands where the member does. */
static bool
WalkName(Walk *walk, const SchemaNode *names, const ValueRef *member)
{
	ValueRef		name = *member;

	name.kind = VALUE_STRING;
	name.string = member->key;
	name.length = member->key_length;
	/* what is said about a name is said about no value */
	return ReportAnnotates(walk) ? WalkQuietly(walk, names, &name, NULL) :
		WalkNode(walk, names, &name, NULL);
}

static inline bool
IsProperty(const Property *property, const ValueRef *member)
{
	return property->key_length == member->key_length &&
		ValueSameBytes(property->key, member->key, member->key_length);
}

/*
 * Go through the members and the schema's properties side by side; both are sorted.
 */
static bool
WalkMembers(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ObjectRules *rules = node->objects;
	const Property *property = rules->properties;
	const Property *end = property + rules->property_count;
	bool		asks_all = rules->pattern_count > 0 || seen != NULL;
	ValueCursor cursor;
	ValueRef		member;
	bool		good = true;

	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count)
	{
		bool		declared = false;

		ValueNextMember(&cursor, value, &member);
		/* most documents have what is declared, in the same order */
		if (property < end && !IsProperty(property, &member))
		{
			const Property *passed = property;

			property = SkipProperties(property, end, member.key, member.key_length);
			if (!MissProperties(walk, node, value, passed, property))
				FAILED();
		}
		if (property < end && IsProperty(property, &member))
		{
			declared = property->declared;
			if (property->node != NULL && !WalkNode(walk, property->node, &member, NULL))
				FAILED();
			property++;
		}
		if ((!declared || asks_all) && !WalkMember(walk, node, &member, declared, seen))
			FAILED();
		if (rules->names != NULL && !WalkName(walk, rules->names, &member))
			FAILED();
	}
	if (!MissProperties(walk, node, value, property, end))
		FAILED();
	return good;
}

static bool
WalkDependencies(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ObjectRules *rules = node->objects;
	bool		good = true;
	ValueRef		member;
	int			i;
	int			j;

	for (i = 0; i < rules->dependency_count; i++)
	{
		const Dependency *dependency = &rules->dependencies[i];

		if (!ValueMember(value->container, value, dependency->key, dependency->key_length,
						 &member))
			continue;
		if (dependency->node != NULL && !WalkNode(walk, dependency->node, value, seen))
			FAILED();
		for (j = 0; j < dependency->name_count; j++)
		{
			const Property *name = &dependency->names[j];

			if (!ValueMember(value->container, value, name->key, name->key_length, &member))
				FAIL(dependency->keyword, "property \"%.*s\" is missing beside \"%.*s\"",
					 name->key_length, name->key, dependency->key_length, dependency->key);
		}
	}
	return good;
}

bool
WalkObject(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const ObjectRules *rules = node->objects;
	int			count = JsonContainerSize(value->container);
	bool		good = true;

	check_stack_depth();
	/* the quick end; with a report the names are told */
	if (count < rules->required_count && walk->report == NULL)
		return false;
	if (count < rules->min_properties)
		FAIL("minProperties", "%d properties are fewer than %d", count, rules->min_properties);
	if (count > rules->max_properties)
		FAIL("maxProperties", "%d properties are more than %d", count, rules->max_properties);
	if ((rules->property_count > 0 || rules->pattern_count > 0 || rules->additional != NULL ||
		 rules->names != NULL) &&
		!WalkMembers(walk, node, value, seen))
		FAILED();
	if (rules->dependency_count > 0 && !WalkDependencies(walk, node, value, seen))
		FAILED();
	return good;
}

/* Check what no other keyword has evaluated. */
bool
WalkUnevaluated(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	bool		is_object = value->kind == VALUE_OBJECT;
	const SchemaNode *inner = is_object ? node->unevaluated_properties : node->unevaluated_items;
	ValueCursor cursor;
	ValueRef		item;
	bool		good = true;

	if (inner == NULL)
		return true;
	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count)
	{
		if (is_object)
			ValueNextMember(&cursor, value, &item);
		else
			ValueNextItem(&cursor, value, &item);
		if (!SeenHas(seen, item.index) && !WalkNode(walk, inner, &item, NULL))
			FAILED();
	}
	seen->all = true;
	return good;
}
