/*
 * uri.h
 *		Resolving references: RFC 3986, and the fragments of JSON Schema.
 */
#ifndef MARKET_JSONSCHEMA_URI_H
#define MARKET_JSONSCHEMA_URI_H

/*
 * Resolve a reference against a base.
 *
 * In:	base: an absolute URI without fragment, or "" when there is none
 *		reference, length: a URI reference
 * Out:	fragment: what follows "#", percent-decoded; NULL when there is no "#"
 * Returns the URI without fragment.  Results are in the current memory context.
 *
 * Source: RFC 3986, section 5.2.
 */
extern char *UriResolve(const char *base, const char *reference, int length, char **fragment);

/* Does a reference begin with a scheme? */
extern bool UriIsAbsolute(const char *text, int length);

#endif							/* MARKET_JSONSCHEMA_URI_H */
