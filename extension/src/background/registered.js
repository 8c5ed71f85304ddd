/** Scripts that run only while the teacher has both chosen and permitted it: on other sites, and to mark links. */
import { api } from "../api.js";
import { LINK_SITES, originsOf } from "../link_sites.js";
import { loadSettings } from "../settings.js";

/** @import { LinkSite, Settings } from "../shapes.js" */
/** @typedef {{id: string, js: string[], matches: string[], excludeMatches?: string[]}} Script */

export const EVERYWHERE = ["https://*/*", "http://*/*"];

/** @type {Promise<void>} changes follow one another: two at once would register the same script twice */
let following = Promise.resolve();

/** Brings the registered scripts in line with settings and permissions. */
export function followChoices() {
  following = following.then(follow, follow);
  return following;
}

async function follow() {
  const settings = await loadSettings();
  const scripts = [await anySite(settings), await linkMarks(settings)];
  const registered = await api.scripting.getRegisteredContentScripts({ ids: scripts.map(({ id }) => id) });
  for (const script of scripts) {
    const now = registered.find(({ id }) => id === script.id);
    if (String(now?.matches ?? []) === String(script.matches)) continue;
    if (now) await api.scripting.unregisterContentScripts({ ids: [script.id] });
    if (script.matches.length) await api.scripting.registerContentScripts([{ ...script, runAt: "document_end" }]);
  }
}

/**
 * @param {Settings} settings
 * @returns {Promise<Script>} without `matches` when it is not to run
 */
async function anySite(settings) {
  const wanted = settings.anySite && (await api.permissions.contains({ origins: EVERYWHERE }));
  const excludeMatches = api.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
  return { id: "any-site", js: ["content.js"], matches: wanted ? [...EVERYWHERE] : [], excludeMatches };
}

/**
 * @param {Settings} settings
 * @returns {Promise<Script>} without `matches` when it is not to run
 */
async function linkMarks(settings) {
  /** @type {string[]} */
  const matches = [];
  for (const site of /** @type {LinkSite[]} */ (Object.keys(LINK_SITES))) {
    const wanted = settings.marks.includes(site) && (await api.permissions.contains({ origins: originsOf(site) }));
    if (wanted) matches.push(...LINK_SITES[site]);
  }
  return { id: "marks", js: ["marks.js"], matches };
}
