/** The full explanation of one page's state, as nodes: all reasons with what stands behind them, advice, use. */
import { node } from "../dom.js";
import { icon } from "../icons.js";
import { summary, toneOf } from "../present.js";

/** @import { Citation, Reason, TabState, Verdict } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/**
 * @param {TabState | null} state
 * @param {Translate} t
 * @returns {{title: string, content: Node[]}}
 */
export function explain(state, t) {
  const title = t("explanation_title");
  if (!state) return { title, content: [node("h1", {}, title), node("p", {}, t("popup_nothing"))] };
  const { outcome } = state;
  const content = [head(state, t)];
  if (outcome.kind === "unchecked") content.push(node("p", { class: "soft" }, t("unchecked_note")));
  if (outcome.kind === "verdict") content.push(...body(outcome.verdict, t));
  return { title, content };
}

/**
 * @param {TabState} state
 * @param {Translate} t
 * @returns {HTMLElement}
 */
function head(state, t) {
  const { headline, lead } = summary(state.outcome, t);
  const sign = node("div", { class: "sign" });
  sign.append(icon(toneOf(state.outcome)));
  return node(
    "section",
    { class: `panel verdict ${toneOf(state.outcome)}` },
    sign,
    node("div", {}, node("h1", {}, headline), node("p", {}, lead), node("p", { class: "soft" }, state.address)),
  );
}

/**
 * @param {Verdict} verdict
 * @param {Translate} t
 */
function body(verdict, t) {
  const organizers = verdict.organizers.map(({ name, region }) => node("li", {}, region ? `${name}, ${region}` : name));
  return [
    ...section(t("section_reasons"), verdict.reasons.map((given) => reason(given, t))),
    ...section(t("section_organizers"), organizers),
    ...section(t("section_advice"), verdict.advice.map((text) => node("li", {}, text))),
    ...section(t("section_use"), verdict.usefulness ? [node("li", {}, verdict.usefulness)] : []),
    node("p", { class: "soft" }, t("snapshot_line", verdict.snapshot)),
  ];
}

/**
 * @param {string} title
 * @param {HTMLLIElement[]} entries
 */
function section(title, entries) {
  return entries.length ? [node("h2", {}, title), node("ul", {}, ...entries)] : [];
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
  if (basis.url) line.append(" ", node("a", { href: basis.url, rel: "noreferrer noopener", target: "_blank" }, basis.url));
  return line;
}
