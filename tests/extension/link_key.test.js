/** The same cases that hold the Python reader hold this one. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readLink } from "../../extension/src/link_key.js";

const { cases } = JSON.parse(readFileSync(new URL("../shared/link_keys.json", import.meta.url), "utf8"));
const platforms = JSON.parse(readFileSync(String(process.env.PLATFORMS), "utf8"));

for (const { url, key, display, platform, needs_resolving, error } of cases) {
  test(`${JSON.stringify(url).slice(0, 80)}`, () => {
    if (error) {
      assert.throws(() => readLink(url, platforms), { code: error });
      return;
    }
    const link = readLink(url, platforms);
    assert.deepEqual(
      { key: link.key, display: link.url, platform: link.platform, needs_resolving: link.needsResolving },
      { key, display, platform, needs_resolving },
    );
  });
}
