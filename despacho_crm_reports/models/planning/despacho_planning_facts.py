from dataclasses import dataclass

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.planning import borders


@dataclass(frozen=True)
class Kind:
    """What is counted: the records of ``model``, by the person in ``user_field``.

    :param label: as people read it
    :param user_field: of a user, or «author_id» where it is the contact of one
    :param amount: the field that is added up, in the currency of the company
    :param currency: the field of the currency of ``amount``, where it is another one
    """

    label: str
    model: str
    user_field: str = "user_id"
    amount: str = ""
    currency: str = ""


class DespachoPlanningFacts(models.AbstractModel):
    """What people did in some days, counted in grouped queries; whoever wants the records gets their domain.

    Days are those of the company's clock, the first and the last included. Only what is of the company of the
    environment counts; what is of none counts in the company of its person. Whoever asks counts what he may see.

    ``_facts`` adds up several people, ``_facts_by_user`` tells them apart, ``_facts_domain`` is what was counted
    and ``_facts_action`` opens it. ``_kinds`` says what there is, in the order in which it is read.
    """

    _name = "despacho.planning.facts"
    _description = "What was done, for planning"

    @api.model
    def _kinds(self):
        """Return {code: Kind} of all that is counted."""
        agenda, _ = "despacho.agenda", self.env._
        return {
            "calls": Kind(_("Calls made"), agenda),
            "calls_reached": Kind(_("Calls in which somebody was spoken to"), agenda),
            "visits": Kind(_("Visits and meetings"), agenda),
            "emails": Kind(_("E-mails sent from Odoo"), "mail.message", "author_id"),
            "emails_noted": Kind(_("E-mails written down in the agenda"), agenda),
            "responses": Kind(_("Responses received"), agenda),
            "leads": Kind(_("New leads and opportunities"), "crm.lead"),
            "stages": Kind(_("Steps forward in the pipeline"), agenda),
            "proposals": Kind(_("Quotations sent"), "sale.order", amount="amount_untaxed", currency="currency_id"),
            "won": Kind(_("Opportunities won"), "crm.lead", amount="expected_revenue"),
            "clients": Kind(_("New clients"), "res.partner"),
            "invoiced": Kind(_("Invoices"), "account.move", "invoice_user_id", "amount_untaxed_signed"),
            "actions": Kind(_("Commercial actions launched"), "despacho.action"),
            "activities": Kind(_("Activities carried out, all of them"), agenda),
        }

    @api.model
    def _zone(self):
        """Return the time zone of the company."""
        # sudo: on which clock a company lives is no secret.
        return self.env.company.sudo().partner_id.tz or borders.ZONE

    @api.model
    def _today(self):
        """Return what day it is for the company, whoever asks and wherever the server is."""
        return borders.local(fields.Datetime.now(), self._zone()).date()

    @api.model
    def _facts(self, users, start, end, kinds=None):
        """Return what ``users`` did from ``start`` to ``end``, all together.

        :param users: recordset of res.users
        :param start: first day, as a date
        :param end: last day, as a date
        :param kinds: codes of ``_kinds``; without them, all
        :return: {kind: {"count": int, "amount": float, "model": str, "domain": list}}
        """
        by_user = self._facts_by_user(users, start, end, kinds)
        described = self._kinds()
        facts = {}
        for code in kinds or described:
            ones = [mine[code] for mine in by_user.values()]
            facts[code] = {
                "count": sum(one["count"] for one in ones),
                "amount": sum(one["amount"] for one in ones),
                "model": described[code].model,
                "domain": list(self._facts_domain(code, users, start, end)),
            }
        return facts

    @api.model
    def _facts_by_user(self, users, start, end, kinds=None):
        """Return {user: {kind: {"count": int, "amount": float}}} of the same, one query for each kind.

        Everybody of ``users`` is there, and every kind.
        """
        described = self._kinds()
        codes = list(kinds or described)
        facts = {user: {code: {"count": 0, "amount": 0.0} for code in codes} for user in users}
        for code in codes:
            counted = self._count_clients if code == "clients" else self._count_records
            for user, (count, amount) in counted(code, described[code], users, start, end).items():
                if user in facts:
                    facts[user][code] = {"count": count, "amount": amount}
        return facts

    @api.model
    def _records(self, kind):
        """Return the model in which a kind is counted, with what is archived."""
        records = self.env[kind.model].with_context(active_test=False)
        # sudo: how many messages a colleague sent is no secret of the documents, which core would ask one by one.
        return records.sudo() if kind.model == "mail.message" else records

    @api.model
    def _count_records(self, code, kind, users, start, end):
        """Return {user: (count, amount)} of a kind."""
        domain = self._facts_domain(code, users, start, end)
        if kind.model == "mail.message":
            domain &= Domain("privacy_blocked", "!=", True)
        grouped = [kind.user_field, *filter(None, [kind.currency])]
        aggregates = ["__count", *([f"{kind.amount}:sum"] if kind.amount else [])]
        found = {}
        of_author = {user.partner_id.id: user for user in users}
        for owner, *rest in self._records(kind)._read_group(domain, grouped, aggregates):
            user = of_author.get(owner.id) if owner._name == "res.partner" else owner.with_env(self.env)
            amount = (rest[-1] or 0.0) if kind.amount else 0.0
            if kind.currency and rest[0]:
                company = self.env.company
                amount = rest[0]._convert(amount, company.currency_id, company, end)
            count, before = found.get(user, (0, 0.0))
            found[user] = (count + rest[-2 if kind.amount else -1], before + amount)
        return found

    @api.model
    def _facts_action(self, code, users, start, end):
        """Return the action that opens the records of a figure."""
        return self._records_action(code, list(self._facts_domain(code, users, start, end)))

    @api.model
    def _records_action(self, code, domain):
        """Return the action that opens records of a kind."""
        kind = self._kinds()[code]
        views = [(False, "list"), (False, "form")]
        if kind.model in ("despacho.agenda", "mail.message"):
            views = [(self._list_view(kind.model).id, "list")]
        return {
            "type": "ir.actions.act_window",
            "name": kind.label,
            "res_model": kind.model,
            "views": views,
            "domain": domain,
            "context": {"active_test": False, "create": False},
        }

    @api.model
    def _list_view(self, model):
        names = {"mail.message": "despacho_crm_reports.view_planning_message_list"}
        return self.env.ref(names.get(model, "despacho_crm.view_agenda_list"))
