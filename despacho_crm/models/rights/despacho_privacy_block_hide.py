from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: What invoices do not need, of contacts that invoicing goes on seeing.
_PUT_ASIDE = ("email", "phone", "website", "function", "comment")


class DespachoPrivacyBlock(models.Model):
    """Hiding a person: their contact, their leads, and what was said, planned and sent to them."""

    _inherit = "despacho.privacy.block"

    @api.model
    def _block(self, partners, leads, reason, note=False, emails=(), **values):
        """Hide ``partners`` with all that is below them, and ``leads``; return the blocks, one for each person.

        :param emails: addresses of those who are neither a contact nor a lead: one block for each

        Nothing is lost: what was hidden and archived is written in the block, for undoing.
        """
        self._check_right()
        for people in (partners, leads):
            people.with_env(self.env).check_access("read")
        # sudo: from here on also what the privacy people of one company may not write
        self, partners, leads = self.sudo(), partners.sudo(), leads.sudo()
        partners = partners.filtered(lambda one: not one.privacy_blocked)
        leads = leads.filtered(lambda one: not one.privacy_blocked)
        partners -= partners.filtered(lambda one: one.parent_id and one._privacy_above() & partners)
        below = partners._privacy_below()
        self._check_blockable(partners | below)
        self._check_no_open_orders(partners | below)
        blocks = self.browse()
        for partner in partners:
            blocks |= self._block_one(
                partner, leads.filtered(lambda lead, one=partner: lead.partner_id == one), reason, note, values
            )
        for lead in leads.filtered(lambda lead: not lead.privacy_blocked):
            blocks |= self._block_one(partners.browse(), lead, reason, note, values)
        for email in self._leave_blocked_emails(emails):
            blocks |= self._block_one(partners.browse(), leads.browse(), reason, note, {**values, "email": email})
        return blocks

    @api.model
    def _check_blockable(self, partners):
        own = self.env["res.company"].sudo().search([("partner_id", "in", partners.ids)])  # sudo: of any company
        staff = partners.with_context(active_test=False).user_ids.filtered(lambda user: not user.share and user.active)
        if own or staff:
            raise UserError(
                self.env._(
                    "«%(name)s» is of the firm: a user or the firm itself is not blocked. Archive the user first.",
                    name=(own.partner_id | staff.partner_id)[0].display_name,
                )
            )

    @api.model
    def _block_one(self, partner, leads, reason, note, values):
        people = partner | partner._privacy_below()
        leads |= leads.with_context(active_test=False).search(
            Domain("partner_id", "in", people.ids) & Domain("privacy_blocked", "!=", True)
        )
        keys = self._get_keys(people, leads, values.get("email"))
        invoiced = self._get_last_invoice(people)
        block = self.create(
            {
                "partner_id": partner.id,
                "lead_id": leads[:1].id if not partner else False,
                "reason": reason,
                "note": note,
                "invoiced": bool(invoiced),
                "destroy_on": self._get_destroy_on(reason, invoiced),
                "key_ids": [
                    fields.Command.create({"kind": kind, "digest": digest})
                    for (kind, __), digest in self.env["despacho.privacy.block.key"]._digests(keys).items()
                ],
                **values,
            }
        )
        block._stop_reaching(people, leads)
        if reason == "erasure":
            # The least that is kept so as not to write to them again (art. 15.2 and 23.3 LOPDGDD).
            for records in filter(None, (partner, leads)):
                self.env["despacho.opposition"]._oppose(records, how="request", evidence=block.request_id.display_name)
            if block.email:
                self.env["despacho.opposition"]._oppose(
                    email=block.email, how="request", evidence=block.request_id.name or ""
                )
        self._note_block("blocked", partner or leads or block, note or "")
        block._hide(people, leads)
        return block

    @api.model
    def _note_block(self, event, records, text):
        self.env["despacho.privacy.audit"]._note(event, records, text=text)

    def _get_keys(self, people, leads, email=None):
        """Return {(kind, value)} by which those who are hidden are known again, should they come back."""
        read = self.env["despacho.privacy.block.key"]._read
        found = read(None, [email])
        for partner in people:
            number = partner.personal_nif or (partner.nif_key if partner.commercial_partner_id in people else None)
            found |= read(number, [partner.email], [partner.phone])
        for lead in leads:
            found |= read(lead.nif_key, [lead.email_from], [lead.phone])
        return found

    @api.model
    def _get_last_invoice(self, people):
        """Return the day of the last entry of the accounts of ``people``, None without any."""
        self.env["account.move.line"].flush_model(["partner_id", "date"])
        self.env["account.move"].flush_model(["partner_id", "partner_shipping_id", "date"])
        ((day,),) = self.env.execute_query(
            SQL(
                """
                SELECT MAX(day) FROM (
                    SELECT MAX(date) AS day FROM account_move_line WHERE partner_id = ANY(%(ids)s)
                    UNION ALL SELECT MAX(date) FROM account_move
                               WHERE partner_id = ANY(%(ids)s) OR partner_shipping_id = ANY(%(ids)s)
                ) entry
                """,
                ids=people.ids,
            )
        )
        return day

    @api.model
    def _get_destroy_on(self, reason, invoiced):
        """Return when no liability remains: of data protection, and of the accounts if there are any."""
        if reason == "restriction":
            return False
        company, today = self.env.company, fields.Date.context_today(self)
        days = [fields.Date.add(today, months=company.privacy_block_months)]
        if invoiced:
            days.append(fields.Date.add(invoiced, months=company.privacy_invoice_months))
        return max(days)

    def _stop_reaching(self, people, leads):
        """Take them out of the actions that run."""
        recipients = self.env["despacho.action.recipient"]
        theirs = Domain("partner_id", "in", people.ids) | Domain("lead_id", "in", leads.ids)
        theirs |= recipients._get_listed_domain(self._get_emails(people, leads))
        recipients._stop(theirs, "blocked", among=("preparing", "waiting"))

    # ------------------------------------------------------------
    # HIDING
    # ------------------------------------------------------------

    def _hide(self, people, leads):
        """Mark all that is of them, and archive what may be archived."""
        self.ensure_one()
        self.env.flush_all()
        portal = people.with_context(active_test=False).user_ids.filtered("active")
        portal.write({"active": False})
        hidden = {
            "res.partner": self._mark("res.partner", SQL("id = ANY(%s)", people.ids)),
            "crm.lead": self._mark("crm.lead", SQL("id = ANY(%s)", leads.ids)),
            **{model: self._mark(model, where) for model, where in self._get_hanging_sql(people, leads).items()},
        }
        if self.invoiced:
            self._set("res.partner", hidden["res.partner"], SQL("privacy_invoiced = TRUE"))
        archived = {"res.users": portal.ids}
        for model in ("res.partner", "crm.lead", "calendar.event"):
            archived[model] = self._archive(model, hidden[model])
        # Done activities are archived already: those to do are nobody's work any more.
        archived["mail.activity"] = self._archive("mail.activity", hidden["mail.activity"])
        self.write(
            {
                "hidden": {model: ids for model, ids in hidden.items() if ids},
                "archived": {model: ids for model, ids in archived.items() if ids},
                "aside": self._put_aside(people) if self.invoiced else False,
                "followed": self._unfollow(people),
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self._match_again(people, leads)

    @api.model
    def _match_again(self, people, leads):
        """Have the engine of the duplicates know them no more, or again."""
        self.env["despacho.match.record"]._refresh([*people.ids, *(-number for number in leads.ids)])

    def _get_hanging_sql(self, people, leads):
        """Return {model: condition} of what is of ``people`` and ``leads``, in the terms of its table."""
        documents = SQL(
            "((res_model = 'res.partner' AND res_id = ANY(%(people)s))"
            " OR (res_model = 'crm.lead' AND res_id = ANY(%(leads)s)))",
            people=people.ids,
            leads=leads.ids,
        )
        messages = SQL(
            "((model = 'res.partner' AND res_id = ANY(%(people)s)) OR (model = 'crm.lead' AND res_id = ANY(%(leads)s))"
            " OR author_id = ANY(%(people)s))",
            people=people.ids,
            leads=leads.ids,
        )
        # Their appointments, unless somebody else from outside takes part.
        alone = SQL(
            """
            id IN (SELECT calendar_event_id FROM calendar_event_res_partner_rel mine
                    WHERE mine.res_partner_id = ANY(%(people)s)
                      AND NOT EXISTS (SELECT FROM calendar_event_res_partner_rel other
                                        JOIN res_partner one ON one.id = other.res_partner_id AND one.partner_share
                                       WHERE other.calendar_event_id = mine.calendar_event_id
                                         AND other.res_partner_id <> ALL(%(people)s)))
            """,
            people=people.ids,
        )
        addresses = self._get_emails(people, leads)
        return {
            "mail.activity": documents,
            "mail.message": messages,
            "calendar.event": SQL("%s OR %s", documents, alone),
            "mailing.contact": SQL("email_normalized = ANY(%s)", addresses),
            # Those of contacts and leads are hidden with them.
            "despacho.action.recipient": SQL(
                "partner_id IS NULL AND lead_id IS NULL AND email_normalized = ANY(%s)", addresses
            ),
            "despacho.consent": SQL("partner_id IS NULL AND lead_id IS NULL AND address = ANY(%s)", addresses),
            "despacho.opposition": SQL("partner_id IS NULL AND lead_id IS NULL AND value = ANY(%s)", addresses),
            "mailing.trace": self._get_traces_sql(people, leads, addresses),
        }

    def _get_traces_sql(self, people, leads, addresses):
        """Return the condition of what mailings noted of them: by an address only where it is of nobody else."""
        return SQL(
            """
            (model = 'res.partner' AND res_id = ANY(%(people)s))
            OR (model = 'crm.lead' AND res_id = ANY(%(leads)s))
            OR (model = 'despacho.action.recipient' AND res_id = ANY(ARRAY(
                SELECT item.id FROM despacho_action_recipient item
                 WHERE item.partner_id = ANY(%(people)s) OR item.lead_id = ANY(%(leads)s)
                    OR (item.partner_id IS NULL AND item.lead_id IS NULL AND item.email_normalized = ANY(%(emails)s)))))
            OR (model = 'mailing.contact' AND res_id = ANY(ARRAY(
                SELECT item.id FROM mailing_contact item WHERE item.email_normalized = ANY(%(emails)s))))
            OR (model NOT IN ('res.partner', 'crm.lead', 'despacho.action.recipient') AND email = ANY(%(emails)s))
            """,
            people=people.ids,
            leads=leads.ids,
            emails=addresses,
        )

    def _mark(self, model, where):
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET privacy_blocked = TRUE WHERE privacy_blocked IS NOT TRUE AND (%s) RETURNING id",
                SQL.identifier(self.env[model]._table),
                where,
            )
        )
        return sorted(row[0] for row in rows)

    def _archive(self, model, ids):
        """Archive in SQL: nobody is told, and no lead becomes a lost one."""
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET active = FALSE, write_date = NOW() AT TIME ZONE 'UTC'"
                " WHERE active AND id = ANY(%s) RETURNING id",
                SQL.identifier(self.env[model]._table),
                ids,
            )
        )
        return sorted(row[0] for row in rows)

    def _put_aside(self, people):
        """Empty what invoices do not need, and return {id: {field: value}}."""
        aside = {partner.id: {name: partner[name] for name in _PUT_ASIDE if partner[name]} for partner in people}
        self._write_aside({number: dict.fromkeys(values) for number, values in aside.items()})
        return {number: values for number, values in aside.items() if values}

    def _write_aside(self, values):
        """Write {contact id: {field: value}} without a trace in their history."""
        quiet = self.env["res.partner"].with_context(tracking_disable=True, mail_notrack=True)
        for number, mine in values.items():
            if mine:
                quiet.browse(int(number)).exists().write(mine)
