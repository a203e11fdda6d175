"""Which service line of the firm a text of a file means: «Asesoría fiscal y contable» is «Fiscal» or asked.

Nothing here touches a database.
"""

import re

from odoo.addons.despacho_crm.tools.territory import plain

_WORD = re.compile(r"[a-z]+")
_STEM = 5
#: A number, a date, a part of one.
_NUMBER = re.compile(r"^[\d/.,-]+$")
_MONTHS = frozenset(
    """enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    gener febrer marc maig juny juliol agost setembre novembre desembre""".split()
)
#: Words of every service, and of no one of them.
_COMMON = frozenset(
    """
    asesoria asesoramiento assessoria assessorament servicio servicios servei serveis service services gestion
    gestio gestoria cuota quota quotes cuotas honorarios honoraris minuta iguala igualas abono mensual anual
    trimestral mensualidad mensualitat recurrente profesional profesionales professionals area departamento
    departament linea linia concepto facturacion factura facturas periodo mes trimestre ano any ejercicio
    exercici general varios altres otros otras consultoria consulta despacho cliente empresa empresas de del la
    el los las y e i o en por para con a al d l per amb els les enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre ene feb mar abr may jun jul ago sep oct nov dic gener febrer
    marc maig juny juliol agost setembre novembre desembre
    """.split()
)
#: What the firm calls otherwise than its clients do.
_SAME = {
    "impue": "fisca", "tribu": "fisca", "renta": "fisca", "iva": "fisca", "irpf": "fisca", "taxes": "fisca",
    "nomin": "labor", "segur": "labor", "payro": "labor",
    "libro": "conta", "compt": "conta", "accou": "conta",
    "aboga": "jurid", "legal": "jurid", "advoc": "jurid", "merca": "jurid", "law": "jurid",
}  # fmt: skip


def service_key(text):
    """Return what of ``text`` says the service: «Cuota fiscal enero 2024» and «Cuota fiscal febrero» are one."""
    words = _WORD.findall(plain(text))
    return " ".join(word for word in words if word not in _COMMON) or " ".join(words)


def line_name(text):
    """Return how to call the service line of ``text``: without the month, the year or the number of a fee."""
    words = [word for word in text.split() if not _NUMBER.match(word) and plain(word.strip(".,")) not in _MONTHS]
    return " ".join(words).strip(" -/.,:") or text


def find_line(text, lines):
    """Return the id of the service line that ``text`` means for certain, 0 when none or several may be meant.

    ``lines``: {id: name}.
    """
    exact = [line for line, name in lines.items() if plain(name) == plain(text)]
    if len(exact) == 1:
        return exact[0]
    stems = _stems(text)
    alike = [line for line, name in lines.items() if (own := _stems(name)) and own & stems]
    # «Fiscal internacional» says more than «Fiscal»: whoever shares the most words.
    shared = {line: len(_stems(lines[line]) & stems) for line in alike}
    best = [line for line in alike if shared[line] == max(shared.values())]
    if len(best) > 1:
        # Of those that share as much, the one without further words of its own.
        fewest = min(len(_stems(lines[line])) for line in best)
        best = [line for line in best if len(_stems(lines[line])) == fewest]
    if len(best) != 1:
        return 0
    own = _stems(lines[best[0]])
    rivals = [line for line in alike if (_stems(lines[line]) & stems) - own]
    return 0 if rivals else best[0]


def _stems(text):
    words = [word for word in _WORD.findall(plain(text)) if word not in _COMMON]
    return {_SAME.get(stem, stem) for stem in (word[:_STEM] for word in words)}
