/** The toolbar sign: the one place no page can paint on, so it is the authority. */
import { api } from "./api.js";

/** @import { Tone } from "./shapes.js" */

/** @type {Record<Tone, {text: string, color: string}>} */
export const BADGES = {
  recognized: { text: "✓", color: "#12683a" },
  claimed: { text: "?", color: "#1d56a5" },
  unknown: { text: "–", color: "#4b5567" },
  caution: { text: "!", color: "#8f4a00" },
  danger: { text: "✕", color: "#b01a1a" },
  unchecked: { text: "…", color: "#4b5567" },
};

/**
 * @param {number} tabId
 * @param {Tone} tone
 * @param {string} title what the sign says when it is pointed at or read aloud
 */
export async function setBadge(tabId, tone, title) {
  const { text, color } = BADGES[tone];
  await Promise.all([
    api.action.setBadgeText({ tabId, text }),
    api.action.setBadgeBackgroundColor({ tabId, color }),
    api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
    api.action.setTitle({ tabId, title }),
  ]);
}
