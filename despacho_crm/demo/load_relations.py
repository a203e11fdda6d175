"""Needs of the clients, and what is known of competitors and suppliers."""

from odoo.tools import SQL

from .load_pipeline import past


def load_competitors(loader):
    env, rivals = loader.env, loader.world.competitors
    partners = env["res.partner"].create(
        [
            {
                "name": rival.name,
                "is_company": True,
                "vat": rival.vat,
                "city": rival.town,
                "country_id": env.ref("base.es").id,
                "lang": "es_ES",
                "is_competitor": not rival.supplier,
                "supplier_rank": int(rival.supplier),
            }
            for rival in rivals
        ]
    )
    loader.rivals = dict(zip((rival.code for rival in rivals), partners, strict=True))
    loader.name(loader.rivals)
    _load_information(loader)


def _load_information(loader):
    env = loader.env
    model_id = env["ir.model"]._get_id("res.partner")
    activity_type = env.ref("despacho_crm.mail_activity_type_information")
    env["mail.activity"].create(
        [
            {
                "res_model_id": model_id,
                "res_id": loader.rivals[rival.code].id,
                "activity_type_id": activity_type.id,
                "summary": known.name,
                "feedback": known.text,
                "information_source": known.source,
                "subject_id": env.ref(f"despacho_crm.subject_{known.subject}").id,
                "user_id": loader.users[known.author].id,
                "date_deadline": known.date,
                "done_at": past(known.date, 12),
                "date_done": known.date,
                "active": False,
            }
            for rival in loader.world.competitors
            for known in rival.known
        ]
    )


def load_tastes(loader):
    """What clients have told: whether discounts interest them, and how they like to be reached."""
    clients = [loader.partners[party.code] for party in loader.world.clients]
    told = (
        ("discount_interest", {0: "yes", 4: "no"}, 9),
        ("preferred_channel", {1: "email", 3: "visit", 6: "message"}, 10),
    )
    for field, answers, of_every in told:
        for rest, answer in answers.items():
            partners = [client.id for client in clients[rest::of_every]]
            loader.env["res.partner"].browse(partners).write({field: answer})


def load_needs(loader):
    env = loader.env
    needs = [need for need in loader.world.needs if need.party in loader.partners]
    records = env["despacho.need"].create(
        [
            {
                "name": need.name,
                "kind": need.kind,
                "partner_id": loader.partners[need.party].id,
                "service_line_id": loader.lines[need.line].id,
                "horizon": "future" if need.due else "now",
                "date_due": need.due,
                "date": need.noted,
                "source": need.source,
                "status": need.status,
                "discard_reason": need.reason or False,
                "lead_id": loader.leads[need.lead].id if need.lead in loader.leads else False,
                "user_id": loader.users[need.owner].id if need.owner else False,
                "company_id": loader.company.id,
            }
            for need in needs
        ]
    )
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE despacho_need SET create_date = date WHERE id IN %s",
            tuple(records.ids) or (0,),
        )
    )
    env["despacho.need"].invalidate_model(["create_date"])
    loader.name(dict(zip((need.code for need in needs), records, strict=True)))
