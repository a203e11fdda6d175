import logging

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import habits
from .res_partner import DERIVED, PENDING
from .res_partner_typed import TYPED

_logger = logging.getLogger(__name__)

#: Every column that the update writes.
COLUMNS = (*sorted(DERIVED), *TYPED)
#: What is computed from them when somebody looks.
_SHOWN = (
    "lifecycle_reason",
    "temperature_reason",
    "priority_why",
    "mail_habit",
    "call_habit",
    "best_hour",
    "potential_source",
    "channel_source",
    "discount_source",
    "follow_up_text",
    "call_today",
    "called_today",
    "call_now",
    "service_line_ids",
)
_SHOWN_ON_LEADS = ("partner_lifecycle", "partner_temperature", "partner_temperature_reason")


class ResPartner(models.Model):
    """The one way in which the relation of partners is brought up to date: ``_lifecycle_update``.

    What counts, for a partner of one company: the invoices, leads and quotations of that company
    and of its branches, with that company's thresholds, in its currency. For a partner that all
    companies share: those of all of them, archived ones too, with the thresholds and the currency
    of the first company that is not archived (invoices in other currencies at today's rate). Contacts
    logged and answers to mailings are the partner's, whatever company made them.
    """

    _inherit = "res.partner"

    def _lifecycle_touch(self):
        """Ask for these partners to be brought up to date before the transaction ends, all at once."""
        if not self:
            return
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = set()
            precommit.add(self.env["res.partner"]._lifecycle_before_commit)
        # sudo: only the ids of the companies to which the contacts belong are read.
        precommit.data[PENDING].update(self.ids, self.sudo().commercial_partner_id.ids)

    @api.model
    def _lifecycle_before_commit(self):
        # Those that were joined to others or deleted since are gone.
        partners = self.browse(sorted(self.env.cr.precommit.data.pop(PENDING, ()))).exists()
        if not partners:
            return
        try:
            with self.env.cr.savepoint(flush=False):
                partners._lifecycle_update()
        except (SerializationFailure, LockNotAvailable):
            # Somebody has just changed the same contact: an invoice is not to fail for that. The night puts it right.
            _logger.info("Relation of partners %s left for the night: they were being changed.", partners.ids)

    @api.model
    def _lifecycle_flush(self):
        """Bring up to date now those that wait for the end of the transaction: somebody is about to look."""
        if self.env.cr.precommit.data.get(PENDING):
            self._lifecycle_before_commit()

    def _lifecycle_update(self, proposals=None):
        """Compute again the relation of ``self`` and of the companies of those contacts.

        It writes only the rows that change, in one statement per call, whoever asks and
        however many they are. It returns the partners that changed.

        ``proposals``: the rows of ``_lifecycle_potential_proposals``; without them, whoever had
        a proposed potential keeps it.
        """
        # sudo: what belongs to the partner is read and written whatever the user may see of it.
        ids = sorted({*self.ids, *self.sudo().commercial_partner_id.ids})
        if not ids:
            return self
        self.env.flush_all()
        changed = self.browse(row[0] for row in self.env.execute_query(self._lifecycle_statement(ids, proposals)))
        if changed:
            changed.invalidate_recordset([*COLUMNS, *_SHOWN], flush=False)
            self.env["crm.lead"].invalidate_model(_SHOWN_ON_LEADS, flush=False)
        return changed

    @api.model
    def _lifecycle_statement(self, ids, proposals=None):
        """Return the statement that brings the partners of ``ids`` up to date.

        Rows that another transaction holds are left alone: nobody waits for this.
        """
        names = [SQL.identifier(name) for name in COLUMNS]
        new = [SQL.identifier("scored", name) for name in COLUMNS]
        old = [SQL.identifier("partner", name) for name in COLUMNS]
        steps = SQL(",\n").join(
            SQL("%s AS MATERIALIZED (%s)", SQL.identifier(name), query)
            for name, query in self._lifecycle_steps(ids, proposals)
        )
        return SQL(
            """
            WITH %(steps)s
            UPDATE res_partner partner SET %(values)s
              FROM scored
             WHERE partner.id = scored.id AND (%(old)s) IS DISTINCT FROM (%(new)s)
            RETURNING partner.id
            """,
            steps=steps,
            values=SQL(", ").join(SQL("%s = %s", name, value) for name, value in zip(names, new, strict=True)),
            old=SQL(", ").join(old),
            new=SQL(", ").join(new),
        )

    @api.model
    def _lifecycle_steps(self, ids, proposals):
        """Return the (name, query) of each step of the statement, in order."""
        today = self._lifecycle_today()
        return [
            ("rules", self._lifecycle_sql_rules()),
            ("scope", self._lifecycle_sql_scope(today)),
            ("target", self._lifecycle_sql_target(ids)),
            ("family", self._lifecycle_sql_family()),
            ("money", self._lifecycle_sql_money(today)),
            ("leads", self._lifecycle_sql_leads()),
            ("orders", self._lifecycle_sql_orders()),
            ("contacts", self._lifecycle_sql_contacts()),
            ("traces", self._lifecycle_sql_traces()),
            ("mails", self._lifecycle_sql_mails()),
            ("services", self._lifecycle_sql_services()),
            *self._lifecycle_steps_signals(today),
            *self._lifecycle_steps_facts(today, proposals),
        ]

    @api.model
    def _lifecycle_today(self):
        """Return the day in the firm's zone: the same for whoever works and for the job of the night."""
        return fields.Date.context_today(self.with_context(tz=habits.TIME_ZONE))

    @api.model
    def _lifecycle_day(self, moment):
        """Return the day, in the firm's zone, of an SQL moment in UTC."""
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, habits.TIME_ZONE)

    @api.model
    def _lifecycle_sql_rules(self):
        return SQL(
            """
            SELECT id AS company_id, lifecycle_client_months, lifecycle_hot_days, lifecycle_warm_days,
                   lifecycle_hot_chance, lifecycle_warm_chance, lifecycle_observations,
                   priority_weight_potential, priority_weight_date, priority_weight_purchases,
                   priority_full_potential, priority_full_purchases,
                   MIN(id) FILTER (WHERE active) OVER () AS reference_id
              FROM res_company
            """
        )

    @api.model
    def _lifecycle_sql_scope(self, today):
        """Return which companies count for the partners of each (0: those of all), and at what rate."""
        return SQL(
            """
            SELECT pairs.owner_id, pairs.company_id,
                   CASE WHEN theirs.currency_id = ours.currency_id THEN 1
                        ELSE COALESCE(our_rate.rate, 1) / COALESCE(their_rate.rate, 1) END AS rate
              FROM (SELECT 0 AS owner_id, rules.reference_id AS ruler_id, rules.company_id FROM rules
                    UNION ALL
                    SELECT owner.id, owner.id, branch.id FROM res_company owner
                      JOIN res_company branch ON branch.parent_path LIKE owner.parent_path || '%%') pairs
              JOIN res_company ours ON ours.id = pairs.ruler_id
              JOIN res_company theirs ON theirs.id = pairs.company_id
              LEFT JOIN LATERAL (%(our_rate)s) our_rate ON TRUE
              LEFT JOIN LATERAL (%(their_rate)s) their_rate ON TRUE
            """,
            our_rate=self._lifecycle_sql_rate(SQL("ours"), today),
            their_rate=self._lifecycle_sql_rate(SQL("theirs"), today),
        )

    @api.model
    def _lifecycle_sql_rate(self, company, today):
        # As core does: the last rate until today of the company's group, or the common one.
        return SQL(
            """
            SELECT rate FROM res_currency_rate
             WHERE currency_id = %(company)s.currency_id AND name <= %(today)s
               AND (company_id IS NULL OR company_id = split_part(ours.parent_path, '/', 1)::int)
             ORDER BY company_id, name DESC LIMIT 1
            """,
            company=company,
            today=today,
        )

    @api.model
    def _lifecycle_sql_target(self, ids):
        """Return the partners to bring up to date, and which of them have a relation with the firm at all.

        The firm's own companies and people have none, nor has the customer of simplified
        invoices, nor a contact apart from its company.
        """
        return SQL(
            """
            SELECT partner.id, partner.company_id, partner.tz, partner.is_competitor,
                   partner.industry_id, partner.supplier_rank, partner.customer_rank, partner.billed_elsewhere_on,
                   partner.lifecycle, partner.lifecycle_manual, partner.temperature, partner.temperature_manual,
                   partner.potential, partner.potential_typed,
                   partner.preferred_channel, partner.preferred_channel_typed,
                   partner.discount_interest, partner.discount_interest_typed,
                   COALESCE(partner.company_id, (SELECT MIN(reference_id) FROM rules)) AS rules_id,
                   partner.commercial_partner_id = partner.id AND partner.partner_share IS TRUE
                   AND partner.id <> ALL(%(nobody)s)
                   AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id) AS related
              FROM res_partner partner
             WHERE partner.id = ANY(%(ids)s)
               FOR NO KEY UPDATE SKIP LOCKED
            """,
            nobody=self._nif_anonymous_customer().ids,
            ids=list(ids),
        )

    @api.model
    def _lifecycle_sql_family(self):
        return SQL(
            """
            SELECT member.id, member.email_normalized, target.id AS partner_id, target.company_id
              FROM target JOIN res_partner member ON member.commercial_partner_id = target.id
             WHERE target.related
            """
        )

    @api.model
    def _lifecycle_in_scope(self, company, owner):
        """Return the condition that a document of that company counts for a partner of that owner."""
        return SQL(
            """(%(company)s IS NULL OR EXISTS (SELECT FROM scope WHERE scope.owner_id = COALESCE(%(owner)s, 0)
                                                AND scope.company_id = %(company)s))""",
            company=company,
            owner=owner,
        )
