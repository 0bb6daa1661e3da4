/*
 * compat.h
 *		Differences between PostgreSQL 15 and its successors, all in one place.
 */
#ifndef MARKET_COMPAT_H
#define MARKET_COMPAT_H

#include "fmgr.h"

/* may a role execute a function? */
#if PG_VERSION_NUM >= 160000
#define FunctionAclCheck(function, role) \
	object_aclcheck(ProcedureRelationId, function, role, ACL_EXECUTE)
#else
#define FunctionAclCheck(function, role) pg_proc_aclcheck(function, role, ACL_EXECUTE)
#endif

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else

/*
 * Type input functions report bad text with ereturn(), which 16 turns into a
 * soft error where the caller asks for one.  15 always raises.
 */
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#endif

/* 18 has a word of its own for functions that do not return, and not this one */
#ifndef pg_attribute_noreturn
#define pg_attribute_noreturn() __attribute__((noreturn))
#endif

/* what pg_b64_encode() and pg_b64_decode() take for bytes */
#if PG_VERSION_NUM >= 180000
typedef uint8 Base64Byte;
#else
typedef char Base64Byte;
#endif

#if PG_VERSION_NUM >= 180000
#define MARKET_MODULE_MAGIC(module, number) PG_MODULE_MAGIC_EXT(.name = module, .version = number)
#else
#define MARKET_MODULE_MAGIC(module, number) PG_MODULE_MAGIC
#endif

#endif							/* MARKET_COMPAT_H */
