"""Words that exist in French and in English, because every sentence a person reads does."""

from typing import Literal

import msgspec

Language = Literal["fr", "en"]


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in both languages, plain spaces: typography is added where it is shown."""

    fr: str
    en: str

    def said_in(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def filled(self, **values: object) -> "Bilingual":
        """The same sentence with its ``{placeholders}`` filled in."""
        if "{" not in self.fr and "{" not in self.en and "}" not in self.fr and "}" not in self.en:
            return self
        return Bilingual(fr=self.fr.format(**values), en=self.en.format(**values))
