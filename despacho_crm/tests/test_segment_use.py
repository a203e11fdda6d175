import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentUse(SegmentCommon):
    """What is done with segments: compare them, save what is on a list, take the file away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.blue = cls.new_segment("Azules", [("id", "in", (cls.mar + cls.port).ids)])

    def overlap(self, *segments):
        found = self.as_user(self.ana, "despacho.segment").overlap([segment.id for segment in segments])
        return {tuple(part["inside"]): part["count"] for part in found["parts"]}

    def save(self, action, **values):
        wizard = self.as_user(self.ana, "despacho.segment.save", **action["context"]).create(
            {"name": "Salvado", **values}
        )
        count = wizard.count
        wizard.action_save()
        segment = self.env["despacho.segment"].search([], order="id desc", limit=1)
        self.assertEqual((segment.name, segment.user_id), ("Salvado", self.ana))
        return segment, count

    def test_two_segments_have_a_part_in_common(self):
        one, two = self.girona.id, self.blue.id
        self.assertEqual(self.overlap(self.girona, self.blue), {(one,): 2, (two,): 1, (one, two): 1})

    def test_three_segments_are_told_apart(self):
        roses = self.new_segment("Roses", [("id", "in", (self.mar + self.roure).ids)])
        one, two, three = self.girona.id, self.blue.id, roses.id
        self.assertEqual(
            self.overlap(self.girona, self.blue, roses),
            {(one, two, three): 1, (one, three): 1, (one,): 1, (two,): 1},
        )

    def test_only_whom_the_user_sees_is_in_the_picture(self):
        self.port.company_id = self.new_branch()
        self.assertNotIn((self.blue.id,), self.overlap(self.girona, self.blue))

    def test_each_part_opens_and_becomes_a_segment(self):
        segments = self.as_user(self.ana, "despacho.segment")
        partners = self.as_user(self.ana)
        only = ([self.girona.id], [self.blue.id])
        both = ([self.girona.id, self.blue.id], [])
        self.assertEqual(partners.search(segments.action_part(*only)["domain"]), self.roure + self.pins)
        self.assertEqual(partners.search(segments.action_part(*both)["domain"]), self.mar)
        action = segments.action_save_part(*only)
        self.assertIn("Girona", action["context"]["default_name"])
        segment, count = self.save(action)
        self.assertEqual((count, self.members(segment)), (2, self.roure + self.pins))

    def test_one_segment_is_not_compared(self):
        with self.assertRaises(UserError):
            self.girona.action_overlap()

    def test_a_search_becomes_a_segment_that_keeps_itself(self):
        wizard = self.as_user(self.ana, "despacho.segment.save")
        segment, count = self.save(wizard.ask("res.partner", repr(self.of(self.gi))))
        self.assertEqual((count, segment.kind), (3, "live"))
        self.port.state_id = self.gi
        segment._refresh()
        self.assertIn(self.port, self.members(segment))

    def test_a_search_of_persons_of_companies_has_those_persons(self):
        wizard = self.as_user(self.ana, "despacho.segment.save")
        segment, count = self.save(wizard.ask("res.partner", [("id", "=", self.anna.id)]))
        self.assertEqual((count, self.members(segment)), (1, self.anna))

    def test_a_list_of_leads_becomes_a_segment_of_their_companies(self):
        self.env["crm.lead"].create(
            [{"name": "Feria", "partner_id": partner.id} for partner in (self.anna, self.pins, self.pins)]
        )
        wizard = self.as_user(self.ana, "despacho.segment.save")
        segment, count = self.save(wizard.ask("crm.lead", [("name", "=", "Feria")]))
        self.assertEqual((count, self.members(segment)), (2, self.mar + self.pins))

    def test_a_list_of_needs_becomes_a_segment_of_their_clients(self):
        self.env["despacho.need"].create({"name": "Nave", "partner_id": self.roure.id})
        wizard = self.as_user(self.ana, "despacho.segment.save")
        segment, _count = self.save(wizard.ask("despacho.need", [("partner_id", "=", self.roure.id)]))
        self.assertEqual(self.members(segment), self.roure)

    def test_those_who_were_chosen_become_a_fixed_list(self):
        segment, count = self.save((self.mar + self.port).with_user(self.ana).action_segment_save())
        self.assertEqual((count, segment.kind), (2, "list"))
        self.assertEqual(self.members(segment), self.mar + self.port)

    def test_a_copy_is_a_segment_of_its_own(self):
        copy = self.girona.with_user(self.sara).copy()
        self.assertEqual((copy.name, copy.member_count), ("Girona (copy)", 3))


@tagged("post_install", "-at_install")
class TestSegmentFile(SegmentCommon, HttpCase):
    """The file of a segment, as a spreadsheet."""

    def rows(self, content):
        return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]

    def test_the_file_has_what_is_known_of_each(self):
        self.mar.write({"name": "=Mar & Blau", "lifecycle": "client"})
        self.sara.group_ids += self.env.ref("base.group_allow_export")
        head, *rows = self.rows(self.girona.with_user(self.sara)._file())
        found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
        self.assertEqual(set(found), {"=Mar & Blau", "Pins i Més SL", "El Roure SL"})
        mar = found["=Mar & Blau"]
        self.assertEqual((mar["NIF"], mar["City"], mar["Relation"]), (self.mar.nif_key, "Roses", "Client"))
        self.assertEqual((mar["Contact"], found["El Roure SL"]["Contact"]), ("Anna Mar", None))
        self.assertIn("3", self.girona.message_ids[:1].body)

    def test_the_file_is_downloaded_by_who_may_take_data_away(self):
        self.sara.group_ids += self.env.ref("base.group_allow_export")
        self.ana.group_ids -= self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self.girona.with_user(self.ana).action_file()
        url = self.girona.with_user(self.sara).action_file()["url"]
        self.authenticate("despacho_sara", "despacho_sara")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.rows(answer.content)), 4)
        self.authenticate("despacho_ana", "despacho_ana")
        self.assertNotEqual(self.url_open(url).status_code, 200)
        self.authenticate("despacho_sara", "despacho_sara")
        self.assertEqual(self.url_open("/despacho/segment/0/file").status_code, 404)
