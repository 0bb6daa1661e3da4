/*
 * value.h
 *		A JSON value where it stands in a jsonb, read without copying.
 *
 * The functions are inline because a validation does little else than read values.
 */
#ifndef MARKET_JSONSCHEMA_VALUE_H
#define MARKET_JSONSCHEMA_VALUE_H

#include "postgres.h"

#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "core/compat.h"

typedef enum ValueKind
{
	VALUE_NULL,
	VALUE_BOOLEAN,
	VALUE_NUMBER,
	VALUE_STRING,
	VALUE_ARRAY,
	VALUE_OBJECT
} ValueKind;

typedef struct ValueRef
{
	ValueKind	kind;
	bool		boolean;
	int			length;			/* bytes of a string or container */
	union
	{
		const char *string;		/* not closed by a zero byte, and may hold some */
		Numeric		number;
		const JsonbContainer *container;
	};

	/* where it stands: a member has a key, an item an index, the root no parent */
	const struct ValueRef *parent;
	const char *key;			/* NULL for an item */
	int			key_length;		/* bytes */
	int			index;			/* of an item, and of a member among the sorted keys */
} ValueRef;

/* Members or items, one after the other. */
typedef struct ValueCursor
{
	const JsonbContainer *container;
	const char *base;			/* what offsets count from */
	int			count;			/* members or items */
	int			index;			/* of the next one */
	uint32		key_offset;
	uint32		offset;			/* of the next value */
} ValueCursor;

/* Read the value of an entry whose content begins at an offset from "base". */
static inline void
ValueRead(JEntry entry, const char *base, uint32 offset, uint32 length, ValueRef *value)
{
	uint32		type = entry & JENTRY_TYPEMASK;

	/* in the order of their frequency */
	if (type == JENTRY_ISSTRING)
	{
		value->kind = VALUE_STRING;
		value->string = base + offset;
		value->length = length;
	}
	else if (type == JENTRY_ISNUMERIC)
	{
		value->kind = VALUE_NUMBER;
		value->number = (Numeric) (base + INTALIGN(offset));
	}
	else if (type == JENTRY_ISCONTAINER)
	{
		value->container = (const JsonbContainer *) (base + INTALIGN(offset));
		value->length = length - (INTALIGN(offset) - offset);
		value->kind = JsonContainerIsArray(value->container) ? VALUE_ARRAY : VALUE_OBJECT;
	}
	else if (type == JENTRY_ISNULL)
		value->kind = VALUE_NULL;
	else
	{
		value->kind = VALUE_BOOLEAN;
		value->boolean = type == JENTRY_ISBOOL_TRUE;
	}
}

/* The length of an entry's content, and the offset behind it. */
static inline uint32
ValueEntryLength(JEntry entry, uint32 offset)
{
	return JBE_HAS_OFF(entry) ? JBE_OFFLENFLD(entry) - offset : JBE_OFFLENFLD(entry);
}

/* The bytes of an object's keys, behind which its values begin. */
static inline uint32
ValueKeysLength(const JsonbContainer *object, int count)
{
	uint32		length = 0;
	int			i;

	/* some entries hold the offset of their end instead */
	for (i = count - 1; i >= 0; i--)
	{
		JEntry		key = object->children[i];

		length += JBE_OFFLENFLD(key);
		if (JBE_HAS_OFF(key))
			break;
	}
	return length;
}

/* Begin with the first item of an array or member of an object. */
static inline void
ValueBegin(const JsonbContainer *container, ValueCursor *cursor)
{
	int			count = JsonContainerSize(container);

	cursor->container = container;
	cursor->count = count;
	cursor->index = 0;
	cursor->key_offset = 0;
	cursor->offset = 0;
	if (JsonContainerIsObject(container))
	{
		cursor->base = (const char *) &container->children[2 * count];
		cursor->offset = ValueKeysLength(container, count);
	}
	else
		cursor->base = (const char *) &container->children[count];
}

/* Read the next item; there must be one. */
static inline void
ValueNextItem(ValueCursor *cursor, const ValueRef *parent, ValueRef *value)
{
	JEntry		entry = cursor->container->children[cursor->index];
	uint32		length = ValueEntryLength(entry, cursor->offset);

	ValueRead(entry, cursor->base, cursor->offset, length, value);
	value->parent = parent;
	value->key = NULL;
	value->index = cursor->index++;
	cursor->offset += length;
}

/* Read the next member, key and value; there must be one.  Keys come in jsonb's order. */
static inline void
ValueNextMember(ValueCursor *cursor, const ValueRef *parent, ValueRef *value)
{
	JEntry		key = cursor->container->children[cursor->index];
	JEntry		entry = cursor->container->children[cursor->count + cursor->index];
	uint32		length = ValueEntryLength(entry, cursor->offset);

	value->key = cursor->base + cursor->key_offset;
	value->key_length = ValueEntryLength(key, cursor->key_offset);
	cursor->key_offset += value->key_length;

	ValueRead(entry, cursor->base, cursor->offset, length, value);
	value->parent = parent;
	value->index = cursor->index++;
	cursor->offset += length;
}

/* Are two byte strings of one length equal?  Most are keys, and short. */
static inline bool
ValueSameBytes(const char *a, const char *b, int length)
{
	uint64		left;
	uint64		right;
	uint32		left_half;
	uint32		right_half;

	if (length > 16)
		return memcmp(a, b, length) == 0;
	if (length >= 8)
	{
		/* the first and the last eight bytes, which may overlap */
		memcpy(&left, a, 8);
		memcpy(&right, b, 8);
		if (left != right)
			return false;
		memcpy(&left, a + length - 8, 8);
		memcpy(&right, b + length - 8, 8);
		return left == right;
	}
	if (length >= 4)
	{
		memcpy(&left_half, a, 4);
		memcpy(&right_half, b, 4);
		if (left_half != right_half)
			return false;
		memcpy(&left_half, a + length - 4, 4);
		memcpy(&right_half, b + length - 4, 4);
		return left_half == right_half;
	}
	return length == 0 ||
		(a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

/* The order of keys in a jsonb object: shorter ones first, then by bytes. */
static inline int
ValueCompareKeys(const char *a, int a_length, const char *b, int b_length)
{
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return ValueSameBytes(a, b, a_length) ? 0 : memcmp(a, b, a_length);
}

static inline bool
ValueIsString(const ValueRef *value, const char *text)
{
	return value->kind == VALUE_STRING && value->length == (int) strlen(text) &&
		memcmp(value->string, text, value->length) == 0;
}

/* Read the whole of a jsonb, whose root may be a scalar. */
extern void ValueRoot(Jsonb *jsonb, ValueRef *value);

/* Find a member of an object; returns false when there is none. */
extern bool ValueMember(const JsonbContainer *object, const ValueRef *parent,
						const char *key, int key_length, ValueRef *value);

/* Read an item of an array; returns false when the array is shorter. */
extern bool ValueItem(const JsonbContainer *array, const ValueRef *parent, int index,
					  ValueRef *value);

/* Copy an object or array into a jsonb of its own. */
extern Jsonb *ValueCopy(const ValueRef *value);

/*
 * Equality of JSON: numbers by value, so that 1 is 1.0, objects without order.
 */
extern bool ValueEqual(const ValueRef *a, const ValueRef *b);

/* A hash that is the same for equal values. */
extern uint32 ValueHash(const ValueRef *value);

/* Append a JSON Pointer to a value, from the root down. */
extern void ValuePointer(StringInfo out, const ValueRef *value);

/* Append one segment of a JSON Pointer, with its slash. */
extern void ValuePointerSegment(StringInfo out, const char *segment, int length);

/* Text for a message: JSON, cut short when it is long. */
extern char *ValueText(const ValueRef *value);

#endif							/* MARKET_JSONSCHEMA_VALUE_H */
