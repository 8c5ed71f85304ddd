"""Mailing a code, through the operator's own mail server; nothing is mailed without one."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT = 10.0
"""Seconds; a form waits for it."""

_TEXT = """\
Kode untuk usulan {number} di CekDiklat: {code}

Masukkan kode ini di halaman usulan. Kode berlaku 24 jam. Jika Anda tidak mengajukan
apa pun, abaikan surat ini: tanpa kode, tidak ada yang terjadi.

--
Your code for proposal {number} at CekDiklat: {code}
Enter it on the page of the proposal within 24 hours. If you proposed nothing, ignore this.
"""


class MailError(RuntimeError):
    """The mail could not be handed over."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """``url``: ``smtp://user:password@host:port`` or ``smtps://…``; ``sender``: the address it comes from."""

    url: str
    sender: str

    def send_code(self, to: str, number: str, code: str) -> None:
        """Mail a code.

        Raises:
            MailError: the server cannot be reached or refuses it.
        """
        message = EmailMessage()
        message["Subject"] = f"Kode usulan {number}"
        message["From"], message["To"] = self.sender, to
        message.set_content(_TEXT.format(number=number, code=code))
        server = urlsplit(self.url)
        kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
        try:
            with kind(server.hostname or "", server.port or 0, timeout=TIMEOUT) as smtp:
                if server.scheme == "smtp" and smtp.has_extn("starttls"):
                    smtp.starttls()
                if server.username:
                    smtp.login(unquote(server.username), unquote(server.password or ""))
                smtp.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise MailError(str(error)) from error
