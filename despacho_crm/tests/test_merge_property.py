import random

from odoo import Command
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeProperty(MergeCommon):
    """Whatever hangs from whatever: joined and undone, the database is as it was."""

    def random_world(self, chance):
        """Make contacts and documents that name each other at random; return the companies and people to join."""
        env = self.env
        companies = env["res.partner"].create(
            [
                {
                    "name": f"Empresa {number}",
                    "is_company": True,
                    "phone": chance.choice([False, f"95500000{number}"]),
                    "email": chance.choice([False, "comun@example.com", f"e{number}@example.com"]),
                    "street": chance.choice([False, f"Calle {number}"]),
                    "city": chance.choice([False, "Sevilla"]),
                    "comment": chance.choice([False, f"<p>Nota {number}</p>"]),
                    "website": chance.choice([False, f"https://e{number}.example"]),
                    "user_id": chance.choice([False, self.ana.id, self.marta.id]),
                    "credit_limit": chance.choice([0, 100.0 + number]),
                    "lifecycle": chance.choice(["prospect", "lead"]),
                    "image_1920": chance.choice([False, b"R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="]),
                }
                for number in range(4)
            ]
        )
        chance.choice(companies).vat = self.nif_of("B")
        people = env["res.partner"].create(
            [
                {"name": f"Persona {n}", "parent_id": chance.choice([False, *companies.ids]), "function": "Gerente"}
                for n in range(3)
            ]
        )
        everybody = companies | people

        def some():
            return env["res.partner"].browse(chance.sample(everybody.ids, chance.randint(0, 3)))

        def any_of():
            return chance.choice(everybody)

        tags = env["res.partner.category"].create([{"name": f"Etiqueta {number}"} for number in range(3)])
        for number in range(chance.randint(6, 12)):
            kind = chance.choice(("lead", "order", "invoice", "bank", "need", "event", "activity", "tag", "message"))
            partner = any_of()
            if kind == "lead":
                lead = env["crm.lead"].create({"name": f"L{number}", "partner_id": partner.id, "type": "lead"})
                lead.message_subscribe(some().ids)
                lead.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
            elif kind == "order":
                order = env["sale.order"].create({"partner_id": partner.id, "partner_invoice_id": any_of().id})
                order.message_subscribe(some().ids)
            elif kind == "invoice" and partner.nif_key:
                self.invoice(partner, post=chance.random() < 0.5)
            elif kind == "bank":
                account = {"acc_number": f"ES0{chance.randint(0, 2)}", "partner_id": partner.id}
                if not partner.bank_ids.filtered(lambda bank, a=account: bank.acc_number == a["acc_number"]):
                    env["res.partner.bank"].create(account)
            elif kind == "need":
                env["despacho.need"].create({"name": f"N{number}", "partner_id": partner.commercial_partner_id.id})
            elif kind == "event":
                start = "2026-11-23 10:00:00"
                env["calendar.event"].create(
                    {"name": f"E{number}", "start": start, "stop": start, "partner_ids": [Command.set(some().ids)]}
                )
            elif kind == "activity":
                partner.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
            elif kind == "tag":
                partner.category_id |= chance.choice(tags)
            else:
                partner.message_subscribe(some().ids)
                partner.message_post(body=f"M{number}", author_id=any_of().id)
        ids = sorted(chance.sample(everybody.ids, 2))
        state = chance.choice(["proposed", "rejected"])
        env["despacho.match.pair"].create({"partner_id": ids[0], "other_id": ids[1], "state": state})
        env["res.partner"].with_context(active_test=False).search([])._lifecycle_update()
        return companies, people

    def join_at_random(self, chance, companies, people):
        """Join what may be joined, in groups of two or three, one after another; return the joinings."""
        merges = []
        for _attempt in range(3):
            members = chance.choice((companies, people)).filtered(lambda p: not p.merged_into_id)
            if len(members) < 2:
                continue
            group = members.browse(chance.sample(members.ids, chance.randint(2, min(3, len(members)))))
            if self.merges.sudo()._hindrances_of([group.ids], False)[0]:
                continue
            wanted = {"phone": chance.choice(group.ids)} if chance.random() < 0.3 else None
            merges.append(self.join(group[0], group[1:], values=wanted))
        return merges

    def test_joined_and_undone_every_table_is_as_it_was(self):
        joined = 0
        for seed in range(12):
            with self.subTest(seed=seed):
                self.env.cr.execute("SAVEPOINT world")
                chance = random.Random(seed)
                companies, people = self.random_world(chance)
                before = self.dump()
                merges = self.join_at_random(chance, companies, people)
                joined += len(merges)
                self.settle()
                for merge in reversed(merges):
                    self.undo(merge)
                    self.assertFalse(merge.undo_note)
                self.assert_same_dump(before, self.dump())
                self.env.cr.execute("ROLLBACK TO SAVEPOINT world")
                self.env.invalidate_all(flush=False)
        self.assertGreater(joined, 12)

    def test_undone_in_any_order_every_table_is_as_it_was(self):
        shared = 0
        for seed in range(200, 214):
            with self.subTest(seed=seed):
                self.env.cr.execute("SAVEPOINT world")
                chance = random.Random(seed)
                companies, people = self.random_world(chance)
                before = self.dump()
                survivor = chance.choice(companies)
                merges = [
                    self.join(survivor, source)
                    for source in chance.sample([*(companies - survivor)], 3)
                    if not self.merges.sudo()._hindrances_of([(survivor.id, source.id)], False)[0]
                ]
                if len(people & survivor.child_ids) > 1:
                    merges += self.join_at_random(chance, people[:0], people)
                shared += len(merges) > 1
                self.settle()
                chance.shuffle(merges)
                while merges:
                    # A person's card that was joined again waits for that one.
                    merge = next(merge for merge in merges if not merge.partner_id.merged_into_id)
                    merges.remove(merge)
                    self.undo(merge)
                    self.assertFalse(merge.undo_note)
                self.assert_same_dump(before, self.dump())
                self.env.cr.execute("ROLLBACK TO SAVEPOINT world")
                self.env.invalidate_all(flush=False)
        self.assertGreater(shared, 10)

    def test_joined_in_one_batch_each_can_be_undone_alone(self):
        for seed, together in ((101, True), (102, False), (103, False)):
            with self.subTest(seed=seed):
                self.env.cr.execute("SAVEPOINT world")
                chance = random.Random(seed)
                worlds = [self.random_world(chance) for _world in range(3)]
                before = self.dump()
                groups = [
                    (companies[0].id, companies[1:].ids, None, "")
                    for companies, _people in worlds
                    if not self.merges.sudo()._hindrances_of([companies.ids], False)[0]
                ]
                merges = self.merges.with_user(self.sara)._join_many(groups, automatic=False)
                self.assertEqual(len(merges), len(groups))
                self.settle()
                for merge in [merges] if together else chance.sample([*merges], len(merges)):
                    self.undo(merge)
                self.assertFalse(any(merges.mapped("undo_note")))
                self.assert_same_dump(before, self.dump())
                self.env.cr.execute("ROLLBACK TO SAVEPOINT world")
                self.env.invalidate_all(flush=False)

    def reachable(self, partner):
        """Return {(table, column): ids} of all that names ``partner``."""
        self.settle()
        result = {}
        for column in self.merges._columns_of("res.partner"):
            condition = self.merges._names_sql(column, "res.partner", partner.id)
            self.env.cr.execute(
                f'SELECT item."{column.other or "id"}" FROM "{column.table}" AS item WHERE {condition.code}',
                condition.params,
            )
            found = sorted(row for (row,) in self.env.cr.fetchall())
            # What a group of two has twice is told by its survivor, which one is a matter of order.
            if found and (column.table, column.name) != ("mail_followers", "res_id"):
                result[column.table, column.name] = len(found)
        return result

    def test_the_order_of_the_joinings_does_not_matter_to_what_is_reachable(self):
        three = self.new_company("Sol y Mar, S. L.", website="https://solymar.example")
        for number, partner in enumerate((self.one, self.two, three)):
            self.hang_things(partner, str(number))
        self.two.category_id = three.category_id = self.one.category_id
        orders = (
            [(self.one, self.two), (self.one, three)],
            [(self.one, three), (self.one, self.two)],
            [(self.two, three), (self.one, self.two)],
            [(self.one, self.two | three)],
        )
        found = []
        for steps in orders:
            self.env.cr.execute("SAVEPOINT orders")
            for survivor, sources in steps:
                self.join(survivor, sources)
            found.append((self.reachable(self.one), self.one.phone, self.one.website, self.one.nif_key))
            self.env.cr.execute("ROLLBACK TO SAVEPOINT orders")
            self.env.invalidate_all(flush=False)
        for other in found[1:]:
            self.assertEqual(other, found[0])
