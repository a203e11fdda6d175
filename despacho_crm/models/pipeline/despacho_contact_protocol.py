from odoo import api, fields, models


class DespachoContactProtocol(models.Model):
    """How often, by which channel and how far apart the firm tries to contact a lead."""

    _name = "despacho.contact.protocol"
    _description = "Contact protocol"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Company",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for all the companies that have no protocol of their own.",
    )
    line_ids = fields.One2many("despacho.contact.protocol.line", "protocol_id", string="Attempts", copy=True)
    attempt_total = fields.Integer(string="Attempts planned", compute="_compute_attempt_total")

    @api.depends("line_ids")
    def _compute_attempt_total(self):
        for protocol in self:
            protocol.attempt_total = len(protocol.line_ids)

    @api.model
    def _for_company(self, company):
        """Return the protocol of the company: its own before the common one."""
        # sudo: the protocol of the lead's company holds for whoever works on the lead.
        found = self.sudo().search([("company_id", "in", [company.id, False])])
        return (found.filtered("company_id") or found)[:1]


class DespachoContactProtocolLine(models.Model):
    """One attempt of a protocol."""

    _name = "despacho.contact.protocol.line"
    _description = "Attempt of a contact protocol"
    _order = "sequence, id"
    _rec_name = "activity_type_id"

    protocol_id = fields.Many2one("despacho.contact.protocol", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="protocol_id.company_id", store=True, index="btree_not_null")
    sequence = fields.Integer(default=10)
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        string="Channel",
        required=True,
        ondelete="restrict",
        domain=[("res_model", "in", (False, "crm.lead"))],
    )
    delay_days = fields.Integer(
        string="Days after the one before",
        help="Days since the attempt before; for the first, since the lead came in. "
        "What would fall on a weekend waits for Monday.",
    )
    summary = fields.Char(string="What to do", translate=True)

    _check_delay_days = models.Constraint(
        "CHECK (delay_days >= 0)", "The days between attempts are counted forward: zero or more."
    )
