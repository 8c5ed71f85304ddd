/** Whatever the service answers, the reader gives a verdict that can be shown, or none; it never throws. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS, plainText, readVerdict, webAddress } from "../../extension/src/verdict.js";

const good = { level: "claimed", headline: "Mengaku", reasons: [{ code: "x", text: "alasan" }] };

// A small generator with a fixed seed: the same wild answers in every run.
let seed = 20261122;
const random = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
const WILD = [null, true, 0, -1e308, "", "\u202egnp.exe", "<img src=x onerror=alert(1)>", "x".repeat(100_000), [], {}, [[[]]],
  "javascript:alert(1)", "https://a@b.example/", "\u0000", "😀".repeat(700), { text: {} }, { toString: "no" }, { __proto__: null }];
const wild = (depth = 0) => (depth < 3 && random() < 0.4 ? [wild(depth + 1), wild(depth + 1)] : WILD[Math.floor(random() * WILD.length)]);

test("a verdict needs a known level, a headline and a reason", () => {
  assert.equal(readVerdict(good)?.level, "claimed");
  for (const broken of [{ level: "fine" }, { headline: " " }, { reasons: [] }, { reasons: [{ text: "" }] }, { reasons: "x" }]) {
    assert.equal(readVerdict({ ...good, ...broken }), null);
  }
});

test("wild answers never throw, and nothing unbounded or unknown comes out", () => {
  const names = ["level", "headline", "reasons", "organizers", "advice", "usefulness", "snapshot", "share", "link"];
  for (let count = 0; count < 20_000; count += 1) {
    const answer = { ...good };
    for (const name of names) if (random() < 0.4) Object.assign(answer, { [name]: wild() });
    const verdict = readVerdict(random() < 0.1 ? wild() : answer);
    if (!verdict) continue;
    assert.ok(LEVELS.includes(verdict.level));
    assert.ok(verdict.reasons.length >= 1 && verdict.reasons.length <= 12);
    assert.ok(JSON.stringify(verdict).length < 100_000);
    assert.ok(!/[\u202a-\u202e\u0000]/.test(JSON.stringify(verdict)));
  }
});

test("the opening of a short link has a name that fits into an address, or none", () => {
  assert.equal(readVerdict({ ...good, pending: { id: "7-ab", link: "short:s.id/x", href: "/v1/checks/7-ab" } })?.pending, "7-ab");
  for (const pending of [undefined, null, "7-ab", {}, { id: 7 }, { id: "../x" }, { id: "x".repeat(61) }, ["7-ab"]]) {
    assert.equal(readVerdict({ ...good, pending })?.pending, null);
  }
});

test("only plain web addresses become links", () => {
  assert.equal(webAddress("https://disdik.bandung.go.id/x"), "https://disdik.bandung.go.id/x");
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "https://u:p@a.example/", "//a.example", 7, null]) {
    assert.equal(webAddress(wrong), null);
  }
});

test("text is bounded and cannot turn the sentence around it", () => {
  assert.equal(plainText("a\u202eb\u200bc"), "abc");
  assert.equal(plainText("x".repeat(5_000))?.length, 600);
  assert.equal(plainText({ toString: () => "x" }), null);
});
