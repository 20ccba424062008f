"""What the page of a bundle says, in both languages."""

from perenne.model.bilingual import Bilingual
from perenne.report.voice import Counted
from perenne.report.words import COUNTS as REPORT_COUNTS
from perenne.report.words import WORDS as REPORT_WORDS

WORDS: dict[str, Bilingual] = {
    "tab": Bilingual(fr="Dossier de preuve : {title}", en="Evidence bundle: {title}"),
    "name": Bilingual(fr="dossier de preuve", en="evidence bundle"),
    "stated": Bilingual(fr="Daté du {day} par qui a fait ce dossier", en="Dated {day} by whoever made this bundle"),
    "undated": Bilingual(
        fr="Sans date : qui a fait ce dossier n’en a déclaré aucune",
        en="Without a date: whoever made this bundle stated none",
    ),
    "self": Bilingual(
        fr="Cette page se lit seule : elle ne charge rien et n’exécute rien",
        en="This page stands alone: it loads nothing and runs nothing",
    ),
    "title": Bilingual(fr="{subjects}, {findings}", en="{subjects}, {findings}"),
    "and": Bilingual(fr="{one} et {other}", en="{one} and {other}"),
    "lead": Bilingual(
        fr="Constats les plus graves, par sujet : {verdicts}.", en="Worst findings, by subject: {verdicts}."
    ),
    "lead.none": Bilingual(fr="Aucun constat : aucune règle ne s’est éveillée.", en="No finding: no rule woke."),
    "proposed": Bilingual(
        fr="Chaque constat est proposé par un programme, par le droit de la date des faits. "
        "Une décision, quand il y en a une, est celle de la personne nommée ; elle ne change pas le constat.",
        en="Every finding is proposed by a program, by the law of the date of the facts. "
        "A decision, where there is one, is that of the person named; it does not change the finding.",
    ),
    "contents": Bilingual(fr="Dans cette page", en="On this page"),
    "brief": REPORT_WORDS["brief"],
    "subjects": Bilingual(fr="Ce qui est jugé", en="What is judged"),
    "subjects.more": Bilingual(
        fr="Cette page en montre {shown} sur {total}, les plus graves d’abord ; tous sont dans posts.ndjson, "
        "relations.ndjson et findings.ndjson, avec ceux qui n’ont aucun constat.",
        en="This page shows {shown} of {total}, the worst first; all stand in posts.ndjson, relations.ndjson and "
        "findings.ndjson, with those that have no finding.",
    ),
    "said": Bilingual(fr="Réponses et décisions", en="Answers and decisions"),
    "said.none": Bilingual(
        fr="Personne n’a répondu à une question ni décidé d’un constat.",
        en="Nobody answered a question or decided on a finding.",
    ),
    "law": REPORT_WORDS["law"],
    "law.more": Bilingual(
        fr="Chaque règle telle qu’elle était à la date des faits, en résumé et dans nos mots : seul le texte "
        "officiel "
        "fait foi. Le fichier law.ndjson la donne dans les deux langues.",
        en="Every rule as it stood on the date of the facts, in short and in our words: only the official text is "
        "authoritative. The file law.ndjson gives it in both languages.",
    ),
    "law.other_book": Bilingual(
        fr="L’audit a été fait avec une autre édition des règles (empreinte {sha256}) : les résumés ci-dessous sont "
        "ceux "
        "de l’édition qui a fait ce dossier.",
        en="The audit was made with another edition of the rules (hash {sha256}): the summaries below are those of "
        "the "
        "edition that made this bundle.",
    ),
    "law.not_held": Bilingual(
        fr="Texte absent de cette édition : {versions}.", en="Not in this edition: {versions}."
    ),
    "originals": Bilingual(fr="Originaux", en="Originals"),
    "originals.none": Bilingual(fr="Aucun original n’est nommé.", en="No original is named."),
    "originals.more": Bilingual(
        fr="L’empreinte SHA-256 prouve qu’un fichier est, au bit près, celui qui a été lu. Elle ne prouve ni que la "
        "capture est fidèle, ni qui l’a faite, ni quand.",
        en="The SHA-256 hash proves that a file is, to the bit, the one that was read. It proves neither that the "
        "capture is faithful, nor who made it, nor when.",
    ),
    "original.in_bundle": Bilingual(fr="dans ce dossier, sous originals", en="in this bundle, under originals"),
    "original.not_kept": Bilingual(fr="original non gardé, empreinte notée", en="original not kept, hash recorded"),
    "original.left_out": Bilingual(
        fr="laissé dehors par qui a fait ce dossier, empreinte notée",
        en="left out by whoever made this bundle, hash recorded",
    ),
    "original.altered": Bilingual(
        fr="la copie gardée par l’audit n’a plus cette empreinte : laissée dehors",
        en="the copy that the audit kept no longer has this hash: left out",
    ),
    "verify": Bilingual(fr="Vérifier ce dossier", en="Verify this bundle"),
    "verify.how": Bilingual(
        fr="Tapez `perenne evidence verify FICHIER.zip` : la commande dit si le dossier est intact, et sinon ce qui "
        "a "
        "changé. Le format est ouvert et décrit dans docs/evidence.md, avec un vérificateur d’une centaine de "
        "lignes.",
        en="Type `perenne evidence verify FILE.zip`: the command says whether the bundle is intact, and if not what "
        "has "
        "changed. The format is open and described in docs/evidence.md, with a verifier of a hundred lines.",
    ),
    "verify.key": Bilingual(
        fr="Comparez l’identifiant de la clé avec celui que vous tenez, par une autre voie, de qui a scellé : sans "
        "cela, "
        "n’importe qui peut avoir refait et rescellé ce dossier.",
        en="Compare the id of the key with the one that you have, by another way, from whoever sealed: without that, "
        "anybody may have made and sealed this bundle again.",
    ),
    "fact.key": Bilingual(fr="Scellé par la clé", en="Sealed by the key"),
    "fact.program": REPORT_WORDS["provenance.program"],
    "fact.rules": REPORT_WORDS["provenance.rulebook"],
    "fact.rules.of": Bilingual(fr="édition du {day}, empreinte {sha256}", en="edition of {day}, hash {sha256}"),
    "fact.as_of": Bilingual(fr="Droit lu au", en="Law as of"),
    "fact.audit": Bilingual(fr="Audit", en="Audit"),
    "fact.audit.by": Bilingual(
        fr="Pérenne {program}, {posts} publications lues", en="Pérenne {program}, {posts} posts read"
    ),
    "col.who": Bilingual(fr="Qui", en="Who"),
    "col.when": Bilingual(fr="Quand", en="When"),
    "col.about": Bilingual(fr="Sur quoi", en="About what"),
    "col.said": Bilingual(fr="Dit", en="Said"),
    "col.why": Bilingual(fr="Pourquoi", en="Why"),
    "col.file": REPORT_WORDS["col.file"],
    "col.sha256": Bilingual(fr="Empreinte SHA-256", en="SHA-256 hash"),
    "col.state": Bilingual(fr="État", en="State"),
    "unnamed": Bilingual(fr="non nommé", en="not named"),
    "nothing": Bilingual(fr="rien", en="nothing"),
    "answer.about": Bilingual(fr="{fact}, publication {post}", en="{fact}, post {post}"),
    "decision.about": Bilingual(fr="constat {finding}", en="finding {finding}"),
    "reply.about": Bilingual(fr="publication {post}", en="post {post}"),
    "reply.about_finding": Bilingual(fr="constat {finding}, publication {post}", en="finding {finding}, post {post}"),
    "reply.contests": Bilingual(fr="conteste", en="disagrees"),
    "reply.answers": Bilingual(fr="répond", en="answers"),
    "reply.erased": Bilingual(
        fr="paroles effacées à la demande de la personne", en="words erased at the person’s request"
    ),
    "relation": Bilingual(fr="Relation {id}", en="Relation {id}"),
    "relation.missing": Bilingual(
        fr="Le dossier n’a pas reçu l’enregistrement de cette relation.",
        en="The bundle was not given this relation’s record.",
    ),
    "post.missing": Bilingual(
        fr="L’audit ne contient pas l’enregistrement de cette publication.",
        en="The audit does not hold this post’s record.",
    ),
    "relation.contract": Bilingual(fr="Contrat", en="Contract"),
    "relation.signed": Bilingual(fr="signé le {day}", en="signed on {day}"),
    "relation.deal": Bilingual(fr="Contrepartie", en="Consideration"),
    "relation.value": Bilingual(fr="{value} HT", en="{value} excluding VAT"),
    "relation.unvalued": Bilingual(fr="valeur non renseignée", en="value not recorded"),
    "pdf.signs": Bilingual(
        fr="Un signe que les polices de ce PDF n’ont pas y paraît par son code ; page.html le montre.",
        en="A sign that the fonts of this PDF lack is shown by its code; page.html shows it.",
    ),
    "footer": Bilingual(
        fr="Pérenne {program}. Ce programme ne donne pas de conseil juridique.",
        en="Pérenne {program}. This program gives no legal advice.",
    ),
}

COUNTS: dict[str, Counted] = {
    "posts": REPORT_COUNTS["posts"],
    "relations": Counted(
        Bilingual(fr="{n} relation", en="{n} relation"), Bilingual(fr="{n} relations", en="{n} relations")
    ),
    "findings": Counted(
        Bilingual(fr="{n} constat", en="{n} finding"), Bilingual(fr="{n} constats", en="{n} findings")
    ),
}
