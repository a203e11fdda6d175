from odoo import api, fields, models
from odoo.exceptions import UserError

#: More than that at once is no choice: there is an import for it, or a feeding.
MOST = 500


class DespachoFeedingChoice(models.TransientModel):
    """For whom do these companies of the census become prospects?"""

    _name = "despacho.feeding.choice"
    _description = "Make prospects of companies of the census"

    census_ids = fields.Many2many("despacho.census.company", required=True, default=lambda self: self._get_chosen())
    profile_id = fields.Many2one("despacho.target.profile")
    company_count = fields.Integer(compute="_compute_counts")
    known_count = fields.Integer(compute="_compute_counts")
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
    def _get_chosen(self):
        ids = self.env.context.get("active_ids") or []
        if len(ids) > MOST:
            raise UserError(
                self.env._(
                    "You chose %(count)s companies, and at most %(most)s become prospects at once. "
                    "For more, make a feeding: it brings them week by week.",
                    count=len(ids),
                    most=MOST,
                )
            )
        return ids

    @api.depends("census_ids")
    def _compute_counts(self):
        for wizard in self:
            free = wizard.census_ids._get_free()
            wizard.company_count = len(free)
            wizard.known_count = len(wizard.census_ids - free)
            wizard.person_count = len(free.filtered("is_person"))

    def action_apply(self):
        """Make contacts and leads of those that are free, and open the leads."""
        self.ensure_one()
        free = self.census_ids._get_free()
        if not free:
            raise UserError(self.env._("The firm knows all of these companies already: choose others."))
        users = [user for user in self.user_ids if user.active]
        owners = [users[place % len(users)] for place in range(len(free))]
        leads = free._to_prospects(
            {
                "team_id": self.team_id.id,
                "service_line_ids": self.service_line_ids.ids,
                "company_id": self.env.company.id,
                "why": self.balancing,
            },
            owners,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_fed_leads")
        return {**action, "domain": [("id", "in", leads.ids)]}
