"""A base of dictionaries, applied to as the addon does: the same file twice changes nothing."""

from datetime import date, timedelta

from crowds import certain, find_repeated
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.file_index import FileIndex
from odoo.addons.despacho_crm_import.tools.keys import fingerprint
from odoo.addons.despacho_crm_import.tools.verdict import Known, Record

NIF = "B58378431"

_NAMES = st.sampled_from(["Casa Puig", "CASA PUIG, S.L.", "Ana Vila", "Bar Pepe", ""])
_ROW = st.fixed_dictionaries(
    {
        "nif": st.sampled_from(["", NIF, "A28015865", "12345678Z", "B58378432", "no tiene"]),
        "name": _NAMES,
        "email": st.sampled_from(["", "a@b.es", "info@casa.es; x@y.es", "no tiene"]),
        "phone": st.sampled_from(["", "931234567 / 600112233", "600112233 Ana"]),
        "zip": st.sampled_from(["", "8001", "28013"]),
        "notes": st.sampled_from(["", "Llamar"]),
    }
)


def _import(base, seen, rows, source, day):
    """Review all the ``rows`` against ``base`` {id: {field: Known}}, then apply; return the verdicts."""
    index = FileIndex()
    records = {number: Record(number, dict(known)) for number, known in base.items()}
    cleaned = dict(enumerate(map(row_of, rows), 2))
    firsts = {number: index.first(number, one) for number, one in cleaned.items()}
    named = {number: one.values for number, one in cleaned.items() if not firsts[number] and one.values.get("name")}
    firsts.update(find_repeated(named))
    verdicts = []
    for number, one in sorted(cleaned.items(), key=lambda item: ("nif" not in item[1].values, -len(item[1].values))):
        candidates = {"nif": [known for known in records.values() if _get_nif(known) == one.values.get("nif", "-")]}
        print_ = fingerprint(one.values)
        if "nif" not in one.values and print_ in seen:
            candidates["row"] = [records[seen[print_]]]
        elif not candidates["nif"]:
            candidates["match"] = _match(one.values, records)
        verdicts.append((number, verdict.decide(one, candidates, source, day, firsts[number])))
    verdicts = [(number, found) for (number, __), found in zip(verdicts, index.settle(verdicts), strict=True)]
    for number, found in verdicts:
        if found.creates:
            found.record_id = len(base) + 1
            base[found.record_id] = {}
        if found.record_id and (found.creates or found.kind == "update"):
            seen[fingerprint(cleaned[number].values)] = found.record_id
            for name, (_old, new) in found.changes.items():
                base[found.record_id][name] = Known(new, source, False, day)
    return [found for __, found in verdicts]


def row_of(cells):
    return values.clean_row(cells)


def _get_nif(known):
    return known.values["nif"].value if "nif" in known.values else ""


def _match(mine, records):
    """Return the records of which the engine would be certain."""
    others = [known for known in records.values() if not (mine.get("nif") and _get_nif(known))]
    theirs = [{name: one.value for name, one in known.values.items()} for known in others]
    pairs = certain([mine, *theirs])
    return [others[two - 2]._replace(band="certain", bits=bits) for (one, two), bits in pairs.items() if one == 1]


def test_rows_that_share_their_advisers_domain_are_not_one_for_that():
    rows = [{"name": "Talleres Goikobide Urrutia SL", "email": f"{box}@goikobide.es"} for box in ("uno", "dos")]
    assert certain(rows)
    others = [{"name": f"{name} SL", "email": f"{name}@goikobide.es"} for name in ("Arrieta", "Etxeberria", "Zubiaga")]
    # As many of each: half of those who share the domain have a name of their own.
    assert (1, 2) not in certain([*rows, *others, *others])


@given(st.lists(_ROW, max_size=6), st.sampled_from(verdict.SOURCES))
def test_the_same_file_twice_changes_nothing(rows, source):
    base, seen = {}, {}
    _import(base, seen, rows, source, "2026-01-01")
    before = {number: dict(known) for number, known in base.items()}
    verdicts = _import(base, seen, rows, source, "2026-01-01")
    assert base == before
    assert {found.kind for found in verdicts} <= {"same", "duplicate_in_file", "rejected", "ask"}
    assert not any(found.creates for found in verdicts)


@given(st.lists(st.tuples(_ROW, st.sampled_from(verdict.SOURCES)), max_size=6))
def test_a_nif_is_held_by_one_record_whatever_is_imported_in_whatever_order(rows):
    base, seen = {}, {}
    for day, (cells, source) in enumerate(rows):
        _import(base, seen, [cells], source, (date(2026, 1, 1) + timedelta(day)).isoformat())
    held = [known["nif"].value for known in base.values() if "nif" in known]
    assert len(held) == len(set(held))
