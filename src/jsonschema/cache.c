/*
 * cache.c
 *		Compiled schemas that are kept: at the call site, and in the session.
 *
 * A call site remembers the program that it used last.  Behind that the session
 * keeps programs by the hash of their text, the least recently used go first when
 * they need more memory than the setting allows.  A program that a call site holds
 * is pinned until the call site is gone.
 */
#include "postgres.h"

#include "lib/ilist.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "core/compat.h"
#include "kernel/keccak.h"
#include "jsonschema/metaschema.h"
#include "jsonschema/schema.h"

int			schema_cache_size = 32 * 1024;

typedef struct CacheEntry
{
	uint8		hash[SCHEMA_HASH_SIZE]; /* key */
	Program    *program;
	Size		size;			/* bytes, as last seen */
	int			pins;			/* call sites that hold it */
	dlist_node	node;
} CacheEntry;

typedef struct CallSite
{
	CacheEntry *entry;			/* NULL before the first use */
	bool		is_external;		/* the schema lay out of line, at: */
	char		pointer[sizeof(varatt_external)];
	MemoryContextCallback callback;
} CallSite;

static HTAB *cache = NULL;
static MemoryContext cache_context = NULL;
static dlist_head cache_order = DLIST_STATIC_INIT(cache_order); /* latest first */
static Size cache_total = 0;	/* bytes */

static void
CacheInit(void)
{
	HASHCTL		control = {
		.keysize = SCHEMA_HASH_SIZE,
		.entrysize = sizeof(CacheEntry),
	};

	if (cache != NULL)
		return;
	if (cache_context == NULL)
		cache_context = AllocSetContextCreate(TopMemoryContext, "market json_schema cache",
											  ALLOCSET_SMALL_SIZES);
	control.hcxt = cache_context;
	cache = hash_create("market json_schema cache", 32, &control,
						HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/* Patterns are compiled at first use, so a program grows after it was made. */
static void
CacheMeasure(CacheEntry *entry)
{
	Size		size = MemoryContextMemAllocated(entry->program->context, true);

	cache_total += size - entry->size;
	entry->size = size;
}

static void
CacheRemove(CacheEntry *entry)
{
	dlist_delete(&entry->node);
	cache_total -= entry->size;
	MemoryContextDelete(entry->program->context);
	hash_search(cache, entry->hash, HASH_REMOVE, NULL);
}

/* Make room, sparing one entry and all that call sites hold. */
static void
CacheTrim(const CacheEntry *spared)
{
	dlist_node *node = dlist_is_empty(&cache_order) ? NULL : dlist_tail_node(&cache_order);

	while (node != NULL && cache_total > (Size) schema_cache_size * 1024)
	{
		CacheEntry *entry = dlist_container(CacheEntry, node, node);

		node = dlist_has_prev(&cache_order, node) ? dlist_prev_node(&cache_order, node) : NULL;
		if (entry != spared && entry->pins == 0)
			CacheRemove(entry);
	}
}

static CacheEntry *
CacheFind(const uint8 *hash)
{
	CacheEntry *entry;

	CacheInit();
	entry = hash_search(cache, hash, HASH_FIND, NULL);
	if (entry != NULL)
	{
		dlist_move_head(&cache_order, &entry->node);
		CacheMeasure(entry);
		CacheTrim(entry);
	}
	return entry;
}

/* Keep a program, which the cache owns from now on. */
static CacheEntry *
CacheAdd(const uint8 *hash, Program *program)
{
	bool		found;
	CacheEntry *entry = hash_search(cache, hash, HASH_ENTER, &found);

	Assert(!found);
	entry->program = program;
	entry->size = 0;
	entry->pins = 0;
	dlist_push_head(&cache_order, &entry->node);
	MemoryContextSetParent(program->context, cache_context);
	CacheMeasure(entry);
	CacheTrim(entry);
	return entry;
}

/* The hash of a stored schema, without reading the rest of one that lies out of line. */
static void
ReadHash(Datum schema, uint8 *hash)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(schema);
	struct varlena *head = value;

	if (VARATT_IS_EXTERNAL(value) || VARATT_IS_COMPRESSED(value))
		head = PG_DETOAST_DATUM_SLICE(schema, 0, SCHEMA_HEADER_SIZE);
	if (VARSIZE_ANY_EXHDR(head) < SCHEMA_HEADER_SIZE ||
		*(uint8 *) VARDATA_ANY(head) != SCHEMA_VERSION)
		elog(ERROR, "stored json_schema cannot be read");
	memcpy(hash, VARDATA_ANY(head) + offsetof(SchemaData, hash) - VARHDRSZ, SCHEMA_HASH_SIZE);
	if (head != value)
		pfree(head);
}

static CacheEntry *
CacheOfSchema(Datum schema, const uint8 *hash)
{
	CacheEntry *entry = CacheFind(hash);
	SchemaOptions options = {0};
	char	   *text;
	int			length;

	if (entry != NULL)
		return entry;
	text = SchemaText(schema, &length);
	entry = CacheAdd(hash, SchemaCompile(text, length, &options, CurrentMemoryContext));
	pfree(text);
	return entry;
}

Program *
SchemaProgram(Datum schema)
{
	uint8		hash[SCHEMA_HASH_SIZE];

	ReadHash(schema, hash);
	return CacheOfSchema(schema, hash)->program;
}

Program *
SchemaOfMetaschema(const char *uri)
{
	static const char kind[] = "metaschema ";
	uint8		digest[32];
	CacheEntry *entry;
	SchemaOptions options = {0};
	char	   *text;

	Keccak256Joined((const uint8 *) kind, strlen(kind), (const uint8 *) uri, strlen(uri), digest);
	entry = CacheFind(digest);
	if (entry == NULL)
	{
		text = psprintf("{\"$ref\": \"%s\"}", uri);
		entry = CacheAdd(digest, SchemaCompile(text, strlen(text), &options,
											   CurrentMemoryContext));
	}
	return entry->program;
}

static void
CallSiteUnpin(void *argument)
{
	CallSite   *site = argument;

	if (site->entry != NULL)
		site->entry->pins--;
	site->entry = NULL;
}

/*
 * Is this the value out of line that a call site had before?  Its number is not given
 * to another one while a statement can see it, so it need not be looked up.
 */
static bool
IsSamePointer(const CallSite *site, Datum schema)
{
	const struct varlena *value = (const struct varlena *) DatumGetPointer(schema);

	return site->is_external && VARATT_IS_EXTERNAL_ONDISK(value) &&
		memcmp(site->pointer, VARDATA_EXTERNAL(value), sizeof(site->pointer)) == 0;
}

static void
RememberPointer(CallSite *site, Datum schema)
{
	const struct varlena *value = (const struct varlena *) DatumGetPointer(schema);

	site->is_external = VARATT_IS_EXTERNAL_ONDISK(value);
	if (site->is_external)
		memcpy(site->pointer, VARDATA_EXTERNAL(value), sizeof(site->pointer));
}

Program *
SchemaOfCall(FunctionCallInfo fcinfo)
{
	CallSite   *site;
	uint8		hash[SCHEMA_HASH_SIZE];
	CacheEntry *entry;

	/* a direct call from C has no call site */
	if (fcinfo->flinfo == NULL)
		return SchemaProgram(PG_GETARG_DATUM(0));
	site = fcinfo->flinfo->fn_extra;
	if (site != NULL && site->entry != NULL && IsSamePointer(site, PG_GETARG_DATUM(0)))
		return site->entry->program;
	ReadHash(PG_GETARG_DATUM(0), hash);
	if (site != NULL && site->entry != NULL &&
		memcmp(site->entry->hash, hash, SCHEMA_HASH_SIZE) == 0)
	{
		RememberPointer(site, PG_GETARG_DATUM(0));
		return site->entry->program;
	}

	if (site == NULL)
	{
		site = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CallSite));
		site->callback.func = CallSiteUnpin;
		site->callback.arg = site;
		MemoryContextRegisterResetCallback(fcinfo->flinfo->fn_mcxt, &site->callback);
		fcinfo->flinfo->fn_extra = site;
	}
	entry = CacheOfSchema(PG_GETARG_DATUM(0), hash);
	CallSiteUnpin(site);
	site->entry = entry;
	entry->pins++;
	RememberPointer(site, PG_GETARG_DATUM(0));
	return entry->program;
}
