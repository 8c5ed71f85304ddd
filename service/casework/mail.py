"""Mailing a code, through the operator's own mail server; nothing is mailed without one."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from service.log import log

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
    """``url``: ``smtp://user:password@host:port`` or ``smtps://…``; ``sender``: the address it comes from.

    ``smtp://`` changes to TLS when the server offers it. Without TLS a password is sent to this machine only.
    """

    url: str
    sender: str

    def send_code(self, to: str, number: str, code: str) -> None:
        """Mail a code; what went wrong is logged without the password, the address and the code.

        Raises:
            MailError: the server cannot be reached or refuses it, its certificate is not trusted, or it
                offers no TLS although there is a password.
        """
        message = EmailMessage()
        message["Subject"] = f"Kode usulan {number}"
        message["From"], message["To"] = self.sender, to
        message.set_content(_TEXT.format(number=number, code=code))
        try:
            self._hand_over(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            log.warning("mail not sent", problem=_said(error))
            raise MailError(_said(error)) from error

    def _hand_over(self, message: EmailMessage) -> None:
        server = urlsplit(self.url)
        host, port = server.hostname or "", server.port or 0
        trusted = _trusted(host)
        with (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=trusted)
            if server.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT)
        ) as smtp:
            over_tls = server.scheme == "smtps"
            smtp.ehlo_or_helo_if_needed()  # what the server offers is known only now
            if not over_tls and smtp.has_extn("starttls"):
                smtp.starttls(context=trusted)
                over_tls = True
            if server.username:
                if not over_tls and not _here(host):
                    raise smtplib.SMTPNotSupportedError(
                        "the mail server offers no TLS, so the password was not sent: name a server with"
                        " STARTTLS, or smtps://, in CEKDIKLAT_SMTP_URL"
                    )
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)


def _trusted(host: str) -> ssl.SSLContext:
    """Whose certificates count; a server on this machine often has one that nobody signed."""
    context = ssl.create_default_context()
    if _here(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _here(host: str) -> bool:
    """Whether nobody but this machine hears what is said to a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(error: Exception) -> str:
    """What went wrong, only from words that cannot repeat a secret or somebody's address."""
    kind = type(error).__name__
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{kind} {error.smtp_code}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return str(error)
    if isinstance(error, smtplib.SMTPException | ValueError) and not isinstance(error, ssl.SSLError):
        return kind
    return f"{kind}: {error}"
