import os

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config


class DespachoEnrichmentProvider(models.Model):
    """A source that the firm uses, how often it may be asked, and what is accepted of it."""

    _name = "despacho.enrichment.provider"
    _description = "Provider of Enrichment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, help="The source: despacho.enrichment.<code>.")
    description = fields.Char(translate=True, readonly=True)
    sequence = fields.Integer(default=10, help="The first one is trusted most: it replaces what the next ones said.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: the contacts of all companies.")
    url = fields.Char(string="Address", help="Where the source is asked.")
    batch_size = fields.Integer(string="Contacts at a time", default=50)
    rate = fields.Integer(string="Contacts a minute", default=30, help="0: as many as there are.")
    daily_budget = fields.Integer(string="Contacts a day", default=2000, help="0: as many as there are.")
    state = fields.Selection(
        [("working", "Working"), ("paused", "Paused"), ("failing", "Failing")],
        default="working",
        required=True,
        readonly=True,
    )
    failures = fields.Integer(string="Failures in a row", readonly=True)
    retry_at = fields.Datetime(string="Next try", readonly=True)
    message = fields.Char(string="What happened", readonly=True)
    field_ids = fields.One2many("despacho.enrichment.field", "provider_id", string="Data that it gives")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))")

    @api.constrains("batch_size", "rate", "daily_budget")
    def _check_pace(self):
        if any(provider.batch_size < 1 or provider.rate < 0 or provider.daily_budget < 0 for provider in self):
            raise ValidationError(self.env._("At least one contact at a time, and no negative numbers."))

    @api.model_create_multi
    def create(self, vals_list):
        providers = super().create(vals_list)
        providers._complete_fields()
        return providers

    def _complete_fields(self):
        """Add the fields that the source has come to give; those that local sources give are accepted by itself."""
        for provider in self:
            source = provider._get_source()
            missing = [name for name in source._get_given() if name not in provider.field_ids.mapped("name")]
            provider.field_ids = [fields.Command.create({"name": name, "accept": source._is_local}) for name in missing]

    def _get_source(self):
        """Return the model that answers; the abstract one, which says nothing, when its addon is not there."""
        self.ensure_one()
        name = f"despacho.enrichment.{self.code}"
        known = name in self.env and hasattr(self.env[name], "_fetch")
        return self.env[name if known else "despacho.enrichment.source"]

    def _get_certificate(self):
        """Return the path, on the server, of the certificate that the source asks for; '' when there is none.

        Certificates never are in the database nor in its copies: the path comes from the variable
        DESPACHO_<CODE>_CERTIFICATE of the environment, or from the option despacho_<code>_certificate of the
        server's configuration file.
        """
        self.ensure_one()
        name = f"despacho_{self.code}_certificate"
        return os.environ.get(name.upper()) or config.get(name) or ""
