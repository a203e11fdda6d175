from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..lifecycle.res_partner import GROUP
from .despacho_segment_definition import SINCE

_LAPSE = {"groups": GROUP, "compute": "_compute_days_since", "prefetch": False}


class ResPartner(models.Model):
    """In which segments a contact is, and how long ago somebody last had to do with it."""

    _inherit = "res.partner"

    segment_ids = fields.Many2many(
        "despacho.segment",
        string="Segments",
        compute="_compute_segment_ids",
        search="_search_segment_ids",
        groups=GROUP,
        prefetch="segment",
    )
    crm_lead_ids = fields.One2many(
        "crm.lead",
        "partner_id",
        string="Leads and opportunities",
        # With a domain, the ORM does not look here for what hangs from a contact: it would miss what is spam.
        domain=[("type", "in", ("lead", "opportunity"))],
        groups=GROUP,
        prefetch=False,
        copy=False,
    )
    days_since_contact = fields.Integer(
        string="Days since the last contact",
        search="_search_days_since_contact",
        help="Who was never contacted is always longer ago.",
        **_LAPSE,
    )
    days_since_invoice = fields.Integer(
        string="Days since the last invoice",
        search="_search_days_since_invoice",
        help="Only of who was invoiced at some time.",
        **_LAPSE,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_segment_ids(self):
        rows = self.env["despacho.segment.member"].search_fetch(
            [("partner_id", "in", self.ids)], ["segment_id", "partner_id"]
        )
        found = rows.grouped("partner_id")
        for partner in self:
            partner.segment_ids = found.get(partner._origin, rows.browse()).segment_id.sorted("name")

    @api.model
    def _search_segment_ids(self, operator, value):
        segments = self.env["despacho.segment"]
        if operator in ("any", "any!"):
            # sudo: whoever asks with «any!» has seen to it that it may be asked.
            asked = (segments.sudo() if operator == "any!" else segments).search(value)
        elif operator == "in" and False in value:
            some = [one for one in value if one]
            return ~self._in_segments(segments.search([("active", "=", True)])) | Domain("segment_ids", "in", some)
        elif operator == "in":
            asked = segments.with_context(active_test=False).search([("id", "in", list(value))])
        else:
            return NotImplemented
        return self._in_segments(asked)

    @api.model
    def _in_segments(self, segments):
        """Return the domain of who is in ``segments``: known by their ids, the database goes to their rows at once."""
        return Domain(
            "id",
            "in",
            SQL("(SELECT partner_id FROM despacho_segment_member WHERE active AND segment_id = ANY(%s))", segments.ids),
        )

    @api.depends(*SINCE.values())
    def _compute_days_since(self):
        today = self._lifecycle_today()
        for partner in self:
            for name, source in SINCE.items():
                partner[name] = (today - partner[source]).days if partner[source] else 0

    @api.model
    def _search_days_since_contact(self, operator, value):
        return self._search_days_since("last_contact_date", operator, value, never=True)

    @api.model
    def _search_days_since_invoice(self, operator, value):
        return self._search_days_since("last_invoice_date", operator, value, never=False)

    @api.model
    def _search_days_since(self, source, operator, value, never):
        """Return the domain on the date: the more days have gone by, the earlier it is."""
        today = self._lifecycle_today()
        if operator == "in":
            days = [today - timedelta(days=int(number)) for number in value if number is not False]
            return Domain(source, "in", days)
        turned = {">": "<", ">=": "<=", "<": ">", "<=": ">="}.get(operator)
        if turned is None:
            return NotImplemented
        domain = Domain(source, turned, today - timedelta(days=int(value)))
        return domain | Domain(source, "=", False) if never and operator in (">", ">=") else domain

    def action_segment_add(self):
        """Ask to which segments to add these, and why."""
        return self.env["despacho.segment"]._ask_hand("in", self)

    def action_segment_save(self):
        """Ask for the name of the fixed list that these become."""
        return self.env["despacho.segment.save"]._ask("", "[]", partners=self)
