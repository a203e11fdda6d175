from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ReportsCommon


@tagged("post_install", "-at_install")
class TestSheet(ReportsCommon):
    """What the sheet (ficha) of one client or prospect tells, and to whom."""

    def _values(self, partners, user=None):
        report = self.env["report.despacho_crm_reports.sheet"].with_user(user or self.secretary)
        return report.with_context(lang="es_ES")._get_report_values(partners.ids)

    def _sections(self, partner, user=None):
        [sheet] = self._values(partner, user)["sheets"]
        return {section.title: section for section in (*sheet.facts, *sheet.sections)}

    def test_the_sheet_tells_who_the_client_is(self):
        identity = dict(self._sections(self.roca)["Identidad"].pairs)
        self.assertEqual(identity["NIF"], "B58378431")
        self.assertIn("A08001851", identity["NIF anteriores"])
        self.assertIn("14/03/2019", identity["NIF anteriores"])
        self.assertEqual(identity["Responsable"], self.secretary.name)

    def test_the_sheet_tells_why_by_whom_and_when_a_nif_was_excused(self):
        exemption = dict(self._sections(self.alzines)["Identidad"].pairs)["Exención"]
        reason, note, author = exemption.split("\n")
        self.assertTrue(reason)
        self.assertEqual(note, "Solicitado con el modelo 036")
        self.assertTrue(author.startswith(self.alzines.nif_exempted_by_id.name))

    def test_contacts_and_other_addresses_are_told_apart(self):
        sections = self._sections(self.roca)
        self.assertEqual(sections["Contactos"].rows, [("Montserrat Puigdemont", "Gerente")])
        self.assertIn("Polígono 3, Inca", sections["Otras direcciones"].rows[0])

    def test_open_opportunities_of_a_contact_are_on_the_sheet_of_the_company(self):
        self.env["crm.lead"].create({"name": "Perdida", "partner_id": self.roca.id}).action_set_lost()
        rows = self._sections(self.roca)["Oportunidades abiertas"].rows
        self.assertEqual([row[0] for row in rows], ["Auditoría de nóminas"])
        self.assertEqual(rows[0][1], self.opportunity.with_context(lang="es_ES").stage_id.name)

    def test_done_activities_come_with_their_feedback_and_pending_ones_with_their_date(self):
        sections = self._sections(self.roca)
        done = "\n".join("\n".join(row) for row in sections["Últimos contactos"].rows)
        self.assertIn("Todo en orden", done)
        self.assertIn("Enviar modelo\nEnviado", done)
        [pending] = sections["Próximas acciones"].rows
        self.assertEqual(pending[0], "01/12/2099")
        self.assertIn("Confirmar la visita\nAuditoría de nóminas", pending)

    def test_a_contact_says_how_it_went(self):
        activity = self._activity(self.roca, "Ofrecer la auditoría", "2026-10-07")
        activity.with_user(self.secretary)._log_result({"result": "spoke", "reaction": "interested", "chance": 75})
        rows = self._sections(self.roca)["Últimos contactos"].rows
        self.assertTrue(any("Interesado · 75 %" in text for row in rows for text in row), rows)

    def test_the_sheet_tells_where_the_relation_is_and_what_the_client_needs(self):
        self.env["despacho.need"].create(
            [
                {"name": "Segunda nave", "partner_id": self.roca.id, "horizon": "future", "date_due": "2099-05-01"},
                {"name": "Ya resuelta", "partner_id": self.roca.id, "status": "solved"},
            ]
        )
        self.roca.potential = 1800
        self.env["res.partner"]._lifecycle_update(self.roca)
        sections = self._sections(self.roca)
        relation = dict(sections["Relación"].pairs)
        known = self.roca.with_context(lang="es_ES")
        self.assertIn(known.lifecycle_reason, relation["Relación"])
        self.assertIn("1.800,00", "".join(relation.values()))
        [need] = sections["Necesidades"].rows
        self.assertEqual(need[:2], ("Segunda nave", "01/05/2099"))

    def test_the_sheet_tells_what_the_company_does_how_large_it_is_and_who_decides(self):
        self.roca.write({"cnae_id": self.env["despacho.cnae"]._of_code("6920").id, "zip": "07300", "city": "Inca"})
        self.env["despacho.company.year"].create(
            [
                {"partner_id": self.roca.id, "year": 2023, "employees": 8, "turnover": 350000},
                {"partner_id": self.roca.id, "year": 2024, "employees": 0},
            ]
        )
        self.roca.child_ids.filtered(lambda contact: contact.type == "contact").contact_role = "decides"
        sections = self._sections(self.roca)
        told = sections["Empresa"].pairs
        self.assertTrue(any(value.startswith("6920 Actividades de contabilidad") for _label, value in told), told)
        self.assertTrue(any(value.startswith("Inca") for _label, value in told), told)
        years = sections["Tamaño por año"].rows
        self.assertEqual([row[:2] for row in years], [("2024", "0"), ("2023", "8")])
        self.assertIn("350.000", years[1][2])
        self.assertEqual(sections["Contactos"].rows, [("Montserrat Puigdemont", "Gerente · Decide")])

    def test_invoices_are_added_up_by_year_and_the_last_ones_are_listed(self):
        sections = self._sections(self.roca)
        years = sections["Facturado por año"].rows
        self.assertEqual([row[:2] for row in years], [(str(self.this_year), "1"), (str(self.last_year), "2")])
        self.assertIn("1.200,00", years[0][2])
        self.assertIn("900,00", years[1][2])
        rows = sections["Últimas facturas"].rows
        self.assertEqual(
            [row[0] for row in rows],
            [f"15/01/{self.this_year}", f"10/04/{self.last_year}", f"10/03/{self.last_year}"],
        )

    def test_what_other_programs_invoiced_is_told_and_makes_a_client(self):
        self.assertNotIn("Facturación anterior", self._sections(self.alzines))
        self.env["despacho.billing.year"].create(
            [
                {"partner_id": self.alzines.id, "year": year, "amount": amount, "source": "FactuSol"}
                for year, amount in ((2019, 300), (2020, 450))
            ]
        )
        rows = self._sections(self.alzines)["Facturación anterior"].rows
        self.assertEqual([row[:2] for row in rows], [("2020", "FactuSol"), ("2019", "FactuSol")])
        self.assertIn("450,00", rows[0][2])
        self.assertEqual(self._values(self.alzines)["sheets"][0].label, "Ficha de cliente")

    def test_who_may_not_read_invoices_sees_none(self):
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "account.move"), ("group_id", "in", self.secretary.all_group_ids.ids)]
        ).perm_read = False
        sections = self._sections(self.roca)
        self.assertNotIn("Facturado por año", sections)
        self.assertNotIn("Últimas facturas", sections)
        self.assertEqual(self._values(self.roca)["sheets"][0].label, "Ficha")

    def test_a_client_has_invoices_and_a_prospect_has_none(self):
        labels = [sheet.label for sheet in self._values(self.roca + self.alzines)["sheets"]]
        self.assertEqual(labels, ["Ficha de cliente", "Ficha de prospecto"])

    def test_what_is_not_known_has_no_box(self):
        self.assertEqual(list(self._sections(self.alzines)), ["Identidad", "Relación"])
        self.assertNotIn("NIF", dict(self._sections(self.alzines)["Identidad"].pairs))

    def test_the_sheet_of_a_contact_is_that_of_its_company_and_comes_once(self):
        sheets = self._values(self.montserrat + self.roca)["sheets"]
        self.assertEqual([sheet.name for sheet in sheets], ["Talleres Roca, S.L."])

    def test_several_sheets_need_no_more_queries_than_one(self):
        others = self.env["res.partner"].create(
            [
                {
                    "name": f"Persona {i}",
                    "comment": "<p>Nota</p>",
                    "child_ids": [(0, 0, {"name": f"Contacto {i}"})],
                }
                for i in range(20)
            ]
        )
        self.env["crm.lead"].create([{"name": "Algo", "partner_id": partner.id} for partner in others])
        for partner in others:
            self._activity(partner, "Llamar", "2099-12-01")

        def count(partners):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._values(partners)
            return self.env.cr.sql_log_count - before

        count(self.roca)
        self.assertLessEqual(count(others), count(self.roca) + 5)

    def test_notes_are_printed_in_the_look_of_the_sheet(self):
        self.roca.comment = '<div class="article header" style="color: red">Antes de las <b>diez</b>, no</div>'
        body = self._sections(self.roca)["Notas"].body
        self.assertIn("<b>diez</b>", body)
        self.assertNotIn("article", body)
        self.assertNotIn("red", body)

    def test_what_people_typed_is_text_and_not_markup(self):
        self.roca.name = "<script>alert(1)</script> & {page}"
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.secretary)
            ._render_qweb_html("despacho_crm_reports.sheet", self.roca.ids)
        )
        page = html.fromstring(content)
        self.assertFalse(page.xpath("//script"))
        self.assertEqual(page.xpath("//h1/text()"), ["<script>alert(1)</script> & {page}"])

    def test_only_the_people_of_the_crm_may_print_a_sheet(self):
        with self.assertRaises(AccessError):
            self._values(self.roca, self.clerk)

    def test_a_client_that_the_user_may_not_see_has_no_sheet(self):
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.roca.id})]",
            }
        )
        with self.assertRaises(AccessError):
            self._values(self.roca)

    def test_the_pdf_is_called_like_the_client(self):
        report = self.env.ref("despacho_crm_reports.action_report_sheet")
        self.assertEqual(report.print_report_name, "object.commercial_partner_id._get_sheet_file_name()")
        self.assertEqual(
            self.montserrat.with_context(lang="es_ES").commercial_partner_id._get_sheet_file_name(),
            "Ficha de Talleres Roca, S.L. B58378431",
        )

    def test_the_sheet_is_offered_to_the_people_of_the_crm_only(self):
        def offered(user):
            bindings = self.env["ir.actions.actions"].with_user(user).get_bindings("res.partner")
            return {action["id"] for kind in ("report", "action") for action in bindings.get(kind, [])}

        ours = {
            self.env.ref("despacho_crm_reports.action_report_sheet").id,
            self.env.ref("despacho_crm_reports.action_download_partner_file").id,
        }
        self.assertLessEqual(ours, offered(self.secretary))
        self.assertFalse(ours & offered(self.clerk))
