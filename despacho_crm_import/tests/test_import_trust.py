from contextlib import ExitStack

from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportTrust(ImportCase):
    def _phone(self, number, phone):
        return self.csv("NIF;Nombre;Teléfono", f"{self.nifs[number]};Uno SL;{phone}")

    def test_billing_replaces_what_an_agenda_said_and_not_the_reverse(self):
        self.run_import(self._phone(1, "931000001"), "agenda")
        partner = self.partner(1)
        self.assertEqual(partner.phone, "+34 931 00 00 01")
        self.run_import(self._phone(1, "931000002"), "billing")
        self.assertEqual(partner.phone, "+34 931 00 00 02")
        record = self.run_import(self._phone(1, "931000003"), "agenda")
        self.assertEqual(partner.phone, "+34 931 00 00 02")
        self.assertVerdicts(record, same=1)
        self.assertEqual(record.row_ids.kept["phone"][2], "trusted")

    def test_another_crm_stands_between_billing_and_agenda(self):
        self.run_import(self._phone(1, "931000001"), "agenda")
        self.run_import(self._phone(1, "931000002"), "crm")
        self.assertEqual(self.partner(1).phone, "+34 931 00 00 02")
        self.run_import(self._phone(1, "931000004"), "billing")
        self.run_import(self._phone(1, "931000005"), "crm")
        self.assertEqual(self.partner(1).phone, "+34 931 00 00 04")

    def test_a_value_typed_by_a_person_stays(self):
        self.run_import(self._phone(1, "931000001"), "agenda")
        partner = self.partner(1)
        partner.with_user(self.user).phone = "+34 600 11 22 33"
        record = self.run_import(self._phone(1, "931000002"), "billing")
        self.assertEqual(partner.phone, "+34 600 11 22 33")
        self.assertEqual(record.row_ids.kept["phone"][2], "typed")

    def test_what_a_register_brought_is_replaced_and_what_a_person_accepted_of_it_stays(self):
        self.run_import(self._phone(1, "931000001"), "agenda")
        partner, origins = self.partner(1), self.env["despacho.value.origin"]
        stamp = {"value": partner.phone, "source": "census", "date": "2026-03-01", "confidence": 0.9}
        origins._remember({partner.id: {"phone": stamp}})
        self.run_import(self._phone(1, "931000002"), "agenda")
        self.assertEqual(partner.phone, "+34 931 00 00 02")
        accepted = {**stamp, "value": partner.phone, "user": self.steward.id}
        origins._remember({partner.id: {"phone": accepted}})
        record = self.run_import(self._phone(1, "931000003"), "billing")
        self.assertEqual(partner.phone, "+34 931 00 00 02")
        self.assertEqual(record.row_ids.kept["phone"][2], "typed")

    def test_what_was_there_before_any_import_counts_as_typed(self):
        self.run_import(self._phone(0, "931000002"), "billing")
        self.assertEqual(self.acme.phone, "+34 931 11 11 11")
        self.assertEqual(self.acme.name, "Acme Suministros SL")

    def test_a_blank_of_the_base_is_filled_and_a_blank_of_the_file_erases_nothing(self):
        self.run_import(self.csv("NIF;Nombre;Teléfono;Población", f"{self.nifs[0]};Acme Suministros SL;;Gavà"), "list")
        self.assertEqual(self.acme.city, "Gavà")
        self.assertEqual(self.acme.phone, "+34 931 11 11 11")

    def test_the_later_file_of_the_same_kind_prevails_in_whatever_order(self):
        self.run_import(self._phone(1, "931000001"), "billing", source_date="2026-03-01")
        old = self.run_import(self._phone(1, "931000002"), "billing", source_date="2025-12-31")
        self.assertEqual(self.partner(1).phone, "+34 931 00 00 01")
        self.assertEqual(old.row_ids.kept["phone"][2], "newer")
        self.run_import(self._phone(1, "931000003"), "billing", source_date="2026-06-01")
        self.assertEqual(self.partner(1).phone, "+34 931 00 00 03")

    def test_the_origin_of_each_value_is_known(self):
        record = self.run_import(self._phone(1, "931000001"), "crm", source_date="2026-03-01")
        origins = self.env["despacho.value.origin"]._get_by_partner(self.partner(1))[self.partner(1).id]
        self.assertEqual(
            origins["phone"],
            {"value": "+34 931 00 00 01", "source": "crm", "date": "2026-03-01", "import_id": record.id, "row": 2},
        )
        self.assertLessEqual({"nif", "name", "phone"}, origins.keys())

    def test_contacts_that_are_joined_keep_where_their_values_came_from(self):
        self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vic"), "billing")
        self.run_import(self.csv("Nombre;Teléfono;E-mail", "Uno Vic SL;931000001;uno@uno.example"), "list")
        kept, gone = self.partner(1), self.env["res.partner"].search([("name", "=", "Uno Vic SL")])
        gone.email = "typed@uno.example"
        self.env["base.partner.merge.automatic.wizard"].create(
            {"partner_ids": [(6, 0, (kept | gone).ids)], "dst_partner_id": kept.id}
        ).action_merge()
        self.env.invalidate_all()
        self.assertFalse(gone.exists())
        origins = self.env["despacho.value.origin"]._get_by_partner(kept)[kept.id]
        self.assertEqual((origins["phone"]["source"], origins["city"]["source"]), ("list", "billing"))
        self.assertNotIn("email", origins)
        self.run_import(
            self.csv("NIF;Nombre;Teléfono;E-mail", f"{self.nifs[1]};Uno SL;931000002;x@uno.example"), "agenda"
        )
        self.assertEqual((kept.phone, kept.email), ("+34 931 00 00 02", "typed@uno.example"))

    def test_origins_kept_one_by_one_are_the_same_when_they_are_kept_together(self):
        self.run_import(self._phone(1, "931000001"), "agenda")
        self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vic"), "billing")
        Origin = self.env["despacho.value.origin"]
        before, told = Origin._get_by_partner(self.partner(1)), {"agenda", "billing", "firm"}
        self.assertEqual({one["source"] for one in before[self.partner(1).id].values()}, told)
        record = Origin.search([("partner_id", "=", self.partner(1).id)])
        together = record.origins
        record.sudo().origins = before[self.partner(1).id]
        self.env.flush_all()
        Origin.init()
        self.env.invalidate_all()
        self.assertEqual(Origin._get_by_partner(self.partner(1)), before)
        self.assertCountEqual(record.origins, together)

    def _figures(self, year, figures, source):
        content = self.csv(f"NIF;Nombre;Empleados;Facturación {year}", f"{self.nifs[1]};Uno SL;{figures}")
        record = self.run_import(content, source)
        self.env.invalidate_all()
        return record.row_ids

    def test_figures_of_an_earlier_year_are_added_and_those_of_today_stay_with_where_they_came_from(self):
        listed = self._figures(2024, "12;300000", "list").import_id
        row = self._figures(2022, "9;200000,50", "billing")
        self.assertEqual((row.state, row.changes), ("applied", {"employees": [None, 9], "turnover": [None, 200000.5]}))
        partner = self.partner(1)
        self.assertEqual((partner.employees, partner.turnover, partner.figures_year), (12, 300000, 2024))
        years = {line.year: (line.employees, line.turnover) for line in partner.company_year_ids}
        self.assertEqual(years, {2024: (12, 300000), 2022: (9, 200000.5)})
        known = self.env["despacho.value.origin"]._get_by_partner(partner)[partner.id]
        self.assertEqual({known[name]["import_id"] for name in ("employees", "turnover")}, {listed.id})
        self.assertEqual({known[f"{name}:2022"]["row"] for name in ("employees", "turnover")}, {2})
        # The same again is no news, and whoever is trusted less does not replace what a program said of that year.
        self.assertEqual(self._figures(2022, "9;200000,50", "billing").verdict, "same")
        row = self._figures(2022, "8;200000,50", "list")
        self.assertEqual((row.verdict, row.kept), ("same", {"employees": [9, 8, "trusted"]}))
        # A later year is what the company has today, from then on.
        self._figures(2025, "20;400000", "billing")
        self.assertEqual((partner.employees, partner.turnover, partner.figures_year), (20, 400000, 2025))
        known = self.env["despacho.value.origin"]._get_by_partner(partner)[partner.id]
        self.assertEqual(known["employees"]["source"], "billing")

    def test_the_defaults_of_new_contacts_are_those_that_were_asked_for(self):
        creator = self.env["despacho.import.partner"]._get_creator()
        self.assertFalse(creator.default_get(["city"]).get("city"))
        self.assertEqual(creator.with_context(default_city="Vic").default_get(["city"]), {"city": "Vic"})
        self.assertFalse(creator.default_get(["city"]).get("city"))

    def test_without_the_electronic_invoice_addon_nothing_is_asked_for(self):
        Partner = type(self.env["res.partner"])
        classes = [cls for cls in Partner.__mro__ if "_update_peppol_state_per_company" in vars(cls)]
        ours = next(cls for cls in classes if "despacho_crm_import" in cls.__module__)
        with ExitStack() as stack:
            for cls in classes:
                if cls is not ours:
                    saved = cls._update_peppol_state_per_company
                    delattr(cls, "_update_peppol_state_per_company")
                    stack.callback(setattr, cls, "_update_peppol_state_per_company", saved)
            self.assertIsNone(self.env["res.partner"]._update_peppol_state_per_company())
