/*
 * compile_container.c
 *		Compiling the keywords of arrays and objects.
 */
#include "postgres.h"

#include "jsonschema/compiler.h"

pg_attribute_noreturn() static void
RefuseKeyword(Schema *schema, Keyword keyword, const char *reason)
{
	CompileRefuse(schema->compiler, schema->place->source,
				  KeywordName(keyword, schema->dialect), "%s", reason);
}

/* A member that must be of a certain kind; NULL when it is absent. */
static const ValueRef *
MemberOfKind(Schema *schema, Keyword keyword, ValueKind kind, const char *reason)
{
	const ValueRef *value = schema->members[keyword];

	if (value != NULL && value->kind != kind)
		RefuseKeyword(schema, keyword, reason);
	return value;
}

/* The schemas of the first items. */
static void
CompilePrefix(Schema *schema, Keyword keyword, ArrayRules *rules)
{
	const ValueRef *list = schema->members[keyword];
	const SchemaNode **nodes;
	ValueCursor cursor;
	ValueRef		item;

	ValueBegin(list->container, &cursor);
	nodes = CompileAllocate(schema->compiler, sizeof(SchemaNode *) * Max(cursor.count, 1));
	while (cursor.index < cursor.count)
	{
		ValueNextItem(&cursor, list, &item);
		nodes[item.index] = CompileInner(schema, &item, keyword);
	}
	rules->prefix_count = cursor.count;
	rules->prefix = nodes;
}

/* Which schemas the items have: "items" changed its meaning in 2020-12. */
static void
CompileItems(Schema *schema, ArrayRules *rules)
{
	const ValueRef *items = schema->members[KEYWORD_ITEMS];

	if (schema->dialect->draft >= DRAFT_2020)
	{
		if (MemberOfKind(schema, KEYWORD_PREFIX_ITEMS, VALUE_ARRAY, "must be an array") != NULL)
			CompilePrefix(schema, KEYWORD_PREFIX_ITEMS, rules);
		if (items != NULL && items->kind == VALUE_ARRAY)
			RefuseKeyword(schema, KEYWORD_ITEMS, "must be a schema");
		rules->rest = CompileMember(schema, KEYWORD_ITEMS);
	}
	else if (items != NULL && items->kind == VALUE_ARRAY)
	{
		CompilePrefix(schema, KEYWORD_ITEMS, rules);
		rules->rest = CompileMember(schema, KEYWORD_ADDITIONAL_ITEMS);
	}
	else
		rules->rest = CompileMember(schema, KEYWORD_ITEMS);
}

void
CompileArrays(Schema *schema)
{
	ArrayRules	rules = {0};
	ArrayRules *copy;
	const ValueRef *unique = MemberOfKind(schema, KEYWORD_UNIQUE_ITEMS, VALUE_BOOLEAN,
									   "must be true or false");

	rules.min_items = CompileSize(schema, KEYWORD_MIN_ITEMS, 0);
	rules.max_items = CompileSize(schema, KEYWORD_MAX_ITEMS, PG_INT32_MAX);
	rules.min_contains = CompileSize(schema, KEYWORD_MIN_CONTAINS, 1);
	rules.max_contains = CompileSize(schema, KEYWORD_MAX_CONTAINS, PG_INT32_MAX);
	rules.unique = unique != NULL && unique->boolean;
	rules.contains = CompileMember(schema, KEYWORD_CONTAINS);
	rules.contains_marks = schema->dialect->draft >= DRAFT_2020;
	rules.few_keyword = schema->members[KEYWORD_MIN_CONTAINS] != NULL ? "minContains" : "contains";
	CompileItems(schema, &rules);

	if (rules.min_items == 0 && rules.max_items == PG_INT32_MAX && !rules.unique &&
		rules.contains == NULL && rules.prefix_count == 0 && rules.rest == NULL)
		return;
	copy = CompileAllocate(schema->compiler, sizeof(rules));
	*copy = rules;
	schema->node->arrays = copy;
}

static int
CompareProperties(const void *a, const void *b)
{
	const Property *left = a;
	const Property *right = b;

	return ValueCompareKeys(left->key, left->key_length, right->key, right->key_length);
}

/* Read a list of names that must be present. */
static int
CompileNames(Schema *schema, Keyword keyword, const ValueRef *list, Property *names)
{
	ValueCursor cursor;
	ValueRef		name;

	ValueBegin(list->container, &cursor);
	while (cursor.index < cursor.count)
	{
		Property   *property = &names[cursor.index];

		ValueNextItem(&cursor, list, &name);
		if (name.kind != VALUE_STRING)
			RefuseKeyword(schema, keyword, "must be an array of strings");
		memset(property, 0, sizeof(Property));
		property->key = name.string;
		property->key_length = name.length;
		property->required = true;
	}
	return cursor.count;
}

/* Merge entries of one name; returns how many are left. */
static int
UniteProperties(Property *properties, int count)
{
	int			kept = 0;
	int			i;

	qsort(properties, count, sizeof(Property), CompareProperties);
	for (i = 0; i < count; i++)
	{
		Property   *last = kept > 0 ? &properties[kept - 1] : NULL;

		if (last == NULL || CompareProperties(last, &properties[i]) != 0)
		{
			properties[kept++] = properties[i];
			continue;
		}
		last->required |= properties[i].required;
		last->declared |= properties[i].declared;
		if (properties[i].node != NULL)
			last->node = properties[i].node;
	}
	return kept;
}

/*
 * Sort the properties of an object, of which rules->property_count has the number, and
 * make them its own.
 */
void
CompileSortProperties(ObjectRules *rules, Property *properties)
{
	int			i;

	rules->property_count = UniteProperties(properties, rules->property_count);
	rules->properties = properties;
	rules->required_count = 0;
	for (i = 0; i < rules->property_count; i++)
	{
		properties[i].required_before = rules->required_count;
		rules->required_count += properties[i].required;
	}
}

/* "properties" and "required" become one sorted list. */
static void
CompileProperties(Schema *schema, ObjectRules *rules)
{
	const ValueRef *map = MemberOfKind(schema, KEYWORD_PROPERTIES, VALUE_OBJECT,
										 "must be an object");
	const ValueRef *required = MemberOfKind(schema, KEYWORD_REQUIRED, VALUE_ARRAY,
										 "must be an array of strings");
	int			map_count = map != NULL ? JsonContainerSize(map->container) : 0;
	int			count = map_count +
		(required != NULL ? JsonContainerSize(required->container) : 0);
	Property   *properties;

	if (count == 0)
		return;
	properties = CompileAllocate(schema->compiler, sizeof(Property) * count);
	if (map != NULL)
	{
		ValueCursor cursor;
		ValueRef		member;

		ValueBegin(map->container, &cursor);
		while (cursor.index < cursor.count)
		{
			Property   *property = &properties[cursor.index];

			ValueNextMember(&cursor, map, &member);
			property->key = member.key;
			property->key_length = member.key_length;
			property->declared = true;
			property->node = CompileInner(schema, &member, KEYWORD_PROPERTIES);
		}
	}
	if (required != NULL)
		CompileNames(schema, KEYWORD_REQUIRED, required, properties + map_count);
	rules->property_count = count;
	CompileSortProperties(rules, properties);
}

static void
CompilePatterns(Schema *schema, ObjectRules *rules)
{
	const ValueRef *map = MemberOfKind(schema, KEYWORD_PATTERN_PROPERTIES, VALUE_OBJECT,
									"must be an object");
	ValueCursor cursor;
	ValueRef		member;

	if (map == NULL)
		return;
	ValueBegin(map->container, &cursor);
	rules->pattern_count = cursor.count;
	rules->patterns = CompileAllocate(schema->compiler,
									  sizeof(PatternProperty) * Max(cursor.count, 1));
	while (cursor.index < cursor.count)
	{
		PatternProperty *pattern = &rules->patterns[cursor.index];

		ValueNextMember(&cursor, map, &member);
		CompilePattern(schema, KEYWORD_PATTERN_PROPERTIES, member.key, member.key_length,
					   &pattern->pattern);
		pattern->node = CompileInner(schema, &member, KEYWORD_PATTERN_PROPERTIES);
	}
}

/* Add what one of the three keywords says about dependencies. */
static void
CompileDependency(Schema *schema, Keyword keyword, Dependency *dependencies, int *count)
{
	const ValueRef *map = MemberOfKind(schema, keyword, VALUE_OBJECT, "must be an object");
	ValueCursor cursor;
	ValueRef		member;

	if (map == NULL)
		return;
	ValueBegin(map->container, &cursor);
	while (cursor.index < cursor.count)
	{
		Dependency *dependency = &dependencies[(*count)++];

		ValueNextMember(&cursor, map, &member);
		dependency->keyword = KeywordName(keyword, schema->dialect);
		dependency->key = member.key;
		dependency->key_length = member.key_length;
		if (member.kind == VALUE_ARRAY && keyword != KEYWORD_DEPENDENT_SCHEMAS)
		{
			int			names = JsonContainerSize(member.container);
			Property   *list = CompileAllocate(schema->compiler,
											   sizeof(Property) * Max(names, 1));

			CompileNames(schema, keyword, &member, list);
			dependency->name_count = UniteProperties(list, names);
			dependency->names = list;
		}
		else if (keyword == KEYWORD_DEPENDENT_REQUIRED)
			RefuseKeyword(schema, keyword, "must hold arrays of strings");
		else
			dependency->node = CompileInner(schema, &member, keyword);
	}
}

static void
CompileDependencies(Schema *schema, ObjectRules *rules)
{
	static const Keyword keywords[] = {
		KEYWORD_DEPENDENCIES, KEYWORD_DEPENDENT_REQUIRED, KEYWORD_DEPENDENT_SCHEMAS
	};
	int			total = 0;
	Dependency *dependencies;
	int			i;

	for (i = 0; i < lengthof(keywords); i++)
		if (schema->members[keywords[i]] != NULL &&
			schema->members[keywords[i]]->kind == VALUE_OBJECT)
			total += JsonContainerSize(schema->members[keywords[i]]->container);
	dependencies = CompileAllocate(schema->compiler, sizeof(Dependency) * Max(total, 1));
	for (i = 0; i < lengthof(keywords); i++)
		CompileDependency(schema, keywords[i], dependencies, &rules->dependency_count);
	rules->dependencies = dependencies;
}

void
CompileObjects(Schema *schema)
{
	ObjectRules rules = {0};
	ObjectRules *copy;

	rules.min_properties = CompileSize(schema, KEYWORD_MIN_PROPERTIES, 0);
	rules.max_properties = CompileSize(schema, KEYWORD_MAX_PROPERTIES, PG_INT32_MAX);
	CompileProperties(schema, &rules);
	CompilePatterns(schema, &rules);
	CompileDependencies(schema, &rules);
	rules.additional = CompileMember(schema, KEYWORD_ADDITIONAL_PROPERTIES);
	rules.names = CompileMember(schema, KEYWORD_PROPERTY_NAMES);

	if (rules.min_properties == 0 && rules.max_properties == PG_INT32_MAX &&
		rules.property_count == 0 && rules.pattern_count == 0 && rules.additional == NULL &&
		rules.names == NULL && rules.dependency_count == 0)
		return;
	copy = CompileAllocate(schema->compiler, sizeof(rules));
	*copy = rules;
	schema->node->objects = copy;
}
