/** Keeps the banner on the page: a page may remove or hide it, we put it back a few times, then leave it. */

const MOST_RETURNS = 3; // more would be a fight that slows the page down; the toolbar sign still tells the truth
const LOOK_MS = 400; // by then the banner has come in
const LEAST = { width: 200, height: 40 }; // CSS pixels of a card that can be read

// The page's style sheets reach the host element: an inline `!important` is stronger than all of theirs, and `all` names
// every way to hide it. Only what `all` leaves out or sets wrongly follows.
const STYLE = {
  all: "initial", direction: "ltr", "unicode-bidi": "normal", display: "block", position: "fixed", width: "0", height: "0",
  "z-index": "2147483647",
};

// The reader's own, by which some read better; the card's letters do not come from here.
const SPACING = ["letter-spacing", "word-spacing", "line-height"];

/** @typedef {{host: HTMLElement, card: HTMLElement}} Banner */

/** Holds at most one banner. */
export class Keeper {
  /** @type {Banner | null} */
  #banner = null;
  #style = ""; // as we left it
  #returns = 0;
  #observer = new MutationObserver(() => this.#restore());

  /** @param {Banner} banner */
  keep(banner) {
    this.clear();
    this.#banner = banner;
    this.#returns = 0;
    this.#place(banner.host);
    setTimeout(() => this.#lookAt(banner), LOOK_MS);
  }

  /** Whether a banner is meant to be there: false once the teacher has closed it. */
  get holds() {
    return this.#banner !== null;
  }

  clear() {
    this.#observer.disconnect();
    this.#banner?.host.remove();
    this.#banner = null;
  }

  /** @param {HTMLElement} host */
  #place(host) {
    for (const attribute of [...host.attributes]) host.removeAttribute(attribute.name);
    for (const [name, value] of Object.entries(STYLE)) host.style.setProperty(name, value, "important");
    for (const name of SPACING) host.style.removeProperty(name);
    // The zoom of the root multiplies with ours, and what it shrinks a page can enlarge again without us.
    const zoom = /** @type {{currentCSSZoom?: number}} */ (document.documentElement).currentCSSZoom ?? 1;
    host.style.setProperty("zoom", String(1 / zoom), "important");
    this.#style = host.style.cssText;
    host.setAttribute("popover", "manual"); // the top layer: nothing the page stacks can lie above it
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    try {
      host.showPopover();
    } catch {
      // Not allowed in this document: it still stands at the highest place of the ordinary order.
    }
    this.#observer.observe(document.documentElement, { childList: true });
    this.#observer.observe(host, { attributes: true });
  }

  #restore() {
    const host = this.#banner?.host;
    if (!host) return;
    const gone = host.parentNode !== document.documentElement;
    const changed = host.style.cssText !== this.#style || host.hidden || host.inert ||
      host.getAttribute("popover") !== "manual" || host.hasAttribute("class") || host.hasAttribute("aria-hidden");
    if (gone || changed) this.#putBack(host);
  }

  /** @param {HTMLElement} host */
  #putBack(host) {
    this.#observer.disconnect();
    if (this.#returns >= MOST_RETURNS) return;
    this.#returns += 1;
    this.#place(host);
  }

  /**
   * Once, for what a style sheet does that no change tells of.
   *
   * @param {Banner} banner
   */
  #lookAt({ host, card }) {
    if (this.#banner?.host === host && !isSeen(card)) this.#putBack(host);
  }
}

/** @param {HTMLElement} card */
function isSeen(card) {
  const { left, top, right, bottom, width, height } = card.getBoundingClientRect();
  return width >= LEAST.width && height >= LEAST.height && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
}
