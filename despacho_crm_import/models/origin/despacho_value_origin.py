from odoo import api, models

from odoo.addons.despacho_crm.models.origin.despacho_value_origin import FIELDS, packed, unpacked

from ...tools.figures import dated_of
from ...tools.headers import FIELDS as FILE_FIELDS
from ...tools.undo import RECORDER
from ..target.despacho_import_partner import PLAIN_FIELDS

#: The fields in which the activity that a column tells is kept.
_ACTIVITY = ("cnae_2009_id", "cnae_id")
#: What columns of files tell and contacts have no field of the same name for.
_OF_FILES = frozenset(FILE_FIELDS) - {*PLAIN_FIELDS, *FIELDS, "function", "employees", "turnover"}


class DespachoValueOrigin(models.Model):
    """Where values came from when a file brought them.

    Their stamp has "import_id" and "row", its number in the file, 0 where it was not noted.
    """

    _inherit = "despacho.value.origin"

    @api.model
    def _read_current(self, record, names):
        """Read what columns of files tell as verdicts compare it."""
        found = super()._read_current(record, names)
        if record._name == "res.partner" and (dated := dated_of(names)):
            found |= self.env["despacho.import.partner"]._read_years(record, dated)
        if record._name == "crm.lead":
            mine = self.env["despacho.import.lead"]._read_values(record)
        elif _OF_FILES.isdisjoint(names):
            return found
        else:
            contacts = self.env["despacho.import.partner"]
            mine = {**contacts._read_values(record), **contacts._read_contact_values(record)}
        return {**found, **{name: value for name, value in mine.items() if name in names}}

    @api.model
    def _get_of_field(self, record, origins, field_name):
        """A file tells of the activity by one code, which is kept in the field of its classification."""
        origin = super()._get_of_field(record, origins, field_name)
        if origin or field_name not in _ACTIVITY or "cnae" not in origins:
            return origin
        elsewhere = [record[name].code for name in _ACTIVITY if name != field_name]
        return None if origins["cnae"]["value"] in elsewhere else origins["cnae"]

    @api.model
    def _get_told_fields(self, record, name):
        if name != "cnae":
            return super()._get_told_fields(record, name)
        # What went whole to one of the new classification followed from it.
        former, now = record.cnae_2009_id, record.cnae_id
        if not former:
            return ["cnae_id"]
        return ["cnae_2009_id", "cnae_id"] if now and now == former._only_successor() else ["cnae_2009_id"]

    @api.model
    def _get_words(self, origin):
        words = super()._get_words(origin)
        if not origin.get("import_id"):
            return words
        # sudo: the name of the file, told to whoever sees the contact
        name = self.env["despacho.import"].sudo().browse(origin["import_id"]).exists().name
        if name and origin.get("row"):
            return self.env._("%(where)s, row %(row)s of «%(file)s»", where=words, row=origin["row"], file=name)
        return self.env._("%(where)s, «%(file)s»", where=words, file=name) if name else words

    @api.model
    def _note_changes(self, model, former, entries):
        if recorder := self.env.cr.cache.get(RECORDER):
            for record_id, mine in entries.items():
                recorder.note_origins((model, record_id), former.get(record_id, {}), mine)
        return super()._note_changes(model, former, entries)

    def _give_back(self, entries, owner="partner_id"):
        """Return origins to what they were: ``entries`` is {partner id: {field: [before, after]}}.

        ``owner``: the field that says whose they are.
        """
        # sudo: as when they are remembered.
        for record in self.sudo().search_fetch([(owner, "in", list(entries))], [owner, "origins"]):
            origins = unpacked(record.origins)
            for name, (before, after) in entries[record[owner].id].items():
                if _is_same_origin(origins.get(name), after):
                    origins[name] = before
            origins = {name: origin for name, origin in origins.items() if origin}
            if origins:
                record.origins = packed(origins)
            else:
                record.unlink()


def _is_same_origin(one, other):
    """Whether two origins are one, be it that there is none."""
    if not (one and other):
        return not one and not other
    return (one.get("import_id"), one["value"]) == (other.get("import_id"), other["value"])
