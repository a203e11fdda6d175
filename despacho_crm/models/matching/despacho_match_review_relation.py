from odoo import models
from odoo.tools import format_amount, format_date

#: What is said of the relation, if whoever decides may see it.
_FIELDS = ("lifecycle", "invoiced_12m", "last_invoice_date", "last_contact_date")


class DespachoMatchPair(models.Model):
    """Who each side is to the firm: a glance tells which of the two the firm works with."""

    _inherit = "despacho.match.pair"

    def _review_side(self, record, hanging):
        return {**super()._review_side(record, hanging), "relation": self._review_relation(record)}

    def _review_relation(self, record):
        """Return what the firm knows of its relation with a contact, in words."""
        if record._name != "res.partner":
            return []
        partner, _ = record.commercial_partner_id, self.env._
        if not all(partner._has_field_access(partner._fields[name], "read") for name in _FIELDS):
            return []
        said = []
        if partner.lifecycle:
            said.append(dict(partner._fields["lifecycle"]._description_selection(self.env))[partner.lifecycle])
        if partner.invoiced_12m:
            amount = format_amount(self.env, partner.invoiced_12m, partner.lifecycle_currency_id)
            said.append(_("%(amount)s in 12 months", amount=amount))
        if partner.last_invoice_date:
            said.append(_("last invoice %(date)s", date=self._review_day(partner.last_invoice_date)))
        if partner.last_contact_date:
            said.append(_("last contact %(date)s", date=self._review_day(partner.last_contact_date)))
        return said

    def _review_day(self, day):
        return format_date(self.env, day, date_format="d MMM y")
