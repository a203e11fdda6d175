"""The firm's catalogue: service lines, what each service costs and how it is charged.

Nothing here touches a database.
"""

from typing import NamedTuple

LINES = {
    "fiscal": "Fiscal",
    "laboral": "Laboral",
    "contable": "Contable",
    "mercantil": "Mercantil",
    "juridico": "Jurídico",
    "subvenciones": "Subvenciones",
    "datos": "Protección de datos",
    "consultoria": "Consultoría",
    "patrimonio": "Patrimonio y herencias",
    "extranjeria": "Extranjería",
    "auditoria": "Auditoría",
    "comunidades": "Comunidades y entidades",
}


class Service(NamedTuple):
    """``price``: euros without VAT, per month when ``charge`` is ``month``.

    ``charge``: ``month`` (a fee, invoiced monthly or by quarters), ``year`` (once a
    year, in ``due_month``) or ``once``.
    """

    code: str
    line: str
    name: str
    price: float
    charge: str
    due_month: int = 0


SERVICES = (
    Service("iva", "fiscal", "Asesoría fiscal de sociedades", 145.0, "month"),
    Service("autonomo", "fiscal", "Asesoría fiscal de autónomos", 75.0, "month"),
    Service("is", "fiscal", "Impuesto sobre Sociedades y cuentas anuales", 590.0, "year", 7),
    Service("renta", "fiscal", "Declaración de la renta", 75.0, "year", 6),
    Service("inspeccion", "fiscal", "Asistencia en inspección tributaria", 950.0, "once"),
    Service("nominas", "laboral", "Nóminas y seguros sociales (por trabajador)", 21.0, "month"),
    Service("contrato", "laboral", "Contrato de trabajo y alta", 48.0, "once"),
    Service("despido", "laboral", "Despido y acto de conciliación", 380.0, "once"),
    Service("contabilidad", "contable", "Llevanza de la contabilidad", 240.0, "month"),
    Service("libros", "contable", "Legalización de libros", 150.0, "year", 4),
    Service("constitucion", "mercantil", "Constitución de sociedad", 690.0, "once"),
    Service("estatutos", "mercantil", "Modificación de estatutos", 380.0, "once"),
    Service("iguala", "juridico", "Iguala jurídica", 220.0, "month"),
    Service("impagados", "juridico", "Reclamación de impagados", 460.0, "once"),
    Service("contratos", "juridico", "Redacción de contrato mercantil", 320.0, "once"),
    Service("ayudas", "subvenciones", "Solicitud de subvención", 620.0, "once"),
    Service("justificacion", "subvenciones", "Justificación de subvención", 390.0, "once"),
    Service("rgpd", "datos", "Mantenimiento de protección de datos", 290.0, "year", 3),
    Service("adaptacion", "datos", "Adaptación a la protección de datos", 720.0, "once"),
    Service("control", "consultoria", "Control de gestión", 390.0, "month"),
    Service("viabilidad", "consultoria", "Plan de viabilidad", 1450.0, "once"),
    Service("sucesion", "patrimonio", "Planificación de la sucesión", 980.0, "once"),
    Service("herencia", "patrimonio", "Tramitación de herencia", 1150.0, "once"),
    Service("residencia", "extranjeria", "Autorización de residencia y trabajo", 410.0, "once"),
    Service("auditoria", "auditoria", "Auditoría de cuentas anuales", 5200.0, "year", 5),
    Service("propietarios", "comunidades", "Gestión fiscal de comunidad de propietarios", 32.0, "month"),
    Service("entidades", "comunidades", "Contabilidad y fiscalidad de entidades", 80.0, "month"),
)
SERVICE = {service.code: service for service in SERVICES}

#: What each sector buys beside its fee, in order of preference: the pattern that an
#: analysis of the portfolio should find.
PREFERENCES = {
    "farm": ("ayudas", "sucesion", "justificacion"),
    "food": ("ayudas", "auditoria", "control"),
    "metal": ("auditoria", "control", "ayudas"),
    "wood": ("despido", "ayudas", "impagados"),
    "build": ("impagados", "contrato", "inspeccion"),
    "install": ("contrato", "impagados", "rgpd"),
    "retail": ("contrato", "ayudas", "rgpd"),
    "wholesale": ("impagados", "control", "contratos"),
    "garage": ("rgpd", "despido", "contrato"),
    "transport": ("despido", "inspeccion", "contrato"),
    "hotel": ("contrato", "residencia", "despido"),
    "it": ("contratos", "ayudas", "rgpd"),
    "estate": ("sucesion", "contratos", "inspeccion"),
    "studio": ("rgpd", "contratos", "estatutos"),
    "health": ("rgpd", "adaptacion", "contrato"),
    "school": ("rgpd", "contrato", "ayudas"),
    "sport": ("contrato", "ayudas", "rgpd"),
    "care": ("contrato", "rgpd", "residencia"),
    "public": ("justificacion", "adaptacion"),
    "owners": ("impagados", "rgpd"),
    "social": ("ayudas", "justificacion", "rgpd"),
    "home": ("herencia", "residencia", "sucesion"),
}
