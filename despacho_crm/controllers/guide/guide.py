from functools import cache

from markupsafe import Markup

from odoo import http
from odoo.http import request
from odoo.tools.misc import file_path

from ...tools.guide import book

_FOLDER = "despacho_crm/static/guia"
_ADDRESS = "/despacho/guia"


@cache
def _get_book():
    """Return the guide; its files change with the program only."""
    return book.Book(file_path(_FOLDER))


class Guide(http.Controller):
    """The guide for the people of the firm: whoever signs in and works in it reads it, whatever their permissions.

    Whole in itself, without JavaScript: it is opened beside the screen that it explains, and printed.
    """

    @http.route([_ADDRESS, f"{_ADDRESS}/<string:name>"], type="http", auth="user", methods=["GET"], sitemap=False)
    def show(self, name=None, rol=None, **kwargs):
        """Show the first page, or one of a role or a chapter; ``rol`` is whose way through the chapters one follows."""
        guide = _get_book()
        page = guide.pages.get(name)
        if not request.env.user._is_internal() or (name and not page):
            raise request.not_found()
        role = guide.pages.get(f"rol-{rol}") if not page or not page.is_role else page
        before, after = guide.around(page, role.role) if page and role else (None, None)

        def address(target, way=role):
            return self._get_address(target, way)

        return request.render(
            "despacho_crm.guide_page" if page else "despacho_crm.guide_first_page",
            {
                "guide": guide,
                "page": page,
                "role": role,
                "way": guide.way(role.role) if role else guide.chapters,
                "before": before,
                "after": after,
                "address": address,
                # The text is of the program, and whatever is not its Markdown is escaped.
                "body": page and Markup(page.to_html(link=address, picture=lambda target: f"/{_FOLDER}/{target}")),
            },
            headers=[("X-Frame-Options", "SAMEORIGIN")],
        )

    def _get_address(self, target, role):
        """Return the address of a page, as the files name it (``agenda.md#…``), on the way of a role."""
        name, __, anchor = target.partition("#")
        if not name:
            return f"#{anchor}"
        name = name.removesuffix(".md")
        way = f"?rol={role.role}" if role and not name.startswith("rol-") else ""
        return f"{_ADDRESS}/{name}{way}{f'#{anchor}' if anchor else ''}"
