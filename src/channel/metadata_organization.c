/*
 * metadata_organization.c
 *		The document of an organization.
 */
#include "postgres.h"

#include "channel/metadata.h"
#include "channel/metadata_field.h"

/* What the rules collect while a document is walked. */
typedef struct OrganizationReader
{
	const char *organization_id;
	OrganizationDocument *document; /* group_count groups are complete */
	OrganizationGroup *group;	/* the one being read */
} OrganizationReader;

/* Is the document meant for this organization? */
static void
OrganizationCheckId(const MetadataNode *node, void *reader)
{
	const char *organization_id = ((OrganizationReader *) reader)->organization_id;

	if (!MetadataTextEquals(node, organization_id))
		MetadataRefuse(node, NULL, "%s is not the organization's id, which is %s",
					   MetadataQuote(node), MetadataQuoteText(organization_id));
}

/* Does a contact say how to get in touch? */
static void
OrganizationCheckContact(const MetadataNode *node, void *reader)
{
	static const char *const names[] = {"email", "email_id", "phone"};
	int			i;

	(void) reader;
	for (i = 0; i < (int) lengthof(names); i++)
	{
		MetadataNode member;

		if (MetadataMember(node, names[i], &member) && !MetadataTextEquals(&member, ""))
			return;
	}
	MetadataRefuse(node, NULL, "email and phone must not both be empty");
}

static void
OrganizationReadGroupName(const MetadataNode *node, void *reader)
{
	OrganizationDocument *document = ((OrganizationReader *) reader)->document;
	int			i;

	for (i = 0; i < document->group_count; i++)
	{
		if (MetadataTextEquals(node, document->groups[i].group_name))
			MetadataRefuse(node, NULL, "%s is the name of group %d already",
						   MetadataQuote(node), i);
	}
	((OrganizationReader *) reader)->group->group_name = MetadataText(node);
}

static void
OrganizationReadGroupId(const MetadataNode *node, void *reader)
{
	OrganizationDocument *document = ((OrganizationReader *) reader)->document;
	OrganizationGroup *group = ((OrganizationReader *) reader)->group;
	int			i;

	MetadataGroupId(node, group->group_id);
	for (i = 0; i < document->group_count; i++)
	{
		if (memcmp(document->groups[i].group_id, group->group_id, GROUP_ID_SIZE) == 0)
			MetadataRefuse(node, NULL, "%s is the id of group %d already",
						   MetadataQuote(node), i);
	}
}

static void
OrganizationReadPaymentAddress(const MetadataNode *node, void *reader)
{
	Address    *address = &((OrganizationReader *) reader)->group->payment_address;

	MetadataAddress(node, address);
	if (AddressIsZero(address))
		MetadataRefuse(node, "Name the account that receives the payments of the group.",
					   "the zero address cannot be paid");
}

static void
OrganizationReadThreshold(const MetadataNode *node, void *reader)
{
	((OrganizationReader *) reader)->group->payment_expiration_threshold = MetadataInteger(node);
}

/* Is a text one to three digits and a unit, "s" or "ms"? */
static void
OrganizationCheckTimeout(const MetadataNode *node, void *reader)
{
	char	   *text = MetadataText(node);
	size_t		digits = strspn(text, "0123456789");

	(void) reader;
	if (digits < 1 || digits > 3 ||
		(strcmp(text + digits, "s") != 0 && strcmp(text + digits, "ms") != 0))
		MetadataRefuse(node, "A time is 1 to 3 digits and \"s\" or \"ms\", for example \"7s\".",
					   "%s is not a time", MetadataQuote(node));
}

static const MetadataField StorageClientFields[] = {
	{.name = "connection_timeout", .kind = METADATA_TEXT, .rule = OrganizationCheckTimeout},
	{.name = "request_timeout", .kind = METADATA_TEXT, .rule = OrganizationCheckTimeout},
	{.name = "endpoints", .kind = METADATA_LIST, .item = METADATA_URL},
	{.name = NULL}
};

static const MetadataField PaymentFields[] = {
	{.name = "payment_address", .kind = METADATA_ADDRESS, .required = true,
		.rule = OrganizationReadPaymentAddress,
		.hint = "Name the account that receives the payments of the group."},
	{.name = "payment_expiration_threshold", .kind = METADATA_INTEGER, .required = true,
		.minimum = 1, .rule = OrganizationReadThreshold,
		.hint = "Payments are refused when a channel expires in fewer blocks, for example 100."},
	{.name = "payment_channel_storage_type", .kind = METADATA_TEXT,
		.choices = (const char *const[]) {"etcd", NULL}},
	{.name = "payment_channel_storage_client", .kind = METADATA_OBJECT,
		.fields = StorageClientFields},
	{.name = NULL}
};

static const MetadataField GroupFields[] = {
	{.name = "group_name", .kind = METADATA_TEXT, .required = true, .minimum = 1,
		.rule = OrganizationReadGroupName},
	{.name = "group_id", .kind = METADATA_TEXT, .required = true,
		.rule = OrganizationReadGroupId,
		.hint = "A group id is the base64 text of 32 random bytes."},
	{.name = "payment", .kind = METADATA_OBJECT, .required = true, .fields = PaymentFields},
	{.name = "license_server_endpoints", .kind = METADATA_LIST, .item = METADATA_URL},
	{.name = NULL}
};

static void
OrganizationReadGroup(const MetadataNode *node, void *reader_pointer)
{
	OrganizationReader *reader = reader_pointer;
	OrganizationDocument *document = reader->document;

	if (document->groups == NULL)
		document->groups = (OrganizationGroup *)
			palloc0(MetadataLength(node->parent) * sizeof(OrganizationGroup));

	reader->group = &document->groups[document->group_count];
	MetadataCheckFields(node, GroupFields, reader);
	document->group_count++;
}

static const MetadataField DescriptionFields[] = {
	{.name = "description", .kind = METADATA_TEXT},
	{.name = "short_description", .kind = METADATA_TEXT, .maximum = 160},
	{.name = "url", .kind = METADATA_TEXT},
	{.name = NULL}
};

static const MetadataField AssetFields[] = {
	{.name = "hero_image", .kind = METADATA_TEXT},
	{.name = NULL}
};

static const MetadataField ContactFields[] = {
	{.name = "contact_type", .kind = METADATA_TEXT, .required = true,
		.choices = (const char *const[]) {"general", "support", NULL}},
	{.name = "email", .kind = METADATA_TEXT},
	{.name = "email_id", .kind = METADATA_TEXT},
	{.name = "phone", .kind = METADATA_TEXT},
	{.name = NULL}
};

/* Fields that the table does not name are the organization's own affair. */
static const MetadataField OrganizationFields[] = {
	{.name = "org_name", .kind = METADATA_TEXT, .required = true, .minimum = 1},
	{.name = "org_id", .kind = METADATA_TEXT, .rule = OrganizationCheckId},
	{.name = "org_type", .kind = METADATA_TEXT, .required = true,
		.choices = (const char *const[]) {"organization", "individual", NULL}},
	{.name = "description", .kind = METADATA_OBJECT, .required = true,
		.fields = DescriptionFields,
		.hint = "An organization without a description has an empty object here."},
	{.name = "assets", .kind = METADATA_OBJECT, .required = true, .fields = AssetFields,
		.hint = "An organization without assets has an empty object here."},
	{.name = "contacts", .kind = METADATA_LIST, .required = true, .item = METADATA_OBJECT,
		.fields = ContactFields, .item_rule = OrganizationCheckContact,
		.hint = "An organization without contacts has an empty list here."},
	{.name = "groups", .kind = METADATA_LIST, .required = true, .minimum = 1,
		.maximum = METADATA_GROUPS_MAX, .item = METADATA_OBJECT,
		.item_rule = OrganizationReadGroup},
	{.name = NULL}
};

OrganizationDocument *
OrganizationDocumentRead(Jsonb *metadata, const char *organization_id)
{
	OrganizationReader reader = {.organization_id = organization_id};
	MetadataNode root;

	reader.document = (OrganizationDocument *) palloc0(sizeof(OrganizationDocument));
	MetadataRoot(&root, metadata, "organization");
	MetadataCheckFields(&root, OrganizationFields, &reader);
	return reader.document;
}
