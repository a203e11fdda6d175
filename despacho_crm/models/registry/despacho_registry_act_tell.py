import re

from odoo import api, fields, models
from odoo.tools import format_date

from ...tools.enrichment.borme_vocabulary import ALARMING
from ...tools.enrichment.found import Found
from ..identity.by_code import BY_CODE

ACTIVITY = "despacho_crm.mail_activity_type_registry"
#: Kinds that say that what was alarming is over.
_OVER = frozenset(("sheet_reopened", "reactivation"))
_SMALL = frozenset("de del la las los el en y e i les els dels da do das dos a al".split())
_WORD = re.compile(r"[^\W\d_]+")


class DespachoRegistryAct(models.Model):
    """What follows when an act is of one of ours: new values are proposed, and who looks after a client is told."""

    _inherit = "despacho.registry.act"

    def _tell(self):
        """Propose what the acts change, and warn of what is serious."""
        self._propose()
        self._warn()

    # ------------------------------------------------------------
    # PROPOSALS
    # ------------------------------------------------------------

    def _propose(self):
        """Propose the names and addresses that contacts have now, as the provider of the gazette."""
        provider = self.env["despacho.registry.day"]._get_provider()
        # sudo: whoever says whose an act is may not write the work of providers
        partners = self.partner_id.sudo()
        answers = [found for act in self.sorted("date") for found in act._prepare_found()]
        if not (provider and answers):
            return
        asked = partners.browse({found.partner_id for found in answers})
        provider._write_found(answers, asked)

    def _prepare_found(self):
        """Return the Found of what the act changes."""
        self.ensure_one()
        values = {"name": self.new_name}
        if "address_change" in self.kinds.split() or "constitution" in self.kinds.split():
            values |= {"street": _cased(self.street), "zip": self.zip, "city": _cased(self.city)}
        date, evidence = self.date.isoformat(), f"{self.bulletin}, {self.number}"
        return [Found(self.partner_id.id, name, value, date, 0.95, evidence) for name, value in values.items() if value]

    # ------------------------------------------------------------
    # ALARMS
    # ------------------------------------------------------------

    def _warn(self):
        """Plan a task for whoever looks after the clients to whom something serious happened."""
        # sudo: who is a client is so for the firm, whoever says whose an act is
        clients = self.sudo().partner_id.filtered(lambda partner: partner.lifecycle == "client")
        serious = self.filtered(lambda act: act.is_alarming and act.partner_id in clients)
        serious.partner_id._registry_warn({act.partner_id: act._get_alarm() for act in serious})

    def _get_alarm(self):
        """Return what happened, as it is said on the contact."""
        self.ensure_one()
        words = dict(self._fields["kind"]._description_selection(self.env))
        said = ", ".join(words[kind] for kind in self.kinds.split() if kind in ALARMING)
        return self.env._(
            "Register of companies, %(date)s: %(what)s", date=format_date(self.env, self.date), what=said.lower()
        )

    @api.model
    def _get_alarms(self, partners):
        """Return {contact: the last serious act, unless a later one says that it is over}."""
        # sudo: what was published of a contact is said to whoever sees it
        acts = self.sudo().search([("partner_id", "in", partners.ids), ("state", "=", "matched")], order="date, id")
        alarms = {}
        for act in acts:
            kinds = set(act.kinds.split())
            if act.is_alarming:
                alarms[act.partner_id.id] = act
            elif kinds & _OVER:
                alarms.pop(act.partner_id.id, None)
        return alarms


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _registry_warn(self, texts):
        """Plan a task on each contact for whoever looks after it; ``texts``: {contact: what happened}.

        Nobody is asked twice for the same while it is open.
        """
        if not texts:
            return
        activity_type, planned = self.env.ref(ACTIVITY), []
        today = fields.Date.context_today(self)
        # sudo: what is open may be a colleague's, and the firm tells its own
        activities = self.env["mail.activity"].sudo()
        open_ones = activities.search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", activity_type.id),
            ]
        )
        told = {(one.res_id, one.summary) for one in open_ones}
        for partner, text in texts.items():
            if (partner.id, text) in told:
                continue
            owner = partner.sudo()._registry_owner()  # sudo: the firm tells its own, whoever runs the job
            planned.append(
                (
                    partner,
                    {
                        "activity_type_id": activity_type.id,
                        "summary": text,
                        "date_deadline": today,
                        "user_id": owner.id,
                    },
                )
            )
        # They do not become followers of its conversation.
        activities.with_context(nif_unfollowed=BY_CODE)._plan(planned)

    def _registry_owner(self):
        """Return who is told: whoever looks after the contact, the firm's choice for NIFs, or the administrator."""
        self.ensure_one()
        company = self.company_id or self.env.company
        people = self.user_id | company.nif_responsible_id
        return people.filtered(lambda user: user.active and not user.share)[:1] or self.env.ref("base.user_admin")


def _cased(text):
    """Return capital letters as people write them: ``C/ LA FUENTE 16`` is ``C/ La Fuente 16``."""
    if not text or text != text.upper():
        return text

    def word(found):
        start, said = found.start(), found.group().lower()
        inside = start and text[start - 2 : start] != "/ "
        return said if inside and said in _SMALL else said.capitalize()

    return _WORD.sub(word, text)
