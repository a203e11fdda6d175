from itertools import count

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ImportCase

#: What two contacts made of the same values differ in.
_OWN = {"id", "create_date", "write_date", "write_uid", "calendar_last_notif_ack"}


@tagged("post_install", "-at_install")
class TestImportCreateAtOnce(ImportCase):
    """Contacts created thousands at a time are what Odoo's own creation makes of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.at_once = cls.env["despacho.import.partner"]._get_creator()
        cls.plain = cls.at_once.with_context(despacho_import_create=None, despacho_import_clean_data=None)
        cls.spain = cls.env.ref("base.es").id

    def stored(self, partners):
        """Return what the database holds of ``partners``, ids given by their place."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL("SELECT to_jsonb(res_partner) FROM res_partner WHERE id = ANY(%s) ORDER BY id", partners.ids)
        )
        places = {record_id: place for place, record_id in enumerate(partners.ids)}
        return [
            {
                name: places.get(value, value) if name == "commercial_partner_id" else value
                for name, value in row.items()
                if name not in _OWN
            }
            for (row,) in rows
        ]

    def both(self, vals_list):
        """Return the contacts that Odoo and the import make of ``vals_list``, the first undone."""
        savepoint = self.env.cr.savepoint()
        expected = self.stored(self.plain.create([dict(vals) for vals in vals_list]))
        savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)
        partners = self.at_once.create([dict(vals) for vals in vals_list])
        return expected, partners

    def test_every_stored_value_is_that_of_odoo(self):
        vals_list = [
            {
                "name": "Talleres Uno SL",
                "is_company": True,
                "vat": f"ES{self.nifs[1]}",
                "country_id": self.spain,
                "state_id": self.env.ref("base.state_es_va").id,
                "phone": "983 22 33 44",
                "email": "Info@Uno.example",
                "website": "uno.example",
                "comment": "<p>Llamar por la mañana</p>",
            },
            {"name": "Sin casi nada", "is_company": True, "country_id": self.spain},
            {"name": " María Gil ", "is_company": False, "vat": "12345678Z", "country_id": self.spain, "function": "x"},
            {
                "name": "Dupont SARL",
                "is_company": True,
                "vat": "FR23334175221",
                "country_id": self.env.ref("base.fr").id,
            },
            {"name": "De otro", "is_company": False, "company_name": "La que dice ser", "user_id": self.user.id},
        ]
        expected, partners = self.both(vals_list)
        for mine, theirs in zip(self.stored(partners), expected, strict=True):
            self.assertEqual(mine, theirs)

    def test_the_person_of_a_company_is_that_of_odoo(self):
        vals = {"parent_id": self.acme.id, "type": "contact", "is_company": False, "name": "Ana Ruiz"}
        expected, people = self.both([vals, {**vals, "name": "Luis Pla", "email": "luis@acme.example"}])
        self.assertEqual(self.stored(people), expected)
        self.assertEqual(people.commercial_partner_id, self.acme)
        self.assertLessEqual(people, self.acme.child_ids)

    def test_what_is_in_memory_is_what_is_stored(self):
        __, partners = self.both([{"name": "Uno", "email": "a@b.example"}, {"name": "Dos", "is_company": True}])
        names = [name for name, field in partners._fields.items() if field.store and field.column_type]
        before = [{name: partner[name] for name in names} for partner in partners]
        self.env.invalidate_all()
        self.assertEqual([{name: partner[name] for name in names} for partner in partners], before)

    def test_tags_come_with_the_contact(self):
        tag = self.env["res.partner.category"].create({"name": "Hostelería"})
        first, second = self.at_once.create(
            [{"name": "Bar Uno", "category_id": [Command.link(tag.id)]}, {"name": "Bar Dos", "category_id": []}]
        )
        self.assertEqual((first.category_id, second.category_id), (tag, tag.browse()))
        self.env.invalidate_all()
        self.assertEqual((first.category_id, second.category_id), (tag, tag.browse()))

    def test_nothing_is_written_a_second_time(self):
        vals_list = [{"name": f"Empresa {number}", "is_company": True, "phone": "600112233"} for number in range(50)]
        self.at_once.create(vals_list)  # what is asked once
        self.env.flush_all()
        partners = self.at_once.create(vals_list)
        self.env["despacho.import.partner"]._forget_computed(partners)
        with self.assertQueryCount(0):
            self.env.flush_all()

    def test_the_rules_of_other_addons_hold(self):
        with self.assertRaises(ValidationError):
            self.at_once.create([{"name": "X", "barcode": "7"}, {"name": "Y", "barcode": "7"}])

    def test_phones_are_found_valid_or_not_as_odoo_finds_them(self):
        prefixes = [f"{prefix:03d}" for prefix in range(600, 1000)]
        vals_list = [{"name": prefix, "phone": f"+34 {prefix} 12 34 56"} for prefix in prefixes]
        vals_list += [{"name": "Sin"}, {"name": "Corto", "phone": "+34 91 23"}, {"name": "Fuera", "phone": "+33 1 23"}]
        plain = self.plain.create(vals_list).mapped("phone_sanitized")
        self.assertEqual(self.at_once.create(vals_list).mapped("phone_sanitized"), plain)

    def test_a_number_of_another_country_is_still_checked(self):
        with self.assertRaises(ValidationError):
            self.at_once.create(
                {"name": "X", "is_company": True, "vat": "FR00000000000", "country_id": self.env.ref("base.fr").id}
            )

    def test_a_default_that_is_each_contact_s_own_is_asked_for_each(self):
        field, numbers = self.env["res.partner"]._fields["ref"], count(1)
        self.patch(field, "default", lambda partners: f"D{next(numbers)}")
        partners = self.at_once.create([{"name": f"Empresa {n}", "is_company": True} for n in range(5)])
        self.assertEqual(len(set(partners.mapped("ref"))), 5)

    def test_a_default_that_follows_from_what_there_is_is_asked_for_each_batch(self):
        partner_model = self.env["res.partner"]
        before = partner_model.search_count([])
        self.patch(partner_model._fields["ref"], "default", lambda partners: str(partners.search_count([]) - before))
        target = self.env["despacho.import.partner"]
        refs = [target._get_creator().create({"name": name, "is_company": True}).ref for name in ("Uno", "Dos")]
        self.assertEqual(refs, ["0", "1"])
