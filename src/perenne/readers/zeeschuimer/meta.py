"""What Instagram and Threads write alike: the account, the caption, and the word for how AI was noticed."""

import msgspec
from msgspec import UNSET, UnsetType

from perenne.model.post import Account
from perenne.readers.zeeschuimer.values import Flag, Number, identifier


class User(msgspec.Struct):
    id: Number = None
    pk: Number = None
    username: str | None = None
    full_name: str | None = None
    biography: str | None = None
    is_private: Flag = None
    text_post_app_is_private: Flag = None

    @property
    def hides(self) -> bool:
        return bool(self.is_private or self.text_post_app_is_private)


def account(user: User) -> Account:
    """``pk`` first: on newer pages ``id`` is that of another of Meta's services."""
    return Account(
        id=identifier(user.pk) or identifier(user.id),
        handle=user.username or None,
        name=user.full_name or None,
        bio=user.biography,
    )


class CaptionText(msgspec.Struct):
    text: str | None = None


Caption = CaptionText | str | None | UnsetType


def caption_text(caption: Caption) -> str | None:
    """The words; ``""`` where the item says that there is no caption, ``None`` where it says nothing of one."""
    if caption is UNSET:
        return None
    if isinstance(caption, CaptionText):
        return caption.text
    return caption if isinstance(caption, str) else ""


class DetectionMethod(msgspec.Struct):
    detection_method: str | None = None


_KNOWN = frozenset({"SELF_DISCLOSURE_FLOW", "C2PA_METADATA", "IPTC_METADATA", "META_INVISIBLE_WATERMARK"})


def noticed_by(said: DetectionMethod | str | None) -> str | None:
    """How the platform knows of AI, in its own word; ``NONE`` says nothing: it is no "made without AI"."""
    word = said.detection_method if isinstance(said, DetectionMethod) else said
    return None if word in (None, "", "NONE") else word


def made_by_ai(said: DetectionMethod | str | None) -> bool | None:
    """True for the words that are known to be a label; others (``…_EDITED``) are kept and not understood."""
    return True if noticed_by(said) in _KNOWN else None
