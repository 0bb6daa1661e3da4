/*
 * metaschema.c
 *		The metaschemas of the drafts, and the dialects that they describe.
 *
 * The documents lie in metaschema/, as their authors published them; the build
 * turns them into strings.
 */
#include "postgres.h"

#include "jsonschema/metaschema.h"

/* A text and the name of the file that it comes from. */
struct Fragment
{
	const char *name;
	const char *text;
};

#include "jsonschema/metaschemas.h"

#define PREFIX_2019 "https://json-schema.org/draft/2019-09/"
#define PREFIX_2020 "https://json-schema.org/draft/2020-12/"

static const Dialect dialects[] = {
	{DRAFT_4, VOCABULARY_ALL, "http://json-schema.org/draft-04/schema"},
	{DRAFT_6, VOCABULARY_ALL, "http://json-schema.org/draft-06/schema"},
	{DRAFT_7, VOCABULARY_ALL, "http://json-schema.org/draft-07/schema"},
	{DRAFT_2019, VOCABULARY_ALL & ~VOCABULARY_FORMAT_ASSERTION, PREFIX_2019 "schema"},
	{DRAFT_2020, VOCABULARY_ALL & ~VOCABULARY_FORMAT_ASSERTION, PREFIX_2020 "schema"},
};

static const struct
{
	const char *name;
	int			draft;
}			drafts[] = {
	{"draft4", DRAFT_4},
	{"draft6", DRAFT_6},
	{"draft7", DRAFT_7},
	{"2019-09", DRAFT_2019},
	{"2020-12", DRAFT_2020},
};

static const struct
{
	const char *uri;
	const char *file;
}			documents[] = {
	{"http://json-schema.org/draft-04/schema", "draft4.json"},
	{"http://json-schema.org/draft-06/schema", "draft6.json"},
	{"http://json-schema.org/draft-07/schema", "draft7.json"},
	{PREFIX_2019 "schema", "2019-09.json"},
	{PREFIX_2019 "meta/core", "2019-09-core.json"},
	{PREFIX_2019 "meta/applicator", "2019-09-applicator.json"},
	{PREFIX_2019 "meta/validation", "2019-09-validation.json"},
	{PREFIX_2019 "meta/meta-data", "2019-09-meta-data.json"},
	{PREFIX_2019 "meta/format", "2019-09-format.json"},
	{PREFIX_2019 "meta/content", "2019-09-content.json"},
	{PREFIX_2020 "schema", "2020-12.json"},
	{PREFIX_2020 "meta/core", "2020-12-core.json"},
	{PREFIX_2020 "meta/applicator", "2020-12-applicator.json"},
	{PREFIX_2020 "meta/unevaluated", "2020-12-unevaluated.json"},
	{PREFIX_2020 "meta/validation", "2020-12-validation.json"},
	{PREFIX_2020 "meta/meta-data", "2020-12-meta-data.json"},
	{PREFIX_2020 "meta/format-annotation", "2020-12-format-annotation.json"},
	{PREFIX_2020 "meta/format-assertion", "2020-12-format-assertion.json"},
	{PREFIX_2020 "meta/content", "2020-12-content.json"},
};

static const struct
{
	const char *uri;
	int			vocabulary;
}			vocabularies[] = {
	{PREFIX_2019 "vocab/core", VOCABULARY_CORE},
	{PREFIX_2019 "vocab/applicator", VOCABULARY_APPLICATOR | VOCABULARY_UNEVALUATED},
	{PREFIX_2019 "vocab/validation", VOCABULARY_VALIDATION},
	{PREFIX_2019 "vocab/meta-data", VOCABULARY_META_DATA},
	{PREFIX_2019 "vocab/format", VOCABULARY_FORMAT},
	{PREFIX_2019 "vocab/content", VOCABULARY_CONTENT},
	{PREFIX_2020 "vocab/core", VOCABULARY_CORE},
	{PREFIX_2020 "vocab/applicator", VOCABULARY_APPLICATOR},
	{PREFIX_2020 "vocab/unevaluated", VOCABULARY_UNEVALUATED},
	{PREFIX_2020 "vocab/validation", VOCABULARY_VALIDATION},
	{PREFIX_2020 "vocab/meta-data", VOCABULARY_META_DATA},
	{PREFIX_2020 "vocab/format-annotation", VOCABULARY_FORMAT},
	{PREFIX_2020 "vocab/format-assertion", VOCABULARY_FORMAT_ASSERTION},
	{PREFIX_2020 "vocab/content", VOCABULARY_CONTENT},
};

const Dialect *
DialectOfMetaschema(const char *uri)
{
	int			i;

	for (i = 0; i < lengthof(dialects); i++)
		if (strcmp(dialects[i].metaschema, uri) == 0)
			return &dialects[i];
	return NULL;
}

const Dialect *
DialectOfDraft(int draft)
{
	int			i;

	for (i = 0; i < lengthof(dialects); i++)
		if (dialects[i].draft == draft)
			return &dialects[i];
	return NULL;
}

int
DraftOfName(const char *name)
{
	int			i;

	for (i = 0; i < lengthof(drafts); i++)
		if (strcmp(drafts[i].name, name) == 0)
			return drafts[i].draft;
	return 0;
}

int
VocabularyOfUri(const char *uri, int length)
{
	int			i;

	for (i = 0; i < lengthof(vocabularies); i++)
		if (strlen(vocabularies[i].uri) == (size_t) length &&
			memcmp(vocabularies[i].uri, uri, length) == 0)
			return vocabularies[i].vocabulary;
	return 0;
}

const char *
MetaschemaText(const char *uri)
{
	int			i;
	int			j;

	for (i = 0; i < lengthof(documents); i++)
	{
		if (strcmp(documents[i].uri, uri) != 0)
			continue;
		for (j = 0; j < lengthof(metaschema_fragments); j++)
			if (strcmp(metaschema_fragments[j].name, documents[i].file) == 0)
				return metaschema_fragments[j].text;
	}
	return NULL;
}
