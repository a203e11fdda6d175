"""What people ask the census, and how quickly it answers."""

import statistics
import time

from odoo import SUPERUSER_ID, api

QUERIES = {
    "a NIF": [("search_nif", "ilike", "{nif}")],
    "digits of a NIF": [("search_nif", "ilike", "{digits}")],
    "two words of a name": [("search_words", "ilike", "{words}")],
    "a rare word": [("search_words", "ilike", "{rare}")],
    "a word that many have": [("search_words", "ilike", "construcciones")],
    "an activity in a province": [("cnae", "=like", "69%"), ("state_id.code", "=", "B")],
    "profile: activities, provinces, sizes": [
        ("cnae", "in", ["6920", "6201", "8622"]),
        ("state_id.code", "in", ["B", "GI", "V"]),
        ("size_class", "in", ["small", "medium"]),
    ],
    "large ones": [("size_class", "=", "large")],
    "a small province": [("state_id.code", "=", "SO")],
    "not among the contacts, in a province": [("in_base", "=", False), ("state_id.code", "=", "MA")],
    "all": [],
}


def ask(cr, rounds):
    """Ask the census what people ask, as the screen does: a page of the list and how many there are."""
    one = api.Environment(cr, SUPERUSER_ID, {})
    user = one["res.users"].search([("login", "=", "admin")])
    companies = api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})["despacho.census.company"]
    some = companies.search([], limit=1, offset=500)
    words = some.name.split()
    known = {
        "nif": some.nif_key,
        "digits": some.nif_key[1:7],
        "words": f"{words[2][:5]} {words[0].lower()}",
        "rare": words[1],
    }
    specification = {name: {} for name in ("name", "nif_key", "city", "cnae", "size_class", "employees", "in_base")}
    specification["state_id"] = {"fields": {"display_name": {}}}
    print(f"\n{'what is asked':42}{'page, ms':>10}{'found':>9}{'count, ms':>11}{'in all':>9}")
    for label, domain in QUERIES.items():
        domain = [
            (name, operator, value.format(**known) if isinstance(value, str) else value)
            for name, operator, value in domain
        ]
        pages, counts = [], []
        for _round in range(rounds):
            companies.env.invalidate_all()
            start = time.perf_counter()
            found = companies.web_search_read(domain, specification, limit=80, count_limit=10001)
            pages.append(time.perf_counter() - start)
            start = time.perf_counter()
            count = companies.search_count(domain)
            counts.append(time.perf_counter() - start)
        print(
            f"{label:42}{statistics.median(pages) * 1000:>10.1f}{found['length']:>9}"
            f"{statistics.median(counts) * 1000:>11.1f}{count:>9}",
            flush=True,
        )
