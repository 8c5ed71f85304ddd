"""The whole check over the published embedded registry: pure, bounded, and what it says of a link."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from registry.decision import Action, Decision, Ground
from registry.hosts.link import UnreadableLinkError
from registry.ledger.resolutions import Resolution
from registry.organizer import Vouch
from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.api.answers import VerdictAnswer
from service.checking.check import check
from service.checking.level import Level
from service.checking.present import present
from service.checking.texts import Language
from tests.service.checking.made import DAY, FORM_URL, INVITATION

NEAR_DEMANDS = [
    line
    for line in (Path(__file__).parent / "near_demands.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


class Changed:
    """The published registry with vouches and resolutions that nobody has published."""

    def __init__(
        self,
        snapshot: Snapshot,
        vouches: tuple[Vouch, ...] = (),
        *resolutions: Resolution,
        decisions: tuple[Decision, ...] = (),
    ) -> None:
        self._snapshot = snapshot
        self._decisions = {it.subject: it for it in decisions}
        self._vouches = vouches
        self._resolutions = {it.link_key: it for it in resolutions}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)

    def vouches(self, link_key: str, on: date) -> list[Vouch]:
        return [it for it in self._vouches if it.link_key == link_key and it.expires_on >= on]

    def decision(self, subject: str) -> Decision | None:
        return self._decisions.get(subject)

    def resolution(self, link_key: str) -> Resolution | None:
        return self._resolutions.get(link_key)


def vouch(until: date) -> Vouch:
    return Vouch(
        "gform:1FAIpQLSrekaan",
        "dinas-3273",
        "https://disdikkota.bandung.go.id/webinar",
        DAY,
        until,
        title="x",
    )


def resolved(url: str | None, key: str | None, outcome: str = "resolved") -> Resolution:
    hops = ({"url": "https://s.id/rekaan"}, *(({"url": url},) if url else ()))
    return Resolution("short:s.id/rekaan", outcome, DAY, key, hops)  # type: ignore[arg-type]


def test_an_announced_form_is_recognized_while_the_announcement_counts(snapshot: Snapshot) -> None:
    page = Page(url=FORM_URL, text=INVITATION)
    announced = Changed(snapshot, (vouch(DAY),))
    verdict = check(page, announced, DAY)
    assert (verdict.level, verdict.reasons[0].code) == (Level.RECOGNIZED, "vouched")
    assert verdict.reasons[0].source is not None
    assert verdict.reasons[0].source.url == "https://disdikkota.bandung.go.id/webinar"
    later = check(page, announced, DAY + timedelta(days=1))
    assert later.level is Level.CLAIMED
    assert "vouch_expired" in {reason.code for reason in later.reasons}


def test_a_short_link_is_judged_by_where_it_leads(snapshot: Snapshot) -> None:
    page = Page(url="https://s.id/rekaan")
    assert check(page, snapshot, DAY).pending == "short:s.id/rekaan"
    opened = Changed(snapshot, (vouch(DAY),), resolved(FORM_URL, "gform:1FAIpQLSrekaan"))
    verdict = check(page, opened, DAY)
    assert (verdict.level, verdict.pending) == (Level.RECOGNIZED, None)
    assert "short_link_opened" in {reason.code for reason in verdict.reasons}
    failed = check(page, Changed(snapshot, (), resolved(None, None, "timeout")), DAY)
    assert (failed.level, failed.pending) == (Level.UNKNOWN, None)
    assert "short_link_failed" in {reason.code for reason in failed.reasons}


@pytest.mark.parametrize("page", [Page(url="https://s.id/rekaan"), Page(text="Daftar: *s.id/rekaan*")])
def test_an_imitation_behind_a_short_link_is_the_imitation(snapshot: Snapshot, page: Page) -> None:
    imitation = "https://disdik-bandung-go-id.com/daftar"
    plain = check(Page(url=imitation), snapshot, DAY)
    opened = Changed(snapshot, (), resolved(imitation, "host:disdik-bandung-go-id.com"))
    assert plain.level is check(page, opened, DAY).level is Level.DANGER


def test_an_official_link_beside_a_form_proves_nothing_for_the_form(snapshot: Snapshot) -> None:
    text = f"{INVITATION} Info https://guru.kemendikdasmen.go.id/ Daftar {FORM_URL}"
    verdict = check(Page(text=text), snapshot, DAY)
    assert verdict.level is Level.CLAIMED
    assert verdict.link is not None
    assert verdict.link.given.key == "gform:1FAIpQLSrekaan"


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        (
            Page(url="https://guru.kemendikdasmen.go.id/komunitas/abcd12", text="Webinar KKG"),
            "Alamatnya di bawah domain Ruang GTK; pengelola halaman belum terbukti",
        ),
        (
            Page(url="https://disdik.bandung.go.id/"),
            "Alamatnya mungkin milik Dinas Pendidikan Kota Bandung; belum terbukti",
        ),
        (
            Page(url="https://disdik.bandung.go.id/", text="PGRI mengadakan webinar guru, 5 Desember 2026."),
            "Mengaku dari Persatuan Guru Republik Indonesia, belum terbukti",
        ),
    ],
)
def test_nobody_claims_what_only_the_address_says(snapshot: Snapshot, page: Page, headline: str) -> None:
    answer = present(check(page, snapshot, DAY), Language.INDONESIAN)
    assert (answer["level"], answer["headline"]) == ("claimed", headline)
    assert answer["share"].splitlines()[0] == f"ℹ️ *{headline}*"


def test_a_name_dropped_in_a_sentence_is_no_link(snapshot: Snapshot) -> None:
    verdict = check(
        Page(text="Bawa laptop dan akun belajar.id ke pertemuan KKG, Sabtu 5 Desember 2026."), snapshot, DAY
    )
    assert verdict.level is Level.UNKNOWN
    assert verdict.link is None


def test_a_name_that_comes_close_to_one_body_only_is_named_all_the_same(snapshot: Snapshot) -> None:
    text = (
        "Universitas Negri Malangg Raya mengadakan webinar guru, Sabtu 5 Desember 2026. Daftar: s.id/rekaan"
    )
    verdict = check(Page(text=text), snapshot, DAY)
    assert verdict.level is Level.UNKNOWN
    assert {"N04", "N06"} & {signal.code for signal in verdict.signals} == {"N06"}


@pytest.mark.parametrize(
    "name", ["Sahabat Kemendikdasmen", "Kemendikdasmen Training Center", "Galeri Kemendikdasmen"]
)
def test_who_puts_a_ministry_into_its_name_is_not_the_ministry(snapshot: Snapshot, name: str) -> None:
    text = f"{name} mengadakan webinar guru, Sabtu 5 Desember 2026. Daftar: s.id/rekaan"
    verdict = check(Page(text=text), snapshot, DAY)
    assert (verdict.level, verdict.organizers) == (Level.UNKNOWN, ())
    assert "N06" in {signal.code for signal in verdict.signals}


@pytest.mark.parametrize("text", NEAR_DEMANDS, ids=lambda text: text[:40])
def test_honest_texts_with_the_words_of_demands_are_not_suspicious(snapshot: Snapshot, text: str) -> None:
    assert check(Page(text=text), snapshot, DAY).level in (Level.CLAIMED, Level.UNKNOWN)


def test_who_only_supports_is_not_claimed_to_organize(snapshot: Snapshot) -> None:
    text = "Webinar gratis guru, Sabtu 5 Desember 2026. Didukung oleh Kemendikdasmen. Daftar: s.id/rekaan"
    assert check(Page(text=text), snapshot, DAY).level is Level.UNKNOWN


def test_whoever_a_warning_names_organizes_nothing(snapshot: Snapshot) -> None:
    text = "Waspada! Beredar pesan mengatasnamakan PGRI: share ke 3 grup dulu. Jangan diikuti."
    verdict = check(Page(text=text), snapshot, DAY)
    assert verdict.level is Level.UNKNOWN


def test_the_year_of_the_event_chooses_the_rules(snapshot: Snapshot) -> None:
    old = check(Page(text=INVITATION.replace("2026", "2024")), snapshot, date(2024, 11, 1))
    new = check(Page(text=INVITATION), snapshot, DAY)
    assert old.usefulness is not None
    assert new.usefulness is not None
    assert "R-03" in {rule.id for rule in old.usefulness.rules}
    said = [note.text("id") for note in old.usefulness.notes if note.code == "organizer_according_to"]
    assert said, "the class of organizer is told as others tell it"
    assert said[0].startswith("Menurut")
    assert "use_no_points" in {reason.code for reason in new.reasons}


@pytest.mark.parametrize(
    ("event", "on", "said"),
    [
        ("5 Desember 2026", date(2026, 11, 28), "masih ada 33 hari sampai akhir periode (31 Desember 2026)"),
        ("30 Desember 2026", date(2026, 12, 24), "masih ada 7 hari"),
        ("30 Desember 2026", date(2026, 12, 25), None),
        ("31 Desember 2026", date(2026, 12, 31), None),
        ("5 Januari 2027", date(2026, 12, 31), "masih ada 365 hari sampai akhir periode (31 Desember 2027)"),
        ("15 Maret 2024", date(2026, 11, 28), None),
        ("15 November 2026", date(2026, 11, 28), None),
    ],
)
def test_no_hurry_is_said_of_the_events_own_period_while_there_is_time(
    snapshot: Snapshot, event: str, on: date, said: str | None
) -> None:
    verdict = check(Page(text=f"Webinar guru KKG Melati, {event}. Daftar: s.id/rekaan"), snapshot, on)
    answer = present(verdict, Language.INDONESIAN)
    advice = [it["text"] for it in answer["advice"] if it["code"] == "no_hurry"]
    assert [said in text for text in advice if said] == ([True] if said else [])
    assert bool(advice) is (said is not None)
    assert said is not None or "buru-buru" not in answer["share"]


def test_an_unreadable_address_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(UnreadableLinkError):
        check(Page(url="javascript:alert(1)"), snapshot, DAY)


@pytest.mark.parametrize("language", list(Language))
def test_the_answer_has_the_documented_shape(snapshot: Snapshot, language: Language) -> None:
    for page in (
        Page(url=FORM_URL),
        Page(text=INVITATION),
        Page(url=FORM_URL, text=INVITATION, title="Webinar"),
    ):
        answer = present(check(page, snapshot, DAY), language)
        VerdictAnswer.model_validate(answer)
        for reason in answer["reasons"]:
            assert {"quote", "rule", "source"} & set(reason), reason["code"]


def decided(subject: str, action: Action, ground: Ground) -> Decision:
    return Decision(subject, action, ground, DAY, "KS-RKNRKNRK")


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        (Page(url=FORM_URL, text=INVITATION), "gform:1FAIpQLSrekaan"),
        (Page(text=f"{INVITATION} Daftar: {FORM_URL}"), "gform:1FAIpQLSrekaan"),
        (Page(url="https://a.rekaan-diklat.my.id/daftar?x=1"), "host:*.rekaan-diklat.my.id"),
        (Page(text="Daftar di https://s.id/rekaan ya"), "gform:1FAIpQLSrekaan"),
        (Page(url="https://disdikkota.bandung.go.id/x", text=INVITATION), "host:disdikkota.bandung.go.id"),
    ],
)
def test_what_admins_flagged_is_dangerous_however_it_is_reached(
    snapshot: Snapshot, page: Page, subject: str
) -> None:
    flag = decided(subject, Action.FLAG, Ground.CREDENTIALS)
    opened = resolved(FORM_URL, "gform:1FAIpQLSrekaan")
    flagged = Changed(snapshot, (vouch(DAY),), opened, decisions=(flag,))
    verdict = check(page, flagged, DAY)
    code = "flagged_tree" if subject.startswith("host:*.") else "flagged"
    assert (verdict.level, verdict.reasons[0].code) == (Level.DANGER, code)
    assert "KS-RKNRKNRK" in present(verdict, Language.INDONESIAN)["reasons"][0]["text"]
    unflagged = Changed(snapshot, (vouch(DAY),), opened)
    assert check(page, unflagged, DAY).level is not Level.DANGER


def test_a_flag_on_one_form_touches_no_other(snapshot: Snapshot) -> None:
    flag = decided("gform:1FAIpQLSrekaan", Action.FLAG, Ground.PAYMENT)
    other = Page(url=FORM_URL.replace("rekaan", "lainnya"), text=INVITATION)
    assert check(other, Changed(snapshot, decisions=(flag,)), DAY).level is not Level.DANGER


def test_a_cleared_host_imitates_nobody(snapshot: Snapshot) -> None:
    page = Page(url="https://disdik-kotabandung.my.id/daftar")
    assert check(page, snapshot, DAY).level is Level.CAUTION
    clear = decided("host:disdik-kotabandung.my.id", Action.CLEAR, Ground.OWNER_PROVEN)
    assert check(page, Changed(snapshot, decisions=(clear,)), DAY).level is Level.UNKNOWN


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (f"Webinar. Penyelenggara: 𝐃𝐢𝐧𝐚𝐬 𝐏𝐞𝐧𝐝𝐢𝐝𝐢𝐤𝐚𝐧 𝐊𝐨𝐭𝐚 𝐁𝐚𝐧𝐝𝐮𝐧𝐠. Daftar: {FORM_URL}", Level.CLAIMED),
        ("Webinar. Penyelenggara: 𝐋𝐞𝐦𝐛𝐚𝐠𝐚 𝐂𝐞𝐫𝐝𝐚𝐬 𝐌𝐮𝐥𝐢𝐚. Info: https://pgri.or.id/", Level.UNKNOWN),
        ("Daftar: 𝐡𝐭𝐭𝐩𝐬://𝐤𝐞𝐦𝐞𝐧𝐝𝐢𝐤𝐝𝐚𝐬𝐦𝐞𝐧-𝐠𝐨-𝐢𝐝.𝐦𝐲.𝐢𝐝/𝐱", Level.DANGER),
    ],
)
def test_styled_letters_are_read_as_what_they_are(snapshot: Snapshot, text: str, level: Level) -> None:
    assert check(Page(text=text), snapshot, DAY).level is level


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Komunitas Belajar SDN 1 Sukamaju", "seluruh Indonesia"),
        ("KKG Gugus Melati Kecamatan Mekarsari", "seluruh Indonesia"),
        ("KKG Gugus 9 Kecamatan Cileunyi Kabupaten Bandung", "Jawa Barat"),
        ("MGMP IPA SMP Rekaan Kota Cimahi", "Jawa Barat"),
        ("Akademi Guru Hebat", None),
    ],
)
def test_coverage_is_counted_where_the_name_surely_lies(
    snapshot: Snapshot, name: str, place: str | None
) -> None:
    verdict = check(
        Page(text=f"{name} mengadakan webinar, 5 Desember 2026. Daftar: {FORM_URL}"), snapshot, DAY
    )
    answer = present(verdict, Language.INDONESIAN)
    said = [it["text"] for it in answer["reasons"] if it["code"].startswith("coverage")]
    assert [place in text for text in said if place] == [True] * (place is not None)
    assert bool(said) is (place is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Insentif guru 2026. Daftar: https://kemendikdasmen-go-id.my.id/x",
        "Webinar guru 5 Desember 2026. Kirim kode OTP ke admin. Daftar: s.id/rekaan",
        "Waspada! Beredar pesan mengatasnamakan PGRI: share ke 3 grup dulu. Jangan diikuti.",
    ],
)
def test_no_day_is_named_until_which_one_might_fill_in(snapshot: Snapshot, text: str) -> None:
    assert "no_hurry" not in {it.code for it in check(Page(text=text), snapshot, DAY).advice}


def test_a_service_called_like_its_host_is_not_its_own_owner(snapshot: Snapshot) -> None:
    answer = present(check(Page(url="https://belajar.id/"), snapshot, DAY), Language.INDONESIAN)
    assert answer["level"] == "recognized"
    assert answer["reasons"][0]["text"] == "belajar.id tercatat di registri kami sebagai layanan resmi."
