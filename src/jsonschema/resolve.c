/*
 * resolve.c
 *		Where references lead: within the schema, or to a bundled metaschema.
 *
 * Nothing is ever fetched.  What a schema refers to is part of it; bundle_schema()
 * makes it so, and hands its further documents to the compiler as "remotes".
 */
#include "postgres.h"

#include "utils/datum.h"

#include "jsonschema/compiler.h"
#include "jsonschema/document.h"
#include "jsonschema/metaschema.h"
#include "jsonschema/uri.h"

/* Levels of metaschemas of metaschemas. */
#define DIALECT_DEPTH_MAX 8

/* Read a bundled metaschema into the program. */
static Place *
ResolveMetaschema(Compiler *compiler, const char *uri)
{
	const char *text = MetaschemaText(uri);
	MemoryContext before;
	Jsonb	   *document;
	Place	   *place;
	bool		was_foreign = compiler->is_foreign;

	if (text == NULL)
		return NULL;
	document = DocumentRead(text, strlen(text));
	before = MemoryContextSwitchTo(compiler->context);
	document = (Jsonb *) DatumGetPointer(datumCopy(PointerGetDatum(document), false, -1));
	MemoryContextSwitchTo(before);

	compiler->is_foreign = true;
	place = ScanDocument(compiler, document, uri, DialectOfDraft(DRAFT_2020));
	compiler->is_foreign = was_foreign;
	return place;
}

/* Find a remote document by its key, else by what it calls itself. */
static bool
ResolveKey(const ValueRef *remotes, const char *uri, ValueRef *remote)
{
	ValueCursor cursor;
	ValueRef	id;

	if (ValueMember(remotes->container, NULL, uri, strlen(uri), remote))
		return remote->kind == VALUE_OBJECT;
	ValueBegin(remotes->container, &cursor);
	while (cursor.index < cursor.count)
	{
		ValueNextMember(&cursor, NULL, remote);
		if (remote->kind == VALUE_OBJECT &&
			(ValueMember(remote->container, NULL, "$id", 3, &id) ||
			 ValueMember(remote->container, NULL, "id", 2, &id)) &&
			(ValueIsString(&id, uri) || ValueIsString(&id, psprintf("%s#", uri))))
			return true;
	}
	return false;
}

/* Take a document from those that bundle_schema() was given. */
static Place *
ResolveRemote(Compiler *compiler, const char *uri)
{
	ValueRef		remotes;
	ValueRef		value;
	Jsonb	   *document;
	MemoryContext before;
	const Dialect *dialect;
	bool		was_foreign = compiler->is_foreign;
	Place	   *place;

	if (compiler->remotes == NULL)
		return NULL;
	ValueRoot(compiler->remotes, &remotes);
	if (!ResolveKey(&remotes, uri, &value))
		return NULL;
	uri = pnstrdup(value.key, value.key_length);

	before = MemoryContextSwitchTo(compiler->context);
	document = ValueCopy(&value);
	MemoryContextSwitchTo(before);
	compiler->used_remotes = lappend(compiler->used_remotes, pstrdup(uri));

	dialect = compiler->program->resource != NULL ?
		compiler->program->resource->dialect : compiler->default_dialect;
	compiler->is_foreign = true;
	place = ScanDocument(compiler, document, uri, dialect);
	compiler->is_foreign = was_foreign;
	return place;
}

/*
 * Find a document by its URI; NULL when the schema does not hold it.
 */
Place *
ResolveDocument(Compiler *compiler, const char *uri)
{
	bool		is_dynamic;
	Place	   *place = ScanFindName(compiler, uri, NULL, &is_dynamic);

	if (place == NULL)
		place = ResolveMetaschema(compiler, uri);
	if (place == NULL)
		place = ResolveRemote(compiler, uri);
	return place;
}

/* The vocabularies that a metaschema switches on; 0 when it says nothing about them. */
static int
ResolveVocabularies(Compiler *compiler, const ValueRef *vocabularies)
{
	ValueCursor cursor;
	ValueRef		member;
	int			found = VOCABULARY_CORE;

	ValueBegin(vocabularies->container, &cursor);
	while (cursor.index < cursor.count)
	{
		int			vocabulary;

		ValueNextMember(&cursor, vocabularies, &member);
		vocabulary = VocabularyOfUri(member.key, member.key_length);
		/* in 2019-09 the value says whether formats are checked */
		if (vocabulary == VOCABULARY_FORMAT && member.kind == VALUE_BOOLEAN && member.boolean &&
			strstr(pnstrdup(member.key, member.key_length), "2019-09") != NULL)
			vocabulary |= VOCABULARY_FORMAT_ASSERTION;
		if (vocabulary == 0 && member.kind == VALUE_BOOLEAN && member.boolean)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid JSON Schema: its metaschema requires an unknown vocabulary"),
					 errdetail("The vocabulary is \"%.*s\".", member.key_length, member.key)));
		found |= vocabulary;
	}
	return found;
}

/* Find a metaschema that is part of the document being read, by what it calls itself. */
static bool
ResolveEmbedded(Compiler *compiler, const char *uri, ValueRef *metaschema)
{
	static const char *const maps[] = {"$defs", "definitions"};
	ValueRef		root;
	ValueRef		map;
	ValueRef		id;
	int			i;

	ValueRoot(compiler->document, &root);
	if (root.kind != VALUE_OBJECT)
		return false;
	for (i = 0; i < lengthof(maps); i++)
	{
		ValueCursor cursor;

		if (!ValueMember(root.container, NULL, maps[i], strlen(maps[i]), &map) ||
			map.kind != VALUE_OBJECT)
			continue;
		ValueBegin(map.container, &cursor);
		while (cursor.index < cursor.count)
		{
			ValueNextMember(&cursor, NULL, metaschema);
			if (metaschema->kind != VALUE_OBJECT)
				continue;
			if (metaschema->key_length == (int) strlen(uri) &&
				memcmp(metaschema->key, uri, metaschema->key_length) == 0)
				return true;
			if ((ValueMember(metaschema->container, NULL, "$id", 3, &id) ||
				 ValueMember(metaschema->container, NULL, "id", 2, &id)) &&
				ValueIsString(&id, uri))
				return true;
		}
	}
	return false;
}

/*
 * The dialect that a metaschema describes.
 *
 * In:	uri: without fragment; the document or the remotes hold it when it is not standard
 * Returns NULL when there is no such metaschema.
 */
const Dialect *
ResolveDialect(Compiler *compiler, const char *uri, int depth)
{
	const Dialect *parent = DialectOfMetaschema(uri);
	Dialect    *dialect;
	ValueRef		metaschema;
	ValueRef		value;
	ValueRef		remotes;
	char	   *fragment;
	const char *parent_uri = NULL;

	if (parent != NULL)
		return parent;
	if (depth >= DIALECT_DEPTH_MAX)
		return NULL;
	if (!ResolveEmbedded(compiler, uri, &metaschema))
	{
		if (compiler->remotes == NULL)
			return NULL;
		ValueRoot(compiler->remotes, &remotes);
		if (!ValueMember(remotes.container, NULL, uri, strlen(uri), &metaschema) ||
			metaschema.kind != VALUE_OBJECT)
			return NULL;
		compiler->used_remotes = lappend(compiler->used_remotes, pstrdup(uri));
	}

	parent = compiler->default_dialect;
	if (ValueMember(metaschema.container, NULL, "$schema", 7, &value))
		parent_uri = ScanString(&value);
	if (parent_uri != NULL)
	{
		parent_uri = UriResolve("", parent_uri, strlen(parent_uri), &fragment);
		if (strcmp(parent_uri, uri) != 0)
			parent = ResolveDialect(compiler, parent_uri, depth + 1);
	}
	if (parent == NULL)
		return NULL;

	dialect = CompileAllocate(compiler, sizeof(Dialect));
	dialect->draft = parent->draft;
	dialect->vocabularies = parent->vocabularies;
	dialect->metaschema = MemoryContextStrdup(compiler->context, uri);
	if (dialect->draft >= DRAFT_2019 &&
		ValueMember(metaschema.container, NULL, "$vocabulary", 11, &value) &&
		value.kind == VALUE_OBJECT)
		dialect->vocabularies = ResolveVocabularies(compiler, &value);
	return dialect;
}

/* The index that a segment names, -1 when it names none. */
static int
ResolveIndex(const char *segment)
{
	char	   *end;
	long		index = strtol(segment, &end, 10);

	if (segment[0] < '0' || segment[0] > '9' || *end != '\0' || end - segment > 9 ||
		(segment[0] == '0' && segment[1] != '\0'))
		return -1;
	return index;
}

/*
 * Follow a JSON Pointer from the root of a resource; NULL when it leads nowhere.
 */
static Place *
ResolvePointer(Compiler *compiler, Place *place, const char *pointer)
{
	ValueRef		value = {VALUE_OBJECT};
	Resource   *resource = place->resource;
	const Source *source = place->source;

	if (place->container == NULL)
		return NULL;
	value.container = place->container;
	while (*pointer == '/')
	{
		int			length;
		char	   *segment = DocumentTakeSegment(&pointer, &length);
		ValueRef		inner;
		Place	   *known = NULL;

		if (value.kind == VALUE_OBJECT)
		{
			if (!ValueMember(value.container, NULL, segment, length, &inner))
				return NULL;
			source = ScanSource(compiler, source, resource, NULL,
								inner.key, inner.key_length, -1);
		}
		else if (value.kind == VALUE_ARRAY)
		{
			if (!ValueItem(value.container, NULL, ResolveIndex(segment), &inner))
				return NULL;
			source = ScanSource(compiler, source, resource, NULL, NULL, 0, inner.index);
		}
		else
			return NULL;

		value = inner;
		if (value.kind == VALUE_OBJECT)
			known = ScanFindContainer(compiler, value.container);
		if (known != NULL)
		{
			resource = known->resource;
			source = known->source;
		}
	}
	if (value.kind != VALUE_OBJECT && value.kind != VALUE_BOOLEAN)
		return NULL;
	return ScanValue(compiler, &value, resource, source);
}

/*
 * Find the schema that a reference leads to; refuses one that leads nowhere.
 *
 * In:	place, keyword: where the reference stands
 * Out:	fragment: the plain name that it ends with, or NULL
 *		is_dynamic: the name is one of $dynamicAnchor
 */
Place *
ResolveReference(Compiler *compiler, const Place *place, const char *keyword,
				 const ValueRef *reference, char **fragment, bool *is_dynamic)
{
	const char *text = ScanString(reference);
	const char *uri;
	Place	   *target;
	Place	   *document;

	*is_dynamic = false;
	if (text == NULL)
		CompileRefuse(compiler, place->source, keyword, "must be a URI reference");
	uri = UriResolve(place->resource->uri, text, strlen(text), fragment);
	document = ResolveDocument(compiler, uri);
	if (document == NULL)
		CompileRefuse(compiler, place->source, keyword,
					  "%s leads out of the schema, to %s",
					  CompileQuote(text, strlen(text)), CompileQuote(uri, strlen(uri)));

	if (*fragment == NULL || **fragment == '\0')
	{
		*fragment = NULL;
		return document;
	}
	if (**fragment == '/')
	{
		target = ResolvePointer(compiler, document, *fragment);
		*fragment = NULL;
	}
	else
	{
		target = ScanFindName(compiler, uri, *fragment, is_dynamic);
		if (target == NULL && strcmp(uri, document->resource->uri) != 0)
			target = ScanFindName(compiler, document->resource->uri, *fragment, is_dynamic);
	}
	if (target == NULL)
		CompileRefuse(compiler, place->source, keyword, "%s leads to nothing",
					  CompileQuote(text, strlen(text)));
	return target;
}
