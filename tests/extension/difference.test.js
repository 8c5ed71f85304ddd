/** Differences that the Python side wrote lead to the digests that it wrote. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { applyDifference, checksumOf, isDifference } from "../../extension/src/difference.js";
import { DigestError } from "../../extension/src/digest.js";

const made = JSON.parse(readFileSync(String(process.env.DIGEST), "utf8"));
/** @param {string} text */
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const [digest, newer, change] = [bytes(made.digest), bytes(made.newer), bytes(made.difference)];

test("a difference leads to exactly the newer digest", async () => {
  assert.deepEqual(await applyDifference(digest, change), newer);
});

test("a difference is told from a digest, and a digest names itself", () => {
  assert.ok(isDifference(change));
  assert.ok(!isDifference(digest));
  assert.match(checksumOf(digest), /^[0-9a-f]{64}$/);
  assert.notEqual(checksumOf(digest), checksumOf(newer));
});

test("one for another digest is refused, and so is a damaged one, whatever was damaged", async () => {
  await assert.rejects(applyDifference(newer, change), DigestError);
  for (let at = 0; at < change.length; at += 5) {
    const damaged = change.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0x41;
    await assert.rejects(applyDifference(digest, damaged), DigestError);
    await assert.rejects(applyDifference(digest, change.slice(0, at)), DigestError);
  }
});
