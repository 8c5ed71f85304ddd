/** One check: what this device knows, what the settings allow, then at most one question to the service. */
import { mayCheckOnline } from "../permissions.js";
import { readVerdict } from "../verdict.js";
import { knownLink } from "./known.js";
import { NoAnswerError, post } from "./service.js";

/** @import { Link } from "../link_key.js" */
/** @import { Outcome, PageReading, Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */
/** @import { Known } from "./known.js" */

const STALE_DAYS = 45; // as long as the service itself calls its registry fresh
const DAY_MS = 86_400_000;

/**
 * @param {Link} link
 * @param {PageReading} page
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<Outcome>} never throws for a service that is away, slow or broken
 */
export async function checkPage(link, page, settings, t) {
  const allowed = settings.mode === "service" ? mayCheckOnline() : Promise.resolve(false);
  const known = settings.mode === "undecided" ? null : await knownLink(link.key, settings);
  if (known?.mark && known.certain) return deviceVerdict(link, known, t);
  if (settings.mode === "local" || link.private) return localOutcome(known, t);
  const hint = known?.mark ?? null;
  if (!(await allowed)) return { kind: "undecided", hint };
  try {
    const body = { url: sentAddress(link), title: page.title, text: page.text, lang: settings.language };
    const verdict = readVerdict(await post(`${settings.service}/v1/check`, body, settings.language));
    return verdict ? { kind: "verdict", verdict, from: "service" } : { kind: "unchecked", why: "nonsense", hint };
  } catch (error) {
    if (error instanceof NoAnswerError) return { kind: "unchecked", why: error.why, hint };
    throw error;
  }
}

/**
 * Of a page that nobody is to be asked about: whether the list on this device warns of its address. Only a hit is
 * settled with the service; a page that is not on the list leaves no trace there.
 *
 * @param {Link} link
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<Outcome | null>} null: the list does not warn of it
 */
export async function warningOf(link, settings, t) {
  if (settings.mode === "undecided") return null;
  const known = await knownLink(link.key, settings, ["flagged"]);
  if (!known?.mark) return null;
  if (known.certain) return deviceVerdict(link, known, t);
  if (settings.mode === "local") return localOutcome(known, t);
  if (!(await mayCheckOnline())) return { kind: "undecided", hint: known.mark };
  return { kind: "unchecked", why: "unreachable", hint: known.mark };
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

/**
 * @param {Link} link
 * @param {Known} known
 * @param {Translate} t
 * @returns {Outcome}
 */
function deviceVerdict(link, known, t) {
  const official = known.mark === "official";
  const source = { title: t("device_list", known.version), url: null, seen: null };
  const text = t(official ? "device_official" : "device_flagged", link.host);
  const stale = age(known) > STALE_DAYS ? [{ kind: /** @type {const} */ ("note"), text: t("device_stale", age(known)) }] : [];
  return {
    kind: "verdict",
    from: "device",
    verdict: {
      level: official ? "recognized" : "danger",
      headline: t(official ? "device_official_headline" : "device_flagged_headline"),
      reasons: [{ code: official ? "device_official" : "device_flagged", text, quote: null, rule: null, source }],
      organizers: [],
      advice: stale,
      usefulness: null,
      rules: [],
      day: null,
      snapshot: known.version,
      share: null,
      pending: null,
    },
  };
}

/**
 * @param {Known | null} known
 * @param {Translate} t
 * @returns {Outcome} what can be said without asking: a hit that was not settled is said as a hit, not as a verdict
 */
function localOutcome(known, t) {
  if (!known) return { kind: "local", note: t("device_no_list"), hint: null };
  if (known.mark) return { kind: "local", note: t("local_note"), hint: known.mark };
  return { kind: "local", note: age(known) > STALE_DAYS ? t("device_stale", age(known)) : null, hint: null };
}

/** @param {Known} known */
function age({ day }) {
  return Math.floor(Date.now() / DAY_MS) - day;
}
