"""How messages are sent: the part `[mail]` of the file of defaults. It holds no secret."""

from typing import Literal

import msgspec

MEGABYTE = 1_000_000
OUTBOX = "outbox.sqlite"  # beside the distribution list, so that all who use the list know what was sent


class MailSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What despatch needs to know. Paths are as written, beside the file of defaults.

    Attributes:
        distribution_list: the usual distribution list; "" for none.
        outbox: the usual outbox; "" for "outbox.sqlite" beside the distribution list.
        templates: the folder with the council's own texts of messages; "" for those that are shipped.
        sender: address that messages come from; needed to send, not to draft.
        sender_name: shown beside it; "" for none.
        reply_to: address for answers; "" for the sender's.
        server: host name of the mail server; "" where nothing can be sent.
        port: of the server; None for the usual one (587 with "starttls", 465 with "tls", 25 with "none").
        security: "starttls" or "tls", with the server's certificate checked; "none" for a relay inside the council's own
            network, to which no password or token is ever given.
        authorities: file with the certificates of those who vouch for the server (PEM); "" for the system's.
        login: "none", "password" or "xoauth2". The secret is in the keyring or the environment, never here.
        user: who logs in; needed unless `login` is "none".
        largest_megabytes: of a whole message as it is sent; what is larger is not drafted. A megabyte is 1,000,000 bytes.
        pauses: seconds to wait before each further attempt after a temporary failure, in a run; then it is left to
            `despatch retry`.
        timeout: seconds to wait for the server each time.
    """

    distribution_list: str = ""
    outbox: str = ""
    templates: str = ""
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    server: str = ""
    port: int | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    authorities: str = ""
    login: Literal["none", "password", "xoauth2"] = "none"
    user: str = ""
    largest_megabytes: float = 20
    pauses: tuple[float, ...] = (10, 60, 300)
    timeout: float = 60
