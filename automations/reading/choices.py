"""One or several of a short list, by the words people use for each."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence

Choices = dict[str, str]
NEAR = 8
"""Names with at most so many signs between them are one list."""

CHANNELS: Choices = {
    "slack": "slack, سلاك",
    "email": "email, e-mail, mail, correo, بريد, إيميل",
    "sms": "sms, texto, رسالة قصيرة",
    "whatsapp": "whatsapp, واتساب",
    "phone": "phone, téléphone, teléfono, هاتف",
}
NETWORKS: Choices = {
    "facebook": "facebook, فيسبوك, fb",
    "instagram": "instagram, insta, انستغرام, إنستغرام, انستجرام, إنستجرام",
    "linkedin": "linkedin, لينكد إن, لينكدإن, لينكدين",
    "tiktok": "tiktok, تيك توك, تيكتوك",
    "twitter": "twitter, تويتر",
    "youtube": "youtube, يوتيوب",
    "pinterest": "pinterest",
    "google": "google, google ads, جوجل, غوغل",
    "meta": "meta, ميتا",
    "email": "email, e-mail, newsletter, correo, بريد",
}
FORMATS: Choices = {
    "square": "square, carré, carrée, carrés, cuadrado, cuadrada, cuadrados, مربع",
    "vertical": "vertical, verticale, verticales, portrait, عمودي",
    "horizontal": "horizontal, horizontale, landscape, paysage, apaisado, أفقي",
    "story": "story, stories, ستوري",
    "reel": "reel, reels, ريلز",
    "16:9": "16:9",
    "9:16": "9:16",
    "1:1": "1:1",
    "4:5": "4:5",
}
EVENTS: Choices = {
    "purchase": "purchase, achat, compra, شراء",
    "lead": "lead, prospect, عميل محتمل",
    "add_to_cart": "add to cart, add_to_cart, ajout au panier, añadir al carrito, إضافة للسلة",
    "page_view": "page view, page_view, page vue, vista de página",
    "sign_up": "sign up, sign_up, signup, inscription, registro, تسجيل",
}
METRICS: Choices = {
    "sales": "sales, ventes, ventas, مبيعات",
    "traffic": "traffic, visits, trafic, visites, tráfico, visitas, زيارات, زوار",
    "refunds": "refunds, remboursements, reembolsos, استردادات, مبالغ مستردة",
    "orders": "orders, commandes, pedidos, طلبات, طلبيات",
    "conversions": "conversions, conversion, conversiones, تحويلات",
    "revenue": "revenue, chiffre d'affaires, ingresos, إيرادات",
}
LEVELS: Choices = {
    "low": "low, faible, baja, bajo, منخفضة",
    "medium": "medium, moyenne, media, متوسطة",
    "high": "high, élevée, haute, forte, alta, عالية",
}
SURVEYS: Choices = {"nps": "nps", "csat": "csat"}
MOMENTS: Choices = {
    "delivery": "delivery, livraison, entrega, توصيل, تسليم",
    "ticket": "ticket, tickets, تذكرة",
    "purchase": "purchase, achat, compra, شراء",
}
DIRECTIONS: Choices = {
    "inbound": "inbound, incoming, entrant, entrants, entrante, entrantes, واردة",
    "outbound": "outbound, outgoing, sortant, sortants, saliente, salientes, صادرة",
}
ACTIONS: Choices = {
    "restart": "restart, redémarre, redémarrer, relance, reinicia, reiniciar, إعادة تشغيل, أعد تشغيل, عاود شعل",
    "start": "start, boot, démarre, démarrer, inicia, iniciar, arranca, شغل, تشغيل",
    "stop": "stop, shut down, arrête, arrêter, detén, detener, para, أوقف, إيقاف",
    "check": "check, status, vérifie, vérifier, comprueba, comprobar, revisa, فحص, افحص",
}
VERTICALS: Choices = {
    "shop": "shop, store, ecommerce, e-commerce, boutique, tienda, متجر",
    "b2b": "b2b",
}
TONES: Choices = {
    "formal": "formal, formel, formelle, رسمي, رسمية",
    "friendly": "friendly, amical, chaleureux, amigable, cercano, ودي, ودية",
    "playful": "playful, fun, ludique, divertido, مرح",
    "professional": "professional, professionnel, professionnelle, profesional, مهني, احترافي",
    "luxury": "luxury, luxe, luxueux, lujo, lujoso, فاخر",
    "casual": "casual, décontracté, informal, desenfadado, عفوي",
}
PLANS: Choices = {
    "starter": "starter",
    "growth": "growth",
    "pro": "pro",
    "premium": "premium",
    "enterprise": "enterprise",
}
INTENTS: Choices = {
    "subscription": "subscription, abonnement, suscripción, اشتراك",
    "refund": "refund, remboursement, reembolso",
    "checkout": "checkout",
}
PROMPTED: Choices = {
    "product_search": "search, product search, cherche, recherche, busca, búsqueda, بحث",
    "order_status": "order status, statut, état de la commande, estado del pedido, حالة الطلب",
    "payment_details": "payment, paiement, pago, دفع",
}


def one_of(choices: Choices, turn: Turn = Turn.NAME) -> Reader:
    """The first choice that is named."""
    several = some_of(choices, turn).find

    def find(sentence: Sentence) -> Heard | None:
        heard = several(sentence)
        return Heard(heard.value[0], heard.start, heard.end) if heard else None

    return Reader(find, turn)


def some_of(choices: Choices, turn: Turn = Turn.NAME) -> Reader:
    """All choices that are named, in the order they are named."""
    patterns = {key: re.compile(any_of(*[each.strip() for each in words.split(",")])) for key, words in choices.items()}

    def find(sentence: Sentence) -> Heard | None:
        found = [
            (match.start(), match.end(), key)
            for key, pattern in patterns.items()
            for match in free_matches(pattern, sentence)
        ]
        if not found:
            return None
        found.sort()
        end = found[0][1]
        for start, last, _key in found:
            end = last if start - end <= NEAR else end
        return Heard(list(dict.fromkeys(key for _start, _end, key in found)), found[0][0], end)

    return Reader(find, turn)
