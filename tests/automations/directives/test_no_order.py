"""What a sentence forbids, stops, asks or tells is no order to do it; a polite question is one."""

import pytest

from automations.directives import Understanding, understand
from tests.automations.directives.examples import known


def read(text: str) -> Understanding:
    return understand(text, known=known())


@pytest.mark.parametrize(
    "text",
    [
        "Please don't invoice customer 31",
        "You must never call buyer 8 again",
        "Do not, under any circumstances, refund order 12",
        "Send no reminders about abandoned carts",
        "The reviews must not be requested any more",
        "Call shopper 3? No, leave it",
        "I want that you don't bill client 7",
        "Ne note surtout pas le prospect 5",
        "Il ne faut plus relancer les paniers abandonnés",
        "Relance pas les paniers abandonnés",
        "Je veux que tu ne factures pas le client 2",
        "Merci de ne pas traduire la page 9",
        "Nunca llames al cliente 40",
        "Por favor, no traduzcas la página 9",
        "Ya no pidas reseñas tras la entrega",
        "Let's not bill customer 31",
        "It is forbidden to invoice customer 31",
        "Without calling customer 8",
        "Interdiction de rembourser la commande 12",
        "Hors de question de relancer les paniers abandonnés",
        "Prohibido reembolsar el pedido 12",
        "Sin facturar al cliente 2",
        "Translate page 9 into German, not Italian",
        "لا تترجم الصفحة 9",
        "من فضلك لا تقيم العميل المحتمل 5",
        "ما تعيطش للكليان 40",
        "ما تسيفطيش رسائل SMS لشريحة gold",
        "ممنوع إصدار فاتورة للعميل 2",
    ],
)
def test_a_forbidden_order_is_asked_about(text):
    found = read(text)
    assert found.verdict == "ask" and found.reason_code in ("denied", "no_match")
    assert found.question.count("?") == 1 and found.params == {}
    assert read(text).alternatives == [], "what was forbidden is no proposal"


@pytest.mark.parametrize(
    "text",
    [
        "Stop asking for reviews after delivery",
        "Pause the abandoned cart series",
        "Could you turn off the birthday greetings?",
        "Cancel the refund of order 9",
        "Delete the newsletter about autumn",
        "Annule le remboursement de la commande 9",
        "Mets en pause la série des paniers abandonnés",
        "Désactive les demandes d'avis",
        "Pausa la serie de bienvenida",
        "Deja de pedir reseñas",
        "أوقف سلسلة الترحيب",
        "احذف النشرة البريدية عن الخريف",
    ],
)
def test_what_shall_be_stopped_is_not_started(text):
    assert read(text).verdict != "plan"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Pause campaigns with a CPA over 70", "ads-budget-guard"),
        ("Coupe les campagnes dont le CPA dépasse 70", "ads-budget-guard"),
        ("Stop mailing people who do not open", "sunset-flow"),
        ("Elimina los leads duplicados", "leads-manager"),
        ("أوقف الإعلانات الخاسرة", "ads-budget-guard"),
    ],
)
def test_an_automation_that_stops_things_by_trade_is_ordered(text, slug):
    assert (read(text).verdict, read(text).slug) == ("plan", slug)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Don't forget to refund order 12", "returns-refunds-flow"),
        ("N'oublie pas de relancer les paniers abandonnés", "abandoned-cart-series"),
        ("No olvides puntuar el lead 4", "lead-scoring-agentic"),
        ("لا تنس ترجمة الصفحة 9 إلى الفرنسية", "content-translation"),
        ("Write an article about why roses never bloom twice", "blog-generator-resilient"),
        ("Rédige un article sur les chats qui ne dorment pas", "blog-generator-resilient"),
        ("Escribe un artículo sobre perros que no ladran", "blog-generator-resilient"),
        ("Send SMS to segment gold, no more than 12 euros a day", "sms-automation-resilient"),
        ("Envoie des SMS au segment or, sans dépasser 12 € par jour", "sms-automation-resilient"),
        ("Alert shoppers when an item is not in stock any more", "back-in-stock-alerts"),
        ("Draft a blog on violins but don't publish it", "blog-generator-resilient"),
        ("Si le client n'a pas payé, relance la facture impayée 9", "payment-dunning"),
        ("N'envoie que la série de bienvenue", "welcome-series"),
    ],
)
def test_other_words_of_negation_forbid_nothing(text, slug):
    assert (read(text).verdict, read(text).slug) == ("plan", slug)


def test_what_stays_of_an_order_must_lead_to_the_same():
    assert read("Call customer 10, but don't book a meeting").reason_code == "denied"
    assert read("Don't call customer 12, call customer 10").verdict == "ask"


@pytest.mark.parametrize(
    "text",
    [
        "Should we refund order 12?",
        "Was order 12 refunded?",
        "Did anybody call customer 4?",
        "Can you tell me whether order 12 was refunded?",
        "When was customer 4 invoiced?",
        "Call customer 4?",
        "Dois-je rembourser la commande 12 ?",
        "La commande 12 a-t-elle été remboursée ?",
        "As-tu appelé le client 4 ?",
        "¿Debemos reembolsar el pedido 12?",
        "¿Se ha reembolsado el pedido 12?",
        "هل يجب استرداد مبلغ الطلب 12؟",
        "هل تم استرداد مبلغ الطلب 12؟",
        "واش تصلتي بالكليان 4؟",
    ],
)
def test_a_question_is_answered_with_a_question(text):
    assert read(text).verdict == "ask" and read(text).reason_code in ("asked", "no_match")
    assert read(text).question.count("?") == 1


@pytest.mark.parametrize(
    "text",
    [
        "I already refunded order 12",
        "We have called customer 4",
        "Order 12 was refunded yesterday",
        "My colleague invoiced customer 4 in May",
        "J'ai déjà facturé le client 4",
        "La commande 12 a été remboursée",
        "On a relancé les paniers abandonnés hier",
        "Ya he llamado al cliente 4",
        "Hemos reembolsado el pedido 12",
        "Hier nous avons facturé le client 4",
        "Ayer reembolsé el pedido 12",
        "أمس استرددنا مبلغ الطلب 12",
        "تم استرداد مبلغ الطلب 12",
        "لقد اتصلنا بالعميل 4",
    ],
)
def test_a_report_is_no_order(text):
    assert read(text).verdict == "ask" and read(text).reason_code in ("told", "no_match")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Can you call customer 4?", "grok-voice-realtime"),
        ("Could we get product 9 photos on a white background?", "product-photos-resilient"),
        ("Would you please score lead 3?", "lead-scoring-agentic"),
        ("Would it be possible to score lead 3?", "lead-scoring-agentic"),
        ("Let's score lead 3", "lead-scoring-agentic"),
        ("No te olvides de puntuar el lead 3", "lead-scoring-agentic"),
        ("I would like to invoice customer 4", "billing-agent"),
        ("Peux-tu rembourser la commande 12 ?", "returns-refunds-flow"),
        ("Est-ce que vous pourriez noter le lead 3 ?", "lead-scoring-agentic"),
        ("J'ai besoin de 20 boulangeries à Nantes sur Google Maps", "google-maps-scraper"),
        ("Tu me relances les paniers abandonnés ?", "abandoned-cart-series"),
        ("¿Puedes reembolsar el pedido 12?", "returns-refunds-flow"),
        ("¿Me traduces la página 9 al francés?", "content-translation"),
        ("ممكن تترجم الصفحة 9 إلى الفرنسية؟", "content-translation"),
        ("Hay que reembolsar el pedido 12", "returns-refunds-flow"),
        ("Tenemos que facturar al cliente 4", "billing-agent"),
        ("Il faut rembourser la commande 12", "returns-refunds-flow"),
        ("هل تستطيع الاتصال بالعميل 41؟", "grok-voice-realtime"),
        ("واش تقدر تقيم العميل المحتمل 6؟", "lead-scoring-agentic"),
        ("هل يمكنك استرداد مبلغ الطلب 12؟", "returns-refunds-flow"),
        ("Which customers will leave within 20 days?", "churn-prediction-resilient"),
        ("Are our emails bouncing?", "email-health-sensor"),
        ("Tell the customer on WhatsApp that order 60 was shipped", "whatsapp-order-updates"),
    ],
)
def test_a_polite_or_a_real_order_stays_one(text, slug):
    assert (read(text).verdict, read(text).slug) == ("plan", slug)


@pytest.mark.parametrize(
    "text",
    [
        "Score leads 3 and 8",
        "Refund 5 euros on orders 12 and 14",
        "Appelle le client 4 ou le client 9",
        "Puntúa los leads 3, 8 y 11",
        "استرد مبلغ الطلب 12 و 14",
        "Remind buyers of SKU TEA-1 and TEA-2 to restock every 30 days",
    ],
)
def test_several_of_what_goes_one_at_a_time_is_asked_about(text):
    assert (read(text).verdict, read(text).reason_code) == ("ask", "one_at_a_time")


@pytest.mark.parametrize(
    "text",
    ["Refund order 12 and 5 euros of shipping", "White photos for products 3 and 8", "Call customer 4, 2 days later"],
)
def test_other_numbers_behind_are_no_second_one(text):
    assert read(text).reason_code != "one_at_a_time"


@pytest.mark.parametrize("text", ["Score leads 3 and 8 today", "Score leads 3 & 8 both", "Score lead 3, lead 8 today"])
def test_a_second_one_is_not_lost_before_more_words(text):
    assert read(text).reason_code == "one_at_a_time"
