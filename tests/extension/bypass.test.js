/** How far a choice to continue reaches, without a browser: by link, by organizer, by time. */
import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { browser: {} });
const { mutedBy, ONCE_MS, organizerToTrust } = await import("../../extension/src/bypass.js");

const NOW = 1_000_000_000;
const outcome = (/** @type {object} */ changes = {}) => /** @type {any} */ ({ kind: "verdict",
  verdict: { organizers: [{ id: "dinas-3273", name: "Dinas", relation: "vouched" }, { id: "pgri", relation: "host" }], reasons: [{ code: "named_only" }], ...changes } });
const once = { key: "gform:x", until: NOW + ONCE_MS };
const grant = (/** @type {"link" | "organizer"} */ scope, /** @type {string} */ value) => ({ scope, value, label: "", at: 0 });

test("once holds for its link until its time is over", () => {
  assert.equal(mutedBy({ once, kept: [] }, "gform:x", outcome(), NOW), "once");
  assert.equal(mutedBy({ once, kept: [] }, "gform:y", outcome(), NOW), null);
  assert.equal(mutedBy({ once, kept: [] }, "gform:x", outcome(), NOW + ONCE_MS), null);
});

test("a link holds for that link, an organizer for the one the page is about", () => {
  assert.equal(mutedBy({ once: undefined, kept: [grant("link", "gform:x")] }, "gform:x", outcome(), NOW), "link");
  assert.equal(mutedBy({ once: undefined, kept: [grant("organizer", "dinas-3273")] }, "gform:y", outcome(), NOW), "organizer");
  for (const other of [grant("organizer", "pgri"), grant("link", "dinas-3273"), grant("organizer", "gform:y")]) {
    assert.equal(mutedBy({ once: undefined, kept: [other] }, "gform:y", outcome(), NOW), null);
  }
});

test("a page that only names an organizer is not opened by trust in it", () => {
  for (const relation of ["mention", "app"]) {
    const named = outcome({ organizers: [{ id: "dinas-3273", name: "Dinas", relation }] });
    assert.equal(organizerToTrust(named.verdict), null);
    assert.equal(mutedBy({ once: undefined, kept: [grant("organizer", "dinas-3273")] }, "gform:y", named, NOW), null);
  }
});

test("on an address that imitates an organizer its name opens nothing", () => {
  const imitation = outcome({ reasons: [{ code: "lookalike_exact" }] });
  assert.equal(organizerToTrust(imitation.verdict), null);
  assert.equal(mutedBy({ once: undefined, kept: [grant("organizer", "dinas-3273")] }, "host:x", imitation, NOW), null);
});

test("without a verdict only the link counts", () => {
  const away = /** @type {any} */ ({ kind: "unchecked", why: "timeout" });
  assert.equal(mutedBy({ once: undefined, kept: [grant("organizer", "dinas-3273")] }, "gform:x", away, NOW), null);
  assert.equal(mutedBy({ once: undefined, kept: [grant("link", "gform:x")] }, "gform:x", away, NOW), "link");
});
