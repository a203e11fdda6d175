"""Count the words and fit the name model that despacho_crm/tools/matching ships.

    python tests/benchmarks/matching_train.py TRUTH.csv

TRUTH.csv: columns ``nif``, ``name``; one NIF under several spellings is a true duplicate.
Writes ``token_counts.txt`` and ``name_weights.json``. Needs numpy. The same names and the
same seed give the same files; ``matching.py --held-out`` judges on names not seen here.
"""

import argparse
import collections
import csv
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
import matching_peers as peers  # noqa: E402

from odoo.addons.despacho_crm.tools.matching import name_model, normalise  # noqa: E402

FOLDER = ROOT / "despacho_crm" / "tools" / "matching"
#: A word in fewer names than this may be a person's: it is not shipped.
AT_LEAST = 3


def read(path):
    """Return [(nif, Name)] of a file of labelled names."""
    with open(path, encoding="utf-8", newline="") as lines:
        return [(row["nif"], normalise.name(row["name"])) for row in csv.DictReader(lines)]


def count_words(rows):
    """Return (number of names, {word: names}) with each holder counted once."""
    by_holder = collections.defaultdict(set)
    for nif, name in rows:
        by_holder[nif].update(name.tokens)
    counts = collections.Counter(word for words in by_holder.values() for word in words)
    return len(by_holder), {word: count for word, count in counts.items() if count >= AT_LEAST}


def fit(values, truth, rounds=25, ridge=1.0):
    """Return the weights of a logistic regression, by Newton's method with a small ridge."""
    weights = np.zeros(values.shape[1])
    penalty = ridge * np.eye(values.shape[1])
    penalty[0, 0] = 0
    for _round in range(rounds):
        chance = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (truth - chance) - penalty @ weights
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + penalty
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def train(rows):
    """Return the weights fitted to the pairs of ``rows``."""
    names = [name for _nif, name in rows]
    frequencies = peers.frequencies(names, (0, {}))
    pairs = peers.candidates(names)
    values = np.array([name_model.features(rows[a][1], rows[b][1], frequencies.bits) for a, b in pairs])
    truth = np.array([rows[a][0] == rows[b][0] for a, b in pairs], dtype=float)
    return fit(values, truth)


def fitted(rows):
    """Return (weights, (names, {word: names})) of the labelled texts ``rows``: [(nif, text)]."""
    named = [(nif, normalise.name(text)) for nif, text in rows]
    return train(named).tolist(), count_words(named)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    rows = read(parser.parse_args().truth)
    total, counts = count_words(rows)
    lines = [str(total), *(f"{word} {count}" for word, count in sorted(counts.items()))]
    (FOLDER / "token_counts.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    weights = train(rows)
    named = {name: round(float(weight), 4) for name, weight in zip(name_model.FEATURES, weights, strict=True)}
    (FOLDER / "name_weights.json").write_text(json.dumps(named, indent=1) + "\n", encoding="ascii")
    print(f"{len(counts)} words, {len(named)} weights, {total} holders")


if __name__ == "__main__":
    main()
