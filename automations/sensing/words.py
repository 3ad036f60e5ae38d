"""Ways to ask for a sensor, by language."""

STATUS = {
    "en": [
        "status of", "how is it doing", "health check", "check", "state", "how are things", "doing", "performance of",
        "healthy", "working", "all right",
    ],
    "fr": [
        "état de", "comment va", "comment vont", "santé de", "statut", "vérifie", "bilan", "où en est", "où en sont",
        "fonctionne", "marche bien",
    ],
    "es": [
        "estado de", "cómo va", "cómo van", "salud de", "revisa", "comprueba", "cómo está", "cómo están", "funciona",
        "marcha bien",
    ],
    "ar": ["حالة", "كيف حال", "كيف هي", "وضع", "صحة", "تحقق من حالة", "كيفاش غادي", "أداء", "يعمل", "خدام"],
}  # fmt: skip

WORDS: dict[str, dict[str, list[str]]] = {
    "shopify-sensor": {
        "en": ["shopify", "store health", "shop status", "is the shop up"],
        "fr": ["shopify", "santé de la boutique", "état de la boutique", "la boutique marche"],
        "es": ["shopify", "salud de la tienda", "estado de la tienda"],
        "ar": ["شوبيفاي", "حالة المتجر", "صحة المتجر", "المتجر"],
    },
    "klaviyo-sensor": {
        "en": ["klaviyo", "email lists", "klaviyo campaigns results"],
        "fr": ["klaviyo", "listes e-mail", "campagnes klaviyo"],
        "es": ["klaviyo", "listas de correo", "campañas klaviyo"],
        "ar": ["كلافيو", "قوائم البريد", "حملات كلافيو"],
    },
    "email-health-sensor": {
        "en": ["email health", "bounce rate", "spam rate", "open rate", "deliverability", "bounces", "spam complaints"],
        "fr": ["santé des e-mails", "taux de rebond", "taux d'ouverture", "taux de spam", "délivrabilité", "plaintes spam"],
        "es": ["salud del correo", "tasa de rebote", "tasa de apertura", "entregabilidad", "quejas de spam"],
        "ar": ["صحة البريد", "معدل الارتداد", "معدل الفتح", "نسبة السبام", "تسليم البريد"],
    },
    "cost-tracking-sensor": {
        "en": ["ai spend", "api cost", "how much have we spent", "burn rate", "cost tracking", "spending on ai", "costs"],
        "fr": ["dépenses ia", "coût des api", "combien avons-nous dépensé", "suivi des coûts", "coûts", "dépense"],
        "es": ["gasto en ia", "coste de las api", "cuánto hemos gastado", "seguimiento de costes", "costes", "gastos"],
        "ar": ["تكاليف الذكاء الاصطناعي", "كم أنفقنا", "تتبع التكاليف", "مصاريف", "شحال صرفنا", "تكلفة API"],
    },
    "lead-velocity-sensor": {
        "en": ["lead velocity", "new leads per week", "how fast do leads come in", "how many new leads", "lead growth"],
        "fr": ["vélocité des leads", "nouveaux leads par semaine", "combien de nouveaux leads", "rythme des prospects"],
        "es": ["velocidad de leads", "nuevos leads por semana", "cuántos leads nuevos", "ritmo de leads"],
        "ar": ["سرعة العملاء المحتملين", "كم عميل محتمل جديد", "وتيرة العملاء المحتملين", "نمو العملاء المحتملين"],
    },
    "ga4-sensor": {
        "en": ["ga4", "google analytics", "website sessions", "website visits", "site traffic", "conversion rate of the site"],
        "fr": ["ga4", "google analytics", "sessions du site", "visites du site", "trafic du site", "taux de conversion du site"],
        "es": ["ga4", "google analytics", "sesiones de la web", "visitas a la web", "tráfico web", "tasa de conversión"],
        "ar": ["تحليلات جوجل", "زيارات الموقع", "جلسات الموقع", "جوجل أناليتكس", "GA4"],
    },
    "retention-sensor": {
        "en": ["retention rate", "repeat rate", "order frequency", "do customers come back", "repeat purchase rate", "churn rate"],
        "fr": ["taux de rétention", "taux de réachat", "fréquence de commande", "les clients reviennent", "fidélisation", "taux de churn"],
        "es": ["tasa de retención", "tasa de recompra", "frecuencia de pedidos", "vuelven los clientes", "retención", "tasa de abandono"],
        "ar": ["معدل الاحتفاظ", "معدل تكرار الشراء", "هل يعود العملاء", "نسبة الاحتفاظ بالعملاء"],
    },
    "gsc-sensor": {
        "en": ["search console", "search impressions", "search clicks", "google position", "search ranking", "gsc"],
        "fr": ["search console", "impressions de recherche", "clics de recherche", "position google", "classement google", "gsc"],
        "es": ["search console", "impresiones de búsqueda", "clics de búsqueda", "posición en google", "gsc"],
        "ar": ["سيرش كونسول", "مرات الظهور في البحث", "نقرات البحث", "ترتيب جوجل", "Search Console"],
    },
    "lead-scoring-sensor": {
        "en": ["average lead score", "lead quality", "score drift", "quality of our leads"],
        "fr": ["score moyen des leads", "qualité des leads", "qualité des prospects", "dérive des scores"],
        "es": ["puntuación media de los leads", "calidad de los leads", "deriva de puntuaciones", "calidad de los prospectos"],
        "ar": ["جودة العملاء المحتملين", "متوسط تقييم العملاء المحتملين", "جودة الليدز"],
    },
    "apify-trends-sensor": {
        "en": ["apify trends", "market trends", "trends with apify", "market movement"],
        "fr": ["tendances apify", "tendances du marché", "mouvements du marché"],
        "es": ["tendencias apify", "tendencias del mercado", "movimiento del mercado"],
        "ar": ["اتجاهات السوق", "ترندات السوق", "أبيفاي", "Apify"],
    },
    "google-trends-sensor": {
        "en": ["google trends", "search trends", "trending searches", "what is trending on google"],
        "fr": ["google trends", "tendances de recherche", "tendances google", "recherches en hausse"],
        "es": ["google trends", "tendencias de búsqueda", "tendencias de google", "búsquedas en alza"],
        "ar": ["مؤشرات جوجل", "اتجاهات البحث", "جوجل تريندز", "اتجاهات جوجل"],
    },
    "product-seo-sensor": {
        "en": ["product seo quality", "product seo score", "how good is product seo", "product pages quality"],
        "fr": ["qualité seo des produits", "score seo des produits", "seo des fiches produits"],
        "es": ["calidad seo de los productos", "puntuación seo de productos", "seo de los productos"],
        "ar": ["جودة سيو المنتجات", "سيو المنتجات", "تقييم سيو المنتجات"],
    },
    "content-performance-sensor": {
        "en": ["content performance", "blog performance", "wordpress posts", "how do our posts perform", "content freshness"],
        "fr": ["performance du contenu", "performance du blog", "articles wordpress", "fraîcheur du contenu"],
        "es": ["rendimiento del contenido", "rendimiento del blog", "entradas de wordpress", "frescura del contenido"],
        "ar": ["أداء المحتوى", "أداء المدونة", "ووردبريس", "حداثة المحتوى"],
    },
    "voice-quality-sensor": {
        "en": ["voice quality", "voice latency", "voice endpoints", "is the voice service up", "voice health"],
        "fr": ["qualité vocale", "latence vocale", "qualité de la voix", "service vocal", "santé de la voix"],
        "es": ["calidad de voz", "latencia de voz", "servicio de voz", "salud de la voz"],
        "ar": ["جودة الصوت", "تأخر الصوت", "خدمة الصوت", "كمون الصوت"],
    },
    "supplier-health-sensor": {
        "en": ["supplier health", "suppliers stock and lead time", "are suppliers ok", "supplier delays", "suppliers"],
        "fr": ["santé des fournisseurs", "délais des fournisseurs", "stock des fournisseurs", "fournisseurs"],
        "es": ["salud de los proveedores", "plazos de los proveedores", "stock de proveedores", "proveedores"],
        "ar": ["حالة الموردين", "صحة الموردين", "تأخر الموردين", "الموردين"],
    },
    "meta-ads-sensor": {
        "en": ["meta ads", "facebook ads performance", "meta roas", "facebook ads spend", "instagram ads"],
        "fr": ["meta ads", "publicités facebook", "pubs meta", "roas meta", "dépenses facebook ads", "pubs facebook"],
        "es": ["meta ads", "anuncios de facebook", "roas de meta", "gasto en facebook ads", "anuncios de meta"],
        "ar": ["إعلانات ميتا", "إعلانات فيسبوك", "أداء إعلانات ميتا", "Meta Ads"],
    },
    "tiktok-ads-sensor": {
        "en": ["tiktok ads", "tiktok ads spend", "tiktok performance", "tiktok click rate"],
        "fr": ["tiktok ads", "publicités tiktok", "pubs tiktok", "performance tiktok"],
        "es": ["tiktok ads", "anuncios de tiktok", "rendimiento tiktok"],
        "ar": ["إعلانات تيك توك", "تيك توك", "أداء تيك توك", "TikTok"],
    },
    "whatsapp-status-sensor": {
        "en": ["whatsapp status", "whatsapp number quality", "whatsapp template status", "whatsapp limits", "whatsapp rating"],
        "fr": ["état de whatsapp", "qualité du numéro whatsapp", "statut des modèles whatsapp", "limites whatsapp"],
        "es": ["estado de whatsapp", "calidad del número de whatsapp", "estado de las plantillas de whatsapp", "límites de whatsapp"],
        "ar": ["حالة واتساب", "جودة رقم واتساب", "حالة قوالب واتساب", "حدود واتساب"],
    },
    "google-ads-planner-sensor": {
        "en": ["google ads", "keyword volume", "cost per click of keywords", "keyword planner", "keyword competition", "cpc"],
        "fr": ["google ads", "volume des mots-clés", "coût par clic", "planificateur de mots-clés", "concurrence des mots-clés", "cpc"],
        "es": ["google ads", "volumen de palabras clave", "coste por clic", "planificador de palabras clave", "cpc"],
        "ar": ["إعلانات جوجل", "حجم الكلمات المفتاحية", "تكلفة النقرة", "مخطط الكلمات", "Google Ads"],
    },
}  # fmt: skip
