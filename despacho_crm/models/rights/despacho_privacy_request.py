from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("access", "Access: know what we hold"),
    ("rectification", "Rectification: correct it"),
    ("erasure", "Erasure: be forgotten"),
    ("objection", "Objection: not be contacted"),
    ("restriction", "Restriction: keep it without using it"),
    ("portability", "Portability: take it away"),
]
WAYS = [
    ("email", "E-mail"),
    ("post", "Post"),
    ("phone", "Phone"),
    ("person", "In person"),
    ("page", "Page «My data»"),
    ("other", "Another way"),
]
IDENTITIES = [
    ("no", "Not yet"),
    ("link", "By the signed link sent to their address"),
    ("document", "Identity document seen"),
    ("signature", "Electronic signature"),
    ("known", "Known to the firm"),
    ("needless", "Not needed for this right"),
]
STATES = [
    ("received", "Received"),
    ("working", "Being dealt with"),
    ("answered", "Answer given"),
    ("refused", "Refused, with the reason"),
    ("withdrawn", "Withdrawn by the person"),
]
OPEN = ("received", "working")
#: What proves how a request was answered: it changes by the steps of the screen only.
PROOF = frozenset(
    {"state", "answered_on", "answered_by", "answer", "answered_how", "extended", "extended_on", "extension_reason"}
)


class DespachoPrivacyRequest(models.Model):
    """A person exercises a right (arts. 15 to 22 RGPD): from its reception to the proof that it was answered."""

    _name = "despacho.privacy.request"
    _description = "Data Protection Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "is_open desc, deadline, id"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False)
    kind = fields.Selection(KINDS, string="Right", required=True, tracking=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    state = fields.Selection(STATES, default="received", required=True, readonly=True, copy=False, tracking=True)
    is_open = fields.Boolean(string="Open", compute="_compute_is_open", store=True)
    user_id = fields.Many2one(
        "res.users", string="Dealt with by", default=lambda self: self.env.user, domain=[("share", "=", False)]
    )

    person_name = fields.Char(string="Who asks", required=True, tracking=True)
    nif = fields.Char(string="NIF")
    email = fields.Char(string="E-mail")
    phone = fields.Char(string="Phone")
    way = fields.Selection(WAYS, string="How it came", required=True, default="email")
    asked = fields.Text(string="What they ask, in their words")
    received_on = fields.Date(
        string="Received on", required=True, tracking=True, default=lambda self: fields.Date.context_today(self)
    )
    deadline = fields.Date(
        string="Answer before",
        compute="_compute_deadline",
        store=True,
        help="One month after it was received; three if it was extended, and the person was told why in the first.",
    )
    extended = fields.Boolean(string="Extended two months", readonly=True, copy=False)
    extended_on = fields.Date(string="Extended on", readonly=True, copy=False)
    extension_reason = fields.Text(string="Why it was extended", readonly=True, copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    identity = fields.Selection(IDENTITIES, string="Identity checked", default="no", required=True, tracking=True)
    identity_note = fields.Char(
        string="How it was checked", help="What was seen and by whom. A copy of the document need not be kept."
    )
    acknowledged_on = fields.Datetime(string="Reception acknowledged on", readonly=True, copy=False)

    partner_ids = fields.Many2many(
        "res.partner", string="Contacts", context={"active_test": False}, copy=False, check_company=True
    )
    lead_ids = fields.Many2many(
        "crm.lead", string="Leads", context={"active_test": False}, copy=False, check_company=True
    )
    list_emails = fields.Char(
        string="E-mails in mailing lists",
        readonly=True,
        copy=False,
        help="Addresses of theirs that are in mailing lists, or in what was sent, and of no contact and no lead.",
    )
    line_ids = fields.One2many("despacho.privacy.request.line", "request_id", string="Corrections", copy=False)
    block_ids = fields.One2many("despacho.privacy.block", "request_id", string="Blockings", copy=False)

    answer = fields.Html(string="What was answered", readonly=True, copy=False)
    answered_on = fields.Date(string="Answered on", readonly=True, copy=False)
    answered_by = fields.Many2one("res.users", string="Answered by", readonly=True, copy=False)
    answered_how = fields.Selection(WAYS, string="Answered by way of", readonly=True, copy=False)

    _waiting_idx = models.Index("(company_id, deadline) WHERE state IN ('received', 'working')")

    def _get_list_emails(self):
        """Return the addresses of the person that are of no contact and no lead."""
        return [address for request in self for address in (request.list_emails or "").split()]

    def _add_list_emails(self, emails):
        """Say that these addresses are of the person too."""
        for request in self:
            # sudo: written by the search, and by a correction that is accepted
            request.sudo().list_emails = " ".join(sorted({*request._get_list_emails(), *filter(None, emails)})) or False

    @api.depends("state")
    def _compute_is_open(self):
        for request in self:
            request.is_open = request.state in OPEN

    @api.depends("received_on", "extended")
    def _compute_deadline(self):
        for request in self:
            months = 3 if request.extended else 1
            request.deadline = request.received_on and fields.Date.add(request.received_on, months=months)

    @api.depends("is_open", "deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for request in self:
            request.is_late = request.is_open and bool(request.deadline) and request.deadline < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        late = fields.Domain("is_open", "=", True) & fields.Domain("deadline", "<", today)
        return late if True in value else ~late

    @api.depends("name", "person_name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            right = kinds.get(request.kind, "").partition(":")[0]
            request.display_name = f"{request.name or ''} {right} - {request.person_name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()  # sudo: the next number, nothing else
        for vals in vals_list:
            if not self.env.su:
                for name in PROOF.intersection(vals):
                    del vals[name]
            vals["name"] = numbers.next_by_code("despacho.privacy.request")
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not PROOF.isdisjoint(vals):
            raise UserError(
                self.env._("Use the buttons of the request: when and how it was answered is the proof that it was.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if any(request.state != "received" for request in self):
            raise UserError(
                self.env._("A request that was dealt with is kept: the firm has to prove that it answered.")
            )
