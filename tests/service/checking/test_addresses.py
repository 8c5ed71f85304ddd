"""Addresses as people write them into messages: bold, behind an emoji or a label, several in one word; and
which of them lead to a sign-up."""

from __future__ import annotations

import pytest

from registry.reading.page import Page
from service.checking.addresses import MAX_LINKS, read_addresses
from service.checking.written import MAX_WORDS, Standing, in_text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Daftar: *https://forms.gle/Rekaan*", ["short:forms.gle/Rekaan"]),
        ("_https://rekaan.sch.id_", ["host:rekaan.sch.id"]),
        ("https://forms.gle/rekaan_", ["short:forms.gle/rekaan_"]),
        ("👉bit.ly/rekaan", ["short:bit.ly/rekaan"]),
        ("Daftar:rekaan.sch.id, Link=s.id/rekaan", ["host:rekaan.sch.id", "short:s.id/rekaan"]),
        (
            "https://s.id/satu,https://s.id/dua|https://s.id/tiga",
            ["short:s.id/satu", "short:s.id/dua", "short:s.id/tiga"],
        ),
        ("https://l.facebook.com/l.php?u=https://s.id/rekaan", ["short:s.id/rekaan"]),
        ("rekaan.sch.id:8080/daftar", ["host:rekaan.sch.id"]),
        ("Daftar:👉bit.ly/rekaan Daftar=>s.id/a", ["short:bit.ly/rekaan", "short:s.id/a"]),
        ("Daftar/Registrasi:rekaan.my.id/x link_daftar:lain.my.id", ["host:rekaan.my.id", "host:lain.my.id"]),
        (
            "Link2:rekaan.my.id Form(s.id/x) ttps://s.id/y",
            ["host:rekaan.my.id", "short:s.id/x", "short:s.id/y"],
        ),
        ("https://rekaan。my。id ｂｉｔ．ｌｙ/x", ["host:rekaan.my.id", "short:bit.ly/x"]),
        ("https://rekaan%2Emy%2Eid/x", ["host:rekaan.my.id"]),
        ("http://3405803781/daftar", ["host:203.0.113.5"]),
        ("https:\\\\rekaan.my.id", ["host:rekaan.my.id"]),
        (f"https://rekaan.my.id/x?y={'a' * 3000}", ["host:rekaan.my.id"]),
        *(
            (f"https://satu.or.id/{sign}https://dua.my.id/x", ["host:satu.or.id", "host:dua.my.id"])
            for sign in ("•", "\u200b", "👉", "(", "*", "&", "](", "==")
        ),
        ("[https://satu.or.id](https://dua.my.id)", ["host:satu.or.id", "host:dua.my.id"]),
        ("https://satu.or.id/x,bit.ly/x;s.id/y", ["host:satu.or.id", "short:bit.ly/x", "short:s.id/y"]),
        ("https://l.facebook.com/l.php?u=https://s.id/rekaan&h=1", ["short:s.id/rekaan"]),
        ("https://web.archive.org/web/2024/https://rekaan.my.id/", ["host:web.archive.org"]),
        ("budi.santoso.id@rekaan.id %2Frekaan.my.id/x", []),
        ("@guru.rekaan.id #rekaan.id nama@rekaan.sch.id mailto:nama@rekaan.sch.id", []),
        ("pukul 10.00-12.00, Rp50.000, Nama, M.Pd.", []),
    ],
)
def test_an_address_is_found_however_it_is_written(text: str, keys: list[str]) -> None:
    assert [it.link.key for it in in_text(text) if it.link] == keys


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("bawa akun belajar.id", Standing.NAMED),
        ("Login dengan akun belajar.id", Standing.NAMED),
        ("Sudah punya belajar.id?", Standing.NAMED),
        ("Silakan daftar di rekaan.my.id.", Standing.WAY_IN),
        ("*Link pendaftaran*\n👉 rekaan.my.id", Standing.WAY_IN),
        ("Klik rekaan.my.id", Standing.WAY_IN),
        ("situs www.rekaan.my.id", Standing.WAY_IN),
        ("situs rekaan.my.id:8080", Standing.WAY_IN),
        ("situs rekaan.my.id?x=1", Standing.WAY_IN),
        ("Silakan daftar: https://wa.me/6281200000001", Standing.WAY_IN),
        ("Pendaftaran lewat WA: wa.me/6281200000001", Standing.WAY_IN),
        ("Daftar dengan klik https://t.me/rekaan", Standing.WAY_IN),
        ("Registrasi: https://zoom.us/webinar/register/WN_x", Standing.WAY_IN),
        ("CP wa.me/6281200000001", Standing.ASIDE),
        ("Info dan pendaftaran: wa.me/6281200000001", Standing.ASIDE),
        ("Gabung grup dengan klik link: https://chat.whatsapp.com/AbCdEf", Standing.ASIDE),
        ("Kunjungi IG kami https://instagram.com/rekaan", Standing.ASIDE),
        ("Masuk Zoom: https://zoom.us/j/123", Standing.ASIDE),
    ],
)
def test_a_way_in_is_what_is_written_as_a_link_or_led_up_to(text: str, standing: Standing) -> None:
    assert [it.standing for it in in_text(text)] == [standing]


def test_a_chat_is_the_way_in_when_people_are_sent_there_or_there_is_no_other() -> None:
    official, chat = "Daftar: https://rekaan.or.id/x", "wa.me/6281200000001"
    for text, keys in (
        (f"{official} CP {chat}", ["host:rekaan.or.id"]),
        (f"Info https://rekaan.or.id Daftar: {chat}", ["host:rekaan.or.id", "whatsapp:6281200000001"]),
        (f"Webinar. CP {chat}", ["whatsapp:6281200000001"]),
    ):
        assert [link.key for link in read_addresses(Page(text=text)).ways_in] == keys


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("https://rekaan.or.id CP 0812-0000-0001, info pendaftaran 081200000001", ""),
        ("Budi.Guru kelas.Satu", ""),
        ("https://rekaan.or.id https://???", "https://???"),
        (f"https://rekaan.or.id:{'0' * 3000}@jahat.my.id/x", f"https://rekaan.or.id:{'0' * 59}"),
        ("https://rekaan.or.id Daftar lewat WA 0812-0000-0001", "0812-0000-0001"),
        (
            " ".join(f"https://a{at}.rekaan.id" for at in range(MAX_LINKS + 1)),
            f"https://a{MAX_LINKS}.rekaan.id",
        ),
        (" ".join(f"Guru.Kelas{at}" for at in range(MAX_WORDS + 1)), f"Guru.Kelas{MAX_WORDS}"),
        (f"https://rekaan.or.id {' ' * 40_000} https://jahat.my.id", "https://jahat.my.id"),
    ],
)
def test_what_nobody_could_look_at_is_told(text: str, unread: str) -> None:
    assert read_addresses(Page(text=text)).unread == unread
