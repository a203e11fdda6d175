"""The container of XLS and of protected workbooks: MS-CFB, read with every chain checked."""

import struct

from .base import ReadError, damage_is

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_FAT_SECTOR = 0xFFFFFFFD


class Container:
    """The streams of an OLE file, by name in lower case."""

    def __init__(self, content):
        with damage_is("truncated"):
            self._content = content
            shift, mini_shift = struct.unpack_from("<HH", content, 30)
            if shift not in (9, 12) or mini_shift != 6:
                raise ReadError("unreadable")
            self._size, self._mini_size = 1 << shift, 1 << mini_shift
            (first_directory,) = struct.unpack_from("<I", content, 48)
            self._cutoff, first_mini_fat = struct.unpack_from("<II", content, 56)
            self._fat = self._read_fat()
            self._entries = self._read_directory(self._chain(first_directory))
            self._mini_fat = _integers(self._chain(first_mini_fat))
            root = next(iter(self._entries.values()), (0, _END_OF_CHAIN, 0))
            self._mini = self._chain(root[1])

    def names(self):
        return list(self._entries)

    def read(self, name):
        """Return the bytes of the stream ``name``, cut to its size."""
        _kind, start, size = self._entries[name]
        if size < self._cutoff:
            data = self._walk(start, self._mini_fat, self._mini, self._mini_size, 0)
        else:
            data = self._chain(start)
        if len(data) < size:
            raise ReadError("truncated")
        return data[:size]

    def _read_fat(self):
        content = self._content
        next_difat, count = struct.unpack_from("<II", content, 68)
        sectors = list(struct.unpack_from("<109I", content, 76))
        for _step in range(min(count, len(content) // self._size)):
            if next_difat >= _FAT_SECTOR:
                break
            block = _integers(self._sector(next_difat))
            sectors += block[:-1]
            next_difat = block[-1]
        fat = []
        for sector in sectors:
            if sector < _FAT_SECTOR and len(fat) * self._size < len(content) * 4:
                fat += _integers(self._sector(sector))
        return fat

    def _sector(self, number):
        start = (number + 1) * self._size
        block = self._content[start : start + self._size]
        if not block:
            raise ReadError("truncated")
        return block.ljust(self._size, b"\0")

    def _chain(self, start):
        return self._walk(start, self._fat, self._content, self._size, self._size)

    @staticmethod
    def _walk(start, fat, data, size, offset):
        """Return the bytes of the chain that begins at sector ``start``."""
        blocks, sector, steps = [], start, 0
        while sector < _FAT_SECTOR:
            steps += 1
            begin = offset + sector * size
            if steps > len(fat) or begin >= len(data):
                raise ReadError("truncated" if begin >= len(data) else "unreadable")
            blocks.append(data[begin : begin + size])
            sector = fat[sector]
        return b"".join(blocks)

    @staticmethod
    def _read_directory(data):
        entries = {}
        for start in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, start + 64)
            if kind in (1, 2, 5):
                name = data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                sector, size = struct.unpack_from("<II", data, start + 116)
                entries.setdefault(name.lower(), (kind, sector, size))
        return entries


def _integers(data):
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def pack(name, data):
    """Return an OLE file whose only stream is ``data``, named ``name``."""
    data = data.ljust(4096, b"\0")
    data += bytes(-len(data) % 512)
    length = len(data) // 512
    # Sectors: the directory, the stream, then as many of FAT as it takes to list them all.
    fat_length = 1
    while fat_length * 128 < 1 + length + fat_length + _difat_length(fat_length):
        fat_length += 1
    difat_length = _difat_length(fat_length)
    first_fat = 1 + length
    first_difat = first_fat + fat_length
    fat = [_END_OF_CHAIN, *range(2, length + 1), _END_OF_CHAIN]
    fat += [_FAT_SECTOR] * fat_length + [0xFFFFFFFC] * difat_length
    fat += [_FREE] * (fat_length * 128 - len(fat))
    fat_sectors = list(range(first_fat, first_fat + fat_length))
    difat = [*fat_sectors[109:]]
    blocks = []
    for index in range(difat_length):
        block = difat[index * 127 : index * 127 + 127]
        last = index == difat_length - 1
        blocks += [*block, *[_FREE] * (127 - len(block)), _END_OF_CHAIN if last else first_difat + index + 1]
    header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIIII", 0, fat_length, 0, 0, 4096, _END_OF_CHAIN, 0,
        first_difat if difat_length else _END_OF_CHAIN, difat_length, 0,
    )[:-4]  # fmt: skip
    header += struct.pack("<109I", *(fat_sectors[:109] + [_FREE] * (109 - len(fat_sectors[:109]))))
    directory = _entry("Root Entry", 5, 1, _END_OF_CHAIN, 0) + _entry(name, 2, _FREE, 1, len(data))
    return b"".join(
        (
            header,
            directory.ljust(512, b"\0"),
            data,
            struct.pack(f"<{len(fat)}I", *fat),
            struct.pack(f"<{len(blocks)}I", *blocks),
        )
    )


def _difat_length(fat_length):
    return -(-max(0, fat_length - 109) // 127)


def _entry(name, kind, child, sector, size):
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xII4x", raw, len(raw), kind, 1, _FREE, _FREE, child, sector, size)
