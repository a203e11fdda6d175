"""Folders in which people leave files: what is taken, what waits and where nothing leads out of."""

import datetime
import os
import time

import pytest

from odoo.addons.despacho_crm_import.tools.drop_folder import DropFolder, FolderError, check_base, is_below, split_path

MOMENT = datetime.datetime(2026, 11, 22, 9, 15)
LATER = time.time() + 3600


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "oficina" / "escaner").mkdir(parents=True)
    return tmp_path / "oficina" / "escaner"


@pytest.fixture
def drop(tmp_path, folder):
    return DropFolder(tmp_path, "oficina/escaner")


def ready(drop, now=LATER):
    return [found.name for found in drop.look(now).ready]


def code(function, *arguments):
    with pytest.raises(FolderError) as caught:
        function(*arguments)
    return caught.value.code


def test_the_oldest_file_comes_first(folder, drop):
    for age, name in enumerate(("c.csv", "a.csv", "b.csv")):
        (folder / name).write_text("x")
        os.utime(folder / name, (1000 - age,) * 2)
    assert ready(drop) == ["b.csv", "a.csv", "c.csv"]


def test_what_programs_keep_for_themselves_is_no_file(folder, drop):
    names = (".oculto", "~$libro.xlsx", "a.csv.part", "a.crdownload", "a.tmp", "copia~", "Thumbs.db", ".~lock.a.csv#")
    for name in names:
        (folder / name).write_text("x")
    (folder / "carpeta").mkdir()
    assert drop.look(LATER) == ([], [], [])


def test_a_file_waits_until_nobody_writes_it(folder, drop):
    (folder / "a.csv").write_text("x")
    # A copy brings the date of the original.
    os.utime(folder / "a.csv", (1000, 1000))
    assert drop.look().busy == ["a.csv"]
    assert ready(drop) == ["a.csv"]
    # Even one of tomorrow.
    os.utime(folder / "a.csv", (LATER + 86400,) * 2)
    assert ready(drop) == ["a.csv"]


def test_a_file_that_changes_is_not_read(folder, drop):
    (folder / "a.csv").write_text("x")
    (found,) = drop.look(LATER).ready
    assert drop.read(found, 10) == b"x"
    (folder / "a.csv").write_text("xy")
    assert code(drop.read, found, 10) == "gone"
    (folder / "a.csv").unlink()
    assert code(drop.read, found, 10) == "gone"


def test_a_file_that_is_too_large_is_not_read(folder, drop):
    (folder / "a.csv").write_text("x" * 11)
    (found,) = drop.look(LATER).ready
    assert code(drop.read, found, 10) == "too_large"


def test_links_and_pipes_are_neither_followed_nor_waited_for(tmp_path, folder, drop):
    (tmp_path / "secreto").write_text("x")
    (folder / "enlace.csv").symlink_to(tmp_path / "secreto")
    os.mkfifo(folder / "tubo.csv")
    seen = drop.look(LATER)
    assert seen.ready == []
    assert sorted(seen.links) == ["enlace.csv", "tubo.csv"]


def test_a_file_that_becomes_a_link_is_not_read(tmp_path, folder, drop):
    (tmp_path / "secreto").write_text("x")
    (folder / "a.csv").write_text("x")
    (found,) = drop.look(LATER).ready
    (folder / "a.csv").unlink()
    (folder / "a.csv").symlink_to(tmp_path / "secreto")
    assert code(drop.read, found, 10) == "gone"


def test_a_folder_that_becomes_a_link_is_not_gone_through(tmp_path, folder, drop):
    (folder / "a.csv").write_text("x")
    folder.rename(tmp_path / "otra")
    folder.symlink_to(tmp_path / "otra")
    assert code(drop.look) == "link"
    (tmp_path / "oficina").rename(tmp_path / "despacho")
    (tmp_path / "oficina").symlink_to(tmp_path / "despacho")
    assert code(drop.look) == "link"
    (tmp_path / "oficina").unlink()
    assert code(drop.look) == "missing"


def test_files_are_put_away_under_their_date_and_none_is_lost(folder, drop):
    for _twice in range(2):
        (folder / "a.csv").write_text("x")
        (found,) = drop.look(LATER).ready
        drop.put_away(found, False, MOMENT)
    (folder / "b").write_text("x")
    (found,) = drop.look(LATER).ready
    assert drop.put_away(found, True, MOMENT) == "rechazados/2026-11-22 09.15 b"
    assert sorted(path.name for path in (folder / "hechos").iterdir()) == [
        "2026-11-22 09.15 a (2).csv",
        "2026-11-22 09.15 a.csv",
    ]
    assert ready(drop) == []


def test_a_later_file_of_the_same_name_stays(folder, drop):
    (folder / "a.csv").write_text("x")
    (found,) = drop.look(LATER).ready
    (folder / "a.csv").write_text("other")
    assert code(drop.put_away, found, False, MOMENT) == "gone"
    assert ready(drop) == ["a.csv"]


def test_nothing_is_put_away_through_a_link(tmp_path, folder, drop):
    (tmp_path / "fuera").mkdir()
    (folder / "hechos").symlink_to(tmp_path / "fuera")
    (folder / "a.csv").write_text("x")
    (found,) = drop.look(LATER).ready
    assert drop.put_away(found, False, MOMENT) == ""
    assert list((tmp_path / "fuera").iterdir()) == []


def test_a_name_that_nobody_can_show_is_taken_and_put_away(folder, drop):
    with open(os.fsencode(folder) + b"/a\xf1o\x07.csv", "wb") as file:
        file.write(b"x")
    (found,) = drop.look(LATER).ready
    assert found.name == "a\ufffdo_.csv"
    assert drop.read(found, 10) == b"x"
    assert drop.put_away(found, False, MOMENT).endswith("a\ufffdo_.csv")


@pytest.mark.parametrize("path", [
    "", "/", "/etc", "..", "a/..", "a/../b", ".", "./a", "a//b", "C:\\x", ".ssh", "a/.b", "hechos", "a/Rechazados",
    "a\x00b", "~x", " /a", "a/ b",
])  # fmt: skip
def test_no_path_leads_out_of_the_base(path):
    assert code(split_path, path) == "outside"


def test_paths_are_read_as_people_write_them():
    assert split_path(" Oficina/Escáner 2/ ") == ["Oficina", "Escáner 2"]
    assert split_path("oficina\\escaner") == ["oficina", "escaner"]


def test_one_folder_lies_in_another():
    assert is_below(["a", "b"], ["a"])
    assert is_below(["a"], ["A", "b"])
    assert not is_below(["a", "b"], ["a", "c"])
    assert not is_below(["ab"], ["a"])


def test_the_base_is_no_folder_of_the_program(tmp_path):
    (tmp_path / "programa" / "datos").mkdir(parents=True)
    (tmp_path / "ficheros").mkdir()
    own = [tmp_path / "programa"]
    assert check_base(str(tmp_path / "ficheros"), own) == (tmp_path / "ficheros").resolve()
    for base in (tmp_path, tmp_path / "programa", tmp_path / "programa" / "datos", "/", "relativo", "/a/../b"):
        assert code(check_base, str(base), own) == "bad_base"
    (tmp_path / "atajo").symlink_to(tmp_path / "programa")
    assert code(check_base, str(tmp_path / "atajo"), own) == "bad_base"
    assert code(check_base, "", own) == "no_base"
    assert code(check_base, str(tmp_path / "nada"), own) == "missing"
