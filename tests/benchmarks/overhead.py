"""What our addon costs the rest of Odoo: the same work in a database without it and in one with it.

    python tests/benchmarks/overhead.py PLAIN PRODUCT

PLAIN: database of a Spanish firm with Odoo's modules; PRODUCT: the same with despacho_crm.
ODOO_RC names the configuration. Rounds of both alternate in one process, so that a noisy
machine is noisy for both; the figures are medians in milliseconds, and their ratio.
Everything is rolled back.
"""

import argparse
import gc
import random
import statistics
import time
from contextlib import contextmanager

from stdnum.es import cif

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

BASE_SIZE = 2000
#: Who works: a person with rights, not the superuser, whom our rules leave alone.
LOGIN = "admin"


class Work:
    """The operations, on a base of ``BASE_SIZE`` partners made in the same transaction."""

    def __init__(self, env):
        self.env = env
        self.random = random.Random(20240101)
        self.used = set()
        self.spain = env.ref("base.es").id
        self.partners = self.create(BASE_SIZE)
        self.product = env["product.product"].create({"name": "Cuota", "type": "service", "list_price": 100})
        env.flush_all()

    def values(self):
        digits = ""
        while not digits or digits in self.used:
            digits = f"{self.random.randrange(10**6, 10**7):07d}"
        self.used.add(digits)
        number = f"ESB{digits}{cif.calc_check_digits('B' + digits)[0]}"
        return {
            "name": f"Empresa {digits}, S.L.",
            "is_company": True,
            "vat": number,
            "country_id": self.spain,
            "email": f"info@empresa{digits}.example",
            "city": "Girona",
        }

    def create(self, count):
        partners = self.env["res.partner"].create([self.values() for _index in range(count)])
        self.env.flush_all()
        return partners

    def create_one(self):
        self.create(1)

    def create_hundred(self):
        self.create(100)

    def create_contact(self):
        self.env["res.partner"].create({"name": "Ana", "parent_id": self.some(1).id, "function": "Gerente"})
        self.env.flush_all()

    def some(self, count):
        start = self.random.randrange(len(self.partners) - count)
        return self.partners[start : start + count]

    def write_phone(self):
        self.some(1).write({"phone": f"9{self.random.randrange(10**7, 10**8)}"})
        self.env.flush_all()

    def write_hundred(self):
        self.some(100).write({"city": self.random.choice(["Girona", "Olot", "Figueres"])})
        self.env.flush_all()

    def write_vat(self):
        self.some(1).write({"vat": self.values()["vat"]})
        self.env.flush_all()

    def search_picker(self):
        self.env["res.partner"].name_search(f"Empresa {self.random.randrange(10, 99)}", limit=8)

    def search_list(self):
        self.env["res.partner"].web_search_read(
            [("is_company", "=", True)], {"complete_name": {}, "email": {}, "phone": {}}, limit=80
        )

    def post_invoice(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.some(1).id,
                "invoice_line_ids": [
                    (0, 0, {"product_id": self.product.id, "quantity": 1, "price_unit": 100 + index})
                    for index in range(3)
                ],
            }
        )
        move.action_post()
        self.env.cr.flush()  # and what waits for the end of the transaction


#: Operation -> rounds.
OPERATIONS = {
    "create_one": 60,
    "create_hundred": 12,
    "create_contact": 60,
    "write_phone": 100,
    "write_hundred": 30,
    "write_vat": 60,
    "search_picker": 60,
    "search_list": 60,
    "post_invoice": 30,
}


@contextmanager
def opened(name):
    with Registry(name).cursor() as cr:
        user = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=", LOGIN)])
        yield Work(api.Environment(cr, user.id, {"lang": "es_ES", "tracking_disable": False}))
        cr.rollback()


def timed(work, operation):
    """Return (milliseconds, queries) of one round, from a cold cache as each request has."""
    work.env.invalidate_all()
    queries = work.env.cr.sql_log_count
    start = time.perf_counter()
    getattr(work, operation)()
    return (time.perf_counter() - start) * 1000, work.env.cr.sql_log_count - queries


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plain")
    parser.add_argument("product")
    parser.add_argument("--only", help="one operation")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["--max-cron-threads", "0"], setup_logging=False)
    with opened(arguments.plain) as plain, opened(arguments.product) as product:
        gc.disable()
        print(f"{'operation':16} {'without':>9} {'with':>9} {'ratio':>6}   queries")
        for operation, rounds in OPERATIONS.items():
            if arguments.only not in (None, operation):
                continue
            results = {plain: [], product: []}
            for number in range(rounds + 3):
                order = (plain, product) if number % 2 else (product, plain)
                for work in order:
                    result = timed(work, operation)
                    if number >= 3:  # the first rounds warm the registry's caches
                        results[work].append(result)
                gc.collect()
            before, after = (statistics.median(ms for ms, _ in results[work]) for work in (plain, product))
            asked = [statistics.median(count for _, count in results[work]) for work in (plain, product)]
            print(f"{operation:16} {before:9.2f} {after:9.2f} {after / before:6.2f}   {asked[0]:.0f} -> {asked[1]:.0f}")


if __name__ == "__main__":
    main()
