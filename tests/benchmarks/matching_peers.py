"""The methods that ``matching.py`` compares: rules of equality, Splink, and our name model without a database."""

import collections
import importlib.util
import multiprocessing
import resource
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

if "odoo" not in sys.modules and importlib.util.find_spec("odoo.addons.despacho_crm") is None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit"))
    import conftest  # noqa: F401

from odoo.addons.despacho_crm.tools.matching import keys, name_model, normalise, score, tokens

#: As the engine: a key that more records share is narrowed with their rarest word.
CROWD = 30
#: What Splink may hold before it goes on in files.
SPLINK_MEMORY = "8GB"
EQUALITIES = (
    ("Odoo's wizard: lower(name)", str.lower),
    ("case and accents aside", lambda name: normalise.plain(name).strip()),
    ("normalised, without legal form", lambda name: normalise.name(name).text),
)


def true_pairs(nifs):
    """Return the pairs of positions that have one NIF."""
    holders = collections.defaultdict(list)
    for position, nif in enumerate(nifs):
        holders[nif].append(position)
    return {pair for members in holders.values() for pair in combinations(members, 2)}


def equal_pairs(names, key):
    """Return the pairs of positions whose names have one ``key``."""
    groups = collections.defaultdict(list)
    for position, name in enumerate(names):
        groups[key(name)].append(position)
    return {pair for members in groups.values() for pair in combinations(members, 2)}


def candidates(names):
    """Return the pairs of positions of :class:`Name` that share a key, in order."""
    blocks = collections.defaultdict(list)
    empty = keys.Record.of({})
    for position, name in enumerate(names):
        stem = keys.rarest_skeletons(name)[:1]
        for key in empty._replace(name=name, bones=tuple(keys.rarest_skeletons(name))).keys():
            blocks[key].append((position, stem))
    pairs = set()
    for members in blocks.values():
        groups = collections.defaultdict(list)
        for position, stem in members:
            groups[tuple(stem) if len(members) > CROWD else ()].append(position)
        for group in groups.values():
            if len(group) <= CROWD:
                pairs.update(combinations(group, 2))
    return sorted(pairs)


def frequencies(names, shipped=None):
    """Return the bits of words in a base with these names."""
    counts = collections.Counter(word for name in names for word in set(name.tokens))
    return tokens.Frequencies(len(names), counts, shipped)


def our_names(texts, weights=None, shipped=None):
    """Return the pairs that the name model proposes.

    ``weights``, ``shipped``: those to judge instead of the ones that the product has.
    """
    names = [normalise.name(text) for text in texts]
    bits = frequencies(names, shipped).bits
    return {
        (one, two)
        for one, two in candidates(names)
        if name_model.name_bits(names[one], names[two], bits, weights) >= score.REVIEW
    }


def compare_splink(show, records, truth):
    """Show what Splink finds on DuckDB, at the threshold that is best for it; or say that it is missing."""
    if importlib.util.find_spec("splink") is None:
        print("  Splink: not installed (pip install 'splink>=5'), left out")
        return
    # A process of its own: what it holds is told apart, and given back before ours is measured.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pairs, normalising, seconds, megabytes = pool.apply(_splink_measured, (records,))
    note = f"(and {normalising:.1f} s to normalise; {megabytes:.0f} MB)"
    best = max((_f1(pairs, truth, least), least) for least in (0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999))[1]
    show(f"Splink on DuckDB, p >= {best}", {(one, two) for one, two, p in pairs if p >= best}, truth, seconds, note)


def _splink_measured(records):
    """Return (what Splink finds, seconds to normalise, seconds to compare, megabytes)."""
    start = time.perf_counter()
    columns = _splink_columns(records)
    read = time.perf_counter()
    pairs = _splink(columns)
    seconds = time.perf_counter() - read
    return pairs, read - start, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _f1(pairs, truth, least):
    found = [(one, two) for one, two, p in pairs if p >= least]
    return 2 * sum(pair in truth for pair in found) / max(len(found) + len(truth), 1)


def _splink_columns(records):
    """Return the columns that Splink compares, with names normalised as ours are."""
    columns = collections.defaultdict(list)
    for position, record in enumerate(records):
        name = normalise.name(record["name"])
        row = {"unique_id": position, "name": name.text or None, "form": name.form or None}
        row["first"] = name.tokens[0] if name.tokens else None
        row["front"] = name.letters[:10] or None
        row["rare"] = next(iter(keys.rarest_skeletons(name)), None)
        for field in ("phone", "email", "zip", "street"):
            row[field] = record.get(field) or None
        row["province"] = (row["zip"] or "")[:2] or None
        for field, value in row.items():
            columns[field].append(value)
    return dict(columns)


def _splink(columns):
    """Return [(one, two, probability)] of Splink, its parameters by EM."""
    import logging

    import duckdb
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    has = {field for field in ("phone", "email", "zip", "street") if any(columns[field])}
    comparisons = [
        compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85]).configure(term_frequency_adjustments=True),
        compare.ExactMatch("form"),
        *(compare.ExactMatch(field).configure(term_frequency_adjustments=field != "street") for field in sorted(has)),
    ]
    # «ASOCIACION» begins 26,000 names of a million: as our own key, the first letters hold within a province.
    front = block_on("front", "province") if "zip" in has else block_on("front")
    blocks = [block_on("name"), front, block_on("rare", "first")]
    blocks += [block_on(field) for field in sorted(has & {"phone", "email"})]
    blocks += [block_on("zip", "rare")] if "zip" in has else []
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=blocks
    )
    spilled = tempfile.TemporaryDirectory()
    connection = duckdb.connect(config={"memory_limit": SPLINK_MEMORY, "temp_directory": spilled.name})
    linker = Linker(DuckDBAPI(connection).register(pandas.DataFrame(columns)), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in [front, *(block_on(field) for field in sorted(has & {"phone", "email"}))]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.05).as_pandas_dataframe()
    connection.close()
    spilled.cleanup()
    found = (found["unique_id_l"], found["unique_id_r"], found["match_probability"])
    return [(min(one, two), max(one, two), p) for one, two, p in zip(*(c.tolist() for c in found), strict=True)]
