"""What the fees of the firm include, and what they do not. Nothing here touches a database."""

from typing import NamedTuple


class Said(NamedTuple):
    """``service``: code of the service, '' when it is said of the whole line."""

    line: str
    service: str
    kind: str
    text: str


CLAUSES = tuple(
    Said(*one)
    for one in (
        ("fiscal", "", "included", "Consultas por correo y teléfono sobre los impuestos que se llevan"),
        ("fiscal", "", "excluded", "Inspecciones, comprobaciones y recursos ante la Administración tributaria"),
        ("fiscal", "", "excluded", "Impuestos de otros países"),
        ("fiscal", "iva", "included", "Declaraciones trimestrales y resumen anual de IVA y retenciones"),
        ("fiscal", "iva", "included", "Operaciones con terceros (347) e intracomunitarias (349)"),
        ("fiscal", "iva", "excluded", "Impuesto sobre Sociedades y cuentas anuales, que tienen su propia cuota"),
        ("fiscal", "autonomo", "included", "Declaraciones trimestrales de IRPF e IVA del autónomo"),
        ("fiscal", "autonomo", "excluded", "Declaración anual de la renta, que tiene su propia cuota"),
        (
            "fiscal",
            "is",
            "included",
            "Impuesto sobre Sociedades, cuentas anuales y su depósito",
        ),
        ("fiscal", "is", "excluded", "Tasas del Registro Mercantil"),
        ("laboral", "", "included", "Consultas por correo y teléfono sobre la plantilla"),
        ("laboral", "", "excluded", "Despidos, sanciones y actos de conciliación"),
        ("laboral", "", "excluded", "Inspecciones de Trabajo y pleitos"),
        ("laboral", "nominas", "included", "Nóminas, seguros sociales y retenciones de cada trabajador"),
        ("laboral", "nominas", "included", "Partes de baja y de alta médica"),
        ("laboral", "nominas", "excluded", "Contratos y altas nuevas, que se cobran por cada uno"),
        ("contable", "", "included", "Registro de facturas, bancos y nóminas, y balance cada trimestre"),
        ("contable", "", "excluded", "Puesta al día de ejercicios anteriores"),
        ("mercantil", "", "excluded", "Aranceles de notarios y registradores"),
        ("juridico", "", "included", "Primera consulta y estudio de los documentos"),
        ("juridico", "", "excluded", "Procuradores, peritos y tasas judiciales"),
        ("juridico", "iguala", "included", "Consultas ilimitadas y dos reuniones al trimestre"),
        ("juridico", "iguala", "included", "Revisión de contratos de hasta diez páginas"),
        ("juridico", "iguala", "excluded", "Pleitos y arbitrajes, que se presupuestan aparte"),
        ("datos", "", "included", "Registro de actividades, cláusulas y contratos de encargado al día"),
        ("datos", "", "excluded", "Sanciones y procedimientos ante la Agencia Española de Protección de Datos"),
    )
)
#: What was agreed with a client besides.
AGREED = "Una visita al trimestre en el domicilio del cliente"
CONDITIONS = (
    "<p>Las cuotas se revisan cada enero según el IPC. La falta de pago de dos recibos permite al despacho suspender "
    "los servicios, avisando con diez días.</p>"
)
