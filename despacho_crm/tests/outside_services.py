"""The outside services on this machine, in the format in which they really answer, and with their moods.

    with OutsideServices() as services:
        services.aeat["B12345674"] = ("B12345674", "TALLERES VEGA & HIJOS SL", "IDENTIFICADO")
        services.borme[date(2026, 9, 3)] = {"10": ("CÁCERES", [(1, "VEGA SL", "Disolución. Voluntaria.")])}
        services.mood("borme", "busy", times=1)

Nothing of Odoo is needed here: the tests of the pure packages use it too.
"""

import json
import re
import threading
import time
from collections import defaultdict
from contextlib import suppress
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

_FAULT = (
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><env:Fault>'
    "<faultcode>env:{}</faultcode><faultstring>{}</faultstring></env:Fault></env:Body></env:Envelope>"
)
_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/passwd">]><l>&b;&c;</l>'
)
_SAL = (
    "http://www2.agenciatributaria.gob.es/static_files/common/internet/dep/aplicaciones/es/aeat/burt/jdit/ws/"
    "VNifV2Sal.xsd"
)


class OutsideServices:
    """One server with the paths of all; ``url`` is where it listens, ``asked`` what it was asked."""

    def __init__(self):
        #: NIF -> (NIF that it has now, registered name, result), as it is written: ``&`` stays loose.
        self.aeat = {}
        #: Country and number -> (user error, name, address); others are not registered.
        self.vies = {}
        #: Name in capitals -> records of GLEIF.
        self.gleif = {}
        #: Day -> {province's number: (title, [(number, name, text)])}.
        self.borme = {}
        self.asked = []
        self._moods = defaultdict(list)
        self._stopped = threading.Event()
        services = self

        class Handler(_Handler):
            pass

        Handler.services = services
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def mood(self, service, mood, times=None, **details):
        """Let ``service`` answer the next ``times``, or from now on, in a ``mood``; '' is its usual one."""
        self._moods[service] = [] if not mood else [[mood, times, details]]

    def next_mood(self, service):
        if not self._moods[service]:
            return "", {}
        mood = self._moods[service][0]
        if mood[1] is not None:
            mood[1] -= 1
            if mood[1] <= 0:
                self._moods[service].clear()
        return mood[0], mood[2]

    def asked_of(self, service):
        return [path for name, path in self.asked if name == service]

    # How each answers

    def answer_aeat(self, _path, _query, body):
        nifs = re.findall(r"<vnif:Nif>(.*?)</vnif:Nif>", body)
        names = re.findall(r"<vnif:Nombre>(.*?)</vnif:Nombre>", body)
        rows = []
        for nif, name in zip(nifs, names, strict=True):
            now, registered, result = self.aeat.get(nif, (nif, name, "NO IDENTIFICADO"))
            rows.append(
                f"<Contribuyente><Nif>{now}</Nif><Nombre>{registered}</Nombre>"
                f"<Resultado>{result}</Resultado></Contribuyente>"
            )
        return 200, "text/xml; charset=utf-8", (
            '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>'
            f'<VNifV2Sal xmlns="{_SAL}">{"".join(rows)}</VNifV2Sal></env:Body></env:Envelope>'
        )  # fmt: skip

    def answer_vies(self, path, query, _body):
        country, number = re.search(r"/ms/([A-Z]{2})/vat/(\w+)", path).groups()
        error, name, address = self.vies.get(country + number, ("INVALID", "---", "---"))
        proof = "WAPIAAAAYi1tZjvH" if "requesterNumber" in query else ""
        return 200, "application/json", json.dumps(
            {
                "isValid": error == "VALID",
                "requestDate": "2026-10-08T04:42:27.326Z",
                "userError": error,
                "name": name,
                "address": address,
                "requestIdentifier": proof,
                "originalVatNumber": number,
                "vatNumber": number,
                "viesApproximate": {"name": "---", "matchName": 3},
            }
        )  # fmt: skip

    def answer_gleif(self, _path, query, _body):
        name = query.get("filter[entity.legalName]", [""])[0].upper()
        return 200, "application/vnd.api+json", json.dumps({"meta": {}, "data": self.gleif.get(name, [])})

    def answer_borme(self, path, query, _body):
        if "txt.php" in path:
            return self._answer_page(query.get("id", [""])[0])
        day = datetime.strptime(path.rpartition("/")[2], "%Y%m%d").date()
        if day not in self.borme:
            # Its errors are XML, though JSON was asked for.
            return 404, "application/xml", (
                "<response><status><code>404</code><text>La información solicitada no existe</text></status>"
                "<data/></response>"
            )  # fmt: skip
        items = [
            {
                "identificador": self._document(day, number),
                "titulo": title,
                "url_pdf": {"texto": "https://www.boe.es/x.pdf", "szBytes": "1"},
                "url_html": f"https://www.boe.es/diario_borme/txt.php?id={self._document(day, number)}",
                "url_xml": f"https://www.boe.es/diario_borme/xml.php?id={self._document(day, number)}",
            }
            for number, (title, _entries) in sorted(self.borme[day].items())
        ]
        index = {"identificador": self._document(day, "99"), "titulo": "ÍNDICE ALFABÉTICO DE SOCIEDADES"}
        notice = {"identificador": f"BORME-C-{day:%Y}-4855", "titulo": "CONTRATAS Y OBRAS, S.A."}
        sections = [
            {"codigo": "A", "nombre": "SECCIÓN PRIMERA. Empresarios. Actos inscritos", "item": [*items, index]},
            {"codigo": "C", "nombre": "SECCIÓN SEGUNDA", "apartado": {"codigo": "002", "item": notice}},
        ]
        if not items:
            sections = sections[1]  # one thing is an object, and no list
        elif len(items) == 1:
            sections[0]["item"] = items[0]
        summary = {
            "metadatos": {"publicacion": "BORME", "fecha_publicacion": f"{day:%Y%m%d}"},
            "diario": {"numero": f"{day:%j}", "sumario_diario": {"identificador": "x"}, "seccion": sections},
        }
        return 200, "application/json", json.dumps(
            {"status": {"code": "200", "text": "ok"}, "data": {"sumario": summary}}
        )  # fmt: skip

    def _answer_page(self, identifier):
        for day, documents in self.borme.items():
            for number, (title, entries) in documents.items():
                if self._document(day, number) == identifier:
                    return 200, "text/html; charset=utf-8", _web_page(identifier, title, day, entries)
        return 200, "text/html; charset=utf-8", (
            f"<html><body><p>No se encontró el documento original {escape(identifier)}</p></body></html>"
        )  # fmt: skip

    @staticmethod
    def _document(day, number):
        return f"BORME-A-{day:%Y}-{int(f'{day:%j}')}-{number}"


def _web_page(identifier, title, day, entries):
    """Return the page of the text of a province's document, as the gazette's web has it."""
    months = (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ).split()  # fmt: skip
    text = "".join(
        f'<h5 class="articulo">{number} - {escape(name)}.</h5><p class="parrafo">{escape(said)}</p>'
        for number, name, said in entries
    )
    return (
        f"<!DOCTYPE html><html lang='es'><head><meta charset='utf-8'/><title>BOE.es - {identifier}</title></head><body>"
        f'<div id="contenedor"><h3 class="documento-tit">{escape(title)}</h3><dl><dt>Publicado en:</dt>'
        f"<dd>«BORME» núm. {day:%j}, de {day.day} de {months[day.month - 1]} de {day.year}</dd>"
        f'</dl><div id="textoxslt">{text}</div></div></body></html>'
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    services = None

    def do_GET(self):
        self._serve("")

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(self.rfile.read(length).decode())

    def _serve(self, body):
        parts = urlsplit(self.path)
        service = parts.path.strip("/").partition("/")[0]
        self.services.asked.append((service, self.path))
        mood, details = self.services.next_mood(service)
        with suppress(ConnectionError):
            if mood:
                getattr(self, f"_{mood}")(**details)
            else:
                answer = getattr(self.services, f"answer_{service}")
                self._send(*answer(parts.path, parse_qs(parts.query), body))

    def _send(self, status, kind, text, headers=()):
        content = text if isinstance(text, bytes) else text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    # Their moods

    def _fault(self, code="Server", text="Error interno"):
        self._send(500 if code == "Server" else 200, "text/xml", _FAULT.format(code, text))

    def _soap_fault(self, code="Server", text="Error interno"):
        self._send(200, "text/xml", _FAULT.format(code, text))

    def _status(self, status=500):
        self._send(status, "text/html", "<html><body>Service Temporarily Unavailable</body></html>")

    def _busy(self, retry_after="7"):
        self._send(429, "text/plain", "Too Many Requests", [("Retry-After", retry_after)])

    def _garbage(self):
        self._send(200, "text/html", b"\x00\xff\xfe<<<{{{ not what was asked \x80")

    def _empty(self):
        self._send(200, "text/xml", b"")

    def _page(self):
        self._send(200, "text/html", "<html><head><title>Acceso</title></head><body>Identifíquese</body></html>")

    def _bomb(self):
        self._send(200, "text/xml", _BOMB)

    def _drop(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b'{"status":')
        self.wfile.flush()
        self.close_connection = True
        self.connection.close()

    def _slow(self, seconds=3):
        self._wait(seconds)
        self._send(200, "text/plain", "late")

    def _drip(self, seconds=5):
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wfile.write(b" ")
            self.wfile.flush()
            self._wait(0.05)
        self.close_connection = True

    def _huge(self, megabytes=64):
        self.send_response(200)
        self.send_header("Content-Length", str(megabytes * 1024 * 1024))
        self.end_headers()
        for _count in range(megabytes):
            self.wfile.write(b"x" * 1024 * 1024)
        self.close_connection = True

    def _elsewhere(self):
        self._send(302, "text/html", "", [("Location", "http://127.0.0.1:1/")])

    def _wait(self, seconds):
        self.services._stopped.wait(seconds)

    def log_message(self, *_arguments):
        """Say nothing: a test's log is the test's."""
