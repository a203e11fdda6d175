"""People edit, archive and join contacts while a job writes the rows of a file that name them."""

import base64
import threading
from unittest.mock import patch

from at_once import forget_joined, opened, run

from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools import nif

NAME = "Taller de las ediciones"
NIFS = [nif.make_spanish("B", f"{7710000 + number}") for number in range(6)]


def clean(env):
    partners = env["res.partner"].search(["|", ("name", "=like", f"{NAME}%"), ("nif_key", "in", NIFS)])
    imports = env["despacho.import"].search([("filename", "=like", "ediciones%")])
    imports.state = "draft"
    imports.row_ids.unlink()
    imports.unlink()
    forget_joined(env, partners)


def review(registry, phone, number=1):
    """Return the id of an import, reviewed, that brings companies with a ``phone`` and a town."""
    lines = ["NIF;Nombre;Teléfono;Población", *(f"{key};{NAME} {key} SL;{phone};Vic" for key in NIFS)]
    with opened(registry) as env:
        record = env["despacho.import"].create(
            {
                "file": base64.b64encode("\n".join(lines).encode()),
                "filename": f"ediciones{number}.csv",
                "source_kind": "billing",
                "source_date": f"2026-0{number}-01",
            }
        )
        record.action_read()
        record.action_review()
        return record.id


def apply_by_job(registry, import_id):
    with opened(registry) as env:
        record = env["despacho.import"].browse(import_id)
        record.state = "applying"
        record._leave_to_cron()
    with opened(registry) as env:
        env["despacho.import"]._cron_apply(3)


def known(registry):
    """Bring the companies once; the next file changes them."""
    apply_by_job(registry, review(registry, "931 00 00 01"))
    return review(registry, "931 00 00 02", number=2)


def partner(env, place):
    return env["res.partner"].with_context(active_test=False).search([("nif_key", "=", NIFS[place])])


def interrupted(registry, step, act):
    """Return a patch of the import's method ``step``, after which, once, ``act(env)`` is done by somebody else."""
    model = registry["despacho.import"]
    original, done = getattr(model, step), []

    def step_and_be_overtaken(self, *arguments):
        result = original(self, *arguments)
        if not done:
            done.append(True)
            run(registry, act)
        return result

    return patch.object(model, step, step_and_be_overtaken)


def states(registry, import_id):
    with opened(registry) as env:
        return env["despacho.import"].browse(import_id).row_ids.sorted("number").mapped("state")


def test_what_a_person_types_while_the_rows_are_looked_at_stays(registry):
    import_id = known(registry)

    def type_phone(env):
        partner(env, 1).phone = "+34 600 77 88 99"

    with interrupted(registry, "_refresh_verdicts", type_phone), mute_logger("odoo.sql_db"):
        apply_by_job(registry, import_id)
    with opened(registry) as env:
        phones = [partner(env, place).phone for place in range(6)]
        row = env["despacho.import"].browse(import_id).row_ids.filtered(lambda one: one.nif_key == NIFS[1])
        assert row.kept["phone"][2] == "typed"
    assert phones == ["+34 931 00 00 02", "+34 600 77 88 99", *["+34 931 00 00 02"] * 4]
    assert set(states(registry, import_id)) <= {"applied", "skipped"}


def test_what_a_person_types_while_the_rows_are_written_comes_after_them(registry):
    import_id = known(registry)
    typing = []

    def type_phone(env):
        partner(env, 0).phone = "+34 600 77 88 99"

    def type_at_once(env):
        typing.append(threading.Thread(target=run, args=(registry, type_phone)))
        typing[0].start()
        threading.Event().wait(0.3)

    # The contacts are held: whoever types waits, and what they type comes after.
    with interrupted(registry, "_hold", type_at_once), mute_logger("odoo.sql_db", "odoo.service.model"):
        apply_by_job(registry, import_id)
        typing[0].join(30)
    with opened(registry) as env:
        assert [partner(env, place).phone for place in (0, 1)] == ["+34 600 77 88 99", "+34 931 00 00 02"]
    assert set(states(registry, import_id)) == {"applied"}


def test_whom_somebody_deletes_while_the_rows_are_looked_at_is_created_once(registry):
    import_id = known(registry)

    def delete(env):
        partner(env, 2).unlink()

    with interrupted(registry, "_refresh_verdicts", delete), mute_logger("odoo.sql_db"):
        apply_by_job(registry, import_id)
    with opened(registry) as env:
        assert [len(partner(env, place)) for place in range(6)] == [1] * 6
        assert partner(env, 2).phone == "+34 931 00 00 02"
    assert set(states(registry, import_id)) == {"applied"}


def test_whom_somebody_archives_while_the_rows_are_looked_at_stays_archived(registry):
    import_id = known(registry)

    def archive(env):
        partner(env, 0).action_archive()

    with interrupted(registry, "_refresh_verdicts", archive), mute_logger("odoo.sql_db"):
        apply_by_job(registry, import_id)
    with opened(registry) as env:
        assert (partner(env, 0).active, partner(env, 0).phone) == (False, "+34 931 00 00 02")
    assert set(states(registry, import_id)) == {"applied"}


def test_whom_somebody_joins_while_the_rows_are_looked_at_is_the_one_that_stays(registry):
    import_id = known(registry)
    stays = []

    def join(env):
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        stays.append(env["res.partner"].create({"name": f"{NAME} que queda", **exempt}).id)
        env["despacho.merge"]._join(env["res.partner"].browse(stays), partner(env, 1))

    with interrupted(registry, "_refresh_verdicts", join), mute_logger("odoo.sql_db"):
        apply_by_job(registry, import_id)
    with opened(registry, active_test=False) as env:
        row = env["despacho.import"].browse(import_id).row_ids.filtered(lambda one: one.nif_key == NIFS[1])
        assert row.partner_id.ids == stays
        assert env["res.partner"].search([("nif_key", "=", NIFS[1])]).ids == stays
    assert set(states(registry, import_id)) <= {"applied", "skipped"}
