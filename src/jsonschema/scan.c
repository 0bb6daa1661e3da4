/*
 * scan.c
 *		Finding every schema of a document, its base URI and its anchors.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"

#include "jsonschema/compiler.h"
#include "jsonschema/metaschema.h"
#include "jsonschema/uri.h"

typedef struct PlaceEntry
{
	const JsonbContainer *key;
	Place	   *place;
	char		status;
} PlaceEntry;

static inline uint32
HashPointer(const void *pointer)
{
	return hash_bytes((const unsigned char *) &pointer, sizeof(pointer));
}

#define SH_PREFIX place
#define SH_ELEMENT_TYPE PlaceEntry
#define SH_KEY_TYPE const JsonbContainer *
#define SH_KEY key
#define SH_HASH_KEY(table, key) HashPointer(key)
#define SH_EQUAL(table, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

typedef struct NameEntry
{
	const char *key;
	Place	   *place;
	bool		is_dynamic;
	char		status;
} NameEntry;

#define SH_PREFIX name
#define SH_ELEMENT_TYPE NameEntry
#define SH_KEY_TYPE const char *
#define SH_KEY key
#define SH_HASH_KEY(table, key) hash_bytes((const unsigned char *) (key), strlen(key))
#define SH_EQUAL(table, a, b) (strcmp(a, b) == 0)
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

static void ScanInner(Compiler *compiler, const ValueRef *schema, Place *place);

void
ScanInit(Compiler *compiler)
{
	compiler->places = place_create(CurrentMemoryContext, 64, NULL);
	compiler->names = name_create(CurrentMemoryContext, 64, NULL);
}

/* A string as a C string; NULL when the value is none, or holds a zero byte. */
const char *
ScanString(const ValueRef *value)
{
	if (value->kind != VALUE_STRING || memchr(value->string, '\0', value->length) != NULL)
		return NULL;
	return pnstrdup(value->string, value->length);
}

const Source *
ScanSource(Compiler *compiler, const Source *parent, const Resource *resource,
		   const char *keyword, const char *key, int key_length, int index)
{
	Source	   *source = CompileAllocate(compiler, sizeof(Source));

	source->parent = parent;
	source->resource = resource;
	source->keyword = keyword;
	source->key = key;
	source->key_length = key_length;
	source->index = index;
	return source;
}

Place *
ScanFindContainer(Compiler *compiler, const JsonbContainer *container)
{
	PlaceEntry *entry = place_lookup(compiler->places, container);

	return entry != NULL ? entry->place : NULL;
}

Place *
ScanFindName(Compiler *compiler, const char *uri, const char *anchor, bool *is_dynamic)
{
	NameEntry  *entry = name_lookup(compiler->names,
									anchor != NULL ? psprintf("%s#%s", uri, anchor) : uri);

	if (entry == NULL)
		return NULL;
	*is_dynamic = entry->is_dynamic;
	return entry->place;
}

/* Give a place a name; refuses one that is taken. */
static void
ScanAddName(Compiler *compiler, Place *place, const char *keyword, const char *name,
			bool is_dynamic)
{
	bool		found;
	NameEntry  *entry = name_insert(compiler->names, pstrdup(name), &found);

	if (found && entry->place != place)
		CompileRefuse(compiler, place->source, keyword, "%s is not unique",
					  CompileQuote(name, strlen(name)));
	entry->place = place;
	entry->is_dynamic = is_dynamic;
}

static void
ScanAddDynamic(Compiler *compiler, Place *place, const char *name)
{
	DynamicAnchor *anchor = palloc(sizeof(DynamicAnchor));

	anchor->name = pstrdup(name);
	anchor->place = place;
	compiler->anchors = lappend(compiler->anchors, anchor);
}

static Resource *
ScanAddResource(Compiler *compiler, const char *uri, const Dialect *dialect,
				const JsonbContainer *root)
{
	Resource   *resource = CompileAllocate(compiler, sizeof(Resource));

	resource->id = list_length(compiler->resources);
	resource->uri = MemoryContextStrdup(compiler->context, uri);
	resource->root = root;
	resource->dialect = dialect;
	resource->is_foreign = compiler->is_foreign;
	compiler->resources = lappend(compiler->resources, resource);
	return resource;
}

/* A member of a schema, when it is a keyword of the dialect and a string. */
static const char *
ScanKeyword(const ValueRef *schema, const Dialect *dialect, const char *name)
{
	ValueRef		value;

	if (!ValueMember(schema->container, schema, name, strlen(name), &value) ||
		KeywordFind(dialect, name, strlen(name)) == NULL)
		return NULL;
	return ScanString(&value);
}

/*
 * The dialect of a schema object: the one around it, unless it says another one and
 * begins a resource.
 */
static const Dialect *
ScanDialect(Compiler *compiler, const ValueRef *schema, const Source *source, const Dialect *around)
{
	ValueRef		value;
	const Dialect *dialect;
	const char *uri;
	char	   *fragment;

	if (!ValueMember(schema->container, schema, "$schema", 7, &value))
		return around;
	uri = ScanString(&value);
	if (uri == NULL)
		return around;
	if (!UriIsAbsolute(uri, strlen(uri)))
		CompileRefuse(compiler, source, "$schema", "\"%s\" is not an absolute URI", uri);
	uri = UriResolve("", uri, strlen(uri), &fragment);
	if (strcmp(uri, around->metaschema) == 0)
		return around;
	dialect = DialectOfMetaschema(uri);
	if (source->parent != NULL && dialect != NULL &&
		ScanKeyword(schema, dialect, dialect->draft == DRAFT_4 ? "id" : "$id") == NULL)
		return around;
	if (dialect == NULL)
		dialect = ResolveDialect(compiler, uri, 0);
	if (dialect == NULL)
		CompileRefuse(compiler, source, "$schema", "no metaschema %s is known",
					  CompileQuote(uri, strlen(uri)));
	return dialect;
}

/* Begin a new resource, or name an anchor, where a schema has an identifier. */
static void
ScanIdentifier(Compiler *compiler, const ValueRef *schema, Place *place, const Dialect *dialect)
{
	const char *keyword = dialect->draft == DRAFT_4 ? "id" : "$id";
	const char *id = ScanKeyword(schema, dialect, keyword);
	const char *uri;
	char	   *fragment;
	ValueRef		value;

	/* beside $ref it says nothing */
	if (id == NULL || (dialect->draft <= DRAFT_7 &&
					   ValueMember(schema->container, schema, "$ref", 4, &value) &&
					   value.kind == VALUE_STRING))
		return;

	uri = UriResolve(place->resource->uri, id, strlen(id), &fragment);
	if (id[0] != '#' && id[0] != '\0' && strcmp(uri, place->resource->uri) != 0)
	{
		place->resource = ScanAddResource(compiler, uri, dialect, schema->container);
		place->resource->source = place->source;
		((Source *) place->source)->resource = place->resource;
		ScanAddName(compiler, place, keyword, uri, false);
	}
	if (fragment != NULL && fragment[0] != '\0' && fragment[0] != '/' &&
		dialect->draft <= DRAFT_7)
		ScanAddName(compiler, place, keyword,
					psprintf("%s#%s", place->resource->uri, fragment), false);
}

static void
ScanAnchors(Compiler *compiler, const ValueRef *schema, Place *place)
{
	const Dialect *dialect = place->resource->dialect;
	const char *anchor = ScanKeyword(schema, dialect, "$anchor");
	const char *dynamic = ScanKeyword(schema, dialect, "$dynamicAnchor");
	ValueRef		value;

	if (anchor != NULL)
		ScanAddName(compiler, place, "$anchor",
					psprintf("%s#%s", place->resource->uri, anchor), false);
	if (dynamic != NULL)
	{
		ScanAddName(compiler, place, "$dynamicAnchor",
					psprintf("%s#%s", place->resource->uri, dynamic), true);
		ScanAddDynamic(compiler, place, dynamic);
	}
	if (KeywordFind(dialect, "$recursiveAnchor", 16) != NULL &&
		schema->container == place->resource->root &&
		ValueMember(schema->container, schema, "$recursiveAnchor", 16, &value) &&
		value.kind == VALUE_BOOLEAN && value.boolean)
	{
		place->resource->recursive_anchor = true;
		ScanAddDynamic(compiler, place, "");
	}
}

Place *
ScanValue(Compiler *compiler, const ValueRef *schema, Resource *resource, const Source *source)
{
	Place	   *place;
	PlaceEntry *entry;
	const Dialect *dialect;
	bool		found;

	place = palloc0(sizeof(Place));
	place->resource = resource;
	place->source = source;
	if (schema->kind != VALUE_OBJECT)
	{
		place->boolean = schema->kind == VALUE_BOOLEAN && schema->boolean;
		return place;
	}

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	place->container = schema->container;
	entry = place_insert(compiler->places, schema->container, &found);
	if (found)
		return entry->place;
	entry->place = place;
	if (!compiler->is_foreign)
		compiler->scanned = lappend(compiler->scanned, place);

	dialect = ScanDialect(compiler, schema, source, resource->dialect);
	if (dialect != resource->dialect && schema->container == resource->root)
		resource->dialect = dialect;
	ScanIdentifier(compiler, schema, place, dialect);
	ScanAnchors(compiler, schema, place);
	ScanInner(compiler, schema, place);
	return place;
}

/*
 * Does a key name a document, as those do that bundle_schema() writes?  They all
 * have an absolute identifier, their own or one that was added.
 */
static bool
ScanIsBundled(const Place *place, const KeywordInfo *info, const ValueRef *member)
{
	ValueRef		id;

	return place->source->parent == NULL &&
		(info->keyword == KEYWORD_DEFS || info->keyword == KEYWORD_DEFINITIONS) &&
		UriIsAbsolute(member->key, member->key_length) &&
		memchr(member->key, '#', member->key_length) == NULL &&
		(ValueMember(member->container, NULL, "$id", 3, &id) ||
		 ValueMember(member->container, NULL, "id", 2, &id)) &&
		id.kind == VALUE_STRING && UriIsAbsolute(id.string, id.length);
}

/*
 * Scan a document that stands under its own URI, which is its name besides the one
 * that it may give itself.
 */
static void
ScanBundled(Compiler *compiler, const ValueRef *schema, Place *around, const Source *source)
{
	char	   *uri = pnstrdup(schema->key, schema->key_length);
	Resource   *resource = ScanAddResource(compiler, uri, around->resource->dialect,
										   schema->kind == VALUE_OBJECT ? schema->container : NULL);
	bool		is_dynamic;
	Place	   *place;

	resource->source = source;
	((Source *) source)->resource = resource;
	place = ScanValue(compiler, schema, resource, source);
	if (ScanFindName(compiler, uri, NULL, &is_dynamic) == NULL)
		ScanAddName(compiler, place, NULL, uri, false);
}

static void
ScanMembers(Compiler *compiler, const ValueRef *map, Place *place, const KeywordInfo *info)
{
	ValueCursor cursor;
	ValueRef		inner;

	ValueBegin(map->container, &cursor);
	while (cursor.index < cursor.count)
	{
		const Source *source;

		ValueNextMember(&cursor, map, &inner);
		if (inner.kind != VALUE_OBJECT)
			continue;
		source = ScanSource(compiler, place->source, place->resource, info->name,
							inner.key, inner.key_length, -1);
		if (ScanIsBundled(place, info, &inner))
			ScanBundled(compiler, &inner, place, source);
		else
			ScanValue(compiler, &inner, place->resource, source);
	}
}

static void
ScanItems(Compiler *compiler, const ValueRef *list, Place *place, const KeywordInfo *info)
{
	ValueCursor cursor;
	ValueRef		inner;

	ValueBegin(list->container, &cursor);
	while (cursor.index < cursor.count)
	{
		ValueNextItem(&cursor, list, &inner);
		if (inner.kind == VALUE_OBJECT)
			ScanValue(compiler, &inner, place->resource,
					  ScanSource(compiler, place->source, place->resource, info->name,
								 NULL, 0, inner.index));
	}
}

/* Scan the schemas in a schema object. */
static void
ScanInner(Compiler *compiler, const ValueRef *schema, Place *place)
{
	ValueCursor cursor;
	ValueRef		member;

	ValueBegin(schema->container, &cursor);
	while (cursor.index < cursor.count)
	{
		const KeywordInfo *info;

		ValueNextMember(&cursor, schema, &member);
		info = KeywordFind(place->resource->dialect, member.key, member.key_length);
		if (info == NULL || info->shape == SHAPE_PLAIN)
			continue;
		if (member.kind == VALUE_ARRAY &&
			(info->shape == SHAPE_LIST || info->shape == SHAPE_SCHEMA_OR_LIST))
			ScanItems(compiler, &member, place, info);
		else if (member.kind != VALUE_OBJECT)
			continue;
		else if (info->shape == SHAPE_MAP || info->shape == SHAPE_DEPENDENCIES)
			ScanMembers(compiler, &member, place, info);
		else if (info->shape != SHAPE_LIST)
			ScanValue(compiler, &member, place->resource,
					  ScanSource(compiler, place->source, place->resource, info->name,
								 NULL, 0, -1));
	}
}

/*
 * Scan a whole document.
 *
 * In:	uri: where it was found, or ""; its own identifier comes on top
 */
Place *
ScanDocument(Compiler *compiler, Jsonb *document, const char *uri, const Dialect *dialect)
{
	ValueRef		root;
	Resource   *resource;
	Source	   *source;
	Place	   *place;
	bool		is_dynamic;

	ValueRoot(document, &root);
	resource = ScanAddResource(compiler, uri, dialect,
							   root.kind == VALUE_OBJECT ? root.container : NULL);
	source = (Source *) ScanSource(compiler, NULL, resource, NULL, NULL, 0, -1);
	resource->source = source;
	place = ScanValue(compiler, &root, resource, source);
	if (ScanFindName(compiler, uri, NULL, &is_dynamic) == NULL)
		ScanAddName(compiler, place, NULL, uri, false);
	return place;
}
