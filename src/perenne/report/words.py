"""The words of the report's furniture, in one place for whoever reviews them: headings, labels, notes, warnings."""

from perenne.model.bilingual import Bilingual
from perenne.model.finding import Verdict
from perenne.report.voice import Counted

WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Rapport d’audit", en="Audit report"),
    "page.tab": Bilingual(fr="{title} – Rapport d’audit – Pérenne", en="{title} – Audit report – Pérenne"),
    "page.offline": Bilingual(fr="un seul fichier, lisible hors ligne", en="a single file, readable offline"),
    "page.rules_of": Bilingual(fr="règles du {day}", en="rules of {day}"),
    "page.skip": Bilingual(fr="Aller au constat", en="Skip to the finding"),
    "page.contents": Bilingual(fr="Dans ce rapport", en="In this report"),
    "page.footer": Bilingual(
        fr="Pérenne {program}. La machine propose, une personne signe. Ce rapport n’est pas un avis juridique.",
        en="Pérenne {program}. The machine proposes, a person signs. This report is no legal advice.",
    ),
    "brief": Bilingual(fr="En bref", en="In brief"),
    "brief.between": Bilingual(fr="{accounts}, de {first} à {last}", en="{accounts}, {first} to {last}"),
    "brief.during": Bilingual(fr="{accounts}, {first}", en="{accounts}, {first}"),
    "brief.own_law": Bilingual(fr="au droit de leur jour", en="the law of their day"),
    "brief.law_of": Bilingual(fr="au droit du {day}", en="the law of {day}"),
    "bar.title": Bilingual(fr="Publications par verdict", en="Posts by verdict"),
    "bar.none": Bilingual(fr="Aucune publication n’a de verdict.", en="No post has a verdict."),
    "counts.name": Bilingual(
        fr="Publications par verdict, chaque lien filtre", en="Posts by verdict, each link filters"
    ),
    "as_of.banner": Bilingual(
        fr="Vue à part. Les publications sont relues avec le droit du {day}, et non avec celui de leur jour. "
        "Ce n’est pas ce qui leur était applicable.",
        en="A separate view. The posts are read again with the law of {day}, not with that of their own day. "
        "It is not what applied to them.",
    ),
    "as_of.finding": Bilingual(fr="Relu avec le droit du {day}", en="Read again with the law of {day}"),
    "note.unknown": Bilingual(fr="Inconnu n’est pas conforme.", en="Unknown is not compliant."),
    "note.worst": Bilingual(fr="Si toutes étaient fautives : {rate} %.", en="If all were at fault: {rate}%."),
    "note.interval": Bilingual(
        fr="Taux : part des publications jugées qui sont conformes, avec l’intervalle de Wilson à 95 %.",
        en="Rate: share of the judged posts that comply, with the 95% Wilson interval.",
    ),
    "note.proposed": Bilingual(fr="Contour : proposé.", en="Outline: proposed."),
    "note.proposed.more": Bilingual(
        fr="La machine propose, une personne signe. Aucun verdict de ce rapport n’est signé.",
        en="The machine proposes, a person signs. No verdict in this report is signed.",
    ),
    "note.decided": Bilingual(
        fr="La machine propose, une personne signe. Une décision figure à côté de son constat et ne le change pas.",
        en="The machine proposes, a person signs. A decision stands beside its finding and does not change it.",
    ),
    "note.assumed": Bilingual(fr="Droit français supposé.", en="French law assumed."),
    "note.assumed.more": Bilingual(
        fr="Le pays d’établissement et le public de certaines publications ne sont pas connus.",
        en="The country of establishment and the audience of some posts are not known.",
    ),
    "note.findings": Bilingual(fr="Chaque ligne compte des constats.", en="Each line counts findings."),
    "note.findings.more": Bilingual(
        fr="Une publication en a souvent plusieurs ; son verdict est le pire d’entre eux. "
        "Une règle sans objet n’est pas comptée.",
        en="A post often has several; its verdict is the worst of them. A rule that does not apply is not counted.",
    ),
    "note.posts": Bilingual(fr="Les constats portent sur des publications,", en="Findings are about posts,"),
    "note.posts.more": Bilingual(fr="jamais sur des personnes.", en="never about persons."),
    "note.day": Bilingual(fr="Le droit du jour.", en="The law of the day."),
    "note.day.more": Bilingual(
        fr="Chaque publication est lue avec le texte en vigueur le jour de sa mise en ligne, heure de Paris.",
        en="Each post is read with the text in force on the day it went online, Paris time.",
    ),
    "note.marks": Bilingual(fr="Passages soulignés.", en="Underlined passages."),
    "note.marks.more": Bilingual(
        fr="Le numéro renvoie au constat. Les citations sont exactes au caractère près ; […] marque une coupe, "
        "un code comme U+202E un caractère invisible.",
        en="The number leads to the finding. Quotes are exact to the character; […] marks a cut, "
        "a code such as U+202E an invisible character.",
    ),
    "note.abstention": Bilingual(fr="L’abstention est un résultat.", en="Abstaining is a result."),
    "note.abstention.more": Bilingual(
        fr="Une machine qui tranche tout se tromperait en silence.",
        en="A machine that decides everything would be wrong in silence.",
    ),
    "note.silence": Bilingual(fr="Un silence n’est pas un accord.", en="Silence is not assent."),
    "note.silence.more": Bilingual(
        fr="Une règle qui n’est pas vérifiée ne dit rien, ni pour ni contre.",
        en="A rule that is not checked says nothing, neither for nor against.",
    ),
    "note.replay": Bilingual(fr="Rejouable.", en="It can be replayed."),
    "note.replay.more": Bilingual(
        fr="Mêmes fichiers, mêmes règles, même version : mêmes octets. Aucune horloge n’y entre.",
        en="Same files, same rules, same version: same bytes. No clock comes into it.",
    ),
    "rules": Bilingual(fr="Règle par règle", en="Rule by rule"),
    "rules.caption": Bilingual(fr="Constats par règle et par verdict", en="Findings by rule and verdict"),
    "rules.rule": Bilingual(fr="Règle", en="Rule"),
    "rules.bar": Bilingual(fr="Répartition", en="Distribution"),
    "rules.total": Bilingual(fr="Total", en="Total"),
    "rules.before": Bilingual(fr="{article} ; avant, {before}", en="{article}; before, {before}"),
    "rules.silent": Bilingual(
        fr="Règles vérifiées qui ne concernent aucune publication :", en="Rules checked that concern no post:"
    ),
    "rules.none": Bilingual(fr="Aucune règle n’a donné de constat.", en="No rule gave a finding."),
    "posts": Bilingual(fr="Les publications", en="The posts"),
    "posts.filter": Bilingual(fr="Ne montrer qu’un verdict", en="Show one verdict only"),
    "posts.all": Bilingual(fr="Tout voir", en="Show all"),
    "posts.only": Bilingual(fr="Filtre :", en="Filter:"),
    "posts.index": Bilingual(fr="Par compte et par marque", en="By account and brand"),
    "posts.all_shown": Bilingual(fr="Toutes les publications sont montrées.", en="All posts are shown."),
    "posts.cap": Bilingual(
        fr="Pour tenir en {size} ko, ce fichier montre {shown} publications sur {total}, les plus graves d’abord.",
        en="To stay within {size} kB, this file shows {shown} of {total} posts, the most serious first.",
    ),
    "posts.rest": Bilingual(
        fr="Non montrées ici : {rest}. Leurs constats sont dans findings.ndjson, leurs textes dans posts.ndjson.",
        en="Not shown here: {rest}. Their findings are in findings.ndjson, their texts in posts.ndjson.",
    ),
    "posts.none": Bilingual(fr="Aucune publication n’a été lue.", en="No post was read."),
    "posts.other": Bilingual(fr="Constats hors publication", en="Findings beside posts"),
    "group.unknown_creator": Bilingual(fr="Compte non enregistré", en="Account not recorded"),
    "group.for": Bilingual(fr="pour", en="for"),
    "group.no_brand": Bilingual(fr="sans marque connue", en="no known brand"),
    "post.undated": Bilingual(fr="date inconnue", en="date unknown"),
    "post.no_text": Bilingual(
        fr="Cette source n’enregistre pas la légende.", en="This source does not record the caption."
    ),
    "post.empty": Bilingual(fr="Vide : vue, et sans texte.", en="Empty: seen, and without text."),
    "post.known": Bilingual(fr="Ce que disent les pièces", en="What the records say"),
    "post.observed": Bilingual(fr="capture du {day}", en="captured {day}"),
    "post.passage": Bilingual(fr="début du passage {n}, {word} :", en="start of passage {n}, {word}:"),
    "marks.forb": Bilingual(fr="trait épais", en="thick line"),
    "marks.bad": Bilingual(fr="trait double", en="double line"),
    "marks.hum": Bilingual(fr="pointillés", en="dotted line"),
    "marks.imp": Bilingual(fr="tirets", en="dashed line"),
    "marks.ok": Bilingual(fr="trait fin", en="thin line"),
    "marks.out": Bilingual(fr="tirets fins", en="thin dashed line"),
    "post.number": Bilingual(fr="n° {n}", en="no. {n}"),
    "finding.decision": Bilingual(fr="Décision.", en="Decision."),
    "finding.decided": Bilingual(
        fr="{word}, par {by}, le {day} : {reason}", en="{word}, by {by}, on {day}: {reason}"
    ),
    "message": Bilingual(fr="Message prêt à envoyer", en="Message ready to send"),
    "message.hello": Bilingual(fr="Bonjour,", en="Hello,"),
    "message.about": Bilingual(
        fr="Nous vous écrivons au sujet de votre publication ({platform}, {day})",
        en="We are writing about your post ({platform}, {day})",
    ),
    "message.begins": Bilingual(fr=", qui commence par « {words} ».", en=", which begins with “{words}”."),
    "message.ask": Bilingual(
        fr="Pourriez-vous nous dire ce qui suit ? Rien n’est conclu sans votre réponse.",
        en="Could you tell us the following? Nothing is concluded without your answer.",
    ),
    "message.ask_brand": Bilingual(
        fr="Et ceci, que la marque saura peut-être vous dire ?",
        en="And this, which the brand may be able to tell you?",
    ),
    "message.closing": Bilingual(
        fr="Si nous nous trompons, dites-le-nous : nous rectifierons. Merci d’avance.",
        en="If we are wrong, please tell us: we shall put it right. Thank you.",
    ),
    "finding.fix": Bilingual(fr="Correction.", en="Mending."),
    "finding.ask": Bilingual(fr="Question", en="Question"),
    "finding.notice": Bilingual(fr="À noter.", en="Note."),
    "law.summary": Bilingual(fr="En résumé.", en="In short."),
    "law.since": Bilingual(fr="en vigueur à partir du {start}", en="in force from {start}"),
    "law.between": Bilingual(fr="en vigueur du {start} au {end}", en="in force from {start} to {end}"),
    "law.read_on": Bilingual(fr="lue au {day}", en="as of {day}"),
    "law.confidence": Bilingual(fr="confiance", en="confidence"),
    "law.checked": Bilingual(fr="vérifiée le {day}", en="checked on {day}"),
    "law.penalty": Bilingual(fr="peine encourue :", en="maximum penalty:"),
    "law.missing": Bilingual(fr="manque encore :", en="still missing:"),
    "law.position": Bilingual(fr="Position", en="Position"),
    "source.line": Bilingual(fr="ligne {line}", en="line {line}"),
    "questions": Bilingual(fr="Ce que la machine n’a pas tranché", en="What the machine did not decide"),
    "questions.none": Bilingual(fr="Aucune question n’attend de réponse.", en="No question waits for an answer."),
    "questions.how": Bilingual(
        fr="Pour répondre, ouvrez questions.csv, remplissez la colonne `answer`, puis relancez la même commande avec "
        "`--answers questions.csv` : une question qui a sa réponse n’est plus posée.",
        en="To answer, open questions.csv, fill in its column `answer`, and run the same command again with "
        "`--answers questions.csv`: a question that has its answer is not asked again.",
    ),
    "questions.caption": Bilingual(fr="Questions, par personne à interroger", en="Questions, by person to ask"),
    "questions.whom": Bilingual(fr="À qui", en="To whom"),
    "questions.what": Bilingual(fr="Question", en="Question"),
    "questions.posts": Bilingual(fr="Publications", en="Posts"),
    "questions.where": Bilingual(fr="Où", en="Where"),
    "law": Bilingual(fr="Le droit lu", en="The law that was read"),
    "law.more": Bilingual(
        fr="Chaque version de règle sous laquelle un constat a été fait, en résumé et dans nos mots : seul le texte "
        "officiel fait foi.",
        en="Each version of a rule under which a finding was made, in short and in our words: only the official text "
        "is binding.",
    ),
    "note.confidence": Bilingual(fr="Confiance, de A à D.", en="Confidence, A to D."),
    "note.confidence.more": Bilingual(
        fr="Elle dit de quelle source la règle est tirée. Une règle de confiance D ne met jamais en cause.",
        en="It says what source the rule is taken from. A rule of confidence D never finds fault.",
    ),
    "unchecked": Bilingual(fr="Ce qui n’a pas été vérifié", en="What was not checked"),
    "unchecked.rules": Bilingual(fr="Règles qui n’ont pas été vérifiées", en="Rules that were not checked"),
    "unchecked.rules.more": Bilingual(
        fr="Ces règles existent et cet audit ne les vérifie pas. "
        "Rien, dans ce rapport, ne dit qu’elles sont respectées.",
        en="These rules exist and this audit does not check them. Nothing in this report says that they are kept.",
    ),
    "unchecked.fields": Bilingual(fr="Ce que les fichiers n’enregistrent pas", en="What the files do not record"),
    "unchecked.fields.more": Bilingual(
        fr="Un champ que la source n’enregistre pas ne prouve aucune absence : la règle ne conclut pas.",
        en="A field that the source does not record proves no absence: the rule concludes nothing.",
    ),
    "unchecked.elsewhere": Bilingual(fr="Publications d’un autre droit", en="Posts under another law"),
    "unchecked.elsewhere.more": Bilingual(
        fr="Leur droit n’est pas construit, elles comptent comme hors champ :",
        en="Their law is not built, they count as out of scope:",
    ),
    "unchecked.deals": Bilingual(fr="Accords à rattacher", en="Deals to be matched"),
    "unchecked.conflicts": Bilingual(fr="Copies qui se contredisent", en="Copies that contradict each other"),
    "unchecked.conflicts.more": Bilingual(
        fr="La copie la plus récente est retenue, l’autre est montrée.",
        en="The most recent copy is kept, the other is shown.",
    ),
    "unchecked.rejects": Bilingual(fr="Enregistrements refusés", en="Rejected records"),
    "unchecked.rejects.more": Bilingual(
        fr="Ils sont tous dans rejects.ndjson, avec leur raison.",
        en="All of them are in rejects.ndjson, with the reason.",
    ),
    "unchecked.unread": Bilingual(
        fr="Fichiers illisibles, ou lus en partie", en="Files not read, or not to their end"
    ),
    "unchecked.nothing": Bilingual(
        fr="Aucun refus, aucun fichier illisible, aucune copie contradictoire.",
        en="No reject, no unreadable file, no contradicting copy.",
    ),
    "col.file": Bilingual(fr="Fichier", en="File"),
    "col.line": Bilingual(fr="Ligne", en="Line"),
    "col.field": Bilingual(fr="Champ", en="Field"),
    "col.reason": Bilingual(fr="Raison", en="Reason"),
    "col.rule": Bilingual(fr="Règle", en="Rule"),
    "col.deal": Bilingual(fr="Accord", en="Deal"),
    "col.post": Bilingual(fr="Publication", en="Post"),
    "col.kept": Bilingual(fr="Retenu", en="Kept"),
    "col.other": Bilingual(fr="Autre copie", en="Other copy"),
    "col.where": Bilingual(fr="Lu dans", en="Read in"),
    "col.sha256": Bilingual(fr="Fichier et empreinte SHA-256", en="File and SHA-256 hash"),
    "col.format": Bilingual(fr="Format", en="Format"),
    "col.records": Bilingual(fr="Publications", en="Posts"),
    "col.rejects": Bilingual(fr="Refus", en="Rejects"),
    "col.others": Bilingual(fr="Reconnus, non publications", en="Recognised, no posts"),
    "whole_record": Bilingual(fr="l’enregistrement", en="the record"),
    "nothing": Bilingual(fr="aucun", en="none"),
    "unchecked.decisions": Bilingual(fr="Décisions sans constat", en="Decisions without a finding"),
    "unchecked.decisions.more": Bilingual(
        fr="Une personne a tranché ces constats, qui n’existent plus : texte, droit ou preuves ont changé.",
        en="A person decided on these findings, which are no longer there: text, law or proof has changed.",
    ),
    "unchecked.answers": Bilingual(fr="Réponses sans publication", en="Answers without a post"),
    "unchecked.answers.more": Bilingual(
        fr="Ces réponses parlent de publications qu’aucun fichier ne contient :",
        en="These answers speak of posts that no file holds:",
    ),
    "provenance": Bilingual(fr="Vérifier ce rapport", en="Verify this report"),
    "provenance.files": Bilingual(fr="Fichiers lus", en="Files read"),
    "provenance.rulebook": Bilingual(fr="Règles", en="Rules"),
    "provenance.version_of": Bilingual(fr="version du {day}", en="version of {day}"),
    "provenance.program": Bilingual(fr="Programme", en="Program"),
    "provenance.isolation": Bilingual(fr="Isolation", en="Isolation"),
    "provenance.isolation.sealed": Bilingual(
        fr="Les fichiers ont été lus dans un compartiment scellé : sans réseau, et sans accès à rien d’autre.",
        en="The files were read in a sealed compartment: without network, and without access to anything else.",
    ),
    "provenance.isolation.confined": Bilingual(
        fr="Les fichiers ont été lus dans un compartiment que le noyau confine, moins étanche qu’un compartiment "
        "scellé : sans réseau, et sans accès à vos dossiers.",
        en="The files were read in a compartment that the kernel confines, less tight than a sealed one: without "
        "network, and without access to your folders.",
    ),
    "provenance.isolation.none": Bilingual(
        fr="Les fichiers ont été lus sans isolation : par ce programme lui-même, avec vos droits.",
        en="The files were read without isolation: by this program itself, with your rights.",
    ),
    "provenance.law": Bilingual(fr="Droit lu", en="Law read"),
    "provenance.as_of": Bilingual(fr="Date du droit", en="Date of the law"),
    "provenance.repeats": Bilingual(fr="Copies réunies", en="Copies merged"),
    "provenance.relations": Bilingual(fr="Relations lues", en="Relations read"),
    "provenance.hash": Bilingual(fr="Ce que prouve une empreinte", en="What a hash proves"),
    "provenance.hash.proves": Bilingual(
        fr="L’empreinte SHA-256 prouve que le fichier lu est, au bit près, celui que vous avez sous la main : "
        "recalculez-la avec `sha256sum FICHIER` (ou `certutil -hashfile FICHIER SHA256`) et comparez.",
        en="The SHA-256 hash proves that the file that was read is, to the bit, the one that you hold: "
        "compute it with `sha256sum FILE` (or `certutil -hashfile FILE SHA256`) and compare.",
    ),
    "provenance.hash.not": Bilingual(
        fr="Elle ne prouve ni que la capture est fidèle, ni qui l’a faite, ni quand. "
        "Ce rapport n’est ni scellé ni signé.",
        en="It proves neither that the capture is faithful, nor who made it, nor when. "
        "This report is neither sealed nor signed.",
    ),
    "provenance.replay": Bilingual(
        fr="Pour le refaire, lancez `perenne audit` avec les mêmes fichiers, les mêmes options et la même version.",
        en="To make it again, run `perenne audit` with the same files, the same options and the same version.",
    ),
}

COUNTS: dict[str, Counted] = {
    "message.mend": Counted(
        Bilingual(fr="Pourriez-vous y apporter la correction suivante ?", en="Could you please mend the following?"),
        Bilingual(
            fr="Pourriez-vous y apporter les corrections suivantes ?", en="Could you please mend the following?"
        ),
    ),
    "accounts": Counted(Bilingual(fr="{n} compte", en="{n} account"), Bilingual(fr="{n} comptes", en="{n} accounts")),
    "posts": Counted(
        Bilingual(fr="{n} publication", en="{n} post"), Bilingual(fr="{n} publications", en="{n} posts")
    ),
    "posts_read": Counted(
        Bilingual(fr="{n} publication lue", en="{n} post read"),
        Bilingual(fr="{n} publications lues", en="{n} posts read"),
    ),
    "in_files": Counted(
        Bilingual(fr="dans {n} fichier", en="in {n} file"), Bilingual(fr="dans {n} fichiers", en="in {n} files")
    ),
    "repeats": Counted(
        Bilingual(fr="{n} copie a été réunie à son original.", en="{n} copy was merged with its original."),
        Bilingual(
            fr="{n} copies ont été réunies à leur original.", en="{n} copies were merged with their originals."
        ),
    ),
    "waiting_out": Counted(
        Bilingual(fr="{n} publication à juger reste hors du taux.", en="{n} post that waits stays out of the rate."),
        Bilingual(
            fr="{n} publications à juger restent hors du taux.", en="{n} posts that wait stay out of the rate."
        ),
    ),
    "abstained": Counted(
        Bilingual(fr="{n} publication sur {total}, soit {rate} %.", en="{n} post in {total}, that is {rate}%."),
        Bilingual(fr="{n} publications sur {total}, soit {rate} %.", en="{n} posts in {total}, that is {rate}%."),
    ),
    "questions": Counted(
        Bilingual(fr="{n} question attend une réponse", en="{n} question waits for an answer"),
        Bilingual(fr="{n} questions attendent une réponse", en="{n} questions wait for an answer"),
    ),
    "more": Counted(
        Bilingual(fr="et {n} autre", en="and {n} more"), Bilingual(fr="et {n} autres", en="and {n} more")
    ),
    "more_rejects": Counted(
        Bilingual(fr="{n} autre est dans rejects.ndjson.", en="{n} more is in rejects.ndjson."),
        Bilingual(fr="{n} autres sont dans rejects.ndjson.", en="{n} more are in rejects.ndjson."),
    ),
    "more_rows": Counted(
        Bilingual(fr="{n} autre ligne n’est pas montrée.", en="{n} more row is not shown."),
        Bilingual(fr="{n} autres lignes ne sont pas montrées.", en="{n} more rows are not shown."),
    ),
    "none_shown": Counted(
        Bilingual(
            fr="{n} publication de ce verdict n’est pas montrée ici.",
            en="{n} post of this verdict is not shown here.",
        ),
        Bilingual(
            fr="{n} publications de ce verdict ne sont pas montrées ici.",
            en="{n} posts of this verdict are not shown here.",
        ),
    ),
}

POSTS_OF: dict[Verdict, Counted] = {
    "prohibited": Counted(
        Bilingual(fr="{n} interdite", en="{n} prohibited"), Bilingual(fr="{n} interdites", en="{n} prohibited")
    ),
    "non_compliant": Counted(
        Bilingual(fr="{n} non conforme", en="{n} non-compliant"),
        Bilingual(fr="{n} non conformes", en="{n} non-compliant"),
    ),
    "needs_human": Counted(
        Bilingual(fr="{n} à juger", en="{n} needing a person"), Bilingual(fr="{n} à juger", en="{n} needing a person")
    ),
    "improvable": Counted(
        Bilingual(fr="{n} à améliorer", en="{n} improvable"), Bilingual(fr="{n} à améliorer", en="{n} improvable")
    ),
    "compliant": Counted(
        Bilingual(fr="{n} conforme", en="{n} compliant"), Bilingual(fr="{n} conformes", en="{n} compliant")
    ),
    "out_of_scope": Counted(
        Bilingual(fr="{n} hors champ", en="{n} out of scope"), Bilingual(fr="{n} hors champ", en="{n} out of scope")
    ),
}
