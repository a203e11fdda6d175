from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.matching.score import FIELDS
from odoo.addons.despacho_crm_import.tools.alike import Mark, read_texts
from odoo.addons.despacho_crm_import.tools.crowd import Crowd

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportAsk(ImportCase):
    """Rows without NIF are compared by the engine of the duplicates; where it doubts, a person is asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        es = cls.env.ref("base.es").id
        cls.ferrer = cls.env["res.partner"].create(
            {"name": "Suministros Ferrer Roca", "is_company": True, "city": "Girona", "country_id": es}
        )
        cls.roca = cls.env["res.partner"].create(
            {"name": "Suministros Ferrer Roca SA", "is_company": True, "phone": "972999999", "country_id": es}
        )

    def review_doubtful(self):
        """The review of a row of which nothing but the name says who it is."""
        return self.review(
            self.csv("Empresa;E-mail;Web", "Suministros Ferrer i Roca;f@x.example;www.x.example"), "agenda"
        )

    def get_count(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([])

    def test_a_row_that_may_be_somebody_asks_with_the_evidence_in_words(self):
        record = self.review_doubtful()
        row = record.row_ids
        self.assertEqual((row.verdict, row.included, record.ask_count), ("ask", False, 1))
        self.assertEqual(row.candidate_ids, self.ferrer | self.roca)
        self.assertIn("It may be", row.reason)
        self.assertIn("Suministros Ferrer Roca (similar name", row.reason)
        self.assertIn("Decide", record.headline)

    def test_a_row_that_nobody_decides_on_is_not_written_and_asks_again(self):
        record = self.review_doubtful()
        row, count = record.row_ids, self.get_count()
        row.action_include()
        self.assertFalse(row.included)
        row.included = True  # by RPC
        record.action_apply()
        self.assertEqual((row.state, self.get_count()), ("skipped", count))
        self.assertIn("Rows left out: 1", record.headline)
        self.assertVerdicts(self.review_doubtful(), ask=1)

    def test_it_is_that_one(self):
        record = self.review_doubtful()
        row, count = record.row_ids, self.get_count()
        row.review_this(self.roca.id)  # a person picks the second
        self.assertEqual((row.verdict, row.reason_code, row.partner_id), ("update", "chosen", self.roca))
        self.assertTrue(row.included)
        record.action_apply()
        self.assertEqual((row.state, self.roca.email, self.get_count()), ("applied", "f@x.example", count))
        self.assertEqual(self.roca.name, "Suministros Ferrer Roca SA")
        self.assertVerdicts(self.review_doubtful(), same=1)

    def test_it_is_another(self):
        record = self.review_doubtful()
        record.row_ids.action_is_other()
        self.assertEqual(record.row_ids.verdict, "no_nif")
        record.action_apply()
        created = record.row_ids.partner_id
        self.assertEqual(created.email, "f@x.example")
        self.assertNotIn(created, self.ferrer | self.roca)
        self.assertVerdicts(self.review_doubtful(), same=1)

    def test_a_decision_may_be_taken_back_until_it_is_applied(self):
        record = self.review_doubtful()
        row = record.row_ids
        for decide in (row.action_is_this, row.action_is_other):
            decide()
            self.assertNotEqual(row.verdict, "ask")
            row.action_ask_again()
            self.assertEqual((row.verdict, row.choice, row.included), ("ask", False, False))
        row.action_is_other()
        record.action_apply()
        row.action_ask_again()
        self.assertEqual((row.state, row.choice), ("applied", "other"))

    def test_who_only_looks_decides_nothing(self):
        row = self.review_doubtful().row_ids.with_user(self.user)
        self.assertIn("It may be", row.reason)
        for decide in (row.action_is_this, row.action_is_other):
            with self.assertRaises(AccessError):
                decide()

    def test_who_came_since_last_night_is_compared(self):
        new = self.env["res.partner"].create(
            {"name": "Hormigones Vilarnau SL", "is_company": True, "phone": "972555111"}
        )
        record = self.review(self.csv("Empresa;Teléfono", "HORMIGONES VILARNAU;972 55 51 11"), "agenda")
        self.assertEqual((record.row_ids.verdict, record.row_ids.partner_id), ("same", new))
        again = self.review(self.csv("Empresa;Teléfono", "Grúas Montseny;972 55 51 12"), "agenda")
        met = self.env["res.partner"].create({"name": "Gruas Montseny SL", "is_company": True, "phone": "972555112"})
        again.action_apply()
        self.assertEqual((again.row_ids.partner_id, again.created_count), (met, 0))

    def test_another_companys_contacts_are_no_candidates(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        (self.ferrer | self.roca).company_id = other
        self.assertVerdicts(self.review_doubtful(), no_nif=1)

    def test_the_people_of_a_company_are_no_rows_of_a_file(self):
        self.env["res.partner"].create({"name": "Berta Vilanova", "parent_id": self.acme.id, "phone": "600112233"})
        record = self.review(self.csv("Nombre;Teléfono", "Berta Vilanova;600112233"), "agenda")
        self.assertVerdicts(record, no_nif=1)

    def test_rows_with_a_nif_never_reach_the_engine_unless_they_may_complete_somebody(self):
        engine = self.env.registry["despacho.match.engine"]
        asked = []

        def match_rows(model, rows, company=None):
            asked.append(rows)
            return {}

        lines = [f"{self.nifs[n]};Empresa {n} SL;e{n}@e.example;08001;97244000{n}" for n in range(1, 9)]
        content = self.csv("NIF;Nombre;E-mail;CP;Teléfono", f"{self.nifs[0]};Acme;a@a.example;08001;931111111", *lines)
        with patch.object(engine, "_match_rows", match_rows):
            self.run_import(content)
            self.assertFalse(asked)
            self.env["res.partner"].create({"name": "Novena SL", "is_company": True, "email": "n@novena.example"})
            last = self.csv("NIF;Nombre;E-mail", f"{self.nifs[9]};Novena;n@novena.example", f"{self.nifs[10]};Diez;")
            self.review(last)
            self.assertEqual([[row["name"] for row in rows] for rows in asked], [["Novena"]])

    def test_what_comes_of_an_agenda_does_not_depend_on_the_order_of_its_rows(self):
        title = "Empresa;Teléfono;E-mail;CP"
        lines = [
            "Carpintería Ollé i Fills SL;972 10 20 30;;17001",
            "CARPINTERIA OLLE Y FILLS;972102030;info@olle.example;",
            "Olle i Fills Carpinteria;;INFO@olle.example;17001",
            "Maria Garcia Lopez;971234567;m@a.example;07001",
            "Maria Garcia Lopez;971765432;maria@b.example;07001",
            "GARCIA LOPEZ, MARIA;971765432;;07001",
            "Acme Suministros;931 11 11 11;;",
        ]
        results = []
        for order in (lines, lines[::-1], lines[3:] + lines[:3]):
            with self.cr.savepoint() as savepoint:
                before = self.env["res.partner"].search([])
                self.run_import(self.csv(title, *order), "agenda")
                created = self.env["res.partner"].search([]) - before
                results.append(sorted((p.name, p.phone or "", p.email or "") for p in created))
                again = self.run_import(self.csv(title, *order), "agenda")
                self.assertEqual((again.created_count, again.updated_count), (0, 0))
                savepoint.rollback()
        self.assertEqual(len(results[0]), 3)
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])

    def test_rows_of_a_file_are_weighed_as_contacts_of_the_base_are(self):
        one = {"name": "Talleres Roca", "phone": "+34 972 55 51 11", "email": "i@roca.example", "zip": "17001"}
        others = [
            {"name": "TALLERES ROCA SL", "phone": "972555111", "email": "x@roca.example", "zip": "17002"},
            {"name": "Talleres Roca SL", "email": "i@roca.example", "zip": "08001"},
            {"name": "Roca Talleres", "phone": "972000001", "zip": "17001", "street": "Calle Nueva 4"},
        ]
        es = self.env.ref("base.es").id
        for two in others:
            partner = self.env["res.partner"].create({**two, "is_company": True, "country_id": es})
            target = self.env["despacho.import.partner"]
            target._read_changed()
            found = self.env["despacho.match.engine"]._match_rows([read_texts(one)])
            theirs = next(bits for partner_id, __, __, bits in found[0] if partner_id == partner.id)
            crowd, marks = Crowd(target._count_words), [Mark.of(values).record for values in (one, two)]
            crowd._all_pairs = True
            for number, values in enumerate((one, two)):
                crowd.add(number, values)
            list(crowd.weigh())
            scale = crowd._get_scale({word for mark in marks for word in mark.name.tokens})
            (mine,) = (scale.bits(*marks, shared) for _pair, shared in crowd.candidates())
            for field in FIELDS:
                # The base has others, so that a value that two share is a little more or less rare.
                self.assertAlmostEqual(mine[field], theirs[field], delta=1.5, msg=f"{field} of {two}")
            partner.unlink()
