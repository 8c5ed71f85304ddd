/** One check: what the settings allow, then one question to the service. */
import { mayCheckOnline } from "../permissions.js";
import { readVerdict } from "../verdict.js";
import { NoAnswerError, post } from "./service.js";

/** @import { Link } from "../link_key.js" */
/** @import { Outcome, PageReading, Settings } from "../shapes.js" */

/**
 * @param {Link} link
 * @param {PageReading} page
 * @param {Settings} settings
 * @returns {Promise<Outcome>} never throws for a service that is away, slow or broken
 */
export async function checkPage(link, page, settings) {
  if (settings.mode === "local" || link.private) return { kind: "local" };
  if (settings.mode === "undecided" || !(await mayCheckOnline())) return { kind: "undecided" };
  try {
    const body = { url: sentAddress(link), title: page.title, text: page.text, lang: settings.language };
    const verdict = readVerdict(await post(`${settings.service}/v1/check`, body));
    return verdict ? { kind: "verdict", verdict, from: "service" } : { kind: "unchecked", why: "nonsense" };
  } catch (error) {
    if (error instanceof NoAnswerError) return { kind: "unchecked", why: error.why };
    throw error;
  }
}

/**
 * Which page of an ordinary site is open is nobody's business: its host is its identity. On a shared platform the
 * path holds the identity.
 *
 * @param {Link} link
 */
export function sentAddress(link) {
  return link.key.startsWith("host:") ? new URL("/", link.url).href : link.url;
}
