"""The Spanish tax agency's check of names and NIFs, «Calidad de datos identificativos» (VNifV2).

Source: the agency's technical manual of the service and its schemas VNifV2Ent.xsd and VNifV2Sal.xsd.
SOAP 1.1 over mutual TLS; up to 10,000 rows a call. Of an entity the NIF is enough, and its registered
name comes back; of a person the name has to be given, and comes back as it was sent.
Nothing here touches the network or a database.
"""

import re
from typing import NamedTuple
from xml.sax.saxutils import escape

from . import wire

URL = "https://www1.agenciatributaria.gob.es/wlpl/BURT-JDIT/ws/VNifV2SOAP"
#: The same for certificates of the electronic seal of an organisation.
SEAL_URL = "https://www10.agenciatributaria.gob.es/wlpl/BURT-JDIT/ws/VNifV2SOAP"
MOST_ROWS = 10_000
#: Characters of a name that the service reads.
_LONGEST_NAME = 120
_NAMESPACE = (
    "http://www2.agenciatributaria.gob.es/static_files/common/internet/dep/aplicaciones/es/aeat/burt/jdit/ws/"
    "VNifV2Ent.xsd"
)
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:vnif="{}">'
    "<soapenv:Header/><soapenv:Body><vnif:VNifV2Ent>{}</vnif:VNifV2Ent></soapenv:Body></soapenv:Envelope>"
)
_ROW = "<vnif:Contribuyente><vnif:Nif>{}</vnif:Nif><vnif:Nombre>{}</vnif:Nombre></vnif:Contribuyente>"
HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}

#: What the service says, in letters only -> what it means.
STATUSES = {
    "IDENTIFICADO": "identified",
    "NOIDENTIFICADO": "unidentified",
    "NOIDENTIFICABLE": "unidentified",
    "NOIDENTIFICADOSIMILAR": "similar",
    "IDENTIFICADOBAJA": "deregistered",
    "IDENTIFICADOREVOCADO": "revoked",
    "NOPROCESADO": "unprocessed",
}
#: Those that say something of the number; the others have to be asked again.
FINAL = frozenset(STATUSES.values()) - {"unprocessed"}
#: What no XML may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Answer(NamedTuple):
    """What the agency says of one row.

    ``asked``: the NIF that was asked about; ``nif``: the one that its holder has now; ``name``: as it is
    registered; ``status``: one of ``STATUSES``, '' for a new word, which is in ``said``.
    """

    asked: str
    nif: str
    name: str
    status: str
    said: str

    @property
    def is_changed(self):
        """Whether the holder has another number now."""
        return self.nif != self.asked


def build_request(rows):
    """Return the bytes of the question about ``rows``, (NIF, name) each; 10,000 at most."""
    if len(rows) > MOST_ROWS:
        raise ValueError(f"the service takes {MOST_ROWS} rows at most")
    body = "".join(_ROW.format(_escaped(nif), _escaped(name[:_LONGEST_NAME])) for nif, name in rows)
    return _ENVELOPE.format(_NAMESPACE, body).encode()


def _escaped(text):
    return escape(_CONTROL.sub(" ", text or "").strip())


def parse_answer(body, asked):
    """Return the :class:`Answer` of each of the NIFs ``asked`` that the bytes ``body`` tell of, in their order.

    Raise :class:`wire.Fault` when the agency refuses, :class:`wire.Garbled` when it is no answer of the service.
    """
    root = wire.parse_xml(body)
    with wire.read_safely():
        _raise_fault(root)
        if not wire.children(root, "VNifV2Sal"):
            raise wire.Garbled("the answer has no VNifV2Sal")
        rows = [
            (
                wire.clean_code(wire.child_text(row, "Nif")),
                wire.child_text(row, "Nombre"),
                wire.child_text(row, "Resultado"),
            )
            for row in wire.children(root, "Contribuyente")
        ]
        return _pair(asked, rows)


def _raise_fault(root):
    for fault in wire.children(root, "Fault"):
        code = wire.child_text(fault, "faultcode") or wire.child_text(fault, "Value")
        text = wire.child_text(fault, "faultstring") or wire.child_text(fault, "Text") or "SOAP fault"
        # «Server»: its fault, and it may be over tomorrow; «Client»: ours.
        raise wire.Fault(text[:500], code, passing="client" not in code.lower() and "sender" not in code.lower())


def _pair(asked, rows):
    """Say which of ``asked`` each of ``rows`` answers: by the number, and by its digits when the letter changed."""
    answers, waiting = {}, []
    left = list(dict.fromkeys(wire.clean_code(nif) for nif in asked))
    for nif, name, said in rows:
        if nif in left:
            left.remove(nif)
            answers[nif] = _answer(nif, nif, name, said)
        else:
            waiting.append((nif, name, said))
    for nif, name, said in waiting:
        same_digits = [one for one in left if len(one) == len(nif) == 9 and one[1:8] == nif[1:8]]
        candidates = same_digits or (left if len(left) == len(waiting) == 1 else [])
        if len(candidates) == 1:
            left.remove(candidates[0])
            answers[candidates[0]] = _answer(candidates[0], nif, name, said)
    order = [wire.clean_code(nif) for nif in asked]
    return [answers[nif] for nif in dict.fromkeys(order) if nif in answers]


def _answer(asked, nif, name, said):
    return Answer(asked, nif, name, STATUSES.get(re.sub(r"[^A-Z]", "", said.upper()), ""), said)
