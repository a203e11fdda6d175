"""Segments as the firm has them: for the next actions, and to keep an eye on."""


def load(loader):
    env, lines = loader.env, loader.lines
    state = loader.company.state_id or loader.state("17")
    director = next(loader.users[member.login] for member in loader.world.staff if member.role == "manager")
    clients = ("lifecycle", "in", ["client"])
    segments = {
        "segment_payroll": (
            "Clientes de fiscal sin laboral",
            "Ofrecerles las nóminas y los seguros sociales.",
            [
                clients,
                ("services_used_ids", "in", [lines["fiscal"].id]),
                ("services_used_ids", "not in", [lines["laboral"].id]),
            ],
        ),
        "segment_data": (
            "Sociedades sin protección de datos",
            "Campaña de protección de datos de primavera.",
            [
                clients,
                ("is_company", "=", True),
                ("services_used_ids", "not in", [lines["datos"].id]),
            ],
        ),
        "segment_warm": (
            "Prospectos y leads calientes o tibios sin contacto en 60 días",
            "Llamarlos antes de que se enfríen.",
            [
                ("lifecycle", "in", ["prospect", "lead"]),
                ("temperature", "in", ["hot", "warm"]),
                ("days_since_contact", ">", 60),
            ],
        ),
        "segment_former": (
            f"Antiguos clientes de {state.name}",
            "Recuperarlos: visitas de otoño.",
            [("lifecycle", "in", ["former"]), ("state_id", "in", state.ids)],
        ),
    }
    records = env["despacho.segment"].create(
        [
            {
                "name": name,
                "purpose": purpose,
                "domain": repr(definition),
                "company_id": loader.company.id,
                "user_id": director.id,
            }
            for name, purpose, definition in segments.values()
        ]
    )
    loader.segments = dict(zip(segments, records, strict=True))
    loader.name(loader.segments)
