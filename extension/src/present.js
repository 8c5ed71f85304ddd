/** From what is known about a page to what is shown: one place decides the words and the tone. */

/** @import { BannerView, Outcome, TabState, Tone, Verdict } from "./shapes.js" */
/** @import { Translate } from "./strings.js" */

/**
 * @param {Outcome} outcome
 * @returns {Tone} "unchecked" for everything that is no verdict: it is never shown as fine
 */
export function toneOf(outcome) {
  return outcome.kind === "verdict" ? outcome.verdict.level : "unchecked";
}

/** @param {Outcome} outcome */
export function isDanger(outcome) {
  return toneOf(outcome) === "danger";
}

/**
 * @param {Outcome} outcome
 * @param {Translate} t
 * @returns {{headline: string, lead: string, quote: string | null}}
 */
export function summary(outcome, t) {
  if (outcome.kind === "verdict") {
    const [main] = outcome.verdict.reasons;
    return { headline: outcome.verdict.headline, lead: main?.text ?? "", quote: main?.quote ?? null };
  }
  const { kind, hint } = outcome;
  // That the list warns of an address comes before why it could not be settled; "official" settles nothing.
  if (hint === "flagged" || (hint && kind === "local")) {
    return { headline: t(`device_maybe_${hint}_headline`), lead: t(`device_maybe_${hint}`), quote: null };
  }
  const lead = kind === "unchecked" ? t(`unchecked_${outcome.why}_lead`) : t(`${kind}_lead`);
  return { headline: t(`${kind}_headline`), lead, quote: null };
}

/**
 * @param {Outcome} outcome
 * @param {Translate} t
 * @returns {string | null} what is to be said below it, for as long as there is no verdict
 */
export function noteOf(outcome, t) {
  if (outcome.kind === "verdict") return null;
  if (outcome.kind === "local") return outcome.note;
  if (outcome.kind === "undecided") return outcome.hint === "flagged" ? t("undecided_lead") : null;
  if (outcome.hint === "flagged") return t(`unchecked_${outcome.why}_lead`);
  return t(outcome.hint ? "device_maybe_official" : "unchecked_note");
}

/**
 * @param {Outcome} outcome
 * @returns {boolean} whether the same question may soon get another answer
 */
export function mayAskAgain(outcome) {
  return (outcome.kind === "unchecked" && outcome.why !== "owner") || (outcome.kind === "verdict" && outcome.verdict.pending !== null);
}

/**
 * @param {TabState} state
 * @param {Translate} t
 * @returns {BannerView}
 */
export function bannerView(state, t) {
  const { outcome } = state;
  /** @type {BannerView["buttons"]} */
  const buttons = [];
  if (outcome.kind === "undecided") buttons.push({ action: "choose", label: t("button_choose") });
  if (mayAskAgain(outcome)) buttons.push({ action: "retry", label: t("button_retry") });
  if (outcome.kind !== "undecided") buttons.push({ action: "why", label: t("button_why") });
  return {
    tone: toneOf(outcome),
    label: t("banner_label"),
    ...summary(outcome, t),
    note: outcome.kind === "verdict" ? noteOnVerdict(state, outcome.verdict, t) : noteOf(outcome, t),
    buttons,
    closeLabel: t("button_close"),
    pending: outcome.kind === "verdict" ? outcome.verdict.pending : null,
  };
}

/**
 * @param {TabState} state
 * @param {Verdict} verdict
 * @param {Translate} t
 */
function noteOnVerdict({ muted }, { level, organizers }, t) {
  if (muted) return t("muted_note");
  const claimed = level === "recognized" ? undefined : organizers[0]?.url;
  return claimed ? `${t("official_site")} ${new URL(claimed).host}` : null;
}
