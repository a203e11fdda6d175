from datetime import date, datetime

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import new_test_user

from odoo.addons.despacho_crm.tests.common import DespachoCommon

#: The Friday on which the weeks are written: at noon in Madrid it is eleven in UTC.
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
SUNDAY = date(2026, 11, 22)
NEXT_MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 20, 11, 5)


class PlanningCommon(DespachoCommon):
    """A team that berta leads, with ana and jordi; and eva, of none. It is Friday, five past twelve.

    What each test wants done is done by ``done``; what is to be done is planned by ``planned``.
    """

    #: Of the server; none where a browser looks on, whose clock is that of today.
    clock = NOON

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.clock:
            cls.startClassPatcher(freeze_time(cls.clock))
        cls.firm.partner_id.tz = "Europe/Madrid"
        cls.ana.tz = "Europe/Madrid"
        groups = "despacho_crm.group_user"
        cls.jordi, cls.eva, cls.berta = (
            new_test_user(
                cls.env,
                login=f"semana_{name}",
                name=name.title(),
                email=f"{name}@asesoria.example",
                groups=groups,
                tz="Europe/Madrid",
            )
            for name in ("jordi", "eva", "berta")
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Captación",
                "user_id": cls.berta.id,
                "crm_team_member_ids": [
                    Command.create({"user_id": cls.ana.id}),
                    Command.create({"user_id": cls.jordi.id}),
                ],
            }
        )
        cls.vega.user_id = cls.ana
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.visit = cls.env.ref("despacho_crm.mail_activity_type_visit")

    @classmethod
    def planned(cls, user, day, summary="Llamar", record=None, kind=None):
        return (record or cls.vega).activity_schedule(
            activity_type_id=(kind or cls.call).id, date_deadline=day, summary=summary, user_id=user.id
        )

    @classmethod
    def done(cls, user, moment, result="spoke", kind=None, record=None, **values):
        """Write down a contact that took place at ``moment``, in UTC."""
        activity = cls.planned(user, fields.Date.to_date(moment), "Hecho", record, kind)
        # As in the web client: each one with their clock, and the request ends with what was written.
        own = activity.with_user(user).with_context(tz="Europe/Madrid")
        own.write({"result": result, "done_at": moment, **values})
        own.env.flush_all()
        return activity

    @classmethod
    def facts(cls, users, start=MONDAY, end=SUNDAY, **kwargs):
        return cls.env["despacho.planning.facts"]._facts(users, start, end, **kwargs)

    @classmethod
    def week_of(cls, user, monday=MONDAY):
        weeks = cls.env["despacho.week"].with_user(user)
        return weeks._of_person(user, cls.firm, monday)

    @classmethod
    def lines(cls, week, source):
        return week.line_ids.filtered(lambda line: line.source == source)
