/** What is said while there is no verdict: a hit in the list comes first, and nothing sounds like fine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { mayAskAgain, noteOf, summary, toneOf } from "../../extension/src/present.js";

Object.assign(globalThis, { browser: {} });
const { translator } = await import("../../extension/src/strings.js");
const words = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
const t = translator(words);
const said = (/** @type {any} */ outcome) => [summary(outcome, t).headline, summary(outcome, t).lead, noteOf(outcome, t)];
const key = (/** @type {string | null} */ name) => name && words[name].message;

const SAID = {
  "no answer": [{ kind: "unchecked", why: "timeout", hint: null }, "unchecked_headline", "unchecked_timeout_lead", "unchecked_note"],
  "no answer, listed as official": [{ kind: "unchecked", why: "timeout", hint: "official" }, "unchecked_headline", "unchecked_timeout_lead", "device_maybe_official"],
  "no answer, flagged": [{ kind: "unchecked", why: "timeout", hint: "flagged" }, "device_maybe_flagged_headline", "device_maybe_flagged", "unchecked_timeout_lead"],
  "not to be read": [{ kind: "unchecked", why: "unread", hint: null }, "unchecked_headline", "unchecked_unread_lead", "unchecked_note"],
  "no choice yet": [{ kind: "undecided", hint: null }, "undecided_headline", "undecided_lead", null],
  "no choice yet, flagged": [{ kind: "undecided", hint: "flagged" }, "device_maybe_flagged_headline", "device_maybe_flagged", "undecided_lead"],
  "on the device, not listed": [{ kind: "local", note: null, hint: null }, "local_headline", "local_lead", null],
  "on the device, official": [{ kind: "local", note: null, hint: "official" }, "device_maybe_official_headline", "device_maybe_official", null],
};
for (const [name, [outcome, ...keys]] of Object.entries(SAID)) {
  test(`said without a verdict: ${name}`, () => {
    assert.deepEqual(said(outcome), /** @type {(string | null)[]} */ (keys).map(key));
    assert.equal(toneOf(/** @type {any} */ (outcome)), "unchecked");
  });
}

test("what cannot change is not to be asked again", () => {
  assert.ok(mayAskAgain({ kind: "unchecked", why: "unread", hint: null }));
  assert.ok(!mayAskAgain({ kind: "unchecked", why: "owner", hint: null }));
});
