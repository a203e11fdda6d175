from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...exceptions import StageQuestion

STATUSES = [
    ("open", "Open"),
    ("opportunity", "In an opportunity"),
    ("solved", "Solved"),
    ("discarded", "Discarded"),
]
DISCARD_REASONS = [
    ("not_interested", "The client is not interested"),
    ("other_firm", "Another firm takes care of it"),
    ("own_means", "The client solves it alone"),
    ("not_offered", "We do not offer it"),
    ("disappeared", "It no longer exists"),
    ("mistake", "Written down by mistake"),
    ("other", "Other reason (say which)"),
]


class DespachoNeed(models.Model):
    """What a client needs, or will: expedientes, interests, needs and problems.

    It belongs to the company or person with whom the firm does business (``partner_id`` is a
    commercial entity, ``contact_id`` who told it), or to the lead on which it was noted while
    there is no contact yet.
    """

    _name = "despacho.need"
    _description = "Need of a client"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "horizon desc, date_due, date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, tracking=True)
    kind = fields.Selection(
        selection=[
            ("need", "Need"),
            ("interest", "Interest"),
            ("problem", "Problem"),
            ("file", "Case"),
        ],
        required=True,
        default="need",
        tracking=True,
    )
    description = fields.Html()
    partner_id = fields.Many2one(
        "res.partner", string="Client", index="btree_not_null", ondelete="cascade", tracking=True, check_company=True
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Told by",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        domain="[('id', 'child_of', partner_id), ('id', '!=', partner_id)]",
        help="The person of the client who told it.",
    )
    service_line_id = fields.Many2one(
        "product.category",
        string="Service line",
        index="btree_not_null",
        ondelete="set null",
        domain=[("is_service_line", "=", True)],
        tracking=True,
        help="The service of the firm that would solve it.",
    )
    horizon = fields.Selection(
        selection=[("now", "Now"), ("future", "In the future")],
        string="When",
        required=True,
        default="now",
        index=True,
        tracking=True,
    )
    date_due = fields.Date(
        string="From",
        index="btree_not_null",
        tracking=True,
        help="When it comes up: the end of a contract, a deadline, an opening. Its owner is reminded some days before.",
    )
    status = fields.Selection(
        selection=STATUSES,
        required=True,
        default="open",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    discard_reason = fields.Selection(DISCARD_REASONS, string="Discarded because", tracking=True, copy=False)
    discard_note = fields.Char(string="Details", copy=False)
    closed_on = fields.Date(string="Closed on", readonly=True, copy=False)
    source = fields.Selection(
        selection=[
            ("visit", "Visit or meeting"),
            ("call", "Call"),
            ("mail", "E-mail"),
            ("campaign", "Campaign"),
            ("web", "Web or social network"),
            ("work", "Work done for the client"),
            ("referral", "Somebody told us"),
            ("other", "Other"),
        ],
        string="Known by",
        default="call",
        help="How the firm came to know it.",
    )
    date = fields.Date(string="Noted on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        index=True,
        ondelete="set null",
        compute="_compute_user_id",
        precompute=True,
        store=True,
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)

    _has_holder = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR origin_lead_id IS NOT NULL OR lead_id IS NOT NULL)",
        "A need belongs to a client or to a lead: say whose it is.",
    )

    @api.depends("partner_id")
    def _compute_user_id(self):
        """A new need is of who attends to the client; of whoever notes it where nobody does."""
        for need in self:
            if need._origin:
                continue
            adviser = need.partner_id.user_id._sells()
            need.user_id = adviser if need.company_id in adviser.company_ids else self.env.user

    @api.constrains("horizon", "date_due")
    def _check_date_due(self):
        for need in self:
            if need.horizon == "future" and not need.date_due:
                raise ValidationError(
                    self.env._(
                        "«%(need)s» is for the future: write in «From» the day when it comes up, "
                        "even if it is approximate.",
                        need=need.name,
                    )
                )

    @api.constrains("status", "discard_reason", "discard_note")
    def _check_discard_reason(self):
        for need in self.filtered(lambda need: need.status == "discarded"):
            if not need.discard_reason or (need.discard_reason == "other" and not (need.discard_note or "").strip()):
                raise ValidationError(need._discard_message())

    @api.constrains("service_line_id")
    def _check_service_line_id(self):
        self.service_line_id._check_service_lines()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        contact = self.partner_id
        if contact and contact != contact.commercial_partner_id:
            self.partner_id, self.contact_id = contact.commercial_partner_id, contact
        elif self.contact_id.commercial_partner_id != contact:
            self.contact_id = False

    @api.model_create_multi
    def create(self, vals_list):
        statuses = [vals.get("status", "open") for vals in vals_list]
        needs = super().create([self._clean_status(self._clean_partner(vals)) for vals in vals_list])
        turned = [
            need.id
            for need, status in zip(needs, statuses, strict=True)
            if status == "opportunity" and not need.lead_id
        ]
        if turned:
            self.browse(turned)._to_opportunity()
        return needs

    def write(self, vals):
        vals = self._clean_partner(vals)
        if vals.get("status") == "discarded":
            self._ask_discard_reason(vals)
        if vals.get("status") == "opportunity" and not vals.get("lead_id"):
            # A card dropped on this column, an import: there is an opportunity from now on.
            rest = {name: value for name, value in vals.items() if name not in ("status", "lead_id")}
            if rest:
                self.write(rest)
            self._to_opportunity()
            return True
        vals = self._clean_status(vals)
        postponed = "date_due" in vals or vals.get("horizon") == "future"
        if postponed:
            vals = dict(vals, reminded_on=False)
        result = super().write(vals)
        if postponed or vals.get("status", "open") != "open":
            self._close_reminders()
        return result

    @api.model
    def _clean_partner(self, vals):
        """Return ``vals`` with the company as the client, and the person of it who was given as the contact."""
        if not vals.get("partner_id"):
            return vals
        partner = self.env["res.partner"].browse(vals["partner_id"])
        holder = partner.commercial_partner_id
        if holder and holder != partner:
            vals = dict(vals, partner_id=holder.id, contact_id=vals.get("contact_id") or partner.id)
        return vals

    @api.model
    def _clean_status(self, vals):
        """Return ``vals`` with what follows from a status, or from an opportunity that is given."""
        if vals.get("lead_id") and "status" not in vals:
            lead = self.env["crm.lead"].browse(vals["lead_id"])
            vals = dict(vals, status="solved" if lead.won_status == "won" else "opportunity")
        status = vals.get("status")
        if not status:
            return vals
        closed = status in ("solved", "discarded")
        vals = dict(vals, closed_on=fields.Date.context_today(self) if closed else False)
        if status == "opportunity" and not vals.get("lead_id"):
            vals["status"] = "open"  # a new one: the opportunity is made as soon as it exists
        if status == "open":
            vals.setdefault("lead_id", False)
        if status != "discarded":
            vals.update(discard_reason=False, discard_note=False)
        return vals

    def _discard_message(self):
        self.ensure_one()
        return self.env._(
            "«%(need)s»: say why it is discarded, and in the details if it is another reason.", need=self.name
        )

    def _ask_discard_reason(self, vals):
        """Ask for the reason that ``vals`` lacks: the client opens the form, others read the message."""
        asked = self.filtered(lambda need: not (vals.get("discard_reason") or need.discard_reason))
        if not asked:
            return
        raise StageQuestion(asked[0]._discard_message(), asked.action_discard(), self.env._("Say why"))

    def action_discard(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Discard the need"),
            "res_model": "despacho.need.discard",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_need_ids": self.ids},
        }

    def action_solved(self):
        self.write({"status": "solved"})
        return True

    def action_reopen(self):
        self.write({"status": "open"})
        return True

    @api.model
    def _open_quick(self, context):
        """Return the action that opens the short form of a new need, whose defaults say whose it is."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write down a need"),
            "res_model": self._name,
            "views": [(self.env.ref("despacho_crm.view_need_form_quick").id, "form")],
            "target": "new",
            "context": context,
        }

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
