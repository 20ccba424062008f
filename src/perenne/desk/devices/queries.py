"""The register of an organisation, as the library reads it, and how it stands today."""

from datetime import date

from django.db.models import QuerySet

from perenne.desk.devices.models import Entry
from perenne.desk.people.access import seen
from perenne.desk.people.models import Member
from perenne.devices.judge import Checked, check
from perenne.devices.records import Heading
from perenne.devices.register import Register, register_from
from perenne.devices.rule import institutional
from perenne.model.bilingual import Bilingual
from perenne.model.wire import encode

SEE, WRITE = "device.read", "device.write"


def entries(member: Member) -> QuerySet[Entry]:
    """The records that ``member`` may see. Raises ``Http404`` where the role sees none."""
    return seen(member, Entry.objects.all(), SEE)


def register_of(member: Member) -> Register:
    """What ``member`` may see of the register, in one query, however many devices there are."""
    lines = entries(member).values_list("line", flat=True)
    heading = encode(Heading(member.organisation.name)).decode()
    return register_from([("register", "\n".join([heading, *lines]).encode())])


def standing(member: Member, on: date) -> Checked:
    return check(register_of(member), institutional(), on)


def institutions() -> dict[str, Bilingual]:
    """Under whose rules a device may be, and what that is called."""
    return {rule.institution: rule.body for rule in institutional().by_id.values()}
