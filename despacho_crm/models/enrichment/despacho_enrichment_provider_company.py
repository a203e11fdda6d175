from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class DespachoEnrichmentProvider(models.Model):
    """A source that a company of the firm uses in its own way: its own pace, address and what it accepts by itself."""

    _inherit = "despacho.enrichment.provider"

    can_be_own = fields.Boolean(compute="_compute_can_be_own")

    @api.depends("code", "company_id")
    @api.depends_context("uid")
    def _compute_can_be_own(self):
        """Whether the company that is worked in may have one of its own: what is asked contact by contact."""
        nothing, manages = self.env["despacho.enrichment.source"], self.has_access("write")
        for provider in self:
            source = provider._get_source()
            answers = source._name != nothing._name and source._is_per_company
            provider.can_be_own = manages and answers and not provider.company_id

    def action_make_own(self):
        """Make one of its own for the company that is worked in, as this one is, paused until it is looked at."""
        self.ensure_one()
        self.check_access("write")
        if not self.can_be_own:
            raise UserError(self.env._("«%(name)s» is one for all companies.", name=self.name))
        company = self.env.company
        providers = self.with_context(active_test=False)
        mine = providers.search([("code", "=", self.code), ("company_id", "=", company.id)])
        if not mine:
            begun = {"state": "paused", "failures": 0, "message": False, "retry_at": False, "budget_used": 0}
            name = f"{self.name} ({company.name})"
            mine = self.copy({**begun, "company_id": company.id, "name": name, "window_count": 0})
            accepted = set(self.field_ids.filtered("accept").mapped("name"))
            for line in mine.field_ids:
                line.accept = line.name in accepted
        return mine.get_formview_action()

    def _get_scope(self):
        """Return the Domain of the contacts that are its to ask about, so that none is asked about by two.

        Those of a company that has one of its own are not of the one for all, whose are those that companies share.
        """
        others = self.search([("code", "=", self.code), ("id", "!=", self.id)])
        if not self.company_id:
            return Domain("company_id", "not in", others.company_id.ids) if others else Domain.TRUE
        shared = [] if others.filtered(lambda other: not other.company_id) else [False]
        return Domain("company_id", "in", [self.company_id.id, *shared])

    def _feed_anew(self):
        """Have it found out anew whose contacts are, of these and of the others of the same sources."""
        # sudo: those of companies that the user does not see too
        providers = self.sudo().with_context(active_test=False)
        (providers | providers.search([("code", "in", self.mapped("code"))])).is_fed = False

    @api.model_create_multi
    def create(self, vals_list):
        providers = super().create(vals_list)
        providers.filtered("company_id")._feed_anew()
        return providers

    def write(self, vals):
        changes = not {"active", "company_id", "code"}.isdisjoint(vals)
        if changes:
            self._feed_anew()
        result = super().write(vals)
        if changes:
            self._feed_anew()
        return result

    def unlink(self):
        self._feed_anew()
        return super().unlink()
