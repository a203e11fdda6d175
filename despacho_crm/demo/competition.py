"""Other firms and the suppliers: who they are and what is known of them, by subject.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass, field

#: (name, town, supplier?, what is known: (subject, in short, what is known, source)).
_FIRMS = (
    (
        "Gestoria Pontverd, S.L.P.", "Girona", False,
        (
            ("prices", "Bajan la nómina a 14 € al mes", "Solo a empresas de más de diez trabajadores.", "Un cliente"),
            ("prices", "Cuota fiscal de autónomos: 60 €", "Sin contar la renta, que cobran aparte.", "Su web"),
            ("staff", "Fichan a una laboralista", "Viene de una mutua; lleva inspecciones.", "LinkedIn"),
            ("technology", "Portal del empleado incluido en la cuota", "Lo enseñan en la primera visita.", "Visita"),
        ),
    ),
    (
        "Assessors Rocablava, S.L.", "Figueres", False,
        (
            ("services", "Abren departamento de extranjería", "Dos personas, en la oficina de Figueres.", "Prensa"),
            ("quality", "Un cliente suyo recibió tres requerimientos", "Presentaron tarde el IVA.", "Un cliente"),
            ("offers", "Primer trimestre gratis", "Campaña de enero para sociedades nuevas.", "Publicidad"),
        ),
    ),
    (
        "Bufet Serragran Advocats, S.L.P.", "Barcelona", False,
        (
            ("services", "Iguala jurídica con asesoría fiscal", "La ofrecen desde 390 € al mes.", "Presupuesto ajeno"),
            ("clients", "Llevan dos cadenas de hostelería", "Una de ellas, descontenta con el trato.", "Feria"),
        ),
    ),
    (
        "Gestiona-T en Línea, S.L.", "Madrid", False,
        (
            ("prices", "Autónomos por 39 € al mes, todo en línea", "Sin teléfono ni persona asignada.", "Su web"),
            ("technology", "Leen los tiques con el móvil", "El cliente hace la foto y ellos contabilizan.", "Su web"),
            ("offers", "Un mes por cada amigo que traigan", "", "Un cliente"),
        ),
    ),
    (
        "Programes Clotdaurat, S.L.", "Girona", True,
        (
            ("prices", "El programa de nóminas sube un 6 % en enero", "Se puede negociar a tres años.", "Su comercial"),
            ("technology", "Conexión con la sede de la Seguridad Social", "Prevista para marzo.", "Seminario"),
        ),
    ),
    (
        "Notarías y Registros Fuenteclara, S.L.", "Girona", True,
        (("quality", "Tardan tres semanas en las inscripciones", "Antes eran diez días.", "Nuestra experiencia"),),
    ),
)  # fmt: skip


@dataclass
class Competitor:
    """``supplier``: whether the firm buys from it; ``known``: what was written down of it."""

    code: str
    name: str
    vat: str
    town: str
    supplier: bool
    known: list = field(default_factory=list)


@dataclass
class Known:
    """``subject``: name of the subject, as in its external id; ``author``: login of who wrote it."""

    subject: str
    name: str
    text: str
    source: str
    date: datetime.date
    author: str


def make_competitors(rng, nifs, staff, today):
    """Return competitors and suppliers with what different people of the firm know of them."""
    authors = [member.login for member in staff if member.role in ("manager", "steward", "user")]
    return [
        Competitor(
            f"rival_{index + 1}",
            name,
            nifs.entity("B"),
            town,
            supplier,
            [
                Known(*piece, today - datetime.timedelta(days=rng.randint(3, 240)), rng.choice(authors))
                for piece in known
            ],
        )
        for index, (name, town, supplier, known) in enumerate(_FIRMS)
    ]
