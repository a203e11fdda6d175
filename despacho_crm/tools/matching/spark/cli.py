"""The command: its arguments, its steps, and what it says."""

import argparse
import importlib.util
import sys
import tempfile

from .words import LANGUAGES, Told, language, speaker

_PACKAGES = ("psycopg2", "pyspark", "rapidfuzz", "splink")


def main(arguments=None):
    """Search, and return the exit code: 0 when all went well, 2 when something is missing."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    say = speaker(_lang(arguments))
    try:
        _run(_parser(say).parse_args(arguments), say)
    except Told as told:
        _tell(say(told.saying, **told.values), sys.stderr)
        return 2
    except KeyboardInterrupt:
        _tell(say("interrupted"), sys.stderr)
        return 130
    return 0


def _tell(sentence, stream=None):
    stream = stream or sys.stdout
    stream.write(f"{sentence}\n")
    stream.flush()


def _lang(arguments):
    """Return the language asked for, before anything has to be said."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=language())
    try:
        return parser.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        return language()


def _parser(say):
    program = f"python -m {__package__}"
    parser = argparse.ArgumentParser(prog=program, description=say("help"))
    parser.add_argument("--dsn", default="", help=say("help_dsn"))
    parser.add_argument("--master", default="local[*]", help=say("help_master"))
    parser.add_argument("--memory", default="2g", help=say("help_memory"))
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", type=_option, help=say("help_conf"))
    parser.add_argument("--scratch", help=say("help_scratch"))
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=say("help_lang"))
    return parser


def _option(text):
    key, sign, value = text.partition("=")
    if not (key and sign):
        raise argparse.ArgumentTypeError(text)
    return key, value


def _run(arguments, say):
    if missing := [name for name in _PACKAGES if importlib.util.find_spec(name) is None]:
        raise Told("no_packages", missing=", ".join(missing))
    from . import java
    from .database import ARRAYS, RECORD, Database

    with tempfile.TemporaryDirectory(prefix="despacho-", dir=arguments.scratch) as scratch:
        java.use(scratch)
        with Database(arguments.dsn) as database:
            folder = f"{scratch}/records"
            count, counts, scales = database.read(folder)
            _tell(say("reading", count=count))
            from .search import search, session

            spark = session(arguments.master, arguments.memory, dict(arguments.conf), scratch)
            try:
                _tell(say("comparing"))
                found = list(search(spark, folder, RECORD, ARRAYS, count, counts, scales))
            finally:
                spark.stop()
            certain = sum(row[2] == "certain" for row in found)
            _tell(say("found", found=len(found), certain=certain))
            proposed, withdrawn = database.store(found)
            _tell(say("stored", proposed=proposed, withdrawn=withdrawn))
