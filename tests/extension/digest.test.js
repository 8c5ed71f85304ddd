/** The decoder against digests that the Python side wrote. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { bucketOf, confirmed, decodeDigest, DigestError, fullHash, listedKeys, maybe, othersKeys } from "../../extension/src/digest.js";

const made = JSON.parse(readFileSync(String(process.env.DIGEST), "utf8"));
const bytes = new Uint8Array(Buffer.from(made.digest, "base64"));

test("every key that was put in is found, with its mark, and settled by its bucket", async () => {
  const digest = await decodeDigest(bytes);
  assert.equal(digest.version, made.version);
  assert.equal(digest.day, made.day);
  for (const [mark, keys] of Object.entries({ official: made.official, flagged: made.flagged })) {
    for (const key of keys) {
      const hash = await fullHash(key);
      assert.ok(maybe(digest, hash).includes(mark), key);
      const bucket = new Uint8Array(Buffer.from(made.buckets[bucketOf(hash)], "base64"));
      assert.deepEqual(confirmed(bucket, hash), [mark]);
    }
  }
});

test("a key that was not put in is never settled", async () => {
  const hash = await fullHash("host:tidak-ada.example");
  for (const bucket of Object.values(made.buckets)) {
    assert.deepEqual(confirmed(new Uint8Array(Buffer.from(String(bucket), "base64")), hash), []);
  }
});

test("the keys of a host are those of the Python side", () => {
  for (const [host, keys] of Object.entries(made.host_keys)) assert.deepEqual(listedKeys(`host:${host}`), keys);
  assert.deepEqual(listedKeys("gform:x"), ["gform:x"]);
});

test("the keys that say that others write are those of the Python side", () => {
  for (const [host, subtree, keys] of made.others_keys) assert.deepEqual(othersKeys(host, subtree), keys);
});

test("damaged bytes are refused, whatever was damaged", async () => {
  for (let at = 0; at < bytes.length; at += 7) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x41;
    await assert.rejects(decodeDigest(damaged), DigestError);
    await assert.rejects(decodeDigest(bytes.slice(0, at)), DigestError);
  }
});

test("100,000 keys: a look-up takes no more than 1 ms of processor time in 99 of 100", async () => {
  const large = await decodeDigest(new Uint8Array(Buffer.from(made.large, "base64")));
  const BATCH = 20; // the clock of processor time is too coarse, and counts the collector, for one look-up
  const times = [];
  for (let count = 0; count < 300; count += 1) {
    const start = process.cpuUsage();
    for (let at = 0; at < BATCH; at += 1) maybe(large, await fullHash(`host:contoh-${count}-${at}.example`));
    const { user, system } = process.cpuUsage(start);
    if (count >= 100) times.push((user + system) / BATCH);
  }
  times.sort((a, b) => a - b);
  const bytes = large.official.byteLength + large.flagged.byteLength;
  console.log(`digest of 100,000 keys: ${(bytes / 1e6).toFixed(2)} MB; look-up p50 ${times[100]} µs, p99 ${times[198]} µs of processor time`);
  assert.ok(bytes <= 5_000_000);
  assert.ok((times[198] ?? Infinity) <= 1_000);
});
