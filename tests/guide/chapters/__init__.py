"""The pictures of each chapter of the guide, in the order of the guide's contents."""

from importlib import import_module

#: Modules of this package: chapters of the guide under the names of their files.
NAMES = (
    "guia",
    "importar",
    "duplicados",
    "enriquecer",
    "agenda",
    "contactos",
    "leads",
    "cliente",
    "necesidades",
    "competencia",
    "empresa",
    "segmentos",
    "prospectos",
    "acciones",
    "canales",
    "respuestas",
    "planificacion",
    "cartera",
    "encargo",
    "ajustes",
    "proteccion",
    "derechos",
)
CHAPTERS = {name: import_module(f".{name}", __name__).PICTURES for name in NAMES}
