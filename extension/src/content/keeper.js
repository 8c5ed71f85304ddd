/** Keeps the banner on the page: a page may remove or hide it, we put it back a few times, then leave it. */

const MOST_RETURNS = 3; // more would be a fight that slows the page down; the toolbar sign still tells the truth

// The page's style sheets reach the host element: an inline `!important` is stronger than all of theirs.
const STYLE = {
  display: "block", position: "fixed", inset: "auto", width: "0", height: "0", margin: "0", padding: "0",
  border: "0", overflow: "visible", visibility: "visible", opacity: "1", transform: "none", filter: "none",
  "clip-path": "none", "pointer-events": "auto", "z-index": "2147483647",
};

/** Holds at most one banner. */
export class Keeper {
  /** @type {HTMLElement | null} */
  #host = null;
  #returns = 0;
  #observer = new MutationObserver(() => this.#restore());

  /** @param {HTMLElement} host */
  keep(host) {
    this.clear();
    this.#host = host;
    this.#returns = 0;
    this.#place(host);
  }

  /** Whether a banner is meant to be there: false once the teacher has closed it. */
  get holds() {
    return this.#host !== null;
  }

  clear() {
    this.#observer.disconnect();
    this.#host?.remove();
    this.#host = null;
  }

  /** @param {HTMLElement} host */
  #place(host) {
    for (const attribute of [...host.attributes]) host.removeAttribute(attribute.name);
    for (const [name, value] of Object.entries(STYLE)) host.style.setProperty(name, value, "important");
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
    const host = this.#host;
    if (!host) return;
    const gone = host.parentNode !== document.documentElement;
    const changed = host.style.getPropertyPriority("display") !== "important" || host.style.display !== "block" ||
      host.style.visibility !== "visible" || host.style.opacity !== "1" || host.hidden || host.inert ||
      host.getAttribute("popover") !== "manual" || host.hasAttribute("class") || host.hasAttribute("aria-hidden");
    if (!gone && !changed) return;
    this.#observer.disconnect();
    if (this.#returns >= MOST_RETURNS) return;
    this.#returns += 1;
    this.#place(host);
  }
}
