"""All of it together: a session of Spark, the records in it, Splink on them, and the decision."""

import logging
import os
import sys
import zipfile
from pathlib import Path

from .. import doubt, score
from ..limits import SMALL, limits_of
from . import frames
from .settings import STEP, phone_worth, settings
from .weigh import Weigher
from .words import Told

_TOOLS = Path(__file__).resolve().parents[2]
#: Those that Splink weighs as they are; scaled, they are given back as shipped.
_SCALED = ("nif", "email", "place", "street", "kind")
_ADJUSTED = ("email", "place")
_FACTS = f"""
    CASE WHEN one.email_block = two.email_block THEN {doubt.SAME_EMAIL} ELSE 0 END
    + CASE WHEN one.email <> two.email THEN {doubt.OTHER_EMAIL} ELSE 0 END
    + CASE WHEN SIZE(one.phones) > 0 AND SIZE(two.phones) > 0 AND NOT ARRAYS_OVERLAP(one.phones, two.phones)
           THEN {doubt.OTHER_PHONE} ELSE 0 END
    + CASE WHEN one.zip <> '' AND two.zip <> '' AND one.zip <> two.zip OR one.street <> two.street
           THEN {doubt.ELSEWHERE} ELSE 0 END
    + CASE WHEN one.nif RLIKE '^[0-9KLMXYZ]' OR two.nif RLIKE '^[0-9KLMXYZ]'
             OR NOT (one.is_company OR two.is_company OR one.form <> '' OR two.form <> ''
                     OR one.nif IS NOT NULL OR two.nif IS NOT NULL)
           THEN {doubt.PEOPLE} ELSE 0 END
    + CASE WHEN one.use <> two.use THEN {doubt.OTHER_USE} ELSE 0 END
    + CASE WHEN one.zip = two.zip AND one.zip <> '' THEN {doubt.SAME_ZIP} ELSE 0 END
"""
_NAMES = ", ".join(f"{side}.{part}" for side in ("one", "two") for part in ("name", "form", "core"))


def session(master, memory, options, scratch):
    """Return a session of Spark."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    said = {
        "spark.driver.memory": memory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.warehouse.dir": str(Path(scratch, "warehouse")),
    }
    if master.startswith("local"):
        # One machine: nothing listens to others, and two processors do not get the tasks of two hundred.
        os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        said |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.local.dir": str(scratch),
            "spark.sql.shuffle.partitions": "4",
        }
    builder = SparkSession.builder.master(master).appName("despacho_crm").config(map=said | options)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise Told("no_spark", reason=str(error)) from error
    spark.sparkContext.setCheckpointDir(str(Path(scratch, "checkpoint")))
    spark.sparkContext.addPyFile(str(_packed(Path(scratch, "despacho_tools.zip"))))
    return spark


def _packed(path):
    """Write the tools, under the name by which they are known here, for the other machines; return the ``path``."""
    parents = __name__.split(".")[:-4]
    with zipfile.ZipFile(path, "w") as packed:
        for depth in range(len(parents)):
            packed.writestr("/".join([*parents[: depth + 1], "__init__.py"]), "")
        for file in sorted(_TOOLS.rglob("*")):
            if file.suffix in (".py", ".json", ".txt"):
                packed.write(file, "/".join([*parents, *file.relative_to(_TOOLS.parent).parts]))
    return path


def search(spark, folder, columns, arrays, count, counts, scales):
    """Yield what is found in the files of ``folder``: (one, two, band, score, bits, doubt) as the table has them."""
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    total = max(count, score.LEAST_RECORDS)
    limits = limits_of(count <= SMALL)
    frames.load(spark, folder, columns, arrays)
    frames.share(spark, limits)
    words = spark.sparkContext.broadcast({value: many for value, many in counts.items() if value[1:2] != ":"})
    weigher = Weigher(words, count, scales)
    decided = StructType(
        [
            StructField("band", StringType()),
            StructField("score", DoubleType()),
            *(StructField(field, DoubleType()) for field in score.FIELDS),
            StructField("doubt", StringType()),
        ]
    )
    spark.udf.register("name_bits", weigher.names, DoubleType())
    spark.udf.register("decide", weigher.decide, decided)
    pairs = _splink(spark, settings(limits, total, scales), frames.frequencies(spark, total, counts))
    pairs.createOrReplaceTempView("scored")
    found = spark.sql(_decided_sql(total, scales)).toLocalIterator()
    for one, two, decision in found:
        yield one, two, *decision


def _splink(spark, said, frequencies):
    """Return the pairs that Splink finds."""
    from splink import Linker, SparkAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = SparkAPI(spark_session=spark, register_udfs_automatically=False)
    linker = Linker(api.register(spark.table("compared")), said, log_level=logging.ERROR)
    for column, table in frequencies.items():
        linker.table_management.register_term_frequency_lookup(api.register(table), column)
    # All are kept: with a threshold, Spark would weigh each pair as often as there are levels.
    return linker.inference.predict(warning_mode="never").as_spark_dataframe()


def _decided_sql(total, scales):
    """Return the query of the pairs that are worth a look: (one, two, what ``Weigher.decide`` returns)."""
    scale = {field: (scales or {}).get(field, 1.0) for field in score.FIELDS}
    shipped = {field: f"mw_{field}" for field in _SCALED} | {f: f"(mw_{f} + mw_tf_adj_{f})" for f in _ADJUSTED}
    shipped = {field: f"{bits} / {scale[field]}D" for field, bits in shipped.items()}
    worth = phone_worth(total).replace("phone_sizes_l", "one.phone_sizes").replace("phone_stems_l", "one.phone_stems")
    worth = worth.replace("phone_sizes_r", "two.phone_sizes").replace("phone_stems_r", "two.phone_stems")
    shipped["phone"] = f"COALESCE({worth}, mw_phone / {scale['phone']}D)"
    bits = ", ".join(shipped[field] for field in score.FIELDS if field != "name")
    return f"""
        SELECT * FROM (
            SELECT unique_id_l, unique_id_r, decide({_FACTS}, {bits}, {_NAMES}) AS decision
              FROM scored
              JOIN compared one ON one.unique_id = unique_id_l
              JOIN compared two ON two.unique_id = unique_id_r
             -- Names and phones may lack half a step each, which may count double: what is near is weighed again.
             WHERE match_weight >= {score.REVIEW - 2 * STEP}
        ) WHERE decision IS NOT NULL
    """
