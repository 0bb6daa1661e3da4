/*
 * registry.h
 *		What happened to organizations, services and type repositories.
 */
#ifndef MARKET_REGISTRY_H
#define MARKET_REGISTRY_H

#include "postgres.h"
#include "core/statement.h"
#include "fmgr.h"
#include "type/address.h"

typedef enum RegistryEventKind
{
	ORGANIZATION_CREATED, ORGANIZATION_MODIFIED, ORGANIZATION_DELETED,
	SERVICE_CREATED, SERVICE_METADATA_MODIFIED, SERVICE_TAGS_MODIFIED, SERVICE_DELETED,
	TYPE_REPOSITORY_CREATED, TYPE_REPOSITORY_MODIFIED, TYPE_REPOSITORY_DELETED
} RegistryEventKind;

/* One row of market.registry_event.  A datum of 0 does not apply. */
typedef struct RegistryEvent
{
	RegistryEventKind kind;
	const char *organization_id;
	const char *item_id;		/* service or type repository, or NULL */
	const Address *account;		/* who did it */
	Datum		metadata;		/* jsonb: a new version of the document */
	Datum		detail;			/* jsonb: what else is new */
} RegistryEvent;

/* tags of a service or a type repository, and characters of a tag */
#define REGISTRY_TAGS_MAX 1000
#define REGISTRY_TAG_LENGTH 200

/* SQL: some tags with those of $n added, each once, and without those of $n. */
#define REGISTRY_TAGS_WITH(old_tags, new_tags) \
	"ARRAY(SELECT t.tag FROM pg_catalog.unnest(pg_catalog.array_cat(" old_tags ", " new_tags "))" \
	" WITH ORDINALITY AS t (tag, position) GROUP BY t.tag ORDER BY pg_catalog.min(t.position))"
#define REGISTRY_TAGS_WITHOUT(old_tags, gone_tags) \
	"ARRAY(SELECT t.tag FROM pg_catalog.unnest(" old_tags ")" \
	" WITH ORDINALITY AS t (tag, position) WHERE t.tag <> ALL (" gone_tags ")" \
	" ORDER BY t.position)"

/*
 * Write an event, with the hash of the document.  The organization is locked by
 * the caller, so that versions are numbered in the order of its changes.
 */
extern void RegistryNote(const RegistryEvent *event);

/*
 * Argument n as tags: an array of texts, of which none is NULL or too long.
 * Errors: 22023; 54000 above REGISTRY_TAGS_MAX elements.
 */
extern Datum ArgumentTags(FunctionCallInfo fcinfo, int n, const char *name);

/* Raise 54000 when there are more than REGISTRY_TAGS_MAX tags. */
extern void RegistryCheckTags(int count);

/* Answer with the rows that a statement finds for the tags in argument 0. */
extern Datum RegistryFind(FunctionCallInfo fcinfo, Statement *find);

#endif							/* MARKET_REGISTRY_H */
