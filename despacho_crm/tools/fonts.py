"""The letters with which papers are written: a font of the machine that knows every European alphabet, or PDF's own."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_FOLDERS = (
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation",
)
_NAME = "LiberationSans"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


@dataclass(frozen=True)
class Fonts:
    """Names of the faces, and what they cannot write."""

    family: str
    regular: str
    bold: str
    western_only: bool

    @classmethod
    def found(cls):
        return _found()

    def known(self, text: str) -> str:
        """Return ``text`` in characters that the font has: «Łódź» becomes «Lódz» where it knows no better."""
        text = " ".join(text.split()) if "\n" in text or "\t" in text else text
        if not self.western_only:
            return text
        return "".join(_western(char) for char in text)


def _western(char):
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        return plain or {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d"}.get(char, "")
    return char


@lru_cache(1)
def _found():
    for folder in map(Path, _FOLDERS):
        files = [folder / f"{_NAME}-{face}.ttf" for face in _FACES]
        if not all(file.is_file() for file in files):
            continue
        try:
            for face, file in zip(_FACES, files, strict=True):
                pdfmetrics.registerFont(TTFont(f"{_NAME}-{face}", str(file)))
        except TTFError:
            continue
        for bold, italic, face in ((0, 0, 0), (1, 0, 1), (0, 1, 2), (1, 1, 3)):
            addMapping(_NAME, bold, italic, f"{_NAME}-{_FACES[face]}")
        return Fonts(_NAME, f"{_NAME}-Regular", f"{_NAME}-Bold", western_only=False)
    return Fonts("Helvetica", "Helvetica", "Helvetica-Bold", western_only=True)
