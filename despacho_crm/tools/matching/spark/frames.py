"""What is compared, as Spark knows it: the records, with the keys that they share and how rare what they say is.

``size``: how many share a key; ``stems``: under how many different names.
"""

from .. import keys, score

_TYPES = dict.fromkeys(("partner_id", "company_id", "family_id"), "INT")
_TYPES |= dict.fromkeys(("email", "domain", "street", "stem"), "BIGINT")
_TEXTS = ("use", "name", "form", "core", "zip", "province")
_FLAGS = ("person", "is_company")
#: How PostgreSQL writes that something is so.
_TRUE = "t"


def load(spark, folder, columns, arrays):
    """Make the view ``record`` of the files in ``folder``."""
    schema = ", ".join(f"{name} {_TYPES.get(name, 'STRING')}" for name in (*columns, *arrays))
    spark.read.csv(str(folder), schema=schema, escape='"').createOrReplaceTempView("read")
    flags = [f"{name} = '{_TRUE}' AS {name}" for name in _FLAGS]
    # Arrays travel as numbers with spaces between them.
    lists = [
        f"TRANSFORM(FILTER(SPLIT(COALESCE({name}, ''), ' '), one -> one <> ''), one -> CAST(one AS BIGINT)) AS {name}"
        for name in arrays
    ]
    # An empty text is read as nothing.
    kept = [
        f"COALESCE({name}, '') AS {name}" if name in _TEXTS else name
        for name in columns
        if name not in ("partner_id", *_FLAGS)
    ]
    _kept(spark, "record", f"SELECT partner_id AS unique_id, {', '.join(kept + flags + lists)} FROM read")


def _kept(spark, view, query):
    """Make a ``view`` that several others read, of what is found once."""
    spark.sql(query).persist().createOrReplaceTempView(view)


def share(spark, limits):
    """Make the view ``compared``: ``record`` with what it shares with others.

    ``block``: the keys under which it is compared, as short as ``limits`` ask for; ``kinds`` and ``sizes``: the same
    keys, for what a pair shares to be told by the kind, and by the rarest.
    """
    most = f"ELEMENT_AT(ARRAY({', '.join(map(str, limits['most']))}), kind)"
    narrowed = ", ".join(map(str, limits["narrowed"]))
    spark.sql("SELECT unique_id, stem, EXPLODE(keys) AS key FROM record").createOrReplaceTempView("keyed")
    # What nobody shares goes before anything is joined with it.
    spark.sql(
        f"""
        SELECT *, CAST(key & {keys.KIND} AS INT) AS kind
          FROM (SELECT key, stem, part, SUM(part) OVER (PARTITION BY key) AS size,
                       COUNT(*) OVER (PARTITION BY key) AS stems
                  FROM (SELECT key, stem, COUNT(*) AS part FROM keyed GROUP BY key, stem)) WHERE size > 1
        """
    ).createOrReplaceTempView("counted")
    _kept(
        spark,
        "worth_comparing",
        f"""
        SELECT * FROM keyed JOIN counted USING (key, stem)
         WHERE size <= {most} OR kind IN ({narrowed}) AND part BETWEEN 2 AND {limits["crowd"]}
            OR kind = {keys.NIF} AND size > {limits["crowd"]}
        """,
    )
    _kept(
        spark,
        "blocked",
        f"""
        SELECT unique_id, kind, size, stems, key AS block FROM worth_comparing WHERE size <= {most}
         UNION ALL
        SELECT unique_id, kind, size, stems, XXHASH64(key, stem) FROM worth_comparing
         WHERE size > {most} AND kind IN ({narrowed}) AND part BETWEEN 2 AND {limits["crowd"]}
         UNION ALL
        -- However many share a NIF, each is compared with the next.
        SELECT unique_id, kind, size, stems, XXHASH64(key, place + step)
          FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY key ORDER BY stem, unique_id) AS place
                  FROM worth_comparing WHERE kind = {keys.NIF} AND size > {limits["crowd"]})
               LATERAL VIEW EXPLODE(ARRAY(0, 1)) steps AS step
        """,
    )
    spark.sql(
        f"""
        SELECT unique_id, COLLECT_LIST(block) AS block,
               COLLECT_LIST(NAMED_STRUCT('kind', kind, 'block', block)) AS kinds,
               COLLECT_LIST(NAMED_STRUCT('size', size, 'block', block)) AS sizes,
               COLLECT_LIST(NAMED_STRUCT('size', size, 'block', block)) FILTER (WHERE kind = {keys.PHONE})
               AS phone_sizes,
               COLLECT_LIST(NAMED_STRUCT('stems', stems, 'block', block)) FILTER (WHERE kind = {keys.PHONE})
               AS phone_stems,
               COLLECT_LIST(block) FILTER (WHERE kind = {keys.NIF}) AS nif_blocks,
               MAX(block) FILTER (WHERE kind = {keys.EMAIL}) AS email_block,
               MAX(block) FILTER (WHERE kind = {keys.DOMAIN} AND stems < {score.ADVISER_STEMS}) AS domain_block
          FROM blocked GROUP BY unique_id
        """
    ).createOrReplaceTempView("shared")
    _kept(spark, "compared", "SELECT * FROM record JOIN shared USING (unique_id)")


def frequencies(spark, total, counts):
    """Return {column: table of its values and how frequent each is}, as what agrees counts the more, the rarer it is.

    An e-mail of several names is as frequent as its bits say; a domain of many has none. ``counts``: {value:
    records that have it}.
    """
    shares = [(value, min(count / total, 1.0)) for value, count in counts.items() if value[1:2] == ":"]
    spark.createDataFrame(shares or [(":", 1.0)], "value STRING, share DOUBLE").createOrReplaceTempView("placed")
    tables = {
        column: f"""
            SELECT SUBSTRING(value, 3) AS {column}, share AS tf_{column} FROM placed WHERE value LIKE '{column[0]}:%'"""
        for column in ("zip", "province")
    }
    for column, kind, part in (
        ("email_block", keys.EMAIL, score.EMAIL_SHARE),
        ("domain_block", keys.DOMAIN, score.DOMAIN_SHARE),
    ):
        bits = worth("MAX(size)", "MAX(stems)", part, total)
        tables[column] = f"""
            SELECT block AS {column}, POW(2D, -({bits}) / {part}) AS tf_{column}
              FROM blocked
             WHERE kind = {kind} AND (kind <> {keys.DOMAIN} OR stems < {score.ADVISER_STEMS}) GROUP BY block"""
    return {column: spark.sql(query) for column, query in tables.items()}


def worth(size, stems, share, total):
    """Return the bits of what ``size`` records of ``stems`` names have: the rarer, the more; an adviser's, less."""
    return f"""
        {share} * LEAST(LOG2({float(total)}D / {size}), {score.CONTACT_TOP}D)
        * CASE WHEN {stems} >= {score.ADVISER_STEMS} THEN 1 - {stems} / {size} ELSE 1 END
        + CASE WHEN {stems} >= {score.ADVISER_STEMS} THEN {score.ADVISER_BITS}D * {stems} / {size} ELSE 0 END"""
