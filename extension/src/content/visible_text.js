/**
 * The text a page shows, read by walking its text nodes. Whatever a teacher typed or chose is never part of it:
 * fields, editable areas and chosen options are skipped with everything below them.
 */
import { isDrawn, isElement, isText, matches, nameOf, shadowOf } from "./true_dom.js";

const SKIPPED = "input,textarea,select,option,script,style,noscript,template,svg," +
  "[contenteditable]:not([contenteditable=false i]),[role=textbox],[role=listbox],[role=combobox],[role=searchbox]," +
  "[hidden],cekdiklat-banner";
const LONGEST = 20_000; // characters; the service takes no more than 20 KB
const MOST_NODES = 60_000; // a page built to be endless must not hold the tab

/**
 * @param {Document} page
 * @returns {string}
 */
export function visibleText(page) {
  /** @type {Reading} */
  const reading = { pieces: [], length: 0, nodes: 0 };
  const body = page.body ?? page.documentElement;
  const inner = shadowOf(body);
  if (inner) walk(inner, reading);
  walk(body, reading);
  return tidy(reading.pieces.join("")).slice(0, LONGEST);
}

/** @typedef {{pieces: string[], length: number, nodes: number}} Reading */

const BLOCKS = new Set(["ADDRESS", "ARTICLE", "BR", "DIV", "DT", "DD", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HR",
  "LI", "MAIN", "OL", "P", "SECTION", "TABLE", "TR", "UL", "BLOCKQUOTE", "FIGURE", "HEADER", "FOOTER", "LABEL", "BUTTON"]);

/**
 * @param {Node} root an element or an open shadow root, which shows its own nodes first
 * @param {Reading} reading is added to
 */
function walk(root, reading) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, isShown);
  for (let found = walker.nextNode(); found; found = walker.nextNode()) {
    reading.nodes += 1;
    if (reading.nodes > MOST_NODES || reading.length > LONGEST) return;
    if (isText(found)) {
      const text = /** @type {Text} */ (found).data;
      const blank = !text.trim();
      reading.pieces.push(blank ? text.slice(0, 2) : text);
      if (!blank) reading.length += text.length;
      continue;
    }
    if (BLOCKS.has(nameOf(found))) reading.pieces.push("\n");
    const inner = shadowOf(/** @type {Element} */ (found));
    if (inner) walk(inner, reading);
  }
}

/** @param {Node} found */
function isShown(found) {
  if (!isElement(found)) return NodeFilter.FILTER_ACCEPT;
  const element = /** @type {Element} */ (found);
  return !matches(element, SKIPPED) && isDrawn(element) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
}

/** @param {string} text */
function tidy(text) {
  return text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();
}
