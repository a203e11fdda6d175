"""Names and contact points, normalised; names, compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_names import REAL_NAMES

from odoo.addons.despacho_crm.tools.matching import name_model, normalise, tokens, words

FREQUENCIES = tokens.Frequencies()
#: Names as people write them: words of companies, signs, forms, spoiled letters.
WRITTEN = st.lists(
    st.one_of(
        st.sampled_from(
            "S.L. SL, S. L. S.A.U. (SLP) C.B. SCCL ASOC. Asociació de y i & la CONSTR. M+SICA ESPAÐA L'Hospitalet "
            "2000 3 Zubizarreta Etxe- Col·legi A B UNIPERSONAL SUCURSAL EN ESPAÑA Comunidad Propietarios".split(" ")
        ),
        st.text(max_size=8),
    ),
    max_size=7,
).map(" ".join)


def bits(one, two):
    return name_model.name_bits(normalise.name(one), normalise.name(two), FREQUENCIES.bits)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ESPAÐA INFORMATICA SL", "España Informática, S.L."),
        ("ASOCIACIËN XILO", "Asoc. Xilo"),
        ("A R S CONSTRUCCIONES S L", "ARS CONSTR. SL"),
        ("E.D.P. EDITORES S.L", "EDP EDITORES, S.L."),
        ("Instal·lacions Pou SL", "INSTALACIONES POU S.L.U."),
        ("Servizos Xuntos SLL", "Servicios Xuntos S.L."),
        ("L'Hospitalet Obres SL", "HOSPITALET OBRAS SL"),
        ("Ajuntament d'Olot", "AYUNTAMIENTO DE OLOT"),
        ("Partidarios da Cidade S. Coop. Galega", "PARTIDARIOS DA CIDADE SOCIEDADE COOPERATIVA GALEGA"),
        ("Vega SA Sucursal en España", "VEGA, S.A."),
        ("Vega SL Unipersonal", "VEGA SLU"),
    ],
)
def test_two_ways_to_write_one_name_become_one(one, two):
    assert normalise.name(one)[:2] == normalise.name(two)[:2]


def test_what_follows_a_bracket_or_a_form_is_an_aside():
    assert normalise.name("QUIBAC SA (Ingesco Lighting)").core == "QUIBAC"
    assert normalise.name("RADIO POPULAR S.A. CADENA COPE").core == "RADIOPOPULAR"
    assert normalise.name("QUIBAC SA").core == ""


def test_the_word_that_a_variant_becomes_is_no_variant_of_another():
    assert not set(words.CANONICAL.values()) & set(words.CANONICAL)


@given(WRITTEN)
def test_normalising_what_is_normalised_changes_nothing(text):
    once = normalise.name(text)
    assert normalise.name(once.text).letters == once.letters
    assert normalise.street(normalise.street(text)) == normalise.street(text)
    assert normalise.postcode(normalise.postcode(text)) == normalise.postcode(text)
    assert normalise.plain(normalise.plain(text)) == normalise.plain(text)
    assert normalise.skeleton(normalise.skeleton(text.upper())) == normalise.skeleton(text.upper())


@given(WRITTEN, WRITTEN)
def test_names_say_the_same_in_either_order(one, two):
    assert bits(one, two) == bits(two, one)
    assert name_model.LEAST_BITS <= bits(one, two) <= name_model.MOST_BITS


@given(WRITTEN, st.sampled_from(["", " SL", " SA", " (Vega)"]))
def test_names_with_the_same_words_are_weighed_without_comparing_them(text, tail):
    one, two = sorted((normalise.name(text), normalise.name(text + tail)))
    if one.tokens == two.tokens and len(set(one.tokens)) == len(one.tokens):
        quick = name_model.features(one, two, FREQUENCIES.bits)
        assert quick == pytest.approx(name_model._compared(one, two, FREQUENCIES.bits))


def test_what_is_evidence_among_thousands_is_chance_among_millions():
    one, two = normalise.name("Obras Marbella SL"), normalise.name("OBRAS MARBELLA")
    small, large = (
        tokens.Frequencies(5000, {"MARBELLA": 2}),
        tokens.Frequencies(10**6, {"OBRAS": 20000, "MARBELLA": 400}),
    )
    assert name_model.name_bits(one, two, small.bits, chance=small.chance) > 2
    assert name_model.name_bits(one, two, large.bits, chance=large.chance) == 0


@given(WRITTEN, st.permutations(range(7)), st.integers(1, 10**7))
def test_the_same_words_are_never_a_sign_of_two(text, order, total):
    one = normalise.name(text)
    two = one._replace(tokens=tuple(one.tokens[place] for place in order if place < len(one.tokens)))
    common = tokens.Frequencies(total, dict.fromkeys(one.tokens, total))
    if len(two.tokens) == len(one.tokens):
        assert name_model.name_bits(one, two, common.bits, chance=common.chance) >= 0


def test_the_same_words_with_another_form_are_still_two():
    one, two = normalise.name("Talleres Vega SL"), normalise.name("Talleres Vega CB")
    assert name_model.name_bits(one, two, FREQUENCIES.bits) < 0


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_the_larger_the_base_the_more_names_share_by_chance(one, two):
    less, more = sorted((one, two))
    assert tokens.chance_bits(less) <= tokens.chance_bits(more)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Zubizarreta Egurrola SL", "EGURROLA ZUBIZARRETA, S.L."),
        ("Instituto Europeo di Desing SL", "ISTITUTO EUROPEO DI DESIGN SL"),
        ("IBILGESTOR DE CARGA SA", "IBIL GESTOR DE CARGA SA"),
        ("MARINA DOR RENOVABLES SA", "M.DOR RENOVABLES, S.A"),
        ("GRANITOS F.J. CARRALON SL", "GRANITOS F.J. CARRALON.,S.L"),
    ],
)
def test_names_of_one_holder_speak_for_it(one, two):
    assert bits(one, two) > 0


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Servicios Integrales SL", "Servicios Generales SL"),
        ("Comunidad de Propietarios Mayor 12", "Comunidad de Propietarios Mayor 21"),
        ("Inversiones Vega SL", "Peluquería Aranzábal SL"),
    ],
)
def test_names_of_two_holders_speak_for_two(one, two):
    assert bits(one, two) < 0


def test_a_rare_word_says_more_than_a_common_one():
    assert FREQUENCIES.bits("SERVICIOS") < FREQUENCIES.bits("ZUBIZARRETA") <= tokens.TOP_BITS
    own = tokens.Frequencies(1000, {"ZUBIZARRETA": 900})
    assert own.bits("ZUBIZARRETA") < FREQUENCIES.bits("ZUBIZARRETA"), "where everybody has it, it is common"


@pytest.mark.parametrize(
    ("written", "same"),
    [("C/ Mayor, 3, 2º B", "CALLE MAYOR 3"), ("Av. Diagonal 0045", "Avinguda Diagonal, 45"), ("Mayor s/n", "")],
)
def test_streets_are_compared_by_name_and_number(written, same):
    assert normalise.street(written) == normalise.street(same)


def test_contact_points():
    assert normalise.phones("+34 943 11 22 33 / 600112233", "943112233") == ["943112233", "600112233"]
    assert normalise.phones("999999999", None) == []
    assert normalise.domain("ana@vega.example") == "vega.example"
    assert normalise.domain("ana@gmail.com", "https://www.vega.example/contacto") == "vega.example"
    assert normalise.domain("ana@gmail.com", "facebook.com/vega") == ""
    assert (normalise.postcode("8001"), normalise.postcode("99999"), normalise.postcode("08001")) == (
        "08001", "", "08001",
    )  # fmt: skip


@pytest.mark.parametrize("rows", REAL_NAMES, ids=["published by public bodies"] if REAL_NAMES else [])
def test_no_real_name_becomes_empty(rows):
    assert all(normalise.name(name).tokens for _nif, name in rows if any(map(str.isalnum, name)))
