"""The words of the self-test's matrix, in one place for whoever reviews them."""

from perenne.handset.ledger import Event
from perenne.handset.selftest.matrix import Verdict
from perenne.handset.tiers import Tier
from perenne.model.bilingual import Bilingual
from perenne.report.fragments import Catalogue
from perenne.report.voice import Counted

VERDICTS: dict[Verdict, Bilingual] = {
    "blocked": Bilingual(fr="retenue", en="held"),
    "leak": Bilingual(fr="fuite", en="leak"),
    "not_proven": Bilingual(fr="non prouvée ici", en="not proven here"),
}
TIERS: dict[Tier, Bilingual] = {
    Tier.SEALED: Bilingual(fr="niveau A, scellé", en="tier A, sealed"),
    Tier.CONFINED: Bilingual(fr="niveau B, confiné", en="tier B, confined"),
    Tier.NOT_ISOLATED: Bilingual(fr="niveau C, non isolé", en="tier C, not isolated"),
}
GOT: dict[str, Bilingual] = {
    "got it": Bilingual(fr="obtenu", en="got it"),
    "nothing": Bilingual(fr="rien trouvé", en="found nothing"),
    "killed": Bilingual(fr="arrêté par le noyau", en="ended by the kernel"),
    "not tried": Bilingual(fr="pas essayé", en="not tried"),
    "taken in": Bilingual(fr="tout avalé", en="took it all in"),
    "kept": Bilingual(fr="rien n’est sorti du dossier", en="nothing left the folder"),
    "escaped": Bilingual(fr="écrit hors du dossier", en="written outside the folder"),
    "refused": Bilingual(fr="refusé", en="refused"),
    "hung up": Bilingual(fr="ligne coupée", en="hung up"),
    "it left": Bilingual(fr="parti", en="it left"),
    "the token came in": Bilingual(fr="jeton entré", en="the token came in"),
    "the answer came in": Bilingual(fr="réponse entrée", en="the answer came in"),
    "not written down": Bilingual(fr="refus non écrit", en="refusal not written down"),
    "line": Bilingual(fr="ligne trop longue", en="line too long"),
    "lines": Bilingual(fr="trop de lignes", en="too many lines"),
    "total": Bilingual(fr="trop en tout", en="too much in all"),
    "seconds": Bilingual(fr="hors du temps donné", en="beyond the time given"),
    "idle": Bilingual(fr="silence trop long", en="silent for too long"),
    "complaint": Bilingual(fr="trop de plaintes", en="too many complaints"),
    "half": Bilingual(fr="dernière ligne inachevée", en="last line not finished"),
    "record": Bilingual(fr="enregistrement refusé", en="record refused"),
    "host": Bilingual(fr="hôte non permis", en="host not permitted"),
    "path": Bilingual(fr="hors des chemins permis", en="outside the permitted paths"),
    "query": Bilingual(fr="champ non permis", en="field not permitted"),
    "header": Bilingual(fr="en-tête non permis", en="header not permitted"),
    "body": Bilingual(fr="contenu non permis", en="content not permitted"),
    "media": Bilingual(fr="fichier non approuvé", en="file not approved"),
    "approval": Bilingual(fr="sans accord", en="without approval"),
    "replay": Bilingual(fr="accord déjà utilisé", en="approval already used"),
    "token": Bilingual(fr="jeton refusé", en="token refused"),
    "echo": Bilingual(fr="réponse qui répète le jeton", en="answer that repeats the token"),
    "address": Bilingual(fr="adresse interne", en="internal address"),
    "name": Bilingual(fr="nom introuvable", en="name not found"),
    "rate": Bilingual(fr="trop de demandes par minute", en="too many requests a minute"),
    "quota": Bilingual(fr="quota du jour atteint", en="quota of the day reached"),
    "size": Bilingual(fr="réponse trop longue", en="answer too long"),
    "encoding": Bilingual(fr="réponse compressée", en="packed answer"),
    "time": Bilingual(fr="réponse trop lente", en="answer too slow"),
    "words": Bilingual(fr="autres mots que ceux approuvés", en="other words than those approved"),
    "flood": Bilingual(fr="trop de refus en une heure", en="too many refusals in an hour"),
    "frame": Bilingual(fr="trame illisible", en="frame that is none"),
    "nothing passes at all": Bilingual(fr="rien ne passe du tout", en="nothing passes at all"),
}
"""What an attempt got, or why the channel or the relay refused it; what is not here is a code of the system."""
PARTS: dict[str, Bilingual] = {
    "environment": Bilingual(fr="environnement vide", en="empty environment"),
    "descriptors": Bilingual(fr="descripteurs fermés", en="closed descriptors"),
    "walls": Bilingual(fr="espaces de noms", en="namespaces"),
    "landlock": Bilingual(fr="Landlock", en="Landlock"),
    "calls": Bilingual(fr="filtre des appels", en="filter of calls"),
    "limits": Bilingual(fr="limites", en="limits"),
    "identity": Bilingual(fr="autre utilisateur que root", en="another user than root"),
    "names": Bilingual(fr="noms tenus", en="held names"),
    "channel": Bilingual(fr="canal borné", en="bounded channel"),
    "relay": Bilingual(fr="relais", en="relay"),
}
EVENTS: dict[Event, Bilingual] = {
    "started": Bilingual(fr="début", en="started"),
    "request": Bilingual(fr="demande", en="request"),
    "response": Bilingual(fr="réponse", en="response"),
    "previewed": Bilingual(fr="aperçu", en="previewed"),
    "approved": Bilingual(fr="accord", en="approved"),
    "published": Bilingual(fr="publication", en="published"),
    "refused": Bilingual(fr="refus", en="refused"),
    "limit": Bilingual(fr="limite", en="limit"),
    "selftest": Bilingual(fr="autotest", en="self-test"),
    "ended": Bilingual(fr="fin", en="ended"),
}
CHANGED: dict[str, Bilingual] = {
    "kernel": Bilingual(fr="le noyau", en="the kernel"),
    "landlock": Bilingual(fr="Landlock", en="Landlock"),
    "bubblewrap": Bilingual(fr="bubblewrap", en="bubblewrap"),
    "policy": Bilingual(fr="ce qui est interdit", en="what is forbidden"),
    "code": Bilingual(fr="notre code", en="our code"),
    "user": Bilingual(fr="qui lance", en="who starts it"),
}
STALE = Bilingual(
    fr="Périmé : {what} a changé depuis. Relancez `perenne handset selftest`.",
    en="Stale: {what} changed since. Run `perenne handset selftest` again.",
)
NOT_PROTECTED: tuple[Bilingual, ...] = (
    Bilingual(
        fr="La plateforme voit tout ce qui lui est envoyé, et garde ce qu’elle veut.",
        en="The platform sees everything that is sent to it, and keeps what it wants.",
    ),
    Bilingual(
        fr="Un connecteur malveillant peut cacher quelques bits dans les champs permis et dans le moment de ses "
        "demandes.",
        en="A malicious connector can hide some bits in the fields that are permitted and in the moment of its "
        "requests.",
    ),
    Bilingual(
        fr="Une faille du noyau met fin à la séparation. Qui craint cela ajoute une machine virtuelle.",
        en="A flaw of the kernel ends the separation. Whoever fears that adds a virtual machine.",
    ),
    Bilingual(
        fr="Le relais, Python et cette machine, hors du compartiment, sont crus sur parole.",
        en="The relay, Python and this machine, outside the compartment, are trusted.",
    ),
)
TUNNEL = Bilingual(
    fr="Tentative 25 par un tunnel chiffré : sans objet, ce profil n’existe pas ici.",
    en="Attempt 25 through an encrypted tunnel: not applicable, there is no such profile here.",
)
WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Second téléphone", en="Second phone"),
    "page.title": Bilingual(fr="Autotest du compartiment", en="Self-test of the compartment"),
    "page.tab": Bilingual(
        fr="Autotest du compartiment – Second téléphone – Pérenne",
        en="Self-test of the compartment – Second phone – Pérenne",
    ),
    "page.skip": Bilingual(fr="Aller aux tentatives", en="Skip to the attempts"),
    "page.offline": Bilingual(fr="un seul fichier, lisible hors ligne", en="a single file, readable offline"),
    "page.lead": Bilingual(
        fr="Ce qui est étranger reste derrière une vitre : rien d’interne n’y entre, tout ce qui en sort est écrit.",
        en="What is foreign stays behind a pane: nothing of ours goes in, everything that comes out is written down.",
    ),
    "page.footer": Bilingual(
        fr="Pérenne {program}. Ce qui n’a pas été vu fuir sans protection n’est pas dit retenu.",
        en="Pérenne {program}. What was not seen to leak without protection is not said to be held.",
    ),
    "card.count": Bilingual(fr="{held} sur {of}", en="{held} of {of}"),
    "card.network": Bilingual(fr="Réseau", en="Network"),
    "card.none": Bilingual(fr="aucun, sinon par le relais", en="none, but through the relay"),
    "card.at": Bilingual(fr="Essai du", en="Tried on"),
    "card.as": Bilingual(fr="Lancé par", en="Started by"),
    "card.root": Bilingual(fr="root, qui se défait de ses droits", en="root, which gives itself up"),
    "card.ordinary": Bilingual(fr="un utilisateur ordinaire", en="an ordinary user"),
    "card.kernel": Bilingual(fr="Noyau", en="Kernel"),
    "card.ways": Bilingual(fr="Manières", en="Ways"),
    "card.quick": Bilingual(
        fr="Essai court : les tentatives 23 à 25 n’ont pas été faites.",
        en="Short run: attempts 23 to 25 were not made.",
    ),
    "grid": Bilingual(fr="Vingt-cinq tentatives de fuite", en="Twenty-five attempts to get out"),
    "grid.how": Bilingual(
        fr="chaque appât est d’abord vu fuir sans protection", en="each bait is first seen to leak without protection"
    ),
    "grid.limits": Bilingual(
        fr="Ne protège ni de la plateforme, ni d’une faille du noyau.",
        en="It protects neither from the platform nor from a flaw of the kernel.",
    ),
    "detail": Bilingual(fr="Le détail", en="In detail"),
    "detail.bait": Bilingual(fr="Appât", en="Bait"),
    "detail.expected": Bilingual(fr="Attendu", en="Expected"),
    "detail.way": Bilingual(fr="Manière", en="Way"),
    "detail.control": Bilingual(fr="Sans protection", en="Unprotected"),
    "detail.inside": Bilingual(fr="Dans le compartiment", en="In the compartment"),
    "detail.verdict": Bilingual(fr="Verdict", en="Verdict"),
    "detail.otherwise": Bilingual(fr="autrement que prévu", en="otherwise than foreseen"),
    "left": Bilingual(fr="Ce qui est sorti", en="What left"),
    "left.when": Bilingual(fr="Quand", en="When"),
    "left.act": Bilingual(fr="Acte", en="Act"),
    "left.handset": Bilingual(fr="Compartiment", en="Compartment"),
    "left.where": Bilingual(fr="Chemin et hôte", en="Path and host"),
    "left.what": Bilingual(fr="Quoi", en="What"),
    "left.why": Bilingual(fr="Pourquoi, par qui", en="Why, by whom"),
    "left.head": Bilingual(fr="registre en ajout seul, tête {hash}", en="a ledger of added lines, head {hash}"),
    "left.nothing": Bilingual(fr="rien n’est parti", en="nothing left"),
    "left.unseen": Bilingual(fr="contenu non vu", en="content not seen"),
    "left.none": Bilingual(fr="Rien n’est encore sorti d’un compartiment.", en="Nothing has left a compartment yet."),
    "left.all": Bilingual(
        fr="Les derniers seulement ; `perenne handset ledger` les dit tous.",
        en="The last ones only; `perenne handset ledger` tells them all.",
    ),
    "mutations": Bilingual(fr="Mutations", en="Mutations"),
    "mutations.how": Bilingual(
        fr="ce qui est ôté doit laisser fuir, sinon l’autotest ne prouve rien",
        en="what is taken away must let leak, or the self-test proves nothing",
    ),
    "mutations.without": Bilingual(fr="Sans", en="Without"),
    "mutations.expected": Bilingual(fr="Doivent fuir", en="Must leak"),
    "mutations.leaked": Bilingual(fr="Ont fui", en="Leaked"),
    "mutations.shows": Bilingual(fr="L’autotest le voit", en="The self-test sees it"),
    "yes": Bilingual(fr="oui", en="yes"),
    "no": Bilingual(fr="NON", en="NO"),
    "limits": Bilingual(fr="Ce dont il ne protège pas", en="What it does not protect from"),
    "provenance": Bilingual(fr="Ce à quoi ce constat est lié", en="What this finding is bound to"),
    "provenance.kernel": Bilingual(fr="Noyau, Landlock", en="Kernel, Landlock"),
    "provenance.bubblewrap": Bilingual(fr="bubblewrap", en="bubblewrap"),
    "provenance.none": Bilingual(fr="sans", en="without"),
    "provenance.policy": Bilingual(fr="Empreinte de ce qui est interdit", en="Hash of what is forbidden"),
    "provenance.code": Bilingual(fr="Empreinte du code", en="Hash of the code"),
    "provenance.key": Bilingual(fr="Signé par", en="Signed by"),
    "provenance.signature": Bilingual(fr="Signature", en="Signature"),
}
COUNTS: dict[str, Counted] = {
    "ways": Counted(
        Bilingual(fr="{n} essayée", en="{n} tried"),
        Bilingual(fr="{n} essayées", en="{n} tried"),
    ),
    "unproven": Counted(
        Bilingual(fr="{n} non prouvée ici", en="{n} not proven here"),
        Bilingual(fr="{n} non prouvées ici", en="{n} not proven here"),
    ),
    "left.lines": Counted(Bilingual(fr="{n} ligne", en="{n} line"), Bilingual(fr="{n} lignes", en="{n} lines")),
    "left.fields": Counted(Bilingual(fr="{n} champ", en="{n} field"), Bilingual(fr="{n} champs", en="{n} fields")),
    "left.bytes": Counted(Bilingual(fr="{n} octet", en="{n} byte"), Bilingual(fr="{n} octets", en="{n} bytes")),
    "unproven.ways": Counted(
        Bilingual(fr="dont {n} manière non prouvée ici", en="{n} way of it not proven here"),
        Bilingual(fr="dont {n} manières non prouvées ici", en="{n} ways of it not proven here"),
    ),
}
CATALOGUE = Catalogue(WORDS, COUNTS)


def got(word: str) -> Bilingual:
    return GOT.get(word, Bilingual(fr=word, en=word))


def series(names: tuple[str, ...], words: dict[str, Bilingual]) -> Bilingual:
    told = [words.get(each, Bilingual(fr=each, en=each)) for each in names]
    return Bilingual(fr=", ".join(each.fr for each in told), en=", ".join(each.en for each in told))
