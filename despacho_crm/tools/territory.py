"""Spanish provinces: names people write, postcode prefix and Odoo code.

Nothing here touches a database.
"""
