/*
 * organization.h
 *		The organizations of the registry, as services see them.
 */
#ifndef MARKET_ORGANIZATION_H
#define MARKET_ORGANIZATION_H

#include "channel/metadata.h"
#include "core/caller.h"
#include "fmgr.h"

/* bytes in the id of an organization or of a service */
#define REGISTRY_ID_MAX 32

/* Who may do something to an organization. */
typedef enum OrganizationRight
{
	ORGANIZATION_OWNER,			/* the owner only */
	ORGANIZATION_MEMBER			/* the owner and every member */
} OrganizationRight;

/*
 * The id of an organization or a service: text of 1 to REGISTRY_ID_MAX bytes.
 *
 * Errors: 22023 when argument n is NULL or has another length.
 * Source: SingularityNET Registry contract, ids of type bytes32.
 */
extern char *ArgumentRegistryId(FunctionCallInfo fcinfo, int n, const char *name);

/*
 * Lock an organization against concurrent changes, and let only those go on who
 * may change it.
 *
 * In:	actor: the account that the caller acts for
 *		right: what the account must be
 * Errors: MK131 when there is no such organization; 42501 when the caller may
 *		not act for the account; MK135 when the account has not the right.
 *
 * Source: SingularityNET Registry contract: organization exists, then the
 * sender's right.
 */
extern void OrganizationRequire(const Caller *caller, const char *organization_id,
								const Address *actor, OrganizationRight right);

/*
 * Let only those go on who own an organization or are its members, without a lock.
 * Errors as above.
 */
extern void OrganizationCheckMember(const Caller *caller, const char *organization_id,
									const Address *actor);

/* Raise MK133 unless there is such a service. */
extern void ServiceRequire(const char *organization_id, const char *service_id);

/*
 * The groups of an organization that the caller holds the lock of, in the
 * current memory context.
 *
 * Out:	count: at least 1
 */
extern OrganizationGroup *OrganizationGroups(const char *organization_id, int *count);

#endif							/* MARKET_ORGANIZATION_H */
