from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentCompany(EnrichmentCommon):
    """A company of the group uses a source in its own way; nobody is asked about by two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.new_branch()
        cls.vies = cls.env.ref("despacho_crm.enrichment_provider_vies")

    def make_own(self, user=None):
        providers = self.vies.with_user(user or self.marta).with_context(allowed_company_ids=self.branch.ids)
        return self.providers.browse(providers.action_make_own()["res_id"])

    def test_a_manager_makes_one_for_the_company_in_which_they_work(self):
        self.give_companies(self.marta, self.firm | self.branch)
        self.vies.write({"rate": 7, "message": "An hour ago it was down"})
        own = self.make_own()
        self.assertEqual((own.company_id, own.code, own.rate), (self.branch, "vies", 7))
        self.assertEqual((own.state, own.message), ("paused", False))
        self.assertEqual(own.field_ids.mapped("name"), self.vies.field_ids.mapped("name"))
        self.assertEqual(self.make_own(), own, "there is one already")

    def test_only_a_manager_makes_it(self):
        self.give_companies(self.sara, self.firm | self.branch)
        self.assertFalse(self.vies.with_user(self.sara).can_be_own)
        with self.assertRaises(AccessError):
            self.make_own(self.sara)

    def test_the_gazette_is_one_for_all(self):
        borme = self.env.ref("despacho_crm.enrichment_provider_borme").with_user(self.marta)
        self.assertFalse(borme.can_be_own)
        with self.assertRaises(UserError):
            borme.action_make_own()
        self.assertFalse(self.register.can_be_own, "nothing answers for it")

    def test_each_contact_is_asked_about_by_one(self):
        theirs = self.new_company("De la otra SL", company_id=self.branch.id)
        about = self.vega | theirs
        with self.saying([], about=about) as calls:
            self.work()
            self.assertEqual(calls, [sorted(about.ids)])
            own = self.new_provider("registro", name="Suyo", company_id=self.branch.id)
            self.register.action_ask_all()
            self.work()
        self.assertEqual(calls[1:], [self.vega.ids, theirs.ids])
        self.assertEqual(self.register._get_scope(), Domain("company_id", "not in", self.branch.ids))
        with self.saying([], about=about) as calls:
            self.register.active = False
            own.action_ask_all()
            self.work()
        self.assertEqual(calls, [sorted(about.ids)], "what companies share is of the one that is left")
