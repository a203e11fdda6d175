import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, is_html_empty

from ...tools.client_actions import RELOAD, said
from ..identity.by_code import BY_CODE
from ..origin.despacho_value_origin import NAMES

_SHOWN = 200


class DespachoEnrichmentProposal(models.Model):
    """How proposals come, and what a person answers."""

    _inherit = "despacho.enrichment.proposal"

    # ------------------------------------------------------------
    # COMING
    # ------------------------------------------------------------

    @api.model
    def _propose(self, provider, answers, by_id):
        """Propose ``answers``, Found of the contacts ``by_id``; return how many are new.

        What somebody rejected is not proposed again; of a provider, a field has one proposal.
        """
        if not answers:
            return 0
        known = self.search_fetch(
            [
                ("partner_id", "in", list({found.partner_id for found in answers})),
                ("state", "in", ("proposed", "rejected")),
            ],
            ["partner_id", "provider_id", "field_name", "value", "state"],
        )
        rejected = {(one.partner_id.id, one.field_name, _frozen(one.value)) for one in known if one.state == "rejected"}
        waiting = {
            (one.partner_id.id, one.field_name): one
            for one in known
            if one.state == "proposed" and one.provider_id == provider
        }
        news = []
        for found in answers:
            if (found.partner_id, found.field, _frozen(found.value)) in rejected:
                continue
            vals = self._prepare(provider, found, by_id[found.partner_id])
            before = waiting.get((found.partner_id, found.field))
            if not before:
                news.append(vals)
            elif before.value != found.value or before.old_value != vals["old_value"]:
                before.write(vals)
        self.create(news)
        return len(news)

    @api.model
    def _prepare(self, provider, found, partner):
        field = partner._fields[found.field]
        return {
            "partner_id": partner.id,
            "provider_id": provider.id,
            "field_name": found.field,
            "value": found.value,
            "shown": self._get_shown(field, found.value),
            **self._prepare_old(partner, field),
            "date": found.date,
            "confidence": found.confidence,
            "evidence": found.evidence,
        }

    @api.model
    def _prepare_old(self, partner, field):
        """Return what the contact has now, for whoever is to decide."""
        now = self.env["despacho.enrichment.provider"]._read_plain(partner, field)
        return {"old_shown": self._get_shown(field, now), "old_value": [now]}

    @api.model
    def _get_shown(self, field, value):
        """Return ``value`` of ``field`` as people read it."""
        if field.relational:
            ids = value if isinstance(value, list) else [value] if value else []
            return ", ".join(self.env[field.comodel_name].browse(ids).exists().mapped("display_name"))[:_SHOWN]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if value in (None, False, "") or field.type == "html" and is_html_empty(value):
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        return str(value)[:_SHOWN]

    @api.model
    def _settle(self, provider, keys):
        """What ``provider`` proposed for ``keys``, (contact, field), is there now: it waits for nobody."""
        if not keys:
            return
        wanted = set(keys)
        waiting = self.search(
            [
                ("provider_id", "=", provider.id),
                ("state", "=", "proposed"),
                ("partner_id", "in", list({partner_id for partner_id, _field in wanted})),
            ]
        )
        waiting.filtered(lambda one: (one.partner_id.id, one.field_name) in wanted).state = "obsolete"

    @api.model
    def _keep_evidence(self, provider, answers):
        """Keep what proves ``answers``, Found that were accepted by themselves."""
        partners = {found.partner_id: self.env["res.partner"].browse(found.partner_id) for found in answers}
        now = fields.Datetime.now()
        self.create(
            [
                {
                    **self._prepare(provider, found, partners[found.partner_id]),
                    "old_shown": "",
                    "old_value": False,
                    "state": "accepted",
                    "decided_on": now,
                }
                for found in answers
            ]
        )

    # ------------------------------------------------------------
    # WHAT A PERSON ANSWERS
    # ------------------------------------------------------------

    def action_accept(self):
        """Write the proposed values: the person answers for them from now on."""
        waiting = self._accept()
        if not waiting:
            return RELOAD
        done = waiting.filtered(lambda one: one.state == "accepted")
        left = waiting.filtered(lambda one: one.state == "proposed")
        if len(done) == len(waiting) == 1:
            message = self.env._("«%(datum)s» of «%(name)s» is accepted.", datum=done.label, name=done.partner_id.name)
        else:
            message = self.env._("%(count)s data accepted.", count=len(done))
        if left:
            message += " " + self.env._(
                "%(count)s were changed on the contact since they were proposed, and wait: see what there is now, "
                "and accept them if they are right all the same.",
                count=len(left),
            )
        return said(message, kind="warning" if left else "success", then=RELOAD)

    def action_reject(self):
        """«It is not so»: remembered, and not proposed again."""
        self._reject()
        return RELOAD

    def action_open_partner(self):
        """Open the contact."""
        self.ensure_one()
        return self.partner_id.get_formview_action()

    def _accept(self):
        """Write the values of those that wait; return them. The last one of a field counts.

        What somebody changed since it was proposed is not written over unseen: it goes on waiting.
        """
        self._check_decides()
        proposed = waiting = self.filtered(lambda one: one.state == "proposed").sorted("id")
        waiting -= waiting._refresh_changed()
        values = {}
        for one in waiting:
            values.setdefault(one.partner_id, {})[one.field_name] = one
        stamps = waiting._get_stamps()
        for partner, mine in values.items():
            partner._accept_proposals(mine, stamps)
        chosen = self.browse(one.id for mine in values.values() for one in mine.values())
        decided = {"decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}
        for some, state in ((chosen, "accepted"), (waiting - chosen, "obsolete")):
            # sudo: decisions are written by code only
            some.sudo().write({**decided, "state": state})
        self._withdraw_equal(chosen)
        return proposed

    def _get_stamps(self):
        """Return {id of a proposal: what the origin of its value says beyond provider and day}."""
        stamps = {}
        # sudo: the user may not see the provider, only what it says
        for provider, mine in self.sudo().grouped("provider_id").items():
            values = {
                partner.id: {one.field_name: one.value for one in its}
                for partner, its in mine.grouped("partner_id").items()
            }
            told = provider._get_source()._get_stamps(mine.partner_id, values)
            stamps |= {one.id: told.get(one.partner_id.id, {}).get(one.field_name, {}) for one in mine}
        return stamps

    def _refresh_changed(self):
        """Show what there is now in those whose contact has another value since they came; return them."""
        changed = self.browse()
        for one in self.filtered("old_value"):
            field = one.partner_id._fields[one.field_name]
            now = self._prepare_old(one.partner_id, field)
            # Zero is one thing and nothing another, though Python holds 0 == False.
            if json.dumps(now["old_value"]) != json.dumps(one.old_value):
                one.sudo().write(now)  # sudo: proposals are written by code only
                changed |= one
        return changed

    def _withdraw_equal(self, chosen):
        """What others propose and is there now waits no more."""
        values = {(one.partner_id.id, one.field_name, _frozen(one.value)) for one in chosen}
        # sudo: as above
        others = self.sudo().search([("partner_id", "in", chosen.partner_id.ids), ("state", "=", "proposed")])
        equal = others.filtered(lambda one: (one.partner_id.id, one.field_name, _frozen(one.value)) in values)
        equal.write({"state": "obsolete"})

    def _reject(self):
        """Remember that those that wait are not so."""
        self._check_decides()
        waiting = self.filtered(lambda one: one.state == "proposed")
        # sudo: decisions are written by code only
        waiting.sudo().write({"state": "rejected", "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()})
        return waiting

    @api.model
    def _check_decides(self):
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._("Accepting and rejecting what is proposed is the task of the data steward: tell them.")
            )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _accept_proposals(self, proposals, stamps):
        """Write the values of ``proposals``, {field: proposal}, as the user, and note where they come from.

        ``stamps``: as ``_get_stamps`` gives them, by the id of the proposal.
        """
        self.ensure_one()
        vals = {}
        for name, one in proposals.items():
            vals[name] = [(6, 0, one.value or [])] if self._fields[name].type == "many2many" else one.value
        origins = self.env["despacho.value.origin"]
        former = origins._get_by_partner(self).get(self.id, {})
        # Its NIF may go on waiting: that is another task.
        self.with_context(nif_deferred=BY_CODE).write(vals)
        entries = {}
        for name, one in proposals.items():
            name = NAMES.get(name, name)
            if name in former:
                one.sudo().old_origin = former[name]  # sudo: proposals are written by code only
            value = origins._read_current(self, [name]).get(name)
            if value is not None:
                entries[name] = {
                    "value": value,
                    "source": one.sudo().provider_id.code,  # sudo: of a provider that the user may not see, its name
                    "date": (one.date or fields.Date.today()).isoformat(),
                    "user": self.env.uid,
                    **stamps.get(one.id, {}),
                }
        if entries:
            origins._remember({self.id: entries})


def _frozen(value):
    return tuple(value) if isinstance(value, list) else value
