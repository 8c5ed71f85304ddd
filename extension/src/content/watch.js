/** Notices when a page becomes another one without loading: single-page sites, forms drawn by script. */

/** @import { SeenPage } from "./signup.js" */

const QUIET_MS = 300; // the page has stopped drawing for so long
const MOST_LOOKS = 20; // on one address; a page that never rests is not followed for ever

/** Calls `look` when the page has changed. */
export class Watch {
  /** @type {number | undefined} */
  #timer;
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
    new MutationObserver(() => this.later()).observe(document, { childList: true, subtree: true });
    addEventListener("load", () => this.later()); // a late style sheet shows or hides words
    addEventListener("popstate", () => this.later());
    addEventListener("hashchange", () => this.later());
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
    }
    if (this.#timer !== undefined || this.#looks >= MOST_LOOKS) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#looks += 1;
      void this.#look();
    }, QUIET_MS);
  }
}

function addressNow() {
  return location.href;
}
