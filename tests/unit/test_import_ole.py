"""The container of XLS: what is packed is read back, whatever its size."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools.formats import ole
from odoo.addons.despacho_crm_import.tools.formats.base import ReadError


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 65_000, 7_100_000, 8_000_000, 17_000_000])
def test_a_stream_of_any_size_comes_back(size):
    data = (b"despacho" * (size // 8 + 1))[:size]
    container = ole.Container(ole.pack("Workbook", data))
    assert container.names() == ["root entry", "workbook"]
    assert container.read("workbook")[:size] == data


@given(st.integers(0, 511), st.integers(0, 255))
def test_a_wrong_header_is_an_error_of_the_list(position, byte):
    content = bytearray(ole.pack("Workbook", b"x" * 9000))
    content[position] = byte
    try:
        ole.Container(bytes(content)).names()
    except ReadError as error:
        assert error.code in ("truncated", "unreadable")


def test_sectors_that_go_round_are_unreadable_and_take_no_memory():
    content = bytearray(ole.pack("Workbook", b"x" * 9000))
    (fat,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (fat + 1) * 512 + 4 * 3, 1)
    with pytest.raises(ReadError) as caught:
        ole.Container(bytes(content)).read("workbook")
    assert caught.value.code == "unreadable"
