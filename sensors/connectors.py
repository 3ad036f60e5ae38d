"""The outside services that sensors ask for, and the credentials each one takes.

Names follow the vendors' own documents; each client's values are kept per client, never here.
"""

from typing import NamedTuple


class Wanted(NamedTuple):
    """A service's own name (never translated) and its credentials, all required."""

    title: str
    credentials: tuple[str, ...]


CONNECTORS: dict[str, Wanted] = {
    "shopify": Wanted("Shopify", ("SHOPIFY_SHOP_DOMAIN", "SHOPIFY_ACCESS_TOKEN")),
    "klaviyo": Wanted("Klaviyo", ("KLAVIYO_API_KEY",)),
    "hubspot": Wanted("HubSpot", ("HUBSPOT_ACCESS_TOKEN",)),
    "ga4": Wanted("Google Analytics 4", ("GA4_PROPERTY_ID", "GOOGLE_REFRESH_TOKEN")),
    "gsc": Wanted("Google Search Console", ("GSC_SITE_URL", "GOOGLE_REFRESH_TOKEN")),
    "google_ads": Wanted(
        "Google Ads", ("GOOGLE_ADS_CUSTOMER_ID", "GOOGLE_ADS_DEVELOPER_TOKEN", "GOOGLE_REFRESH_TOKEN")
    ),
    "meta_ads": Wanted("Meta Ads", ("META_AD_ACCOUNT_ID", "META_ACCESS_TOKEN")),
    "tiktok_ads": Wanted("TikTok Ads", ("TIKTOK_ADVERTISER_ID", "TIKTOK_ACCESS_TOKEN")),
    "whatsapp": Wanted("WhatsApp Cloud", ("WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_ACCESS_TOKEN")),
    "wordpress": Wanted("WordPress", ("WP_SITE_URL", "WP_USER", "WP_APPLICATION_PASSWORD")),
    "apify": Wanted("Apify", ("APIFY_TOKEN",)),
    "cjdropshipping": Wanted("CJ Dropshipping", ("CJ_API_KEY",)),
    "bigbuy": Wanted("BigBuy", ("BIGBUY_API_KEY",)),
    "xai": Wanted("xAI", ("XAI_API_KEY",)),
    "openai": Wanted("OpenAI", ("OPENAI_API_KEY",)),
    "gemini": Wanted("Gemini", ("GEMINI_API_KEY",)),
    "voice": Wanted("Voice gateway", ("VOICE_GATEWAY_URL", "VOICE_GATEWAY_TOKEN")),
}
