"""The answers of outside services: what they say is read, and whatever else comes breaks nothing."""

import json
import sys
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.enrichment import aeat, borme, gleif, http, vies, wire
from odoo.addons.despacho_crm.tools.enrichment.errors import Refused, Unavailable

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import _BOMB, OutsideServices

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples"
READERS = {
    "aeat": lambda body: aeat.parse_answer(body, ["B12345674"]),
    "vies": vies.parse_answer,
    "gleif": gleif.parse_answer,
    "summary": borme.parse_summary,
    "page": borme.parse_page,
}
GOOD = {
    "aeat": b"<a><VNifV2Sal><Contribuyente><Nif>B12345674</Nif><Nombre>X</Nombre><Resultado>IDENTIFICADO</Resultado>"
    b"</Contribuyente></VNifV2Sal></a>",
    "vies": b'{"isValid": true, "userError": "VALID", "requestDate": "2026-10-08T04:42:27.326Z", "name": "X"}',
    "gleif": (SAMPLES / "gleif_lei_record.json").read_bytes(),
    "summary": (SAMPLES / "borme_sumario.json").read_bytes(),
    "page": (SAMPLES / "borme_a_item.xml").read_bytes(),
}
#: What readers stumble over.
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([
        b"<", b">", b"&", b"]]>", b"<!--", b"<?xml ?>", b"&#0;", b"&a;", b'"', b"\0", b"[", b"]", b"{", b"}", b"null",
        b"[[[[", b"1e999", b"-1", b"true", b'encoding="utf-16"', b"<p class='articulo'>", b"9999999999 - X SL.", b":",
        b"\xff\xfe", b"\xef\xbb\xbf", b"99/99/9999", b"(99.99.99)", b"BORME-A-2026-1-28", b"Datos registrales. H M 1",
    ]),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    "data sumario diario seccion item identificador titulo status code text metadatos attributes entity legalName name "
    "lei errors userError isValid errorWrappers error address requestDate otherNames registration".split()
)
LIKELY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["200", "404", "VALID", "---"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def services():
    with OutsideServices() as found:
        yield found


@pytest.mark.parametrize("reader", READERS)
class TestWhateverComes:
    @given(body=st.binary(max_size=300))
    @example(b"")
    @example(b" \n")
    @example(_BOMB.encode())
    @example(b"[" * 100_000)
    @example(b'{"data":' * 5_000)
    @example(b"<a>" * 5_000)
    @example(b"\xff\xfe<\x00a\x00>\x00")
    def test_bytes_are_an_answer_or_an_error_of_our_own(self, reader, body):
        _read_or_refuse(reader, body)

    @given(found=JSON | LIKELY)
    def test_any_json_is_an_answer_or_an_error_of_our_own(self, reader, found):
        _read_or_refuse(reader, json.dumps(found).encode())

    @given(changes=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 60), PIECES), min_size=1, max_size=4))
    def test_a_spoiled_answer_is_an_answer_or_an_error_of_our_own(self, reader, changes):
        body = bytearray(GOOD[reader])
        for position, length, piece in changes:
            start = position % (len(body) + 1)
            body[start : start + length] = piece
        _read_or_refuse(reader, bytes(body))

    @given(cut=st.integers(0, 5_000))
    def test_half_of_an_answer_is_none_or_less(self, reader, cut):
        _read_or_refuse(reader, GOOD[reader][: cut % len(GOOD[reader])])

    def test_entities_are_not_expanded_and_files_not_read(self, reader):
        with pytest.raises(wire.WireError):
            found = READERS[reader](_BOMB.encode())
            assert "root:" not in str(found)

    def test_what_is_too_large_is_not_even_read(self, reader):
        with pytest.raises(wire.Garbled):
            READERS[reader](b" " * (wire.MOST_BYTES + 1))


def _read_or_refuse(reader, body):
    try:
        found = READERS[reader](body)
    except wire.WireError:
        return
    assert isinstance(found, list | tuple)


class TestAsking:
    @pytest.mark.parametrize(
        ("mood", "details", "silence", "longest", "error", "words"),
        [
            ("status", {"status": 500}, 30, 60, Unavailable, "500"),
            ("status", {"status": 503}, 30, 60, Unavailable, "503"),
            ("status", {"status": 401}, 30, 60, Refused, "refuses"),
            ("status", {"status": 403}, 30, 60, Refused, "refuses"),
            ("status", {"status": 400}, 30, 60, Refused, "understand"),
            ("elsewhere", {}, 30, 60, Refused, "understand"),
            ("drop", {}, 30, 60, Unavailable, "reached"),
            ("slow", {"seconds": 5}, 0.5, 60, Unavailable, "in time"),
            ("drip", {"seconds": 5}, 30, 1, Unavailable, "too long"),
            ("huge", {}, 30, 60, Unavailable, "too large"),
        ],
    )
    def test_whatever_a_service_does_the_call_ends_with_one_of_two_errors(
        self, services, mood, details, silence, longest, error, words
    ):
        services.mood("vies", mood, **details)
        with pytest.raises(error, match=words):
            http.ask(f"{services.url}/vies/ms/ES/vat/B12345674", silence=silence, longest=longest)
        services.mood("vies", "")

    def test_a_busy_service_says_how_long_to_wait(self, services):
        services.mood("vies", "busy", times=1, retry_after="42")
        with pytest.raises(Unavailable) as caught:
            http.ask(f"{services.url}/vies/ms/ES/vat/B12345674")
        assert caught.value.retry_after == 42

    def test_a_service_that_is_not_there_may_come_back(self):
        with pytest.raises(Unavailable):
            http.ask("http://127.0.0.1:1/")

    @pytest.mark.parametrize("url", ["", "no address", "ftp://127.0.0.1/x", "http://"])
    def test_a_wrong_address_is_for_a_person_to_mend(self, url):
        with pytest.raises(Refused):
            http.ask(url)

    def test_a_certificate_that_is_not_there_is_for_a_person_to_mend(self):
        with pytest.raises(Refused):
            http.ask("https://127.0.0.1:1/", certificate="/nowhere/certificate.pem")

    def test_what_the_service_answers_is_returned(self, services):
        services.vies["ESB12345674"] = ("VALID", "---", "---")
        response = http.ask(f"{services.url}/vies/ms/ES/vat/B12345674")
        assert response.status == 200
        assert vies.parse_answer(response.body).status == "registered"

    @pytest.mark.parametrize(
        ("said", "seconds"),
        [
            ("7", 7), ("0", 1), ("-3", http.WAIT), ("", http.WAIT), (None, http.WAIT), ("soon", http.WAIT),
            ("99999999999999", 86_400), ("²", http.WAIT), ("Thu, 01 Jan 1970 00:00:00 GMT", 1),
        ],
    )  # fmt: skip
    def test_a_wait_is_a_number_or_a_date(self, said, seconds):
        assert http.retry_after(said) == seconds

    def test_a_wait_until_a_moment_is_counted_from_now(self):
        moment = datetime.now(timezone.utc) + timedelta(minutes=10)
        assert 590 <= http.retry_after(format_datetime(moment, usegmt=True)) <= 600

    def test_what_a_service_says_wrong_is_said_as_what_goes_wrong_on_the_way(self):
        with pytest.raises(Unavailable):
            http.reading(vies.parse_answer, b"<html>")
        with pytest.raises(Unavailable) as caught:
            http.reading(vies.parse_answer, b'{"isValid": false, "userError": "IP_BLOCKED"}')
        assert caught.value.retry_after == 86_400
        with pytest.raises(Refused):
            http.reading(vies.parse_answer, b'{"isValid": false, "userError": "INVALID_REQUESTER_INFO"}')


def test_a_loose_ampersand_is_mended_and_a_right_one_left():
    root = wire.parse_xml(b"<a>Ernst & Young &amp; Co &lt; &#38; &x;</a>")
    assert root.text == "Ernst & Young & Co < & &x;"
