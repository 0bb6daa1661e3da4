/*
 * caller.h
 *		Who is calling, what they may do, and the switch to the tables' owner.
 *
 * The caller is the effective user at function entry.  It is neither the
 * session's user nor the owner of some wrapper that PostgreSQL itself runs:
 * code that runs inside a security-restricted operation (ANALYZE of somebody's
 * index expression, for one) is refused.
 */
#ifndef MARKET_CALLER_H
#define MARKET_CALLER_H

#include "postgres.h"
#include "type/address.h"
#include "utils/numeric.h"

typedef struct Caller
{
	Oid			role;			/* who called */
	int			security_context;	/* to go back to */
} Caller;

/*
 * Enter a function of the market: note the caller, refuse a
 * security-restricted operation (42501) and a database without the market's
 * tables (55000), connect to SPI and go on as the owner of the tables.
 */
extern void CallerEnter(Caller *caller);

/* Leave it again.  On an error the transaction's abort does the same. */
extern void CallerLeave(const Caller *caller);

/* The same with a number to return, copied to the memory of who called us. */
extern Datum CallerLeaveWith(const Caller *caller, MemoryContext context, Numeric number);

/* Only note the caller; for functions that have their own way in. */
extern void CallerNote(Caller *caller);

/* Go on as another role, without the rights of the session; and back. */
extern void CallerBecome(Oid role, Oid *saved_role, int *saved_context);
extern void CallerRestore(Oid saved_role, int saved_context);

/*
 * Go on as the registrant of a handler, within a security-restricted operation;
 * CallerRestore() or the end of the subtransaction goes back.
 */
extern void CallerBecomeRestricted(Oid role);

/*
 * The same, and let entry points of the market accept this role as caller in
 * there, and no other; CallerLendBack() undoes it, also after an error, with
 * what CallerLent() said before.
 */
extern void CallerLend(Oid role);
extern Oid	CallerLent(void);
extern void CallerLendBack(Oid lent);

/*
 * May the caller act for an account?  The roles are those of the account, of
 * market_app, and superusers.
 */
extern bool CallerMayAct(const Caller *caller, const Address *account);

/* Raise 42501 with a hint that names the missing grant unless the caller may act. */
extern void CallerRequireAccount(const Caller *caller, const Address *account);

/* Has the caller the privileges of one of the market's roles, by name? */
extern bool CallerHasRole(const Caller *caller, const char *role);

/* Raise 42501 unless it has. */
extern void CallerRequireRole(const Caller *caller, const char *role);

/* The roles, made by install(). */
#define ROLE_OWNER		"market_owner"
#define ROLE_USER		"market_user"
#define ROLE_APP		"market_app"
#define ROLE_OPERATOR	"market_operator"
#define ROLE_READER		"market_reader"

#endif							/* MARKET_CALLER_H */
