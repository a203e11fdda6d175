from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.dossier.sealed import is_erasing

STATES = [("draft", "Being prepared"), ("approved", "Plan approved"), ("superseded", "Superseded")]
#: What the program writes when a plan is filled or approved.
_OWN = frozenset({"state", "approved_by", "approved_on", "filled_on"})
#: What may change in a plan that was approved: nothing that it says.
_ALWAYS = frozenset({"state", "message_main_attachment_id", "message_ids", "message_follower_ids", "activity_ids"})


class DespachoGrowthPlan(models.Model):
    """Which sectors, activities, sizes, places, crossed situations and services the firm is going for.

    It is filled from the portfolio, the profile of the best clients and the market; people decide, correct and
    approve. From then on it stays as it was: the next one is compared with it.
    """

    _name = "despacho.growth.plan"
    _description = "Growth Plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today, help="Of which day its figures are.")
    date_end = fields.Date(string="Until", help="The day by which its objectives are to be reached.")
    user_id = fields.Many2one(
        "res.users",
        string="Prepared by",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    profile_id = fields.Many2one(
        "despacho.client.profile",
        string="Profile of the best clients",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
        help="Which clients are the best, and the market. Without it, the plan is filled from the portfolio alone.",
    )
    previous_id = fields.Many2one(
        "despacho.growth.plan",
        string="Compared with",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('company_id', '=', company_id), ('state', '!=', 'draft'), ('id', '!=', id)]",
    )
    state = fields.Selection(STATES, default="draft", required=True, readonly=True, copy=False, tracking=True)
    filled_on = fields.Datetime(readonly=True, copy=False)
    approved_by = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    summary = fields.Html(string="In a few words", help="Where the firm wants to grow, and why.")
    market_words = fields.Text(string="The market", help="As the profile of the best clients counts it.")
    line_ids = fields.One2many("despacho.growth.plan.line", "plan_id", string="Answers", copy=True)
    objective_clients = fields.Integer(string="New clients wanted", compute="_compute_objectives")
    objective_revenue = fields.Monetary(string="Revenue wanted", compute="_compute_objectives")

    _dates = models.Constraint("CHECK (date_end >= date)", "The plan ends after the day on which it begins.")

    @api.depends("line_ids.objective_clients", "line_ids.objective_revenue")
    def _compute_objectives(self):
        for plan in self:
            plan.objective_clients = sum(plan.line_ids.mapped("objective_clients"))
            plan.objective_revenue = sum(plan.line_ids.mapped("objective_revenue"))

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        company = self.env["res.company"].browse(values.get("company_id")) or self.env.company
        year = fields.Date.context_today(self).year
        if "name" in fields_list:
            values.setdefault("name", self.env._("Growth plan %(year)s", year=year))
        if "profile_id" in fields_list:
            values.setdefault("profile_id", self.env["despacho.client.profile"]._of_company(company).id)
        if "previous_id" in fields_list:
            values.setdefault("previous_id", self._last_of(company).id)
        return values

    @api.model
    def _last_of(self, company):
        """Return the plan that holds in ``company``."""
        return self.search([("company_id", "=", company.id), ("state", "=", "approved")], limit=1)

    # ------------------------------------------------------------
    # WHAT WAS APPROVED STAYS
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(not _OWN.isdisjoint(vals) for vals in vals_list):
            raise UserError(self.env._("A plan is approved with its button, once it is ready."))
        # Nor does it come as a default value.
        fresh = {**dict.fromkeys(_OWN, False), "state": "draft"}
        return super().create([{**fresh, **vals} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and not _OWN.isdisjoint(vals):
            raise UserError(self.env._("A plan is approved with its button, once it is ready."))
        if not vals.keys() <= _ALWAYS | _OWN:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        self._check_open()

    def _check_open(self):
        # Whose data are hidden or destroyed are named in no plan: the one change that an approved one takes.
        if is_erasing(self.env):
            return
        if closed := self.filtered(lambda plan: plan.state != "draft")[:1]:
            raise UserError(
                self.env._(
                    "«%(plan)s» was approved: it stays as it was. Duplicate it to make the next one.", plan=closed.name
                )
            )

    def copy_data(self, default=None):
        return [
            {
                **vals,
                "name": self.env._("%(name)s (copy)", name=plan.name),
                "date": fields.Date.context_today(self),
                "date_end": False,
                "previous_id": plan.id if plan.state != "draft" else plan.previous_id.id,
                **(default or {}),
            }
            for plan, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_approve(self):
        """Approve the plan: it holds from now on, in place of the one before."""
        self.check_access("write")
        if not self.env.user.has_group("despacho_crm.group_manager"):
            raise AccessError(self.env._("Only who manages the firm approves its growth plan."))
        for plan in self:
            plan._check_open()
            if not plan.line_ids.filtered("decision"):
                raise UserError(
                    self.env._(
                        "«%(plan)s» decides nothing yet: say of at least one line whether the firm grows there, "
                        "keeps on or leaves it.",
                        plan=plan.name,
                    )
                )
            others = Domain("company_id", "=", plan.company_id.id) & Domain("state", "=", "approved")
            # sudo: the states are written by this button alone, whose rights were asked for above
            self.sudo().search(others).write({"state": "superseded"})
            # sudo: as above
            plan.sudo().write(
                {"state": "approved", "approved_by": self.env.user.id, "approved_on": fields.Datetime.now()}
            )
        return True
