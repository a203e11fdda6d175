"""Load the demo world into a database: ``load(env)``, as superuser, and commit afterwards."""

import time
from contextlib import contextmanager
from datetime import date

from ..models.identity.by_code import BY_CODE
from ..tools import territory
from . import (
    load_bonds,
    load_calling,
    load_campaigns,
    load_companies,
    load_engagement,
    load_enrichment,
    load_feeding,
    load_firm,
    load_interviews,
    load_invoices,
    load_log,
    load_newsletters,
    load_parties,
    load_pipeline,
    load_privacy,
    load_quotations,
    load_recipients,
    load_registry,
    load_relations,
    load_rights,
    load_segments,
    world,
)
from .staff import PRESENTER

#: Where the records get their external ids.
MODULE = "despacho_crm_demo"
#: Bulk loading: no chatter, no followers, no mail; what lacks a NIF waits in the queue.
_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
    "no_reset_password": True,
    "no_mail_to_attendees": True,
    "nif_deferred": BY_CODE,
}


class Loader:
    """What the steps share: the environment, the world and the records made so far.

    ``partners``, ``users``, ``products``, ``teams``, ``moves``, ``leads``, ``rivals``, ``lines``, ``segments``:
    {code in the world: record}.
    """

    def __init__(self, env, made):
        self.env = env(context=dict(env.context, **_QUIET))
        self.world = made
        self.company = env.company
        self.partners, self.users, self.products, self.teams, self.moves = {}, {}, {}, {}, {}
        self.leads, self.rivals, self.lines, self.segments = {}, {}, {}, {}
        states = env["res.country.state"].search([("country_id", "=", env.ref("base.es").id)])
        self._states = {state.code: state for state in states}
        self._named = []

    def state(self, province):
        """Return the ``res.country.state`` of a province, given by its two digits; none abroad."""
        if not province:
            return self.env["res.country.state"]
        return self._states[territory.PROVINCES[province].code]

    def name(self, records):
        """Keep the external ids of ``{name: record}``, written at the end in one go."""
        self._named += records.items()

    def write_names(self):
        self.env["ir.model.data"].create(
            [
                {"module": MODULE, "name": name, "model": record._name, "res_id": record.id, "noupdate": True}
                for name, record in self._named
            ]
        )


def load(env, made=None):
    """Fill the company of ``env`` with the demo world, unless it is there already.

    ``made``: the :class:`world.World` to load; today's when not given.

    The company must have the Spanish chart of accounts. Nothing is committed: it is
    all or nothing. Each user's password is the login; the administrator keeps both.
    """
    if env.ref(f"{MODULE}.firm", raise_if_not_found=False):
        print("The demo world is already loaded.")  # pylint: disable=print-used
        return
    loader = Loader(env, made or world.build(date.today()))
    with _step("people and services of the firm"):
        load_firm.load(loader)
    with _step("clients and prospects"):
        load_parties.load(loader)
    with _step("activity and size of the companies"):
        load_companies.load(loader)
    with _step("invoices"):
        load_invoices.load_invoices(loader)
    with _step("payments"):
        load_invoices.load_payments(loader)
    with _step("competitors, leads and opportunities"), _without_rules(loader.company):
        load_relations.load_competitors(loader)
        load_pipeline.load(loader)
        load_quotations.load(loader)
    with _step("needs and tastes of the clients"):
        load_relations.load_needs(loader)
        load_relations.load_tastes(loader)
    with _step("contacts made and planned"):
        load_log.load(loader)
    with _step("circulars"):
        load_newsletters.load(loader)
    with _step("relation with each contact"):
        env["res.partner"]._lifecycle_update_all()
    with _step("who is what to whom, and private individuals"):
        load_bonds.load_relations(loader)
        load_bonds.load_persons(loader)
    with _step("what the register of companies published"):
        load_registry.load(loader)
    with _step("segments"):
        load_segments.load(loader)
    with _step("what the census and other data fill in"):
        load_enrichment.load(loader)
    with _step("companies around, and whom the firm would like of them"), _without_rules(loader.company):
        load_feeding.load(loader)
    with _step("what people allow, and the Lista Robinson"):
        load_privacy.load(loader)
    with _step("campaigns of last spring and of this autumn"), _without_rules(loader.company):
        load_campaigns.load(loader)
    with _step("minutes of visits and meetings"):
        load_interviews.load(loader)
    with _step("calls and event of a commercial action"):
        load_calling.load(loader)
    with _step("an approved action, with whom it addresses in each company"):
        load_recipients.load(loader)
    with _step("requests of rights"):
        load_rights.load(loader)
    with _step("who entered and left the segments"):
        load_segments.load_movements(loader)
    with _step("what each fee includes, signed"):
        load_engagement.load(loader)
    with _step("quality of the base"):
        load_bonds.load_quality(loader)
    loader.write_names()
    env.flush_all()
    print(f"  users (password = login): {_logins(loader.world.staff)}")  # pylint: disable=print-used


def _logins(staff):
    first = {member.role: member for member in reversed(staff) if member.login != PRESENTER}
    return ", ".join(f"{member.login} ({member.function})" for member in first.values())


@contextmanager
def _without_rules(company):
    """The records arrive where the world says, with the steps that it says: no stage acts meanwhile."""
    before = company.pipeline_rules
    company.pipeline_rules = False
    yield
    company.pipeline_rules = before


@contextmanager
def _step(text):
    start = time.monotonic()
    yield
    print(f"  {text}: {time.monotonic() - start:.1f} s", flush=True)  # pylint: disable=print-used
