/** Whatever lies in the storage or comes from an administrator, the settings that are used are sound. */
import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { browser: {} });
const { defaults, readSettings } = await import("../../extension/src/settings.js");
const { isAllowed, readPolicy, serviceAddress } = await import("../../extension/src/policy.js");
const { originsOf, LINK_SITES } = await import("../../extension/src/link_sites.js");

test("nothing and nonsense give the defaults, which send nothing", () => {
  assert.equal(defaults().mode, "undecided");
  for (const stored of [undefined, null, 7, "x", [], {}, { mode: "all", language: "xx", service: "ftp://a", anySite: "yes", marks: "search" }]) {
    assert.deepEqual(readSettings(stored), defaults());
  }
});

test("each choice is read back, and only known sites are marked", () => {
  const chosen = { mode: "service", language: "en", service: "https://cek.example/", anySite: true, marks: ["search", "evil", 7, "search"] };
  const read = readSettings(chosen);
  assert.deepEqual([read.mode, read.language, read.service, read.anySite, read.marks], ["service", "en", "https://cek.example", true, ["search"]]);
});

test("a service address has no user name, query or fragment", () => {
  assert.equal(serviceAddress("https://cek.example/pintu/"), "https://cek.example/pintu");
  for (const wrong of ["cek.example", "ftp://a.example", "https://u@a.example", "https://a.example/?q", "https://a.example/#x", ""]) {
    assert.equal(serviceAddress(wrong), null);
  }
});

test("of a policy only what has the right kind counts", () => {
  assert.deepEqual(readPolicy({ service: 7, localOnly: "true", allow: "a.example" }), { allow: [] });
  const policy = readPolicy({ service: "https://cek.example", localOnly: true, allow: ["Sekolah.SCH.id", 7] });
  assert.deepEqual(policy, { service: "https://cek.example", mode: "local", allow: ["sekolah.sch.id"] });
  assert.ok(isAllowed(policy, "e.sekolah.sch.id") && isAllowed(policy, "sekolah.sch.id"));
  assert.ok(!isAllowed(policy, "tirusekolah.sch.id"));
});

test("a permission is asked for a host, never for a path", () => {
  for (const site of Object.keys(LINK_SITES)) {
    for (const origin of originsOf(/** @type {import("../../extension/src/shapes.js").LinkSite} */ (site))) {
      assert.match(origin, /^https:\/\/[a-z.]+\/\*$/);
    }
  }
});
