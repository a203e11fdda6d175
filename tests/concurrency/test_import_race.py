"""A file is applied while contacts are joined, created and changed, by two at once, and while the process is killed."""

import base64
import threading
from contextlib import contextmanager
from unittest.mock import patch

from at_once import beside, forget_joined, kill_in, opened, run, twice_at_once

from odoo.tools import SQL, mute_logger

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
    imports.row_ids.unlink()
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


def review_until_seen(registry, import_id, partner_id):
    """Review the import again until it can tell that it saw the contact.

    It cannot where a transaction of another database of the server, older than the contact, ends as the review
    begins: nobody knows afterwards whose it was, so the rows would be compared again, to be sure.
    """
    for _try in range(100):
        with opened(registry) as env:
            record = env["despacho.import"].browse(import_id)
            seen = SQL(
                "SELECT age(xmin) > age(%s::xid8::xid) FROM res_partner WHERE id = %s",
                record._get_seen_until(),
                partner_id,
            )
            if env.execute_query(seen)[0][0]:
                return
            record.action_back()
        run(registry, lambda env: env["despacho.import"].browse(import_id).action_review())
    raise AssertionError("the review never saw the contact")


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
    review_until_seen(registry, import_id, known.id)
    with opened(registry) as env:  # whom the engine is certain of is only proposed
        env["despacho.import"].browse(import_id).row_ids.action_include()
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
    # What is certain without its NIF is proposed: whoever turns out to be somebody waits to be accepted.
    assert states(registry, import_id) == [("no_nif", "applied"), ("update", "pending")]
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

    with mute_logger("odoo.sql_db", "odoo.service.model"), beside(registry, join) as start:
        start()
        joined.wait(30)
        run(registry, apply_after)
    with opened(registry, active_test=False) as env:
        banks = env["res.partner.bank"].search([("sanitized_acc_number", "=", IBAN)])
        assert banks.partner_id.ids == [survivor.id]
        banks.unlink()


def leave_to_job(registry, *import_ids):
    with opened(registry) as env:
        for import_id in import_ids:
            record = env["despacho.import"].browse(import_id)
            record.state = "applying"
            record._leave_to_cron()


def run_job(registry, limit=4):
    with opened(registry) as env:
        env["despacho.import"]._cron_apply(limit)


@contextmanager
def stopped(registry, import_id, left):
    """Have a person stop the import when the job has so many rows ``left``: those in hand are not stored yet."""
    model = registry["despacho.import"]
    tell, hold, stopping = model._tell_progress, model._is_held_in_hand, []

    def stop(env):
        env["despacho.import"].browse(import_id).action_stop()

    with beside(registry, stop) as start:

        def tell_and_stop(self, rows, rate):
            tell(self, rows, rate)
            if rows == left:
                stopping.append(start())
                threading.Event().wait(0.5)

        def let_stop_and_hold(self):
            # Between two batches whoever waits may be overtaken by the job: that they are not is not what is looked at.
            for done in stopping:
                done.result(60)
            return hold(self)

        with (
            patch.object(model, "_tell_progress", tell_and_stop),
            patch.object(model, "_is_held_in_hand", let_stop_and_hold),
        ):
            yield


def billing(first, last, phone):
    return ["NIF;Nombre;Teléfono", *(f"{NIFS[n]};{NAME} {n} SL;{phone}" for n in range(first, last))]


def contacts(registry):
    """Return {NIF: phone} of the contacts made by the files, and how many there are of them."""
    with opened(registry, active_test=False) as env:
        partners = env["res.partner"].search([("nif_key", "in", NIFS)])
        return {partner.nif_key: partner.phone for partner in partners}, len(partners)


def test_killed_in_the_middle_it_goes_on_where_it_was(registry):
    import_id = review(registry, billing(0, 20, "931 22 33 44"))
    leave_to_job(registry, import_id)
    kill_in("despacho.import", "_cron_apply", "_apply_batch", call=3, arguments=(4,))
    assert contacts(registry)[1] == 8
    assert [state for _verdict, state in states(registry, import_id)].count("applied") == 8
    run_job(registry)
    assert contacts(registry)[1] == 20
    assert {state for _verdict, state in states(registry, import_id)} == {"applied"}
    run_job(registry)
    assert contacts(registry)[1] == 20


def test_two_files_of_the_same_contacts_at_once_end_as_one_after_the_other(registry):
    first = review(registry, billing(0, 20, "931 22 33 44"))
    second = review(registry, billing(10, 30, "931 55 66 77"), number=2)
    leave_to_job(registry, first)
    leave_to_job(registry, second)
    twice_at_once(run_job, registry)
    run_job(registry)  # the one that had the turn may have looked for more before the other was asked for
    found, count = contacts(registry)
    assert count == 30
    phones = [found[key] for key in NIFS[:30]]
    assert phones == ["+34 931 22 33 44"] * 10 + ["+34 931 55 66 77"] * 20
    assert [verdict for verdict, _state in states(registry, second)] == ["update"] * 10 + ["create"] * 10
    assert {state for _verdict, state in states(registry, second)} == {"applied"}


def test_whom_a_person_enters_at_the_same_moment_is_updated(registry):
    import_id = review(registry, billing(0, 4, "931 22 33 44"))
    leave_to_job(registry, import_id)
    model = registry["despacho.import"]
    refresh, entered = model._refresh_verdicts, []

    def refresh_and_be_overtaken(self, rows):
        todo = refresh(self, rows)
        if not entered:
            with opened(registry) as env:
                vals = {
                    "name": f"{NAME} a mano",
                    "vat": NIFS[2],
                    "is_company": True,
                    "country_id": env.ref("base.es").id,
                }
                entered.append(env["res.partner"].create(vals).id)
        return todo

    with patch.object(model, "_refresh_verdicts", refresh_and_be_overtaken), mute_logger("odoo.sql_db"):
        run_job(registry)
    assert states(registry, import_id) == [("create", "applied")] * 2 + [("update", "applied"), ("create", "applied")]
    with opened(registry) as env:
        partner = env["res.partner"].browse(entered)
        assert (partner.name, partner.phone) == (f"{NAME} a mano", "+34 931 22 33 44")


def test_it_is_stopped_by_a_person_while_it_works(registry):
    import_id = review(registry, billing(0, 20, "931 22 33 44"))
    leave_to_job(registry, import_id)
    with stopped(registry, import_id, left=12), mute_logger("odoo.sql_db", "odoo.service.model"):
        run_job(registry)
    with opened(registry) as env:
        assert env["despacho.import"].browse(import_id).state == "stopped"
    written = contacts(registry)[1]
    assert 8 <= written < 20
    assert [state for _verdict, state in states(registry, import_id)].count("applied") == written
