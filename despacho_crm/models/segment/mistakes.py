import psycopg2

from odoo.exceptions import UserError

#: What asking raises when a definition has a value that does not suit its field, or a field that is no more.
MISTAKES = (UserError, ValueError, TypeError, KeyError, NotImplementedError, psycopg2.Error)
