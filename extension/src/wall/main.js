/**
 * Stands before a danger in the place of the page, in private windows of Chromium. It runs before anything of the page:
 * it stops it, empties it, and only then asks whether a wall belongs here.
 */
import { api } from "../api.js";
import { BUILD } from "../build.js";
import { node } from "../dom.js";
import { dangerContent } from "../pages/danger_content.js";
import { translator } from "../strings.js";

/** @import { Scope, WallView } from "../shapes.js" */

const MOST_RETURNS = 20; // another window of the same site could reach in here; then nothing of the page is better

document.open(); // ends the reading of the page; window.stop() would, too, but what it stops is never painted
document.close();
void ask("show").then((view) => (view ? draw(/** @type {WallView} */ (view)) : location.reload()));

/**
 * @param {"show" | "back" | "leave" | Scope} action
 * @returns {Promise<unknown>} null when the extension was just updated and this script is left over
 */
async function ask(action) {
  try {
    return await api.runtime.sendMessage({ type: "wall", action });
  } catch {
    return null;
  }
}

/** @param {WallView} view */
function draw({ state, scopes, organizer, language, words, style }) {
  if (state.outcome.kind !== "verdict") return;
  const { verdict } = state.outcome;
  const ways = { scopes, organizer, back: goBack, on: (/** @type {Scope} */ scope) => void goOn(scope) };
  document.documentElement.lang = language; // days are written in it
  const main = node("main", {}, ...dangerContent(state, verdict, translator(words), ways));
  keep(page(language, verdict.headline, placed(main, style)));
}

/**
 * @param {HTMLElement} main
 * @param {string} style
 * @returns {HTMLElement} with a root the page cannot look into
 */
function placed(main, style) {
  const host = document.createElement("cekdiklat-wall");
  const root = host.attachShadow({ mode: BUILD.shadow });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  root.append(main);
  return host;
}

/**
 * @param {string} language
 * @param {string} title
 * @param {HTMLElement} host
 * @returns {() => HTMLElement} makes a document anew around the wall
 */
function page(language, title, host) {
  return () => {
    for (const { name } of [...host.attributes]) host.removeAttribute(name);
    return node("html", { lang: language }, node("head", {}, node("title", {}, title)), node("body", {}, host));
  };
}

/** @param {() => HTMLElement} made */
function keep(made) {
  let returns = 0;
  const observer = new MutationObserver(() => {
    returns += 1;
    if (returns > MOST_RETURNS) void ask("leave");
    else place();
  });
  const place = () => {
    observer.disconnect();
    const html = made();
    if (document.documentElement) document.documentElement.replaceWith(html);
    else document.append(html);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  };
  place();
}

/** Back to what stood before the dangerous page; when nothing did, a new tab takes its place. */
function goBack() {
  if (history.length > 2) history.go(-2);
  else void ask("back");
}

/** @param {Scope} scope */
async function goOn(scope) {
  const target = await ask(scope);
  if (typeof target !== "string") return location.reload();
  history.replaceState(null, "", target); // the fragment it had; opening it would not load anything anew
  location.reload();
}
