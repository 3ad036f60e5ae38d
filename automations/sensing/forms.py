"""What a sentence may say to a sensor."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.reading import addresses, money, numbers, phrases, places, references, spans


class Window(fields.Form):
    window_days = fields.Number(_("Window (days)"), required=False, hears=spans.span("day"))


class Words(fields.Form):
    keywords = fields.List(_("Words to start from"), required=False, hears=phrases.keywords())
    geo = fields.Text(_("Place"), required=False, hears=places.place())


class Shop(fields.Form):
    store = fields.Text(_("Shop"), required=False, hears=addresses.domain())


class Lists(fields.Form):
    list_ids = fields.List(_("Lists"), required=False, hears=references.refs("list"))


class Cost(Window):
    budget_eur = fields.Money(_("Budget"), required=False, hears=money.money())


class Velocity(Window):
    target = fields.Number(
        _("Target"), required=False, hears=numbers.figure("target", "objectif", "cible", "objetivo", "meta", "هدف")
    )


class Property(Window):
    property_id = fields.Text(_("Property"), required=False, hears=references.ref("property"))


class Site(fields.Form):
    site_url = fields.Text(_("Site"), required=False, hears=addresses.url())


class SiteWindow(Window, Site):
    pass


class Limit(fields.Form):
    limit = fields.Number(_("At most"), required=False, min_value=1, hears=numbers.count())


class Endpoints(fields.Form):
    endpoints = fields.List(_("Addresses"), required=False, hears=addresses.urls())


class Suppliers(fields.Form):
    suppliers = fields.List(_("Suppliers"), required=False)


class MetaAccount(Window):
    ad_account_id = fields.Text(_("Account"), required=False, hears=references.ref("account"))


class TikTokAccount(Window):
    advertiser_id = fields.Text(_("Account"), required=False, hears=references.ref("account"))


class Telephone(fields.Form):
    phone_number_id = fields.Text(
        _("Number"), required=False, hears=references.code_after("number", "numéro", "número", "رقم")
    )


FORMS: dict[str, type[fields.Form]] = {
    "shopify-sensor": Shop,
    "klaviyo-sensor": Lists,
    "email-health-sensor": Window,
    "cost-tracking-sensor": Cost,
    "lead-velocity-sensor": Velocity,
    "ga4-sensor": Property,
    "retention-sensor": Window,
    "gsc-sensor": SiteWindow,
    "lead-scoring-sensor": Window,
    "apify-trends-sensor": Words,
    "google-trends-sensor": Words,
    "product-seo-sensor": Limit,
    "content-performance-sensor": Site,
    "voice-quality-sensor": Endpoints,
    "supplier-health-sensor": Suppliers,
    "meta-ads-sensor": MetaAccount,
    "tiktok-ads-sensor": TikTokAccount,
    "whatsapp-status-sensor": Telephone,
    "google-ads-planner-sensor": Words,
}
