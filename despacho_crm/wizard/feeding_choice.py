import itertools

from odoo import api, fields, models
from odoo.exceptions import UserError

#: More than that at once is no choice: there is an import for it, or a feeding.
MOST = 500


class DespachoFeedingChoice(models.TransientModel):
    """For whom do these companies of the census become prospects?"""

    _name = "despacho.feeding.choice"
    _description = "Make prospects of companies of the census"

    census_ids = fields.Many2many(
        "despacho.census.company", default=lambda self: self._get_chosen("despacho.census.company")
    )
    act_ids = fields.Many2many("despacho.registry.act", default=lambda self: self._get_chosen("despacho.registry.act"))
    company_count = fields.Integer(compute="_compute_counts")
    known_count = fields.Integer(compute="_compute_counts")
    opposed_count = fields.Integer(compute="_compute_counts")
    person_count = fields.Integer(compute="_compute_counts")
    user_ids = fields.Many2many(
        "res.users",
        string="For whom",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="They take turns.",
    )
    team_id = fields.Many2one("crm.team", string="Team")
    service_line_ids = fields.Many2many("product.category", string="What to offer them")
    balancing = fields.Text(
        string="Why we may contact them",
        required=True,
        help="The legitimate interest of the firm, weighed against theirs: which service, why it may be useful to "
        "them, where the data come from and how they can say no. It goes with each lead.",
    )

    @api.model
    def _get_chosen(self, model):
        """Return the ids of ``model`` that the wizard was opened with."""
        context = self.env.context
        ids = context.get("active_ids") or [] if context.get("active_model") == model else []
        self._check_most(len(ids))
        return ids

    @api.model
    def _check_most(self, count):
        if count > MOST:
            raise UserError(
                self.env._(
                    "You chose %(count)s companies, and at most %(most)s become prospects at once. "
                    "For more, make a feeding: it brings them week by week.",
                    count=count,
                    most=MOST,
                )
            )

    @api.depends("census_ids", "act_ids")
    def _compute_counts(self):
        for wizard in self:
            free, new = wizard.census_ids._get_free(), wizard.act_ids._get_free()
            wizard.company_count = len(free) + len(new)
            wizard.opposed_count = len(wizard.census_ids._get_opposed())
            chosen = len(wizard.census_ids) + len(wizard.act_ids)
            wizard.known_count = chosen - wizard.company_count - wizard.opposed_count
            wizard.person_count = len(free.filtered("is_person"))

    def action_apply(self):
        """Make contacts and leads of those that are free, and open the leads."""
        self.ensure_one()
        self._check_most(len(self.census_ids) + len(self.act_ids))
        chosen = [found for found in (self.act_ids._get_free(), self.census_ids._get_free()) if found]
        if not chosen:
            raise UserError(
                self.env._("The firm knows all of these companies already, or they said no: choose others.")
            )
        turns = itertools.cycle(self.user_ids.filtered("active") or self.env.user)
        leads = self.env["crm.lead"]
        for found in chosen:
            options = {
                "team_id": self.team_id.id,
                "service_line_ids": self.service_line_ids.ids,
                "company_id": self.env.company.id,
                "why": self.balancing,
            }
            leads |= found._to_prospects(options, list(itertools.islice(turns, len(found))))
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_fed_leads")
        return {**action, "domain": [("id", "in", leads.ids)]}
