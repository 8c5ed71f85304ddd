/**
 * Where links can be marked before they are opened, each group by the teacher's own choice and permission. A new
 * site is a new line here; nothing else names one.
 */

/** @import { LinkSite } from "./shapes.js" */

/** @type {Record<LinkSite, readonly string[]>} match patterns of the script */
export const LINK_SITES = {
  whatsapp: ["https://web.whatsapp.com/*"],
  telegram: ["https://web.telegram.org/*"],
  facebook: ["https://www.facebook.com/*", "https://web.facebook.com/*", "https://m.facebook.com/*"],
  search: ["https://www.google.com/search*", "https://www.google.co.id/search*", "https://www.bing.com/search*", "https://duckduckgo.com/*"],
};

/**
 * Platforms (by their names in `registry/data/hosts/platforms.toml`) whose links usually lead to a sign-up: there a
 * check is offered though the list on the device does not know the link.
 */
export const SIGNUP_PLATFORMS = ["gform", "msform", "jotform", "zohoform", "form", "typeform", "short", "linktree", "lynk",
  "linkbio", "eventbrite", "loket"];

/**
 * @param {LinkSite} site
 * @returns {string[]} the origins to ask for: a permission knows no paths
 */
export function originsOf(site) {
  return LINK_SITES[site].map((pattern) => pattern.replace(/^(https:\/\/[^/]+\/).*$/, "$1*"));
}
