from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..segmentation.res_partner_structure import CONTACT_ROLES

#: Approved with the rest: whom in each company it is for.
_ADDRESSEE = frozenset({"addressee", "addressee_role", "addressee_post"})
#: What the job that freezes notes.
_PREPARED = frozenset({"freeze_started_on", "freeze_total", "frozen_on", "freeze_problem"})


class DespachoAction(models.Model):
    """Whom within a company an action addresses, and the rows that its audience was frozen into.

    M41: what is sent fits the work of whoever receives it. So an action says whom it is for within each company:
    by the role that the person has with us (``contact_role``) or by their post; and whether the company itself is
    addressed where nobody fits. Whoever was chosen as a person is addressed themselves.
    """

    _inherit = "despacho.action"

    addressee = fields.Selection(
        [
            ("person", "Whoever fits; where nobody does, the company itself"),
            ("only_person", "Only whoever fits"),
            ("company", "The company itself"),
        ],
        string="Whom in each company",
        required=True,
        default="person",
        help="Of the people of the company, whoever has the role or the post below; the company itself is its general "
        "address or phone. Whoever was chosen by name is addressed themselves.",
    )
    addressee_role = fields.Selection(
        CONTACT_ROLES, string="Role that fits", default="decides", help="What the person does in the relation with us."
    )
    addressee_post = fields.Char(
        string="Posts that fit",
        help="Words of the post, separated by commas: «administración, contable, gerente». The first ones go first. "
        "Whoever has the role goes before them.",
    )
    recipient_ids = fields.One2many(
        "despacho.action.recipient", "action_id", string="Recipients", readonly=True, copy=False
    )
    freeze_started_on = fields.Datetime(string="Began to be prepared", readonly=True, copy=False)
    freeze_total = fields.Integer(string="To prepare", readonly=True, copy=False)
    freeze_left = fields.Integer(string="Left to prepare", compute="_compute_freeze_left")
    frozen_on = fields.Datetime(string="Recipients frozen on", readonly=True, copy=False)
    freeze_problem = fields.Char(string="Why the recipients could not be prepared", readonly=True, copy=False)

    @api.depends("state", "freeze_total")
    def _compute_freeze_left(self):
        # sudo: a number, whoever may see the rows
        rows = self.env["despacho.action.recipient"].sudo()
        preparing = self.filtered(lambda action: action.state == "freezing")
        groups = rows._read_group(
            [("action_id", "in", preparing.ids), ("state", "=", "preparing")], ["action_id"], ["__count"]
        )
        left = {action.id: count for action, count in groups}
        for action in self:
            action.freeze_left = left.get(action._origin.id, 0)

    def _count_left(self):
        """Return how many rows of the action wait to be prepared."""
        return self.env["despacho.action.recipient"].search_count(
            [("action_id", "=", self.id), ("state", "=", "preparing")]
        )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | _PREPARED

    def unlink(self):
        self.check_access("unlink")
        # Of what was approved and never left, the rows go with it.
        self.filtered(lambda action: action.state == "cancelled" and not action.launched_on)._unfreeze()
        return super().unlink()

    def write(self, vals):
        if not _ADDRESSEE.isdisjoint(vals):
            self._check_design()
        return super().write(vals)

    @api.constrains("addressee", "addressee_role", "addressee_post")
    def _check_addressee(self):
        for action in self:
            if action.addressee != "company" and not action.addressee_role and not action.addressee_post:
                raise ValidationError(
                    self.env._(
                        "Say which role or which posts «%(action)s» is for, or address it to the company itself.",
                        action=action.name,
                    )
                )

    def action_cancel(self):
        result = super().action_cancel()
        rows = self.env["despacho.action.recipient"]
        rows._stop([("action_id", "in", self.ids)], "cancelled", among=("preparing", "waiting"))
        return result

    def action_recipients(self):
        """Open the recipients, those who are left out as well."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_recipient")
        action["domain"] = [("action_id", "=", self.id)]
        action["context"] = {"search_default_included": 1, "recipient_of_one": True}
        action["display_name"] = self.env._("Recipients of «%(action)s»", action=self.name)
        return action
