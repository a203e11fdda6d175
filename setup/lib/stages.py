"""The databases, each made from the one before and only when its inputs have changed.

firm: Odoo's own modules in a Spanish firm. product: firm with our addons. demo: product with the demo world.
"""

import ast
import shutil

from . import database, odoo, places, postgres
from .steps import Stamp, Stop, say, step

#: Addons whose demo/load.py has load(env), in this order.
LOAD = ("despacho_crm", "despacho_crm_import", "despacho_crm_reports")


def core_modules():
    """The modules of Odoo that our addons depend on, and the Spanish chart of accounts."""
    modules = {"l10n_es"}
    for addon in places.ADDONS:
        manifest = ast.literal_eval((places.ROOT / addon / "__manifest__.py").read_text(encoding="utf-8"))
        modules.update(manifest["depends"])
    return sorted(modules.difference(places.ADDONS))


def firm(tree):
    """The name of a database with a Spanish firm and Odoo's modules, without our addons."""
    script = places.SETUP / "shell" / "firm.py"
    requirements = places.SETUP / "requirements.txt"
    key = places.text_hash(tree.key, places.files_hash(script, requirements), *core_modules())
    name = database.name("firm")
    stamp = Stamp("firm")
    if not (stamp.holds(key) and database.exists(name)):
        making = database.name("making")
        kept = places.CACHE / f"firm-{key}.tar"
        if not (kept.is_file() and _from_cache(kept, making)):
            with step("Database of a Spanish firm (once; some minutes)"):
                database.create(making)
                odoo.command(making, "-i", "base", "--load-language=es_ES", log="firm")
                odoo.shell(making, "firm.py", "firm", modules=core_modules())
                if postgres.embedded():  # another server may be older than the archive's format
                    database.pack(making, kept)
                    for old in sorted(places.CACHE.glob("firm-*.tar"), key=lambda path: path.stat().st_mtime)[:-3]:
                        old.unlink()
        database.rename(making, name)
        stamp.write(key)
    return name, key


def _from_cache(kept, name):
    """Whether the database could be made of what another checkout kept."""
    if not postgres.embedded():
        return False
    try:
        with step("Database of a Spanish firm, from the cache"):
            database.unpack(kept, name)
    except Stop as stop:
        say(f"  {stop.what} It is made anew.")
        kept.unlink()
        return False
    return True


def product(tree):
    """The name of a database with the firm and our addons as they are now."""
    source, firm_key = firm(tree)
    code = [
        path
        for addon in places.ADDONS
        for path in sorted((places.ROOT / addon).iterdir())
        if path.name not in ("tests", "demo", "readme", "__pycache__")
    ]
    made = places.ROOT / "setup" / "shell" / "assets.py"
    key = places.text_hash(firm_key, places.files_hash(*code, made))
    name = database.name("product")
    stamp = Stamp("product")
    if not (stamp.holds(key) and database.exists(name)):
        making = database.name("making")
        with step("Our addons installed"):
            database.copy(source, making)
            (places.LOGS / "install.log").unlink(missing_ok=True)
            odoo.install(making, *places.ADDONS, log="install")
            odoo.shell(making, "assets.py", "assets")
            database.rename(making, name)
            stamp.write(key)
    return name, key


def demo(tree):
    """The name of the demo database. Once made it is the user's: later changes of the code only upgrade it."""
    name = database.name("demo")
    code = places.files_hash(*(places.ROOT / addon for addon in places.ADDONS))
    stamp = Stamp("demo")
    if database.exists(name):
        if not stamp.holds(code):
            with step("Demo database upgraded to the current code"):
                odoo.command(name, "-u", ",".join(places.ADDONS), log="upgrade")
                stamp.write(code)
        return name
    making = database.name("making")
    source, _key = product(tree)
    with step("Demo database"):
        database.copy(source, making)
    for addon in LOAD:
        with step(f"Demo data of {addon}"):
            odoo.shell(making, "demo.py", "demo", addon=addon)
    database.rename(making, name)
    stamp.write(code)
    return name


def start_over():
    """Forgets what was built; whether the databases went with their server or have to be dropped one by one."""
    shutil.rmtree(places.BUILD / "stamps", ignore_errors=True)
    return postgres.remove()


def drop_all():
    """Deletes these databases; what tests may be using at this moment stays."""
    for purpose in ("demo", "product", "firm", "making"):
        database.drop(database.name(purpose))
