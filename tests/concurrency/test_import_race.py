"""A file is applied while contacts are joined, created and changed, by two at once, and while the process is killed."""

import base64
import threading
from unittest.mock import patch

from at_once import forget_joined, opened, run

from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools import nif

NAME = "Taller de la carrera de ficheros"
NIFS = [nif.make_spanish("B", f"{7700000 + number}") for number in range(40)]
EXEMPT = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
IBAN = "ES9121000418450200051332"


def clean(env):
    ours = ["|", "|", ("name", "=like", f"{NAME}%"), ("nif_key", "in", NIFS), ("email", "=like", "%@carrera.example")]
    partners = env["res.partner"].search(ours)
    imports = env["despacho.import"].search([("filename", "=like", "carrera%")])
    imports.state = "draft"
    imports.unlink()
    forget_joined(env, partners)


def review(registry, lines, number=1, source="billing"):
    """Return the id of an import of ``lines``, reviewed."""
    with opened(registry) as env:
        record = env["despacho.import"].create(
            {
                "file": base64.b64encode("\n".join(lines).encode()),
                "filename": f"carrera{number}.csv",
                "source_kind": source,
            }
        )
        record.action_read()
        record.action_review()
        return record.id


def apply(import_id):
    return lambda env: env["despacho.import"].browse(import_id).action_apply()


def states(registry, import_id):
    with opened(registry) as env:
        rows = env["despacho.import"].browse(import_id).row_ids
        return [(row.verdict, row.state) for row in rows.sorted("number")]


def asked(registry, import_id):
    """Apply the import; return how many rows were compared with the base again."""
    counts = []
    target = registry["despacho.import.partner"]
    ask = target._ask_engine

    def ask_and_count(self, import_, rows):
        counts.append(len(rows))
        return ask(self, import_, rows)

    with patch.object(target, "_ask_engine", ask_and_count):
        run(registry, apply(import_id))
    return sum(counts)


AGENDA = [
    "Nombre;Teléfono;E-mail;CP",
    "Zurbarán Fontaneros;611 22 33 44;zurbaran@carrera.example;47001",
    "Óptica Echegaray;622 33 44 55;echegaray@carrera.example;37002",
]


def test_rows_are_not_compared_again_where_nobody_changed(registry):
    with opened(registry) as env:
        known = env["res.partner"].create(
            {"name": "Zurbarán Fontaneros", "email": "zurbaran@carrera.example", "zip": "47001", **EXEMPT}
        )
    import_id = review(registry, AGENDA, source="agenda")
    assert [verdict for verdict, _state in states(registry, import_id)] == ["update", "no_nif"]
    assert asked(registry, import_id) == 0
    assert states(registry, import_id) == [("update", "applied"), ("no_nif", "applied")]
    with opened(registry) as env:
        assert known.with_env(env).phone == "+34 611 22 33 44"


def test_rows_are_compared_again_with_whom_somebody_entered_meanwhile(registry):
    import_id = review(registry, AGENDA, source="agenda")
    with opened(registry) as env:
        env["res.partner"].create(
            {"name": "Óptica Echegaray", "email": "echegaray@carrera.example", "zip": "37002", **EXEMPT}
        )
    assert asked(registry, import_id) == 2
    assert states(registry, import_id) == [("no_nif", "applied"), ("update", "applied")]
    with opened(registry) as env:
        assert env["res.partner"].search_count([("name", "=", "Óptica Echegaray")]) == 1


def test_what_a_file_says_of_a_contact_that_is_being_joined_goes_to_the_one_that_stays(registry):
    import_id = review(registry, ["NIF;Nombre;IBAN", f"{NIFS[0]};{NAME} que se va;{IBAN}"])
    with opened(registry) as env:  # after the review, so that nothing of the file hangs from them
        survivor = env["res.partner"].create({"name": f"{NAME} que queda", **EXEMPT})
        source = env["res.partner"].create({"name": f"{NAME} que se va", "vat": NIFS[0], "is_company": True})
    joined, read = threading.Event(), threading.Event()

    def join(env):
        partners = env["res.partner"].browse([survivor.id, source.id])
        env["despacho.merge"]._join(partners[0], partners[1])
        env.flush_all()
        joined.set()
        read.wait(30)

    def apply_after(env):
        env.cr.execute("SELECT 1")  # the transaction has its picture of the base before the joining is there
        threading.Timer(0.5, read.set).start()
        return apply(import_id)(env)

    with mute_logger("odoo.sql_db", "odoo.service.model"):
        thread = threading.Thread(target=run, args=(registry, join))
        thread.start()
        joined.wait(30)
        run(registry, apply_after)
        thread.join(60)
    with opened(registry, active_test=False) as env:
        banks = env["res.partner.bank"].search([("sanitized_acc_number", "=", IBAN)])
        assert banks.partner_id.ids == [survivor.id]
        banks.unlink()
