/**
 * "Continue anyway". Three reaches: once (this link in this tab, for a while), this link, this organizer. A choice
 * keeps a page from interrupting; the toolbar sign goes on telling the truth, and a danger keeps its banner.
 */
import { api } from "./api.js";

/** @import { Grant, Outcome, Scope, TabState, Verdict } from "./shapes.js" */

const KEPT = "grants";
export const ONCE_MS = 30 * 60_000; // long enough to fill in a form; every visit of the same link renews it

const PROVEN = ["host", "vouched"]; // on its own site, or announced there; "mention" and "app" say nothing of who is behind it

/** @param {number} tabId */
const onceKey = (tabId) => `once:${tabId}`;

/** @typedef {{once: {key: string, until: number} | undefined, kept: Grant[]}} Choices */

/**
 * @param {number} tabId
 * @returns {Promise<Choices>} everything chosen so far that can concern this tab
 */
export async function choicesFor(tabId) {
  const [session, kept] = await Promise.all([api.storage.session.get(onceKey(tabId)), grants()]);
  return { once: /** @type {Choices["once"]} */ (session[onceKey(tabId)]), kept };
}

/**
 * @param {Choices} choices
 * @param {string} key link key
 * @param {Outcome} outcome
 * @param {number} now milliseconds
 * @returns {Scope | null}
 */
export function mutedBy({ once, kept }, key, outcome, now) {
  if (once?.key === key && now < once.until) return "once";
  const organizer = outcome.kind === "verdict" ? organizerToTrust(outcome.verdict) : null;
  const found = kept.find(({ scope, value }) =>
    scope === "link" ? value === key : value === organizer?.id,
  );
  return found?.scope ?? null;
}

/**
 * @param {Verdict} verdict
 * @returns {{id: string, name: string} | null} whom a teacher may choose to trust: the one organizer the page is
 *   proven to be of. Anybody may write a name on a page, and an address may imitate one, so that neither opens anything.
 */
export function organizerToTrust(verdict) {
  const [first] = verdict.organizers;
  if (!first?.id || !PROVEN.includes(first.relation) || verdict.reasons.some(({ code }) => code.startsWith("lookalike"))) return null;
  return first;
}

/**
 * @param {TabState} state
 * @returns {Scope[]} how far a choice may reach; a private window leaves nothing behind
 */
export function scopesFor(state) {
  if (state.private) return ["once"];
  return trusted(state) ? ["once", "link", "organizer"] : ["once", "link"];
}

/** @param {TabState} state */
export function organizerName(state) {
  return trusted(state)?.name ?? "";
}

/** @param {TabState} state */
export function trusted({ outcome }) {
  return outcome.kind === "verdict" ? organizerToTrust(outcome.verdict) : null;
}

/**
 * @param {Scope} scope
 * @param {number} tabId
 * @param {TabState} state
 * @returns {Promise<boolean>} false when the browser could not keep the choice: it then holds for this time
 */
export async function grant(scope, tabId, state) {
  const wanted = keptGrant(scope, state);
  const kept = !wanted || (await allow(wanted).then(() => true, () => false));
  if (!wanted || !kept) await allowOnce(tabId, state.key, Date.now());
  return kept;
}

/**
 * @param {Scope} scope
 * @param {TabState} state
 * @returns {Grant | null} null for a choice that ends with the tab
 */
function keptGrant(scope, state) {
  if (!scopesFor(state).includes(scope)) return null;
  const at = Date.now();
  const organizer = trusted(state);
  if (scope === "organizer" && organizer) return { scope, value: organizer.id, label: organizer.name, at };
  return scope === "link" ? { scope, value: state.key, label: state.address, at } : null;
}

/**
 * @param {number} tabId
 * @param {string} key
 * @param {number} now milliseconds
 */
export async function allowOnce(tabId, key, now) {
  await api.storage.session.set({ [onceKey(tabId)]: { key, until: now + ONCE_MS } });
}

/** @param {Grant} grant */
export async function allow(grant) {
  const others = (await grants()).filter(({ scope, value }) => scope !== grant.scope || value !== grant.value);
  await api.storage.local.set({ [KEPT]: [...others, grant] });
}

/** @param {Pick<Grant, "scope" | "value">} grant */
export async function revoke(grant) {
  const others = (await grants()).filter(({ scope, value }) => scope !== grant.scope || value !== grant.value);
  await api.storage.local.set({ [KEPT]: others });
}

/** @returns {Promise<Grant[]>} */
export async function grants() {
  const stored = (await api.storage.local.get(KEPT))[KEPT];
  return Array.isArray(stored) ? stored.filter((grant) => typeof grant?.value === "string") : [];
}

/** @param {number} tabId */
export async function forgetOnce(tabId) {
  await api.storage.session.remove(onceKey(tabId));
}
