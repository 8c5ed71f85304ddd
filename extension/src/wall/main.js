/**
 * Stands before a danger in the place of the page, in private windows of Chromium. It runs before anything of the page:
 * it ends the reading of it, and only then asks whether a wall belongs here.
 */
import { api } from "../api.js";
import { BUILD } from "../build.js";
import { node } from "../dom.js";
import { dangerContent } from "../pages/danger_content.js";
import { translator } from "../strings.js";

/** @import { Scope, WallView } from "../shapes.js" */

const MOST_RETURNS = 20; // another window of the same site could reach in here; then nothing of the page is better
const LOOK_MS = 250;
const GONE_MS = 1_000; // a way back that leads nowhere has not begun by then

/** @type {number | undefined} */
let stopping; // once more, unless the teacher is quicker: it would stop her way on, too

if (api.extension.inIncognitoContext) start(); // an ordinary window at the same address is none of ours

function start() {
  Object.assign(globalThis, { cekdiklatWall: true }); // to the content script: this is no page
  try {
    document.open(); // window.stop() would end the reading, too, but what it stops is never painted
    document.close();
  } catch {
    window.stop(); // an XML document cannot be opened anew
    document.documentElement?.remove();
    return void ask("leave");
  }
  void ask("show").then((view) => (view ? draw(/** @type {WallView} */ (view)) : setTimeout(() => location.reload(), LOOK_MS)));
}

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
  const host = placed(node("main", {}, ...dangerContent(state, verdict, translator(words), ways)), style);
  keep(host, page(language, verdict.headline, host));
  window.stop(); // a header of the page may want to lead elsewhere (Refresh)
  stopping = setTimeout(() => window.stop(), LOOK_MS);
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
    return node("html", { lang: language }, node("head", {}, node("title", {}, title)), host); // no body: a root could be put over it
  };
}

/**
 * Another window of the same site can reach into this document. What it changes is put back; what it hides or covers
 * by a style sheet that no change tells of is left.
 *
 * @param {HTMLElement} host
 * @param {() => HTMLElement} made
 */
function keep(host, made) {
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
  setInterval(() => {
    if (document.adoptedStyleSheets.length || !host.checkVisibility()) void ask("leave");
  }, LOOK_MS);
}

/** Back to what stood before the dangerous page; when nothing did, a new tab takes its place. */
function goBack() {
  clearTimeout(stopping);
  const entries = navigation.entries();
  const here = navigation.currentEntry?.index ?? 0;
  let steps = 1;
  while (isThisPage(entries[here - steps])) steps += 1;
  const nowhere = setTimeout(() => void ask("back"), GONE_MS);
  addEventListener("pagehide", () => clearTimeout(nowhere));
  history.go(-steps);
}

/** @param {NavigationHistoryEntry | undefined} entry a `null` address is one that the page keeps to itself */
function isThisPage(entry) {
  if (!entry) return false;
  return entry.url === null || withoutFragment(entry.url) === withoutFragment(location.href);
}

/** @param {string} address */
function withoutFragment(address) {
  return address.split("#")[0];
}

/** @param {Scope} scope */
async function goOn(scope) {
  clearTimeout(stopping);
  const target = await ask(scope);
  if (typeof target === "string") history.replaceState(null, "", new URL(target).hash || location.href); // opening it would load nothing anew
  location.reload();
}
