/**
 * The content script: looks at the page, has the background check it, shows the answer. What the page says is
 * handed on when it looks like a sign-up; of any other page only the address is looked up, on this device.
 */
import { api } from "../api.js";
import { whenOpened } from "../opening.js";
import { makeBanner } from "./banner.js";
import { Keeper } from "./keeper.js";
import { lookAt, reading } from "./read_page.js";
import { isSignup } from "./signup.js";
import { Watch } from "./watch.js";

/** @import { BannerView, BannerButton, ContentMessage } from "../shapes.js" */
/** @import { SeenPage } from "./signup.js" */

const WALL = "cekdiklatWall"; // set by src/wall, in the world that all scripts of the extension share, and pages do not
const PATIENCE_MS = 5_000; // for the wall to come; a page that stays instead (a download, no answer) is left
const keeper = new Keeper();
const watch = new Watch(() => look(false));
let newest = 0; // the newest look counts: an older answer is about what the page was

/**
 * @param {boolean} asked the teacher asked for this page to be checked, whatever it looks like
 */
async function look(asked) {
  if (WALL in globalThis) return; // not a page, but our wall before one
  const seen = seenHere();
  const signup = seen !== null && isSignup(seen);
  if (!watch.isNews(seen, signup) && !asked) return;
  const address = location.href;
  const mine = (newest += 1);
  const read = seen && (signup || asked || (seen.formHost && seen.fields > 0)) ? reading(seen) : null;
  const view = await ask({ type: "check", page: read, unread: seen === null, signup, asked });
  if (location.href !== address) watch.later(); // the answer was about another page of this site
  if (mine !== newest) return;
  if (view) show(/** @type {BannerView} */ (view));
  else keeper.clear();
}

/** @returns {SeenPage | null} null for a page that could not be read */
function seenHere() {
  try {
    return lookAt(document);
  } catch (error) {
    console.error("CekDiklat:", error);
    return null;
  }
}

/**
 * @param {ContentMessage} message
 * @returns {Promise<unknown>} null when the extension was just updated and this script is left over
 */
async function ask(message) {
  try {
    return await api.runtime.sendMessage(message);
  } catch {
    return null;
  }
}

/** @param {BannerView} view */
function show(view) {
  keeper.keep(makeBanner(view, (action) => void act(action)));
  if (view.pending) void follow(view.pending);
  if (view.leaving) setTimeout(() => void ask({ type: "wall", action: "leave" }), PATIENCE_MS);
}

/** @param {string} job */
async function follow(job) {
  if ((await whenOpened(job)) && keeper.holds) await look(true);
}

/** @param {BannerButton["action"] | "close"} action */
async function act(action) {
  if (action === "close") keeper.clear();
  else if (action === "retry") await look(true);
  else await ask({ type: "action", action });
}

addEventListener("keydown", (event) => {
  if (event.isTrusted && event.key === "Escape") keeper.clear();
}, true);
addEventListener("pageshow", (event) => {
  if (!event.isTrusted || !event.persisted) return;
  watch.forget(); // back from the full page before a danger: the page comes from memory, and nobody asked for it
  void look(false);
});
api.runtime.onMessage.addListener((message) => {
  if (message?.type === "check-now") void look(true);
});
void look(false);
watch.start();
