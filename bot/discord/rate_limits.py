"""How often and how many at once: a cooldown for each member, a rate for each guild, a cap for both.

Pure of Discord and of the wall: ``clock`` gives seconds since the epoch. All calls come from one event loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.discord.error_replies import Busy

WINDOW = 60.0
SWEEP = 4096


@dataclass
class _Use:
    running: int = 0
    last: float = float("-inf")
    recent: deque[float] = field(default_factory=deque)


@dataclass
class Limits:
    """``cooldown`` seconds between two commands of a member; ``guild_rate`` commands of a guild a minute."""

    cooldown: float
    user_cap: int
    guild_cap: int
    guild_rate: int
    clock: Callable[[], float]
    _users: dict[tuple[str, int], _Use] = field(default_factory=dict)
    _spaces: dict[str, _Use] = field(default_factory=dict)

    def acquire(self, space: str, user: int) -> None:
        """Take a slot, to be given back by ``release``. Raises Busy, taking nothing."""
        now = self.clock()
        mine = self._users.setdefault((space, user), _Use())
        ours = self._spaces.setdefault(space, _Use())
        while ours.recent and ours.recent[0] <= now - WINDOW:
            ours.recent.popleft()
        if mine.running >= self.user_cap:
            raise Busy("Your last questions are still being answered.", now + max(self.cooldown, 5))
        if now < mine.last + self.cooldown:
            raise Busy("That was quick.", mine.last + self.cooldown)
        if ours.running >= self.guild_cap:
            raise Busy("This server has many questions running.", now + 5)
        if len(ours.recent) >= self.guild_rate:
            raise Busy("This server has asked a lot in the last minute.", ours.recent[0] + WINDOW)
        mine.running, mine.last = mine.running + 1, now
        ours.running += 1
        ours.recent.append(now)

    def release(self, space: str, user: int) -> None:
        """Give the slot back."""
        mine, ours = self._users.get((space, user)), self._spaces.get(space)
        for use in (mine, ours):
            if use is not None and use.running:
                use.running -= 1
        if len(self._users) > SWEEP:
            old = self.clock() - max(WINDOW, self.cooldown)
            self._users = {key: use for key, use in self._users.items() if use.running or use.last > old}
