"""The finding in a sentence and the paragraph below it: true of the counts, whatever these are."""

from collections.abc import Mapping
from dataclasses import dataclass

from perenne.model.bilingual import Bilingual
from perenne.model.finding import ACCUSING, Verdict
from perenne.report.interval import Share, share
from perenne.report.numerals import Portion, percent, portion
from perenne.report.voice import COMMA, Counted, Said, Voice, sentence_case


@dataclass(frozen=True, slots=True)
class Tally:
    """How many posts bear each verdict."""

    counts: Mapping[Verdict, int]

    def of(self, verdict: Verdict) -> int:
        return self.counts.get(verdict, 0)

    @property
    def posts(self) -> int:
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """Posts with a verdict that says something: neither a question nor out of scope."""
        return self.posts - self.waiting - self.of("out_of_scope")

    @property
    def waiting(self) -> int:
        return self.of("needs_human")

    @property
    def accused(self) -> int:
        return sum(self.of(verdict) for verdict in ACCUSING)

    @property
    def compliant_share(self) -> Share | None:
        """Of the judged; ``None`` where they are too few for a rate."""
        return share(self.of("compliant"), self.judged)


def title(tally: Tally, voice: Voice) -> Said:
    if tally.posts == 0:
        return voice.say(_NO_POST)
    if tally.judged == 0:
        return (
            sentence_case(voice.count(_ONLY_QUESTIONS, tally.waiting))
            if tally.waiting
            else voice.say(_NONE_CONCERNED)
        )
    if tally.accused == 0:
        return _nothing_accused(tally, voice)
    if tally.waiting > tally.judged:
        waiting = voice.count(_WAIT, tally.waiting)
        return sentence_case(f"{waiting}{COMMA}{_accused_of_judged(tally, voice)}")
    if tally.compliant_share is None or tally.accused == tally.judged:
        return sentence_case(_accused_of_judged(tally, voice))
    said = _compliant_portion(tally, voice)
    if banned := tally.of("prohibited"):
        said = Said(f"{said}{COMMA}{voice.count(_PROMOTE_BANNED, banned)}")
    return sentence_case(said)


def lead(tally: Tally, voice: Voice, law: Said) -> Said:
    """The counts in words; ``law`` says by which law («le droit de leur jour»)."""
    if tally.posts == 0:
        return voice.say(_NOTHING_READ)
    told = [_judged_sentence(tally, voice, law)] if tally.judged else []
    faults = [voice.count(sentence, tally.of(verdict)) for verdict, sentence in _FAULTS.items() if tally.of(verdict)]
    if faults:
        told.append(_full_stop(voice.series(faults)))
    apart = []
    if tally.waiting:
        apart.append(voice.count(_OTHERS_WAIT if tally.judged else _WAIT, tally.waiting))
    if outside := tally.of("out_of_scope"):
        apart.append(voice.count(_OUTSIDE, outside))
    if apart:
        told.append(_full_stop(voice.series(apart)))
    return Said(" ".join(told))


def if_all_were_faulty(tally: Tally) -> int | None:
    """The compliant share, in per cent, if every post that waits were faulty; ``None`` where no rate is given."""
    worst_case = share(tally.of("compliant"), tally.judged + tally.waiting)
    return percent(worst_case.value) if worst_case and tally.compliant_share and tally.waiting else None


def _nothing_accused(tally: Tally, voice: Voice) -> Said:
    if tally.waiting:
        return voice.count(_NONE_ACCUSED_SOME_WAIT, tally.waiting)
    if improvable := tally.of("improvable"):
        return voice.count(_NONE_ACCUSED_SOME_IMPROVABLE, improvable)
    return voice.count(_ALL_COMPLIANT, tally.judged)


def _accused_of_judged(tally: Tally, voice: Voice) -> Said:
    if tally.accused == tally.judged:
        return voice.count(_ALL_ACCUSED, tally.judged)
    return voice.count(_SOME_ACCUSED, tally.accused, judged=voice.number(tally.judged))


def _compliant_portion(tally: Tally, voice: Voice) -> Said:
    if not tally.of("compliant"):
        return voice.say(_NONE_COMPLIANT)
    said = portion(tally.of("compliant"), tally.judged)
    return voice.say(_portion_sentence(said), part=voice.number(said.part), whole=voice.number(said.whole))


def _portion_sentence(said: Portion) -> Bilingual:
    one, many = _PORTIONS[said.bound]
    return one if said.part == 1 else many


def _judged_sentence(tally: Tally, voice: Voice, law: Said) -> Said:
    judged, compliant = voice.figure(tally.judged), tally.of("compliant")
    rate = tally.compliant_share
    if rate is None:
        few = voice.count(_FEW_JUDGED, tally.judged)
        complying = (
            voice.count(_FEW_COMPLIANT, compliant, law=law) if compliant else voice.say(_NO_COMPLIANT, law=law)
        )
        return Said(f"{sentence_case(few)} {sentence_case(complying)}")
    if not compliant:
        return voice.say(_RATE_OF_NONE, judged=judged, law=law, high=percent(rate.high))
    if compliant == tally.judged:
        return voice.say(_RATE_OF_ALL, judged=judged, law=law, low=percent(rate.low))
    return voice.figures(
        _RATE,
        compliant,
        judged=judged,
        law=law,
        rate=percent(rate.value),
        low=percent(rate.low),
        high=percent(rate.high),
    )


def _full_stop(said: str) -> Said:
    return Said(f"{sentence_case(said)}.")


_NO_POST = Bilingual(fr="Aucune publication à juger", en="No post to judge")
_NOTHING_READ = Bilingual(
    fr="Les fichiers lus ne contiennent aucune publication. Leur sort est détaillé plus bas.",
    en="The files that were read hold no post. What became of them is told below.",
)
_NONE_CONCERNED = Bilingual(
    fr="Aucune publication ne relève des règles vérifiées", en="No post falls under the rules that were checked"
)
_ONLY_QUESTIONS = Counted(
    Bilingual(
        fr="{n} publication attend une réponse, aucune n’est encore jugée",
        en="{n} post waits for an answer, none is judged yet",
    ),
    Bilingual(
        fr="{n} publications attendent une réponse, aucune n’est encore jugée",
        en="{n} posts wait for an answer, none is judged yet",
    ),
)
_WAIT = Counted(
    Bilingual(fr="{n} publication attend une réponse", en="{n} post waits for an answer"),
    Bilingual(fr="{n} publications attendent une réponse", en="{n} posts wait for an answer"),
)
_OTHERS_WAIT = Counted(
    Bilingual(fr="{n} autre attend une réponse", en="{n} more waits for an answer"),
    Bilingual(fr="{n} autres attendent une réponse", en="{n} more wait for an answer"),
)
_OUTSIDE = Counted(
    Bilingual(fr="{n} est hors du champ des règles vérifiées", en="{n} is outside the rules that were checked"),
    Bilingual(fr="{n} sont hors du champ des règles vérifiées", en="{n} are outside the rules that were checked"),
)
_NONE_ACCUSED_SOME_WAIT = Counted(
    Bilingual(
        fr="Aucune publication n’est mise en cause, {n} attend une réponse",
        en="No post is found at fault, {n} waits for an answer",
    ),
    Bilingual(
        fr="Aucune publication n’est mise en cause, {n} attendent une réponse",
        en="No post is found at fault, {n} wait for an answer",
    ),
)
_NONE_ACCUSED_SOME_IMPROVABLE = Counted(
    Bilingual(
        fr="Aucune publication n’est mise en cause, {n} peut être améliorée",
        en="No post is found at fault, {n} can be improved",
    ),
    Bilingual(
        fr="Aucune publication n’est mise en cause, {n} peuvent être améliorées",
        en="No post is found at fault, {n} can be improved",
    ),
)
_ALL_COMPLIANT = Counted(
    Bilingual(
        fr="La seule publication jugée est conforme aux règles vérifiées",
        en="The only post judged complies with the rules that were checked",
    ),
    Bilingual(
        fr="Toutes les publications jugées sont conformes aux règles vérifiées",
        en="All the posts judged comply with the rules that were checked",
    ),
)
_ALL_ACCUSED = Counted(
    Bilingual(fr="la seule publication jugée n’est pas conforme", en="the only post judged is not compliant"),
    Bilingual(fr="aucune des {n} publications jugées n’est conforme", en="none of the {n} posts judged is compliant"),
)
_SOME_ACCUSED = Counted(
    Bilingual(
        fr="{n} des {judged} publications jugées n’est pas conforme",
        en="{n} of the {judged} posts judged is not compliant",
    ),
    Bilingual(
        fr="{n} des {judged} publications jugées ne sont pas conformes",
        en="{n} of the {judged} posts judged are not compliant",
    ),
)
_NONE_COMPLIANT = Bilingual(
    fr="Aucune publication jugée n’est pleinement conforme", en="None of the posts judged is fully compliant"
)
_PORTIONS = {
    "exactly": (
        Bilingual(
            fr="{part} publication jugée sur {whole} est conforme",
            en="{part} in {whole} of the posts judged is compliant",
        ),
        Bilingual(
            fr="{part} publications jugées sur {whole} sont conformes",
            en="{part} in {whole} of the posts judged are compliant",
        ),
    ),
    "nearly": (
        Bilingual(
            fr="près d’{part} publication jugée sur {whole} est conforme",
            en="nearly {part} in {whole} of the posts judged is compliant",
        ),
        Bilingual(
            fr="près de {part} publications jugées sur {whole} sont conformes",
            en="nearly {part} in {whole} of the posts judged are compliant",
        ),
    ),
    "more": (
        Bilingual(
            fr="plus d’{part} publication jugée sur {whole} est conforme",
            en="more than {part} in {whole} of the posts judged is compliant",
        ),
        Bilingual(
            fr="plus de {part} publications jugées sur {whole} sont conformes",
            en="more than {part} in {whole} of the posts judged are compliant",
        ),
    ),
    "less": (
        Bilingual(
            fr="moins d’{part} publication jugée sur {whole} est conforme",
            en="less than {part} in {whole} of the posts judged is compliant",
        ),
        Bilingual(
            fr="moins de {part} publications jugées sur {whole} sont conformes",
            en="less than {part} in {whole} of the posts judged are compliant",
        ),
    ),
}
_PROMOTE_BANNED = Counted(
    Bilingual(fr="{n} fait une promotion interdite", en="{n} promotes what may not be promoted"),
    Bilingual(fr="{n} font une promotion interdite", en="{n} promote what may not be promoted"),
)
_FAULTS: dict[Verdict, Counted] = {
    "improvable": Counted(
        Bilingual(fr="{n} est à améliorer", en="{n} can be improved"),
        Bilingual(fr="{n} sont à améliorer", en="{n} can be improved"),
    ),
    "non_compliant": Counted(
        Bilingual(fr="{n} n’est pas conforme", en="{n} is not compliant"),
        Bilingual(fr="{n} ne sont pas conformes", en="{n} are not compliant"),
    ),
    "prohibited": _PROMOTE_BANNED,
}
_RATE = Counted(
    Bilingual(
        fr="Sur {judged} publications jugées, {n} est conforme {law} : {rate} %, de {low} à {high} %.",
        en="Of {judged} posts judged, {n} complies with {law}: {rate}%, {low} to {high}%.",
    ),
    Bilingual(
        fr="Sur {judged} publications jugées, {n} sont conformes {law} : {rate} %, de {low} à {high} %.",
        en="Of {judged} posts judged, {n} comply with {law}: {rate}%, {low} to {high}%.",
    ),
)
_RATE_OF_ALL = Bilingual(
    fr="Les {judged} publications jugées sont toutes conformes {law} : 100 %, au moins {low} %.",
    en="All of the {judged} posts judged comply with {law}: 100%, at least {low}%.",
)
_RATE_OF_NONE = Bilingual(
    fr="Sur {judged} publications jugées, aucune n’est conforme {law} : 0 %, au plus {high} %.",
    en="Of {judged} posts judged, none complies with {law}: 0%, at most {high}%.",
)
_FEW_JUDGED = Counted(
    Bilingual(
        fr="{n} publication est jugée : trop peu pour donner un taux.", en="{n} post is judged: too few for a rate."
    ),
    Bilingual(
        fr="{n} publications sont jugées : trop peu pour donner un taux.",
        en="{n} posts are judged: too few for a rate.",
    ),
)
_NO_COMPLIANT = Bilingual(fr="aucune n’est conforme {law}.", en="none complies with {law}.")
_FEW_COMPLIANT = Counted(
    Bilingual(fr="{n} est conforme {law}.", en="{n} complies with {law}."),
    Bilingual(fr="{n} sont conformes {law}.", en="{n} comply with {law}."),
)
