"""The chapters of the guide as they lie in a folder, and the way of each role through them.

A file ``rol-*.md`` is the day of somebody who works in the firm: what it links to, in its order, is the way. All other
files are chapters. Each begins with its title.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import markup

FIRST = "guia"
_ROLE = "rol-"
#: In the order of a list of them; one that is not here comes after.
_ROLES = ("secretaria", "consultor", "socio", "datos", "administrador")
_BACK = "[Volver a la guía](guia.md)"  # for whoever reads the files; the page has its own way back


@dataclass(frozen=True)
class Page:
    name: str
    text: str

    @property
    def is_role(self):
        return self.name.startswith(_ROLE)

    @property
    def role(self):
        return self.name.removeprefix(_ROLE)

    @property
    def body(self):
        return self.text.replace(_BACK, "", 1)

    @property
    def title(self):
        return markup.headings(self.text)[0][1]

    @property
    def opening(self):
        """The first paragraph, which says whom the page is for."""
        blocks = self.body.split("\n\n")[1:]
        return next((" ".join(block.split()) for block in blocks if block.strip()), "")

    @property
    def sections(self):
        """[(title, anchor)] below the title."""
        return [(title, anchor) for level, title, anchor in markup.headings(self.text) if level == 2]

    def to_html(self, link=str, picture=str):
        return markup.to_html(self.body, link, picture)


class Book:
    """The guide of a folder, read once.

    :param folder: where the files are; pictures lie in ``img`` below it
    """

    def __init__(self, folder):
        self.folder = Path(folder)

    @cached_property
    def pages(self):
        """{name: Page} of all files."""
        return {path.stem: Page(path.stem, path.read_text("utf-8")) for path in sorted(self.folder.glob("*.md"))}

    @cached_property
    def roles(self):
        def place(page):
            return _ROLES.index(page.role) if page.role in _ROLES else len(_ROLES), page.role

        return sorted((page for page in self.pages.values() if page.is_role), key=place)

    @cached_property
    def chapters(self):
        """The chapters in the order of the first one, which is the index; those it does not name come last."""
        order = [FIRST, *self._linked(self.pages[FIRST])]
        rest = [name for name, page in self.pages.items() if not page.is_role and name not in order]
        return [self.pages[name] for name in [*order, *rest]]

    def way(self, role):
        """Return the chapters through which the day of a role leads, each once."""
        page = self.pages.get(f"{_ROLE}{role}")
        return [self.pages[name] for name in self._linked(page)] if page else []

    def around(self, page, role):
        """Return the chapter before and the one after on the way of a role (or None), for a foot of the page."""
        way = self.way(role)
        if page not in way:
            return None, None
        turn = way.index(page)
        return (way[turn - 1] if turn else None), (way[turn + 1] if turn + 1 < len(way) else None)

    def _linked(self, page):
        names = [target.split("#")[0].removesuffix(".md") for target in markup.targets(page.body) if ".md" in target]
        chapters = {name for name, one in self.pages.items() if not one.is_role} - {page.name}
        return list(dict.fromkeys(name for name in names if name in chapters))
