"""How well and how fast duplicates are found, side by side with what others do.

    python tests/benchmarks/matching.py --truth TRUTH.csv
    python tests/benchmarks/matching.py --database PRODUCT [--truth TRUTH.csv] [--size 100000] [--changed 1000]

TRUTH.csv: columns ``nif``, ``name`` and, if known, ``source``; one NIF written in two ways is
a true duplicate. With ``--held-out`` the name model is fitted anew on 60 % of the NIFs and
judged on the others (needs numpy); without it, the weights that are shipped are judged,
which is fair only on names that they were not fitted on.

PRODUCT: a database with despacho_crm (ODOO_RC names the configuration): names with generated
contact points, and a generated base of ``--size`` contacts, go through the product as the
nightly job does; then, apart, pairs of households, administrators and groups. Everything is
rolled back. Splink takes part if it is installed.
"""

import argparse
import csv
import hashlib
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
if any(argument.startswith("--database") for argument in sys.argv):  # before anything imports the addon without Odoo
    import matching_base

    matching_base.prepare()
import matching_peers as peers  # noqa: E402


def read(path):
    """Return [(nif, name, source)] of the labelled names."""
    with open(path, encoding="utf-8", newline="") as lines:
        return [(row["nif"], row["name"], row.get("source") or "") for row in csv.DictReader(lines)]


def part(nif):
    """Return the part, 0 to 4, that a NIF always falls into."""
    return int(hashlib.md5(nif.encode(), usedforsecurity=False).hexdigest(), 16) % 5


def show(label, found, truth, seconds=None, note=""):
    """Print precision, recall and F1 of the ``found`` pairs against the true ones."""
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / max(len(truth), 1)
    f1 = 2 * right / max(len(found) + len(truth), 1)
    spent = f"{seconds:8.1f} s" if seconds is not None else ""
    print(f"  {label:46} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f} {spent} {note}", flush=True)


def names_only(rows, held_out):
    """Judge the methods on names and nothing else."""
    judged = [row for row in rows if not held_out or part(row[0]) in (0, 1)]
    names, truth = [name for _nif, name, _source in judged], peers.true_pairs([nif for nif, *_rest in judged])
    kind = "NIFs not seen in training" if held_out else "weights as shipped"
    print(f"Names only: {len(names)} records, {len(truth)} true pairs, {kind}")
    for label, key in peers.EQUALITIES:
        start = time.perf_counter()
        show(label, peers.equal_pairs(names, key), truth, time.perf_counter() - start)
    print("  Splink: not for a single column, as its authors say; it takes part where there are contact points")
    weights = shipped = None
    if held_out:
        import matching_train

        seen = [(nif, name) for nif, name, _source in rows if part(nif) not in (0, 1)]
        weights, shipped = matching_train.fitted(seen)
    start = time.perf_counter()
    found = peers.our_names(names, weights, shipped)
    show("despacho_crm", found, truth, time.perf_counter() - start)


def other_bodies(rows):
    """Judge the name model on bodies, and NIFs, that it was not fitted on: it is fitted on the city of Madrid's."""
    import matching_train

    large = {source for _nif, _name, source in rows if "madrid" in source or source.startswith("mad_")}
    judged = [row for row in rows if row[2] not in large]
    kept = {nif for nif, *_rest in judged}
    seen = [(nif, name) for nif, name, source in rows if source in large and nif not in kept]
    if not seen or not judged:
        return
    truth = peers.true_pairs([nif for nif, *_rest in judged])
    print(f"Names only, bodies not seen in training: {len(judged)} records, {len(truth)} true pairs")
    show("despacho_crm", peers.our_names([name for _nif, name, _s in judged], *matching_train.fitted(seen)), truth)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", help="labelled names")
    parser.add_argument("--held-out", action="store_true", help="fit on other NIFs than those judged")
    parser.add_argument("--database", help="database with the product")
    parser.add_argument("--size", type=int, default=100_000, help="contacts of the generated base")
    parser.add_argument("--changed", type=int, default=1000, help="contacts that change afterwards")
    arguments = parser.parse_args()
    rows = read(arguments.truth) if arguments.truth else []
    if rows:
        names_only(rows, arguments.held_out)
        if arguments.held_out:
            other_bodies(rows)
    if arguments.database:
        matching_base.run(arguments.database, rows, arguments.size, arguments.changed, show)


if __name__ == "__main__":
    main()
