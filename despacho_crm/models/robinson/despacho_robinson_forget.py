import base64

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.privacy import address, robinson


class DespachoRobinsonLine(models.Model):
    """What the list answered of those whose data are destroyed: that it was consulted stays, without whom for."""

    _inherit = "despacho.robinson.line"

    def _forget(self, people, leads):
        """Take these people out of the answers, and of the files that went and came."""
        cells = {*(f"C{one.id}" for one in people), *(f"L{one.id}" for one in leads)}
        posts = set()
        for one in [*people, *leads]:
            cells |= {one.phone_sanitized, one.email_normalized, one.nif_key}
            name = one.contact_name or one.partner_name if one._name == "crm.lead" else one.name
            posts.add(address.who(name or "", one.zip or ""))
        cells, posts = ({*filter(None, found)} for found in (cells, posts))
        # sudo: whoever destroys need not see all of them. A lead is only known by what was asked for.
        lines = self.sudo().search(
            Domain("partner_id", "in", people.ids)
            | (Domain("partner_id", "=", False) & Domain("value", "in", [*cells, *posts]))
        )
        self.flush_model()
        self.env.execute_query(
            SQL(
                "UPDATE despacho_robinson_line SET partner_id = NULL, value = '-' WHERE id = ANY(%s) RETURNING id",
                lines.ids,
            )
        )
        self.invalidate_model()
        self.env["despacho.robinson"]._forget(cells)


class DespachoRobinson(models.Model):
    """The files of a consultation, without those whose data are destroyed."""

    _inherit = "despacho.robinson"

    def _forget(self, cells):
        # sudo: as above
        for consultation in self.sudo().search([("state", "!=", "draft")]).with_context(bin_size=False):
            for name in ("file_out", "file_in"):
                content = base64.b64decode(consultation[name] or b"")
                try:
                    kept = robinson.without(content, cells)
                except (UnicodeDecodeError, robinson.Unreadable):
                    # Another file was chosen, and never read: nobody can tell whom it names.
                    kept = b""
                if len(kept.splitlines()) < len(content.splitlines()):
                    consultation[name] = base64.b64encode(kept) or False
