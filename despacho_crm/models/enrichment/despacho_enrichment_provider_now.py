from odoo import api, fields, models

from ...tools.client_actions import said


class DespachoEnrichmentProvider(models.Model):
    """What people see of a provider and ask of it."""

    _inherit = "despacho.enrichment.provider"

    waiting = fields.Integer(string="Waiting to be asked about", compute="_compute_waiting")
    proposed = fields.Integer(string="Proposals that wait", compute="_compute_proposed")
    run_ids = fields.One2many("despacho.enrichment.run", "provider_id", string="What it did", readonly=True)
    last_run_at = fields.Datetime(string="Last time", compute="_compute_last_run_at")
    needs_certificate = fields.Boolean(compute="_compute_needs_certificate")
    certificate_path = fields.Char(string="Certificate", compute="_compute_needs_certificate")

    def _compute_waiting(self):
        counts = self.env["despacho.enrichment.queue"].sudo()._count_due(self)  # sudo: a number
        for provider in self:
            provider.waiting = counts.get(provider.id, 0)

    def _compute_proposed(self):
        counts = dict(
            self.env["despacho.enrichment.proposal"]._read_group(
                [("provider_id", "in", self.ids), ("state", "=", "proposed")], ["provider_id"], ["__count"]
            )
        )
        for provider in self:
            provider.proposed = counts.get(provider, 0)

    def _compute_last_run_at(self):
        last = dict(
            self.env["despacho.enrichment.run"]._read_group(
                [("provider_id", "in", self.ids)], ["provider_id"], ["start:max"]
            )
        )
        for provider in self:
            provider.last_run_at = last.get(provider, False)

    @api.depends("code")
    def _compute_needs_certificate(self):
        for provider in self:
            provider.needs_certificate = provider._get_source()._needs_certificate
            provider.certificate_path = provider.needs_certificate and provider._get_certificate()

    @api.model
    def _get_sources(self):
        """Return the models of all sources that are there."""
        source = self.env.registry["despacho.enrichment.source"]
        return [
            self.env[name]
            for name in sorted(self.env.registry)
            if name.startswith("despacho.enrichment.") and issubclass(self.env.registry[name], source)
        ]

    @api.model
    def _ask_now(self, partners, most):
        """Ask about ``partners`` before all others; return (values filled in at once, whether somebody is to be asked).

        What is in this database is read at once, of up to ``most`` contacts.
        """
        queue, found, asked = self.env["despacho.enrichment.queue"], 0, False
        for provider in self.search([("state", "!=", "paused")]):
            if not queue._ask_soon(provider, partners.ids):
                continue
            if provider._get_source()._is_local and len(partners) <= most:
                ids = queue._claim(provider, len(partners), partners.ids)
                run = provider._start_run()
                answers, failed = provider._ask(provider._get_source(), ids, run)
                if answers is not None:
                    provider._write_answers(answers, [one for one in ids if one not in failed], run)
                found += run.accepted
            else:
                asked = True
        if asked:
            self._wake()
        return found, asked

    @api.model
    def _check_steward(self):
        self.env["despacho.enrichment.proposal"]._check_decides()

    def action_view_proposals(self):
        """Open what it proposes."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_enrichment_proposals")
        return {
            **action,
            "domain": [("provider_id", "=", self.id)],
            "context": {"search_default_proposed": 1, "search_default_group_field": 1},
        }

    def action_accept_all(self):
        """Accept all that it proposes and waits, of the contacts that the user sees."""
        self.ensure_one()
        return (
            self.env["despacho.enrichment.proposal"]
            .search([("provider_id", "=", self.id), ("state", "=", "proposed")])
            .action_accept()
        )

    def action_run(self):
        """Have it work now instead of when its hour comes."""
        self._check_steward()
        self._wake()
        return said(self.env._("It will be at work in a minute."))

    def unlink(self):
        self.env["despacho.enrichment.queue"]._forget(self)
        return super().unlink()
