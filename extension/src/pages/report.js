/** Reporting: shows exactly what will be sent, lets the teacher remove text, gives a case number. */
import { node } from "../dom.js";
import { caseState, cases, makeReport, sendReport } from "../reports.js";
import { stateOf } from "../tab_state.js";
import { showPage } from "./page.js";

/** @import { Case, Report, ReportKind } from "../reports.js" */
/** @import { Settings, TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/** @type {Record<ReportKind, string>} */
const KINDS = { wrong_warning: "report_wrong", missed: "report_missed", our_event: "report_ours" };

void showPage(async (settings, t) => {
  const state = await stateOf(new URLSearchParams(location.search).get("tab") ?? "");
  const sent = await mine(settings, t);
  if (!state) return { title: t("report_mine"), content: [node("h1", {}, t("report_mine")), ...(sent ?? [node("p", {}, t("report_none"))])] };
  return {
    title: t("report_title"),
    content: [node("h1", {}, t("report_title")), form(state, settings, t), ...(sent ? [node("h2", {}, t("report_mine")), ...sent] : [])],
  };
});

/**
 * @param {TabState} state
 * @param {Settings} settings
 * @param {Translate} t
 */
function form(state, settings, t) {
  const kinds = Object.entries(KINDS).map(([value, label], at) => {
    const input = node("input", { type: "radio", name: "kind", value });
    input.checked = at === 0;
    return node("label", { class: "row" }, input, t(label));
  });
  const note = node("textarea", { id: "note", rows: "3", maxlength: "2000" });
  const text = node("textarea", { id: "text", rows: "8" });
  text.value = state.page.text;
  const words = node("dl", { id: "words" });
  const preview = node("pre", { id: "preview", tabindex: "0" });
  const done = node("p", { role: "status", id: "done", tabindex: "-1" });
  const sending = node("button", { type: "submit", class: "main" }, t("report_send"));
  const made = node(
    "form",
    { class: "panel" },
    node("fieldset", {}, node("legend", {}, t("report_kind")), ...kinds),
    node("label", { for: "note" }, t("report_note")),
    note,
    node("label", { for: "text" }, t("report_text")),
    text,
    node("h2", {}, t("report_preview")),
    words,
    node("details", {}, node("summary", {}, t("report_preview_raw")), preview),
    sending,
    done,
  );
  const report = () => {
    const kind = /** @type {ReportKind} */ (new FormData(made).get("kind"));
    return makeReport(state, { kind, text: text.value, note: note.value });
  };
  const show = () => {
    words.replaceChildren(...inWords(report(), t));
    preview.replaceChildren(JSON.stringify(report(), null, 1));
  };
  made.addEventListener("input", show);
  show();
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    sending.disabled = true; // one report, however often it is pressed
    const sent = await sendReport(report(), settings, !state.private);
    sending.disabled = false;
    done.replaceChildren(sent ? t("report_sent", sent.number) : t("report_failed"), ...(sent ? casePage(sent, settings, t) : []));
    if (sent) made.replaceChildren(done, node("p", { class: "soft" }, t(state.private ? "report_private" : "report_later")));
    done.focus();
  });
  return made;
}

/**
 * @param {Report} report
 * @param {Translate} t
 * @returns {Node[]} every field that is sent, under a name a teacher knows
 */
function inWords(report, t) {
  const rows = [
    [t("report_kind"), t(KINDS[report.kind])],
    [t("report_link"), report.link],
    [t("report_level"), report.level && `${t(`level_${report.level}`)} (${report.level})`],
    [t("report_snapshot"), report.snapshot ?? ""],
    [t("report_page_title"), report.title],
    [t("report_page_text"), report.text && t("report_text_above", report.text.length)],
    [t("report_note"), report.note],
  ];
  return rows.flatMap(([name, value]) => [node("dt", {}, name ?? ""), node("dd", {}, value || t("report_nothing"))]);
}

/**
 * @param {Case} one
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Node[]} the way to the page of an objection, of which only its sender knows
 */
function casePage({ page }, settings, t) {
  if (!page) return [];
  return [node("br", {}), node("a", { href: settings.service + page, rel: "noreferrer noopener", target: "_blank" }, t("report_page"))];
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<Node[] | null>} null when nothing was ever reported from this device
 */
async function mine(settings, t) {
  const sent = await cases();
  if (sent.length === 0) return null;
  const rows = sent.map((one) => {
    const row = node("li", {}, one.number, ...casePage(one, settings, t));
    void caseState(one.number, settings).then((state) => {
      row.replaceChildren(t("report_state", one.number, state ?? t("report_state_unknown")), ...casePage(one, settings, t));
    });
    return row;
  });
  return [node("ul", {}, ...rows)];
}
