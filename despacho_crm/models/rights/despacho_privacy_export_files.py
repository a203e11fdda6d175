from odoo import api, models
from odoo.fields import Domain

#: What is in these was handed over to the person, or proves who they are: it is no more than what is told already.
_NOT_TOLD = ("despacho.privacy.request",)


class DespachoPrivacyExport(models.AbstractModel):
    """The files that the firm keeps with a person: which ones, of what, since when. They ask for those they want."""

    _inherit = "despacho.privacy.export"

    @api.model
    def _describe_files(self, partners, leads, company):
        """Return the section of the files attached to contacts, leads, and what hangs from them."""
        holders = {"res.partner": partners.ids, "crm.lead": leads.ids}
        for model, __, names in self._get_hanging():
            if model in self.env and model not in _NOT_TOLD:
                holders[model] = self._get_records(model, names, partners, leads, company).ids
        of_them = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "in", ids) for model, ids in holders.items() if ids
        )
        # sudo: the person has a right to all of it, whatever whoever puts it together may see
        files = self.env["ir.attachment"].sudo().search(of_them, order="create_date, id")
        models_of = self.env["ir.model"].sudo()  # sudo: what it is called
        rows = [
            (file.name, models_of._get(file.res_model).name, file.res_name or "", self._to_words(file, "create_date"))
            for file in files
        ]
        headers = [self.env._("File"), self.env._("Kept with"), self.env._("Of which"), self.env._("Since")]
        return (self.env._("Files kept"), headers, rows)
