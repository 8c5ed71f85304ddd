/** An update brings what is kept to the new shape, step by step, and loses nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { browser: {} });
const { migrated, VERSION } = await import("../../extension/src/migrate.js");

const FIRST = {
  settings: { version: 1, mode: "local", service: "https://cek.example", language: "en", anySite: true },
  grants: [{ scope: "link", value: "gform:x", label: "x", at: 1 }],
  diary: [{ date: "2026-03-02", event: "Webinar", organizer: "", role: "Peserta", evidence: "" }],
  cases: ["K-2026-0007"],
};

test("the first version comes to the newest with everything in it", () => {
  assert.deepEqual(migrated(FIRST), {
    settings: { ...FIRST.settings, version: VERSION, marks: [] },
    grants: FIRST.grants,
    diary: [{ ...FIRST.diary[0], activity: "" }],
    cases: [{ number: "K-2026-0007", page: null }],
  });
});

test("what is not there is not made up", () => {
  assert.deepEqual(Object.keys(migrated({ settings: { version: 1 } }) ?? {}), ["settings"]);
});

test("the newest, a newer and a broken one are left as they are", () => {
  const left = [{}, { settings: null }, { settings: 7 }, { settings: {} }, { settings: { version: "1" } }, { settings: { version: 0 } },
    { settings: { version: 1.5 } }, { settings: { version: VERSION } }, { settings: { version: VERSION + 5 } }];
  for (const kept of left) assert.equal(migrated(kept), null);
});
