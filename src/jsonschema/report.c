/*
 * report.c
 *		Collecting what is wrong with a value, or what a schema says about it.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "jsonschema/report.h"

void
SourceStep(StringInfo out, const Source *source)
{
	if (source->keyword != NULL)
		ValuePointerSegment(out, source->keyword, strlen(source->keyword));
	if (source->key != NULL)
		ValuePointerSegment(out, source->key, source->key_length);
	else if (source->index >= 0)
		appendStringInfo(out, "/%d", source->index);
}

void
SourcePointer(StringInfo out, const Source *source, bool within_resource)
{
	if (source->parent == NULL || (within_resource && source == source->resource->source))
		return;
	check_stack_depth();
	SourcePointer(out, source->parent, within_resource);
	SourceStep(out, source);
}

/* The way that was taken: through references, whose names are part of it. */
static void
FramePointer(StringInfo out, const Frame *frame)
{
	if (frame->parent == NULL)
		return;
	check_stack_depth();
	FramePointer(out, frame->parent);
	if (frame->via != NULL)
		ValuePointerSegment(out, frame->via, strlen(frame->via));
	else
		SourceStep(out, frame->node->source);
}

static int
ValueDepth(const ValueRef *value)
{
	int			depth = 0;

	for (; value->parent != NULL; value = value->parent)
		depth++;
	return depth;
}

/* The keyword that leads to a schema. */
static const char *
SourceKeyword(const Source *source)
{
	for (; source != NULL; source = source->parent)
		if (source->keyword != NULL)
			return source->keyword;
	return "";
}

/* The text itself: a buffer has room for much more, and there may be many. */
static char *
ReportText(StringInfo buffer)
{
	char	   *text = pnstrdup(buffer->data, buffer->len);

	pfree(buffer->data);
	return text;
}

static char *
AbsoluteLocation(const Source *source, const char *keyword)
{
	StringInfoData out;

	if (source->resource->uri[0] == '\0')
		return NULL;
	initStringInfo(&out);
	appendStringInfo(&out, "%s#", source->resource->uri);
	SourcePointer(&out, source, true);
	if (keyword != NULL)
		ValuePointerSegment(&out, keyword, strlen(keyword));
	return ReportText(&out);
}

/* Fill the place of an entry. */
static ReportError *
ReportPlace(Walk *walk, const SchemaNode *node, const ValueRef *value, const char *keyword)
{
	ReportError *error = palloc0(sizeof(ReportError));
	const Source *source = node->source;
	StringInfoData path;

	initStringInfo(&path);
	ValuePointer(&path, value);
	error->instance_path = ReportText(&path);
	error->depth = ValueDepth(value);

	initStringInfo(&path);
	FramePointer(&path, walk->frame);
	if (keyword != NULL)
		ValuePointerSegment(&path, keyword, strlen(keyword));
	error->keyword_location = ReportText(&path);
	error->absolute_location = AbsoluteLocation(source, keyword);
	error->keyword = keyword != NULL ? keyword : SourceKeyword(source);

	if (source->resource->is_foreign)
		error->keyword_path = error->absolute_location;
	else
	{
		initStringInfo(&path);
		SourcePointer(&path, source, false);
		if (keyword != NULL)
			ValuePointerSegment(&path, keyword, strlen(keyword));
		error->keyword_path = ReportText(&path);
	}
	walk->report->bytes += REPORT_ENTRY_BYTES + strlen(error->instance_path) +
		strlen(error->keyword_path) + strlen(error->keyword_location);
	return error;
}

bool
ReportAdd(Walk *walk, const SchemaNode *node, const ValueRef *value, const char *keyword,
		  const char *message,...)
{
	Report	   *report = walk->report;
	ReportError *error;
	StringInfoData text;
	va_list		arguments;

	if (report == NULL || ReportIsFull(report))
		return false;

	initStringInfo(&text);
	for (;;)
	{
		int			more;

		va_start(arguments, message);
		more = appendStringInfoVA(&text, message, arguments);
		va_end(arguments);
		if (more == 0)
			break;
		enlargeStringInfo(&text, more);
	}
	error = ReportPlace(walk, node, value, keyword);
	error->message = ReportText(&text);
	report->errors = lappend(report->errors, error);
	report->bytes += strlen(error->message);
	return !ReportIsFull(report);
}

/* How far a branch got: the deepest place that it complains about. */
static int
ReportDepth(const Report *report)
{
	int			depth = 0;
	ListCell   *cell;

	foreach(cell, report->errors)
		depth = Max(depth, ((ReportError *) lfirst(cell))->depth);
	return depth;
}

void
ReportBranches(Walk *walk, const Applicator *applicator, const ValueRef *value)
{
	Report	   *report = walk->report;
	Report		best = {NIL, 0, false, 0};
	int			best_depth = -1;
	int			count = applicator->count;
	const int  *branches = NULL;
	int			i;

	/* what the document itself says that it is */
	if (applicator->dispatch != NULL && value->kind == VALUE_OBJECT)
		branches = DispatchBranches(applicator->dispatch, value, &count);
	if (count == 0)
	{
		branches = NULL;
		count = applicator->count;
	}

	/* the last row is for the count */
	if (report->annotates || list_length(report->errors) + 1 >= report->max_errors)
		return;
	for (i = 0; i < count; i++)
	{
		Report		branch = {
			NIL, report->max_errors - list_length(report->errors) - 1, false, report->bytes
		};
		int			depth;

		walk->report = &branch;
		WalkNode(walk, applicator->nodes[branches != NULL ? branches[i] : i], value, NULL);
		walk->report = report;
		depth = ReportDepth(&branch);
		if (depth > best_depth ||
			(depth == best_depth && list_length(branch.errors) < list_length(best.errors)))
		{
			best = branch;
			best_depth = depth;
		}
	}
	report->errors = list_concat(report->errors, best.errors);
	report->bytes = Max(report->bytes, best.bytes);
}

/* Keywords that say something about a value without checking it. */
static bool
IsAnnotation(const Dialect *dialect, const SchemaNode *node, const ValueRef *member,
			 const ValueRef *value)
{
	const KeywordInfo *info = KeywordFind(dialect, member->key, member->key_length);
	ValueRef	type;

	if (info == NULL)
		return true;
	switch (info->keyword)
	{
		case KEYWORD_TITLE:
		case KEYWORD_DESCRIPTION:
		case KEYWORD_DEFAULT:
		case KEYWORD_DEPRECATED:
		case KEYWORD_READ_ONLY:
		case KEYWORD_WRITE_ONLY:
		case KEYWORD_EXAMPLES:
		case KEYWORD_FORMAT:
			return true;
		case KEYWORD_CONTENT_ENCODING:
		case KEYWORD_CONTENT_MEDIA_TYPE:
			return value->kind == VALUE_STRING;
		case KEYWORD_CONTENT_SCHEMA:
			return value->kind == VALUE_STRING &&
				ValueMember(node->schema, NULL, "contentMediaType", 16, &type);
		default:
			return false;
	}
}

static Jsonb *
ValueToJsonb(const ValueRef *value)
{
	JsonbValue	copy;

	switch (value->kind)
	{
		case VALUE_NULL:
			copy.type = jbvNull;
			break;
		case VALUE_BOOLEAN:
			copy.type = jbvBool;
			copy.val.boolean = value->boolean;
			break;
		case VALUE_NUMBER:
			copy.type = jbvNumeric;
			copy.val.numeric = value->number;
			break;
		case VALUE_STRING:
			copy.type = jbvString;
			copy.val.string.val = (char *) value->string;
			copy.val.string.len = value->length;
			break;
		default:
			return ValueCopy(value);
	}
	return JsonbValueToJsonb(&copy);
}

void
ReportAnnotate(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	const Dialect *dialect = node->source->resource->dialect;
	ValueCursor cursor;
	ValueRef	member;

	if (node->schema == NULL)
		return;
	ValueBegin(node->schema, &cursor);
	while (cursor.index < cursor.count)
	{
		ReportError *entry;

		ValueNextMember(&cursor, NULL, &member);
		if (!IsAnnotation(dialect, node, &member, value) ||
			walk->report->bytes > REPORT_BYTES_MAX)
			continue;
		entry = ReportPlace(walk, node, value, pnstrdup(member.key, member.key_length));
		entry->annotation = ValueToJsonb(&member);
		walk->report->bytes += VARSIZE(entry->annotation);
		walk->report->errors = lappend(walk->report->errors, entry);
	}
}
