/** What is said beside a link that is not opened yet: from the list on the device, without a check of anything. */
import { UnreadableLinkError } from "../address.js";
import { readLink } from "../link_key.js";
import { SIGNUP_PLATFORMS } from "../link_sites.js";
import { loadPlatforms } from "../platforms.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";
import { knownLink } from "./known.js";

/** @import { Link, Platforms } from "../link_key.js" */
/** @import { MarkView, Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

const MOST_LINKS = 50; // in one message

/**
 * @param {unknown} addresses as they stand in the page
 * @returns {Promise<(MarkView | null)[]>} one for each address, null where nothing is to be said
 */
export async function marksFor(addresses) {
  const [settings, platforms] = await Promise.all([loadSettings(), loadPlatforms()]);
  const t = await loadStrings(settings.language);
  const asked = Array.isArray(addresses) ? addresses.slice(0, MOST_LINKS) : [];
  return Promise.all(asked.map((address) => (settings.mode === "undecided" ? null : markOf(linkOf(address, platforms), settings, t))));
}

/**
 * @param {Link | null} link
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<MarkView | null>}
 */
async function markOf(link, settings, t) {
  if (!link) return null;
  const known = await knownLink(link.key, settings);
  if (known?.mark === "flagged") {
    return known.certain ? view("danger", "mark_flagged", link, t) : view("caution", "mark_maybe_flagged", link, t);
  }
  if (known?.mark === "official" && known.certain) return view("recognized", "mark_official", link, t);
  const offered = link.needsResolving || (link.platform !== null && SIGNUP_PLATFORMS.includes(link.platform));
  return offered && link.key !== `host:${link.host}` ? view("unknown", "mark_check", link, t) : null;
}

/**
 * @param {MarkView["tone"]} tone
 * @param {string} key
 * @param {Link} link
 * @param {Translate} t
 * @returns {MarkView}
 */
function view(tone, key, link, t) {
  return { tone, label: t(key), title: t(`${key}_title`, link.host) };
}

/**
 * @param {unknown} address
 * @param {Platforms} platforms
 */
function linkOf(address, platforms) {
  try {
    return typeof address === "string" ? readLink(address, platforms) : null;
  } catch (error) {
    if (error instanceof UnreadableLinkError) return null;
    throw error;
  }
}
