"""A map of the provinces of Spain in which each one is a tile of the same size: {Odoo's code: (column, row)}.

Small provinces are read as well as large ones, and a telephone shows all of them. Neighbours stay neighbours as far
as squares let them; the islands, Ceuta and Melilla are where maps put them.
"""

COLUMNS, ROWS = 10, 9

_DRAWN = """
C  LU O  S  BI SS .  .  .  .
PO OR LE P  BU VI NA HU L  GI
.  .  ZA VA SG LO SO Z  T  B
.  .  SA AV M  GU TE CS .  .
.  .  .  CC TO CU V  .  .  PM
.  .  .  BA CR AB A  .  .  .
.  .  H  SE CO J  MU .  .  .
.  .  .  CA MA GR AL .  .  .
TF GC .  CE .  ME .  .  .  .
"""

TILES = {
    code: (column, row)
    for row, line in enumerate(_DRAWN.strip().splitlines())
    for column, code in enumerate(line.split())
    if code != "."
}
