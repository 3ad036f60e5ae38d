"""What an order says is kept whole: which collection, which year, how many of what, and nothing of its verb."""

import pytest

from automations.directives import understand
from tests.automations.directives.examples import known


def params(text: str, slug: str) -> dict:
    found = understand(text, known=known())
    assert (found.verdict, found.slug) == ("plan", slug)
    return found.params


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Raise all prices by 4% in the hats collection", "hats collection"),
        ("Cut every price by 2% for our garden range", "garden range"),
        ("Lower all prices of the outlet category by 7%", "outlet category"),
        ("Increase prices by 6% in winter collection", "winter collection"),
        ("Augmente tous les prix de 4 % dans la collection printemps", "collection printemps"),
        ("Sube todos los precios un 4 % en la colección playa", "colección playa"),
        ("ارفع كل الأسعار 4% في تشكيلة الشتاء", "تشكيلة الشتاء"),
        ("Raise all prices by 4%", "all"),
    ],
)
def test_a_named_collection_goes_before_all(text, scope):
    assert params(text, "bulk-price-update")["scope"] == scope


@pytest.mark.parametrize(
    "text", ["Raise all prices by 4% in that collection", "Augmente tous les prix de 4 % dans la gamme"]
)
def test_a_collection_without_a_name_is_asked_for(text):
    found = understand(text, known=known())
    assert (found.verdict, found.reason_code) == ("ask", "which_one")


@pytest.mark.parametrize(
    ("text", "service", "day"),
    [
        ("Suggest a price for the sauna on 9 April 2027", "sauna", "2027-04-09"),
        ("Suggest a price for the sauna on April 9, 2027", "sauna", "2027-04-09"),
        ("Propose un tarif pour le service sauna le 1er août 2027", "sauna", "2027-08-01"),
        ("Sugiere un precio para el servicio sauna el 9 de abril de 2027", "sauna", "2027-04-09"),
    ],
)
def test_a_day_keeps_its_year(text, service, day):
    assert params(text, "revenue-science") == {"service": service, "date": day}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Create 7 TikTok ad images for product 5", 7),
        ("Fais 7 visuels publicitaires Pinterest pour le produit 5", 7),
        ("Génère 7 visuels pour le produit 5 sur Pinterest", 7),
        ("Haz 7 imágenes de anuncio para el producto 5 en Facebook", 7),
    ],
)
def test_how_many_is_read_past_adjectives_and_networks(text, number):
    found = params(text, "ad-creative-generator")
    assert (found["variants"], found["product_id"]) == (number, "5")
    assert found["channel"]


@pytest.mark.parametrize(
    "text",
    [
        "Tell me when stock covers fewer than 11 days",
        "Avertis-moi si le stock couvre moins de 11 jours",
        "Préviens quand le stock passe sous 11 jours",
        "Avisa cuando el stock cubra menos de 11 días",
        "أخبرني إذا كان المخزون أقل من 11 يوما",
    ],
)
def test_stock_may_be_told_in_days(text):
    assert params(text, "inventory-low-stock-alert") == {"threshold_days": 11}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Saca los contactos de zapaterías de Granada en Maps", "zapaterías"),
        ("Get the addresses of shoe shops in Leeds on Google Maps", "shoe shops"),
        ("Sors les coordonnées de cordonniers à Lyon sur Google Maps", "cordonniers"),
    ],
)
def test_what_is_looked_for_is_no_verb_and_no_list(text, query):
    assert params(text, "google-maps-scraper")["query"] == query


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("Cold email bakers, 15 a day max", "bakers"),
        ("Lance une campagne de relance à froid sur le segment boulangers, 15 par jour au plus", "boulangers"),
        ("Prospection à froid auprès des boulangers, 15 par jour", "boulangers"),
    ],
)
def test_cold_outreach_hears_whom(text, segment):
    assert params(text, "cold-outreach-sequence") == {"segment": segment, "daily_cap": 15}


def test_a_scale_of_points_goes_before_the_kind_of_survey():
    assert params("Send an NPS survey with a 7 point scale after delivery", "csat-nps-survey")["scale"] == "7"
    assert params("Send an NPS survey after delivery", "csat-nps-survey")["scale"] == "nps"


def test_a_niche_may_stand_before_its_people():
    found = params("Contact gardening influencers in Italy, 5 at most", "influencer-outreach")
    assert found == {"niche": "gardening", "geo": "Italy", "limit": 5}


def test_arabic_things_and_thresholds():
    assert params("ترجم المقال 12 إلى الإسبانية", "content-translation")["content_id"] == "12"
    assert params("ترجم المنشور 12 إلى الإسبانية", "content-translation")["content_id"] == "12"
    assert params("أوقف الإعلانات التي تفوق تكلفتها 60", "ads-budget-guard") == {"max_cpa": 6000}


@pytest.mark.parametrize("text", ["زامن BigBuy", "Synchronise BigBuy", "Actualiza BigBuy", "Sync with BigBuy"])
def test_a_brand_and_a_verb_are_enough(text):
    assert params(text, "bigbuy-supplier-sync") == {}
