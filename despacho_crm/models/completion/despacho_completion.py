from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.client_actions import RELOAD, said
from ...tools.matching.score import FIELDS

#: The columns that each source gives, in this order.
COLUMNS = (
    *("id", "source", "source_ref", "partner_id", "lead_id", "holder_id", "holder_lead_id", "census_id", "nif"),
    *("company_id", "band", "score"),
    *(f"bits_{field}" for field in FIELDS),
)


class DespachoCompletion(models.Model):
    """A NIF that is missing, and where it may be found, with what speaks for it: the likeliest first.

    Each source gives its rows (``_sql_<source>``) and knows what follows from the answer
    (``_complete_<source>``, ``_reject_<source>``, ``_is_elsewhere_<source>``): another one
    is added by naming it in ``source`` and in ``_sources``.
    """

    _name = "despacho.completion"
    _description = "NIF that can be completed"
    _inherit = ["despacho.match.weight"]
    _auto = False
    _order = "score desc, id"
    _rec_name = "nif"
    _depends = {
        "despacho.match.pair": [
            *("partner_id", "other_id", "lead_id", "other_lead_id", "state", "band", "score"),
            *(f"bits_{field}" for field in FIELDS),
        ],
        "res.partner": ["active", "company_id", "nif_key", "nif_state", "partner_share"],
        "crm.lead": ["active", "company_id", "nif_key", "nif_state"],
    }

    source = fields.Selection(
        selection=[("base", "The firm's base"), ("census", "The census")], string="Found in", readonly=True
    )
    source_ref = fields.Integer(string="Number in the source", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact without NIF", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Lead without NIF", readonly=True)
    holder_id = fields.Many2one("res.partner", string="May be", readonly=True)
    holder_lead_id = fields.Many2one("crm.lead", string="May be the lead", readonly=True)
    census_id = fields.Many2one("despacho.census.company", string="May be, in the census", readonly=True)
    nif = fields.Char(string="Proposed NIF", readonly=True)
    company_id = fields.Many2one("res.company", string="Company", readonly=True)
    why = fields.Char(string="Because", compute="_compute_why")
    needy_name = fields.Char(string="Without NIF", compute="_compute_names")
    holder_name = fields.Char(string="Who has it", compute="_compute_names")

    @property
    def _table_query(self):
        parts = [getattr(self, f"_sql_{source}")() for source in self._sources()]
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _sources(self):
        """Return the sources of numbers, by name."""
        return ["base", "census"]

    @api.depends_context("lang")
    @api.depends(*(f"bits_{field}" for field in FIELDS))
    def _compute_why(self):
        pairs = self.env["despacho.match.pair"]
        for row in self:
            row.why = pairs._why_of(row[f"bits_{field}"] for field in FIELDS)

    @api.depends("partner_id", "lead_id", "holder_id", "holder_lead_id", "census_id")
    def _compute_names(self):
        for row in self:
            row.needy_name = (row.partner_id or row.lead_id).display_name
            row.holder_name = (row.holder_id or row.holder_lead_id).display_name or row._census_name()

    def _census_name(self):
        """Return who it may be of the census, and where that is."""
        found = self.census_id
        name = ", ".join(filter(None, (found.name, found.city or found.province)))
        return name and self.env._("Census: %(name)s", name=name)

    # What a person answers

    def action_complete(self):
        """«It is this one»: complete; ask first when it may be another address of the same company."""
        self._check_decides()
        if len(self) == 1 and self._call("is_elsewhere"):
            return self.env["despacho.completion.address"]._ask(self)
        keys = [(row.id, row.nif, row.needy_name) for row in self]
        for row_id, _nif, _name in keys:
            # An answer may have settled another row as well.
            row = self.search([("id", "=", row_id)])
            if row:
                row._call("complete")
        return self._said(keys)

    def action_reject(self):
        """«It is not»: remembered, and the next likeliest is proposed."""
        self._check_decides()
        for row in self:
            row._call("reject")
        # What is left may be certain now.
        self.invalidate_model()
        for model in ("res.partner", "crm.lead"):
            self.env[model].invalidate_model(
                [name for name in self.env[model]._fields if name.startswith("nif_proposal")]
            )
        return RELOAD

    def action_open(self):
        """Open the contact or lead that lacks its number."""
        self.ensure_one()
        return (self.partner_id or self.lead_id).get_formview_action()

    def _call(self, what, **options):
        self.ensure_one()
        return getattr(self, f"_{what}_{self.source}")(**options)

    @api.model
    def _check_decides(self):
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._(
                    "Completing a NIF joins two records, and that is the task of the data steward: "
                    "tell them which company it is."
                )
            )

    @api.model
    def _said(self, keys):
        """Return the action that says what was completed, and shows the screen anew."""
        if not keys:  # somebody settled it meanwhile
            return RELOAD
        if len(keys) == 1:
            [(_id, nif, name)] = keys
            message = self.env._("«%(name)s» has its NIF, %(nif)s. It can be undone in «Joinings».", name=name, nif=nif)
        else:
            message = self.env._("%(count)s NIFs completed. They can be undone in «Joinings».", count=len(keys))
        return said(message, then=RELOAD)

    @api.model
    def _best_for(self, field, records):
        """Return {id: the likeliest row whose holder the user may see} of ``records``, contacts or leads."""
        # sudo: whoever sees the record is told where its number may be, if they see that one too.
        rows = self.sudo().search([(field, "in", records.ids), ("company_id", "in", [False, *self.env.companies.ids])])
        seen = {}
        for name in ("holder_id", "holder_lead_id", "census_id"):
            seen[name] = set(rows[name].with_env(self.env)._filtered_access("read").ids)
        best = {}
        for row in rows:
            if all(not row[name] or row[name].id in seen[name] for name in seen):
                best.setdefault(row[field].id, row)
        return best
