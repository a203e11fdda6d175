import logging
import re
import unicodedata

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..identity.by_code import BY_CODE
from ..origin.despacho_value_origin import NAMES, is_zero_said

_logger = logging.getLogger(__name__)

#: How the job writes: nobody is told of each value, and a NIF may go on waiting.
WRITE_CONTEXT = {"tracking_disable": True, "mail_create_nosubscribe": True, "nif_deferred": BY_CODE}
_SIGNS = re.compile(r"[^0-9a-z]+")


class DespachoEnrichmentProvider(models.Model):
    """What becomes of what was found: it is written, proposed, or it is known already.

    A value is replaced by itself only when it came from this provider, or from one that is trusted less, and is
    still as it came. What a person typed, changed or emptied is theirs: the other value is proposed beside it.
    """

    _inherit = "despacho.enrichment.provider"

    def _write_found(self, answers, partners):
        """Write or propose ``answers``, Found that passed the sieve, of ``partners``, which are locked.

        Return {counter of the run: how many}.
        """
        partners = partners.with_context(**WRITE_CONTEXT)
        source, origins = self._get_source(), self.env["despacho.value.origin"].sudo()  # sudo: traces are nobody's
        by_id = {partner.id: partner for partner in partners}
        answers = self._without_missing([found for found in answers if found.partner_id in by_id])
        if not answers:
            return {}
        known = origins._get_by_partner(partners)
        accepted = set(self.field_ids.filtered("accept").mapped("name"))
        judged = [
            (found, self._judge(source, by_id[found.partner_id], found, known.get(found.partner_id, {})))
            for found in answers
        ]
        clashing = self._find_clashing(source, judged)
        changes, proposed, settled, adopted = {}, [], [], []
        for found, verdict in judged:
            key = found.partner_id, found.field
            if verdict == "fill" and found.field in accepted and key not in clashing:
                changes[found] = by_id[found.partner_id]
            elif verdict == "drop":
                changes[found] = by_id[found.partner_id]
            elif verdict in ("fill", "beside") and found.value is not False:
                proposed.append(found)
            elif verdict == "same":
                settled.append(key)
                if found.field in source._adopts and not origins._get_of_field(
                    by_id[key[0]], known.get(key[0], {}), found.field
                ):
                    adopted.append(found)
        failed = self._fill(changes)
        written = [found for found in changes if found.partner_id not in failed]
        self._note_origins([*written, *adopted], by_id)
        proposals = self.env["despacho.enrichment.proposal"]
        proposals._settle(self, [*settled, *((found.partner_id, found.field) for found in written)])
        proposals._keep_evidence(self, [found for found in written if found.evidence])
        return {
            "accepted": len([found for found in written if found.value is not False]),
            "proposed": proposals._propose(self, proposed, by_id),
            "failed": len(failed),
        }

    def _without_missing(self, answers):
        """Return ``answers`` without the links to what is not in the base."""
        fields_, wanted = self.env["res.partner"]._fields, {}
        for found in answers:
            field = fields_[found.field]
            if field.relational and found.value:
                ids = found.value if isinstance(found.value, list) else [found.value]
                wanted.setdefault(field.comodel_name, set()).update(ids)
        there = {model: set(self.env[model].browse(ids).exists().ids) for model, ids in wanted.items()}

        def is_there(found):
            field = fields_[found.field]
            if not (field.relational and found.value):
                return True
            ids = found.value if isinstance(found.value, list) else [found.value]
            return there[field.comodel_name].issuperset(ids)

        return [found for found in answers if is_there(found)]

    def _judge(self, source, partner, found, origins):
        """Return what is to be done with ``found``: fill, drop (its own value is none now), same, beside, or ''."""
        field = partner._fields[found.field]
        now = self._read_plain(partner, field)
        origin = self.env["despacho.value.origin"]._get_of_field(partner, origins, found.field)
        is_own = self._is_replaceable(partner, NAMES.get(found.field, found.field), origin)
        is_blank = not now and not is_zero_said(field, now)
        if found.value is False:
            return "drop" if not is_blank and is_own == "own" else ""
        if self._is_same(field, now, found.value, found.field in source._exact):
            return "same"
        if is_own:
            return "fill"
        if is_blank and not origin:
            return "fill"
        return "beside" if source._beside is None or found.field in source._beside else ""

    def _is_replaceable(self, partner, name, origin):
        """Return ``own`` when the value came from this provider and is as it came, ``less`` when it came from one that
        is trusted less, '' otherwise."""
        if not origin:
            return ""
        now = self.env["despacho.value.origin"]._read_current(partner, [name]).get(name)
        if now is None or now != origin["value"]:
            return ""
        if origin["source"] == self.code:
            # What a person accepted they answer for.
            return "" if origin.get("user") else "own"
        return "less" if not origin.get("user") and origin["source"] in self._get_less_trusted() else ""

    def _get_less_trusted(self):
        """Return the codes of the providers that come after this one."""
        later = self.with_context(active_test=False).search([("sequence", ">", self.sequence)])
        return set(later.mapped("code")) - {self.code}

    @api.model
    def _read_plain(self, partner, field):
        """Return a value as sources give it."""
        value = partner[field.name]
        if field.relational:
            return (value.id if field.type == "many2one" else sorted(value.ids)) or False
        return field.to_string(value) if field.type in ("date", "datetime") else value

    @api.model
    def _is_same(self, field, now, new, is_exact):
        if field.type in ("char", "text") and not is_exact and now and new:
            return _bare(now) == _bare(new)
        return (now or False) == (new or False) if field.type != "boolean" else bool(now) == new

    def _find_clashing(self, source, judged):
        """Return {(contact, field)} of those that make no sense beside what stays in their group."""
        if not source._together:
            return set()
        verdicts = {(found.partner_id, found.field): verdict for found, verdict in judged}
        contacts = {found.partner_id for found, _verdict in judged}
        return {
            (partner_id, name)
            for partner_id in contacts
            for group in source._together
            if any(verdicts.get((partner_id, name)) == "beside" for name in group)
            for name in group
        }

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def _fill(self, changes):
        """Write ``changes``, {found: contact}; return the ids of the contacts that the base refuses."""
        values = {}
        for found, partner in changes.items():
            values.setdefault(partner, {})[found.field] = found.value
        if not values:
            return set()
        self._get_source()._complete(values, changes)
        try:
            with self.env.cr.savepoint():
                self._fill_all(values)
            return set()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.info("A batch of %s was refused: each contact is tried alone", self.code, exc_info=True)
        failed = set()
        for partner, vals in values.items():
            try:
                with self.env.cr.savepoint():
                    self._fill_all({partner: vals})
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                _logger.warning("What %s says of contact %s was refused", self.code, partner.id, exc_info=True)
                failed.add(partner.id)
        return failed

    def _fill_all(self, values):
        """Write {contact: {field: value}}: what nothing follows from at once, the rest as anybody does, grouped."""
        plain, grouped = self._get_source()._plain, {}
        for partner, vals in values.items():
            if mine := {name: value for name, value in vals.items() if name in plain}:
                self._fill_plain(partner, mine)
            if rest := {name: value for name, value in vals.items() if name not in plain}:
                key = tuple(sorted((name, tuple(v) if isinstance(v, list) else v) for name, v in rest.items()))
                grouped[key] = grouped.get(key, partner.browse()) | partner
        self._fill_people(values)
        for key, partners in grouped.items():
            vals = {}
            for name, value in key:
                field = partners._fields[name]
                vals[name] = [(6, 0, list(value or ()))] if field.type == "many2many" else value
            partners.write(vals)

    @api.model
    def _fill_plain(self, partner, vals):
        """Write ``vals`` without what follows from a write: the source gives that too."""
        models.BaseModel.write(partner, vals)

    def _fill_people(self, values):
        """Give the people of companies the parts of the address that are written plainly, as Odoo does."""
        address = set(self.env["res.partner"]._address_fields()) & set(self._get_source()._plain)
        moved = {
            partner: {name: vals[name] for name in address if name in vals}
            for partner, vals in values.items()
            if not address.isdisjoint(vals)
        }
        if not moved:
            return
        companies = self.env["res.partner"].union(*moved)
        people = companies.with_context(active_test=False).search(
            [("parent_id", "in", companies.ids), ("type", "=", "contact"), ("is_company", "=", False)]
        )
        for person in people:
            models.BaseModel.write(person, moved[person.parent_id])

    def _note_origins(self, written, by_id):
        """Note that the values of ``written`` came from this provider; forget those that it took back."""
        origins = self.env["despacho.value.origin"].sudo()  # sudo: traces are nobody's
        entries, gone = {}, {}
        values = {}
        for found in written:
            values.setdefault(found.partner_id, {})[found.field] = found.value
        stamps = self._get_source()._get_stamps(self.env["res.partner"].union(*map(by_id.get, values)), values)
        for found in written:
            name = NAMES.get(found.field, found.field)
            partner = by_id[found.partner_id]
            # As the base keeps it: it may write a value in its own way.
            value = origins._read_current(partner, [name]).get(name)
            if value is None:
                gone.setdefault(partner.id, []).append(name)
            else:
                more = stamps.get(partner.id, {}).get(found.field, {})
                stamp = {"source": self.code, "date": found.date, "confidence": found.confidence, **more}
                entries.setdefault(partner.id, {})[name] = {"value": value, **stamp}
        if entries:
            origins._remember(entries)
        if gone:
            origins._forget(gone)


def _bare(text):
    """Return ``text`` in lower case without accents, signs or spaces."""
    plain = unicodedata.normalize("NFKD", str(text).casefold())
    return _SIGNS.sub("", "".join(char for char in plain if not unicodedata.combining(char)))
