"""The words around an answer (labels of buttons, stance marks, headings), by language.

Quotes, names and titles are never translated: they are what the article prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.schema import Stance

Stances = dict[Stance, str]


@dataclass(frozen=True, slots=True)
class Labels:
    """One language. ``stances``: what the source does, after its name."""

    stances: Stances
    quote: str
    evidence: str
    other_side: str
    more_of: str
    previous: str
    next: str
    right: str
    yes: str
    no: str
    open: str
    own_voice: str
    anonymous: str
    unknown_outlet: str
    no_date: str
    via: str
    page: str
    also: str
    attached: str
    nothing: str
    gone: str
    claims: str
    articles: str
    speakers: str
    asserted: str
    denied: str
    withheld: str
    otherwise: str
    thanks: str
    what_was_wrong: str
    comment: str
    no_other_side: str
    same_claim: str
    other_side_title: str
    left_open: str
    add_article: str
    what_is_here: str
    empty: str


ENGLISH = Labels(
    stances={
        Stance.ASSERTS: "asserts",
        Stance.DENIES: "denies",
        Stance.WITHHOLDS: "does not confirm",
        Stance.URGES: "urges",
        Stance.VOWS: "vows",
        Stance.JUDGES: "judges",
    },
    quote="Quote",
    evidence="Evidence",
    other_side="Other side",
    more_of="More of",
    previous="Back",
    next="Next",
    right="Was this right?",
    yes="Yes",
    no="No",
    open="open",
    own_voice="the article, in its own words",
    anonymous="unnamed",
    unknown_outlet="outlet unknown",
    no_date="date unknown",
    via="via",
    page="Page {page} of {pages}",
    also="also reported by {outlets}",
    attached="The quote is too long for a message; it is attached whole.",
    nothing="Nothing in this archive matches.",
    gone="This claim is no longer in the archive.",
    claims="Claims",
    articles="Articles",
    speakers="Speakers",
    asserted="Who asserts it",
    denied="Who denies it",
    withheld="Who does not confirm it",
    otherwise="Who else speaks of it",
    thanks="Thank you. Your answer was stored for the people who run this bot.",
    what_was_wrong="What was wrong?",
    comment="In a sentence, if you like",
    no_other_side="Nobody in this archive takes the other side.",
    same_claim="The same elsewhere",
    other_side_title="The other side",
    left_open="Left open",
    add_article="Add an article",
    what_is_here="What is in the archive",
    empty="This archive holds no article yet. Add one with `/article add`,"
    " or by *Apps → Index this article* on a message.",
)
GERMAN = Labels(
    stances={
        Stance.ASSERTS: "behauptet",
        Stance.DENIES: "bestreitet",
        Stance.WITHHOLDS: "bestätigt nicht",
        Stance.URGES: "fordert",
        Stance.VOWS: "sagt zu",
        Stance.JUDGES: "urteilt",
    },
    quote="Zitat",
    evidence="Belege",
    other_side="Gegenseite",
    more_of="Mehr von",
    previous="Zurück",
    next="Weiter",
    right="War das richtig?",
    yes="Ja",
    no="Nein",
    open="öffnen",
    own_voice="der Artikel, in eigenen Worten",
    anonymous="ungenannt",
    unknown_outlet="Medium unbekannt",
    no_date="Datum unbekannt",
    via="über",
    page="Seite {page} von {pages}",
    also="auch bei {outlets}",
    attached="Das Zitat ist zu lang für eine Nachricht; es liegt ganz bei.",
    nothing="Nichts in diesem Archiv passt.",
    gone="Diese Aussage ist nicht mehr im Archiv.",
    claims="Aussagen",
    articles="Artikel",
    speakers="Sprecher",
    asserted="Wer es behauptet",
    denied="Wer es bestreitet",
    withheld="Wer es nicht bestätigt",
    otherwise="Wer sonst davon spricht",
    thanks="Danke. Die Antwort wurde für die Betreiber dieses Bots gespeichert.",
    what_was_wrong="Was war falsch?",
    comment="Gern in einem Satz",
    no_other_side="Niemand in diesem Archiv vertritt die Gegenseite.",
    same_claim="Dasselbe anderswo",
    other_side_title="Die Gegenseite",
    left_open="Offen gelassen",
    add_article="Artikel hinzufügen",
    what_is_here="Was im Archiv ist",
    empty="Dieses Archiv hat noch keinen Artikel. Einer kommt hinein mit `/article add`"
    " oder mit *Apps → Index this article* an einer Nachricht.",
)
FRENCH = Labels(
    stances={
        Stance.ASSERTS: "affirme",
        Stance.DENIES: "dément",
        Stance.WITHHOLDS: "ne confirme pas",
        Stance.URGES: "demande",
        Stance.VOWS: "promet",
        Stance.JUDGES: "juge",
    },
    quote="Citation",
    evidence="Preuves",
    other_side="Autre camp",
    more_of="Encore de",
    previous="Retour",
    next="Suite",
    right="Est-ce exact ?",
    yes="Oui",
    no="Non",
    open="ouvrir",
    own_voice="l’article, dans ses propres termes",
    anonymous="anonyme",
    unknown_outlet="média inconnu",
    no_date="date inconnue",
    via="par",
    page="Page {page} sur {pages}",
    also="aussi rapporté par {outlets}",
    attached="La citation est trop longue pour un message ; elle est jointe en entier.",
    nothing="Rien ne correspond dans ces archives.",
    gone="Cette déclaration n’est plus dans les archives.",
    claims="Déclarations",
    articles="Articles",
    speakers="Sources",
    asserted="Qui l’affirme",
    denied="Qui le dément",
    withheld="Qui ne le confirme pas",
    otherwise="Qui d’autre en parle",
    thanks="Merci. Votre réponse est gardée pour ceux qui gèrent ce bot.",
    what_was_wrong="Qu’est-ce qui était faux ?",
    comment="En une phrase, si vous voulez",
    no_other_side="Personne dans ces archives ne soutient l’autre camp.",
    same_claim="La même ailleurs",
    other_side_title="L’autre camp",
    left_open="Laissé ouvert",
    add_article="Ajouter un article",
    what_is_here="Ce que contiennent les archives",
    empty="Ces archives n’ont pas encore d’article. Ajoutez-en un avec `/article add`"
    " ou par *Apps → Index this article* sur un message.",
)
SPANISH = Labels(
    stances={
        Stance.ASSERTS: "afirma",
        Stance.DENIES: "niega",
        Stance.WITHHOLDS: "no confirma",
        Stance.URGES: "pide",
        Stance.VOWS: "promete",
        Stance.JUDGES: "opina",
    },
    quote="Cita",
    evidence="Pruebas",
    other_side="La otra parte",
    more_of="Más de",
    previous="Atrás",
    next="Siguiente",
    right="¿Era correcto?",
    yes="Sí",
    no="No",
    open="abrir",
    own_voice="el artículo, con sus propias palabras",
    anonymous="anónimo",
    unknown_outlet="medio desconocido",
    no_date="fecha desconocida",
    via="a través de",
    page="Página {page} de {pages}",
    also="también en {outlets}",
    attached="La cita es demasiado larga para un mensaje; va adjunta entera.",
    nothing="Nada en este archivo coincide.",
    gone="Esta declaración ya no está en el archivo.",
    claims="Declaraciones",
    articles="Artículos",
    speakers="Fuentes",
    asserted="Quién lo afirma",
    denied="Quién lo niega",
    withheld="Quién no lo confirma",
    otherwise="Quién más habla de ello",
    thanks="Gracias. Su respuesta se guarda para quienes mantienen este bot.",
    what_was_wrong="¿Qué estaba mal?",
    comment="En una frase, si quiere",
    no_other_side="Nadie en este archivo sostiene la otra parte.",
    same_claim="Lo mismo en otro lugar",
    other_side_title="La otra parte",
    left_open="Queda abierto",
    add_article="Añadir un artículo",
    what_is_here="Qué hay en el archivo",
    empty="Este archivo no tiene artículos todavía. Añada uno con `/article add`"
    " o con *Apps → Index this article* en un mensaje.",
)

LANGUAGES: dict[str, Labels] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
# one sign per stance, so that the mark is told apart without reading
MARKS: Stances = {
    Stance.ASSERTS: "●",
    Stance.DENIES: "✕",
    Stance.WITHHOLDS: "○",
    Stance.URGES: "➤",
    Stance.VOWS: "◆",
    Stance.JUDGES: "◇",
}


def labels(language: str) -> Labels:
    """The labels of ``language``; English where it is unknown."""
    return LANGUAGES.get(language, ENGLISH)
