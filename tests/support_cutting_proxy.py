"""A proxy before the mail server of the tests, which cuts connections, or slips something in."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from support_mail_server import MailServer


@dataclass
class CuttingProxy:
    """A port that leads to the server, where the first connections are cut after so many bytes in both directions together.

    Attributes:
        server: where it leads.
        budgets: bytes of the first, second ... connection; later ones are not cut.
        abruptly: whether both sides lose what is on its way (a reset), or still get what was passed on.
        slipped_in: by the beginning of what somebody says, what is added behind it.
        port: of it.
        cuts: how many connections were cut before they ended.
        passed: bytes that passed in all.
        ends: how many bytes had passed when the end of a message came by, where that can be read.
    """

    server: MailServer
    budgets: list[int]
    abruptly: bool = False
    slipped_in: dict[bytes, bytes] = field(default_factory=dict)
    port: int = 0
    cuts: int = 0
    passed: int = 0
    ends: list[int] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Passes a connection on."""
        left = [self.budgets.pop(0) if self.budgets else 1 << 60]
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        pumps = [asyncio.create_task(self._pump(*ways, left)) for ways in ((reader, up_writer), (up_reader, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.cuts += left[0] <= 0
            for one in (writer, up_writer):
                if self.abruptly and left[0] <= 0:
                    one.transport.abort()
                else:
                    one.close()
            for pump in pumps:
                pump.cancel()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, left: list[int]) -> None:
        """Passes on what comes in, until it ends or nothing is left of the budget."""
        with suppress(ConnectionError):
            while left[0] > 0 and (data := await reader.read(4096)):
                data += next((more for begins, more in self.slipped_in.items() if data.startswith(begins)), b"")
                passed = data[: left[0]]
                left[0] -= len(passed)
                self.passed += len(passed)
                if data == b".\r\n" or data.endswith(b"\r\n.\r\n"):
                    self.ends.append(self.passed)
                writer.write(passed)
                await writer.drain()


@contextmanager
def cutting_proxy(server: MailServer, budgets: Sequence[int] = (), *, abruptly: bool = False) -> Iterator[CuttingProxy]:
    """See `CuttingProxy`; without budgets it only looks on."""
    proxy = CuttingProxy(server, list(budgets), abruptly)
    listener = server.run(asyncio.start_server(proxy.serve, "127.0.0.1", 0))
    proxy.port = listener.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.loop.call_soon_threadsafe(listener.close)
