"""Two shops with different customers: gifts and furnishing, bought once or twice; coffee, bought monthly."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """`price` in whole units of the client's currency; `weight` is how often it is chosen."""

    sku: str
    title: str
    price: float
    weight: int


@dataclass(frozen=True, slots=True)
class Profile:
    """How a shop's customers behave.

    New customers arrive as a Poisson process. After each purchase a customer leaves for good with
    a probability drawn per person from Beta(`leave`); one who stays comes back after an
    exponential time whose mean is drawn from a gamma distribution around `gap_days` (the smaller
    `gap_shape`, the more people differ). This is the buying process behind BG/NBD (Fader, Hardie,
    Lee 2005), so that the churn science meets what it assumes, plus seasons it does not know.
    """

    slug: str
    prefix: str
    country: str
    abroad: tuple[str, ...]
    arrivals_per_day: float
    leave: tuple[float, float]
    gap_days: float
    gap_shape: float
    items_per_order: float
    return_rate: float
    seasons: tuple[float, ...]
    items: tuple[Item, ...]


DECOR = Profile(
    slug="decor",
    prefix="MT",
    country="MA",
    abroad=("FR", "BE", "ES"),
    arrivals_per_day=1.7,
    leave=(2.4, 2.2),
    gap_days=95,
    gap_shape=1.6,
    items_per_order=1.9,
    return_rate=0.05,
    seasons=(0.85, 0.85, 0.95, 1.0, 1.05, 1.05, 1.0, 1.1, 0.95, 1.0, 1.15, 1.3),
    items=(
        Item("TAP-120", "Tapis berbère 120 × 180", 1490, 3),
        Item("TAP-060", "Tapis de chevet 60 × 100", 520, 5),
        Item("POUF-CU", "Pouf en cuir naturel", 690, 6),
        Item("LAN-LAI", "Lanterne en laiton ajouré", 340, 9),
        Item("COU-SAB", "Coussin en soie de sabra", 220, 12),
        Item("PLA-CUI", "Plateau en cuivre martelé", 410, 7),
        Item("THE-6V", "Service à thé, six verres", 295, 10),
        Item("MIR-SOL", "Miroir soleil en rotin", 460, 6),
        Item("VAS-TAD", "Vase en tadelakt", 260, 8),
        Item("BOU-FLO", "Bougie fleur d’oranger", 95, 14),
        Item("PAN-DOU", "Panier en doum tressé", 150, 10),
        Item("SUS-RAP", "Suspension en raphia", 580, 4),
        Item("PLD-LAI", "Plaid en laine tissé main", 390, 6),
        Item("BOL-FES", "Bol en céramique de Fès", 85, 13),
    ),
)
COFFEE = Profile(
    slug="coffee",
    prefix="VC",
    country="BE",
    abroad=("FR", "DE"),
    arrivals_per_day=0.85,
    leave=(0.9, 2.7),
    gap_days=38,
    gap_shape=1.3,
    items_per_order=2.2,
    return_rate=0.02,
    seasons=(1.1, 1.05, 1.05, 1.0, 0.95, 0.9, 0.8, 0.85, 1.0, 1.05, 1.1, 1.15),
    items=(
        Item("ETH-250", "Éthiopie Yirgacheffe 250 g", 11.5, 14),
        Item("ETH-1KG", "Éthiopie Yirgacheffe 1 kg", 39, 8),
        Item("COL-250", "Colombie Huila 250 g", 10.5, 14),
        Item("COL-1KG", "Colombie Huila 1 kg", 36, 9),
        Item("BRE-1KG", "Brésil Cerrado 1 kg", 31, 11),
        Item("DEC-250", "Décaféiné à l’eau 250 g", 11, 7),
        Item("ESP-1KG", "Espresso de la maison 1 kg", 33, 13),
        Item("DEG-SET", "Coffret dégustation, cinq cafés", 29, 8),
        Item("FIL-100", "Filtres V60, 100 pièces", 7.5, 9),
        Item("MOU-MAN", "Moulin manuel", 79, 2),
        Item("CAF-PIS", "Cafetière à piston 1 l", 42, 3),
        Item("TAS-GRE", "Tasse en grès", 18, 5),
    ),
)
PROFILES = (DECOR, COFFEE)


def profile_for(country: str) -> Profile:
    """The shop that fits a client's country; the coffee shop elsewhere."""
    return next((profile for profile in PROFILES if profile.country == country), COFFEE)
