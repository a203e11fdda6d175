from odoo import models

from ...tools import nif


class ResPartner(models.Model):
    """What follows when a company gets another number: its trace, its establishments, its leads."""

    _inherit = "res.partner"

    def _nif_tell_establishments(self, before):
        """Let the establishments of companies follow the number that these have now.

        Odoo hands it down to contacts only. ``before``: {partner id: key it had}.
        """
        if not any(before.values()):
            return
        # sudo: as Odoo does with contacts, whoever may see the establishments.
        below = self.sudo().with_context(active_test=False)
        below = below.search([("parent_id", "in", self.ids), ("is_company", "=", True), ("nif_key", "=", False)])
        for company, own in below.grouped("parent_id").items():
            key = before[company.id]
            same = own.filtered(lambda e, key=key: key and nif.parse(e.vat, e.country_id.code).key == key)
            if same:
                same.write({"vat": company.vat})

    def _nif_tell_leads(self):
        """Let the leads of companies follow the number that these have now."""
        if not self:
            return
        # sudo: the number follows also on leads of salespeople whom the user may not see.
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads = leads.search([("partner_id.commercial_partner_id", "in", self.ids)])
        self.env.add_to_compute(leads._fields["vat"], leads)

    def _record_former_nifs(self, before):
        """Keep the numbers that a change of legal form replaced.

        ``before``: {partner: key before the change}. Only another class of
        organisation counts: a different number of the same class is a correction.
        """
        changed = [
            (partner, key)
            for partner, key in before.items()
            if key and partner.nif_key and key != partner.nif_key and _is_change_of_form(key, partner.nif_key)
        ]
        if not changed:
            return
        # sudo: whoever may change the NIF leaves its trace, without rights on the list of old ones.
        former = self.env["despacho.former.nif"].sudo()
        noted = former.search([("partner_id", "in", [partner.id for partner, _key in changed])])
        noted.filtered(lambda f: f.nif_key == f.partner_id.nif_key).unlink()  # it is the company's again
        known = {(f.partner_id.id, f.nif_key) for f in noted.exists()}
        former.create(
            [{"partner_id": partner.id, "nif_key": key} for partner, key in changed if (partner.id, key) not in known]
        )


def _is_change_of_form(old, new):
    """Whether a company changed its class: both Spanish organisations, another letter."""
    kinds = (nif.person_kind(old), nif.person_kind(new))
    return all(kind and kind != "natural" for kind in kinds) and old[0] != new[0]
