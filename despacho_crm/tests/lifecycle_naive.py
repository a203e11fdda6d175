"""The relation of one partner computed as one would by hand, record by record.

It is what the set SQL has to equal, and what the benchmark measures it against.
"""

from collections import Counter
from datetime import timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from odoo.addons.despacho_crm.models.activity.mail_activity import REACHED
from odoo.addons.despacho_crm.tools import habits, priority, temperature

_SIGNS = {sign.code: sign for sign in temperature.SIGNS}
_SALES = ("out_invoice", "out_refund", "out_receipt")


def local(moment, zone=habits.TIME_ZONE):
    return pytz.utc.localize(moment).astimezone(pytz.timezone(zone))


def usual(counts, minimum):
    """Return (slot, times, observations); no slot below ``minimum`` or when they are scattered."""
    total = sum(counts.values())
    if not total:
        return 0, 0, 0
    best = min(counts, key=lambda slot: (-counts[slot], slot))
    claimed = total >= minimum and counts[best] * habits.USUAL_ONE_IN >= total
    return (best, counts[best], total) if claimed else (0, 0, total)


class Naive:
    """Everything about ``partner``, of one company and shared by all, on ``today``."""

    def __init__(self, partner, today):
        env = partner.env(context={"active_test": False})
        self.partner = partner.with_env(env)
        self.today = today
        self.company = self.partner.company_id or env["res.company"]._lifecycle_reference()
        self.family = env["res.partner"].search([("commercial_partner_id", "=", partner.id)])
        self.invoices = env["account.move"].search(
            [("commercial_partner_id", "=", partner.id), ("state", "=", "posted"), ("move_type", "in", _SALES)]
        )
        self.leads = env["crm.lead"].search([("partner_id", "in", self.family.ids)])
        self.orders = env["sale.order"].search([("partner_id", "in", self.family.ids)])
        activities = env["mail.activity"].search([("partner_id", "=", partner.id)])
        self.contacts = activities.filtered(lambda a: not a.active and a.result and a.done_at)
        # Read by the ORM, a chance that nobody noted and one of zero are the same.
        query = SQL("SELECT id FROM mail_activity WHERE id = ANY(%s) AND chance IS NOT NULL", self.contacts.ids)
        noted = {row[0] for row in env.execute_query(query)}
        self.chances = self.contacts.filtered(lambda c: c.id in noted)
        self.plans = activities.filtered("active")
        self.traces = env["mailing.trace"].search(
            ["|", "&", ("model", "=", "res.partner"), ("res_id", "in", self.family.ids)]
            + ["&", ("model", "=", "crm.lead"), ("res_id", "in", self.leads.ids)]
        )

        self.mails = env["mail.message"].search(
            [
                ("message_type", "=", "email"),
                "|",
                ("author_id", "=", False),
                ("author_id.partner_share", "=", True),
                "|",
                *["&", ("model", "=", "res.partner"), ("res_id", "in", self.family.ids)],
                "|",
                *["&", ("model", "=", "crm.lead"), ("res_id", "in", self.leads.ids)],
                *["&", ("model", "=", "sale.order"), ("res_id", "in", self.orders.ids)],
            ]
        )

    def values(self):
        """Return the columns that are compared."""
        signals = self.judged()
        mail = usual(Counter(self.slot(opened) for opened in self.opened()), self.company.lifecycle_observations)
        calls = [c.done_at for c in self.contacts if c.channel == "call" and c.result in REACHED]
        call = usual(Counter(map(self.slot, calls)), self.company.lifecycle_observations)
        reached = [c for c in self.contacts if c.result in REACHED or c.direction == "inbound"]
        days = [local(c.done_at).date() for c in reached]
        days += [local(t.reply_datetime).date() for t in self.traces if t.reply_datetime]
        days += [local(mail.date).date() for mail in self.mails]
        lifecycle = self.lifecycle(signals)
        next_action = min(self.plans.mapped("date_deadline") + self.wake_dates(), default=False)
        year = self.invoiced(self.today - relativedelta(months=12))
        points = priority.points(
            self.partner.potential, next_action, year, self.company._priority_weights(), self.today
        )
        return {
            "lifecycle": lifecycle,
            "temperature": temperature.NAMES[max((level for _code, level, _day in signals), default=0)],
            "invoiced_12m": round(year, 2),
            "invoiced_total": round(self.invoiced(None), 2),
            "first_contact_date": min(days, default=False),
            "last_contact_date": max(days, default=False),
            "next_action_date": next_action,
            "mail_slot": mail[0],
            "mail_slot_hits": mail[1],
            "mail_observations": mail[2],
            "call_slot": call[0],
            "call_slot_hits": call[1],
            "call_observations": call[2],
            "priority_score": min(sum(points.values()), 100),
        }

    def slot(self, moment):
        return habits.slot(local(moment, self.partner.tz or habits.TIME_ZONE))

    def opened(self):
        wait = timedelta(seconds=habits.MACHINE_SECONDS)
        return [
            t.open_datetime
            for t in self.traces
            if t.open_datetime and t.sent_datetime and t.open_datetime > t.sent_datetime + wait
        ]

    def invoiced(self, since):
        counted = self.invoices.filtered(lambda m: not since or m.invoice_date > since)
        return sum(counted.mapped("amount_untaxed_signed"))

    def last_invoice(self):
        real = self.invoices.filtered(lambda m: m.move_type != "out_refund" and m.payment_state != "reversed")
        return max(real.mapped("invoice_date"), default=None)

    def wake_dates(self):
        asleep = self.leads.filtered(lambda lead: lead.active and lead.stage_id.outcome == "snoozed")
        return [lead.wake_date for lead in asleep if lead.wake_date]

    def won(self):
        return self.leads.filtered(lambda lead: lead.stage_id.outcome == "won" and lead.type == "opportunity")

    def lifecycle(self, signals):
        days = [local(lead.date_closed or lead.date_last_stage_update).date() for lead in self.won()]
        last = max([*days, *filter(None, [self.last_invoice()])], default=None)
        if last:
            limit = self.today - relativedelta(months=self.company.lifecycle_client_months)
            return "client" if last > limit else "former"
        showed = self.leads.filtered(
            lambda lead: (
                lead.stage_id.outcome not in ("spam", "not_interested")
                and (lead.active or lead.type == "opportunity" or lead.stage_id.outcome == "converted")
            )
        )
        if showed or any(level and code in temperature.RESPONSES for code, level, _day in signals):
            return "lead"
        return "prospect"

    def refusal(self):
        moments = [c.done_at for c in self.contacts if c.reaction == "not_interested" or c.result == "refused"]
        for lead in self.leads:
            outcome = lead.stage_id.outcome or "open"
            lost = outcome in ("not_interested", "lost", "lost_competitor")
            if lost or (not lead.active and outcome in ("open", "snoozed")):
                moments.append(lead.date_closed or lead.date_last_stage_update)
        return max(moments, default=None)

    def signs(self):
        """Return (code, moment, value) of what they said and did last."""
        signs = []
        told = self.contacts.filtered(lambda c: c.reaction and c.reaction != "complaint")
        if told:
            last = told.sorted(lambda c: (c.done_at, c.id))[-1]
            signs.append((last.reaction, last.done_at, None))
        if self.chances:
            last = self.chances.sorted(lambda c: (c.done_at, c.id))[-1]
            signs.append(("chance", last.done_at, last.chance))
        signs += [("asked", c.done_at, None) for c in self.contacts if c.direction == "inbound"]
        signs += [("asked", mail.date, None) for mail in self.mails]
        signs += [("replied", t.reply_datetime, None) for t in self.traces if t.reply_datetime]
        signs += [("clicked", t.links_click_datetime, None) for t in self.traces if t.links_click_datetime]
        for lead in self.leads.filtered("active"):
            outcome = lead.stage_id.outcome or "open"
            if outcome in ("open", "snoozed"):
                code = lead.type if outcome == "open" else "postponed"
                signs.append((code, lead.date_last_stage_update, None))
        signs += [("won", lead.date_closed or lead.date_last_stage_update, None) for lead in self.won()]
        signs += [("quotation", o.date_order, None) for o in self.orders if o.state == "sent"]
        return signs

    def judged(self):
        """Return (code, level, day) of each sign that counts."""
        refusal = self.refusal()
        judged = []
        for code, moment, value in self.signs():
            sign = _SIGNS.get(code)
            if sign and not (sign.fades and refusal and refusal >= moment):
                day = local(moment).date()
                judged.append((code, self.level(sign, (self.today - day).days, value), day))
        last = self.last_invoice()
        if last:
            judged.append(("invoice", self.level(_SIGNS["invoice"], (self.today - last).days, None), last))
        return judged

    def level(self, sign, age, value):
        company = self.company
        fresh = age <= company.lifecycle_hot_days
        if sign.code == "chance":
            if value < company.lifecycle_warm_chance:
                return temperature.COLD
            fresh = fresh and value >= company.lifecycle_hot_chance
        if fresh:
            return sign.fresh
        return sign.stale if age <= company.lifecycle_warm_days else temperature.COLD
