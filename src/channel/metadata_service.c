/*
 * metadata_service.c
 *		The document of a service, and the prices in it.
 */
#include "postgres.h"

#include "channel/metadata.h"
#include "channel/metadata_field.h"
#include "channel/registry.h"
#include "mb/pg_wchar.h"

/*
 * Longest package, service or method name, in characters.  Bounded because the
 * full name of each method repeats the names of its package and service.
 */
#define METHOD_NAME_MAX 200

/* The entry of a group's price list that is being read. */
typedef struct PriceEntry
{
	bool		is_default;
	Numeric		fixed_price;
	char	   *package_name;	/* NULL or "" for none */
	char	   *service_name;
	char	   *method_name;
	MethodPrice *methods;
	int			method_count;
	int			method_room;
} PriceEntry;

/* What the rules collect while a document is walked. */
typedef struct ServiceReader
{
	const Address *escrow;
	const OrganizationGroup *organization_groups;
	int			organization_group_count;
	ServiceDocument *document;	/* group_count groups are complete */
	ServiceGroup *group;		/* the one being read */
	bool		group_has_default;
	PriceEntry	entry;
	int			methods_total;	/* in all entries of all groups */
	bool		has_hero_image;
} ServiceReader;

/*
 * Is the service's interface named, here or in the newer field?  Called for an
 * empty place, too.
 */
static void
ServiceCheckModelHash(const MetadataNode *node, void *reader)
{
	MetadataNode source;

	(void) reader;
	if (node->value.type == jbvString && !MetadataTextEquals(node, ""))
		return;
	if (MetadataMember(node->parent, "service_api_source", &source) &&
		!(source.value.type == jbvString && MetadataTextEquals(&source, "")))
		return;

	MetadataRefuse(node, "The interface is for example \"service_api_source\": \"ipfs://<hash>\".",
				   "neither this field nor service_api_source names the service's interface");
}

static void
ServiceCheckSource(const MetadataNode *node, void *reader)
{
	char	   *text = MetadataText(node);

	(void) reader;
	if (*text == '\0' ||
		(strncmp(text, "ipfs://", 7) == 0 && text[7] != '\0') ||
		(strncmp(text, "filecoin://", 11) == 0 && text[11] != '\0'))
		return;
	MetadataRefuse(node, "A source is \"ipfs://<hash>\" or \"filecoin://<cid>\".",
				   "%s is not a source", MetadataQuote(node));
}

/* Does the document name the escrow that payments are signed for? */
static void
ServiceCheckEscrow(const MetadataNode *node, void *reader)
{
	const Address *escrow = ((ServiceReader *) reader)->escrow;
	Address		address;

	MetadataAddress(node, &address);
	if (!AddressEquals(&address, escrow))
		MetadataRefuse(node, NULL, "%s is not the market's escrow address, which is %s",
					   MetadataQuote(node), AddressText(escrow));
}

/* A group exists once in the organization, from where its id comes. */
static void
ServiceReadGroupName(const MetadataNode *node, void *reader_pointer)
{
	ServiceReader *reader = reader_pointer;
	int			i;

	for (i = 0; i < reader->document->group_count; i++)
	{
		if (MetadataTextEquals(node, reader->document->groups[i].group_name))
			MetadataRefuse(node, NULL, "%s is the name of group %d already",
						   MetadataQuote(node), i);
	}

	for (i = 0; i < reader->organization_group_count; i++)
	{
		const OrganizationGroup *group = &reader->organization_groups[i];

		if (!MetadataTextEquals(node, group->group_name))
			continue;
		reader->group->group_name = MetadataText(node);
		memcpy(reader->group->group_id, group->group_id, GROUP_ID_SIZE);
		return;
	}
	MetadataRefuse(node, "Add the group to the organization's metadata first.",
				   "the organization has no group %s", MetadataQuote(node));
}

static void
ServiceCheckGroupId(const MetadataNode *node, void *reader)
{
	ServiceGroup *group = ((ServiceReader *) reader)->group;
	uint8		group_id[GROUP_ID_SIZE];

	MetadataGroupId(node, group_id);
	if (memcmp(group_id, group->group_id, GROUP_ID_SIZE) != 0)
		MetadataRefuse(node, "The field may be left out; the id is then the organization's.",
					   "%s is not the id that the organization gives to group %s",
					   MetadataQuote(node), MetadataQuoteText(group->group_name));
}

static void
ServiceReadDefault(const MetadataNode *node, void *reader)
{
	((ServiceReader *) reader)->entry.is_default = MetadataBoolean(node);
}

static void
ServiceReadFixedPrice(const MetadataNode *node, void *reader)
{
	((ServiceReader *) reader)->entry.fixed_price = MetadataAmount(node);
}

/* Read a part of a method's full name, in which slashes separate the parts. */
static char *
ServiceReadName(const MetadataNode *node)
{
	char	   *name = MetadataText(node);

	if (strchr(name, '/') != NULL)
		MetadataRefuse(node, "Packages, services and methods are named one by one.",
					   "%s must not contain a slash", MetadataQuote(node));
	return name;
}

static void
ServiceReadPackageName(const MetadataNode *node, void *reader)
{
	((ServiceReader *) reader)->entry.package_name = ServiceReadName(node);
}

static void
ServiceReadServiceName(const MetadataNode *node, void *reader)
{
	((ServiceReader *) reader)->entry.service_name = ServiceReadName(node);
}

static void
ServiceReadMethodName(const MetadataNode *node, void *reader)
{
	((ServiceReader *) reader)->entry.method_name = ServiceReadName(node);
}

/* Note the price of a method; its names have been read. */
static void
ServiceReadMethodPrice(const MetadataNode *node, void *reader_pointer)
{
	ServiceReader *reader = reader_pointer;
	PriceEntry *entry = &reader->entry;
	bool		packaged = entry->package_name != NULL && *entry->package_name != '\0';
	MethodPrice *method;

	if (++reader->methods_total > METADATA_METHODS_MAX)
		MetadataTooMany(node, "methods", METADATA_METHODS_MAX);

	if (entry->method_room == 0)
	{
		entry->method_room = 16;
		entry->methods = (MethodPrice *) palloc(entry->method_room * sizeof(MethodPrice));
	}
	else if (entry->method_count == entry->method_room)
	{
		entry->method_room *= 2;
		entry->methods = (MethodPrice *)
			repalloc(entry->methods, entry->method_room * sizeof(MethodPrice));
	}

	method = &entry->methods[entry->method_count++];
	method->method = psprintf("/%s%s%s/%s", packaged ? entry->package_name : "",
							  packaged ? "." : "", entry->service_name, entry->method_name);
	method->price = MetadataAmount(node);
}

static int
MethodPriceCompare(const void *a, const void *b)
{
	return strcmp(((const MethodPrice *) a)->method, ((const MethodPrice *) b)->method);
}

/* Is there a method, and has none two prices?  Sorts the methods. */
static void
ServiceCheckMethods(const MetadataNode *node, void *reader)
{
	PriceEntry *entry = &((ServiceReader *) reader)->entry;
	int			i;

	if (entry->method_count == 0)
		MetadataRefuse(node, NULL, "no method has a price");

	qsort(entry->methods, entry->method_count, sizeof(MethodPrice), MethodPriceCompare);
	for (i = 1; i < entry->method_count; i++)
	{
		if (MethodPriceCompare(&entry->methods[i - 1], &entry->methods[i]) == 0)
			MetadataRefuse(node, NULL, "the method %s has more than one price",
						   MetadataQuoteText(entry->methods[i].method));
	}
}

static const MetadataField PriceModelFields[] = {
	{.name = "price_model", .kind = METADATA_TEXT, .required = true,
		.choices = (const char *const[]) {"fixed_price", "fixed_price_per_method", NULL},
		.hint = "The command line tool's \"method_price\" is \"fixed_price_per_method\" here."},
	{.name = NULL}
};

static const MetadataField FixedPriceFields[] = {
	{.name = "price_in_cogs", .kind = METADATA_AMOUNT, .required = true,
		.rule = ServiceReadFixedPrice,
		.hint = "A price is a JSON number without a fraction, in the token's smallest unit."},
	{.name = "default", .kind = METADATA_BOOLEAN, .rule = ServiceReadDefault},
	{.name = NULL}
};

static const MetadataField MethodFields[] = {
	{.name = "method_name", .kind = METADATA_TEXT, .required = true, .minimum = 1,
		.maximum = METHOD_NAME_MAX, .rule = ServiceReadMethodName},
	{.name = "price_in_cogs", .kind = METADATA_AMOUNT, .required = true,
		.rule = ServiceReadMethodPrice,
		.hint = "A price is a JSON number without a fraction, in the token's smallest unit."},
	{.name = NULL}
};

static const MetadataField DetailFields[] = {
	{.name = "service_name", .kind = METADATA_TEXT, .required = true, .minimum = 1,
		.maximum = METHOD_NAME_MAX, .rule = ServiceReadServiceName},
	{.name = "method_pricing", .kind = METADATA_LIST, .required = true,
		.item = METADATA_OBJECT, .fields = MethodFields},
	{.name = NULL}
};

static const MetadataField MethodPriceFields[] = {
	{.name = "package_name", .kind = METADATA_TEXT, .maximum = METHOD_NAME_MAX,
		.rule = ServiceReadPackageName},
	{.name = "default", .kind = METADATA_BOOLEAN, .rule = ServiceReadDefault},
	{.name = "details", .kind = METADATA_LIST, .required = true, .item = METADATA_OBJECT,
		.fields = DetailFields, .rule = ServiceCheckMethods,
		.hint = "Prices per method need a list of services and, in each, a list of methods."},
	{.name = NULL}
};

/* Read one entry of a price list; the default one gives the group its prices. */
static void
ServiceReadPriceEntry(const MetadataNode *node, void *reader_pointer)
{
	ServiceReader *reader = reader_pointer;
	PriceEntry *entry = &reader->entry;
	ServiceGroup *group = reader->group;
	MetadataNode member;
	bool		fixed;

	memset(entry, 0, sizeof(*entry));
	MetadataCheckFields(node, PriceModelFields, reader);
	MetadataMember(node, "price_model", &member);
	fixed = MetadataTextEquals(&member, "fixed_price");
	MetadataCheckFields(node, fixed ? FixedPriceFields : MethodPriceFields, reader);

	if (!entry->is_default)
		return;
	if (reader->group_has_default)
	{
		MetadataMember(node, "default", &member);
		MetadataRefuse(&member, NULL, "another entry of the list is the default already");
	}
	reader->group_has_default = true;
	group->fixed = fixed;
	group->fixed_price = entry->fixed_price;
	group->methods = entry->methods;
	group->method_count = entry->method_count;
}

static void
ServiceCheckDefault(const MetadataNode *node, void *reader)
{
	if (!((ServiceReader *) reader)->group_has_default)
		MetadataRefuse(node, "Mark the entry that counts with \"default\": true.",
					   "no entry of the list is the default");
}

/* Refuse prices in a place where nobody would look them up. */
static void
ServiceRefusePricings(const MetadataNode *group)
{
	MetadataNode member;

	if (MetadataMember(group, "pricings", &member))
		MetadataRefuse(&member, "Move the entries to \"pricing\".",
					   "prices are read from \"pricing\" only");
}

static const MetadataField LicenseFields[] = {
	{.name = "subscriptions", .kind = METADATA_OBJECT},
	{.name = "tiers", .kind = METADATA_LIST, .item = METADATA_OBJECT},
	{.name = NULL}
};

static const MetadataField AddOnFields[] = {
	{.name = "name", .kind = METADATA_TEXT},
	{.name = "addOnCostInAGIX", .kind = METADATA_NUMBER},
	{.name = "discountInPercentage", .kind = METADATA_NUMBER},
	{.name = NULL}
};

static const MetadataField GroupFields[] = {
	{.name = "group_name", .kind = METADATA_TEXT, .required = true, .minimum = 1,
		.rule = ServiceReadGroupName},
	{.name = "group_id", .kind = METADATA_TEXT, .rule = ServiceCheckGroupId},
	{.name = "pricing", .kind = METADATA_LIST, .required = true, .minimum = 1,
		.item = METADATA_OBJECT, .item_rule = ServiceReadPriceEntry,
		.rule = ServiceCheckDefault,
		.hint = "The price lists of both models are entries of \"pricing\"."},
	{.name = "endpoints", .kind = METADATA_LIST, .minimum = 1, .item = METADATA_URL},
	{.name = "daemon_addresses", .kind = METADATA_LIST, .item = METADATA_ADDRESS},
	{.name = "free_calls", .kind = METADATA_INTEGER},
	{.name = "free_call_signer_address", .kind = METADATA_ADDRESS},
	{.name = "licenses", .kind = METADATA_OBJECT, .fields = LicenseFields},
	{.name = "addOns", .kind = METADATA_LIST, .item = METADATA_OBJECT, .fields = AddOnFields},
	{.name = "payment_address", .kind = METADATA_ADDRESS},
	{.name = NULL}
};

static void
ServiceReadGroup(const MetadataNode *node, void *reader_pointer)
{
	ServiceReader *reader = reader_pointer;
	ServiceDocument *document = reader->document;

	if (document->groups == NULL)
		document->groups = (ServiceGroup *)
			palloc0(MetadataLength(node->parent) * sizeof(ServiceGroup));

	reader->group = &document->groups[document->group_count];
	reader->group_has_default = false;
	MetadataCheckFields(node, GroupFields, reader);
	ServiceRefusePricings(node);
	document->group_count++;
}

/* At most one of the media may be the one that is shown first. */
static void
ServiceCheckAssetType(const MetadataNode *node, void *reader_pointer)
{
	ServiceReader *reader = reader_pointer;

	if (!MetadataTextEquals(node, "hero_image"))
		return;
	if (reader->has_hero_image)
		MetadataRefuse(node, NULL, "another entry of the list is the hero image already");
	reader->has_hero_image = true;
}

static const MetadataField ContributorFields[] = {
	{.name = "name", .kind = METADATA_TEXT},
	{.name = "email_id", .kind = METADATA_TEXT},
	{.name = NULL}
};

static const MetadataField DescriptionFields[] = {
	{.name = "url", .kind = METADATA_TEXT},
	{.name = "short_description", .kind = METADATA_TEXT, .maximum = 180},
	{.name = "long_description", .kind = METADATA_TEXT},
	{.name = "description", .kind = METADATA_TEXT},
	{.name = NULL}
};

static const MetadataField MediaFields[] = {
	{.name = "order", .kind = METADATA_INTEGER},
	{.name = "url", .kind = METADATA_TEXT},
	{.name = "file_type", .kind = METADATA_TEXT,
		.choices = (const char *const[]) {"image", "video", NULL}},
	{.name = "alt_text", .kind = METADATA_TEXT},
	{.name = "asset_type", .kind = METADATA_TEXT, .rule = ServiceCheckAssetType},
	{.name = NULL}
};

static const MetadataField AssetFields[] = {
	{.name = "hero_image", .kind = METADATA_TEXT},
	{.name = "images", .kind = METADATA_LIST, .item = METADATA_TEXT},
	{.name = "documentation", .kind = METADATA_TEXT},
	{.name = "terms_of_use", .kind = METADATA_TEXT},
	{.name = NULL}
};

static void
ServiceCheckTag(const MetadataNode *node, void *reader)
{
	char	   *tag = MetadataText(node);

	(void) reader;
	if (pg_mbstrlen(tag) > REGISTRY_TAG_LENGTH)
		MetadataRefuse(node, NULL, "a tag has at most %d characters", REGISTRY_TAG_LENGTH);
}

static const MetadataField ServiceFields[] = {
	{.name = "version", .kind = METADATA_INTEGER, .required = true, .minimum = 1},
	{.name = "display_name", .kind = METADATA_TEXT, .required = true, .minimum = 1},
	{.name = "encoding", .kind = METADATA_TEXT, .required = true,
		.choices = (const char *const[]) {"proto", "json", NULL}},
	{.name = "service_type", .kind = METADATA_TEXT, .required = true,
		.choices = (const char *const[]) {"grpc", "jsonrpc", "process", "http", NULL}},
	{.name = "model_ipfs_hash", .kind = METADATA_TEXT, .rule = ServiceCheckModelHash,
		.absent_rule = ServiceCheckModelHash},
	{.name = "service_api_source", .kind = METADATA_TEXT, .rule = ServiceCheckSource},
	{.name = "mpe_address", .kind = METADATA_ADDRESS, .required = true,
		.rule = ServiceCheckEscrow,
		.hint = "Give the market's escrow address."},
	{.name = "groups", .kind = METADATA_LIST, .required = true, .minimum = 1,
		.maximum = METADATA_GROUPS_MAX, .item = METADATA_OBJECT,
		.item_rule = ServiceReadGroup},
	{.name = "contributors", .kind = METADATA_LIST, .required = true, .minimum = 1,
		.item = METADATA_OBJECT, .fields = ContributorFields,
		.hint = "An entry is for example {\"name\": \"Ada\", \"email_id\": \"ada@example.com\"}."},
	{.name = "service_description", .kind = METADATA_OBJECT, .fields = DescriptionFields},
	{.name = "media", .kind = METADATA_LIST, .item = METADATA_OBJECT, .fields = MediaFields},
	{.name = "assets", .kind = METADATA_OBJECT, .fields = AssetFields},
	{.name = "tags", .kind = METADATA_LIST, .maximum = REGISTRY_TAGS_MAX, .item = METADATA_TEXT,
		.item_rule = ServiceCheckTag},
	{.name = "dynamic_pricing", .kind = METADATA_OBJECT},
	{.name = "training_methods", .kind = METADATA_LIST, .item = METADATA_ANY},
	{.name = "training_metadata", .kind = METADATA_OBJECT},
	{.name = NULL}
};

ServiceDocument *
ServiceDocumentRead(Jsonb *metadata, const Address *escrow, const OrganizationGroup *groups,
					int group_count)
{
	ServiceReader reader = {.escrow = escrow};
	MetadataNode root;

	reader.organization_groups = groups;
	reader.organization_group_count = group_count;
	reader.document = (ServiceDocument *) palloc0(sizeof(ServiceDocument));
	MetadataRoot(&root, metadata, "service");
	MetadataCheckFields(&root, ServiceFields, &reader);
	MetadataCheckUnknown(&root, ServiceFields, "Only the documented fields are allowed here.");
	return reader.document;
}
