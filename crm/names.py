"""Made-up names for rehearsal and demo clients: common given and family names of a language's markets."""

GIVEN = {
    "fr": (
        "Amina", "Youssef", "Salma", "Karim", "Leïla", "Mehdi", "Nadia", "Omar", "Sophie", "Hugo", "Camille",
        "Julien", "Inès", "Rachid", "Fatima", "Hicham", "Chloé", "Lucas", "Manon", "Samir", "Imane", "Anas",
        "Margaux", "Thomas", "Zineb", "Bilal", "Élise", "Nicolas", "Khadija", "Reda",
    ),
    "en": (
        "Alice", "James", "Priya", "Oliver", "Grace", "Mohammed", "Emily", "Daniel", "Chloe", "Liam", "Aisha",
        "Harry", "Megan", "Samuel", "Zoe", "Ethan", "Hannah", "Ravi", "Lucy", "Adam", "Freya", "Noah", "Ella",
        "George", "Sana", "Callum", "Ruby", "Isaac", "Maya", "Toby",
    ),
}  # fmt: skip
FAMILY = {
    "fr": (
        "Alaoui", "Bennani", "El Idrissi", "Chraibi", "Tazi", "Berrada", "Lahlou", "Fassi", "Amrani", "Ziani",
        "Dubois", "Lambert", "Peeters", "Janssens", "Leroy", "Moreau", "Mertens", "Fontaine", "Claes", "Dupont",
        "Benjelloun", "Kettani", "Sebti", "Willems", "Renard", "Marchal", "Simon", "Bakkali", "Ouazzani", "Gérard",
    ),
    "en": (
        "Smith", "Patel", "Jones", "Taylor", "Khan", "Brown", "Wilson", "Evans", "Walker", "Hughes", "Green",
        "Hall", "Ahmed", "Clarke", "Wright", "Baker", "Turner", "Carter", "Mitchell", "Cooper", "Bailey", "Reid",
        "Murphy", "Shah", "Foster", "Gray", "Palmer", "Doyle", "Begum", "Marsh",
    ),
}  # fmt: skip


def person(language: str, mark: str) -> tuple[str, str]:
    """A given and a family name, always the same for the same `mark` (hexadecimal, 16 digits or more)."""
    known = language if language in GIVEN else "en"
    given, family = GIVEN[known], FAMILY[known]
    return given[int(mark[:8], 16) % len(given)], family[int(mark[8:16], 16) % len(family)]
