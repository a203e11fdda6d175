from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from .drop_common import DropCase

_JOB = "odoo.addons.despacho_crm_import.models.drop.despacho_import_drop_job"


@tagged("post_install", "-at_install")
class TestImportDropTries(DropCase):
    """One file that cannot be read keeps no other waiting, and somebody is told."""

    def test_one_bad_file_does_not_stop_the_others(self):
        self.leave("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00")
        self.leave("b.csv", b"")
        self.leave("c.csv", self.known(1))
        self.look()
        self.assertEqual(self.came().mapped("state"), ["refused", "refused", "imported"])
        self.assertTrue(all(self.came()[:2].mapped("trouble")))
        self.assertEqual(self.names("rechazados"), ["a.csv", "b.csv"])
        self.assertTrue(self.partner(1))
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        self.assertEqual(len(self.box.activity_ids), 1, "One task for both")

    def test_what_nobody_foresaw_in_one_file_does_not_stop_the_others(self):
        self.leave("a.csv", self.known(1))
        self.leave("b.csv", self.known(2))
        model = self.env.registry["despacho.import.drop.file"]
        deal = model._import

        def break_at_the_first(record, content):
            if record.name == "a.csv":
                raise KeyError("another addon")
            return deal(record, content)

        with patch.object(model, "_import", break_at_the_first), mute_logger(_JOB):
            self.look()
        self.assertEqual(self.came().mapped("state"), ["failed", "imported"])
        self.assertEqual(self.names("rechazados"), ["a.csv"])
        self.came("a.csv").with_user(self.steward).action_accept()
        self.look()
        self.assertEqual(self.came("a.csv").state, "imported")
        self.assertTrue(self.partner(1))

    def test_a_file_that_was_taken_when_the_server_stopped_is_gone_on_with(self):
        self.leave("clientes.csv", self.known(1))
        found = self.box._get_folder().look(now=self.box._get_look_time() + 60).ready
        taken = self.box._take(found[0])
        self.look()
        self.assertEqual(self.came(), taken)
        self.assertEqual((taken.state, taken.place), ("imported", "moved"))
        self.assertEqual(self.names("hechos"), ["clientes.csv"])

    def break_with(self, name, error):
        """Have ``error`` raised whenever the file ``name`` is imported."""
        model = self.env.registry["despacho.import.drop.file"]
        importing = model._import

        def break_at(record, *arguments):
            if record.name == name:
                raise error
            return importing(record, *arguments)

        return patch.object(model, "_import", break_at)

    def test_what_is_overtaken_again_and_again_is_given_up_and_said(self):
        self.leave("a.csv", self.known(1))
        self.leave("b.csv", self.known(2))
        with self.break_with("a.csv", psycopg2.errors.UniqueViolation()), mute_logger(_JOB):
            self.look()
            self.assertEqual(self.came().mapped("state"), ["waiting", "imported"])
            self.assertFalse(self.box.activity_ids)
            for _time in range(4):
                self.look()
        came = self.came("a.csv")
        self.assertEqual((came.state, came.place, came.overtaken), ("failed", "moved", 5))
        self.assertIn("unexpected", came.trouble)
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        came.with_user(self.steward).action_accept()
        self.assertEqual((came.attempts, came.overtaken), (0, 0))
        self.look()
        self.assertEqual(came.state, "imported")

    def test_what_was_begun_before_waits_for_the_others(self):
        dealt = []
        model = self.env.registry["despacho.import.drop.file"]
        deal = model._deal
        for name in ("a.csv", "b.csv"):
            self.File.create({"drop_id": self.box.id, "name": name, **self.File._prepare_content(self.known(1))})
        self.came("a.csv").attempts = 1

        def note_and_deal(record):
            dealt.append((record.name, record.attempts))
            return deal(record)

        with patch.object(model, "_deal", note_and_deal):
            self.look()
        self.assertEqual(dealt, [("b.csv", 1), ("a.csv", 2)])

    def test_what_the_server_did_not_survive_twice_is_given_up_and_said(self):
        self.leave("a.csv", self.known(1))
        found = self.box._get_folder().look(now=self.box._get_look_time() + 60).ready
        self.box._take(found[0]).attempts = 2
        self.look()
        came = self.came()
        self.assertEqual((came.state, came.place), ("failed", "moved"))
        self.assertIn("stopped 2 times", came.trouble)
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        self.assertEqual(self.names("rechazados"), ["a.csv"])
        came.with_user(self.steward).action_accept()
        self.look()
        self.assertEqual(came.state, "imported")

    # Files that cannot even be taken

    def refuse_to_take(self, name, error, always=False):
        """Have ``error`` raised whenever the file ``name`` is taken, and ``always`` when it is noted that it failed."""
        create = type(self.File).create

        def create_others(model, vals_list):
            taken = [vals for vals in ([vals_list] if isinstance(vals_list, dict) else vals_list) if "name" in vals]
            if any(vals["name"] == name and (always or vals.get("file_hash")) for vals in taken):
                raise error
            return create(model, vals_list)

        return patch.object(type(self.File), "create", create_others)

    def test_what_cannot_be_taken_again_and_again_is_put_aside_and_said(self):
        for error in (psycopg2.errors.UniqueViolation(), KeyError("another addon")):
            with self.subTest(type(error)):
                self.leave("a.csv", self.known(1))
                with self.refuse_to_take("a.csv", error), mute_logger(_JOB):
                    for _time in range(4):
                        self.look()
                    self.assertFalse(self.came("a.csv"))
                    self.assertEqual(self.names(), ["a.csv"])
                    self.look()
                came = self.came("a.csv")
                self.assertEqual((came.state, came.place, self.names()), ("failed", "moved", []))
                self.assertIn("5 times", came.trouble)
                self.assertIn("leave it there again", came.trouble)
                self.assertEqual(self.names("rechazados"), ["a.csv"])
                self.assertEqual(self.box.activity_ids.user_id, self.steward)
                self.assertFalse(self.box.taking_tries)
                came.unlink()
                for path in (self.folder / "rechazados").iterdir():
                    path.unlink()

    def test_what_is_put_aside_is_taken_when_it_is_left_again(self):
        path = self.leave("a.csv", self.known(1))
        with self.refuse_to_take("a.csv", psycopg2.errors.UniqueViolation()), mute_logger(_JOB):
            for _time in range(5):
                self.look()
        [aside] = (self.folder / "rechazados").iterdir()
        aside.rename(path)
        self.look()
        self.assertEqual(self.came("a.csv").mapped("state"), ["failed", "imported"])
        self.assertTrue(self.partner(1))

    def test_one_that_cannot_be_taken_keeps_no_other_waiting(self):
        self.leave("a.csv", self.known(1))
        self.leave("b.csv", self.known(2))
        with self.refuse_to_take("a.csv", psycopg2.errors.UniqueViolation()), mute_logger(_JOB):
            self.look()
        self.assertEqual(self.came().mapped("name"), ["b.csv"])
        self.look()
        self.assertEqual(self.came("a.csv").state, "imported")
        self.assertTrue(self.partner(1) and self.partner(2))

    def test_it_is_put_away_though_not_even_that_can_be_noted(self):
        self.leave("a.csv", self.known(1))
        with (
            self.refuse_to_take("a.csv", psycopg2.errors.UniqueViolation(), always=True),
            mute_logger(_JOB, "odoo.sql_db"),
        ):
            for _time in range(5):
                self.look()
        self.assertEqual((self.names(), self.names("rechazados")), ([], ["a.csv"]))
        self.assertFalse(self.came())
        self.assertIn("a.csv: The server could not take it", self.box.trouble)
