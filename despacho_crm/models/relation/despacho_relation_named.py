from odoo import api, fields, models
from odoo.fields import Domain

from .despacho_relation import fold

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
        values = self._clean({**self._copied(), "other_id": partner.id})
        linked = self.new(values)
        twins = self.search(linked._same_domain()) - self
        if linked.partner_id == linked.other_id or any(linked._says_the_same(twin) for twin in twins):
            self.unlink()
        else:
            self.other_id = partner

    def _copied(self):
        names = ("partner_id", "kind_id", "other_name", "other_nif", "share", "date_from", "date_to")
        return {name: self._fields[name].convert_to_write(self[name], self) for name in names}

    @api.model
    def _cron_link(self):
        """Link those who wait for somebody to have the NIF that was typed."""
        waiting = Domain("other_id", "=", False) & Domain("other_nif", "!=", False)
        last = 0
        while found := self.search(waiting & Domain("id", ">", last), limit=_BATCH, order="id"):
            last = found[-1].id
            count = len(found)
            found._link_by_nif()
            if not self.env["ir.cron"]._commit_progress(count, remaining=self.search_count(waiting, limit=_BATCH)):
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
                relation._link_or_drop(holder)

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
        named = fold(vals.get("other_name"))
        for relation in self.search(candidate._same_domain() & going_on):
            if relation.other_id and candidate.other_id:
                pair = (relation.partner_id, relation.other_id)
                mine = (candidate.partner_id._origin, candidate.other_id._origin)
                same = pair == mine or (relation.kind_id._is_symmetric() and pair == mine[::-1])
            else:
                same_name = named and named in (fold(relation.other_name), fold(relation.other_id.name))
                same = relation.partner_id == candidate.partner_id._origin and same_name
            if same:
                return relation
        return self.browse()
