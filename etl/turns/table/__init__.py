"""The turns of phrase in their order, each with what a sentence has where it is looked for: what one of them puts
otherwise is what those behind it find."""

from __future__ import annotations

from etl.turns.table.arrivals import ARRIVALS
from etl.turns.table.gates import GATES
from etl.turns.table.hosts import HOSTS
from etl.turns.table.in_order import IN_ORDER
from etl.turns.table.opening import OPENING
from etl.turns.table.owners import OWNERS
from etl.turns.table.shares import SHARES
from etl.turns.table.told_last import TOLD_LAST
from etl.turns.turn import Table

TABLE = Table((*OPENING, *SHARES, *IN_ORDER, *ARRIVALS, *HOSTS, *OWNERS, *GATES, *TOLD_LAST))
