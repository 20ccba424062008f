"""Invented captions in seven languages, as many as wanted: the same in every run, and about 143 characters each.

A share of them says something that may wake a rule: a mention, a code, thanks for a gift, a drink. The others speak
of ordinary days, with hashtags, handles and emoji, some with words that look like a mention and are none.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

LANGUAGES = ("fr", "en", "es", "it", "de", "nl", "pt")
_SHARES = (40, 20, 10, 10, 8, 6, 6)

_DAYS = {
    "fr": (
        "Dimanche sans rien faire, une pile de livres et le chat sur les genoux",
        "Trois jours à pied entre la gare et le dernier refuge, avec un sac trop lourd",
        "On a repeint la cuisine en vert sauge et je ne regrette rien",
        "Le marché du samedi, les tomates anciennes et la file devant le fromager",
        "Petit matin sur la plage, personne, juste le bruit des vagues",
        "Elle a perdu sa première dent et elle est très fière d’elle",
        "Reprise de la course après deux mois d’arrêt, les jambes en coton",
        "La lumière d’octobre sur les toits, j’attends ça toute l’année",
        "Ma grand-mère chantait cette chanson les jours de pluie",
        "Le train a eu quarante minutes de retard et personne n’a râlé",
    ),
    "en": (
        "Rain all day, so we stayed in and finally finished the puzzle",
        "Three days on foot from the station to the last hut, with far too much in my bag",
        "The garden is slowly coming back to life and so am I",
        "First run after two months off, my legs will remember this one",
        "She lost her first tooth and told everyone on the bus about it",
        "Sunday soup, an old record and the window open",
        "Nobody told me how loud the sea is in the morning",
        "We painted the kitchen green and nobody regrets it",
        "October light on the rooftops is the best thing about this town",
        "My grandmother used to bake this cake when it rained",
    ),
    "es": (
        "Domingo de lluvia, una manta y la película de siempre",
        "Tres días caminando desde la estación hasta el último refugio",
        "Hemos pintado la cocina de verde y no me arrepiento de nada",
        "La luz de octubre sobre los tejados es lo mejor de esta ciudad",
        "Mi abuela hacía este bizcocho los días de lluvia",
        "Primera carrera después de dos meses y las piernas no responden",
    ),
    "it": (
        "Domenica lenta, un libro e il gatto sulle ginocchia",
        "Tre giorni a piedi dalla stazione fino all’ultimo rifugio",
        "Abbiamo dipinto la cucina di verde e non ce ne pentiamo",
        "La luce di ottobre sui tetti la aspetto tutto l’anno",
        "Mia nonna faceva questa torta quando pioveva",
        "Prima corsa dopo due mesi e le gambe non rispondono",
    ),
    "de": (
        "Sonntag ohne Plan, ein Stapel Bücher und die Katze auf dem Schoß",
        "Drei Tage zu Fuß vom Bahnhof bis zur letzten Hütte, mit viel zu schwerem Rucksack",
        "Wir haben die Küche grün gestrichen und bereuen nichts",
        "Das Licht im Oktober über den Dächern ist das Schönste an dieser Stadt",
        "Meine Oma hat diesen Kuchen immer bei Regen gebacken",
    ),
    "nl": (
        "Zondag zonder plannen, een stapel boeken en de kat op schoot",
        "Drie dagen te voet van het station naar de laatste hut",
        "We hebben de keuken groen geschilderd en niemand heeft spijt",
        "Het licht van oktober over de daken is het mooiste van deze stad",
        "Mijn oma bakte deze taart altijd als het regende",
    ),
    "pt": (
        "Domingo de chuva, um cobertor e o filme de sempre",
        "Três dias a pé da estação até ao último refúgio",
        "Pintámos a cozinha de verde e não nos arrependemos",
        "A luz de outubro sobre os telhados é o melhor desta cidade",
        "A minha avó fazia este bolo nos dias de chuva",
    ),
}
_LOOKS_LIKE = {
    "fr": (
        "La publicité dans le métro me fatigue, franchement",
        "Merci à tous pour vos messages, ça compte beaucoup",
        "Le code de l’immeuble a encore changé ce matin",
        "J’ai acheté cette lampe avec mes sous, il y a dix ans",
        "Une collaboration entre voisins pour le jardin partagé",
        "Ma grand-mère faisait ce gâteau au chocolat le dimanche",
    ),
    "en": (
        "Thanks everyone for the kind words this week",
        "The ad break is longer than the match these days",
        "I finally cracked the code of this sourdough",
        "Nobody pays me to like rainy mornings",
    ),
}
_SAYS = {
    "fr": (
        "Collaboration commerciale avec @{brand}",
        "Publicité · @{brand}",
        "-20 % avec mon code {code} sur @{brand}, lien en bio",
        "Merci à @{brand} pour ce cadeau, on a adoré",
        "Produit offert par @{brand}",
        "En partenariat avec @{brand}",
        "Un verre de vin rouge et la nuit tombe",
        "#collaborationcommerciale #{brand}",
        "Ambassadrice @{brand} depuis cette année",
    ),
    "en": (
        "Paid partnership with @{brand}",
        "#ad @{brand}",
        "20% off with my code {code} at @{brand}, link in bio",
        "Gifted by @{brand}",
        "Thank you @{brand} for having us",
        "Sponsored by @{brand}",
    ),
}
_BRANDS = (
    "maisonlune",
    "lafabriquedebrume",
    "nordvolt",
    "claraline",
    "atelierpluie",
    "belorso",
    "chipsola",
    "vapodune",
)
_CODES = ("EMMA20", "LINA15", "THEO10", "NINA25")
_TAGS = (
    "voyage",
    "montagne",
    "lecture",
    "jardin",
    "autumn",
    "slowlife",
    "cocina",
    "famiglia",
    "wandern",
    "thuis",
    "outono",
)
_EMOJI = ("☀️", "🌧", "📚", "🐈", "🌿", "❤️", "✨", "🏔")


class Caption(NamedTuple):
    text: str
    language: str


def captions(how_many: int, share: float, seed: int = 2026) -> Iterator[Caption]:
    """``how_many`` captions, of which about ``share`` say something that may wake a rule."""
    chance = random.Random(seed)  # noqa: S311 (invented words, no secret)
    for _ in range(how_many):
        language = chance.choices(LANGUAGES, _SHARES)[0]
        yield Caption(_caption(chance, language, chance.random() < share), language)


def _caption(chance: random.Random, language: str, says: bool) -> str:
    wanted = min(900, max(20, round(chance.lognormvariate(4.42, 0.62))))
    parts: list[str] = []
    if says:
        said = chance.choice(_SAYS["fr" if language == "fr" else "en"])
        parts.append(said.format(brand=chance.choice(_BRANDS), code=chance.choice(_CODES)))
    while len(". ".join(parts)) < wanted:
        looks_like = chance.random() < 0.06
        parts.append(chance.choice(_LOOKS_LIKE.get(language, _LOOKS_LIKE["en"]) if looks_like else _DAYS[language]))
    chance.shuffle(parts)
    text = ". ".join(parts)
    if chance.random() < 0.5:
        text += " " + chance.choice(_EMOJI)
    if chance.random() < 0.4:
        text += "".join(f" #{tag}" for tag in chance.sample(_TAGS, chance.randint(1, 4)))
    if chance.random() < 0.1:
        text += f" @{chance.choice(('lea', 'marco', 'nils', 'ana'))}.{chance.choice(('b', 'k', 'p'))}"
    return text


def write_parquet(path: Path, how_many: int, share: float) -> None:
    """The captions as posts, in a Parquet file of several row groups."""
    chance = random.Random(1)  # noqa: S311
    made = list(captions(how_many, share))
    pl.DataFrame(
        {
            "platform": ["instagram"] * how_many,
            "post_id": ["".join(chance.choices(_ID, k=11)) for _ in made],
            "published_at": [_moment(chance) for _ in made],
            "account.handle": [f"creator{chance.randrange(how_many // 50 + 1)}" for _ in made],
            "account.country": ["FR"] * how_many,
            "text": [caption.text for caption in made],
            "language": [caption.language for caption in made],
        }
    ).write_parquet(path, row_group_size=50_000)


_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _moment(chance: random.Random) -> str:
    year, month, day = chance.randint(2023, 2026), chance.randint(1, 12), chance.randint(1, 28)
    return f"{year}-{month:02}-{day:02}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"
