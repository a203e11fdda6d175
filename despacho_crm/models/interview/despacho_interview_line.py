from odoo import api, fields, models


class DespachoInterviewLineMixin(models.AbstractModel):
    """A line of the minutes of an interview, which stays as it is once they are closed."""

    _name = "despacho.interview.line.mixin"
    _description = "Line of the minutes of an interview"
    #: What closing the minutes writes of a line.
    _of_closing = frozenset()

    interview_id = fields.Many2one("despacho.interview", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="interview_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.interview_id._check_lines_open()
        return lines

    def write(self, vals):
        if self._of_closing.issuperset(vals):
            return super().write(vals)
        self.interview_id._check_lines_open()
        result = super().write(vals)
        if "interview_id" in vals:
            # Nor does a line of others come into closed minutes.
            self.interview_id._check_lines_open()
        return result

    def unlink(self):
        self.interview_id._check_lines_open()
        return super().unlink()


class DespachoInterviewNeed(models.Model):
    """A need that came up in an interview; closing the minutes notes it in the base."""

    _name = "despacho.interview.need"
    _inherit = "despacho.interview.line.mixin"
    _description = "Need that came up in an interview"
    _order = "sequence, id"
    _of_closing = frozenset({"need_id"})

    name = fields.Char(string="What they need", required=True)
    kind = fields.Selection(
        [("need", "Need"), ("interest", "Interest"), ("problem", "Problem"), ("file", "Case")],
        required=True,
        default="need",
    )
    service_line_id = fields.Many2one(
        "product.category",
        string="Service line",
        ondelete="set null",
        domain=[("is_service_line", "=", True)],
    )
    date_due = fields.Date(string="From", help="When it comes up; empty if it is now.")
    need_id = fields.Many2one(
        "despacho.need", string="Noted as", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    @api.constrains("service_line_id")
    def _check_service_line_id(self):
        self.service_line_id._check_service_lines()

    def _prepare_need(self):
        self.ensure_one()
        interview = self.interview_id
        today = fields.Date.context_today(self)
        people = interview.contact_ids - interview.partner_id
        return {
            "name": self.name,
            "kind": self.kind,
            "partner_id": interview.partner_id.id,
            "contact_id": people[:1].id,
            "origin_lead_id": interview.lead_id.id,
            "service_line_id": self.service_line_id.id,
            "horizon": "future" if self.date_due and self.date_due > today else "now",
            "date_due": self.date_due,
            "source": "call" if interview.kind == "call" else "visit",
            "date": fields.Date.context_today(interview, interview.date),
            "company_id": interview.company_id.id,
            "interview_id": interview.id,
        }


class DespachoInterviewStep(models.Model):
    """What is to be done after an interview; closing the minutes plans it as an activity."""

    _name = "despacho.interview.step"
    _inherit = "despacho.interview.line.mixin"
    _description = "Next step agreed in an interview"
    _order = "date_deadline, sequence, id"
    _of_closing = frozenset({"activity_id", "planned"})

    name = fields.Char(string="What is to be done", required=True)
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Type",
        ondelete="set null",
        default=lambda self: self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False),
        domain="[('res_model', '=', False)]",
    )
    date_deadline = fields.Date(
        string="Before", required=True, default=lambda self: fields.Date.add(fields.Date.context_today(self), days=7)
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who does it",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    activity_id = fields.Many2one(
        "mail.activity", string="Planned as", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    planned = fields.Boolean(readonly=True, copy=False)

    def _prepare_activity(self):
        self.ensure_one()
        return {
            "activity_type_id": self.activity_type_id.id,
            "summary": self.name,
            "date_deadline": self.date_deadline,
            "user_id": self.user_id.id,
        }


class DespachoNeed(models.Model):
    _inherit = "despacho.need"

    interview_id = fields.Many2one(
        "despacho.interview",
        string="Interview in which it came up",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
