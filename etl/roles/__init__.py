"""The part that every area plays in a clause, told from the words around it."""

from __future__ import annotations

from etl.roles.anaphora import Anaphora
from etl.roles.found import roles_of
from etl.roles.role import Role

__all__ = ["Anaphora", "Role", "roles_of"]
