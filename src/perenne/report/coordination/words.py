"""The words of the page of coordination, in one place for whoever reviews them. Nobody is called anything."""

from perenne.model.bilingual import Bilingual
from perenne.report.fragments import Catalogue
from perenne.report.voice import Counted

WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Coordination", en="Coordination"),
    "page.tab": Bilingual(fr="Qui agit ensemble – Pérenne", en="Who acts together – Pérenne"),
    "page.title": Bilingual(fr="Qui agit ensemble au-delà du hasard", en="Who acts together beyond chance"),
    "page.skip": Bilingual(fr="Aller à ce qui a été trouvé", en="Skip to what was found"),
    "page.offline": Bilingual(fr="un seul fichier, lisible hors ligne", en="a single file, readable offline"),
    "page.footer": Bilingual(
        fr="Pérenne {program}, méthode {method}. Une machine compte ; une personne décide, preuves en main.",
        en="Pérenne {program}, method {method}. A machine counts; a person decides, evidence in hand.",
    ),
    "channel": Bilingual(fr="genre d’actes : {channel}", en="kind of acts: {channel}"),
    "found": Bilingual(fr="Ce qui a été trouvé", en="What was found"),
    "groups": Bilingual(fr="Groupes", en="Groups"),
    "groups.group": Bilingual(fr="Groupe", en="Group"),
    "groups.core": Bilingual(fr="Comptes liés entre eux", en="Accounts tied to each other"),
    "groups.joined": Bilingual(fr="Autres, près d’eux", en="Others, near them"),
    "groups.objects": Bilingual(fr="Objets communs", en="Objects in common"),
    "groups.one": Bilingual(fr="Groupe {number}", en="Group {number}"),
    "groups.more": Bilingual(
        fr="Les {shown} premiers groupes sont détaillés ; tous sont dans groups.csv.",
        en="The first {shown} groups are told in detail; all are in groups.csv.",
    ),
    "innocent": Bilingual(fr="Ce que cela ne dit pas", en="What this does not say"),
    "innocent.before": Bilingual(
        fr="Avant de mettre quelqu’un en cause, lisez les actes qui le lient aux autres, ci-dessous, et "
        "demandez-lui. Qui montre une accusation au-dehors montre ces actes avec elle.",
        en="Before you hold anything against anybody, read below the acts that tie them to others, and ask them. Who "
        "shows an accusation outside shows these acts with it.",
    ),
    "sure": Bilingual(fr="Avec quelle certitude", en="How sure this is"),
    "sure.level": Bilingual(
        fr="Parmi les comptes retenus, environ {level} au plus le sont à tort, en moyenne, si la méthode convient à "
        "ces données. C’est une moyenne sur tous, non la chance que tel compte le soit.",
        en="Of the accounts that are named, about {level} at most are named wrongly, on average, if the method suits "
        "these data. It is an average over all, not the chance that one account is.",
    ),
    "sure.window": Bilingual(fr="Écart permis", en="Gap allowed"),
    "sure.family": Bilingual(fr="Comptes jugés", en="Accounts judged"),
    "sure.accused": Bilingual(fr="Retenus", en="Named"),
    "sure.needed": Bilingual(fr="Actes conjoints qu’il faut", en="Joint acts that it takes"),
    "sure.acts": Bilingual(fr="Actes comparés", en="Acts compared"),
    "sure.crowded": Bilingual(fr="Dans une foule", en="In a crowd"),
    "sure.aside": Bilingual(fr="Moments mis à part", en="Moments set aside"),
    "sure.unused": Bilingual(fr="Actes conjoints en foule", en="Joint acts in a crowd"),
    "sure.of": Bilingual(fr="{n} sur {of}", en="{n} of {of}"),
    "sure.crowds": Bilingual(
        fr="Un acte pris dans une foule ne commence aucune paire, mais compte partout où deux comptes se croisent ; "
        "un moment d’actualité, où presque tout le monde agit ensemble, ne compte pour personne.",
        en="An act in a crowd starts no pair, but counts wherever two accounts meet; a moment of news, when nearly "
        "everybody acts together, counts for nobody.",
    ),
    "sure.refused": Bilingual(fr="non jugé", en="not judged"),
    "sure.note": Bilingual(
        fr="Plus on juge de comptes, plus il faut d’actes conjoints pour être sûr de l’un d’eux : choisissez avant "
        "de regarder une marque, un thème, une quinzaine.",
        en="The more accounts are judged, the more joint acts it takes to be sure of one: choose a brand, a theme, a "
        "fortnight before you look.",
    ),
    "read": Bilingual(fr="Comment lire une paire", en="How to read a pair"),
    "read.meetings": Bilingual(
        fr="Deux comptes se croisent quand ils agissent sur le même objet dans la même heure de son âge.",
        en="Two accounts meet when they act on the same object within the same hour of its age.",
    ),
    "read.joint": Bilingual(
        fr="Un acte est conjoint quand quelques secondes seulement les séparent : l’écart permis.",
        en="An act is joint when only some seconds lie between them: the gap allowed.",
    ),
    "read.expected": Bilingual(
        fr="Attendus : autant d’actes conjoints seraient venus du hasard, d’autres comptes étant passés là, ou des "
        "habitudes des deux ; la lecture innocente la plus proche est nommée.",
        en="Expected: as many joint acts would have come by chance, from the others who were there, or from the "
        "habits of the two; the innocent reading that comes nearest is named.",
    ),
    "read.lift": Bilingual(
        fr="Le rapport dit combien de fois plus il y en eut, avec son intervalle à 95 % ; p, la chance d’en voir "
        "autant si cette lecture innocente était vraie, et le seuil sous lequel elle est passée.",
        en="The ratio says how many times more there were, with its 95% interval; p, the chance of seeing as many if "
        "that innocent reading were true, and the threshold that it stayed under.",
    ),
    "facts.density": Bilingual(fr="Paires liées", en="Pairs tied"),
    "facts.density.of": Bilingual(fr="{edges} sur {of}", en="{edges} of {of}"),
    "facts.acts": Bilingual(fr="Actes conjoints", en="Joint acts"),
    "facts.acts.on": Bilingual(fr="{acts} sur {objects}", en="{acts} on {objects}"),
    "facts.gap": Bilingual(fr="Écart du milieu", en="Middle gap"),
    "facts.span": Bilingual(fr="Du premier au dernier", en="First to last"),
    "facts.span.of": Bilingual(fr="du {first} au {last}", en="{first} to {last}"),
    "facts.crowd": Bilingual(fr="Jugé sur le public des objets", en="Judged on the objects’ own public"),
    "facts.owners": Bilingual(fr="À qui sont les objets", en="Whose the objects are"),
    "facts.owners.of": Bilingual(
        fr="{owners} sources en effet ; la première en a {share}",
        en="{owners} sources in effect; the first has {share}",
    ),
    "facts.owners.named": Bilingual(
        fr="{owners} sources en effet ; la première, {top}, en a {share}",
        en="{owners} sources in effect; the first, {top}, has {share}",
    ),
    "facts.owners.unknown": Bilingual(fr="inconnu", en="unknown"),
    "facts.mutual": Bilingual(fr="Paires réciproques", en="Pairs that are mutual"),
    "seconds": Bilingual(fr="{n} s", en="{n} s"),
    "ring.title": Bilingual(fr="Groupe {number}, dessiné", en="Group {number}, drawn"),
    "ring.says": Bilingual(
        fr="{members}, un trait par paire liée, plus épais où les actes conjoints sont plus nombreux ; {joined} "
        "autour. Les tableaux disent la même chose.",
        en="{members}, a line for each pair that is tied, thicker where there are more joint acts; {joined} around "
        "them. The tables say the same.",
    ),
    "ring.cut": Bilingual(
        fr="Les {shown} comptes qui ont le plus de liens sont dessinés.",
        en="The {shown} accounts with most ties are drawn.",
    ),
    "ring.legend.core": Bilingual(fr="compte lié à d’autres", en="account tied to others"),
    "ring.legend.joined": Bilingual(fr="autre compte, près d’eux", en="other account, near them"),
    "ring.legend.tie": Bilingual(fr="paire au-delà du hasard", en="pair beyond chance"),
    "members": Bilingual(fr="Les comptes", en="The accounts"),
    "members.account": Bilingual(fr="Compte", en="Account"),
    "members.role": Bilingual(fr="Place", en="Place"),
    "members.ties": Bilingual(fr="Liens", en="Ties"),
    "members.p": Bilingual(fr="p", en="p"),
    "members.more": Bilingual(
        fr="{shown} comptes sont montrés ; tous sont dans accounts.csv.",
        en="{shown} accounts are shown; all are in accounts.csv.",
    ),
    "role.core": Bilingual(fr="lié", en="tied"),
    "role.joined": Bilingual(fr="près d’eux", en="near them"),
    "role.alone": Bilingual(fr="une paire", en="a pair"),
    "pseudonym": Bilingual(fr="compte {number}", en="account {number}"),
    "pairs": Bilingual(fr="Les paires, et chaque acte qui les lie", en="The pairs, and every act that ties them"),
    "pairs.alone": Bilingual(fr="Paires sans groupe", en="Pairs without a group"),
    "pairs.listed": Bilingual(fr="Actes conjoints, sans jugement", en="Joint acts, not judged"),
    "pairs.listed.note": Bilingual(
        fr="Trop peu pour juger : ces actes sont montrés, personne n’est mis en cause.",
        en="Too little to judge: these acts are shown, nobody is accused.",
    ),
    "pairs.more": Bilingual(
        fr="{shown} paires sur {of}, les plus nettes d’abord ; toutes sont dans edges.csv et evidence.csv.",
        en="{shown} pairs of {of}, the clearest first; all are in edges.csv and evidence.csv.",
    ),
    "pair.and": Bilingual(fr="et", en="and"),
    "pair.met": Bilingual(
        fr="{joint} conjoints sur {meetings}, attendus {expected}",
        en="{joint} joint of {meetings}, expected {expected}",
    ),
    "pair.lift": Bilingual(fr="Rapport", en="Ratio"),
    "pair.lift.of": Bilingual(fr="{lift} fois, de {low} à {high}", en="{lift} times, from {low} to {high}"),
    "pair.p": Bilingual(fr="p et seuil", en="p and threshold"),
    "pair.window": Bilingual(fr="Écart permis", en="Gap allowed"),
    "pair.reading": Bilingual(fr="Lecture innocente la plus proche", en="Nearest innocent reading"),
    "pair.crowd": Bilingual(fr="Jugé sur le public des objets", en="Judged on the objects’ own public"),
    "pair.halves": Bilingual(fr="Vu dans chaque moitié des objets", en="Seen in either half of the objects"),
    "pair.yes": Bilingual(fr="oui", en="yes"),
    "pair.no": Bilingual(fr="non", en="no"),
    "reading.crowd": Bilingual(fr="d’autres passés là au même moment", en="others who were there at the same time"),
    "reading.minutes": Bilingual(fr="leurs minutes à eux", en="minutes of their own"),
    "reading.speed": Bilingual(fr="leur vitesse à eux", en="a speed of their own"),
    "acts": Bilingual(fr="Actes conjoints :", en="Joint acts:"),
    "acts.object": Bilingual(fr="Objet", en="Object"),
    "acts.at": Bilingual(fr="Heure du premier (UTC)", en="Time of the first (UTC)"),
    "acts.gap": Bilingual(fr="Écart", en="Gap"),
    "acts.first": Bilingual(fr="Le premier", en="The first"),
    "acts.there": Bilingual(fr="Comptes là dans l’heure", en="Accounts there in that hour"),
    "acts.more": Bilingual(
        fr="{shown} actes sur {of} ; tous sont dans evidence.csv.",
        en="{shown} acts of {of}; all are in evidence.csv.",
    ),
    "bursts": Bilingual(fr="Moments d’activité inhabituelle", en="Moments of unusual activity"),
    "bursts.note": Bilingual(
        fr="De tels moments tiennent aux objets, et n’accusent personne : leur cause est inconnue. Ils sont bien "
        "plus denses que d’autres objets de cette taille et de cet âge.",
        en="Such moments are about objects and accuse nobody: their cause is unknown. They are much denser than "
        "other objects of that size and age.",
    ),
    "bursts.at": Bilingual(fr="À partir de (UTC)", en="From (UTC)"),
    "bursts.together": Bilingual(fr="Actes presque ensemble", en="Acts nearly together"),
    "bursts.acts": Bilingual(fr="Actes de cette heure", en="Acts of that hour"),
    "bursts.more": Bilingual(
        fr="{shown} moments sur {of} ; tous sont dans bursts.csv.",
        en="{shown} moments of {of}; all are in bursts.csv.",
    ),
    "limits": Bilingual(fr="Ce que cette méthode ne voit pas", en="What this method does not see"),
    "limits.push": Bilingual(
        fr="Des abonnés qui reçoivent la même alerte et réagissent en une minute, sans autre public, ressemblent en "
        "tout à un groupe organisé : seule une personne les distingue.",
        en="Followers who get the same alert and react within a minute, with no other public, look in all like an "
        "organised group: only a person tells them apart.",
    ),
    "limits.few": Bilingual(
        fr="Qui n’agit ensemble que deux ou trois fois n’est pas vu, si nombreux soient-ils.",
        en="Those who act together two or three times only are not seen, however many they are.",
    ),
    "limits.slow": Bilingual(
        fr="Une entente lente, à des heures ou des jours d’écart, n’est pas cherchée.",
        en="Slow agreement, hours or days apart, is not looked for.",
    ),
    "files": Bilingual(fr="Les fichiers", en="The files"),
    "files.note": Bilingual(
        fr="edges, evidence, groups, accounts, bursts et run disent tout, en CSV et en Parquet, avec les "
        "identifiants tels que donnés ; network.gexf s’ouvre dans Gephi.",
        en="edges, evidence, groups, accounts, bursts and run say everything, as CSV and Parquet, with ids as given; "
        "network.gexf opens in Gephi.",
    ),
    "files.pseudonyms": Bilingual(
        fr="Cette page montre des numéros au lieu des noms (les mêmes que dans network.gexf) ; les noms qui se "
        "trouvent dans un objet y sont masqués. Avec --names elle montre les noms.",
        en="This page shows numbers in the place of names (the same as in network.gexf); names that stand in an "
        "object are masked. With --names it shows the names.",
    ),
}
COUNTS: dict[str, Counted] = {
    "accounts": Counted(Bilingual(fr="{n} compte", en="{n} account"), Bilingual(fr="{n} comptes", en="{n} accounts")),
    "others": Counted(
        Bilingual(fr="{n} autre compte", en="{n} other account"),
        Bilingual(fr="{n} autres comptes", en="{n} other accounts"),
    ),
    "acts": Counted(Bilingual(fr="{n} acte", en="{n} act"), Bilingual(fr="{n} actes", en="{n} acts")),
    "objects": Counted(Bilingual(fr="{n} objet", en="{n} object"), Bilingual(fr="{n} objets", en="{n} objects")),
    "evidence": Counted(
        Bilingual(fr="{n} acte conjoint", en="{n} joint act"),
        Bilingual(fr="{n} actes conjoints", en="{n} joint acts"),
    ),
}
CATALOGUE = Catalogue(WORDS, COUNTS)
