/** The content script: looks at the page, asks the background when it is a sign-up page, shows the answer. */
import { api } from "../api.js";
import { makeBanner } from "./banner.js";
import { lookAt, reading } from "./read_page.js";
import { isSignup } from "./signup.js";

/** @import { BannerView, BannerButton, ContentMessage } from "../shapes.js" */

/** @type {HTMLElement | null} */
let shown = null;

async function check() {
  const seen = lookAt(document);
  if (!isSignup(seen)) return;
  const view = await ask({ type: "check", page: reading(seen) });
  if (view) show(/** @type {BannerView} */ (view));
}

/**
 * @param {ContentMessage} message
 * @returns {Promise<unknown>}
 */
function ask(message) {
  return api.runtime.sendMessage(message);
}

/** @param {BannerView} view */
function show(view) {
  shown?.remove();
  shown = makeBanner(view, (action) => void act(action));
  document.documentElement.append(shown);
}

/** @param {BannerButton["action"] | "close"} action */
async function act(action) {
  if (action === "close") shown?.remove();
  else if (action === "retry") await check();
  else await ask({ type: "action", action });
}

addEventListener("keydown", (event) => {
  if (event.isTrusted && event.key === "Escape") shown?.remove();
}, true);
void check();
