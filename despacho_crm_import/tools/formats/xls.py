"""XLS (Excel 97 to 2003): records measured first, then read by the Rust reader.

The reader reserves what the file declares and copies every shared string to each
cell that uses it; both are checked here against what the file really holds.
"""

import io
import struct
from collections import Counter

from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from . import ole
from .base import ReadError, check_extent, damage_is
from .xlsx import calamine_rows

_BOF = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
_SHEET, _FILEPASS, _DIMENSIONS, _SST, _CONTINUE, _MULRK, _LABELSST = 0x85, 0x2F, 0x200, 0xFC, 0x3C, 0xBD, 0xFD
#: Records that hold a value at a row and a column.
_VALUES = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, _MULRK, _LABELSST))

#: What the streams of other programs' files are called.
_OTHERS = {"worddocument": "doc", "powerpoint document": "ppt", "__properties_version1.0": "msg"}


class Workbook:
    """The visible worksheets of an XLS and their rows."""

    kind = "xls"

    def __init__(self, content, limits):
        self._limits = limits
        container = ole.Container(content)
        names = container.names()
        if "encryptedpackage" in names:
            raise ReadError("encrypted")
        stream = next((name for name in ("workbook", "book") if name in names), "")
        if not stream:
            found = next((kind for name, kind in _OTHERS.items() if name in names), "")
            raise ReadError("not_a_table", found=found)
        with damage_is("truncated"):
            data = _checked(container.read(stream), limits)
        with damage_is("unreadable"):
            self._book = load_workbook(io.BytesIO(ole.pack(stream.capitalize(), data)))
            self.sheets = [
                sheet.name
                for sheet in self._book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]

    def rows(self, sheet):
        """Return ``(rows, merged)`` of a sheet; see the XLSX reader."""
        with damage_is("unreadable"):
            found = self._book.get_sheet_by_name(sheet)
            merged = found.merged_cell_ranges or []
        return calamine_rows(found, self._limits), merged


def _checked(data, limits):
    """Return the records of a workbook with true dimensions; raise when they are too many."""
    patched = bytearray(data)
    position, rows, columns, dimensions = 0, 0, 0, None
    strings, uses, last = [], Counter(), 0
    unpack = struct.unpack_from
    while position + 4 <= len(data):
        record, length = unpack("<HH", data, position)
        body = position + 4
        if body + length > len(data):
            break
        if record in _VALUES:
            row, column = unpack("<HH", data, body)
            if record == _MULRK:
                column = unpack("<H", data, body + length - 2)[0]
            elif record == _LABELSST:
                uses[unpack("<I", data, body + 6)[0]] += 1
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif record in _BOF:
            if length < 4:
                raise ReadError("unreadable")
            _patch(patched, dimensions, rows, columns, limits)
            rows, columns, dimensions = 0, 0, None
        elif record == _SHEET:
            (start,) = unpack("<I", data, body)
            if unpack("<H", data, start)[0] not in _BOF:
                raise ReadError("unreadable")
        elif record == _FILEPASS:
            raise ReadError("encrypted")
        elif record == _DIMENSIONS:
            dimensions = (body, length)
        elif record == _SST or (record == _CONTINUE and last == _SST):
            strings.append(data[body : body + length])
        if record != _CONTINUE:
            last = record
        position = body + length
    _patch(patched, dimensions, rows, columns, limits)
    _check_strings(strings, uses, limits)
    return bytes(patched)


def _patch(patched, dimensions, rows, columns, limits):
    """Write the measured extent over the declared one, which nothing holds true."""
    check_extent(rows, columns, limits)
    if dimensions:
        position, length = dimensions
        if length == 14:
            struct.pack_into("<IIHHH", patched, position, 0, rows, 0, columns, 0)
        elif length >= 8:
            struct.pack_into("<HHHH", patched, position, 0, rows, 0, columns)


def _check_strings(blocks, uses, limits):
    """Raise when the shared strings are fewer than declared, or too much once copied."""
    if not blocks:
        return
    total = sum(map(len, blocks))
    declared = struct.unpack_from("<I", blocks[0], 4)[0]
    if declared * 3 > total:
        raise ReadError("unreadable")
    size = sum(count * length for count, length in _heaviest(blocks, declared, uses))
    if size > limits.unpacked:
        raise ReadError("zip_bomb", size=size, limit=limits.unpacked)


def _heaviest(blocks, declared, uses):
    """Yield (uses, bytes) of each shared string."""
    block, position = 0, 8
    for index in range(declared):
        while block < len(blocks) and position >= len(blocks[block]):
            position -= len(blocks[block])
            block += 1
        if block >= len(blocks):
            return
        data = blocks[block]
        characters, flags = struct.unpack_from("<HB", data, position)
        position += 3
        runs = extra = 0
        if flags & 8:
            runs = struct.unpack_from("<H", data, position)[0]
            position += 2
        if flags & 4:
            extra = struct.unpack_from("<I", data, position)[0]
            position += 4
        yield uses.get(index, 0), characters * 2
        block, position = _after_characters(blocks, block, position, characters, flags & 1)
        position += runs * 4 + extra


def _after_characters(blocks, block, position, characters, wide):
    """Return (block, position) after a string that may go on in the next block.

    There, a byte says anew whether its characters take one byte or two.
    """
    while True:
        room = (len(blocks[block]) - position) // (1 + wide)
        if characters <= room:
            return block, position + characters * (1 + wide)
        characters -= room
        block += 1
        wide = blocks[block][0] & 1
        position = 1
