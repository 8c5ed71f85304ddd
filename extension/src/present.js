/** From what is known about a page to what is shown: one place decides the words and the tone. */

/** @import { BannerView, Outcome, TabState, Tone } from "./shapes.js" */
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
  const lead = outcome.kind === "unchecked" ? t(`unchecked_${outcome.why}_lead`) : t(`${outcome.kind}_lead`);
  return { headline: t(`${outcome.kind}_headline`), lead, quote: null };
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
    note: noteOf(state, t),
    buttons,
    closeLabel: t("button_close"),
    pending: outcome.kind === "verdict" ? outcome.verdict.pending : null,
  };
}

/**
 * @param {TabState} state
 * @param {Translate} t
 */
function noteOf({ outcome, muted }, t) {
  if (outcome.kind === "unchecked") return t("unchecked_note");
  if (outcome.kind === "local") return outcome.note;
  if (outcome.kind === "undecided") return null;
  if (muted) return t("muted_note");
  const claimed = outcome.verdict.level === "recognized" ? undefined : outcome.verdict.organizers[0]?.url;
  return claimed ? `${t("official_site")} ${new URL(claimed).host}` : null;
}
