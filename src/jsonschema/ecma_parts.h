/*
 * ecma_parts.h
 *		What the files of the translator share.
 */
#ifndef MARKET_JSONSCHEMA_ECMA_PARTS_H
#define MARKET_JSONSCHEMA_ECMA_PARTS_H

#include "jsonschema/ecma.h"
#include "jsonschema/utf8.h"

/* The name of a group. */
typedef struct EcmaName
{
	const char *text;
	size_t		length;
	uint32_t	group;			/* its number, from 1 */
} EcmaName;

/* The state of one translation. */
typedef struct EcmaReader
{
	Scan		scan;			/* what is left of the text */
	const char *text;			/* its start */
	char	   *output;
	size_t		capacity;
	EcmaPattern *pattern;		/* its length is where output goes on */
	int			depth;			/* of groups, here */
	uint32_t	groups;			/* that capture, in the whole text */
	int			name_count;
	EcmaName	names[ECMA_NAMES_MAX];
} EcmaReader;

/* What an escape stands for. */
typedef enum EcmaEscape
{
	ECMA_CHARACTER,				/* one character */
	ECMA_SURROGATE,				/* half of a pair: no text in UTF-8 holds it */
	ECMA_CLASS,					/* a set of characters, written to output */
	ECMA_FAULT					/* it is none */
} EcmaEscape;

/* Note the first fault; returns false. */
extern bool EcmaFail(EcmaReader *reader, const char *place, const char *fault);

/* Write text that is closed by a zero byte. */
extern void EcmaPut(EcmaReader *reader, const char *text);

/* Write a character so that it stands for itself, in a class or outside. */
extern void EcmaPutCharacter(EcmaReader *reader, uint32_t code);

/* Write a number in decimal digits. */
extern void EcmaPutNumber(EcmaReader *reader, uint32_t number);

/*
 * ecma_class.c: read what follows a backslash, other than assertions and back
 * references.  A class is written as members of a bracketed class when in_class.
 */
extern EcmaEscape EcmaReadEscape(EcmaReader *reader, bool in_class, uint32_t *code);

/* Read a bracketed class, behind its opening bracket. */
extern bool EcmaReadClass(EcmaReader *reader);

/*
 * ecma_property.c: read "{Name}" or "{Name=Value}" and write the property, negated
 * or not.
 */
extern bool EcmaReadProperty(EcmaReader *reader, bool negated);

/* What is written for no character and for any. */
#define ECMA_NOTHING "[^\\x{0}-\\x{10ffff}]"
#define ECMA_ANYTHING "[\\x{0}-\\x{10ffff}]"

#endif							/* MARKET_JSONSCHEMA_ECMA_PARTS_H */
