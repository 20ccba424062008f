"""The words of the report of devices, in one place for whoever reviews them."""

from perenne.model.bilingual import Bilingual
from perenne.report.fragments import Catalogue
from perenne.report.voice import Counted

WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Registre des appareils", en="Register of devices"),
    "page.tab": Bilingual(fr="{title} – Appareils – Pérenne", en="{title} – Devices – Pérenne"),
    "page.skip": Bilingual(fr="Aller aux appareils", en="Skip to the devices"),
    "page.as_of": Bilingual(fr="vérifié au {day}", en="checked as of {day}"),
    "page.offline": Bilingual(fr="lisible hors ligne", en="readable offline"),
    "page.footer": Bilingual(
        fr="Pérenne {program}. Une preuve dit ce qui a été vu un jour ; elle ne dit rien du lendemain. Inconnu n’est "
        "jamais conforme. Cette page n’est pas un avis juridique.",
        en="Pérenne {program}. A proof says what was seen on a day; it says nothing of the next. Unknown is never "
        "compliant. This page is no legal advice.",
    ),
    "title.none": Bilingual(fr="Registre sans nom", en="Register without a name"),
    "counts": Bilingual(fr="Où en sont les appareils", en="Where the devices stand"),
    "counts.title": Bilingual(fr="Appareils par verdict", en="Devices by verdict"),
    "counts.verdict": Bilingual(fr="Verdict", en="Verdict"),
    "counts.devices": Bilingual(fr="Appareils", en="Devices"),
    "counts.note": Bilingual(
        fr="Le verdict d’un appareil est le pire des règles qui l’obligent ; un conseil n’y compte pas.",
        en="The verdict on a device is the worst of the rules that oblige it; advice does not count.",
    ),
    "due": Bilingual(fr="Les jours qui viennent", en="The days to come"),
    "due.none": Bilingual(fr="Rien ne finit et rien ne se périme.", en="Nothing ends, nothing becomes stale."),
    "due.more": Bilingual(fr="Toutes les dates : perenne devices due.", en="All days: perenne devices due."),
    "due.today": Bilingual(fr="aujourd’hui", en="today"),
    "devices": Bilingual(fr="Appareils", en="Devices"),
    "devices.device": Bilingual(fr="Appareil et classe", en="Device and class"),
    "devices.origin": Bilingual(fr="Assemblé / propriétaire / système", en="Assembled / owner / system"),
    "devices.proof": Bilingual(fr="Dernière preuve", en="Last proof"),
    "devices.verdict": Bilingual(fr="Verdict", en="Verdict"),
    "devices.why": Bilingual(fr="Pourquoi", en="Why"),
    "devices.none": Bilingual(fr="Aucun appareil en service ce jour-là.", en="No device is in use on that day."),
    "devices.no_proof": Bilingual(fr="aucune", en="none"),
    "devices.stale": Bilingual(fr="périmée", en="stale"),
    "devices.no_rule": Bilingual(fr="Aucune règle n’oblige cet appareil.", en="No rule obliges this device."),
    "unknown": Bilingual(fr="inconnu", en="unknown"),
    "not_recorded": Bilingual(fr="non renseigné", en="not recorded"),
    "one.holder": Bilingual(fr="Détenu par", en="Held by"),
    "one.owned": Bilingual(fr="Appartient à", en="Owned by"),
    "one.owned.organisation": Bilingual(fr="l’organisation", en="the organisation"),
    "one.owned.holder": Bilingual(fr="qui le détient", en="its holder"),
    "one.enrolled": Bilingual(fr="Inscrit au service mobile", en="Enrolled in the mobile service"),
    "one.apps": Bilingual(fr="Applications de l’institution", en="Institution’s applications"),
    "one.yes": Bilingual(fr="oui", en="yes"),
    "one.no": Bilingual(fr="non", en="no"),
    "one.system": Bilingual(fr="Système", en="System"),
    "one.patched": Bilingual(fr="correctif du {day}", en="patch of {day}"),
    "one.model": Bilingual(fr="Modèle", en="Model"),
    "one.in_use": Bilingual(fr="En service", en="In use"),
    "one.since": Bilingual(fr="depuis le {day}", en="since {day}"),
    "one.until": Bilingual(fr="à rendre le {day}", en="to be given back on {day}"),
    "one.rules": Bilingual(fr="Verdicts et preuves", en="Verdicts and proofs"),
    "one.rule": Bilingual(fr="Règle", en="Rule"),
    "one.point": Bilingual(fr="Point", en="Point"),
    "one.state": Bilingual(fr="État", en="State"),
    "one.proofs": Bilingual(fr="Preuve", en="Proof"),
    "one.age": Bilingual(fr="{age} jours, {most} au plus", en="{age} days, at most {most}"),
    "one.line": Bilingual(fr="ligne {line}", en="line {line}"),
    "one.proof": Bilingual(fr="Preuve :", en="Proof:"),
    "one.ask": Bilingual(fr="À faire :", en="To do:"),
    "one.source": Bilingual(fr="Source :", en="Source:"),
    "one.checked": Bilingual(fr="vérifiée le {day}", en="checked on {day}"),
    "one.no_rule": Bilingual(
        fr="Aucune règle de ce registre ne le concerne.", en="No rule of this register is about it."
    ),
    "origin": Bilingual(fr="D’où il vient", en="Where it comes from"),
    "origin.fact": Bilingual(fr="Fait", en="Fact"),
    "origin.country": Bilingual(fr="Pays", en="Country"),
    "origin.source": Bilingual(fr="Source", en="Source"),
    "origin.day": Bilingual(fr="Jour", en="Day"),
    "origin.note": Bilingual(
        fr="Quatre faits séparés : l’un ne prouve rien de l’autre. L’origine change peu ce qu’une application "
        "envoie ; c’est la séparation qui protège.",
        en="Four separate facts: one proves nothing of another. Origin hardly changes what an app sends; separation "
        "is what protects.",
    ),
    "exceptions": Bilingual(fr="Exceptions", en="Exceptions"),
    "exceptions.none": Bilingual(fr="Aucune exception au registre.", en="No exception in the register."),
    "exceptions.id": Bilingual(fr="Exception", en="Exception"),
    "exceptions.reason": Bilingual(fr="Motif et étendue", en="Reason and scope"),
    "exceptions.by": Bilingual(fr="Approuvée par", en="Approved by"),
    "exceptions.span": Bilingual(fr="Période", en="Period"),
    "exceptions.state": Bilingual(fr="État", en="State"),
    "exceptions.span.said": Bilingual(fr="du {start} au {end}", en="{start} to {end}"),
    "exceptions.to_come": Bilingual(fr="à venir", en="to come"),
    "exceptions.ended": Bilingual(fr="finie", en="ended"),
    "exceptions.last": Bilingual(fr="dernier jour", en="last day"),
    "exceptions.asked": Bilingual(fr="demandée à : {whom}", en="asked of: {whom}"),
    "exceptions.terms": Bilingual(
        fr="conditions de {app} en vigueur : {version}, {day}", en="terms of {app} in force: {version}, {day}"
    ),
    "incidents": Bilingual(fr="Incidents", en="Incidents"),
    "incidents.day": Bilingual(fr="Jour", en="Day"),
    "incidents.kind": Bilingual(fr="Nature", en="Kind"),
    "incidents.what": Bilingual(fr="Ce qui s’est passé", en="What happened"),
    "incidents.closed": Bilingual(fr="clos le {day}", en="closed on {day}"),
    "incidents.open": Bilingual(fr="ouvert", en="open"),
    "incidents.note": Bilingual(
        fr="Après une perte, un vol ou une compromission, les preuves d’avant ne comptent plus.",
        en="After a loss, a theft or a compromise, earlier proofs no longer count.",
    ),
    "rules": Bilingual(fr="Règles appliquées", en="Rules applied"),
    "rules.rule": Bilingual(fr="Règle", en="Rule"),
    "rules.says": Bilingual(fr="Ce qu’elle dit, en résumé", en="What it says, in short"),
    "rules.since": Bilingual(fr="Depuis", en="Since"),
    "rules.source": Bilingual(fr="Source et confiance", en="Source and confidence"),
    "rules.exceptions": Bilingual(fr="Exceptions", en="Exceptions"),
    "rules.missing": Bilingual(fr="Manque encore :", en="Still missing:"),
    "limits": Bilingual(fr="Ce que ce rapport ne dit pas", en="What this report does not say"),
    "limits.inventory": Bilingual(
        fr="Il ne liste pas les applications d’un téléphone : seuls les paquets que les règles nomment sont gardés, "
        "par oui ou par non.",
        en="It lists no phone’s apps: only the packages that rules name are kept, as yes or no.",
    ),
    "limits.kits": Bilingual(
        fr="Une application absente peut recevoir des données par des composants d’autres applications : ce n’est "
        "pas vérifié.",
        en="An absent app may receive data through components of other apps: that is not checked.",
    ),
    "limits.clean": Bilingual(
        fr="Aucun téléphone n’est dit sain : ce n’est pas un examen technique.",
        en="No phone is called clean: this is no technical examination.",
    ),
    "limits.signed": Bilingual(
        fr="Une signature dit que rien n’a changé depuis, non que la réponse est vraie.",
        en="A signature says that nothing changed since, not that the answer is true.",
    ),
    "provenance": Bilingual(fr="Provenance", en="Provenance"),
    "provenance.register": Bilingual(fr="Empreinte du registre", en="Hash of the register"),
    "provenance.rules": Bilingual(fr="Empreinte des règles", en="Hash of the rules"),
}
COUNTS: dict[str, Counted] = {
    "devices": Counted(
        Bilingual(fr="{n} appareil en service", en="{n} device in use"),
        Bilingual(fr="{n} appareils en service", en="{n} devices in use"),
    ),
    "unsigned": Counted(
        Bilingual(
            fr="{n} déclaration ne compte pas : aucune clé connue de l’appareil ne l’a signée telle quelle.",
            en="{n} declaration does not count: no key known of the device signed it as it stands.",
        ),
        Bilingual(
            fr="{n} déclarations ne comptent pas : aucune clé connue de l’appareil ne les a signées telles quelles.",
            en="{n} declarations do not count: no key known of the device signed them as they stand.",
        ),
    ),
    "devices.more": Counted(
        Bilingual(
            fr="{n} autre appareil, moins en défaut, n’est que dans devices.csv et devices.xlsx.",
            en="{n} more device, less at fault, stands only in devices.csv and devices.xlsx.",
        ),
        Bilingual(
            fr="{n} autres appareils, moins en défaut, ne sont que dans devices.csv et devices.xlsx.",
            en="{n} more devices, less at fault, stand only in devices.csv and devices.xlsx.",
        ),
    ),
    "days": Counted(Bilingual(fr="{n} jour", en="{n} day"), Bilingual(fr="{n} jours", en="{n} days")),
    "due.in": Counted(
        Bilingual(fr="dans {n} jour", en="in {n} day"), Bilingual(fr="dans {n} jours", en="in {n} days")
    ),
    "exceptions.left": Counted(
        Bilingual(fr="{n} jour restant", en="{n} day left"), Bilingual(fr="{n} jours restants", en="{n} days left")
    ),
    "points": Counted(
        Bilingual(fr="Voir le point vérifié", en="See the point checked"),
        Bilingual(fr="Voir les {n} points vérifiés", en="See the {n} points checked"),
    ),
}
CATALOGUE = Catalogue(WORDS, COUNTS)
