from odoo import api, fields, models
from odoo.exceptions import UserError

#: {field that a person may have corrected: the field of a lead that is the same}
CORRECTABLE = {
    "name": "contact_name",
    "function": "function",
    "email": "email_from",
    "phone": "phone",
    "street": "street",
    "zip": "zip",
    "city": "city",
}
#: Those that a contact of a mailing list has too.
LISTED = ("name", "email")
FIELDS = [
    ("name", "Name"),
    ("function", "Job position"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("street", "Street"),
    ("zip", "Postcode"),
    ("city", "Town"),
]


class DespachoPrivacyRequestLine(models.Model):
    """One value that the person asks to have corrected, and what was done with it."""

    _name = "despacho.privacy.request.line"
    _description = "Correction Asked For"
    _order = "id"

    request_id = fields.Many2one("despacho.privacy.request", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="request_id.company_id", store=True)
    field = fields.Selection(FIELDS, string="What", required=True)
    before = fields.Char(string="What we hold", readonly=True)
    after = fields.Char(string="What it should be")
    state = fields.Selection(
        [("asked", "To be decided"), ("done", "Corrected"), ("refused", "Not corrected")],
        default="asked",
        required=True,
        readonly=True,
        copy=False,
    )
    reason = fields.Char(string="Why not")
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [
                {name: vals[name] for name in vals if name not in ("state", "decided_by", "decided_on")}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not {"state", "decided_by", "decided_on", "before"}.isdisjoint(vals):
            raise UserError(self.env._("Use the buttons of the correction: what was decided is the proof of it."))
        return super().write(vals)

    def _get_value(self, record):
        """Return what ``record``, a contact or a lead, has in the field of the line."""
        self.ensure_one()
        return record[CORRECTABLE[self.field] if record._name == "crm.lead" else self.field] or ""

    def _get_listed(self):
        """Return the contacts of mailing lists in which the value is to be corrected.

        What was frozen of an action is what was sent, and stays.
        """
        # sudo: whoever answers requests need not work with mailing lists
        contacts = self.env["mailing.contact"].sudo()
        if self.field not in LISTED:
            return contacts
        return contacts.search([("email_normalized", "in", self.request_id._get_list_emails())])

    def action_apply(self):
        """Write what the person says where we hold it: they know their data better than any file."""
        for line in self.filtered(lambda line: line.state != "done"):
            request = line.request_id
            listed = line._get_listed()
            if not (request.partner_ids or request.lead_ids or listed):
                raise UserError(
                    self.env._("Look for the person first: «%(name)s» has no contact and no lead.", name=request.name)
                )
            people = request.partner_ids or request.lead_ids or listed
            if not line.before:
                line.sudo().before = line._get_value(people[0])  # sudo: proof
            request.partner_ids.write({line.field: line.after})
            request.lead_ids.write({CORRECTABLE[line.field]: line.after})
            listed.write({line.field: line.after})
            if listed and line.field == "email":
                request._add_list_emails(listed.mapped("email_normalized"))
            line._decide("done")
        return True

    def action_refuse(self):
        for line in self:
            if not line.reason:
                raise UserError(self.env._("Say why «%(what)s» is not corrected: the person is told.", what=line.after))
        self._decide("refused")
        return True

    def _decide(self, state):
        self.check_access("write")
        # sudo: written by no other way
        self.sudo().write({"state": state, "decided_by": self.env.uid, "decided_on": fields.Datetime.now()})
