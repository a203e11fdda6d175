from odoo import api, fields, models

from ...tools.enrichment import borme
from ...tools.enrichment.borme_vocabulary import ALARMING

KINDS = [
    ("constitution", "New company"),
    ("name_change", "Change of name"),
    ("address_change", "Change of address"),
    ("object_change", "Change of object"),
    ("appointment", "Appointments"),
    ("reelection", "Re-elections"),
    ("cessation", "Those who leave"),
    ("revocation", "Revocations"),
    ("cancelled_office", "Appointments cancelled"),
    ("powers", "Change of powers"),
    ("sole_owner", "Sole shareholder"),
    ("sole_owner_lost", "No longer a sole shareholder"),
    ("capital_increase", "Increase of capital"),
    ("capital_reduction", "Reduction of capital"),
    ("dissolution", "Dissolution"),
    ("extinction", "Extinction"),
    ("insolvency", "Insolvency"),
    ("nif_revoked", "NIF revoked"),
    ("sheet_closed", "Sheet closed"),
    ("bad_debt", "Bad debt"),
    ("sheet_reopened", "Sheet reopened"),
    ("reactivation", "Reactivation"),
    ("merger", "Merger"),
    ("split", "Split"),
    ("transformation", "Change of legal form"),
    ("branch", "Branch"),
    ("bylaws", "Bylaws"),
    ("website", "Web page"),
    ("sole_trader", "Sole trader"),
    ("erratum", "Erratum"),
    ("other", "Other"),
]
STATES = [
    ("asked", "Perhaps of ours"),
    ("matched", "Of ours"),
    ("candidate", "New company"),
    ("taken", "Prospect already"),
    ("dismissed", "Dismissed"),
]


class DespachoRegistryAct(models.Model):
    """What the register of companies published of a company on a day: of one of ours, or of a new one.

    One row for each entry of the gazette that is of use, which may have several acts: ``kind`` is the one that says
    most, ``kinds`` all of them. The gazette gives no NIF: whose it is follows from the name, the province and the
    sheet of the register, and a person is asked where they do not settle it.
    """

    _name = "despacho.registry.act"
    _description = "Act in the Register of Companies"
    _order = "date desc, is_alarming desc, id desc"

    name = fields.Char(string="Name of the company", required=True, readonly=True, index="trigram")
    date = fields.Date(string="Published on", required=True, readonly=True, index=True)
    bulletin = fields.Char(required=True, readonly=True, help="The document of the gazette.")
    number = fields.Integer(required=True, readonly=True, help="Of the entry in the gazette.", aggregator=None)
    kind = fields.Selection(KINDS, string="Main act", required=True, readonly=True, index=True)
    kinds = fields.Char(readonly=True, help="All kinds of its acts, the one that says most first.")
    acts = fields.Char(compute="_compute_acts")
    is_alarming = fields.Boolean(string="Serious", readonly=True)
    text = fields.Text(string="What was published", readonly=True)
    link = fields.Char(string="In the gazette", compute="_compute_link")
    # Where it is
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True, index=True, ondelete="restrict")
    registry_sheet = fields.Char(string="Sheet", readonly=True, index="btree_not_null")
    registry_data = fields.Char(string="Registry data", readonly=True)
    inscribed = fields.Date(string="Registered on", readonly=True)
    # What it says
    new_name = fields.Char(readonly=True)
    street = fields.Char(readonly=True)
    zip = fields.Char(string="Postcode", readonly=True)
    city = fields.Char(string="Town", readonly=True)
    object = fields.Text(string="Object of the company", readonly=True)
    capital = fields.Float(string="Capital (EUR)", digits=(16, 2), readonly=True, aggregator=None)
    began = fields.Date(string="Begins on", readonly=True)
    officer_ids = fields.One2many("despacho.registry.officer", "act_id", string="Officers", readonly=True)
    # Whose it is
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, index="btree_not_null", ondelete="set null"
    )
    possible_ids = fields.Many2many(
        "res.partner", "despacho_registry_act_possible_rel", string="May be", readonly=True, copy=False
    )
    matched_by = fields.Selection(
        [
            ("sheet", "Sheet of the register"),
            ("name", "Name and province"),
            ("former_name", "Former name and province"),
            ("person", "A person"),
        ],
        string="Known by",
        readonly=True,
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, ondelete="set null")
    decided_on = fields.Datetime(readonly=True)
    are_officers_noted = fields.Boolean(string="Officers noted", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True, help="Empty: every company sees it.")

    _entry_uniq = models.UniqueIndex("(bulletin, number, COALESCE(company_id, 0))")

    @api.depends("kinds")
    @api.depends_context("lang")
    def _compute_acts(self):
        words = dict(self._fields["kind"]._description_selection(self.env))
        for act in self:
            act.acts = ", ".join(words.get(kind, kind) for kind in (act.kinds or "").split())

    @api.depends("bulletin")
    def _compute_link(self):
        for act in self:
            act.link = borme.page_url(act.bulletin)

    @api.depends("name", "kind", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        words = dict(self._fields["kind"]._description_selection(self.env))
        for act in self:
            act.display_name = f"{act.name}: {words.get(act.kind, '')}"

    @api.model
    def _prepare_values(self, day, document, entry, found):
        """Return what is kept of an ``entry`` of the gazette, that says ``found`` (tools/enrichment/borme*.py)."""
        registry = found.registry
        province = document.province
        parts = registry and [
            f"{label} {value}"
            for label, value in zip(("T", "L", "F", "S", "H", "I/A"), registry, strict=False)
            if value
        ]
        return {
            "name": entry.name[:250],
            "date": day,
            "bulletin": document.id,
            "number": entry.number,
            "kind": found.kinds[0] if found.kinds else "other",
            "kinds": " ".join(found.kinds) or "other",
            "is_alarming": not ALARMING.isdisjoint(found.kinds),
            "text": entry.text,
            "state_id": province and self._get_province_ids().get(province.code),
            "registry_sheet": registry and registry.sheet,
            "registry_data": registry and ", ".join(parts),
            "inscribed": registry and registry.inscribed,
            "new_name": found.new_name or False,
            "street": found.street or False,
            "zip": found.zip or False,
            "city": found.city or False,
            "object": found.object or False,
            "capital": found.capital or 0,
            "began": found.began,
            "officer_ids": [
                fields.Command.create(
                    {"name": one.name[:250], "post": one.post[:60], "role": one.role, "action": one.action}
                )
                for one in found.officers
            ],
        }

    @api.model
    def _get_province_ids(self):
        """Return {code: id} of the provinces of Spain."""
        states = self.env["res.country.state"].search_fetch([("country_id.code", "=", "ES")], ["code"])
        return {state.code: state.id for state in states}

    def action_open_link(self):
        """Open what was published, in the gazette."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.link, "target": "new"}

    def action_open_partner(self):
        """Open the contact whose act it is."""
        self.ensure_one()
        return self.partner_id.get_formview_action()
