"""What the tests of the profile of the best clients and of the growth plan share."""

from datetime import date
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.despacho_crm.tests.common import DespachoCommon

#: A day of any year, always the same one.
TODAY = date(2026, 6, 15)


class ProfileCommon(DespachoCommon):
    """A firm with 100 clients of which 36 are good: most of them lawyers' offices of Girona.

    `best`: 36 clients that bought nearly 12.000 or more; 32 of them of sector 69 and small.
    `others`: 64 that bought less than 1.000: most of them shops, micro, of Barcelona.
    `prospects`: one like the best ones, one like the others, one of which nothing is known.
    `eva`: «Analyse the portfolio», and no manager. The census has 60 companies.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(fields.Date, "context_today", lambda *_args, **_kwargs: TODAY))
        cls.eva = cls._new_user("eva", "despacho_crm_reports.group_analysis")
        # A company of its own: what else the base has does not count.
        cls.company = cls.env["res.company"].create({"name": "Asesoría del Ter", "country_id": cls.spain.id})
        cls.company.currency_id = cls.env.ref("base.EUR")
        for user in (cls.eva, cls.marta, cls.ana, cls.sara):
            cls.give_companies(cls, user, cls.company | cls.firm)
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.girona, cls.barcelona = (
            cls.spain.state_ids.filtered(lambda state, code=code: state.code == code) for code in ("GI", "B")
        )
        cls.law, cls.shops = (cls.env["despacho.cnae"]._of_code(code) for code in ("6910", "4711"))
        cls.best = cls._new_clients("Bufete", 32, 6000, cls.law, 20, cls.girona)
        cls.best |= cls._new_clients("Tienda grande", 4, 5990, cls.shops, 3, cls.barcelona)
        cls.others = cls._new_clients("Tienda", 54, 400, cls.shops, 3, cls.barcelona)
        cls.others |= cls._new_clients("Bufete pequeño", 10, 400, cls.law, 20, cls.girona)
        cls.like, cls.unlike, cls.unknown = cls.prospects = (
            cls._new_one("Prospecto letrado", cls.law, 20, cls.girona)
            | cls._new_one("Prospecto tendero", cls.shops, 3, cls.barcelona)
            | cls._new_one("Prospecto desconocido", cls.env["despacho.cnae"], False, cls.env["res.country.state"])
        )
        cls._new_census()
        cls.env["res.partner"].search([("company_id", "=", cls.company.id)])._lifecycle_update()
        cls.profile = cls.env["despacho.client.profile"].create(
            {"name": "Los mejores", "company_id": cls.company.id, "best_share": 36}
        )
        cls.env.flush_all()

    @classmethod
    def _new_one(cls, name, activity, employees, state):
        values = {"cnae_id": activity.id, "state_id": state.id, "company_id": cls.company.id}
        if employees:
            values["employees"] = employees
        return cls.new_company(name, vat=cls.nif_of("B"), country_id=cls.spain.id, **values)

    @classmethod
    def _new_clients(cls, name, number, amount, activity, employees, state):
        clients = cls.env["res.partner"].concat(
            *(cls._new_one(f"{name} {place}", activity, employees, state) for place in range(number))
        )
        # A year that had ended: whoever reads it may reckon by the day.
        cls.env["despacho.billing.year"].create(
            [
                {
                    "partner_id": client.id,
                    "year": TODAY.year - 1,
                    "amount": 2 * amount + place,
                    "company_id": cls.company.id,
                    "as_of": date(TODAY.year - 1, 12, 31),
                }
                for place, client in enumerate(clients)
            ]
        )
        return clients

    @classmethod
    def _new_census(cls):
        def company(name, code, size, state, **values):
            return {
                "nif_key": cls.nif_of("B"),
                "name": name,
                "cnae": code,
                "cnae_year": "2025",
                "size_class": size,
                "state_id": state.id,
                "company_id": cls.company.id,
                **values,
            }

        rows = [company(f"Abogados {place}", "6910", "small", cls.girona) for place in range(20)]
        rows += [company(f"Comercio {place}", "4711", "micro", cls.barcelona) for place in range(38)]
        # In another province, and a client that a list has too.
        rows.append(
            company("Abogados de Soria", "6910", "small", cls.spain.state_ids.filtered(lambda s: s.code == "SO"))
        )
        rows.append({**company("Bufete 0", "6910", "small", cls.girona), "nif_key": cls.best[0].nif_key})
        cls.env["despacho.census.company"].create(rows)

    def new_outsider(self, groups):
        """Return a user of another company of the group only."""
        user = self._new_user("nora", groups)
        user.sudo().write({"company_id": self.firm.id, "company_ids": [Command.set(self.firm.ids)]})
        return user

    def calculate(self, user=None):
        profile = self.profile.with_user(user or self.eva)
        profile.action_calculate()
        return profile
