-- The registry: its history, and the fields of all documents.

CREATE OR REPLACE TRIGGER registry_event_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON market.registry_event
FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();
COMMENT ON TRIGGER registry_event_append_only ON market.registry_event IS 'rows are added, never changed';

GRANT SELECT ON market.registry_event TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.type_repository TO market_user, market_app, market_operator, market_reader;

--
-- Versions.  A document that was deleted and made anew begins with version 1 again.
--

CREATE OR REPLACE VIEW market.organization_version WITH (security_invoker = true) AS
SELECT organization_id, registration,
       pg_catalog.row_number() OVER (PARTITION BY organization_id, registration ORDER BY id) AS version,
       metadata, hash, height, block_time, account
FROM (SELECT e.*,
             pg_catalog.count(*) FILTER (WHERE event = 'organization_created')
                 OVER (PARTITION BY organization_id ORDER BY id) AS registration
      FROM market.registry_event AS e
      WHERE event IN ('organization_created', 'organization_modified')) AS e
WHERE metadata IS NOT NULL;
COMMENT ON VIEW market.organization_version IS 'every version of the document of organizations';
COMMENT ON COLUMN market.organization_version.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_version.registration IS 'how many times the id has been taken, this time included';
COMMENT ON COLUMN market.organization_version.version IS 'number of the version since then, from 1';
COMMENT ON COLUMN market.organization_version.metadata IS 'the document';
COMMENT ON COLUMN market.organization_version.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';
COMMENT ON COLUMN market.organization_version.height IS 'block from which it counts';
COMMENT ON COLUMN market.organization_version.block_time IS 'time of that block';
COMMENT ON COLUMN market.organization_version.account IS 'who published it';
GRANT SELECT ON market.organization_version TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_version WITH (security_invoker = true) AS
SELECT organization_id, item_id AS service_id, registration,
       pg_catalog.row_number() OVER (PARTITION BY organization_id, item_id, registration ORDER BY id) AS version,
       metadata, hash, height, block_time, account
FROM (SELECT e.*,
             pg_catalog.count(*) FILTER (WHERE event = 'service_created')
                 OVER (PARTITION BY organization_id, item_id ORDER BY id) AS registration
      FROM market.registry_event AS e
      WHERE event IN ('service_created', 'service_metadata_modified', 'service_tags_modified')) AS e
WHERE metadata IS NOT NULL;
COMMENT ON VIEW market.service_version IS 'every version of the document of services';
COMMENT ON COLUMN market.service_version.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_version.service_id IS 'the service';
COMMENT ON COLUMN market.service_version.registration IS 'how many times the id has been taken, this time included';
COMMENT ON COLUMN market.service_version.version IS 'number of the version since then, from 1';
COMMENT ON COLUMN market.service_version.metadata IS 'the document';
COMMENT ON COLUMN market.service_version.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';
COMMENT ON COLUMN market.service_version.height IS 'block from which it counts';
COMMENT ON COLUMN market.service_version.block_time IS 'time of that block';
COMMENT ON COLUMN market.service_version.account IS 'who published it';
GRANT SELECT ON market.service_version TO market_user, market_app, market_operator, market_reader;

--
-- The fields of an organization's document
--

CREATE OR REPLACE VIEW market.organization_document WITH (security_invoker = true) AS
SELECT o.id AS organization_id, o.metadata ->> 'org_name' AS org_name, o.metadata ->> 'org_type' AS org_type,
       o.metadata #>> '{description,description}' AS description,
       o.metadata #>> '{description,short_description}' AS short_description,
       o.metadata #>> '{description,url}' AS url,
       o.metadata #>> '{assets,hero_image}' AS hero_image
FROM market.organization AS o;
COMMENT ON VIEW market.organization_document IS 'what the documents of organizations say, but for lists';
COMMENT ON COLUMN market.organization_document.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_document.org_name IS 'name';
COMMENT ON COLUMN market.organization_document.org_type IS 'organization or individual';
COMMENT ON COLUMN market.organization_document.description IS 'description';
COMMENT ON COLUMN market.organization_document.short_description IS 'at most 160 characters';
COMMENT ON COLUMN market.organization_document.url IS 'home page';
COMMENT ON COLUMN market.organization_document.hero_image IS 'picture';
GRANT SELECT ON market.organization_document TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.organization_contact WITH (security_invoker = true) AS
SELECT o.id AS organization_id, c.position, c.value ->> 'contact_type' AS contact_type,
       coalesce(c.value ->> 'email', c.value ->> 'email_id') AS email, c.value ->> 'phone' AS phone
FROM market.organization AS o
CROSS JOIN pg_catalog.jsonb_array_elements(o.metadata -> 'contacts') WITH ORDINALITY AS c (value, position);
COMMENT ON VIEW market.organization_contact IS 'whom to ask';
COMMENT ON COLUMN market.organization_contact.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_contact.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.organization_contact.contact_type IS 'general or support';
COMMENT ON COLUMN market.organization_contact.email IS 'address';
COMMENT ON COLUMN market.organization_contact.phone IS 'number';
GRANT SELECT ON market.organization_contact TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.organization_group_document WITH (security_invoker = true) AS
SELECT g.organization_id, g.group_name, g.group_id, g.payment_address, g.payment_expiration_threshold,
       d.value #>> '{payment,payment_channel_storage_type}' AS payment_channel_storage_type,
       d.value #>> '{payment,payment_channel_storage_client,connection_timeout}' AS connection_timeout,
       d.value #>> '{payment,payment_channel_storage_client,request_timeout}' AS request_timeout,
       ARRAY(SELECT pg_catalog.jsonb_array_elements_text(
           d.value #> '{payment,payment_channel_storage_client,endpoints}')) AS endpoints,
       ARRAY(SELECT pg_catalog.jsonb_array_elements_text(
           d.value -> 'license_server_endpoints')) AS license_server_endpoints
FROM market.organization_group AS g
JOIN market.organization AS o ON o.id = g.organization_id
JOIN LATERAL pg_catalog.jsonb_array_elements(o.metadata -> 'groups') AS d (value)
    ON d.value ->> 'group_name' = g.group_name;
COMMENT ON VIEW market.organization_group_document IS 'payment groups with all that the documents say of them';
COMMENT ON COLUMN market.organization_group_document.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_group_document.group_name IS 'the group';
COMMENT ON COLUMN market.organization_group_document.group_id IS 'id that channels carry';
COMMENT ON COLUMN market.organization_group_document.payment_address IS 'recipient of the groups channels';
COMMENT ON COLUMN market.organization_group_document.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';
COMMENT ON COLUMN market.organization_group_document.payment_channel_storage_type IS 'where the originals daemon kept channels';
COMMENT ON COLUMN market.organization_group_document.connection_timeout IS 'of that storage';
COMMENT ON COLUMN market.organization_group_document.request_timeout IS 'of that storage';
COMMENT ON COLUMN market.organization_group_document.endpoints IS 'of that storage';
COMMENT ON COLUMN market.organization_group_document.license_server_endpoints IS 'of licences';
GRANT SELECT ON market.organization_group_document TO market_user, market_app, market_operator, market_reader;

--
-- The fields of a service's document
--

CREATE OR REPLACE VIEW market.service_document WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id,
       (s.metadata ->> 'version')::numeric::bigint AS version, s.metadata ->> 'display_name' AS display_name,
       s.metadata ->> 'encoding' AS encoding, s.metadata ->> 'service_type' AS service_type,
       s.metadata ->> 'model_ipfs_hash' AS model_ipfs_hash,
       s.metadata ->> 'service_api_source' AS service_api_source,
       (s.metadata ->> 'mpe_address')::market.address AS mpe_address,
       s.metadata #>> '{service_description,url}' AS url,
       s.metadata #>> '{service_description,short_description}' AS short_description,
       coalesce(s.metadata #>> '{service_description,long_description}',
                s.metadata #>> '{service_description,description}') AS long_description,
       s.metadata #>> '{assets,documentation}' AS documentation,
       s.metadata #>> '{assets,terms_of_use}' AS terms_of_use,
       s.metadata -> 'dynamic_pricing' AS dynamic_pricing,
       s.metadata -> 'training_methods' AS training_methods,
       s.metadata -> 'training_metadata' AS training_metadata
FROM market.organization_service AS s;
COMMENT ON VIEW market.service_document IS 'what the documents of services say, but for lists';
COMMENT ON COLUMN market.service_document.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_document.service_id IS 'the service';
COMMENT ON COLUMN market.service_document.version IS 'of the documents format';
COMMENT ON COLUMN market.service_document.display_name IS 'name';
COMMENT ON COLUMN market.service_document.encoding IS 'proto or json';
COMMENT ON COLUMN market.service_document.service_type IS 'grpc, jsonrpc, process or http';
COMMENT ON COLUMN market.service_document.model_ipfs_hash IS 'where the interface lies, older name';
COMMENT ON COLUMN market.service_document.service_api_source IS 'where the interface lies';
COMMENT ON COLUMN market.service_document.mpe_address IS 'the escrow address that payments name';
COMMENT ON COLUMN market.service_document.url IS 'home page';
COMMENT ON COLUMN market.service_document.short_description IS 'at most 180 characters';
COMMENT ON COLUMN market.service_document.long_description IS 'description';
COMMENT ON COLUMN market.service_document.documentation IS 'page';
COMMENT ON COLUMN market.service_document.terms_of_use IS 'page';
COMMENT ON COLUMN market.service_document.dynamic_pricing IS 'as given: methods with pricing methods';
COMMENT ON COLUMN market.service_document.training_methods IS 'as given';
COMMENT ON COLUMN market.service_document.training_metadata IS 'as given';
GRANT SELECT ON market.service_document TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_contributor WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, c.position, c.value ->> 'name' AS name, c.value ->> 'email_id' AS email_id
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'contributors') WITH ORDINALITY AS c (value, position);
COMMENT ON VIEW market.service_contributor IS 'who made a service';
COMMENT ON COLUMN market.service_contributor.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_contributor.service_id IS 'the service';
COMMENT ON COLUMN market.service_contributor.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_contributor.name IS 'name';
COMMENT ON COLUMN market.service_contributor.email_id IS 'address';
GRANT SELECT ON market.service_contributor TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_media WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, coalesce((m.value ->> 'order')::numeric::bigint, m.position) AS position,
       m.value ->> 'url' AS url, m.value ->> 'file_type' AS file_type, m.value ->> 'alt_text' AS alt_text,
       m.value ->> 'asset_type' AS asset_type
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'media') WITH ORDINALITY AS m (value, position)
UNION ALL
SELECT s.organization_id, s.service_id, 0, s.metadata #>> '{assets,hero_image}', 'image', NULL, 'hero_image'
FROM market.organization_service AS s
WHERE s.metadata #>> '{assets,hero_image}' IS NOT NULL
UNION ALL
SELECT s.organization_id, s.service_id, i.position, i.url, 'image', NULL, NULL
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements_text(s.metadata #> '{assets,images}') WITH ORDINALITY AS i (url, position);
COMMENT ON VIEW market.service_media IS 'pictures and videos of a service, those of the older field assets as well';
COMMENT ON COLUMN market.service_media.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_media.service_id IS 'the service';
COMMENT ON COLUMN market.service_media.position IS 'order in which they are shown';
COMMENT ON COLUMN market.service_media.url IS 'where it lies';
COMMENT ON COLUMN market.service_media.file_type IS 'image or video';
COMMENT ON COLUMN market.service_media.alt_text IS 'what it shows';
COMMENT ON COLUMN market.service_media.asset_type IS 'hero_image: shown first';
GRANT SELECT ON market.service_media TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_tag WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, t.tag
FROM market.organization_service AS s
CROSS JOIN pg_catalog.unnest(s.tags) AS t (tag);
COMMENT ON VIEW market.service_tag IS 'the tags of services';
COMMENT ON COLUMN market.service_tag.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_tag.service_id IS 'the service';
COMMENT ON COLUMN market.service_tag.tag IS 'the tag';
GRANT SELECT ON market.service_tag TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_group_document WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name,
       (g.value ->> 'free_calls')::numeric::bigint AS free_calls,
       (g.value ->> 'free_call_signer_address')::market.address AS free_call_signer_address
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value);
COMMENT ON VIEW market.service_group_document IS 'the groups of services, but for lists';
COMMENT ON COLUMN market.service_group_document.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_group_document.service_id IS 'the service';
COMMENT ON COLUMN market.service_group_document.group_name IS 'the group';
COMMENT ON COLUMN market.service_group_document.free_calls IS 'free calls of each client';
COMMENT ON COLUMN market.service_group_document.free_call_signer_address IS 'whose tokens are accepted for them';
GRANT SELECT ON market.service_group_document TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_endpoint WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name, e.position, e.endpoint
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN pg_catalog.jsonb_array_elements_text(g.value -> 'endpoints') WITH ORDINALITY AS e (endpoint, position);
COMMENT ON VIEW market.service_endpoint IS 'where services are reached';
COMMENT ON COLUMN market.service_endpoint.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_endpoint.service_id IS 'the service';
COMMENT ON COLUMN market.service_endpoint.group_name IS 'the group';
COMMENT ON COLUMN market.service_endpoint.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_endpoint.endpoint IS 'URL; clients take the first';
GRANT SELECT ON market.service_endpoint TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_daemon_address WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name,
       a.address::market.address AS daemon_address
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN pg_catalog.jsonb_array_elements_text(g.value -> 'daemon_addresses') AS a (address);
COMMENT ON VIEW market.service_daemon_address IS 'keys of the programs that serve';
COMMENT ON COLUMN market.service_daemon_address.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_daemon_address.service_id IS 'the service';
COMMENT ON COLUMN market.service_daemon_address.group_name IS 'the group';
COMMENT ON COLUMN market.service_daemon_address.daemon_address IS 'the address';
GRANT SELECT ON market.service_daemon_address TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_pricing WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name, p.position,
       p.value ->> 'price_model' AS price_model,
       coalesce((p.value ->> 'default')::boolean, false) AS is_default,
       CASE WHEN m.value IS NOT NULL THEN pg_catalog.concat('/', nullif(p.value ->> 'package_name', '') || '.',
           d.value ->> 'service_name', '/', m.value ->> 'method_name') END AS method,
       pg_catalog.trim_scale(coalesce(m.value ->> 'price_in_cogs', p.value ->> 'price_in_cogs')::numeric) AS price
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN pg_catalog.jsonb_array_elements(g.value -> 'pricing') WITH ORDINALITY AS p (value, position)
LEFT JOIN pg_catalog.jsonb_array_elements(
    CASE WHEN p.value ->> 'price_model' = 'fixed_price_per_method' THEN p.value -> 'details' END) AS d (value) ON true
LEFT JOIN pg_catalog.jsonb_array_elements(d.value -> 'method_pricing') AS m (value) ON true
WHERE p.value ->> 'price_model' = 'fixed_price' OR m.value IS NOT NULL;
COMMENT ON VIEW market.service_pricing IS 'all price lists of services, with a row for each method';
COMMENT ON COLUMN market.service_pricing.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_pricing.service_id IS 'the service';
COMMENT ON COLUMN market.service_pricing.group_name IS 'the group';
COMMENT ON COLUMN market.service_pricing.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_pricing.price_model IS 'fixed_price or fixed_price_per_method';
COMMENT ON COLUMN market.service_pricing.is_default IS 'is this the list that counts?';
COMMENT ON COLUMN market.service_pricing.method IS 'full name; null: every method';
COMMENT ON COLUMN market.service_pricing.price IS 'minor units';
GRANT SELECT ON market.service_pricing TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_subscription WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name, l.position,
       u.value ->> 'type' AS type, u.value ->> 'detailsUrl' AS details_url, u.value ->> 'isActive' AS is_active,
       l.value ->> 'planName' AS plan_name, l.value ->> 'periodInDays' AS period_in_days,
       l.value ->> 'discountInPercentage' AS discount_in_percentage, l.value ->> 'licenseCost' AS license_cost,
       l.value ->> 'grpcServiceName' AS grpc_service_name, l.value ->> 'grpcMethodName' AS grpc_method_name
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN LATERAL (SELECT g.value #> '{licenses,subscriptions}') AS u (value)
CROSS JOIN pg_catalog.jsonb_array_elements(
    CASE pg_catalog.jsonb_typeof(u.value -> 'subscription') WHEN 'array' THEN u.value -> 'subscription' END)
    WITH ORDINALITY AS l (value, position);
COMMENT ON VIEW market.service_subscription IS 'licences by time: a discount for some days; texts as given';
COMMENT ON COLUMN market.service_subscription.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_subscription.service_id IS 'the service';
COMMENT ON COLUMN market.service_subscription.group_name IS 'the group';
COMMENT ON COLUMN market.service_subscription.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_subscription.type IS 'kind of licence';
COMMENT ON COLUMN market.service_subscription.details_url IS 'page';
COMMENT ON COLUMN market.service_subscription.is_active IS 'can it be bought?';
COMMENT ON COLUMN market.service_subscription.plan_name IS 'name';
COMMENT ON COLUMN market.service_subscription.period_in_days IS 'how long it lasts';
COMMENT ON COLUMN market.service_subscription.discount_in_percentage IS 'off each call';
COMMENT ON COLUMN market.service_subscription.license_cost IS 'price';
COMMENT ON COLUMN market.service_subscription.grpc_service_name IS 'for this service of the interface only';
COMMENT ON COLUMN market.service_subscription.grpc_method_name IS 'for this method only';
GRANT SELECT ON market.service_subscription TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_tier WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name, t.position,
       t.value ->> 'type' AS type, t.value ->> 'detailsUrl' AS details_url, t.value ->> 'isActive' AS is_active,
       t.value ->> 'planName' AS plan_name, r.value ->> 'high' AS high,
       coalesce(r.value ->> 'DiscountInPercentage', r.value ->> 'discountInPercentage') AS discount_in_percentage,
       t.value ->> 'grpcServiceName' AS grpc_service_name, t.value ->> 'grpcMethodName' AS grpc_method_name
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN pg_catalog.jsonb_array_elements(g.value #> '{licenses,tiers}') WITH ORDINALITY AS t (value, position)
CROSS JOIN pg_catalog.jsonb_array_elements(
    CASE pg_catalog.jsonb_typeof(t.value -> 'range') WHEN 'array' THEN t.value -> 'range' END) AS r (value);
COMMENT ON VIEW market.service_tier IS 'licences by use: a discount that grows; texts as given';
COMMENT ON COLUMN market.service_tier.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_tier.service_id IS 'the service';
COMMENT ON COLUMN market.service_tier.group_name IS 'the group';
COMMENT ON COLUMN market.service_tier.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_tier.type IS 'kind of licence';
COMMENT ON COLUMN market.service_tier.details_url IS 'page';
COMMENT ON COLUMN market.service_tier.is_active IS 'can it be bought?';
COMMENT ON COLUMN market.service_tier.plan_name IS 'name';
COMMENT ON COLUMN market.service_tier.high IS 'use up to which the discount counts';
COMMENT ON COLUMN market.service_tier.discount_in_percentage IS 'off each call';
COMMENT ON COLUMN market.service_tier.grpc_service_name IS 'for this service of the interface only';
COMMENT ON COLUMN market.service_tier.grpc_method_name IS 'for this method only';
GRANT SELECT ON market.service_tier TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_add_on WITH (security_invoker = true) AS
SELECT s.organization_id, s.service_id, g.value ->> 'group_name' AS group_name, a.position,
       a.value ->> 'name' AS name, (a.value ->> 'addOnCostInAGIX')::numeric AS cost,
       (a.value ->> 'discountInPercentage')::numeric AS discount_in_percentage
FROM market.organization_service AS s
CROSS JOIN pg_catalog.jsonb_array_elements(s.metadata -> 'groups') AS g (value)
CROSS JOIN pg_catalog.jsonb_array_elements(g.value -> 'addOns') WITH ORDINALITY AS a (value, position);
COMMENT ON VIEW market.service_add_on IS 'what can be bought beside';
COMMENT ON COLUMN market.service_add_on.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_add_on.service_id IS 'the service';
COMMENT ON COLUMN market.service_add_on.group_name IS 'the group';
COMMENT ON COLUMN market.service_add_on.position IS 'place in the list, from 1';
COMMENT ON COLUMN market.service_add_on.name IS 'name';
COMMENT ON COLUMN market.service_add_on.cost IS 'price, in whole tokens';
COMMENT ON COLUMN market.service_add_on.discount_in_percentage IS 'off each call';
GRANT SELECT ON market.service_add_on TO market_user, market_app, market_operator, market_reader;
