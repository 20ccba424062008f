"""Why a run could not go on, and what to do about it."""

from perenne.connectors.said import Stop
from perenne.model.bilingual import Bilingual, counted

_LATER = Bilingual(
    fr="la même commande reprendra où elle s’est arrêtée", en="the same command will go on from where it stopped"
)
_SAYS = {
    "token": Bilingual(
        fr="la plateforme ne reconnaît pas le jeton : gardez-en un autre avec « perenne handset token put »",
        en="the platform does not know the token: keep another with “perenne handset token put”",
    ),
    "forbidden": Bilingual(
        fr="la plateforme refuse : le jeton n’a pas le droit de lire cela",
        en="the platform refuses: the token may not read this",
    ),
    "missing": Bilingual(
        fr="la plateforme ne connaît pas ce compte : vérifiez --account",
        en="the platform does not know this account: check --account",
    ),
    "rate": Bilingual(fr="la plateforme demande d’attendre", en="the platform asks to wait"),
    "busy": Bilingual(fr="la plateforme est en panne", en="the platform is out of order"),
    "unreachable": Bilingual(
        fr="la plateforme ne répond pas : vérifiez la connexion",
        en="the platform does not answer: check the connection",
    ),
    "quota": Bilingual(
        fr="le quota du jour est épuisé : réessayez demain",
        en="today’s quota is used up: try again tomorrow",
    ),
    "loop": Bilingual(
        fr="la plateforme donne toujours les mêmes pages : réessayez plus tard, ou avec --since ou --limit",
        en="the platform gives the same pages for ever: try again later, or with --since or --limit",
    ),
    "shape": Bilingual(
        fr="la réponse de la plateforme n’a pas la forme que dit sa documentation : signalez-le",
        en="the platform’s answer is not of the shape that its documentation says: please report it",
    ),
    "redirect": Bilingual(
        fr="la plateforme renvoie ailleurs, où l’on ne va pas : signalez-le",
        en="the platform sends us elsewhere, where we do not go: please report it",
    ),
    "platform": Bilingual(fr="la plateforme a répondu par une erreur", en="the platform answered with an error"),
    "connector": Bilingual(
        fr="le connecteur a échoué sur une erreur à lui : signalez-le à qui l’a écrit",
        en="the connector failed by an error of its own: report it to whoever wrote it",
    ),
    "since": Bilingual(
        fr="cette API demande depuis quel jour lire : ajoutez --since",
        en="this API asks from which day to read: add --since",
    ),
    "account": Bilingual(
        fr="ce n’est pas un nom de compte de cette plateforme : vérifiez --account",
        en="this is no name of an account of this platform: check --account",
    ),
    "relay": Bilingual(fr="le relais a raccroché : voir le registre", en="the relay hung up: see the ledger"),
    "refused_quota": Bilingual(
        fr="le quota du jour est épuisé : réessayez demain", en="today’s quota is used up: try again tomorrow"
    ),
    "refused_token": Bilingual(
        fr="aucun jeton valable pour ce compte : gardez-en un avec « perenne handset token put »",
        en="no valid token for this account: keep one with “perenne handset token put”",
    ),
    "refused_replay": Bilingual(
        fr="ce message est déjà parti une fois : regardez sur la plateforme, préparez-en un autre s’il n’y est pas",
        en="this message has left once: look on the platform, prepare another if it is not there",
    ),
    "refused_size": Bilingual(
        fr="la réponse de la plateforme dépasse ce qui est admis", en="the platform’s answer is larger than is let in"
    ),
    "refused_echo": Bilingual(
        fr="la plateforme a répété le jeton dans sa réponse, qui n’a pas été remise au connecteur",
        en="the platform repeated the token in its answer, which was not given to the connector",
    ),
}
_REFUSED = Bilingual(
    fr="le relais a refusé une demande du connecteur ({why}) : voir le registre",
    en="the relay refused what the connector asked ({why}): see the ledger",
)
_MINUTE = 60


def sentence(stop: Stop) -> Bilingual:
    """Why it stopped. What a stranger said of it is shown only as far as it is a word that is known here, or one of
    plain letters."""
    word = stop.why.removeprefix("refused_")
    says = _SAYS.get(stop.why) or (_REFUSED if stop.why.startswith("refused_") else _SAYS["platform"])
    says = says.filled(why=word if word.isascii() and word.isidentifier() else "?")
    told = ", ".join(each for each in (str(stop.status or ""), _plain(stop.code)) if each)
    beside = f" ({told})" if told else ""
    return Bilingual(fr=f"{says.fr}{beside}{_when(stop).fr}", en=f"{says.en}{beside}{_when(stop).en}")


def later(stop: Stop) -> Bilingual | None:
    """That the same command goes on, where it does."""
    return None if stop.why in {"missing", "account", "since", "forbidden"} else _LATER


def _plain(code: str) -> str:
    return code[:60] if code.isascii() and code.isprintable() else "?"


def _when(stop: Stop) -> Bilingual:
    if not stop.seconds:
        return Bilingual("", "")
    minutes = counted(-(-min(stop.seconds, 10**8) // _MINUTE), "minute", "minute")
    return Bilingual(fr=f", dans {minutes.fr}", en=f", in {minutes.en}")
