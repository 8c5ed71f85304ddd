/** The full explanation of one page's state, as nodes: all reasons with what stands behind them, advice, use. */
import { node } from "../dom.js";
import { icon } from "../icons.js";
import { noteOf, summary, toneOf } from "../present.js";
import { dayInWords } from "./dates.js";

/** @import { Advice, Citation, OrganizerFound, Reason, TabState, Verdict } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {TabState} state
 * @param {Translate} t
 * @returns {HTMLElement}
 */
export function verdictPanel(state, t) {
  const { headline, lead, quote } = summary(state.outcome, t);
  const note = noteOf(state.outcome, t);
  const tone = toneOf(state.outcome);
  const main = state.outcome.kind === "verdict" ? state.outcome.verdict.reasons[0] : undefined;
  const sign = node("div", { class: "sign" });
  sign.append(icon(tone));
  return node(
    "section",
    { class: `panel verdict ${tone}` },
    sign,
    node("h1", {}, headline),
    node("div", { class: "wide" }, node("p", {}, lead), quote ? node("blockquote", {}, `“${quote}”`) : null,
      ...(main ? bases(main, state.address, t) : []), node("p", { class: "soft" }, t("address_line"), node("br", {}), state.address)),
    note ? node("p", { class: "wide" }, note) : null,
  );
}

/**
 * @param {Verdict} verdict
 * @param {string} address what the verdict is about
 * @param {Translate} t
 * @returns {HTMLElement[]}
 */
export function verdictBody(verdict, address, t) {
  const kind = (/** @type {Advice["kind"]} */ wanted) => verdict.advice.filter((given) => given.kind === wanted).map(listed);
  return [
    ...section(t("section_reasons"), verdict.reasons.slice(1).map((given) => reason(given, address, t))), // the first stands above
    ...section(t("section_organizers"), verdict.organizers.map((found) => organizer(found, t))),
    ...section(t("section_do"), kind("do")),
    ...section(t("section_ask"), kind("ask")),
    ...section(t("section_path"), kind("path"), "ol"),
    ...section(t("section_use"), [...(verdict.usefulness ? [node("li", {}, verdict.usefulness)] : []), ...kind("note")]),
    ...rules(verdict, t),
    node("p", { class: "soft" }, t("snapshot_line", dated(verdict.snapshot))),
  ];
}

/**
 * @param {string} title
 * @param {HTMLLIElement[]} entries
 * @param {"ul" | "ol"} list
 */
function section(title, entries, list = "ul") {
  return entries.length ? [node("h2", {}, title), node(list, {}, ...entries)] : [];
}

/** @param {Advice} given */
function listed(given) {
  return node("li", {}, given.text);
}

/** @param {string} snapshot a registry's name, which begins with the time of its publication */
function dated(snapshot) {
  const day = dayInWords(snapshot);
  return day ? `${day} (${snapshot})` : snapshot;
}

/**
 * The rules in force on the event's date, folded: ten numbers help only who wants to look them up.
 *
 * @param {Verdict} verdict
 * @param {Translate} t
 */
function rules(verdict, t) {
  const entries = verdict.rules.map(({ title, url }) => {
    const entry = node("li", { class: "soft" }, named(title, t));
    if (url && url !== title) entry.append(" ", outside(url));
    return entry;
  });
  return entries.length ? [node("details", {}, node("summary", {}, t("rules_used", entries.length)), node("ul", {}, ...entries))] : [];
}

/**
 * @param {OrganizerFound} found
 * @param {Translate} t
 */
function organizer({ name, region, url }, t) {
  const entry = node("li", {}, region && !name.includes(region) ? `${name}, ${region}` : name);
  if (url) entry.append(node("br", {}), `${t("official_site")} `, outside(url));
  return entry;
}

/**
 * @param {Reason} given
 * @param {string} address
 * @param {Translate} t
 */
function reason(given, address, t) {
  return node(
    "li",
    {},
    node("p", {}, given.text),
    given.quote ? node("blockquote", {}, `“${given.quote}”`) : null,
    ...bases(given, address, t),
  );
}

/**
 * @param {Reason} given
 * @param {string} address
 * @param {Translate} t
 */
function bases({ rule, source }, address, t) {
  return [rule, source].flatMap((basis) => (basis && !isAbout(basis.title, address) ? [cited(basis, t)] : []));
}

/**
 * @param {string} title
 * @param {string} address
 * @returns {boolean} whether a basis is only the site that was checked: its address stands above already
 */
function isAbout(title, address) {
  return URL.canParse(title) && URL.canParse(address) && new URL(title).host === new URL(address).host;
}

/**
 * Ids of the registry and of its rules say nothing to a teacher by themselves.
 *
 * @param {string} title
 * @param {Translate} t
 * @returns {string} `seed` → "registri bawaan CekDiklat", `dapodik` → "registri CekDiklat (dapodik)", `S026` → "pedoman
 *   CekDiklat S026"
 */
function named(title, t) {
  if (/^[A-Z]+-?[\dA-Z]+$/.test(title)) return t("basis_rule", title);
  if (title === "seed" || title.startsWith("registry:")) return t("basis_registry");
  return /^[a-z\d_-]+$/.test(title) ? t("basis_source", title) : title;
}

/**
 * @param {Citation} basis
 * @param {Translate} t
 */
function cited(basis, t) {
  const seen = basis.seen && dayInWords(basis.seen);
  const line = node("p", { class: "soft" }, t("basis_line", named(basis.title, t)), seen ? ` · ${t("basis_seen", seen)}` : null);
  if (basis.url && basis.url !== basis.title) line.append(" ", outside(basis.url));
  return line;
}

/** @param {string} url */
function outside(url) {
  return node("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url);
}
