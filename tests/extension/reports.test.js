/** What is sent of a report, and what is believed of an answer. */
import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {unknown} */
let kept;
Object.assign(globalThis, { browser: { storage: { local: { get: async () => ({ cases: kept }) } } } });
const { cases, makeReport } = await import("../../extension/src/reports.js");

const verdict = { level: "caution", headline: "Tanyakan dulu", reasons: [{ text: "x" }], snapshot: "2026-11-20-1" };
const state = /** @type {any} */ ({ key: "gform:x", target: "https://docs.google.com/forms/d/e/x/viewform?entry.1=Siti",
  page: { title: "Webinar", text: "isi" }, outcome: { kind: "verdict", verdict, from: "service" } });

test("a report holds the link's key, never the address as it was opened", () => {
  const report = makeReport(state, { kind: "missed", text: "isi", note: "" });
  assert.deepEqual(report, { kind: "missed", link: "gform:x", level: "caution", snapshot: "2026-11-20-1", title: "Webinar", text: "isi", note: "" });
  assert.ok(!JSON.stringify(report).includes("Siti"));
});

test("with the text its title is left out, too", () => {
  assert.equal(makeReport(state, { kind: "missed", text: "", note: "" }).title, "");
});

test("of a case only a plain number and a path of the service itself are believed", async () => {
  kept = [{ case: "K-7", page: "/keberatan/K-7/abc_DEF-1" }, { number: "K-8", page: "//jahat.example/x" }, { number: "K-9", page: "javascript:alert(1)" },
    { number: "<b>", page: null }, { number: "K 10" }, "K-1", null, 7, { number: "K-11", page: "/\\jahat.example" }];
  assert.deepEqual(await cases(), [{ number: "K-7", page: "/keberatan/K-7/abc_DEF-1" }, { number: "K-8", page: null }, { number: "K-9", page: null },
    { number: "K-11", page: null }]);
  kept = "x";
  assert.deepEqual(await cases(), []);
});
