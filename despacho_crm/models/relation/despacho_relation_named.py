import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .despacho_relation import fold

_logger = logging.getLogger(__name__)
_BATCH = 500


class DespachoRelation(models.Model):
    """Whom only a name was known of turns out to be, or becomes, a contact; and what other code notes."""

    _inherit = "despacho.relation"

    def _link(self, partner):
        """Let ``partner`` be the other one of relations that only had a name, which stays as it was written."""
        for relation in self.filtered(lambda relation: not relation.other_id):
            relation._link_or_drop(partner)

    def _link_or_drop(self, partner):
        """Link ``self`` unless that is said already: then the row that only had a name adds nothing."""
        self.ensure_one()
        self.env.flush_all()
        linked = self.new(self._clean({**self._copied(), "other_id": partner.id}))
        twins = self.search(linked._same_domain()) - self
        if linked.partner_id == linked.other_id or linked._says() in {twin._says() for twin in twins}:
            self.active = False
        else:
            self.other_id = partner

    def _copied(self):
        names = ("partner_id", "kind_id", "other_name", "other_nif", "date_to")
        return {name: self._fields[name].convert_to_write(self[name], self) for name in names}

    @api.model
    def _cron_link(self):
        """Link those who wait for somebody to have the NIF that was typed."""
        waiting = Domain("other_id", "=", False) & Domain("other_nif", "!=", False)
        ahead = waiting
        while found := self.search(ahead, limit=_BATCH, order="id"):
            count, ahead = len(found), waiting & Domain("id", ">", found[-1].id)
            found._link_by_nif()
            # Of those who go on waiting there is nothing more to do today.
            if not self.env["ir.cron"]._commit_progress(count, remaining=self.search_count(ahead, limit=_BATCH)):
                return

    def _link_by_nif(self):
        """Link each of ``self`` to the contact who has its NIF now, if it may know it."""
        keys = self.mapped("other_nif")
        partners = self.env["res.partner"]
        holders = {
            **{one.personal_nif: one for one in partners.search([("personal_nif", "in", keys)], order="id desc")},
            **{one.nif_key: one for one in partners.search([("nif_key", "in", keys)], order="id desc")},
        }
        for relation in self:
            holder = holders.get(relation.other_nif, partners)
            known = relation.partner_id.company_id
            if holder and not (known and holder.company_id and known != holder.company_id):
                try:
                    with self.env.cr.savepoint():
                        relation._link_or_drop(holder)
                except ValidationError as error:  # it goes on with its name; the others are linked
                    _logger.info("Relation %s is not linked to contact %s: %s", relation.id, holder.id, error)

    # ------------------------------------------------------------
    # WHAT OTHER CODE NOTES
    # ------------------------------------------------------------

    @api.model
    def _note(self, partner, code, other=None, name="", nif="", **values):
        """Note that somebody is ``code`` («shareholder», «director»...) of ``partner``, unless it is known.

        :param other: the contact, when it is known; else ``name``, ``nif`` or both
        :param values: more of the relation: share, date_from, date_to, note, source. What is known
            already keeps what it has, and gets what it lacks.
        :return: the relation
        """
        kind = self.env["despacho.relation.kind"]._by_code(code)
        vals = self._clean(
            {
                "partner_id": partner.id,
                "kind_id": kind.id,
                "other_id": other.id if other else False,
                "other_name": name or nif or False,
                "other_nif": nif or False,
                **values,
            }
        )
        relation = self._known(vals)
        if not relation:
            return self.create(vals)
        missing = {key: value for key, value in values.items() if value and not relation[key]}
        if missing:
            relation.write(missing)
        return relation

    @api.model
    def _end(self, partner, code, day, other=None, name="", nif=""):
        """Note that what ``_note`` would note came to its end on ``day``; return the relations that ended."""
        kind = self.env["despacho.relation.kind"]._by_code(code)
        given = {"other_id": other.id if other else False, "other_name": name or nif, "other_nif": nif or False}
        relation = self._known(self._clean({"partner_id": partner.id, "kind_id": kind.id, **given}))
        relation.write({"date_to": day})
        return relation

    @api.model
    def _known(self, vals):
        """Return the relation, not ended, that says what ``vals`` say."""
        candidate = self.new({name: vals.get(name) for name in ("partner_id", "kind_id", "other_id", "other_name")})
        going_on = Domain("date_to", "=", False) | Domain("date_to", ">", fields.Date.context_today(self))
        names = {fold(vals.get("other_name")), vals.get("other_nif")} - {"", False, None}
        _kind, ends, _until = candidate._says()
        for relation in self.search(candidate._same_domain() & going_on):
            if relation._says()[1] == ends:
                return relation
            known = {fold(relation.other_name), fold(relation.other_id.name), relation.other_nif} - {"", False}
            if not candidate.other_id and relation.partner_id == candidate.partner_id and names & known:
                return relation
        return self.browse()
