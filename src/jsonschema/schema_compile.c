/*
 * schema_compile.c
 *		From a schema's text to its program: scan, metaschema, nodes, links.
 */
#include "postgres.h"

#include "utils/datum.h"
#include "utils/memutils.h"

#include "jsonschema/compiler.h"
#include "jsonschema/document.h"
#include "jsonschema/metaschema.h"
#include "jsonschema/report.h"
#include "jsonschema/schema.h"

/* Errors of the metaschema that are looked at, where those of other dialects come first. */
#define GATE_ERRORS_MAX 1000

static Compiler *
MakeCompiler(const char *text, int length, const SchemaOptions *options, MemoryContext parent)
{
	Compiler   *compiler = palloc0(sizeof(Compiler));
	MemoryContext context = AllocSetContextCreate(parent, "market json_schema",
												  ALLOCSET_SMALL_SIZES);
	Jsonb	   *document = DocumentRead(text, length);
	MemoryContext before;

	compiler->text = text;
	compiler->length = length;
	compiler->default_dialect = DialectOfDraft(options->draft > 0 ? options->draft : DRAFT_2020);
	compiler->strict = options->strict;
	compiler->checking = options->is_new;
	compiler->remotes = options->remotes;
	compiler->context = context;

	before = MemoryContextSwitchTo(context);
	compiler->document = (Jsonb *) DatumGetPointer(datumCopy(PointerGetDatum(document), false, -1));
	MemoryContextSwitchTo(before);
	pfree(document);

	compiler->program = CompileAllocate(compiler, sizeof(Program));
	compiler->program->context = context;
	ScanInit(compiler);
	return compiler;
}

/* What the schema itself says about checking formats. */
static FormatMode
ReadFormats(Compiler *compiler)
{
	ValueRef		root;
	ValueRef		value;

	ValueRoot(compiler->document, &root);
	if (root.kind != VALUE_OBJECT ||
		!ValueMember(root.container, NULL, SCHEMA_FORMATS_KEYWORD,
					 strlen(SCHEMA_FORMATS_KEYWORD), &value) ||
		value.kind != VALUE_BOOLEAN)
		return FORMAT_BY_DIALECT;
	return value.boolean ? FORMAT_ASSERT : FORMAT_ANNOTATE;
}

/* The program that checks schemas of a dialect. */
static Program *
MetaschemaProgram(Compiler *compiler, const Dialect *dialect)
{
	SchemaOptions options = {0};

	if (MetaschemaText(dialect->metaschema) != NULL)
		return SchemaOfMetaschema(dialect->metaschema);
	options.draft = dialect->draft;
	options.remotes = compiler->remotes;
	options.used_remotes = &compiler->used_remotes;
	options.root_uri = dialect->metaschema;
	return SchemaCompile(compiler->text, compiler->length, &options, CurrentMemoryContext);
}

/* Does a place lie in a resource of another dialect than the one that is being checked? */
static bool
IsOtherDialect(Compiler *compiler, const Resource *checked, const char *pointer)
{
	ListCell   *cell;

	foreach(cell, compiler->resources)
	{
		const Resource *resource = lfirst(cell);
		StringInfoData path;

		if (resource->is_foreign || resource->dialect == checked->dialect ||
			resource->root == NULL)
			continue;
		initStringInfo(&path);
		SourcePointer(&path, resource->source, false);
		if (strncmp(pointer, path.data, path.len) == 0 &&
			(pointer[path.len] == '\0' || pointer[path.len] == '/'))
			return true;
	}
	return false;
}

/* The place of a report's first error in the document. */
static char *
PlaceOf(const StringInfoData *base, const Report *report)
{
	return psprintf("%s%s", base->data,
					((ReportError *) linitial(report->errors))->instance_path);
}

/* Check a resource of the document by the metaschema of its dialect. */
static void
CheckResource(Compiler *compiler, const Resource *resource, const ValueRef *value)
{
	Program    *program = MetaschemaProgram(compiler, resource->dialect);
	StringInfoData base;
	Report		report = {NIL, REPORT_FIRST_ERRORS, false, 0};
	ListCell   *cell;

	if (WalkRun(program, value, compiler->length, NULL))
		return;
	initStringInfo(&base);
	SourcePointer(&base, resource->source, false);
	WalkRun(program, value, compiler->length, &report);
	if (report.errors != NIL && IsOtherDialect(compiler, resource, PlaceOf(&base, &report)))
	{
		report = (Report) {NIL, GATE_ERRORS_MAX, false, 0};
		WalkRun(program, value, compiler->length, &report);
	}
	foreach(cell, report.errors)
	{
		ReportError *error = lfirst(cell);
		char	   *pointer = psprintf("%s%s", base.data, error->instance_path);

		if (!IsOtherDialect(compiler, resource, pointer))
			CompileRefuseAt(compiler, pointer, error->message);
	}
}

/* Check the document by its metaschema, and its parts of other dialects by theirs. */
static void
CheckDocument(Compiler *compiler, const Resource *root)
{
	int			count = list_length(compiler->resources);
	ValueRef		value;
	int			i;

	ValueRoot(compiler->document, &value);
	CheckResource(compiler, root, &value);
	for (i = 0; i < count; i++)
	{
		const Resource *resource = list_nth(compiler->resources, i);

		if (resource->is_foreign || resource->root == NULL || resource->dialect == root->dialect)
			continue;
		memset(&value, 0, sizeof(value));
		value.kind = VALUE_OBJECT;
		value.container = resource->root;
		CheckResource(compiler, resource, &value);
	}
}

/* Compile what no reference reaches too, so that its faults are found. */
static void
CompileAll(Compiler *compiler)
{
	int			i;

	for (i = 0; i < list_length(compiler->scanned); i++)
		CompilePlace(compiler, list_nth(compiler->scanned, i));
	CompileQueue(compiler);
}

/* Add a URI to a list that does not have it. */
static List *
AddUri(List *uris, const char *uri)
{
	ListCell   *cell;

	foreach(cell, uris)
		if (strcmp(lfirst(cell), uri) == 0)
			return uris;
	return lappend(uris, pstrdup(uri));
}

Program *
SchemaCompile(const char *text, int length, const SchemaOptions *options, MemoryContext parent)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext,
												  "market json_schema compiler",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext before = MemoryContextSwitchTo(scratch);
	/* an error leaves the program to the scratch context */
	Compiler   *compiler = MakeCompiler(text, length, options, scratch);
	Program    *program = compiler->program;
	Place	   *root = ScanDocument(compiler, compiler->document, "", compiler->default_dialect);

	program->resource = root->resource;
	compiler->formats = ReadFormats(compiler);
	if (options->is_new)
		CheckDocument(compiler, root->resource);
	if (options->root_uri != NULL)
	{
		root = ResolveDocument(compiler, options->root_uri);
		if (root == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid JSON Schema: its metaschema \"%s\" has another URI",
							options->root_uri)));
	}

	program->root = CompilePlace(compiler, root);
	CompileQueue(compiler);
	if (options->is_new)
		CompileAll(compiler);
	LinkDynamic(compiler);
	LinkProgram(compiler);

	MemoryContextSwitchTo(before);
	if (options->used_remotes != NULL)
	{
		ListCell   *cell;

		foreach(cell, compiler->used_remotes)
			*options->used_remotes = AddUri(*options->used_remotes, lfirst(cell));
	}
	MemoryContextSetParent(program->context, parent);
	MemoryContextDelete(scratch);
	return program;
}
