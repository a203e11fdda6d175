from odoo.exceptions import AccessError
from odoo.tests import tagged

from .segment_common import SegmentCommon

_OPERATIONS = ("read", "write", "create", "unlink")
_MODELS = (
    "despacho.segment",
    "despacho.segment.member",
    "despacho.segment.count",
    "despacho.segment.hand",
    "despacho.segment.save",
    "despacho.segment.compare",
)


@tagged("post_install", "-at_install")
class TestSegmentAccess(SegmentCommon):
    """Who sees and changes segments and their members."""

    def may(self, user, model):
        rights = self.env[model].with_user(user)
        return "".join(operation[0] for operation in _OPERATIONS if rights.has_access(operation))

    def test_the_matrix(self):
        of_the_crm = ("rwcu", "r", "r", "rwcu", "rwcu", "rwcu")
        matrix = {
            self.ana: of_the_crm,
            self.sara: of_the_crm,
            self.marta: of_the_crm,
            self.ines: ("",) * len(_MODELS),
            self.pau: ("",) * len(_MODELS),
            self.rosa: ("",) * len(_MODELS),
        }
        for user, expected in matrix.items():
            for model, rights in zip(_MODELS, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    self.assertEqual(self.may(user, model), rights)

    def test_a_segment_of_the_firm_is_everybodys_and_deleted_by_few(self):
        leo = self._new_user("leo", "despacho_crm.group_user")
        shared = self.girona.with_user(leo)
        shared.purpose = "Visitas de otoño"
        shared._set_hand(self.port, "in")
        self.assertIn(self.port, self.members(self.girona, leo))
        with self.assertRaises(AccessError):
            shared.unlink()
        self.new_segment("De Leo", user=leo).with_user(leo).unlink()
        self.girona.with_user(self.sara).unlink()

    def test_a_segment_of_ones_own_is_nobody_elses(self):
        own = self.new_segment("Mis visitas", self.of(self.bcn), shared=False)
        for user in (self.sara, self.marta):
            self.assertFalse(self.as_user(user, "despacho.segment").search([("id", "=", own.id)]))
            self.assertFalse(self.as_user(user, "despacho.segment.member").search([("segment_id", "=", own.id)]))
            self.assertFalse(self.as_user(user, "despacho.segment.count").search([("segment_id", "=", own.id)]))
            self.assertFalse(self.members(own, user))
            self.assertFalse(self.port.with_user(user).segment_ids)
            with self.assertRaises(AccessError):
                own.with_user(user).overlap([own.id, self.girona.id])
        self.assertEqual(self.members(own), self.port)

    def test_who_only_invoices_pays_and_sees_nothing(self):
        with self.assertRaises(AccessError):
            self.as_user(self.ines).search([("segment_ids", "in", self.girona.ids)])
        self.assertNotIn("segment_ids", self.as_user(self.ines).fields_get())
        with self.assertRaises(AccessError):
            self.as_user(self.ines, "despacho.segment").preview("[]")
        with self.assertRaises(AccessError):
            self.as_user(self.ines, "despacho.segment").criteria()

    def test_segments_and_members_of_another_company_stay_there(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        theirs = self.new_segment("Sucursal", self.of(self.gi), user=self.sara, company_id=branch.id)
        self.assertFalse(self.as_user(self.ana, "despacho.segment").search([("id", "=", theirs.id)]))
        self.mar.company_id, self.pins.company_id = branch, self.firm
        (theirs + self.girona)._refresh()
        self.assertEqual(set(theirs.member_ids.partner_id), {self.roure, self.mar})
        self.assertEqual(set(self.girona.member_ids.partner_id), {self.roure, self.pins})

    def test_a_segment_of_all_the_companies_has_those_of_whoever_answers_for_it(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        self.mar.company_id = branch
        everywhere = self.new_segment("Todo", self.of(self.gi), user=self.sara, company_id=False)
        self.assertEqual(set(everywhere.member_ids.partner_id), {self.roure, self.mar, self.pins})
        self.assertEqual(self.members(everywhere), self.roure + self.pins)

    def test_what_another_company_invoiced_decides_nothing_here(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        lead = self.env["crm.lead"].create({"name": "Allí", "partner_id": self.mar.id, "company_id": branch.id})
        self.assertTrue(lead.active)
        here = self.new_segment(domain=[*self.of(self.gi), ("crm_lead_ids.name", "=", "Allí")], user=self.sara)
        self.assertFalse(here.member_ids)

    def test_when_whoever_answers_is_gone_a_manager_does(self):
        segment = self.new_segment("De Sara", self.of(self.gi), user=self.sara)
        self.sara.sudo().active = False
        self.assertTrue(segment._answers().has_group("despacho_crm.group_manager"))
        segment._refresh()
        self.assertEqual(segment.member_count, 3)

    def test_somebody_else_does_not_add_whom_they_may_not_see(self):
        branch = self.new_branch()
        self.port.company_id = branch
        with self.assertRaises(AccessError):
            self.girona.with_user(self.ana)._set_hand(self.port, "in")
