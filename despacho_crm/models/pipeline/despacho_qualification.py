from odoo import api, fields, models

#: What an answer can be.
ANSWERS = [("pending", "Pending"), ("favourable", "Favourable"), ("unfavourable", "Unfavourable")]


class DespachoQualificationQuestion(models.Model):
    """What has to be known of a lead before it becomes an opportunity."""

    _name = "despacho.qualification.question"
    _description = "Qualification question"
    _order = "sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    hint = fields.Char(string="What to find out", translate=True)
    sequence = fields.Integer(default=10)
    required = fields.Boolean(
        string="Needed to convert",
        default=True,
        help="Leads are not converted to opportunities while this is unanswered.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Company", index="btree_not_null", ondelete="cascade", help="Empty: for all of them."
    )

    @api.model
    def _for_company(self, company):
        """Return the questions that the company asks: its own and the common ones."""
        # sudo: the questions of the lead's company hold for whoever works on the lead.
        return self.sudo().search([("company_id", "in", [company.id, False])])


class DespachoQualificationAnswer(models.Model):
    """What is known of a lead about one question."""

    _name = "despacho.qualification.answer"
    _description = "Qualification answer"
    _order = "sequence, question_id, id"
    _rec_name = "question_id"

    lead_id = fields.Many2one("crm.lead", required=True, index=True, ondelete="cascade")
    question_id = fields.Many2one(
        "despacho.qualification.question", string="Question", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="question_id.sequence", store=True)
    hint = fields.Char(related="question_id.hint")
    required = fields.Boolean(related="question_id.required")
    needed = fields.Char(string="Needed", compute="_compute_needed")
    state = fields.Selection(ANSWERS, string="Answer", required=True, default="pending")
    note = fields.Char(string="What is known")
    user_id = fields.Many2one("res.users", string="Answered by", readonly=True)
    answered_on = fields.Datetime(string="Answered on", readonly=True)

    _lead_question_uniq = models.Constraint(
        "UNIQUE (lead_id, question_id)", "Each question is answered once for each lead."
    )

    @api.depends("required")
    @api.depends_context("lang")
    def _compute_needed(self):
        for answer in self:
            answer.needed = answer.required and self.env._("Needed")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._stamp(vals, created=True) for vals in vals_list])

    def write(self, vals):
        return super().write(self._stamp(vals))

    @api.model
    def _stamp(self, vals, created=False):
        """Return ``vals`` with who answered and when, which nobody else writes."""
        vals = {name: value for name, value in vals.items() if name not in ("user_id", "answered_on")}
        state = vals.get("state", "pending" if created else None)
        if state == "pending":
            vals.update(user_id=False, answered_on=False)
        elif state:
            vals.update(user_id=self.env.uid, answered_on=fields.Datetime.now())
        return vals
