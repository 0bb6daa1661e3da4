/*
 * value.c
 *		A JSON value where it stands in a jsonb: finding, comparing, printing.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/json.h"

#include "jsonschema/number.h"
#include "jsonschema/value.h"

/* Bytes of a value in a message. */
#define VALUE_TEXT_MAX 80


void
ValueRoot(Jsonb *jsonb, ValueRef *value)
{
	ValueCursor cursor;

	if (JB_ROOT_IS_SCALAR(jsonb))
	{
		ValueBegin(&jsonb->root, &cursor);
		ValueNextItem(&cursor, NULL, value);
	}
	else
	{
		value->kind = JB_ROOT_IS_OBJECT(jsonb) ? VALUE_OBJECT : VALUE_ARRAY;
		value->container = &jsonb->root;
		value->length = VARSIZE(jsonb) - VARHDRSZ;
	}
	value->parent = NULL;
	value->key = NULL;
	value->key_length = 0;
	value->index = 0;
}

bool
ValueMember(const JsonbContainer *object, const ValueRef *parent,
			const char *key, int key_length, ValueRef *value)
{
	int			count = JsonContainerSize(object);
	const char *base = (const char *) &object->children[2 * count];
	int			low = 0;
	int			high = count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		uint32		offset = getJsonbOffset(object, middle);
		int			length = getJsonbLength(object, middle);
		int			order = ValueCompareKeys(base + offset, length, key, key_length);

		if (order == 0)
		{
			value->parent = parent;
			value->key = base + offset;
			value->key_length = length;
			value->index = middle;
			ValueRead(object->children[count + middle], base,
					  getJsonbOffset(object, count + middle),
					  getJsonbLength(object, count + middle), value);
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
ValueItem(const JsonbContainer *array, const ValueRef *parent, int index, ValueRef *value)
{
	int			count = JsonContainerSize(array);

	if (index < 0 || index >= count)
		return false;
	value->parent = parent;
	value->key = NULL;
	value->index = index;
	ValueRead(array->children[index], (const char *) &array->children[count],
			  getJsonbOffset(array, index), getJsonbLength(array, index), value);
	return true;
}

Jsonb *
ValueCopy(const ValueRef *value)
{
	Jsonb	   *copy = palloc(VARHDRSZ + value->length);

	Assert(value->kind >= VALUE_ARRAY);
	SET_VARSIZE(copy, VARHDRSZ + value->length);
	memcpy(&copy->root, value->container, value->length);
	return copy;
}

static bool
ValueEqualContainers(const JsonbContainer *a, const JsonbContainer *b)
{
	ValueCursor cursor_a;
	ValueCursor cursor_b;
	bool		is_object = JsonContainerIsObject(a);

	if (JsonContainerSize(a) != JsonContainerSize(b) || is_object != JsonContainerIsObject(b))
		return false;

	check_stack_depth();
	ValueBegin(a, &cursor_a);
	ValueBegin(b, &cursor_b);
	while (cursor_a.index < cursor_a.count)
	{
		ValueRef		value_a;
		ValueRef		value_b;

		if ((cursor_a.index & 1023) == 1023)
			CHECK_FOR_INTERRUPTS();
		if (is_object)
		{
			ValueNextMember(&cursor_a, NULL, &value_a);
			ValueNextMember(&cursor_b, NULL, &value_b);
			if (ValueCompareKeys(value_a.key, value_a.key_length,
								 value_b.key, value_b.key_length) != 0)
				return false;
		}
		else
		{
			ValueNextItem(&cursor_a, NULL, &value_a);
			ValueNextItem(&cursor_b, NULL, &value_b);
		}
		if (!ValueEqual(&value_a, &value_b))
			return false;
	}
	return true;
}

bool
ValueEqual(const ValueRef *a, const ValueRef *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind)
	{
		case VALUE_NULL:
			return true;
		case VALUE_BOOLEAN:
			return a->boolean == b->boolean;
		case VALUE_NUMBER:
			return NumberEqual(a->number, b->number);
		case VALUE_STRING:
			return a->length == b->length && memcmp(a->string, b->string, a->length) == 0;
		default:
			return ValueEqualContainers(a->container, b->container);
	}
}

static uint32
ValueHashContainer(const ValueRef *value)
{
	ValueCursor cursor;
	uint32		hash = value->kind;

	check_stack_depth();
	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count)
	{
		ValueRef		inner;

		if ((cursor.index & 1023) == 1023)
			CHECK_FOR_INTERRUPTS();
		if (value->kind == VALUE_OBJECT)
		{
			ValueNextMember(&cursor, NULL, &inner);
			hash = hash_combine(hash, hash_bytes((const unsigned char *) inner.key,
												 inner.key_length));
		}
		else
			ValueNextItem(&cursor, NULL, &inner);
		hash = hash_combine(hash, ValueHash(&inner));
	}
	return hash;
}

uint32
ValueHash(const ValueRef *value)
{
	switch (value->kind)
	{
		case VALUE_NULL:
			return 1;
		case VALUE_BOOLEAN:
			return value->boolean ? 3 : 2;
		case VALUE_NUMBER:
			return NumberHash(value->number);
		case VALUE_STRING:
			return hash_bytes((const unsigned char *) value->string, value->length);
		default:
			return ValueHashContainer(value);
	}
}

void
ValuePointerSegment(StringInfo out, const char *segment, int length)
{
	int			i;

	appendStringInfoChar(out, '/');
	for (i = 0; i < length; i++)
	{
		if (segment[i] == '~')
			appendStringInfoString(out, "~0");
		else if (segment[i] == '/')
			appendStringInfoString(out, "~1");
		else if (segment[i] == '\0')
			appendStringInfoString(out, "\\u0000");
		else
			appendStringInfoChar(out, segment[i]);
	}
}

void
ValuePointer(StringInfo out, const ValueRef *value)
{
	if (value->parent == NULL)
		return;
	check_stack_depth();
	ValuePointer(out, value->parent);
	if (value->key != NULL)
		ValuePointerSegment(out, value->key, value->key_length);
	else
		appendStringInfo(out, "/%d", value->index);
}

/* Cut a text short between characters. */
static char *
ValueShorten(char *text, int length)
{
	if (length > VALUE_TEXT_MAX)
	{
		length = pg_mbcliplen(text, length, VALUE_TEXT_MAX - 3);
		strcpy(text + length, "...");
	}
	return text;
}

static char *
ValueStringText(const ValueRef *value)
{
	StringInfoData out;
	char	   *copy;
	int			length = value->length;
	int			i;

	/* what would be cut off anyway need not be quoted */
	if (length > VALUE_TEXT_MAX)
		length = pg_mbcliplen(value->string, length, VALUE_TEXT_MAX);
	copy = pnstrdup(value->string, length);
	initStringInfo(&out);
	if (strlen(copy) == (size_t) length)
		escape_json(&out, copy);
	else
	{
		/* zero bytes, which come from json alone */
		appendStringInfoChar(&out, '"');
		for (i = 0; i < length; i++)
			if (value->string[i] == '\0')
				appendStringInfoString(&out, "\\u0000");
			else
				appendStringInfoChar(&out, value->string[i]);
		appendStringInfoChar(&out, '"');
	}
	return ValueShorten(out.data, out.len);
}

char *
ValueText(const ValueRef *value)
{
	StringInfoData out;
	ValueRef		item;
	ValueCursor cursor;

	switch (value->kind)
	{
		case VALUE_NULL:
			return pstrdup("null");
		case VALUE_BOOLEAN:
			return pstrdup(value->boolean ? "true" : "false");
		case VALUE_NUMBER:
			return NumberText(value->number);
		case VALUE_STRING:
			return ValueStringText(value);
		default:
			break;
	}

	/* a few items of something small, or just what it is */
	initStringInfo(&out);
	appendStringInfoChar(&out, value->kind == VALUE_ARRAY ? '[' : '{');
	ValueBegin(value->container, &cursor);
	while (cursor.index < cursor.count && out.len <= VALUE_TEXT_MAX)
	{
		if (cursor.index > 0)
			appendStringInfoString(&out, ", ");
		if (value->kind == VALUE_ARRAY)
			ValueNextItem(&cursor, NULL, &item);
		else
		{
			ValueRef		key = {VALUE_STRING};

			ValueNextMember(&cursor, NULL, &item);
			key.string = item.key;
			key.length = item.key_length;
			appendStringInfo(&out, "%s: ", ValueStringText(&key));
		}
		if (item.kind == VALUE_ARRAY)
			appendStringInfoString(&out, "[...]");
		else if (item.kind == VALUE_OBJECT)
			appendStringInfoString(&out, "{...}");
		else
			appendStringInfoString(&out, ValueText(&item));
	}
	appendStringInfoChar(&out, value->kind == VALUE_ARRAY ? ']' : '}');
	return ValueShorten(out.data, out.len);
}
