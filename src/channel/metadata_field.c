/*
 * metadata_field.c
 *		Checking the fields of a metadata document against a table of rules.
 *
 * The walk recurses as deep as the tables nest, never as deep as a document
 * does: what no table describes is not entered.
 */
#include "postgres.h"

#include "channel/metadata.h"
#include "channel/metadata_field.h"
#include "common/base64.h"
#include "core/errors.h"
#include "kernel/addresstext.h"
#include "kernel/uint256.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/builtins.h"

/* how much of a document's own text a message repeats, in bytes */
#define METADATA_QUOTE_LENGTH 64

#define GROUP_ID_CHARACTERS 44

/* Shorten a text for a message, between two characters. */
static char *
MetadataClip(const char *text, int length)
{
	int			clipped = pg_mbcliplen(text, length, METADATA_QUOTE_LENGTH);

	return psprintf("%.*s%s", clipped, text, clipped < length ? "..." : "");
}

/*
 * Write a field's name as a segment of a JSON Pointer.
 * Source: RFC 6901, section 3.
 */
static char *
MetadataSegment(const char *name, int length)
{
	char	   *clipped = MetadataClip(name, length);
	StringInfoData segment;

	initStringInfo(&segment);
	for (; *clipped != '\0'; clipped++)
	{
		if (*clipped == '~')
			appendStringInfoString(&segment, "~0");
		else if (*clipped == '/')
			appendStringInfoString(&segment, "~1");
		else
			appendStringInfoChar(&segment, *clipped);
	}
	return segment.data;
}

/* Write where a node stands. */
static char *
MetadataPath(const MetadataNode *node)
{
	char	   *path = "";

	if (node->parent == NULL)
		return "the top level";

	for (; node->parent != NULL; node = node->parent)
	{
		if (node->name != NULL)
			path = psprintf("/%s%s", MetadataSegment(node->name, node->name_length), path);
		else
			path = psprintf("/%d%s", node->index, path);
	}
	return path;
}

void
MetadataRefuse(const MetadataNode *node, const char *hint, const char *reason,...)
{
	StringInfoData text;

	initStringInfo(&text);
	for (;;)
	{
		va_list		arguments;
		int			needed;

		va_start(arguments, reason);
		needed = appendStringInfoVA(&text, reason, arguments);
		va_end(arguments);
		if (needed == 0)
			break;
		enlargeStringInfo(&text, needed);
	}

	ereport(ERROR,
			(errcode(ERRCODE_MARKET_METADATA_NOT_VALID),
			 errmsg("%s metadata is not valid", node->document),
			 errdetail("At %s: %s.", MetadataPath(node), text.data),
			 hint != NULL ? errhint("%s", hint) : 0));
	pg_unreachable();
}

void
MetadataTooMany(const MetadataNode *node, const char *things, int maximum)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("%s metadata has too many %s", node->document, things),
			 errdetail("At %s: at most %d are allowed in one document.",
					   MetadataPath(node), maximum)));
	pg_unreachable();
}

void
MetadataRoot(MetadataNode *root, Jsonb *metadata, const char *document)
{
	memset(root, 0, sizeof(*root));
	root->document = document;
	root->value.type = jbvBinary;
	root->value.val.binary.data = &metadata->root;
	root->value.val.binary.len = VARSIZE(metadata) - VARHDRSZ;

	if (!JB_ROOT_IS_OBJECT(metadata))
		MetadataRefuse(root, NULL, "the document must be an object");
}

bool
MetadataMember(const MetadataNode *object, const char *name, MetadataNode *member)
{
	memset(member, 0, sizeof(*member));
	member->parent = object;
	member->document = object->document;
	member->name = name;
	member->name_length = strlen(name);

	return getKeyJsonValueFromContainer(object->value.val.binary.data, name,
										member->name_length, &member->value) != NULL;
}

int
MetadataLength(const MetadataNode *list)
{
	return JsonContainerSize(list->value.val.binary.data);
}

void
MetadataItem(const MetadataNode *list, int index, MetadataNode *item)
{
	JsonbValue *value;

	memset(item, 0, sizeof(*item));
	item->parent = list;
	item->document = list->document;
	item->index = index;

	value = getIthJsonbValueFromContainer(list->value.val.binary.data, index);
	if (value == NULL)
		elog(ERROR, "metadata list has no item %d", index);
	item->value = *value;
	pfree(value);
}

char *
MetadataText(const MetadataNode *node)
{
	return pnstrdup(node->value.val.string.val, node->value.val.string.len);
}

bool
MetadataTextEquals(const MetadataNode *node, const char *text)
{
	size_t		length = strlen(text);

	return (size_t) node->value.val.string.len == length &&
		memcmp(node->value.val.string.val, text, length) == 0;
}

char *
MetadataQuoteText(const char *text)
{
	return psprintf("\"%s\"", MetadataClip(text, strlen(text)));
}

char *
MetadataQuote(const MetadataNode *node)
{
	return psprintf("\"%s\"", MetadataClip(node->value.val.string.val,
										   node->value.val.string.len));
}

bool
MetadataBoolean(const MetadataNode *node)
{
	return node->value.val.boolean;
}

/* The value of an integer from 0 to 2^63 - 1; false for any other number. */
static bool
MetadataReadInteger(const MetadataNode *node, int64 *integer)
{
	Numeric		number = node->value.val.numeric;
	uint8		number32[UINT256_SIZE];
	uint64		value = 0;
	int			i;

	if (!NumericIsUint256(number))
		return false;

	NumericToUint256(number, "number", number32);
	for (i = 0; i < UINT256_SIZE; i++)
	{
		if (value > (uint64) PG_INT64_MAX >> 8)
			return false;
		value = value << 8 | number32[i];
	}
	*integer = (int64) value;
	return true;
}

int64
MetadataInteger(const MetadataNode *node)
{
	int64		integer;

	if (!MetadataReadInteger(node, &integer))
		elog(ERROR, "metadata integer was not checked");
	return integer;
}

Numeric
MetadataAmount(const MetadataNode *node)
{
	uint8		number32[UINT256_SIZE];

	/* through the bytes, so that 100.0 comes back as 100 */
	NumericToUint256(node->value.val.numeric, "price", number32);
	return Uint256ToNumeric(number32);
}

void
MetadataAddress(const MetadataNode *node, Address *address)
{
	static const char example[] =
		"An address is \"0x\" and 40 hexadecimal digits, in one case or with its checksum.";

	switch (AddressFromText(node->value.val.string.val, node->value.val.string.len,
							address->bytes))
	{
		case ADDRESS_OK:
			return;
		case ADDRESS_SYNTAX:
			MetadataRefuse(node, example, "%s is not an address", MetadataQuote(node));
		case ADDRESS_CHECKSUM:
			MetadataRefuse(node, example,
						   "the upper and lower case of %s do not match its checksum",
						   MetadataQuote(node));
	}
}

void
MetadataGroupId(const MetadataNode *node, uint8 *group_id32)
{
	char		text[GROUP_ID_CHARACTERS + 1];

	/* void pointers: which of the two arguments holds chars depends on the release */
	if (node->value.val.string.len == GROUP_ID_CHARACTERS &&
		pg_b64_decode(node->value.val.string.val, GROUP_ID_CHARACTERS,
					  (void *) group_id32, GROUP_ID_SIZE) == GROUP_ID_SIZE &&
		pg_b64_encode((void *) group_id32, GROUP_ID_SIZE, text, sizeof(text)) ==
		GROUP_ID_CHARACTERS &&
		memcmp(node->value.val.string.val, text, GROUP_ID_CHARACTERS) == 0)
		return;

	MetadataRefuse(node, "The text has 44 characters, and the last one is \"=\".",
				   "%s is not the base64 text of 32 bytes", MetadataQuote(node));
}

/* Name the form of a value that has another than it should. */
static const char *
MetadataFound(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvNull:
			return "null";
		case jbvString:
			return "text";
		case jbvNumeric:
			return "a number";
		case jbvBool:
			return "a boolean";
		default:
			return JsonContainerIsArray(value->val.binary.data) ? "a list" : "an object";
	}
}

/* Refuse a value of another JSON type than a kind needs. */
static void
MetadataCheckType(const MetadataNode *node, const MetadataField *field)
{
	const JsonbValue *value = &node->value;
	const char *expected = NULL;

	switch (field->kind)
	{
		case METADATA_ANY:
			break;
		case METADATA_TEXT:
		case METADATA_ADDRESS:
		case METADATA_URL:
			expected = value->type == jbvString ? NULL : "text";
			break;
		case METADATA_BOOLEAN:
			expected = value->type == jbvBool ? NULL : "true or false";
			break;
		case METADATA_NUMBER:
		case METADATA_INTEGER:
		case METADATA_AMOUNT:
			expected = value->type == jbvNumeric ? NULL : "a number";
			break;
		case METADATA_OBJECT:
			if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
				expected = "an object";
			break;
		case METADATA_LIST:
			if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data))
				expected = "a list";
			break;
	}

	if (expected != NULL)
		MetadataRefuse(node, field->hint, "it must be %s, not %s", expected,
					   MetadataFound(value));
}

/* Check the length of a text, and that it is one of the choices. */
static void
MetadataCheckText(const MetadataNode *node, const MetadataField *field)
{
	int			characters = pg_mbstrlen_with_len(node->value.val.string.val,
												  node->value.val.string.len);
	StringInfoData list;
	int			i;

	if (characters < field->minimum)
		MetadataRefuse(node, field->hint, "it must not be empty");
	if (field->maximum > 0 && characters > field->maximum)
		MetadataRefuse(node, field->hint, "it has %d characters, and may have %d",
					   characters, field->maximum);
	if (field->choices == NULL)
		return;

	initStringInfo(&list);
	for (i = 0; field->choices[i] != NULL; i++)
	{
		if (MetadataTextEquals(node, field->choices[i]))
			return;
		appendStringInfo(&list, "%s\"%s\"", i > 0 ? ", " : "", field->choices[i]);
	}
	MetadataRefuse(node, field->hint, i > 1 ? "%s is none of %s" : "%s is not %s",
				   MetadataQuote(node), list.data);
}

/* Check that a text begins like a web address and has a host and no blanks. */
static void
MetadataCheckUrl(const MetadataNode *node)
{
	static const char *const schemes[] = {"http://", "https://"};
	const char *text = node->value.val.string.val;
	int			length = node->value.val.string.len;
	bool		valid = false;
	int			i;

	for (i = 0; i < (int) lengthof(schemes); i++)
	{
		int			scheme = strlen(schemes[i]);

		if (length > scheme && pg_strncasecmp(text, schemes[i], scheme) == 0)
			valid = strchr("/:?#", text[scheme]) == NULL;
	}
	for (i = 0; i < length; i++)
		valid = valid && (unsigned char) text[i] > ' ' && text[i] != 0x7f;

	if (!valid)
		MetadataRefuse(node, "A URL is for example \"https://example.com:7000\".",
					   "%s is not an http or https URL", MetadataQuote(node));
}

/* Check the length of a list and each of its items. */
static void
MetadataCheckList(const MetadataNode *node, const MetadataField *field, void *reader)
{
	MetadataField item_field = {0};
	int			length = MetadataLength(node);
	int			i;

	item_field.kind = field->item;
	item_field.fields = field->fields;
	item_field.rule = field->item_rule;

	if (length < field->minimum)
		MetadataRefuse(node, field->hint, "the list must not be empty");
	if (field->maximum > 0 && length > field->maximum)
		MetadataTooMany(node, field->name, field->maximum);

	for (i = 0; i < length; i++)
	{
		MetadataNode item;

		CHECK_FOR_INTERRUPTS();
		MetadataItem(node, i, &item);
		MetadataCheckValue(&item, &item_field, reader);
	}
}

void
MetadataCheckValue(const MetadataNode *node, const MetadataField *field, void *reader)
{
	Address		address;
	int64		integer;

	MetadataCheckType(node, field);
	switch (field->kind)
	{
		case METADATA_TEXT:
			MetadataCheckText(node, field);
			break;
		case METADATA_ANY:
		case METADATA_BOOLEAN:
		case METADATA_NUMBER:
			break;
		case METADATA_INTEGER:
			if (!MetadataReadInteger(node, &integer) || integer < field->minimum)
				MetadataRefuse(node, field->hint, "it must be an integer from %d to 2^63 - 1",
							   field->minimum);
			break;
		case METADATA_AMOUNT:
			if (!NumericIsUint256(node->value.val.numeric))
				MetadataRefuse(node, field->hint, "it must be an integer from 0 to 2^256 - 1");
			break;
		case METADATA_ADDRESS:
			MetadataAddress(node, &address);
			break;
		case METADATA_URL:
			MetadataCheckUrl(node);
			break;
		case METADATA_OBJECT:
			if (field->fields != NULL)
				MetadataCheckFields(node, field->fields, reader);
			break;
		case METADATA_LIST:
			MetadataCheckList(node, field, reader);
			break;
	}

	if (field->rule != NULL)
		field->rule(node, reader);
}

void
MetadataCheckFields(const MetadataNode *object, const MetadataField *fields, void *reader)
{
	const MetadataField *field;

	for (field = fields; field->name != NULL; field++)
	{
		MetadataNode member;

		if (MetadataMember(object, field->name, &member))
			MetadataCheckValue(&member, field, reader);
		else if (field->required)
			MetadataRefuse(&member, field->hint, "the field is missing");
		else if (field->absent_rule != NULL)
			field->absent_rule(&member, reader);
	}
}

void
MetadataCheckUnknown(const MetadataNode *object, const MetadataField *fields, const char *hint)
{
	JsonbIterator *iterator = JsonbIteratorInit(object->value.val.binary.data);
	JsonbValue	key;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		const MetadataField *field = fields;
		MetadataNode member;

		if (token != WJB_KEY)
			continue;

		memset(&member, 0, sizeof(member));
		member.parent = object;
		member.document = object->document;
		member.name = key.val.string.val;
		member.name_length = key.val.string.len;
		member.value = key;

		while (field->name != NULL && !MetadataTextEquals(&member, field->name))
			field++;
		if (field->name == NULL)
			MetadataRefuse(&member, hint, "the field is not known");
	}
}
