"""An order in words becomes a plan, one question, or a refusal with its reason."""

from statistics import median
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automations.directives import Understanding, understand
from automations.quality import directives as quality
from tests.automations.directives.examples import known, rows


def read(text: str) -> Understanding:
    return understand(text, known=known())


def scored(name: str) -> list[tuple[dict, dict]]:
    by_slug = {each.slug: each for each in known()}
    return [(row["gold"], quality._pred(read(row["directive"]), by_slug)) for row in rows(name)]


@pytest.mark.parametrize("name", ["first", "second", "third", "fourth"])
def test_our_own_examples_are_understood(name):
    pairs = scored(name)
    right = sum(quality.is_right(*pair) for pair in pairs) / len(pairs)
    exact = sum(quality.is_exact(*pair) for pair in pairs) / len(pairs)
    assert right >= 0.97
    assert exact >= 0.95
    assert not [pred for gold, pred in pairs if gold["refuse"] and pred["automation_id"]]


def test_the_examples_cover_every_language_and_category():
    both = rows("first") + rows("second")
    assert len(both) >= 240
    assert {row["lang"] for row in both} == {"en", "fr", "es", "ar"}
    assert {one for row in both for one in row["gold"]["categories"]} == {each.category for each in known()}


def test_an_order_is_read_within_twenty_milliseconds():
    read("warm up")
    times = []
    for row in rows("first")[:40]:
        began = perf_counter()
        read(row["directive"])
        times.append(perf_counter() - began)
    assert median(times) < 0.020


def test_a_plan_names_automation_category_and_parameters():
    found = read("Cherche 12 ébénistes à Nantes sur Google Maps")
    assert (found.verdict, found.slug, found.category) == ("plan", "google-maps-scraper", "lead-generation")
    assert found.params == {"location": "Nantes", "query": "ébénistes", "limit": 12}
    assert found.question == "" and 0 < found.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Write an article on lamps without publishing it",
        "Rédige un article sur les lampes, ne le publie pas",
        "Escribe un artículo sobre lámparas sin publicarlo",
        "اكتب مقالا عن المصابيح ولا تنشره",
        "écris un article sur les lampes mais le publie surtout pas",
        "كتب مقال على المصابيح وما تنشروش",
    ],
)
def test_what_shall_not_be_published_is_not(text):
    found = read(text)
    assert found.slug == "blog-generator-resilient"
    assert found.publish is False
    assert found.params["publish"] is False


@pytest.mark.parametrize(
    "text",
    [
        "Draft the newsletter about autumn but do not send it",
        "Prépare la newsletter sur l'automne sans l'envoyer",
        "Prepara el boletín sobre el otoño sin enviarlo",
        "حضر النشرة البريدية عن الخريف ولا ترسلها",
    ],
)
def test_what_shall_not_be_sent_is_a_rehearsal(text):
    found = read(text)
    assert (found.slug, found.dry_run) == ("newsletter-composer", True)


def test_an_order_that_forbids_nothing_is_no_rehearsal():
    assert read("Send the newsletter about autumn").dry_run is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("12 + 30", "empty"),
        ("hello", "empty"),
        ("Translate it", "vague"),
        ("Call", "vague"),
        ("Send a message", "vague"),
        ("Envoie un message", "vague"),
        ("Manda un correo", "vague"),
        ("أرسل رسالة", "vague"),
        ("What is the capital of France?", "no_match"),
        ("Commande une pizza", "no_match"),
        ("Cuéntame un cuento", "no_match"),
        ("طقس الغد", "no_match"),
        ("Translate page 4 into Spanish and refund order 12", "several"),
        ("Rédige un article sur le sel et envoie des SMS au segment vip", "several"),
        ("blog about tea " * 100, "too_long"),
    ],
)
def test_what_is_unclear_is_asked_about_once(text, code):
    found = read(text)
    assert (found.verdict, found.reason_code) == ("ask", code)
    assert found.question.count("?") == 1
    assert found.params == {}


def test_a_sensor_may_be_asked_for_by_its_subject_alone():
    assert read("¿Cómo están los proveedores?").slug == "supplier-health-sensor"


def test_names_in_a_list_are_no_second_task():
    found = read("Décline l'article 9 en posts pour Instagram et LinkedIn")
    assert (found.verdict, found.params["channels"]) == ("plan", ["instagram", "linkedin"])


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Are our emails bouncing too much?", "email-health-sensor"),
        ("Why do our runs keep failling?", "error-science"),
        ("remborsement de la commande 88", "returns-refunds-flow"),
        ("Planifica el calendario editorialmente de enero", "editorial-calendar"),
    ],
)
def test_other_forms_and_slips_of_the_pen_are_understood(text, slug):
    assert read(text).slug == slug


def test_a_question_offers_what_could_be_meant():
    found = read("Publish a post")
    assert found.verdict == "ask"
    assert {"blog-generator-resilient", "linkedin-content-publisher"} <= set(found.alternatives)


@pytest.mark.parametrize(
    "noise",
    [
        "<b>{}</b>",
        "\u202e{}\u202c",
        "{}\x00",
        "\u200b".join("{}"),
        "{}  \n\t ",
        "<script></script>{}",
        "\ufeff{}",
    ],
)
def test_markup_and_invisible_signs_change_nothing(noise):
    text = "Score SEO audit of shop.example"
    shown = noise.format(text) if "{}" in noise else text
    assert read(shown).slug == read(text).slug == "seo-technical-audit"


@pytest.mark.parametrize(
    "text",
    ["lead 1 " * 140, "customer order product " * 40, "and " * 250, "و" * 1000, "é" * 1000, '"' * 1000, "a-1-" * 250],
)
def test_repetition_costs_no_time(text):
    began = perf_counter()
    read(text[:1000])
    assert perf_counter() - began < 1


def test_a_hundred_thousand_signs_are_not_read():
    began = perf_counter()
    assert read("Delete everything. " * 6000).verdict == "ask"
    assert perf_counter() - began < 0.5


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_one_of_three_answers(text):
    found = read(text)
    assert found.verdict in ("plan", "ask", "refuse")
    assert bool(found.question) is (found.verdict != "plan")
    assert (found.slug is not None) or found.verdict != "plan"


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(rows("first")),
    st.sampled_from(["Please ", "  ", "¡", "SVP, "]),
    st.sampled_from(["", ".", "!", " svp"]),
)
def test_politeness_and_signs_change_no_order(row, before, after):
    plain = read(row["directive"])
    polite = read(before + row["directive"] + after)
    assert (polite.verdict, polite.slug) == (plain.verdict, plain.slug)
