from odoo import fields, models


class ResCompany(models.Model):
    """What the firm decides about addressing people, where the law lets it; strict until somebody decides."""

    _inherit = "res.company"

    privacy_client_months = fields.Integer(
        string="Months after the last invoice that a contract counts",
        default=12,
        required=True,
        help="Whoever was invoiced, or signed, within these months is addressed as a client of similar services.",
        prefetch="privacy",
    )
    privacy_similar = fields.Selection(
        [
            ("line", "Of the same service line"),
            ("firm", "All the services of the firm"),
        ],
        string="Services like those hired",
        default="line",
        required=True,
        help="Ley 34/2002, art. 21.2: without consent, a client is told only of services similar to those hired.",
        prefetch="privacy",
    )
    privacy_consent_months = fields.Integer(
        string="Months that a consent to be called lasts",
        default=24,
        required=True,
        help="Afterwards they are asked again. Consents for other channels last until they are withdrawn.",
        prefetch="privacy",
    )
    privacy_robinson_days = fields.Integer(
        string="Days that a consultation of the Lista Robinson lasts",
        default=30,
        required=True,
        help="Afterwards private individuals are neither called nor written to by post until it is consulted again.",
        prefetch="privacy",
    )
    privacy_robinson_sole_traders = fields.Boolean(
        string="Sole traders are looked for in the Lista Robinson",
        default=True,
        help="As natural persons. The law is clear for private individuals only.",
        prefetch="privacy",
    )

    _check_privacy_times = models.Constraint(
        "CHECK (privacy_client_months BETWEEN 1 AND 36 AND privacy_consent_months BETWEEN 1 AND 60"
        " AND privacy_robinson_days BETWEEN 1 AND 90)",
        "A contract counts from 1 to 36 months, a consent to be called from 1 to 60, and a consultation of the Lista "
        "Robinson from 1 to 90 days.",
    )

    def write(self, vals):
        changed = [name for name in vals if name.startswith("privacy_") and name in self._fields]
        before = {company.id: {name: company[name] for name in changed} for company in self} if changed else {}
        result = super().write(vals)
        for company in self if changed else ():
            text = "\n".join(
                f"{self._fields[name]._description_string(self.env)}: {before[company.id][name]} → {company[name]}"
                for name in changed
                if before[company.id][name] != company[name]
            )
            if text:
                self.env["despacho.privacy.audit"]._note("rules", company, text, company)
        return result
