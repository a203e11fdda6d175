from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..privacy.words import CHANNELS, WAYS_OUT


class DespachoOpposition(models.Model):
    """Somebody does not want to be addressed through a channel. It holds at once, everywhere, until they lift it.

    A row for the person, which holds whatever their address is, and one for each thing by which they are known
    again when the person is not in the base any more: address, NIF, or what is kept of name and postcode. These are
    the suppression list (Ley Orgánica 3/2018, art. 23.3): nothing else survives when their data are destroyed.
    """

    _name = "despacho.opposition"
    _description = "Opposition"
    _order = "opposed_on desc, id desc"
    _rec_name = "name"

    channel = fields.Selection(CHANNELS, required=True, readonly=True, index=True)
    kind = fields.Selection(
        [
            ("person", "The person"),
            ("email", "The e-mail"),
            ("phone", "The number"),
            ("nif", "The NIF"),
            ("who", "Name and postcode, unreadable"),
        ],
        string="What is kept",
        required=True,
        readonly=True,
    )
    value = fields.Char(string="Address", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="set null", index="btree_not_null"
    )
    lead_id = fields.Many2one("crm.lead", string="Lead", readonly=True, ondelete="set null", index="btree_not_null")
    name = fields.Char(string="Who", readonly=True, help="As they were called then.")
    opposed_on = fields.Datetime(string="Since", required=True, readonly=True)
    how = fields.Selection(WAYS_OUT, string="How they said it", required=True, readonly=True)
    evidence = fields.Text(string="Proof", readonly=True)
    user_id = fields.Many2one("res.users", string="Noted down by", readonly=True, ondelete="set null")
    company_id = fields.Many2one(
        "res.company",
        string="Firm that was told",
        readonly=True,
        ondelete="set null",
        help="It holds for all the companies of the base.",
    )
    lifted_on = fields.Datetime(string="Lifted on", readonly=True)
    lifted_by = fields.Many2one("res.users", string="Lifted by", readonly=True, ondelete="set null")
    lifted_how = fields.Text(string="Why it was lifted", readonly=True)
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    # Whoever says no twice at the same time says it once.
    _value_uniq = models.UniqueIndex("(channel, value) WHERE value IS NOT NULL AND lifted_on IS NULL")
    # On an expression: two contacts that are joined are tried, row by row.
    _partner_uniq = models.UniqueIndex(
        "(channel, COALESCE(partner_id, 0)) WHERE value IS NULL AND partner_id IS NOT NULL AND lifted_on IS NULL"
    )
    _lead_uniq = models.UniqueIndex(
        "(channel, COALESCE(lead_id, 0)) WHERE value IS NULL AND partner_id IS NULL AND lead_id IS NOT NULL"
        " AND lifted_on IS NULL"
    )

    @api.depends("lifted_on")
    def _compute_in_force(self):
        for opposition in self:
            opposition.in_force = not opposition.lifted_on

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("lifted_on", "=" if True in value else "!=", False)

    @api.depends("name", "value", "kind")
    def _compute_display_name(self):
        for opposition in self:
            shown = opposition.value if opposition.kind != "who" else False
            opposition.display_name = opposition.name or shown or self.env._("Somebody whose data were destroyed")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("Use «Note an opposition»: it has to hold everywhere at once."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("Use «Lift the opposition»: who asked not to be addressed is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An opposition is not deleted: without it, they would be addressed again. It can be lifted.")
        )

    @api.model
    def _find(self, channels, partner=None, lead=None, value=None):
        """Return the oppositions in force of somebody, the last ones first."""
        who = Domain("value", "=", value) if value else Domain.FALSE
        if partner:
            # The company's own no is that of its people.
            who |= Domain("partner_id", "in", (partner | partner.commercial_partner_id).ids) & Domain(
                "value", "=", False
            )
        if lead:
            who |= Domain("lead_id", "in", lead.ids) & Domain("value", "=", False)
        # sudo: whoever is about to address somebody is told that they said no, whatever else they may see
        return self.sudo().search(Domain("lifted_on", "=", False) & Domain("channel", "in", list(channels)) & who)
