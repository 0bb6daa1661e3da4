/*
 * metaschema.h
 *		The metaschemas of the drafts, and the dialects that they describe.
 */
#ifndef MARKET_JSONSCHEMA_METASCHEMA_H
#define MARKET_JSONSCHEMA_METASCHEMA_H

#include "jsonschema/keyword.h"

/* Find the standard dialect of a metaschema's URI without fragment; NULL for any other. */
extern const Dialect *DialectOfMetaschema(const char *uri);

/* Find the standard dialect of a draft; NULL when there is no such draft. */
extern const Dialect *DialectOfDraft(int draft);

/*
 * Find the draft of a name as SQL calls it: draft4, draft6, draft7, 2019-09, 2020-12.
 *
 * Returns 0 for any other name.
 */
extern int	DraftOfName(const char *name);

/* The vocabulary of a URI, as VOCABULARY_*; 0 when it is not known. */
extern int	VocabularyOfUri(const char *uri, int length);

/*
 * The text of a bundled document, of a metaschema or a vocabulary's part of one.
 *
 * In:	uri: without fragment
 * Returns NULL when no such document is bundled.
 */
extern const char *MetaschemaText(const char *uri);

#endif							/* MARKET_JSONSCHEMA_METASCHEMA_H */
