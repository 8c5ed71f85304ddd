/** From a page a content script saw to what the tab shows: sign, banner, or the full page before a danger. */
import { UnreadableLinkError } from "../address.js";
import { api } from "../api.js";
import { setBadge } from "../badge.js";
import { allowOnce, choicesFor, mutedBy } from "../bypass.js";
import { readLink } from "../link_key.js";
import { loadPlatforms } from "../platforms.js";
import { bannerView, isDanger, summary, toneOf } from "../present.js";
import { isAllowed, loadPolicy } from "../policy.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";
import { pagesStandBeside } from "../private_windows.js";
import { isSamePage, keepState, stateOf } from "../tab_state.js";
import { checkPage, warningOf } from "./checking.js";
import { isOwnerPage, saysItIsOwnerPage } from "./owner_pages.js";
import { raiseWall } from "./wall.js";

/** @import { Link } from "../link_key.js" */
/** @import { BannerView, ContentMessage, Outcome, PageReading, Settings, TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

const NOTHING = Object.freeze({ title: "", text: "" });
/** @type {Outcome} */
const OWNERS = Object.freeze({ kind: "unchecked", why: "owner", hint: null });
const LONGEST_TEXT = 20_000;
const SAME_VISIT_MS = 60 * 60_000; // pages of one form filled in within an hour belong together

let looks = 0;
/**
 * The newest look at each tab that had something to say. In memory: a look under way keeps the background alive.
 *
 * @type {Map<number, number>}
 */
const newest = new Map();

/** @param {number} tabId */
export function forgetLooks(tabId) {
  newest.delete(tabId);
}

/**
 * @param {Extract<ContentMessage, {type: "check"}>} message
 * @param {chrome.tabs.Tab} tab
 * @param {string} url
 * @returns {Promise<BannerView | null>} null: nothing is to be shown on the page, or the tab shows another one by now
 */
export async function checkTab(message, tab, url) {
  const tabId = /** @type {number} */ (tab.id);
  const look = (looks += 1);
  // Each of these is a way to another process and back, so they go together.
  const [settings, policy, platforms, before, choices] = await Promise.all([
    loadSettings(), loadPolicy(), loadPlatforms(), stateOf(tabId), choicesFor(tabId),
  ]);
  const link = linkOf(url, platforms);
  if (!link || isAllowed(policy, link.host)) return null;
  const now = Date.now();
  const earlier = before?.key === link.key && before.page.text && now - before.at < SAME_VISIT_MS ? before : null;
  const t = await loadStrings(settings.language);
  const signup = message.signup || earlier !== null;
  const page = pageToAsk({ ...message, signup }, url, earlier);
  const outcome = page
    ? await checkPage(link, page, settings, t)
    : await withoutPage({ ...message, signup }, url, link, settings, t);
  if (!outcome) return null;
  // Where our script runs we may read the tab's address. Closed or gone on meanwhile: nothing of the old page stays.
  const shown = await api.tabs.get(tabId).catch(() => null);
  if (!isSamePage(shown?.url, url)) return null;
  if (look < (newest.get(tabId) ?? 0)) return null; // a later look at the page was answered sooner
  newest.set(tabId, look);
  const muted = mutedBy(choices, link.key, outcome, now);
  /** @type {TabState} */
  const state = { key: link.key, address: link.url, target: url, page: page ?? NOTHING, outcome, muted, private: tab.incognito, at: now };
  const noted = Promise.all([keepState(tabId, state), setBadge(tabId, toneOf(outcome), summary(outcome, t).headline),
    muted === "once" ? allowOnce(tabId, link.key, now) : null]);
  if (muted && !isDanger(outcome)) return null;
  if (isDanger(outcome) && !muted) {
    await noted; // the full page reads it
    if (pagesStandBeside(tab)) {
      await api.tabs.update(tabId, { url: api.runtime.getURL("src/pages/danger.html") });
      return null;
    }
    await raiseWall(tabId, state);
    return { ...bannerView(state, t), leaving: true }; // until the wall stands
  }
  return bannerView(state, t);
}

/**
 * @param {string} url
 * @param {import("../link_key.js").Platforms} platforms
 * @returns {Link | null} null for a page that has no address to be checked
 */
function linkOf(url, platforms) {
  try {
    return readLink(url, platforms);
  } catch (error) {
    if (error instanceof UnreadableLinkError) return null;
    throw error;
  }
}

/**
 * @param {Extract<ContentMessage, {type: "check"}>} message
 * @param {string} url
 * @param {TabState | null} earlier what is known of the same form
 * @returns {PageReading | null} what somebody may be asked about; null: no sign-up, or an organizer's own page
 */
function pageToAsk({ page, signup, asked }, url, earlier) {
  if (!page || !(signup || asked) || isOwnerPage(url) || saysItIsOwnerPage(url)) return null;
  return earlier ? together(earlier.page, page) : page;
}

/**
 * @param {Extract<ContentMessage, {type: "check"}>} message
 * @param {string} url
 * @param {Link} link
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<Outcome | null>} of a page nobody is told of; null: there is nothing to say of it
 */
async function withoutPage({ asked, signup, unread }, url, link, settings, t) {
  const warning = await warningOf(link, settings, t);
  if (warning) return warning;
  if (isOwnerPage(url)) return asked ? OWNERS : null;
  if (saysItIsOwnerPage(url) && (asked || signup)) {
    const judged = await checkPage(link, NOTHING, settings, t);
    return toneOf(judged) === "unknown" ? OWNERS : judged; // of the address alone: it says nothing of the page
  }
  return unread ? { kind: "unchecked", why: "unread", hint: null } : null;
}

/**
 * The second page of a form no longer says who invites: it is judged together with the first.
 *
 * @param {PageReading} first
 * @param {PageReading} next
 * @returns {PageReading}
 */
function together(first, next) {
  if (first.text.includes(next.text)) return first;
  const title = first.title.includes(next.title) ? first.title : `${first.title} · ${next.title}`;
  return { title: title.slice(0, 600), text: `${first.text}\n${next.text}`.slice(-LONGEST_TEXT) };
}
