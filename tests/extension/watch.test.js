/** How often a page is looked at that goes on changing, without a browser: its clock and its changes are stand-ins. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Watch } from "../../extension/src/content/watch.js";

/** @type {Record<string, (event: object) => void>} */
const heard = {};
Object.assign(globalThis, {
  location: { href: "https://contoh.example/" }, document: {}, MutationObserver: class { observe() {} },
  addEventListener: (/** @type {string} */ name, /** @type {(event: object) => void} */ act) => void (heard[name] = act),
});
mock.timers.enable({ apis: ["setTimeout", "Date"] });

/** @param {number} seconds @param {number} every milliseconds from one change to the next */
function busyFor(seconds, every, change = () => {}) {
  let looks = 0;
  const watch = new Watch(async () => void (looks += 1));
  watch.start();
  for (let passed = 0; passed < seconds * 1000; passed += every) {
    change();
    watch.later();
    mock.timers.tick(every);
  }
  return { watch, looks: () => looks };
}

test("a page that never rests is looked at for ever, and ever more seldom", () => {
  const { looks, watch } = busyFor(60, 100);
  const early = looks();
  assert.ok(early > 20 && early < 40, `${early} looks in a minute`);
  for (let passed = 0; passed < 60_000; passed += 100) {
    watch.later();
    mock.timers.tick(100);
  }
  assert.ok(looks() - early >= 5 && looks() - early <= 7, `${looks() - early} looks in the next minute`);
});

test("what the teacher presses is looked at soon; what a script presses is not", () => {
  const { looks, watch } = busyFor(60, 100);
  mock.timers.tick(10_000);
  const before = looks();
  watch.later();
  heard["click"]?.({ isTrusted: false });
  mock.timers.tick(400);
  assert.equal(looks(), before);
  heard["click"]?.({ isTrusted: true });
  mock.timers.tick(400);
  assert.equal(looks(), before + 1);
});

test("a page that changes its address all the time is looked at all the same", () => {
  let number = 0;
  const { looks } = busyFor(6, 100, () => void (globalThis.location.href = `https://contoh.example/${(number += 1)}`));
  assert.ok(looks() >= 15, `${looks()} looks`);
});
