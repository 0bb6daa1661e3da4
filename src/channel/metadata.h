/*
 * metadata.h
 *		The documents that describe organizations and their services.
 *
 * A reader checks a whole document in the order of docs/reference/metadata.md
 * and returns what the market itself needs of it: groups, payment addresses,
 * thresholds and prices.
 */
#ifndef MARKET_METADATA_H
#define MARKET_METADATA_H

#include "type/address.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#define GROUP_ID_SIZE 32
/* groups of one document, and priced methods in all groups of one document */
#define METADATA_GROUPS_MAX 1000
#define METADATA_METHODS_MAX 10000

typedef struct OrganizationGroup
{
	char	   *group_name;
	uint8		group_id[GROUP_ID_SIZE];
	Address		payment_address;	/* never the zero address */
	int64		payment_expiration_threshold;	/* blocks, at least 1 */
} OrganizationGroup;

typedef struct OrganizationDocument
{
	int			group_count;	/* at least 1 */
	OrganizationGroup *groups;	/* names and ids are unique */
} OrganizationDocument;

typedef struct MethodPrice
{
	char	   *method;			/* "/package.Service/method" */
	Numeric		price;			/* minor units, 0 .. 2^256 - 1, without a fraction */
} MethodPrice;

typedef struct ServiceGroup
{
	char	   *group_name;
	uint8		group_id[GROUP_ID_SIZE];	/* the organization's */
	bool		fixed;			/* one price for every method? */
	Numeric		fixed_price;	/* minor units; NULL unless fixed */
	int			method_count;	/* 0 when fixed, else at least 1 */
	MethodPrice *methods;		/* ascending by the bytes of the method, each once */
} ServiceGroup;

typedef struct ServiceDocument
{
	int			group_count;	/* at least 1 */
	ServiceGroup *groups;		/* names are unique */
} ServiceDocument;

/*
 * Check an organization's document and read its groups.
 *
 * In:	metadata: the document; the result does not point into it
 *		organization_id: what its org_id must say when it has one
 * Returns the groups, in the current memory context.
 * Errors: MK134 with path and reason; 54000 above METADATA_GROUPS_MAX groups.
 *
 * Source: SingularityNET, organization metadata as the command line tool
 * writes it and the daemon reads it.
 */
extern OrganizationDocument *OrganizationDocumentRead(Jsonb *metadata,
													  const char *organization_id);

/*
 * Check a service's document against its organization and read its prices.
 *
 * In:	metadata: the document; the result does not point into it
 *		escrow: the market's escrow address, which the document must name
 *		groups, group_count: the groups of the organization
 * Returns the groups, in the current memory context.
 * Errors: MK134 with path and reason; 54000 above METADATA_GROUPS_MAX groups
 *		or METADATA_METHODS_MAX priced methods.
 *
 * Source: SingularityNET, service metadata as the command line tool writes it
 * and the daemon reads it.
 */
extern ServiceDocument *ServiceDocumentRead(Jsonb *metadata, const Address *escrow,
											const OrganizationGroup *groups,
											int group_count);

#endif							/* MARKET_METADATA_H */
