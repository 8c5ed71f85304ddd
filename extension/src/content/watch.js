/** Notices when a page becomes another one without loading: single-page sites, forms drawn or shown by script. */

/** @import { SeenPage } from "./signup.js" */

const QUIET_MS = 300; // the page has stopped drawing for so long
const BRISK_LOOKS = 20; // on one address; then each pause is longer than the one before
const LONGER = 1.5;
const LONGEST_MS = 10_000; // a page that never rests is looked at for ever, but seldom
const SHOWING = ["class", "hidden", "style", "open"]; // attributes that show a step of a form

/**
 * @param {number} looks how many there were on this address
 * @returns {number} milliseconds until the next one
 */
export function pauseAfter(looks) {
  return Math.min(QUIET_MS * LONGER ** Math.max(0, looks - BRISK_LOOKS), LONGEST_MS);
}

/** Calls `look` when the page has changed. */
export class Watch {
  /** @type {number | undefined} */
  #timer;
  #due = 0; // milliseconds, as Date.now()
  #looks = 0;
  #address = "";
  #last = "";
  #look;

  /** @param {() => Promise<void>} look */
  constructor(look) {
    this.#look = look;
  }

  start() {
    this.#address = addressNow();
    const changes = { childList: true, subtree: true, attributes: true, attributeFilter: SHOWING };
    new MutationObserver(() => this.later()).observe(document, changes);
    addEventListener("load", () => this.later()); // a late style sheet shows or hides words
    addEventListener("popstate", () => this.later());
    addEventListener("hashchange", () => this.later());
    // What a teacher presses may show the next step of a form: it is looked at soon, however long the page has been busy.
    addEventListener("click", (event) => {
      if (event.isTrusted) this.#soon();
    }, true);
  }

  /**
   * @param {SeenPage | null} seen null: it could not be read
   * @param {boolean} signup
   * @returns {boolean} false when the same page was already dealt with
   */
  isNews(seen, signup) {
    const shown = seen ? `${seen.title}|${seen.password}|${seen.fields > 0}|${signup}|${seen.text.length >> 11}` : "";
    const now = `${addressNow()}|${shown}`;
    const news = now !== this.#last;
    this.#last = now;
    return news;
  }

  /** The next look is at a page that counts as new. */
  forget() {
    this.#last = "";
  }

  /** Looks once the page is quiet. */
  later() {
    if (addressNow() !== this.#address) {
      this.#address = addressNow();
      this.#looks = 0;
      this.#soon();
    } else if (this.#timer === undefined) this.#wait();
  }

  /** Shortens a long pause, and leaves a short one: else a page that changes all the time would never be looked at. */
  #soon() {
    if (this.#timer !== undefined && this.#due - Date.now() <= QUIET_MS) return;
    clearTimeout(this.#timer);
    this.#looks = Math.min(this.#looks, BRISK_LOOKS);
    this.#wait();
  }

  #wait() {
    const pause = pauseAfter(this.#looks);
    this.#due = Date.now() + pause;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#looks += 1;
      void this.#look();
    }, pause);
  }
}

function addressNow() {
  return location.href;
}
