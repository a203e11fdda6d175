"""Enrichment at the same moment as people and as itself: killed, shared by two, and while somebody edits."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

from at_once import kill_in, opened, run

from odoo import fields
from odoo.fields import Domain
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools.enrichment.found import Found

NAME = "Registro de carreras"
SOURCE = "despacho.enrichment.source"
#: The census as one that is asked outside: what it answers is kept with a commit before it is written.
OUTSIDE = {
    "odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_census:DespachoEnrichmentCensus": {
        "_is_local": False
    }
}


def clean(env):
    env.cr.execute("DELETE FROM despacho_enrichment_queue")
    env.cr.execute("DELETE FROM despacho_enrichment_seen")
    env["despacho.enrichment.run"].search([]).unlink()
    env["res.partner"].search([("name", "=like", f"{NAME}%")]).unlink()
    env["despacho.census.company"].search([("name", "=like", f"{NAME}%")]).unlink()
    env["despacho.enrichment.provider"].search([("code", "=", "carreras")]).unlink()
    env["despacho.enrichment.provider"].search([]).write({"state": "working", "is_fed": False, "retry_at": False})


def _companies(env, count):
    from odoo.addons.despacho_crm.tools import nif

    return env["res.partner"].create(
        [
            {"name": f"{NAME} {n}", "is_company": True, "vat": nif.make_spanish("B", str(8300000 + n))}
            for n in range(count)
        ]
    )


def _streets(registry, ids):
    with opened(registry) as env:
        return [partner.street for partner in env["res.partner"].browse(ids)]


def _census_of(env, count):
    """Return ``count`` contacts that the census knows, and have nothing else asked."""
    partners = _companies(env, count)
    env["despacho.census.company"].create(
        [
            {"nif_key": partner.nif_key, "name": partner.name, "street": f"Calle {partner.nif_key}"}
            for partner in partners
        ]
    )
    others = env["despacho.enrichment.provider"].search([("code", "!=", "census")])
    others.state = "paused"
    return partners.ids


def _expire(registry):
    """Let the time pass after which whoever had something in hand is taken for dead."""
    with opened(registry) as env:
        env.cr.execute("UPDATE despacho_enrichment_queue SET lease = lease - INTERVAL '1 hour'")


def _as_outside(registry):
    return patch.object(registry["despacho.enrichment.census"], "_is_local", False)


def test_killed_between_answer_and_writing_what_was_answered_is_written_without_asking_again(registry):
    with opened(registry) as env:
        ids = _census_of(env, 8)
    kill_in("despacho.enrichment.provider", "_cron_enrich", "_write_kept", arguments=(False,), constants=OUTSIDE)
    assert set(_streets(registry, ids)) == {False}
    _expire(registry)
    with _as_outside(registry), patch.object(registry["despacho.enrichment.census"], "_fetch") as fetch:
        with opened(registry) as env:
            env["despacho.enrichment.provider"]._cron_enrich(False)
    assert not fetch.called
    with opened(registry) as env:
        partners = env["res.partner"].browse(ids)
        assert [partner.street for partner in partners] == [f"Calle {partner.nif_key}" for partner in partners]


def test_killed_before_the_answer_was_kept_it_is_asked_again_and_nothing_is_lost(registry):
    with opened(registry) as env:
        ids = _census_of(env, 8)
    kill_in(
        "despacho.enrichment.provider",
        "_cron_enrich",
        "_keep",
        arguments=(False,),
        constants=OUTSIDE,
        step_model="despacho.enrichment.queue",
    )
    assert set(_streets(registry, ids)) == {False}
    _expire(registry)
    with _as_outside(registry), opened(registry) as env:
        env["despacho.enrichment.provider"]._cron_enrich(False)
    assert all(_streets(registry, ids))


def test_killed_in_the_middle_of_writing_nothing_is_half_written(registry):
    with opened(registry) as env:
        ids = _census_of(env, 8)
    kill_in("despacho.enrichment.provider", "_cron_enrich", "_note_origins", arguments=(True,))
    with opened(registry) as env:
        assert set(env["res.partner"].browse(ids).mapped("street")) == {False}
        assert not env["despacho.value.origin"].search([("partner_id", "in", ids)])
        env["despacho.enrichment.provider"]._cron_enrich(True)
    assert all(_streets(registry, ids))


def test_two_workers_share_and_ask_about_nobody_twice(registry):
    with opened(registry) as env:
        env["despacho.enrichment.provider"].search([]).state = "paused"
        ids = _companies(env, 60).ids
        env["despacho.enrichment.provider"].create(
            {"name": "C", "code": "carreras", "rate": 0, "daily_budget": 0, "batch_size": 5}
        )
    asked, lock, together = [], threading.Lock(), threading.Barrier(2, timeout=60)
    first = threading.local()

    def fetch(_source, _provider, partners):
        if not getattr(first, "waited", False):
            first.waited = True
            together.wait()
        with lock:
            asked.append((threading.get_ident(), partners.ids))
        return [Found(partner.id, "street", "Uno 1") for partner in partners]

    def work(_number):
        with opened(registry) as env:
            env["despacho.enrichment.provider"]._cron_enrich(False)

    traits = {
        "_fetch": fetch,
        "_applies_to": lambda _source, _provider: Domain("id", "in", ids),
        "_gives": ("street",),
    }
    with mute_logger("odoo.sql_db"), patch.multiple(registry[SOURCE], **traits), ThreadPoolExecutor(2) as pool:
        with opened(registry) as env:
            env["despacho.enrichment.queue"]._feed(env["despacho.enrichment.provider"].search([]))
        list(pool.map(work, range(2)))
    every = [one for _thread, some in asked for one in some]
    assert sorted(every) == sorted(ids)
    assert len({thread for thread, _some in asked}) == 2
    with opened(registry) as env:
        proposals = env["despacho.enrichment.proposal"].search([("partner_id", "in", ids)])
        assert len(proposals) == len(ids)
        provider = env["despacho.enrichment.provider"].search([("code", "=", "carreras")])
        assert sum(provider.run_ids.mapped("asked")) == len(ids)


def _person_edits(registry, moment):
    """Have a person write at ``moment``, a method of the provider, and the job go on; return what there is then."""
    with opened(registry) as env:
        env["despacho.enrichment.provider"].search([]).state = "paused"
        partner_id = _companies(env, 1).id
        env["despacho.enrichment.provider"].create(
            {"name": "C", "code": "carreras", "field_ids": [(0, 0, {"name": "street", "accept": True})]}
        )
    edited = []
    provider_class = registry["despacho.enrichment.provider"]
    step = getattr(provider_class, moment)

    def edit(*arguments, **named):
        if not edited:
            edited.append(True)
            run(registry, lambda env: env["res.partner"].browse(partner_id).write({"street": "De una persona 9"}), True)
        return step(*arguments, **named)

    traits = {
        "_fetch": lambda _source, _provider, partners: [Found(one.id, "street", "Del registro 1") for one in partners],
        "_applies_to": lambda _source, _provider: Domain("id", "=", partner_id),
        "_gives": ("street",),
    }
    with patch.multiple(registry[SOURCE], **traits), patch.object(provider_class, moment, edit):
        # Whoever is overtaken by the person says so in the log, and comes again.
        with mute_logger("odoo.sql_db"), opened(registry) as env:
            env["despacho.enrichment.provider"]._cron_enrich(False)
        later = fields.Datetime.now() + timedelta(hours=1)
        with patch.object(fields.Datetime, "now", staticmethod(lambda *_arguments: later)), opened(registry) as env:
            env["despacho.enrichment.provider"]._cron_enrich(False)
    assert edited
    with opened(registry) as env:
        partner = env["res.partner"].browse(partner_id)
        return partner.street, partner.enrichment_proposal_ids.mapped("shown")


def test_what_a_person_writes_while_it_is_being_asked_stays(registry):
    assert _person_edits(registry, "_fetch_sifted") == ("De una persona 9", ["Del registro 1"])


def test_what_a_person_writes_while_the_job_is_about_to_write_stays(registry):
    assert _person_edits(registry, "_write_kept") == ("De una persona 9", ["Del registro 1"])


def test_a_contact_that_somebody_is_working_on_waits_and_the_job_goes_on(registry):
    with opened(registry) as env:
        ids = _census_of(env, 2)
    with opened(registry) as person:
        person.cr.execute("UPDATE res_partner SET street = 'De una persona 9' WHERE id = %s", [ids[0]])
        with opened(registry) as env:
            env["despacho.enrichment.provider"]._cron_enrich(True)
        assert _streets(registry, ids)[0] is False
        assert _streets(registry, ids)[1]
    later = fields.Datetime.now() + timedelta(hours=1)
    with patch.object(fields.Datetime, "now", staticmethod(lambda *_arguments: later)), opened(registry) as env:
        env["despacho.enrichment.provider"]._cron_enrich(True)
    assert _streets(registry, ids)[0] == "De una persona 9"
