from unittest.mock import patch

from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportSince(ImportCase):
    """Rows are compared with the base again where it changed since, and where nobody can tell."""

    AGENDA = ("Nombre;Teléfono;CP", "Zurbarán Fontaneros;611 22 33 44;47001")

    def apply_and_count(self, record):
        """Apply the import; return how many rows the engine of the duplicates was asked about."""
        asked = []
        target = self.env.registry["despacho.import.partner"]
        ask = target._ask_engine

        def ask_and_count(one, import_, rows):
            asked.extend(rows)
            return ask(one, import_, rows)

        with patch.object(target, "_ask_engine", ask_and_count):
            record.action_apply()
        return len(asked)

    def test_a_review_that_was_restored_from_a_copy_elsewhere_is_not_believed(self):
        record = self.review(self.csv(*self.AGENDA), "agenda")
        self.assertTrue(record._get_seen_until())
        transaction, __, counter = record.seen_until.partition("@")
        server, __, database = counter.partition(".")
        for elsewhere in (f"{transaction}@1{server}.{database}", f"{transaction}@{server}.1", transaction, False):
            with self.subTest(elsewhere):
                record.seen_until = elsewhere
                self.assertFalse(record._get_seen_until())
        # Far ahead of what this database has counted: whoever was entered since would seem to be old.
        record.seen_until = f"{int(transaction) + 10**6}@1{counter}"
        self.assertEqual(self.apply_and_count(record), 1)
        self.assertEqual(record.state, "done")

    def test_a_server_that_does_not_tell_its_name_is_known_by_its_start(self):
        record = self.review(self.csv(*self.AGENDA), "agenda")
        self.env.cr.cache.pop("despacho_import_counter")
        query = type(self.env).execute_query

        def refuse(env, sql):
            return [(False,)] if "has_function_privilege" in sql.code else query(env, sql)

        with patch.object(type(self.env), "execute_query", refuse):
            counter = self.env["despacho.import"]._get_counter()
            self.env.cr.cache.pop("despacho_import_counter")
            self.assertEqual(self.env["despacho.import"]._get_counter(), counter)
        self.assertNotEqual(counter, record.seen_until.partition("@")[2])
