from markupsafe import Markup

from odoo import models
from odoo.tools import format_datetime


class SaleOrder(models.Model):
    """The sentences of the letter in which names, dates and numbers stand."""

    _inherit = "sale.order"

    def _engagement_sentences(self, letter):
        """Return the sentences of ``letter``, as :meth:`_engagement_content` gives it, in the language of ``self``."""
        _ = self.env._
        signed_by = self.signed_by or self.engagement_client_name or ""
        return {
            "title": _("Engagement letter"),
            "signed": _(
                "Signed by %(who)s. A copy was sent to you, and the button of this page that prints it gives it to you "
                "again.",
                who=signed_by,
            ),
            "online": _("Signed online by %(who)s, %(when)s", who=signed_by, when=self._engagement_signed_words()),
            "offered": _("Offered online by the firm, which is bound by it without any other signature of its own."),
            "firm": self._engagement_who(_("On the one hand"), letter["firm"], _("the firm")),
            "client": self._engagement_who(_("On the other hand"), letter["client"], _("the client")),
            "replaces": letter["replaces"] and self._engagement_replaces_words(letter),
            "payment": letter["payment"] and _("Terms of payment: %(terms)s.", terms=letter["payment"]),
            "duration": self._engagement_duration_words(letter),
            "court": _(
                "This engagement is governed by Spanish law. For whatever arises from it both sides submit to the "
                "courts of %(court)s, unless the client is a consumer: then to those that the law says.",
                court=letter["court"] or letter["firm"]["address"],
            ),
        }

    def _engagement_replaces_words(self, letter):
        _ = self.env._
        if letter["start"]:
            return _(
                "From its beginning, %(day)s, it takes the place of the engagement letter %(number)s.",
                day=self._engagement_the_day(letter["start"]),
                number=letter["replaces"],
            )
        return _(
            "From the day of its signature it takes the place of the engagement letter %(number)s.",
            number=letter["replaces"],
        )

    def _engagement_the_day(self, day):
        # Some languages put an article before it.
        return day and self.env._("%(day)s", day=day)

    def _engagement_signed_words(self):
        if not self.signed_on:
            return ""
        return format_datetime(self.env, self.signed_on, tz=self._engagement_zone(), dt_format="d MMMM y, HH:mm (z)")

    def _engagement_zone(self):
        """Return the time zone of the firm: its days are those of the letter, wherever its reader is."""
        self.ensure_one()
        return self.company_id.partner_id.tz or self.user_id.tz or "Europe/Madrid"

    def _engagement_who(self, side, party, called):
        _ = self.env._
        values = {
            "side": side,
            "name": Markup("<b>%s</b>") % party["name"],
            "nif": party["nif"],
            "address": party["address"],
            "called": called,
        }
        if party["address"]:
            who = _("%(side)s, %(name)s, with NIF %(nif)s and address at %(address)s", **values)
        else:
            who = _("%(side)s, %(name)s, with NIF %(nif)s", **values)
        if party["represented"] and party["signatory"]:
            person = {"who": who, "person": party["signatory"], "number": party["signatory_nif"]}
            if party["capacity"]:
                person["capacity"] = party["capacity"]
                who = _("%(who)s, represented by %(person)s, with NIF %(number)s, as %(capacity)s", **person)
            else:
                who = _("%(who)s, represented by %(person)s, with NIF %(number)s", **person)
        return _("%(who)s (from here on, «%(called)s»).", who=who, called=called)

    def _engagement_duration_words(self, letter):
        _ = self.env._
        start = self._engagement_the_day(letter["start"]) or _("the day of its signature")
        if letter["end"]:
            end = self._engagement_the_day(letter["end"])
            term = _("The engagement is in force from %(start)s until %(end)s.", start=start, end=end)
        else:
            term = _(
                "The engagement is in force from %(start)s and lasts until either side ends it or the work is done.",
                start=start,
            )
        notice = _(
            "Either side may end it before with %(days)s days of notice in writing; what has been done until then is "
            "paid.",
            days=letter["notice"],
        )
        return f"{term} {notice}"
