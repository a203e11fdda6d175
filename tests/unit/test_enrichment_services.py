"""What the tax agency, VIES and GLEIF are asked and answer, in their true formats."""

import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from odoo.addons.despacho_crm.tools.enrichment import aeat, gleif, http, vies, wire

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import OutsideServices

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "samples"


@pytest.fixture
def services():
    with OutsideServices() as found:
        yield found


class TestAeat:
    def _ask(self, services, rows):
        response = http.ask(f"{services.url}/aeat", data=aeat.build_request(rows), headers=aeat.HEADERS)
        return aeat.parse_answer(response.body, [nif for nif, _name in rows])

    def test_the_published_example_is_read(self):
        answer = (SAMPLES / "aeat_vnif.xml").read_bytes().rpartition(b"<!-- response -->")[2].strip()
        assert aeat.parse_answer(answer, ["B12345674"]) == [
            ("B12345674", "B12345674", "OBRES EXEMPLE BARNA SL", "identified", "IDENTIFICADO")
        ]

    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ("IDENTIFICADO", "identified"), (" Identificado ", "identified"), ("NO IDENTIFICADO", "unidentified"),
            ("NO  IDENTIFICADO", "unidentified"), ("No identificado-similar", "similar"),
            ("NO IDENTIFICADO - SIMILAR", "similar"), ("NO IDENTIFICADO -SIMILAR", "similar"),
            ("IDENTIFICADO-BAJA", "deregistered"), ("IDENTIFICADO - BAJA", "deregistered"),
            ("IDENTIFICADO-REVOCADO", "revoked"), ("IDENTIFICADO -\n REVOCADO", "revoked"),
            ("NO PROCESADO", "unprocessed"), ("NO IDENTIFICABLE", "unidentified"), ("OTRA COSA", ""),
        ],
    )  # fmt: skip
    def test_every_result_is_known_whatever_its_spaces(self, services, said, status):
        services.aeat["B12345674"] = ("B12345674", "VEGA SL", said)
        [answer] = self._ask(services, [("B12345674", "")])
        assert (answer.status, answer.name, answer.is_changed) == (status, "VEGA SL", False)

    def test_many_rows_go_in_one_call_and_come_back_each_with_its_own(self, services):
        services.aeat["12345678Z"] = ("12345678Z", "RUIZ PILAR", "NO IDENTIFICADO-SIMILAR")
        services.aeat["B58378431"] = ("B58378431", "OTRA SA", "IDENTIFICADO-BAJA")
        found = self._ask(services, [("B58378431", "Otra"), ("12345678Z", "Pilar Ruiz"), ("A28015865", "Nadie")])
        assert [(one.asked, one.status) for one in found] == [
            ("B58378431", "deregistered"), ("12345678Z", "similar"), ("A28015865", "unidentified"),
        ]  # fmt: skip
        assert len(services.asked) == 1

    def test_a_loose_ampersand_in_the_answer_is_read(self, services):
        services.aeat["B12345674"] = ("B12345674", "ERNST & YOUNG &AMP; HIJOS SL", "IDENTIFICADO")
        assert self._ask(services, [("B12345674", "")])[0].name == "ERNST & YOUNG &AMP; HIJOS SL"

    def test_an_ampersand_that_is_asked_is_escaped(self):
        root = etree.fromstring(aeat.build_request([("B12345674", "Ernst & Young <SL>\x00")]))
        assert wire.child_text(root, "Nombre") == "Ernst & Young <SL>"

    def test_the_number_that_a_company_has_now_is_told_of_the_one_it_had(self, services):
        services.aeat["A12345674"] = ("B12345674", "VEGA SL", "IDENTIFICADO")
        services.aeat["B58378431"] = ("B58378431", "OTRA SL", "IDENTIFICADO")
        found = self._ask(services, [("A12345674", "Vega SA"), ("B58378431", "Otra")])
        assert [(one.asked, one.nif, one.is_changed) for one in found] == [
            ("A12345674", "B12345674", True), ("B58378431", "B58378431", False),
        ]  # fmt: skip

    def test_an_answer_that_may_be_of_two_is_of_nobody(self):
        row = "<Contribuyente><Nif>{}</Nif><Nombre>X</Nombre><Resultado>IDENTIFICADO</Resultado></Contribuyente>"
        body = f"<a><VNifV2Sal>{row.format('Q9999999A')}{row.format('Q8888888A')}</VNifV2Sal></a>".encode()
        assert aeat.parse_answer(body, ["B12345674", "B58378431"]) == []

    @pytest.mark.parametrize(("code", "passing"), [("Server", True), ("Client", False)])
    def test_a_fault_is_told_with_its_words_and_whether_it_may_pass(self, services, code, passing):
        services.mood("aeat", "soap_fault", code=code, text="Codigo[-1].Titular del certificado no autorizado")
        with pytest.raises(wire.Fault, match="Titular del certificado") as caught:
            self._ask(services, [("B12345674", "")])
        assert caught.value.passing == passing

    @pytest.mark.parametrize("mood", ["page", "garbage", "empty", "bomb"])
    def test_what_is_no_answer_of_the_agency_is_garbled(self, services, mood):
        services.mood("aeat", mood)
        with pytest.raises(wire.Garbled):
            self._ask(services, [("B12345674", "")])

    def test_more_rows_than_the_agency_takes_are_not_sent(self):
        with pytest.raises(ValueError, match="10000"):
            aeat.build_request([("B12345674", "")] * (aeat.MOST_ROWS + 1))

    @given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=30)), max_size=5))
    def test_whatever_is_asked_the_question_is_good_xml(self, rows):
        root = etree.fromstring(aeat.build_request(rows))
        assert len(wire.children(root, "Contribuyente")) == len(rows)


class TestVies:
    def _ask(self, services, country, number, **options):
        url = vies.build_url(country, number, base=f"{services.url}/vies", **options)
        return vies.parse_answer(http.ask(url).body)

    def test_the_published_example_is_read(self):
        answer = vies.parse_answer((SAMPLES / "vies_rest_valid.json").read_bytes())
        assert answer == (
            "7740001454", "registered", "ORLEN SPÓŁKA AKCYJNA", "CHEMIKÓW 7\n09-411 PŁOCK", "",
            datetime(2026, 10, 8, 4, 42, 27),
        )  # fmt: skip

    def test_spain_gives_neither_name_nor_address(self, services):
        services.vies["ESB12345674"] = ("VALID", "---", "---")
        answer = self._ask(services, "ES", "B12345674")
        assert (answer.status, answer.name, answer.address) == ("registered", "", "")

    def test_who_asks_gets_an_identifier_as_proof(self, services):
        services.vies["ESB12345674"] = ("VALID", "---", "---")
        assert self._ask(services, "ES", "B12345674", requester=("ES", "ESB58378431")).proof == "WAPIAAAAYi1tZjvH"
        assert "requesterMemberStateCode=ES&requesterNumber=B58378431" in services.asked[-1][1]
        assert self._ask(services, "ES", "B12345674").proof == ""

    def test_greece_is_el(self):
        assert vies.build_url("GR", "094259216").endswith("/ms/EL/vat/094259216")

    @pytest.mark.parametrize(("error", "status"), [("INVALID", "unregistered"), ("INVALID_INPUT", "malformed")])
    def test_a_number_that_is_not_registered_is_an_answer(self, services, error, status):
        services.vies["ESB12345674"] = (error, "---", "---")
        assert self._ask(services, "ES", "B12345674").status == status

    @pytest.mark.parametrize(
        ("error", "wait"),
        [
            ("MS_MAX_CONCURRENT_REQ", 60), ("MS_MAX_CONCURRENT_REQ_TIME", 60), ("GLOBAL_MAX_CONCURRENT_REQ", 60),
            ("GLOBAL_MAX_CONCURRENT_REQ_TIME", 60), ("MS_UNAVAILABLE", 900), ("SERVICE_UNAVAILABLE", 900),
            ("TIMEOUT", 120), ("IP_BLOCKED", 86_400), ("VAT_BLOCKED", 86_400), ("SOMETHING_NEW", 900),
        ],
    )  # fmt: skip
    def test_a_failure_that_comes_as_a_success_is_no_answer(self, services, error, wait):
        services.vies["ESB12345674"] = (error, "---", "---")
        with pytest.raises(vies.ViesFault) as caught:
            self._ask(services, "ES", "B12345674")
        assert (caught.value.wait, caught.value.passing) == (wait, True)

    def test_the_errors_of_the_other_door_are_read_too(self):
        with pytest.raises(vies.ViesFault, match="MS_UNAVAILABLE"):
            vies.parse_answer(b'{"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}')
        assert vies.parse_answer(b'{"valid": true, "vatNumber": "1"}').status == "registered"


class TestGleif:
    def test_the_published_example_is_read(self):
        [entity] = gleif.parse_answer((SAMPLES / "gleif_lei_record.json").read_bytes())
        assert entity.lei == "9845001B2AD43E664E58"
        assert (entity.name, entity.other_names) == ("RAHUL", ("MATRIX POWER & AUTOMATION",))
        assert (entity.street, entity.zip, entity.city, entity.country) == (
            "PLOT NO. 84, HSIIDC, RAI", "131029", "SONIPAT", "IN",
        )  # fmt: skip
        assert (entity.registered_as, entity.active, entity.current) == ("06AWIPR9110J1Z9", True, True)
        assert entity.updated == "2024-07-06"

    def test_nobody_of_that_name_is_an_empty_list(self, services):
        assert gleif.parse_answer(http.ask(gleif.build_url("Nadie SL", base=f"{services.url}/gleif")).body) == []

    def test_the_name_travels_whole(self, services):
        http.ask(gleif.build_url("Peña & Añó SL", base=f"{services.url}/gleif"))
        assert "filter%5Bentity.legalName%5D=Pe%C3%B1a+%26+A%C3%B1%C3%B3+SL" in services.asked[-1][1]

    @pytest.mark.parametrize(("status", "passing"), [("400", False), ("429", True), ("500", True), ("", True)])
    def test_its_errors_are_told(self, status, passing):
        body = f'{{"errors": [{{"status": "{status}", "title": "Bad", "detail": "Wrong filter"}}]}}'.encode()
        with pytest.raises(wire.Fault, match="Wrong filter") as caught:
            gleif.parse_answer(body)
        assert caught.value.passing == passing
