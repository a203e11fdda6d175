"""A feeding that two people, or a person and the job, start at once; and one whose job is killed."""

from datetime import timedelta

from at_once import kill_in, opened, race, run
from psycopg2.errors import SerializationFailure

from odoo.exceptions import LockError
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools import nif

NAME = "Alimentación de carreras"
_BATCH = {"odoo.addons.despacho_crm.models.feeding.despacho_feeding_job": {"BATCH": 2}}


def clean(env):
    feedings = env["despacho.feeding"].search([("name", "=like", f"{NAME}%")])
    leads = env["crm.lead"].search([("name", "=like", f"{NAME}%")])
    partners = leads.partner_id | env["res.partner"].search([("name", "=like", f"{NAME}%")])
    leads.unlink()
    partners.unlink()
    profiles = feedings.profile_id
    feedings.unlink()
    profiles.unlink()
    env["despacho.census.company"].search([("name", "=like", f"{NAME}%")]).unlink()


def _prepare(registry, feedings=1):
    """Return the ids of running feedings of five a week, of which a census of twenty has enough."""
    with opened(registry) as env:
        soria = env.ref("base.state_es_so")
        env["despacho.census.company"].create(
            [
                {
                    "name": f"{NAME} {number} SL",
                    "nif_key": nif.make_spanish("B", str(8500000 + number)),
                    "cnae": "5610",
                    "cnae_year": "2009",
                    "state_id": soria.id,
                    "employees": number,
                }
                for number in range(20)
            ]
        )
        activity = env["despacho.cnae"].search([("code", "=", "56"), ("year", "=", "2025")])
        profile = env["despacho.target.profile"].create(
            {"name": NAME, "cnae_ids": activity.ids, "state_ids": soria.ids}
        )
        found = env["despacho.feeding"].create(
            [
                {
                    "name": f"{NAME} {number}",
                    "profile_id": profile.id,
                    "user_id": env.ref("base.user_admin").id,
                    "per_week": 5,
                    "balancing": "Les interesa",
                }
                for number in range(feedings)
            ]
        )
        found.action_start()
        found.next_date = found[0]._today() - timedelta(days=1)
        return found.ids


def _brought(registry, feeding_id):
    """Return how many leads, of how many companies, in how many weeks."""
    with opened(registry, active_test=False) as env:
        leads = env["crm.lead"].search([("feeding_id", "=", feeding_id)])
        weeks = env["despacho.feeding.week"].search([("feeding_id", "=", feeding_id)])
        return len(leads), len(set(leads.partner_id.mapped("nif_key"))), len(weeks)


def _feed(feeding_id):
    def work(env):
        # Each has looked around, and does not see what the other one is about to bring.
        env["res.partner"].search([], limit=1)
        return bool(env["despacho.feeding"].browse(feeding_id).action_feed_now())

    return work


def test_two_people_who_bring_a_week_at_once_bring_it_once(registry):
    (feeding_id,) = _prepare(registry)

    def enter(registry, work):
        try:
            return run(registry, work, as_admin=True)
        except LockError as error:
            assert NAME in str(error)
            return "told"

    race(registry, "despacho.feeding", "_check_answers", [_feed(feeding_id)] * 2, enter)
    assert _brought(registry, feeding_id) == (5, 5, 1)


def test_who_began_before_the_other_one_ended_begins_again(registry):
    (feeding_id,) = _prepare(registry)
    with opened(registry) as late:
        late["despacho.feeding"].browse(feeding_id).name  # noqa: B018  its view of the data is of now
        with opened(registry) as first:
            first["despacho.feeding"].browse(feeding_id)._feed(first["despacho.feeding"].browse(feeding_id)._today())
        try:
            with mute_logger("odoo.sql_db"):
                late["despacho.feeding"].browse(feeding_id).action_feed_now()
        except SerializationFailure:  # the server repeats what ends so
            late.cr.rollback()
        else:
            raise AssertionError("It did not notice that somebody had brought the week.")
    assert _brought(registry, feeding_id) == (5, 5, 1)
    assert run(registry, _feed(feeding_id)) is True
    assert _brought(registry, feeding_id) == (5, 5, 1)


def test_the_job_and_a_person_at_once_bring_a_week_once(registry):
    (feeding_id,) = _prepare(registry)

    def job(env):
        env["res.partner"].search([], limit=1)
        env["despacho.feeding"]._cron_feed()

    def enter(registry, work):
        try:
            return run(registry, work, as_admin=work is not job)
        except LockError:
            return "told"

    race(registry, "despacho.feeding", "_check_answers", [_feed(feeding_id), job], enter)
    assert _brought(registry, feeding_id) == (5, 5, 1)
    run(registry, job)
    assert _brought(registry, feeding_id) == (5, 5, 1)


def test_killed_in_the_middle_of_a_week_nothing_of_it_stays_and_it_comes_once(registry):
    done, killed = _prepare(registry, feedings=2)
    # Each week is three batches of the census: the job dies in the second one of the second feeding.
    kill_in(
        "despacho.feeding",
        "_cron_feed",
        "_to_prospects",
        call=5,
        constants=_BATCH,
        step_model="despacho.census.company",
    )
    assert (_brought(registry, done), _brought(registry, killed)) == ((5, 5, 1), (0, 0, 0))
    for _night in range(2):
        run(registry, lambda env: env["despacho.feeding"]._cron_feed())
        assert (_brought(registry, done), _brought(registry, killed)) == ((5, 5, 1), (5, 5, 1))
    with opened(registry) as env:
        partners = env["crm.lead"].search([("name", "=like", f"{NAME}%")]).partner_id
        assert len(set(partners.mapped("nif_key"))) == 10
