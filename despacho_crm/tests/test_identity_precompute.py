"""What a new contact gets at once is what its fields would be computed to."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import DespachoCommon

FIELDS = ("nif_key", "nif_state", "nif_deadline", "nif_unique", "person_kind", "legal_form")


@tagged("post_install", "-at_install")
class TestIdentityPrecompute(DespachoCommon):
    def assertComputedAlike(self, partners):
        """Compute the fields anew on the saved records and compare."""
        self.env.flush_all()
        given = [[partner[name] for name in FIELDS] for partner in partners]
        for name in FIELDS:
            self.env.add_to_compute(partners._fields[name], partners)
        computed = [[partner[name] for name in FIELDS] for partner in partners]
        for partner, mine, computed_later in zip(partners, given, computed, strict=True):
            self.assertEqual(mine, computed_later, partner.name)

    def test_whatever_the_values_of_a_new_contact(self):
        today = fields.Date.context_today(self.vega)
        branch = self.new_branch()
        partners = self.env["res.partner"].create(
            [
                {"name": "Valles Norte SL", "is_company": True, "vat": self.nif_of("B")},
                {"name": "Valles Norte SLP", "is_company": True, "vat": self.nif_of("B"), "country_id": self.spain.id},
                {"name": "Valles SA", "is_company": True},
                {"name": "Ayuntamiento de Olot", "is_company": True, "vat": self.nif_of("P")},
                {"name": "Rosa Pons", "vat": self.nif_of("")},
                {"name": "Rosa Pons Vila"},
                {"name": "Wrong SL", "is_company": True, "vat": "B12345670"},
                {"name": "Lyon SARL", "is_company": True, "vat": "FR23334175221", "country_id": self.france.id},
                {"name": "Branch SARL", "is_company": True, "company_id": branch.id, "vat": self.nif_of("N")},
                {"name": "Newborn SL", "is_company": True, "nif_exemption_reason": "incorporating"},
                {
                    "name": "Late SL",
                    "is_company": True,
                    "nif_exemption_reason": "incorporating",
                    "nif_exempt_until": today - timedelta(days=1),
                },
                {
                    "name": "Soon SL",
                    "is_company": True,
                    "nif_exemption_reason": "incorporating",
                    "nif_exempt_until": fields.Date.to_string(today),
                },
                {"name": "Berta Vega", "parent_id": self.vega.id},
                {"name": "Vega Almacén SL", "is_company": True, "parent_id": self.vega.id},
                {"name": "Vega Taller SL", "is_company": True, "parent_id": self.vega.id, "vat": self.vega.vat},
                {"name": "Vega Otra SL", "is_company": True, "parent_id": self.vega.id, "vat": self.nif_of("B")},
                {"name": "By its kind SL", "company_type": "company"},
                {"name": False, "type": "invoice", "parent_id": self.vega.id},
            ]
        )
        self.assertComputedAlike(partners)
        self.assertEqual(
            dict.fromkeys(partners.mapped("nif_state")).keys(), {"valid", "missing", "invalid", "exempt", False}
        )

    def test_with_defaults_of_the_context(self):
        Partner = self.env["res.partner"].with_context(
            default_is_company=True, default_country_id=self.spain.id, default_vat=self.nif_of("B")
        )
        self.assertComputedAlike(Partner.create({"name": "Valles SL"}))

    def test_where_the_firm_has_no_rule(self):
        self.firm.nif_mandatory = False
        self.assertComputedAlike(
            self.env["res.partner"].create(
                [{"name": "Valles SL", "is_company": True, "vat": self.nif_of("B")}, {"name": "Norte SL"}]
            )
        )

    def test_nobody_gives_them_from_outside(self):
        for user in (self.env.user, self.marta):
            with self.subTest(user=user.login):
                partner = self.as_user(user, nif_deferred=True).create(
                    {"name": "Rosa Pons", "nif_key": "B12345674", "nif_state": "valid", "legal_form": "sa"}
                )
                self.assertComputedAlike(partner)
                self.assertFalse(partner.nif_key)

    def test_the_standard_check_says_the_same_of_the_numbers_that_it_is_spared(self):
        Partner = self.env["res.partner"]
        standard = self.registry["res.partner"]._run_vat_checks
        checks = [vars(cls)["_run_vat_checks"] for cls in type(Partner).__mro__ if "_run_vat_checks" in vars(cls)]
        spared = checks[checks.index(standard) + 1]
        for letter in ["", *"ABCDEFGHJNPQRSUVWKLMXYZ"]:
            vat = "ES" + self.nif_of(letter)
            for validation in ("error", "setnull", False):
                with self.subTest(vat=vat, validation=validation):
                    answer = spared(Partner, self.spain, vat, validation=validation)
                    self.assertEqual(answer, (vat, "ES"))
                    self.assertEqual(Partner._run_vat_checks(self.spain, vat, validation=validation), answer)
