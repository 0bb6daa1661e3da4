/*
 * report.h
 *		Collecting what is wrong with a value, or what a schema says about it.
 */
#ifndef MARKET_JSONSCHEMA_REPORT_H
#define MARKET_JSONSCHEMA_REPORT_H

#include "jsonschema/walk.h"
#include "nodes/pg_list.h"

typedef struct ReportError
{
	char	   *instance_path;	/* JSON Pointer */
	const char *keyword;
	char	   *keyword_path;	/* JSON Pointer into the document, or a URI */
	char	   *keyword_location;	/* JSON Pointer along the way that was taken */
	char	   *absolute_location;	/* URI with fragment; NULL when the schema has none */
	char	   *message;
	Jsonb	   *annotation;		/* for annotations alone */
	int			depth;			/* segments of the instance path */
} ReportError;

typedef struct Report
{
	List	   *errors;			/* of ReportError */
	int			max_errors;
	bool		annotates;		/* collect annotations of what is valid instead */
	Size		bytes;			/* of all entries */
} Report;

/* Room for the first error: what branches complain about comes before the branching. */
#define REPORT_FIRST_ERRORS 8

/*
 * Bytes of a report beyond which it takes no more: one long key may stand in every path,
 * and one large annotation be that of every value.
 */
#define REPORT_BYTES_MAX ((Size) 32 * 1024 * 1024)

/* What an entry takes besides its texts, here and in the result. */
#define REPORT_ENTRY_BYTES 256

/* Is there no room for further errors? */
static inline bool
ReportIsFull(const Report *report)
{
	return report->annotates || list_length(report->errors) >= report->max_errors ||
		report->bytes > REPORT_BYTES_MAX;
}

/* Are annotations collected, so that nothing may be passed over? */
static inline bool
ReportAnnotates(const Walk *walk)
{
	return walk->report != NULL && walk->report->annotates;
}

/*
 * Add an error; "message" is a format.
 *
 * In:	keyword: that was not met; NULL for the schema "false"
 * Returns whether to go on: false when there is no report, or it is full.
 */
extern bool ReportAdd(Walk *walk, const SchemaNode *node, const ValueRef *value,
					  const char *keyword, const char *message,...) pg_attribute_printf(5, 6);

/* Report that none of several schemas matches: that which got furthest, then the count. */
extern void ReportBranches(Walk *walk, const Applicator *applicator, const ValueRef *value);

/* Add the annotations of a schema that a value satisfies. */
extern void ReportAnnotate(Walk *walk, const SchemaNode *node, const ValueRef *value);

#endif							/* MARKET_JSONSCHEMA_REPORT_H */
