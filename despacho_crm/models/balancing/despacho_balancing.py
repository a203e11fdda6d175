import hashlib

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What the document says, in its order.
SECTIONS = ("interest", "necessity", "expectations", "impact", "safeguards", "conclusion")


class DespachoBalancing(models.Model):
    """Why the firm's interest in addressing people weighs more than theirs in not being disturbed, written down.

    Without one in force no call, letter nor visit rests on legitimate interest (RGPD, art. 6.1.f and 5.2; Circular
    1/2023 of the AEPD). Each version that was in force stays as it was.
    """

    _name = "despacho.balancing"
    _description = "Balancing of Legitimate Interest"
    _order = "company_id, state, version desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, default=lambda self: self.env._("Balancing of interests"))
    version = fields.Integer(readonly=True, default=1, copy=False)
    company_id = fields.Many2one(
        "res.company", string="Firm", required=True, index=True, default=lambda self: self.env.company
    )
    audience = fields.Selection(
        [
            ("professional", "Companies, their people and sole traders"),
            ("consumer", "Private individuals"),
        ],
        string="Of whom",
        required=True,
        default="professional",
    )
    by_phone = fields.Boolean(string="Calls", default=True)
    by_post = fields.Boolean(string="Letters", default=True)
    by_visit = fields.Boolean(string="Visits", default=False)
    interest = fields.Text(string="What the firm wants, and why it is legitimate", required=True)
    necessity = fields.Text(string="Why it is needed", required=True)
    expectations = fields.Text(string="What people expect", required=True)
    impact = fields.Text(string="What it does to them", required=True)
    safeguards = fields.Text(
        string="How they are protected",
        required=True,
        default=lambda self: self.env._(
            "We say who we are and where the data come from, and offer opposition at the beginning of each call and in "
            "each letter; whoever says no is not addressed again by anybody of the firm; the Lista Robinson is "
            "consulted for natural persons; the origin is told within a month (art. 14 of the RGPD)."
        ),
    )
    conclusion = fields.Text(
        required=True,
        default=lambda self: self.env._(
            "The interest of the firm prevails for these channels and these people, with these safeguards, as long as "
            "they do not say no."
        ),
    )
    prevails = fields.Boolean(
        string="The firm's interest prevails",
        default=True,
        help="If it does not, nobody is addressed on this basis, and it is written down why.",
    )
    review_on = fields.Date(
        string="Look at it again before",
        required=True,
        default=lambda self: fields.Date.add(fields.Date.context_today(self), years=1),
        help="From that day on it does not count any more.",
    )
    state = fields.Selection(
        [("draft", "Being written"), ("in_force", "In force"), ("replaced", "Replaced")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    approved_by = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Approved on", readonly=True, copy=False)
    seal = fields.Char(string="Fingerprint (SHA-256)", readonly=True, copy=False)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for balancing in self:
            balancing.display_name = self.env._(
                "%(title)s, version %(number)s", title=balancing.name or "", number=balancing.version
            )

    @api.constrains("by_phone", "by_post", "by_visit")
    def _check_channels(self):
        for balancing in self:
            if not (balancing.by_phone or balancing.by_post or balancing.by_visit):
                raise ValidationError(self.env._("Say for what it is: calls, letters or visits."))

    def _get_seal(self):
        """Return the fingerprint of what the document says."""
        self.ensure_one()
        said = [self.name, str(self.version), self.audience, str(self.prevails), str(self.review_on)]
        said += [str(self[name]) for name in ("by_phone", "by_post", "by_visit")]
        said += [self[name] for name in SECTIONS]
        return hashlib.sha256("\n".join(part or "" for part in said).encode()).hexdigest()
