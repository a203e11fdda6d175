import logging

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import split_every

from odoo.addons.despacho_crm.tools import xlsx

_logger = logging.getLogger(__name__)

BATCH = 1000  # records whose fields are read in one query


class DespachoFileMixin(models.AbstractModel):
    """The file (fichero) of a selection of records: one row each, as a spreadsheet.

    A model that inherits from this says which columns its file has and how it is called; the action, the download
    and the rights are the same for all.
    """

    _name = "despacho.file.mixin"
    _description = "File of a selection of records"

    def _get_file_name(self):
        """Name of the file, without date nor extension."""
        raise NotImplementedError

    def _get_file_columns(self):
        """List of :class:`xlsx.Column`, whose ``value`` receives a record. Called once for the whole selection, so
        that what needs a query is asked for all the records before the first row."""
        raise NotImplementedError

    def _get_file_fields(self):
        """Names of the fields to read ahead, many records at a time."""
        return []

    def _check_file_access(self):
        if not self.env.user.has_group("despacho_crm.group_user"):
            raise AccessError(
                self.env._("Only the users of the firm's CRM may download files of its clients and prospects.")
            )
        self.check_access("read")

    def action_download_file(self):
        """Make the browser ask for the file: it must come as the answer to a POST, because the ids of a large
        selection do not fit in an address."""
        self._check_file_access()
        return {
            "type": "ir.actions.client",
            "tag": "despacho_crm_reports.download_file",
            "params": {"model": self._name, "ids": self.ids},
        }

    def _get_file(self):
        """Return the name and the bytes of the file of these records, in the order in which they come."""
        # Between the selection and the download somebody may have deleted one of them.
        records = self.exists()
        records._check_file_access()
        name = self._get_file_name()
        content = xlsx.build(
            name,
            records._get_file_columns(),
            records._iterate_for_file(),
            currency_symbol=self.env.company.currency_id.symbol,
            author=self.env.company.name,
        )
        # Whoever takes personal data out of the base leaves a trace.
        _logger.info("User %s downloaded a file of %s %s records", self.env.uid, len(records), self._name)
        return f"{name} {fields.Date.to_string(fields.Date.context_today(self))}.xlsx", content

    def _iterate_for_file(self):
        field_names = self._get_file_fields()
        for ids in split_every(BATCH, self.ids):
            batch = self.browse(ids)
            batch.fetch(field_names)
            yield from batch
