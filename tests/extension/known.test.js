/** What this device knows of a link follows the newest list, without a browser: storage and network are stand-ins. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const made = JSON.parse(readFileSync(String(process.env.DIGEST), "utf8"));
/** @param {string} text */
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

/** @type {Record<string, unknown>} */
const session = {};
Object.assign(globalThis, {
  browser: { runtime: {}, storage: { session: {
    get: async (/** @type {string} */ key) => ({ [key]: session[key] }),
    set: async (/** @type {object} */ entries) => void Object.assign(session, entries),
  } } },
});

/** @type {Map<string, unknown>} */
const stored = new Map();
/** @param {unknown} result */
function request(result) {
  const made = { result, onsuccess: () => {} };
  queueMicrotask(() => made.onsuccess());
  return made;
}
const store = { get: (/** @type {string} */ name) => request(stored.get(name)),
  put: (/** @type {unknown} */ value, /** @type {string} */ name) => request(stored.set(name, value)) };
const database = { transaction: () => ({ objectStore: () => store }), close: () => {} };
Object.assign(globalThis, { indexedDB: { open: () => request(database) } });

/** @type {Record<string, Uint8Array>} what the service answers, by path */
let answers = {};
/** @type {string[]} */
let asked = [];
globalThis.fetch = async (address) => {
  const { pathname } = new URL(String(address));
  asked.push(pathname);
  return /** @type {Response} */ (new Response(/** @type {BodyInit} */ (answers[pathname]), { status: answers[pathname] ? 200 : 404 }));
};

const { bucketOf, fullHash } = await import("../../extension/src/digest.js");
const { knownLink } = await import("../../extension/src/background/known.js");
const { refresh } = await import("../../extension/src/background/list.js");

const settings = /** @type {any} */ ({ mode: "service", service: "https://cek.example" });
const DAY_MS = 86_400_000;
const began = Date.now();
let days = 0;
Date.now = () => began + days * DAY_MS;

/** @param {{digest: string, buckets: Record<string, string>}} list */
async function publish({ digest, buckets }) {
  answers = { "/v1/digest": bytes(digest) };
  for (const [number, bucket] of Object.entries(buckets)) answers[`/v1/digest/buckets/${number}`] = bytes(bucket);
  days += 1;
  await refresh(settings);
  asked = [];
}

/** @param {string} key */
const bucketPath = async (key) => `/v1/digest/buckets/${bucketOf(await fullHash(key))}`;

test("an official host that a newer list flags is flagged, though it was confirmed as official before", async () => {
  const { key } = made.takeover;
  await publish(made.takeover.before);
  const before = await knownLink(key, settings);
  assert.deepEqual([before?.mark, before?.certain], ["official", true]);
  await publish(made.takeover.after);
  const after = await knownLink(key, settings);
  assert.deepEqual([after?.mark, after?.certain, after?.version], ["flagged", true, made.takeover.version]);
});

test("a bucket is asked for once while the list is the same", async () => {
  const { key } = made.takeover;
  await publish(made.takeover.before);
  await knownLink(key, settings);
  await knownLink(key, settings);
  assert.deepEqual(asked, [await bucketPath(key)]);
});

test("in a list that is not asked for, a hit is settled by nobody", async () => {
  const { key } = made.takeover;
  await publish(made.takeover.before);
  assert.equal((await knownLink(key, settings, ["flagged"]))?.mark, null);
  assert.deepEqual(asked, []);
  await publish(made.takeover.after);
  assert.equal((await knownLink(key, settings, ["flagged"]))?.mark, "flagged");
});

test("without the browser's consent to send data a hit stays a hit", async () => {
  const { key } = made.takeover;
  await publish(made.takeover.after);
  const { browser } = /** @type {any} */ (globalThis);
  Object.assign(browser, { runtime: { getBrowserInfo: null }, permissions: { getAll: async () => ({ data_collection: [] }) } });
  const known = await knownLink(key, settings);
  Object.assign(browser, { runtime: {} });
  assert.deepEqual([known?.mark, known?.certain, asked], ["flagged", false, []]);
});

test("below an official subtree a student's site is not official", async () => {
  await publish(made.others);
  const known = await Promise.all(["pmb.rekaan.ac.id", "a.mhs.rekaan.ac.id"].map((host) => knownLink(`host:${host}`, settings)));
  assert.deepEqual(known.map((it) => it?.mark), ["official", null]);
});

test("a list may come over a slow line, for which a check does not wait", async () => {
  const [patience, given] = [AbortSignal.timeout, /** @type {number[]} */ ([])];
  AbortSignal.timeout = (milliseconds) => patience.call(AbortSignal, (given.push(milliseconds), milliseconds));
  await publish(made.takeover.before);
  await knownLink(made.takeover.key, settings);
  AbortSignal.timeout = patience;
  assert.deepEqual(given, [30_000, 1_500]);
});

test("a service that is away is asked for its list ever more seldom", async () => {
  days += 1;
  const start = days;
  let tries = 0;
  const { fetch } = globalThis;
  globalThis.fetch = async () => {
    tries += 1;
    throw new TypeError("away");
  };
  for (let minute = 0; minute < 180; minute += 1) {
    days = start + minute / (24 * 60);
    await refresh(settings);
  }
  globalThis.fetch = fetch;
  assert.ok(tries >= 5 && tries <= 9, `${tries} tries in three hours`);
});

test("of many buckets the oldest is forgotten, and the newest is kept", async () => {
  const keys = /** @type {string[]} */ (made.many.keys);
  const [first = "", last = ""] = [keys[0], keys.at(-1)];
  await publish(made.many);
  for (const key of keys) assert.equal((await knownLink(key, settings))?.certain, true, key);
  asked = [];
  await knownLink(last, settings);
  assert.deepEqual(asked, []);
  await knownLink(first, settings);
  assert.deepEqual(asked, [await bucketPath(first)]);
});
