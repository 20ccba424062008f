"""The words of the book's pages, in one place for whoever reviews them: headings, labels, notes."""

from perenne.model.bilingual import Bilingual
from perenne.report.fragments import Catalogue
from perenne.report.voice import Counted

WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Livre des partenariats", en="Book of partnerships"),
    "page.tab": Bilingual(fr="{title} – Partenariats – Pérenne", en="{title} – Partnerships – Pérenne"),
    "page.skip": Bilingual(fr="Aller au contenu", en="Skip to the content"),
    "page.path": Bilingual(fr="Chemin", en="Path"),
    "page.as_of": Bilingual(fr="tel que le livre le dit au {day}", en="as the book says it on {day}"),
    "page.offline": Bilingual(fr="lisible hors ligne", en="readable offline"),
    "page.footer": Bilingual(
        fr="Pérenne {program}. Rien ici ne dit que plus long vaut mieux. La machine compte et rappelle ; une "
        "personne décide et signe. Ces pages ne sont pas un avis juridique.",
        en="Pérenne {program}. Nothing here says that longer is better. The machine counts and recalls; a person "
        "decides and signs. These pages are no legal advice.",
    ),
    "portfolio": Bilingual(fr="Portefeuille", en="Portfolio"),
    "proof": Bilingual(fr="Preuve :", en="Proof:"),
    "unknown": Bilingual(fr="inconnu", en="unknown"),
    "not_recorded": Bilingual(fr="non renseigné", en="not recorded"),
    "source.line": Bilingual(fr="ligne {line}", en="line {line}"),
    "who.followed": Bilingual(fr="Suivi par {name}", en="Kept by {name}"),
    "who.since": Bilingual(fr="Depuis le {day}, soit {lasted}", en="Since {day}, that is {lasted}"),
    "who.lasted": Bilingual(fr="Du {day} au {end}, soit {lasted}", en="{day} to {end}, that is {lasted}"),
    "who.creator": Bilingual(fr="Créatrice ou créateur", en="Creator"),
    "who.advertiser": Bilingual(fr="Annonceur", en="Advertiser"),
    "who.agent": Bilingual(fr="Agent", en="Agent"),
    "who.next": Bilingual(fr="Prochaine date", en="Next date"),
    "timeline": Bilingual(fr="Les années", en="The years"),
    "timeline.title": Bilingual(fr="Frise de {start} à {end}", en="Timeline from {start} to {end}"),
    "timeline.says": Bilingual(
        fr="Accords, exclusivités, publications avec leur verdict, contrepartie par trimestre, factures et "
        "paiements, décisions et incidents : {counts}. Chaque événement est écrit dans le tableau en fin de page.",
        en="Agreements, exclusivity, posts with their verdict, consideration by quarter, invoices and payments, "
        "decisions and incidents: {counts}. Each event is written in the table at the end of the page.",
    ),
    "timeline.table": Bilingual(fr="Voir en tableau", en="See as a table"),
    "timeline.agreements": Bilingual(fr="Accords", en="Agreements"),
    "timeline.exclusivity": Bilingual(fr="Exclusivité", en="Exclusivity"),
    "timeline.posts": Bilingual(fr="Publications", en="Posts"),
    "timeline.given": Bilingual(fr="Contrepartie", en="Consideration"),
    "timeline.invoices": Bilingual(fr="Factures", en="Invoices"),
    "timeline.said": Bilingual(fr="Décisions", en="Decisions"),
    "timeline.to_decide": Bilingual(fr="à décider", en="to decide"),
    "timeline.notice": Bilingual(fr="préavis", en="notice"),
    "legend": Bilingual(fr="Légende", en="Legend"),
    "legend.ok": Bilingual(fr="conforme", en="compliant"),
    "legend.imp": Bilingual(fr="à améliorer", en="improvable"),
    "legend.bad": Bilingual(fr="non conforme", en="non-compliant"),
    "legend.forb": Bilingual(fr="interdit", en="prohibited"),
    "legend.hum": Bilingual(fr="à juger", en="needs a person"),
    "legend.out": Bilingual(fr="hors champ", en="out of scope"),
    "legend.unk": Bilingual(fr="non jugée", en="not judged"),
    "legend.money": Bilingual(fr="argent", en="money"),
    "legend.kind": Bilingual(fr="nature", en="in kind"),
    "invoice.ok": Bilingual(fr="facture payée à l’heure", en="invoice paid in time"),
    "invoice.imp": Bilingual(fr="facture payée en retard", en="invoice paid late"),
    "invoice.todo": Bilingual(fr="facture ouverte", en="open invoice"),
    "invoice.bad": Bilingual(fr="facture en retard", en="overdue invoice"),
    "invoice.hum": Bilingual(fr="facture contestée", en="disputed invoice"),
    "legend.decision": Bilingual(fr="décision", en="decision"),
    "legend.incident": Bilingual(fr="incident", en="incident"),
    "given": Bilingual(fr="Contrepartie de {year}", en="Consideration of {year}"),
    "given.unit": Bilingual(fr="hors taxes, argent et nature", en="excluding VAT, money and in kind"),
    "given.none": Bilingual(fr="Le livre ne contient aucune contrepartie.", en="The book holds no consideration."),
    "given.caption": Bilingual(
        fr="Contrepartie de {year} par objectif, hors taxes", en="Consideration of {year} by objective, excl. VAT"
    ),
    "given.objective": Bilingual(fr="Objectif", en="Objective"),
    "given.money": Bilingual(fr="Argent", en="Money"),
    "given.kind": Bilingual(fr="Nature", en="In kind"),
    "given.total": Bilingual(fr="Total", en="Total"),
    "given.written": Bilingual(fr="Écrit", en="In writing"),
    "given.signed": Bilingual(fr="Signé le {day}", en="Signed {day}"),
    "given.no_writing": Bilingual(fr="aucun écrit signé au livre", en="no signed writing in the book"),
    "given.all": Bilingual(fr="Tout cumulé", en="All together"),
    "given.no_objective": Bilingual(fr="objectif non renseigné", en="objective not recorded"),
    "given.against": Bilingual(fr="Seuil de l’écrit", en="Written-contract threshold"),
    "given.no_threshold": Bilingual(
        fr="Aucun seuil n’est connu pour cette année.", en="No threshold is known for that year."
    ),
    "given.rolling": Bilingual(
        fr="Sur douze mois glissants : {total} au plus, du {start} au {end}.",
        en="Over a rolling year: {total} at most, {start} to {end}.",
    ),
    "given.adds_up": Bilingual(
        fr="Par défaut, tout se cumule. Séparer deux objectifs est une décision humaine, motivée et datée.",
        en="By default everything adds up. To separate two objectives is a human decision, with reason and date.",
    ),
    "given.rule": Bilingual(fr="Règle", en="Rule"),
    "given.gifts": Bilingual(fr="Ligne à ligne", en="Line by line"),
    "given.earlier": Bilingual(fr="Années précédentes", en="Earlier years"),
    "given.together": Bilingual(
        fr="Les mêmes parties ont plusieurs partenariats, qui comptent ensemble : {names}.",
        en="The same parties have several partnerships, which count together: {names}.",
    ),
    "gifts.day": Bilingual(fr="Jour", en="Day"),
    "gifts.what": Bilingual(fr="Quoi", en="What"),
    "gifts.value": Bilingual(fr="Valeur", en="Value"),
    "gifts.unvalued": Bilingual(fr="non valorisé", en="not valued"),
    "gifts.asked": Bilingual(fr="publication demandée", en="a post was asked for"),
    "gifts.not_asked": Bilingual(fr="sans publication demandée", en="no post was asked for"),
    "terms": Bilingual(fr="Termes", en="Terms"),
    "terms.none": Bilingual(fr="Le livre ne contient aucun accord.", en="The book holds no agreement."),
    "terms.span": Bilingual(fr="Période", en="Period"),
    "terms.form": Bilingual(fr="Forme", en="Form"),
    "terms.objective": Bilingual(fr="Objectif", en="Objective"),
    "terms.fee": Bilingual(fr="Honoraires", en="Fee"),
    "terms.payment": Bilingual(fr="Paiement", en="Payment"),
    "terms.end": Bilingual(fr="Fin", en="End"),
    "terms.exclusivity": Bilingual(fr="Exclusivité", en="Exclusivity"),
    "terms.rights": Bilingual(fr="Droits cédés", en="Rights granted"),
    "terms.codes": Bilingual(fr="Codes promo", en="Promo codes"),
    "terms.document": Bilingual(fr="Document", en="Document"),
    "terms.after": Bilingual(fr="Renouvelle", en="Renews"),
    "terms.version": Bilingual(fr="version {n}", en="version {n}"),
    "terms.no_exclusivity": Bilingual(fr="aucune au livre", en="none in the book"),
    "terms.no_rights": Bilingual(fr="aucun au livre", en="none in the book"),
    "deliverables.name": Bilingual(fr="Livrable", en="Deliverable"),
    "deliverables.done": Bilingual(fr="Rendus", en="Done"),
    "deliverables.of": Bilingual(fr="{done} sur {promised}", en="{done} of {promised}"),
    "deliverables.due": Bilingual(fr="Attendu le", en="Due"),
    "deliverables.state": Bilingual(fr="État", en="State"),
    "deliverables.caption": Bilingual(fr="Livrables de {name}", en="Deliverables of {name}"),
    "invoices": Bilingual(fr="Factures et paiements", en="Invoices and payments"),
    "invoices.none": Bilingual(fr="Le livre ne contient aucune facture.", en="The book holds no invoice."),
    "invoices.invoice": Bilingual(fr="Facture", en="Invoice"),
    "invoices.amount": Bilingual(fr="Montant", en="Amount"),
    "invoices.sent": Bilingual(fr="Facturée", en="Sent"),
    "invoices.due": Bilingual(fr="Échéance", en="Due"),
    "invoices.paid": Bilingual(fr="Payée", en="Paid"),
    "invoices.delay": Bilingual(fr="Délai", en="Delay"),
    "invoices.state": Bilingual(fr="État", en="State"),
    "posts": Bilingual(fr="Publications, année par année", en="Posts, year by year"),
    "posts.caption": Bilingual(
        fr="Publications par année et verdict, selon le droit de leur jour",
        en="Posts by year and verdict, by the law of their day",
    ),
    "terms.others": Bilingual(fr="Termes des autres accords", en="Terms of the other agreements"),
    "posts.none": Bilingual(fr="Le livre ne contient aucune publication.", en="The book holds no post."),
    "posts.year": Bilingual(fr="Année", en="Year"),
    "posts.share": Bilingual(fr="Répartition", en="Distribution"),
    "posts.not_judged": Bilingual(fr="Non jugées", en="Not judged"),
    "posts.rate": Bilingual(fr="Part conforme", en="Share that complies"),
    "posts.each": Bilingual(fr="Une par une", en="One by one"),
    "posts.post": Bilingual(fr="Publication", en="Post"),
    "posts.day": Bilingual(fr="Jour", en="Day"),
    "posts.verdict": Bilingual(fr="Verdict", en="Verdict"),
    "posts.note": Bilingual(
        fr="Le verdict est celui du livre, selon le droit du jour de publication. Une publication non jugée ou à "
        "juger n’entre pas dans la part.",
        en="The verdict is the book’s, by the law of the day of publication. A post that was not judged, or that "
        "waits for a person, is no part of the share.",
    ),
    "dates": Bilingual(fr="Prochaines dates", en="Next dates"),
    "dates.none": Bilingual(fr="Aucune date à venir au livre.", en="No coming date in the book."),
    "decisions": Bilingual(fr="Décisions", en="Decisions"),
    "decisions.none": Bilingual(fr="Aucune décision au livre.", en="No decision in the book."),
    "decisions.incidents": Bilingual(fr="Incidents et paroles", en="Incidents and words"),
    "decisions.head": Bilingual(fr="{about}, {choice}.", en="{about}, {choice}."),
    "health": Bilingual(fr="Conduite de la relation", en="How the relation is conducted"),
    "health.note": Bilingual(
        fr="Intervalles à {level} %. Aucun total : ces mesures ne s’additionnent pas. Inconnu n’est pas zéro.",
        en="Intervals at {level}%. No total: these measures do not add up. Unknown is not zero.",
    ),
    "health.formulas": Bilingual(fr="Formules", en="Formulas"),
    "sales": Bilingual(fr="Ventes au code", en="Sales by code"),
    "sales.code": Bilingual(fr="Code", en="Code"),
    "sales.orders": Bilingual(fr="Commandes", en="Orders"),
    "sales.net": Bilingual(fr="Net hors taxes", en="Net, excluding VAT"),
    "sales.each": Bilingual(fr="Une par une", en="One by one"),
    "sales.note": Bilingual(
        fr="Une trace, pas un effet : un code dit qui l’a saisi, pas qui a été convaincu.",
        en="A trace, not an effect: a code says who typed it, not who was convinced.",
    ),
    "events": Bilingual(fr="Chaque fait et sa ligne", en="Each fact and its line"),
    "events.how": Bilingual(
        fr="Les événements du livre, un par ligne, jour après jour. Rien sur cette page ne repose sur autre chose.",
        en="The events of the book, one a line, day after day. Nothing on this page rests on anything else.",
    ),
    "events.day": Bilingual(fr="Jour", en="Day"),
    "events.what": Bilingual(fr="Événement", en="Event"),
    "events.details": Bilingual(fr="Ce qu’il dit", en="What it says"),
    "events.by": Bilingual(fr="Écrit par", en="Written by"),
    "events.where": Bilingual(fr="Où", en="Where"),
    "events.line": Bilingual(fr="lot {batch}, ligne {line}", en="batch {batch}, line {line}"),
    "events.exclusive": Bilingual(fr="exclusivité :", en="exclusivity:"),
    "index.kicker": Bilingual(fr="Portefeuille au {day}", en="Portfolio on {day}"),
    "index.running": Bilingual(
        fr="{partnerships}, dont {running} en cours.", en="{partnerships}, {running} running."
    ),
    "index.waiting": Bilingual(fr="Ce qui attend une personne", en="What needs a person"),
    "index.waiting.none": Bilingual(
        fr="Rien dans le livre n’attend une personne ce jour-là.",
        en="Nothing in the book needs a person on that day.",
    ),
    "index.late": Bilingual(fr="En retard", en="Late"),
    "index.open": Bilingual(fr="À trancher", en="To be settled"),
    "index.soon": Bilingual(fr="Dans les {n} jours", en="Within {n} days"),
    "index.kind.payment": Bilingual(fr="Paiement", en="Payment"),
    "index.kind.delivery": Bilingual(fr="Livrable", en="Deliverable"),
    "index.kind.draft": Bilingual(fr="Brouillon", en="Draft"),
    "index.kind.notice": Bilingual(fr="Préavis", en="Notice"),
    "index.kind.end": Bilingual(fr="Renouvellement", en="Renewal"),
    "index.kind.threshold": Bilingual(fr="Seuil", en="Threshold"),
    "index.kind.unvalued": Bilingual(fr="Non valorisé", en="Gift not valued"),
    "index.kind.conflict": Bilingual(fr="Conflit", en="Conflict"),
    "index.kind.post": Bilingual(fr="Publications", en="Posts"),
    "index.kind.disputed": Bilingual(fr="Contestation", en="Dispute"),
    "index.meters": Bilingual(fr="Seuil de l’écrit, année {year}", en="Written-contract threshold, {year}"),
    "index.meters.note": Bilingual(
        fr="Trait noir : {threshold} hors taxes, argent et nature cumulés, par annonceur et par an. Ce qui n’est "
        "pas valorisé ne compte pas pour zéro.",
        en="Black line: {threshold} excluding VAT, money and in kind together, by advertiser and year. A gift that "
        "is not valued does not count as zero.",
    ),
    "index.meters.none": Bilingual(
        fr="Rien n’a été donné en {year}, selon le livre.", en="Nothing was given in {year}, says the book."
    ),
    "index.partnerships": Bilingual(fr="Les partenariats", en="The partnerships"),
    "index.pair": Bilingual(fr="Entre qui", en="Between whom"),
    "index.since": Bilingual(fr="Ancienneté", en="Tenure"),
    "index.state": Bilingual(fr="État", en="State"),
    "index.next": Bilingual(fr="Prochaine date", en="Next date"),
    "index.given": Bilingual(fr="Contrepartie {year}", en="Consideration {year}"),
    "index.posts": Bilingual(fr="Publications", en="Posts"),
    "index.waits": Bilingual(fr="En attente", en="Waiting"),
    "index.nothing": Bilingual(fr="rien", en="nothing"),
    "index.no_date": Bilingual(fr="aucune", en="none"),
    "index.durability": Bilingual(fr="Durée et conduite", en="Duration and conduct"),
    "index.durability.note": Bilingual(
        fr="Ces mesures décrivent le portefeuille. Aucune ne dit que plus long vaut mieux, ni pourquoi un "
        "partenariat dure. Ce qui n’est pas fini compte comme ouvert. Intervalles à {level} % ; sous le nombre "
        "qu’il faut, la mesure est refusée.",
        en="These measures describe the portfolio. None says that longer is better, or why a partnership lasts. What "
        "is not over counts as open. Intervals at {level}%; below the number that it takes, the measure is refused.",
    ),
    "index.measures.caption": Bilingual(fr="Mesures du portefeuille", en="Measures of the portfolio"),
    "index.measure": Bilingual(fr="Mesure", en="Measure"),
    "index.value": Bilingual(fr="Valeur et intervalle", en="Value and interval"),
    "index.scale": Bilingual(fr="Sur son échelle", en="On its scale"),
    "index.quarters": Bilingual(fr="Rétention, trimestre par trimestre", en="Retention, quarter by quarter"),
    "index.quarter": Bilingual(fr="Trimestre", en="Quarter"),
    "index.quarter.name": Bilingual(fr="T{n} {year}", en="Q{n} {year}"),
    "index.years": Bilingual(fr="Publications conformes, année par année", en="Compliant posts, year by year"),
    "index.concentration": Bilingual(fr="Concentration de la contrepartie", en="Concentration of consideration"),
    "index.concentration.caption": Bilingual(
        fr="Ce qui a été donné par partenariat, toutes années, hors taxes",
        en="What was given by partnership, all years, excluding VAT",
    ),
    "index.share": Bilingual(fr="Part", en="Share"),
    "index.no_share": Bilingual(
        fr="Aucune part n’est calculée : une contrepartie n’est pas valorisée en euros, et elle ne compte pas pour "
        "zéro.",
        en="No share is computed: some consideration has no value in euros, and it does not count as zero.",
    ),
    "index.unknown": Bilingual(fr="Ce que le livre ne sait pas", en="What the book does not know"),
    "index.unknown.none": Bilingual(fr="Rien ne manque à ces calculs.", en="Nothing is missing from these sums."),
    "index.batches": Bilingual(fr="De quoi ces pages sont faites", en="What these pages are made of"),
    "index.batches.how": Bilingual(
        fr="Chaque lot porte l’empreinte de celui qui le précède : un livre modifié dit où.",
        en="Each batch bears the hash of the one before it: a book that was altered says where.",
    ),
    "index.batch": Bilingual(fr="Lot", en="Batch"),
    "index.events": Bilingual(fr="Événements", en="Events"),
    "index.file": Bilingual(fr="Fichier", en="File"),
    "index.undoes": Bilingual(fr="annule {batch}", en="undoes {batch}"),
}
COUNTS: dict[str, Counted] = {
    "index.title": Counted(
        Bilingual(fr="{n} chose attend une personne", en="{n} thing needs a person"),
        Bilingual(fr="{n} choses attendent une personne", en="{n} things need a person"),
    ),
    "index.partnerships": Counted(
        Bilingual(fr="{n} partenariat", en="{n} partnership"), Bilingual(fr="{n} partenariats", en="{n} partnerships")
    ),
    "waiting": Counted(Bilingual(fr="{n} chose", en="{n} thing"), Bilingual(fr="{n} choses", en="{n} things")),
    "timeline.agreements": Counted(
        Bilingual(fr="{n} accord", en="{n} agreement"), Bilingual(fr="{n} accords", en="{n} agreements")
    ),
    "timeline.posts": Counted(
        Bilingual(fr="{n} publication", en="{n} post"), Bilingual(fr="{n} publications", en="{n} posts")
    ),
    "posts.not_judged": Counted(
        Bilingual(fr="{n} non jugée", en="{n} not judged"), Bilingual(fr="{n} non jugées", en="{n} not judged")
    ),
    "timeline.gifts": Counted(
        Bilingual(fr="{n} contrepartie", en="{n} gift"), Bilingual(fr="{n} contreparties", en="{n} gifts")
    ),
    "timeline.invoices": Counted(
        Bilingual(fr="{n} facture", en="{n} invoice"), Bilingual(fr="{n} factures", en="{n} invoices")
    ),
    "timeline.decisions": Counted(
        Bilingual(fr="{n} décision", en="{n} decision"), Bilingual(fr="{n} décisions", en="{n} decisions")
    ),
    "timeline.incidents": Counted(
        Bilingual(fr="{n} incident", en="{n} incident"), Bilingual(fr="{n} incidents", en="{n} incidents")
    ),
    "unknown.unvalued": Counted(
        Bilingual(fr="{n} contrepartie non valorisée", en="{n} gift not valued"),
        Bilingual(fr="{n} contreparties non valorisées", en="{n} gifts not valued"),
    ),
    "unknown.not_judged": Counted(
        Bilingual(fr="{n} publication que personne n’a jugée", en="{n} post that nobody judged"),
        Bilingual(fr="{n} publications que personne n’a jugées", en="{n} posts that nobody judged"),
    ),
    "unknown.no_end": Counted(
        Bilingual(fr="{n} accord sans fin écrite", en="{n} agreement without a written end"),
        Bilingual(fr="{n} accords sans fin écrite", en="{n} agreements without a written end"),
    ),
    "unknown.no_form": Counted(
        Bilingual(fr="{n} accord dont la forme n’est pas renseignée", en="{n} agreement whose form is not recorded"),
        Bilingual(
            fr="{n} accords dont la forme n’est pas renseignée", en="{n} agreements whose form is not recorded"
        ),
    ),
    "unknown.no_due": Counted(
        Bilingual(fr="{n} facture sans échéance", en="{n} invoice without a due day"),
        Bilingual(fr="{n} factures sans échéance", en="{n} invoices without a due day"),
    ),
    "unknown.no_objective": Counted(
        Bilingual(fr="{n} contrepartie sans objectif renseigné", en="{n} gift without a recorded objective"),
        Bilingual(fr="{n} contreparties sans objectif renseigné", en="{n} gifts without a recorded objective"),
    ),
}
CATALOGUE = Catalogue(WORDS, COUNTS)
