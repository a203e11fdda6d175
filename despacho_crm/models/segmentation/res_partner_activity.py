from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .shared import OWN, write_grouped

#: What decides the activity and what follows from it.
ACTIVITY = frozenset(("cnae_id", "cnae_2009_id"))
#: Section of CNAE-2025 -> that of the sectors of Odoo, which are those of the classification before.
_INDUSTRIES = dict(zip("ABCDEFGHIJKLMNOPQRSTUV", "ABCDEFGHIJJKLMNOPQRSTU", strict=True))


class ResPartner(models.Model):
    """What a company does: its activity in the official classifications, and its sector.

    Who gives a code of 2009 that went whole to one of 2025 has given both; where it was shared out, the
    company waits in «CNAE to confirm» until a person says which. The sector follows.
    """

    _inherit = "res.partner"

    cnae_id = fields.Many2one(
        "despacho.cnae",
        string="Activity (CNAE)",
        domain=[("year", "=", "2025"), ("level", "!=", "section")],
        index="btree_not_null",
        ondelete="restrict",
        help="By CNAE-2025, the classification in force. Search by words («peluquería») or by its code.",
        **OWN,
    )
    cnae_2009_id = fields.Many2one(
        "despacho.cnae",
        string="CNAE-2009",
        domain=[("year", "=", "2009"), ("level", "!=", "section")],
        index="btree_not_null",
        ondelete="restrict",
        help="The code of the classification before: lists and papers up to 2025 have it.",
        **OWN,
    )
    cnae_other_ids = fields.Many2many(
        "despacho.cnae",
        "res_partner_cnae_other_rel",
        "partner_id",
        "cnae_id",
        string="Other activities",
        domain=[("year", "=", "2025"), ("level", "!=", "section")],
        copy=False,
        groups=OWN["groups"],
    )
    sector_id = fields.Many2one(
        "despacho.cnae",
        string="Sector of activity",
        domain=[("year", "=", "2025"), ("level", "=", "division")],
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="The division of its CNAE: it follows from the activity.",
        **OWN,
    )
    cnae_to_confirm = fields.Boolean(
        string="CNAE to confirm",
        compute="_compute_cnae_to_confirm",
        search="_search_cnae_to_confirm",
        groups=OWN["groups"],
        help="Its code of CNAE-2009 became several in 2025, and nobody has said yet which one it is.",
    )
    cnae_candidate_ids = fields.Many2many(
        "despacho.cnae",
        string="It may be",
        compute="_compute_cnae_to_confirm",
        groups=OWN["groups"],
    )

    @api.depends("cnae_id", "cnae_2009_id")
    def _compute_cnae_to_confirm(self):
        for partner in self:
            waits = not partner.cnae_id and partner.cnae_2009_id
            partner.cnae_to_confirm = bool(waits)
            partner.cnae_candidate_ids = waits.successor_ids if waits else False

    @api.model
    def _search_cnae_to_confirm(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("cnae_2009_id", "!=", False) & Domain("cnae_id", "=", False)

    @api.constrains("cnae_id", "cnae_2009_id", "cnae_other_ids")
    def _check_cnae_years(self):
        # sudo: which classification a code is of is public, whoever writes it.
        for partner in self.sudo():
            for cnae, year in ((partner.cnae_id, "2025"), (partner.cnae_2009_id, "2009")):
                if cnae and cnae.year != year:
                    raise ValidationError(
                        self.env._(
                            "«%(cnae)s» is not of CNAE-%(year)s: choose it in the other field.",
                            cnae=cnae.display_name,
                            year=year,
                        )
                    )

    def _activity_before(self):
        """Return {contact: code of 2009} as they are before somebody writes."""
        return {partner: partner.cnae_2009_id for partner in self}

    @api.model
    def _activity_follow(self, said, before):
        """Write what follows from the activity that ``said``, {contact: values}, gave.

        ``before``: what ``_activity_before`` returned.
        """
        nothing = self.env["despacho.cnae"]
        changes = {}
        for partner, vals in said.items():
            old_2009 = before.get(partner, nothing)
            values = {}
            cnae = partner.cnae_id
            # What followed from the earlier code goes with it; what a person chose stays.
            if "cnae_id" not in vals and (not cnae or (old_2009 and cnae == old_2009._only_successor())):
                cnae = partner.cnae_2009_id._only_successor()
                values["cnae_id"] = cnae.id
            sectors = cnae.sector_id or partner.cnae_2009_id.successor_ids.sector_id
            sector = sectors if len(sectors) == 1 else nothing
            values["sector_id"] = sector.id
            industry = self._industry_of(sector)
            followed = not partner.industry_id or partner.industry_id == self._industry_of(partner.sector_id)
            if industry and followed and "industry_id" not in vals:
                values["industry_id"] = industry.id
            changes[partner] = {name: value for name, value in values.items() if partner[name].id != value}
        write_grouped(changes)

    @api.model
    def _industry_of(self, sector):
        """Return the sector of Odoo's own list in which ``sector`` is, which other features read."""
        letter = _INDUSTRIES.get(sector.parent_id.code)
        # Asked for each contact: not even whether it is still there may cost a query.
        xmlid = f"base.res_partner_industry_{letter}"
        known = letter and self.env["ir.model.data"]._xmlid_to_res_id(xmlid, raise_if_not_found=False)
        return self.env["res.partner.industry"].browse(known or ())
