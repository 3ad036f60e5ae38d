"""Free words: topics, names, what is looked for."""

import pytest

from automations.reading import Reader, Sentence, branches, names, phrases, tongues
from automations.reading.plurals import singular


def heard(reader: Reader, text: str):
    found = reader.hear(Sentence(text))
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("a blog about zero waste kitchens, and publish it", "zero waste kitchens"),
        ("un article sur le thé vert et publie-le", "thé vert"),
        ("un artículo sobre el aceite de oliva sin publicarlo", "aceite de oliva"),
        ("اكتب مقالا عن القهوة ولا تنشره", "القهوة"),
        ("post on Instagram about our lamps", "lamps"),
        ("à propos des tapis berbères", "tapis berbères"),
        ("the article “Winter light”", "Winter light"),
        ("write a blog", None),
    ],
)
def test_the_topic_ends_where_the_next_wish_begins(text, topic):
    assert heard(phrases.about(), text) == topic


def test_the_topic_ends_before_what_was_read_already():
    sentence = Sentence("un article sur le thé vert en anglais")
    assert tongues.language().hear(sentence).value == "en"
    assert phrases.about().hear(sentence).value == "thé vert"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Find 40 gyms on Google Maps", "gyms"),
        ("Il me faut des garages automobiles sur Maps", "garages automobiles"),
        ("Busca clínicas dentales en Maps", "clínicas dentales"),
        ("ابحث عن مطاعم في خرائط جوجل", "مطاعم"),
    ],
)
def test_what_is_looked_for(text, value):
    assert heard(phrases.thing(), text) == value


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("HR managers", "HR manager"), ("CTOs", "CTO"), ("directeurs commerciaux", "directeur commercial"),
        ("directores de ventas", "director de ventas"), ("agencies", "agency"), ("sales", "sale"),
    ],
)  # fmt: skip
def test_a_role_is_one_person(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("HR managers in retail on LinkedIn", "retail"),
        ("directeurs dans la logistique", "logistique"),
        ("مدراء في قطاع الصحة", "الصحة"),
        ("CTOs", None),
    ],
)
def test_the_branch(text, value):
    assert heard(branches.industry(), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("au segment soldes, 30 € max", "soldes"), ("for the newbies segment", "newbies"), ("clients VIP", "VIP"),
        ("to AT_RISK_HIGH", "AT_RISK_HIGH"), ("إلى شريحة VIP بميزانية", "VIP"), ("to everybody", None),
    ],
)  # fmt: skip
def test_which_customers(text, value):
    assert heard(names.group(), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lance la campagne Omnisend noël par lots", "noël"), ("the Omnisend black friday campaign", "black friday"),
        ("la campaña «rebajas de enero»", "rebajas de enero"), ("the campaign", None),
    ],
)  # fmt: skip
def test_a_campaign_has_its_name_behind_or_before(text, value):
    assert heard(names.named("campaign", "campagne", "campaña"), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("white background photos", "white background"),
        ("sur fond blanc", "fond blanc"),
        ("خلفية بيضاء للمنتج", "خلفية بيضاء"),
        ("photos", None),
    ],
)
def test_the_style_of_a_picture(text, value):
    assert heard(names.style(), text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("prices of the summer collection", "summer collection"),
        ("sur la collection hiver", "collection hiver"),
        ("toutes les références", "all"),
    ],
)
def test_which_products(text, value):
    assert heard(names.scope(), text) == value


def test_keywords_are_a_list():
    assert heard(phrases.keywords(), "keyword research for oil, soap and argan") == ["oil", "soap", "argan"]


def test_names_of_people():
    assert heard(names.people(), "the address of Ana Torres and Luc Petit") == ["Ana Torres", "Luc Petit"]


def test_a_quoted_message():
    assert heard(phrases.quoted(), "send an SMS saying we open at nine") == "we open at nine"


@pytest.mark.parametrize(
    ("text", "value"), [("move deal 2 to stage won", "won"), ("fais passer l'affaire 12 en négociation", "négociation")]
)
def test_a_stage_of_a_deal(text, value):
    assert heard(names.stage(), text) == value
