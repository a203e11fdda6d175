from odoo import api, models


class DespachoMerge(models.Model):
    """What all companies share: the job leaves it to a person."""

    _inherit = "despacho.merge"

    @api.model
    def _hindrance_facts(self, partners):
        return {**super()._hindrance_facts(partners), "several": self._are_several_companies()}

    @api.model
    def _are_several_companies(self):
        # sudo: the companies of the group are counted, whichever the user belongs to.
        companies = self.env["res.company"].sudo().with_context(active_test=True)
        return companies.search_count([], limit=2) > 1

    @api.model
    def _never_by_itself(self, members, facts):
        yield from super()._never_by_itself(members, facts)
        if facts["several"]:
            yield from self._would_be_shared(members)

    @api.model
    def _would_be_shared(self, members):
        """Say whether joining ``members`` shows all companies what only one of them has."""
        own = members.filtered("company_id")
        if own and own < members:
            yield self.env._(
                "«%(name)s» is of %(company)s only, and the other one is shared: once joined, all the companies of "
                "the group see what it has, its notes included.",
                name=own[:1].name,
                company=own[:1].company_id.name,
            )

    @api.model
    def _warnings(self, partners):
        # sudo: as for what forbids it
        shared = self._would_be_shared(partners.sudo()) if self._are_several_companies() else ()
        return [*super()._warnings(partners), *shared]
