"""How often and how many at once: a cooldown for each member, a rate for each guild, a cap for both.

Pure of Discord. ``clock`` gives seconds that never go back, whatever becomes of the time of day, which ``wall`` gives
for what is told. All calls come from one event loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.discord.error_replies import Busy

WINDOW = 60.0
SWEEP = 4096
BURST = 4  # commands of one member that may follow on each other at once; one more is free after each cooldown
PRESSES = 5  # of one member at once, beside their commands: buttons that only look something up


@dataclass
class _Use:
    running: int = 0
    pressing: int = 0
    last: float = float("-inf")
    free: float = BURST  # commands left of the burst at ``last``
    recent: deque[float] = field(default_factory=deque)


@dataclass
class Limits:
    """``cooldown``: seconds after which one more command of a member's burst is free (a token bucket); ``guild_rate``:
    commands of a guild a minute."""

    cooldown: float
    user_cap: int
    guild_cap: int
    guild_rate: int
    clock: Callable[[], float]
    wall: Callable[[], float] | None = None
    press_cap: int = PRESSES
    _users: dict[tuple[str, int], _Use] = field(default_factory=dict)
    _spaces: dict[str, _Use] = field(default_factory=dict)

    def acquire(self, space: str, user: int, *, costs: bool = True) -> None:
        """Take a slot, to be given back by ``release``; ``costs``: it counts for the member's burst.

        Raises Busy, taking nothing.
        """
        now = self.clock()
        mine = self._users.setdefault((space, user), _Use())
        ours = self._spaces.setdefault(space, _Use())
        while ours.recent and ours.recent[0] <= now - WINDOW:
            ours.recent.popleft()
        if mine.running >= self.user_cap:
            raise self._busy("Your last questions are still being answered.", max(self.cooldown, 5))
        free = self._free(mine, now)
        if costs and free < 1:
            raise self._busy("That was quick.", (1 - free) * self.cooldown)
        if ours.running >= self.guild_cap:
            raise self._busy("This server has many questions running.", 5)
        if len(ours.recent) >= self.guild_rate:
            raise self._busy("This server has asked a lot in the last minute.", ours.recent[0] + WINDOW - now)
        mine.running += 1
        mine.last, mine.free = now, free - costs
        ours.running += 1
        ours.recent.append(now)

    def _free(self, use: _Use, now: float) -> float:
        if not self.cooldown or use.last == float("-inf"):
            return BURST
        return min(BURST, use.free + (now - use.last) / self.cooldown)

    def add(self, space: str, user: int) -> None:
        """Take a slot for adding or removing articles: that is no question, and counts for no burst. Raises Busy."""
        self.acquire(space, user, costs=False)

    def release(self, space: str, user: int) -> None:
        """Give the slot back."""
        mine, ours = self._users.get((space, user)), self._spaces.get(space)
        for use in (mine, ours):
            if use is not None and use.running:
                use.running -= 1
        self._sweep()

    def press(self, space: str, user: int) -> None:
        """Take a slot for a button that costs little, to be given back by ``pressed``. Raises Busy, taking nothing."""
        mine = self._users.setdefault((space, user), _Use())
        if mine.pressing >= self.press_cap:
            raise self._busy("Your last presses are still being answered.", 5)
        mine.pressing += 1

    def pressed(self, space: str, user: int) -> None:
        """Give that slot back."""
        mine = self._users.get((space, user))
        if mine is not None and mine.pressing:
            mine.pressing -= 1
        self._sweep()

    def _busy(self, why: str, seconds: float) -> Busy:
        return Busy(why, (self.wall or self.clock)() + seconds)

    def _sweep(self) -> None:
        old = self.clock() - max(WINDOW, BURST * self.cooldown)
        if len(self._users) > SWEEP:
            self._users = {key: use for key, use in self._users.items() if _in_use(use, use.last > old)}
        if len(self._spaces) > SWEEP:
            recent = {key: bool(use.recent) and use.recent[-1] > old for key, use in self._spaces.items()}
            self._spaces = {key: use for key, use in self._spaces.items() if _in_use(use, recent[key])}


def _in_use(use: _Use, recent: bool) -> bool:
    return bool(use.running or use.pressing or recent)
