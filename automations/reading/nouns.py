"""What people call the things that have a number, in English, French, Spanish and Arabic."""

NOUNS = {
    "lead": "lead, leads, prospect, prospects, prospecto, prospectos, العميل المحتمل, عميل محتمل, ليد",
    "deal": "deal, opportunity, affaire, opportunité, trato, negocio, oportunidad, صفقة",
    "contact": "contact, contacto, جهة الاتصال, جهة اتصال, كونتاكت",
    "customer": "customer, customers, client, clients, cliente, clientes, clienta, buyer, shopper, cliente n, عميل, عميلة, زبون, كليان, عملاء, زبناء",
    "order": "order, orders, commande, commandes, pedido, pedidos, orden, طلب, طلبية, كوموند, كوماند",
    "product": "product, products, produit, produits, producto, productos, item, items, منتج, منتجات, منتوج, منتوجات",
    "booking": "booking, reservation, appointment, réservation, rendez-vous, rdv, reserva, cita, حجز, موعد",
    "list": "list, liste, lista, قائمة, لائحة",
    "campaign": "campaign, campagne, campaña, حملة",
    "checkout": "checkout, cart, panier, carrito, carro, cesta, سلة",
    "profile": "profile, visitor, profil, visiteur, perfil, visitante, ملف, زائر",
    "variant": "variant, variante, size, نسخة, متغير",
    "collection": "collection, colección, مجموعة, تشكيلة",
    "subscription": "subscription, subscriber, abonnement, abonné, suscripción, suscriptor, اشتراك, مشترك",
    "review": "review, reviews, avis, reseña, reseñas, opinión, valoración, تقييم, مراجعة",
    "post": "post, posts, article, articles, billet, publication, publications, entrada, artículo, publicación, publicaciones, منشور, مقال, تدوينة",
    "content": "page, content, post, article, contenu, página, pagina, contenido, artículo, entrada, صفحة, مقال, محتوى",
    "location": "location, store, shop, fiche, établissement, boutique, ficha, tienda, local, sucursal, موقع, متجر, فرع",
    "event": "event, évènement, événement, evento, حدث",
    "account": "account, compte, cuenta, حساب",
    "session": "session, conversation, chat, sesión, conversación, جلسة, محادثة",
    "ticket": "ticket, tickets, incidencia, تذكرة, تيكي",
    "invoice": "invoice, facture, factura, bill, فاتورة, فاكتورة",
    "recording": "recording, voicemail, message, voice message, enregistrement, message vocal, grabación, mensaje de voz, mensaje, buzón, تسجيل, رسالة صوتية, رسالة",
    "asset": "asset, video, ad video, vidéo, vídeo, فيديو, الفيديو الإعلاني, anuncio, clip",
    "fact": "fact, facts, fait, faits, hecho, hechos, حقيقة, حقائق",
    "project": "project, projet, proyecto, مشروع",
    "call": "call, appel, llamada, مكالمة",
    "visitor": "client, visitor, visiteur, visitante, زائر",
    "property": "property, propriété, propiedad, خاصية",
}


def nouns(kind: str) -> list[str]:
    """The words for one kind of thing."""
    return [word.strip() for word in NOUNS[kind].split(",")]
