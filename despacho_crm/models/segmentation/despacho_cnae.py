from odoo import api, fields, models, tools

YEARS = [("2009", "CNAE-2009"), ("2025", "CNAE-2025")]
LEVELS = [("section", "Section"), ("division", "Division"), ("group", "Group"), ("class", "Class")]


class DespachoCnae(models.Model):
    """An activity of the official classifications, the one in force and the one before, with their titles.

    They are read from the tables that the addon ships (``despacho.official``) and nobody writes them.
    """

    _name = "despacho.cnae"
    _description = "Activity (CNAE)"
    _order = "year desc, code, id"
    _parent_store = True
    _log_access = False

    code = fields.Char(required=True, readonly=True)
    year = fields.Selection(YEARS, string="Classification", required=True, readonly=True)
    level = fields.Selection(LEVELS, required=True, readonly=True)
    name = fields.Char(string="Title", required=True, readonly=True)
    words = fields.Char(readonly=True, help="What it is found by: the words of its title, and everyday ones.")
    parent_id = fields.Many2one("despacho.cnae", string="Above", index=True, ondelete="restrict", readonly=True)
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("despacho.cnae", "parent_id", string="Below")
    sector_id = fields.Many2one(
        "despacho.cnae",
        string="Sector",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="Its division, the two first digits.",
    )
    successor_ids = fields.Many2many(
        "despacho.cnae",
        "despacho_cnae_successor_rel",
        "cnae_2009_id",
        "cnae_2025_id",
        string="In CNAE-2025",
        readonly=True,
        help="What a code of 2009 may be now, as INE says. When there are several, a person has to say which.",
    )
    predecessor_ids = fields.Many2many(
        "despacho.cnae",
        "despacho_cnae_successor_rel",
        "cnae_2025_id",
        "cnae_2009_id",
        string="In CNAE-2009",
        readonly=True,
    )

    _code_uniq = models.UniqueIndex("(year, code)")

    @api.depends("code", "name", "year")
    def _compute_display_name(self):
        for cnae in self:
            cnae.display_name = f"{cnae.code} {cnae.name}"

    @api.model
    def _of_code(self, code, year="2025"):
        """Return the activity with ``code`` in the classification of ``year``, none when it has no such code."""
        return self.browse(self._id_of(code, year) or ())

    @api.model
    @tools.ormcache("code", "year", cache="stable")
    def _id_of(self, code, year):
        # sudo: one answer for everybody, and which activities there are is public.
        return self.sudo().search([("code", "=", code), ("year", "=", year)]).id

    def _only_successor(self):
        """Return what a code of 2009 is in 2025, none when it may be several."""
        return self.successor_ids if len(self.successor_ids) == 1 else self.browse()

    def action_choose(self):
        """Say that it is the activity of the company ``cnae_partner_id`` of the context, which may have several."""
        self.ensure_one()
        self.env["res.partner"].browse(self.env.context.get("cnae_partner_id")).cnae_id = self
