import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

_logger = logging.getLogger(__name__)

#: Blocks destroyed before each commit.
_AT_A_TIME = 20
#: What of a contact says nothing of the person, and stays with the invoices.
_KEPT = frozenset({"lang", "tz", "type", "name", "color", "display_name"})


class DespachoPrivacyBlock(models.Model):
    """The end of a blocking: when no liability remains, the data are destroyed and only a number stays."""

    _inherit = "despacho.privacy.block"

    def action_destroy(self):
        """Destroy what is due: the button asks before."""
        self._check_right()
        early = self.filtered(lambda block: block.state == "blocked" and not block.is_due)
        if early:
            raise UserError(
                self.env._(
                    "«%(name)s» may be asked for by courts and authorities still. It is destroyed from %(day)s; "
                    "change that date if you know that no liability remains.",
                    name=early[0].display_name,
                    day=early[0].destroy_on or self.env._("the date that you write"),
                )
            )
        self.filtered(lambda block: block.state == "blocked")._destroy()
        return True

    def _destroy(self):
        # sudo: those of data protection destroy what they cannot write otherwise
        for block in self.sudo():
            hidden = block.hidden or {}
            people = self._existing("res.partner", hidden)
            leads = self._existing("crm.lead", hidden)
            hidden = block._with_later(hidden, people, leads)
            block._forget_elsewhere(people, leads)
            for model in ("mail.activity", "calendar.event", "mailing.contact"):
                self._existing(model, hidden).unlink()
            # What was written on invoices stays with them.
            messages = self._existing("mail.message", hidden)
            messages.filtered(lambda one: not (one.model or "").startswith("account.")).unlink()
            leads.unlink()
            block._destroy_contacts(people)
            block._forget_requests()
            block.write(
                {
                    "state": "destroyed",
                    "ended_on": fields.Datetime.now(),
                    "ended_by": self.env.uid,
                    "partner_id": False,
                    "lead_id": False,
                    "email": False,
                    "aside": False,
                    "followed": False,
                    "note": False,
                    "hidden": False,
                }
            )

    @api.model
    def _existing(self, model, hidden):
        records = self.env[model].sudo().with_context(active_test=False)  # sudo: as above
        return records.browse(hidden.get(model, [])).exists()

    def _with_later(self, hidden, people, leads):
        """Return ``hidden`` with what was written of them while they were blocked."""
        self.env.flush_all()
        found = dict(hidden)
        for model, where in self._get_hanging_sql(people, leads).items():
            table = SQL.identifier(self.env[model]._table)
            rows = self.env.execute_query(SQL("SELECT id FROM %s WHERE %s", table, where))
            found[model] = sorted({*hidden.get(model, ()), *(number for (number,) in rows)})
        return found

    def _forget_elsewhere(self, people, leads):
        """Have others forget the names and addresses that they copied: recipients keep their number, counts stay."""
        emails = self._get_emails(people, leads)
        self.env["despacho.interview"]._forget(people, leads)
        self.env["despacho.action.recipient"]._forget(people, leads, emails)
        self.env["despacho.opposition"]._forget(people, leads, emails)
        self.env["despacho.consent"]._forget(people, leads, emails)
        self.env["despacho.robinson.line"]._forget(people, leads)
        self._forget_traces(emails, self._get_numbers(people, leads))
        self.env["despacho.privacy.audit"]._note("destroyed", self)
        self.env["despacho.privacy.audit"]._forget(people, leads, emails)

    def _forget_traces(self, emails, numbers):
        """Take the addresses and numbers out of what mailings noted; that something was sent, and when, stays."""
        # sudo: of any mailing
        traces = self.env["mailing.trace"].sudo()
        traces.search([("email", "in", emails)]).email = False
        # Only where Odoo can send text messages.
        if "sms_number" in traces._fields:
            traces.search([("sms_number", "in", numbers)]).sms_number = False

    def _forget_joinings(self, people):
        """What gives two contacts back that were joined says who both were: it goes with them."""
        # sudo: of any steward
        merges = self.env["despacho.merge"].sudo().with_context(active_test=False)
        merges = merges.search(Domain("partner_id", "in", people.ids) | Domain("source_ids", "in", people.ids))
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM despacho_merge WHERE id = ANY(%s)", merges.ids))
        self.env.invalidate_all(flush=False)

    def _forget_requests(self):
        """What the person asked stays as a proof, without who it was."""
        request = self.request_id
        if request and all(one.state == "destroyed" or one == self for one in request.block_ids):
            request.line_ids.write({"before": False, "after": False})
            request.write(
                {
                    "person_name": self.env._("Erased person no. %(number)s", number=self.id),
                    "nif": False,
                    "email": False,
                    "phone": False,
                    "list_emails": False,
                    "asked": False,
                    "answer": False,
                    "identity_note": False,
                }
            )
            request._forget_audit()
            request.message_ids.unlink()
            self.env["ir.attachment"].search(
                [("res_model", "=", request._name), ("res_id", "in", request.ids)]
            ).unlink()

    def _destroy_contacts(self, people):
        """Delete the contacts; those that the accounts hold fast lose everything that says who they were."""
        self._forget_joinings(people)
        held = self._held_by_accounts(people)
        for partner in people - held:
            if not partner.exists():
                continue
            partner.user_ids.unlink()
            try:
                with self.env.cr.savepoint():
                    partner.unlink()
            except Exception:
                held |= partner
        held = held.exists()
        self._forget_hanging(held)
        for partner in held:
            partner.with_context(tracking_disable=True, mail_notrack=True).write(
                {
                    **dict.fromkeys(self._get_fields_to_empty(), False),
                    "name": self.env._("Erased person no. %(number)s", number=self.id),
                    "category_id": [fields.Command.clear()],
                }
            )

    @api.model
    def _held_by_accounts(self, people):
        # sudo: whoever destroys need not see the books, which hold what they name
        held = self.env["account.move.line"].sudo()._read_group([("partner_id", "in", people.ids)], ["partner_id"])
        moves = self.env["account.move"].sudo()  # sudo: as above
        for name in ("partner_id", "partner_shipping_id"):
            held += moves._read_group([(name, "in", people.ids)], [name])
        return people.browse({partner.id for (partner,) in held})

    @api.model
    def _get_fields_to_empty(self):
        return [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store
            and field.type in ("char", "text", "html", "date", "binary", "image", "json")
            and not (field.required or field.related or (field.compute and field.readonly))
            and name not in _KEPT
        ]

    def _forget_hanging(self, partners):
        """Delete what of ours hangs from contacts that stay: needs, relations, origins of values, notices...

        In SQL, as it goes with those that are deleted: what else proves something does not prove it of anybody.
        """
        self.env.flush_all()
        for name, model in self.env.items():
            if not name.startswith("despacho.") or not model._auto or model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if field.type == "many2one" and field.comodel_name == "res.partner" and field.store:
                    if field.ondelete == "cascade" and not field.related:
                        table, column = SQL.identifier(model._table), SQL.identifier(field.name)
                        self.env.cr.execute(SQL("DELETE FROM %s WHERE %s = ANY(%s)", table, column, partners.ids))
        self.env.invalidate_all(flush=False)

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_destroy(self):
        """Destroy what is due where the firm wants so; elsewhere tell those of data protection that it waits."""
        companies = self.env["res.company"].search([("active", "=", True)])
        alone = companies.filtered("privacy_destroy_alone")
        mine = self._get_due_domain() & Domain("company_id", "in", alone.ids)
        due = self.search(mine, order="destroy_on, id")
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(due))
        for batch in split_every(_AT_A_TIME, due.ids, self.browse):
            batch._destroy_or_each()
            if not progress._commit_progress(len(batch)):
                return
        self._tell_due(companies - alone)

    def _destroy_or_each(self):
        """Destroy them together; when that fails, each alone, so that one keeps no other waiting."""
        try:
            with self.env.cr.savepoint():
                self._destroy()
        except Exception:
            self.env.invalidate_all(flush=False)
            if len(self) > 1:
                for block in self:
                    block._destroy_or_each()
            else:
                _logger.warning("What is blocked as no. %s could not be destroyed", self.id, exc_info=True)

    @api.model
    def _tell_due(self, companies):
        """Have one of data protection look at what is due: once, while the earlier word waits."""
        for company in companies:
            due = self.search(self._get_due_domain() & Domain("company_id", "=", company.id), order="destroy_on, id")
            person = company._privacy_person()
            waiting = self.env["mail.activity"].search_count(
                [("res_model", "=", self._name), ("res_id", "in", due.ids)], limit=1
            )
            if due and person and not waiting:
                due[0].activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=person.id,
                    summary=self.env._("%(count)s blocked persons may be destroyed", count=len(due)),
                )
