"""SQL of the bulk writes: arrays in, one flag (inserted or changed) per row that was written.

Plain statements because Django's `bulk_create(update_conflicts=…)` rewrites rows that are
already equal and cannot say which of them were new. `xmax = 0` marks a row that this
statement inserted (PostgreSQL documentation 5.6, system columns).
"""

CONTACTS = """
INSERT INTO crm_contact AS c (source, external_id, email, email_key, phone, first_name, last_name, country,
    language, timezone, is_synthetic, details_at, happened_at, known_at, created_at, email_consent, tags)
SELECT u.*, 'unknown', '{}' FROM unnest(
    %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::bool[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[]) AS u
ON CONFLICT (source, external_id) DO UPDATE SET (email, email_key, phone, first_name, last_name, country,
    language, timezone, is_synthetic, details_at) = (SELECT
    COALESCE(newer.email, c.email), COALESCE(newer.email_key, c.email_key), COALESCE(newer.phone, c.phone),
    COALESCE(newer.first_name, c.first_name), COALESCE(newer.last_name, c.last_name),
    COALESCE(newer.country, c.country), COALESCE(newer.language, c.language),
    COALESCE(newer.timezone, c.timezone), EXCLUDED.is_synthetic, GREATEST(EXCLUDED.details_at, c.details_at)
    FROM (SELECT EXCLUDED.details_at >= c.details_at AS wins) w, LATERAL (SELECT
        CASE WHEN w.wins OR c.email = '' THEN NULLIF(EXCLUDED.email, '') END AS email,
        CASE WHEN w.wins OR c.email = '' THEN NULLIF(EXCLUDED.email_key, '') END AS email_key,
        CASE WHEN w.wins OR c.phone = '' THEN NULLIF(EXCLUDED.phone, '') END AS phone,
        CASE WHEN w.wins OR c.first_name = '' THEN NULLIF(EXCLUDED.first_name, '') END AS first_name,
        CASE WHEN w.wins OR c.last_name = '' THEN NULLIF(EXCLUDED.last_name, '') END AS last_name,
        CASE WHEN w.wins OR c.country = '' THEN NULLIF(EXCLUDED.country, '') END AS country,
        CASE WHEN w.wins OR c.language = '' THEN NULLIF(EXCLUDED.language, '') END AS language,
        CASE WHEN w.wins OR c.timezone = '' THEN NULLIF(EXCLUDED.timezone, '') END AS timezone) newer)
WHERE EXCLUDED.is_synthetic <> c.is_synthetic
   OR EXISTS (SELECT 1 FROM (VALUES
        (EXCLUDED.email, c.email), (EXCLUDED.phone, c.phone), (EXCLUDED.first_name, c.first_name),
        (EXCLUDED.last_name, c.last_name), (EXCLUDED.country, c.country),
        (EXCLUDED.language, c.language), (EXCLUDED.timezone, c.timezone)) AS pair (said, kept)
      WHERE said <> '' AND said <> kept AND (kept = '' OR EXCLUDED.details_at >= c.details_at))
RETURNING xmax = 0
"""

PRODUCTS = """
INSERT INTO crm_product AS p (sku, title, price_cents, currency, source, details_at, happened_at, known_at)
SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[],
    %s::timestamptz[], %s::timestamptz[])
ON CONFLICT (sku) DO UPDATE SET title = EXCLUDED.title, price_cents = EXCLUDED.price_cents,
    currency = EXCLUDED.currency, source = EXCLUDED.source, details_at = EXCLUDED.details_at
WHERE EXCLUDED.details_at >= p.details_at
  AND (EXCLUDED.title, EXCLUDED.price_cents, EXCLUDED.currency, EXCLUDED.source)
    IS DISTINCT FROM (p.title, p.price_cents, p.currency, p.source)
RETURNING xmax = 0
"""

ORDERS = """
INSERT INTO crm_order AS o (source, number, contact_id, kind, total_cents, currency, happened_at, known_at,
    cancelled_at, delivered_at)
SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::text[],
    %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[])
ON CONFLICT (source, number) DO UPDATE SET contact_id = COALESCE(EXCLUDED.contact_id, o.contact_id),
    kind = EXCLUDED.kind, total_cents = EXCLUDED.total_cents, currency = EXCLUDED.currency,
    happened_at = EXCLUDED.happened_at, cancelled_at = EXCLUDED.cancelled_at,
    delivered_at = COALESCE(EXCLUDED.delivered_at, o.delivered_at)
WHERE (COALESCE(EXCLUDED.contact_id, o.contact_id), EXCLUDED.kind, EXCLUDED.total_cents, EXCLUDED.currency,
       EXCLUDED.happened_at, EXCLUDED.cancelled_at, COALESCE(EXCLUDED.delivered_at, o.delivered_at))
    IS DISTINCT FROM (o.contact_id, o.kind, o.total_cents, o.currency, o.happened_at, o.cancelled_at, o.delivered_at)
RETURNING xmax = 0
"""

LINES = """
INSERT INTO crm_orderline AS l (order_id, position, sku, title, quantity, unit_price_cents)
SELECT u.order_id, u.position, u.sku, COALESCE(NULLIF(u.title, ''), p.title, ''), u.quantity, u.price
FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::int[], %s::bigint[])
    AS u (order_id, position, sku, title, quantity, price)
LEFT JOIN crm_product p ON p.sku = u.sku
ON CONFLICT (order_id, position) DO UPDATE SET sku = EXCLUDED.sku, title = EXCLUDED.title,
    quantity = EXCLUDED.quantity, unit_price_cents = EXCLUDED.unit_price_cents
WHERE (EXCLUDED.sku, EXCLUDED.title, EXCLUDED.quantity, EXCLUDED.unit_price_cents)
    IS DISTINCT FROM (l.sku, l.title, l.quantity, l.unit_price_cents)
RETURNING xmax = 0
"""

SURPLUS_LINES = """
DELETE FROM crm_orderline l USING unnest(%s::bigint[], %s::int[]) AS kept (order_id, size)
WHERE l.order_id = kept.order_id AND l.position >= kept.size
"""

CONTACT_FIRST_TIMES = """
UPDATE crm_contact c SET happened_at = LEAST(c.happened_at, first.happened), known_at = LEAST(c.known_at, first.known)
FROM (SELECT contact_id, min(happened_at) AS happened, min(known_at) AS known FROM crm_order
      WHERE contact_id = ANY(%s) GROUP BY contact_id) AS first
WHERE c.id = first.contact_id AND (first.happened < c.happened_at OR first.known < c.known_at)
"""

PRODUCT_FIRST_TIMES = """
UPDATE crm_product p SET happened_at = LEAST(p.happened_at, first.happened), known_at = LEAST(p.known_at, first.known)
FROM (SELECT l.sku, min(o.happened_at) AS happened, min(o.known_at) AS known
      FROM crm_order o JOIN crm_orderline l ON l.order_id = o.id WHERE o.source = %s AND o.number = ANY(%s)
      GROUP BY l.sku) AS first
WHERE p.sku = first.sku AND (first.happened < p.happened_at OR first.known < p.known_at)
"""

CONSENTS = """
UPDATE crm_contact c SET email_consent = u.state, consent_at = u.at
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[]) AS u (id, state, at)
JOIN crm_contact before ON before.id = u.id
WHERE c.id = u.id AND (c.consent_at IS NULL OR c.consent_at < u.at)
RETURNING c.id, before.consent_at IS NULL OR before.email_consent <> u.state
"""
