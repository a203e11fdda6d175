from odoo import models
from odoo.fields import Command

#: Values that the census and a contact call the same.
_SAME = tuple("name street zip city phone email website legal_form size_class employees turnover".split())
#: {name of an origin: column of the census}, of those that are called otherwise.
_COLUMNS = {"nif": "nif_key", "cnae_id": "cnae"}


class DespachoCensusCompany(models.Model):
    """A company of the census becomes a prospect: a contact with its NIF, and a lead for whoever calls it."""

    _inherit = "despacho.census.company"

    def _to_prospects(self, options, owners):
        """Make contacts and leads of these companies, and return the leads.

        :param options: values of the leads, equal for all; ``why``: the reason why they may be contacted
        :param owners: the user of each one's lead
        """
        self.fetch()
        partners = self.env["res.partner"].create([company._prepare_prospect() for company in self])
        origins, day, lists = {}, self.env.cr.now().date().isoformat(), self._get_lists()
        for company, partner in zip(self, partners, strict=True):
            stamp = {"source": "census", "date": (company.data_date or day) and str(company.data_date or day)}
            names = [name for name in _SAME if company[name]] + ["nif", "cnae_id"]
            current = self.env["despacho.value.origin"]._read_current(partner, names)
            mine = lists.get(company, {})
            origins[partner.id] = {
                name: {"value": value, **stamp, **mine.get(_COLUMNS.get(name, name), {})}
                for name, value in current.items()
            }
        self.env["despacho.value.origin"]._remember(origins)
        self._tell_persons(partners)
        why = self.env["crm.lead"]._prepare_contact_basis(options)
        return self.env["crm.lead"].create(
            [
                {
                    **options,
                    "service_line_ids": [Command.set(options.get("service_line_ids") or [])],
                    "name": partner.name,
                    "partner_id": partner.id,
                    "type": "lead",
                    "user_id": owner.id,
                    "source_id": self.env.ref("despacho_crm.utm_source_census").id,
                    "contact_basis": why,
                }
                for partner, owner in zip(partners, owners, strict=True)
            ]
        )

    def _get_lists(self):
        """Return {company: {column: which list wrote it}}, as stamps of origins say it; of none where it is unknown."""
        return {}

    def _prepare_prospect(self):
        """Return the values of the contact that this company becomes."""
        self.ensure_one()
        country, activity = self.env.ref("base.es"), self.cnae_id
        values = {name: self[name] for name in _SAME if self[name]}
        return {
            **values,
            "vat": self.nif_key,
            "is_company": not self.is_person,
            # What a list of one company has stays in it.
            "company_id": self.company_id.id,
            "country_id": country.id,
            "state_id": self.state_id.id,
            **({f"cnae{'_2009' if activity.year == '2009' else ''}_id": activity.id} if activity else {}),
        }

    def _tell_persons(self, partners):
        """Sole traders are persons: they are to be told that we have their data."""
        words = self.env._("Census of companies")
        entries = {
            partner.id: ": ".join(filter(None, (words, company.source)))
            for company, partner in zip(self, partners, strict=True)
            if company.is_person
        }
        if entries:
            # sudo: whoever makes prospects leaves the trace of it
            notices = self.env["despacho.privacy.notice"].sudo()
            notices._start(entries, self.env.company, self.env.cr.now().date(), list(entries))
