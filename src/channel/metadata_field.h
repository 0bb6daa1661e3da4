/*
 * metadata_field.h
 *		Checking the fields of a metadata document against a table of rules.
 *
 * A document is described by constant tables of MetadataField.  The walk visits
 * the fields in the order of the table, so that the order of the table is the
 * order in which errors are found.
 */
#ifndef MARKET_METADATA_FIELD_H
#define MARKET_METADATA_FIELD_H

#include "type/address.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

/* One value of a document, and where it stands. */
typedef struct MetadataNode
{
	const struct MetadataNode *parent;	/* NULL at the root */
	const char *document;		/* "organization" or "service", for messages */
	const char *name;			/* of the field; NULL for an item of a list */
	int			name_length;	/* bytes */
	int			index;			/* of the item */
	JsonbValue	value;
} MetadataNode;

/* The form of a value. */
typedef enum MetadataKind
{
	METADATA_ANY = 0,
	METADATA_TEXT,
	METADATA_BOOLEAN,
	METADATA_NUMBER,
	METADATA_INTEGER,			/* minimum .. 2^63 - 1, not below 0 */
	METADATA_AMOUNT,			/* an integer from 0 to 2^256 - 1 */
	METADATA_ADDRESS,			/* text, with a valid checksum when in mixed case */
	METADATA_URL,				/* text, http or https */
	METADATA_OBJECT,
	METADATA_LIST
} MetadataKind;

/* A further rule for a value whose form is right; "reader" collects results. */
typedef void (*MetadataRule) (const MetadataNode *node, void *reader);

/* What a field must look like; a table ends with a field without a name. */
typedef struct MetadataField
{
	const char *name;
	MetadataKind kind;
	bool		required;
	int			minimum;		/* characters of a text, items of a list, value of an integer */
	int			maximum;		/* characters of a text, items of a list; 0 for no limit */
	const char *const *choices; /* the texts that are allowed, closed by NULL */
	MetadataKind item;			/* what a list holds */
	const struct MetadataField *fields; /* of an object, or of each object in a list */
	MetadataRule item_rule;		/* called for each item of a list, after its fields */
	MetadataRule rule;			/* called last */
	MetadataRule absent_rule;	/* called with the empty place when there is no such field */
	const char *hint;			/* what a valid value looks like */
} MetadataField;

/* Make the node of a whole document; refuses a document that is no object. */
extern void MetadataRoot(MetadataNode *root, Jsonb *metadata, const char *document);

/* Find a field; fills "member" with its place even when there is none. */
extern bool MetadataMember(const MetadataNode *object, const char *name, MetadataNode *member);

/* The number of items in a list, and one of them. */
extern int	MetadataLength(const MetadataNode *list);
extern void MetadataItem(const MetadataNode *list, int index, MetadataNode *item);

/* Check the fields of an object in the order of the table. */
extern void MetadataCheckFields(const MetadataNode *object, const MetadataField *fields,
								void *reader);

/* Check the form of one value: what MetadataCheckFields does with each. */
extern void MetadataCheckValue(const MetadataNode *node, const MetadataField *field,
							   void *reader);

/* Refuse the first field that the table does not name. */
extern void MetadataCheckUnknown(const MetadataNode *object, const MetadataField *fields,
								 const char *hint);

/* Values whose form has been checked; results are in the current memory context. */
extern char *MetadataText(const MetadataNode *node);
extern bool MetadataTextEquals(const MetadataNode *node, const char *text);
extern bool MetadataBoolean(const MetadataNode *node);
extern int64 MetadataInteger(const MetadataNode *node);
extern Numeric MetadataAmount(const MetadataNode *node);
extern void MetadataAddress(const MetadataNode *node, Address *address);

/*
 * Read a group id: the base64 text of 32 bytes, padded, without blanks, and the
 * only such text for these bytes.  Refuses any other.
 * Source: RFC 4648, section 4, and section 3.5 on canonical encodings.
 */
extern void MetadataGroupId(const MetadataNode *node, uint8 *group_id32);

/* The text of a node or the given one, shortened and quoted for a message. */
extern char *MetadataQuote(const MetadataNode *node);
extern char *MetadataQuoteText(const char *text);

/*
 * Raise MK134: "At <path>: <reason>."
 *
 * In:	hint: what a valid value looks like, or NULL
 *		reason: a format, not capitalised and without a full stop
 */
_Noreturn extern void MetadataRefuse(const MetadataNode *node, const char *hint,
									 const char *reason,...)
			pg_attribute_printf(3, 4);

/* Raise 54000: the list at a node is longer than "maximum" in all. */
_Noreturn extern void MetadataTooMany(const MetadataNode *node, const char *things,
									  int maximum);

#endif							/* MARKET_METADATA_FIELD_H */
