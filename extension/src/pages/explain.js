/** The full explanation of one page's state, as nodes: all reasons with what stands behind them, advice, use. */
import { node } from "../dom.js";
import { icon } from "../icons.js";
import { summary, toneOf } from "../present.js";

/** @import { Advice, Citation, OrganizerFound, Reason, TabState, Verdict } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {TabState} state
 * @param {Translate} t
 * @returns {HTMLElement}
 */
export function verdictPanel(state, t) {
  const { headline, lead } = summary(state.outcome, t);
  const tone = toneOf(state.outcome);
  const sign = node("div", { class: "sign" });
  sign.append(icon(tone));
  return node(
    "section",
    { class: `panel verdict ${tone}` },
    sign,
    node("div", {}, node("h1", {}, headline), node("p", {}, lead), node("p", { class: "soft" }, state.address)),
    state.outcome.kind === "unchecked" ? node("p", { class: "wide" }, t("unchecked_note")) : null,
  );
}

/**
 * @param {Verdict} verdict
 * @param {Translate} t
 * @returns {HTMLElement[]}
 */
export function verdictBody(verdict, t) {
  const kind = (/** @type {Advice["kind"]} */ wanted) => verdict.advice.filter((given) => given.kind === wanted).map(listed);
  return [
    ...section(t("section_reasons"), verdict.reasons.map((given) => reason(given, t))),
    ...section(t("section_organizers"), verdict.organizers.map((found) => organizer(found, t))),
    ...section(t("section_do"), kind("do")),
    ...section(t("section_ask"), kind("ask")),
    ...section(t("section_path"), kind("path"), "ol"),
    ...section(t("section_use"), [...(verdict.usefulness ? [node("li", {}, verdict.usefulness)] : []), ...rules(verdict), ...kind("note")]),
    node("p", { class: "soft" }, t("snapshot_line", verdict.snapshot)),
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

/** @param {Verdict} verdict */
function rules(verdict) {
  return verdict.rules.map(({ title, url }) => {
    const entry = node("li", { class: "soft" }, title);
    if (url && url !== title) entry.append(" ", outside(url));
    return entry;
  });
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
 * @param {Translate} t
 */
function reason(given, t) {
  return node(
    "li",
    {},
    node("p", {}, given.text),
    given.quote ? node("blockquote", {}, `“${given.quote}”`) : null,
    ...[given.rule, given.source].flatMap((basis) => (basis ? [cited(basis, t)] : [])),
  );
}

/**
 * @param {Citation} basis
 * @param {Translate} t
 */
function cited(basis, t) {
  const line = node("p", { class: "soft" }, t("basis_line", basis.title));
  if (basis.url) line.append(" ", outside(basis.url));
  return line;
}

/** @param {string} url */
function outside(url) {
  return node("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, url);
}
