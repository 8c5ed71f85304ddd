/**
 * The text a page shows, read by walking its text nodes. Whatever a teacher typed or chose is never part of it:
 * fields, editable areas and chosen options are skipped with everything below them.
 */

const SKIPPED = "input,textarea,select,option,script,style,noscript,template,svg,[contenteditable],[role=textbox]," +
  "[role=listbox],[role=combobox],[role=searchbox],[hidden],cekdiklat-banner";
const LONGEST = 20_000; // characters; the service takes no more than 20 KB
const MOST_NODES = 6_000; // a page built to be endless must not hold the tab

/**
 * @param {Document} page
 * @returns {string}
 */
export function visibleText(page) {
  const walker = page.createTreeWalker(page.body ?? page.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, isShown);
  const pieces = [];
  let length = 0;
  for (let count = 0; count < MOST_NODES && length < LONGEST; count += 1) {
    const found = walker.nextNode();
    if (!found) break;
    if (found.nodeType === Node.ELEMENT_NODE) {
      if (BLOCKS.has(found.nodeName)) pieces.push("\n");
      continue;
    }
    const text = /** @type {Text} */ (found).data;
    pieces.push(text);
    length += text.length;
  }
  return tidy(pieces.join("")).slice(0, LONGEST);
}

const BLOCKS = new Set(["ADDRESS", "ARTICLE", "BR", "DIV", "DT", "DD", "FORM", "H1", "H2", "H3", "H4", "H5", "H6", "HR",
  "LI", "MAIN", "OL", "P", "SECTION", "TABLE", "TR", "UL", "BLOCKQUOTE", "FIGURE", "HEADER", "FOOTER", "LABEL", "BUTTON"]);

/** @param {Node} found */
function isShown(found) {
  if (found.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
  const element = /** @type {Element} */ (found);
  if (element.matches(SKIPPED)) return NodeFilter.FILTER_REJECT;
  return element.checkVisibility({ visibilityProperty: true }) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
}

/** @param {string} text */
function tidy(text) {
  return text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();
}
