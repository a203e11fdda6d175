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
    environment counts; what is of none counts in the company of its person. Whoever asks counts what he may see;
    the program itself counts all but who is blocked.

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
            "attended": Kind(_("Visits and meetings of a colleague, attended"), agenda),
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
    def _facts_by_user(self, users, start, end, kinds=None, with_ids=False, told=None):
        """Return {user: {kind: {"count": int, "amount": float}}} of the same, in grouped queries.

        Everybody of ``users`` is there, and every kind.

        :param with_ids: say also, in «ids», which records they are
        :param told: {kind: numbers of records} that are not counted again
        """
        described = self._kinds()
        codes = list(kinds or described)
        nothing = {"count": 0, "amount": 0.0, **({"ids": []} if with_ids else {})}
        facts = {user: {code: dict(nothing) for code in codes} for user in users}
        for code in codes:
            counted = getattr(self, f"_count_{code}", self._count_records)
            without = self._domain_untold(code, told or {})
            for user, figure in counted(code, described[code], users, start, end, with_ids, without).items():
                if user in facts:
                    facts[user][code] = figure
        return facts

    @api.model
    def _domain_untold(self, code, told):
        """Return the domain of the records of a kind that are not among those ``told``."""
        return Domain("id", "not in", list(told[code])) if told.get(code) else Domain.TRUE

    @api.model
    def _records(self, kind):
        """Return the model in which a kind is counted, with what is archived."""
        records = self.env[kind.model].with_context(active_test=False)
        # sudo: how many messages a colleague sent is no secret of the documents, which core would ask one by one.
        return records.sudo() if kind.model == "mail.message" else records

    @api.model
    def _count_records(self, code, kind, users, start, end, with_ids=False, without=Domain.TRUE):
        """Return {user: figure} of a kind; ``without``: the domain of those that count."""
        domain = self._facts_domain(code, users, start, end) & without
        records = self._records(kind)
        domain &= records.env[self._name]._domain_shown(kind.model)
        grouped = [kind.user_field, *filter(None, [kind.currency])]
        aggregates = ["__count", f"{kind.amount}:sum"] if kind.amount else ["__count"]
        aggregates += ["id:array_agg"] if with_ids else []
        found = {}
        of_author = {user.partner_id.id: user for user in users}
        company = self.env.company
        for row in records._read_group(domain, grouped, aggregates):
            values = dict(zip((*grouped, *aggregates), row, strict=True))
            owner = values[kind.user_field]
            user = of_author.get(owner.id) if owner._name == "res.partner" else owner.with_env(self.env)
            amount = values.get(f"{kind.amount}:sum") or 0.0
            if kind.currency:
                amount = values[kind.currency]._convert(amount, company.currency_id, company, end)
            figure = found.setdefault(user, {"count": 0, "amount": 0.0, **({"ids": []} if with_ids else {})})
            figure["count"] += values["__count"]
            figure["amount"] += amount
            if with_ids:
                figure["ids"] += values["id:array_agg"]
        return found

    @api.model
    def _facts_action(self, code, users, start, end):
        """Return the action that opens the records of a figure."""
        return self._records_action(code, list(self._facts_domain(code, users, start, end)))

    @api.model
    def _records_action(self, code, domain):
        """Return the action that opens records of a kind."""
        kind = self._kinds()[code]
        first = self._list_view(kind.model)
        # On the phone a list is read as cards.
        others = [] if kind.model == "mail.message" else [(False, "kanban"), (False, "form")]
        return {
            "type": "ir.actions.act_window",
            "name": kind.label,
            "res_model": kind.model,
            "views": [(first.id, "list"), *others],
            "domain": domain,
            "context": {"active_test": False, "create": False},
        }

    @api.model
    def _list_view(self, model):
        """Return the list in which the records of a model are opened, empty for its own."""
        names = {
            "despacho.agenda": "despacho_crm.view_agenda_list",
            "mail.message": "despacho_crm_reports.view_planning_message_list",
        }
        return self.env.ref(names[model]) if model in names else self.env["ir.ui.view"]
