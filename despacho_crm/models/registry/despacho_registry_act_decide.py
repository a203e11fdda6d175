from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.client_actions import RELOAD, said

_RELATIONS = {"director": "director", "shareholder": "shareholder"}


class DespachoRegistryAct(models.Model):
    """What a person says of an act: whose it is, that it is nobody's, that its officers are noted."""

    _inherit = "despacho.registry.act"

    can_note_officers = fields.Boolean(compute="_compute_can_note_officers")

    @api.depends("state", "are_officers_noted", "officer_ids.role", "partner_id")
    def _compute_can_note_officers(self):
        for act in self:
            act.can_note_officers = (
                act.state == "matched"
                and act.partner_id
                and not act.are_officers_noted
                and any(officer.role in _RELATIONS for officer in act.officer_ids)
            )

    def action_confirm(self):
        """«It is this one»: the contact, when there is one only; else ask which."""
        self._check_decides()
        asked = self.filtered(lambda act: act.state == "asked")
        several = asked.filtered(lambda act: len(act.possible_ids) != 1)
        if several and len(self) == 1:
            return self.env["despacho.registry.choice"]._ask(self)
        for act in asked - several:
            act._confirm(act.possible_ids)
        if several:
            return said(
                self.env._("%(count)s may be of several contacts: choose in each one.", count=len(several)),
                kind="warning",
                then=RELOAD,
            )
        return RELOAD

    def action_choose(self):
        """Say whose it is, among all contacts."""
        self.ensure_one()
        self._check_decides()
        return self.env["despacho.registry.choice"]._ask(self)

    def _confirm(self, partner):
        """The act is of ``partner``: so says a person."""
        self._check_decides()
        partner.ensure_one()
        partner.check_access("read")
        if self.company_id and partner.company_id and self.company_id != partner.company_id:
            raise UserError(self.env._("«%(name)s» is of another company of the firm.", name=partner.display_name))
        # sudo: acts are written by code only
        self.sudo().write(
            {
                "state": "matched",
                "partner_id": partner.commercial_partner_id.id,
                "matched_by": "person",
                "possible_ids": [(5,)],
                **self._prepare_decided(),
            }
        )
        self.sudo()._tell()  # sudo: as above

    def action_dismiss(self):
        """«It is none of ours», «it does not interest us»."""
        self._check_decides()
        # sudo: as above
        self.sudo().write(
            {
                "state": "dismissed",
                "partner_id": False,
                "possible_ids": [(5,)],
                "matched_by": False,
                **self._prepare_decided(),
            }
        )
        return RELOAD

    def action_reopen(self):
        """Take back that it was dismissed."""
        self._check_decides()
        for act in self.filtered(lambda act: act.state == "dismissed"):
            is_new = "constitution" in act.kinds.split()
            # sudo: as above
            act.sudo().write({"state": "candidate" if is_new else "asked", **self._prepare_decided()})
        return RELOAD

    def action_note_officers(self):
        """Note the directors and shareholders that the acts name as relations of the contact."""
        self._check_decides()
        counts = [act._note_officers() for act in self.filtered("can_note_officers").sorted("date")]
        return said(
            self.env._("%(count)s relations noted or ended.", count=sum(counts)),
            then=RELOAD,
        )

    def _note_officers(self):
        """Begin the relations of who comes in and end those of who leaves; return how many."""
        self.ensure_one()
        relations, count = self.env["despacho.relation"], 0
        source = self.env._("Register of companies, %(document)s", document=self.bulletin)
        kinds = {role: self.env.ref(f"despacho_crm.relation_kind_{name}") for role, name in _RELATIONS.items()}
        day = self.inscribed or self.date
        for officer in self.officer_ids.sorted(lambda one: one.action != "out"):
            kind = kinds.get(officer.role)
            if not kind:
                continue
            known = relations.search(
                [("partner_id", "=", self.partner_id.id), ("kind_id", "=", kind.id), ("date_to", "=", False)]
            ).filtered(lambda one, name=officer.name: _same_person(one.other_id.name or one.other_name, name))
            if officer.action == "out":
                ended = known.filtered(lambda one: not one.date_from or one.date_from <= day)
                ended.date_to = day
                count += len(ended)
            elif not known:
                try:
                    with self.env.cr.savepoint():
                        relations.create(
                            {
                                "partner_id": self.partner_id.id,
                                "kind_id": kind.id,
                                "other_name": officer.name,
                                "date_from": day if officer.action == "in" else False,
                                "note": officer.post,
                                "source": source,
                            }
                        )
                    count += 1
                except ValidationError:
                    continue  # it is said already, in another way
        self.sudo().are_officers_noted = True  # sudo: acts are written by code only
        return count

    def _prepare_decided(self):
        return {"decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}

    @api.model
    def _check_decides(self):
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(
                self.env._("Saying whose an act of the register is, is the task of the data steward: tell them.")
            )


def _same_person(one, two):
    """Whether two names have the same words, in whatever order: registers write surnames first."""
    return sorted((one or "").upper().replace(",", " ").split()) == sorted((two or "").upper().split())
