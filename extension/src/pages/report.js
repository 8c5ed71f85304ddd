/** Reporting: shows exactly what will be sent, lets the teacher remove text, gives a case number. */
import { node } from "../dom.js";
import { caseState, cases, makeReport, sendReport } from "../reports.js";
import { stateOf } from "../tab_state.js";
import { showPage } from "./page.js";

/** @import { ReportKind } from "../reports.js" */
/** @import { Settings, TabState } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

/** @type {Record<ReportKind, string>} */
const KINDS = { wrong_warning: "report_wrong", missed: "report_missed", our_event: "report_ours" };

void showPage(async (settings, t) => {
  const state = await stateOf(new URLSearchParams(location.search).get("tab") ?? "");
  return {
    title: t("report_title"),
    content: [node("h1", {}, t("report_title")), ...(state ? [form(state, settings, t)] : []), ...(await mine(settings, t))],
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
  const preview = node("pre", { id: "preview", tabindex: "0" });
  const done = node("p", { role: "status", id: "done" });
  const made = node(
    "form",
    { class: "panel" },
    node("fieldset", {}, node("legend", {}, t("report_kind")), ...kinds),
    node("label", { for: "note" }, t("report_note")),
    note,
    node("label", { for: "text" }, t("report_text")),
    text,
    node("h2", {}, t("report_preview")),
    preview,
    node("button", { type: "submit", class: "main" }, t("report_send")),
    done,
  );
  const report = () => {
    const kind = /** @type {ReportKind} */ (new FormData(made).get("kind"));
    return makeReport(state, { kind, text: text.value, note: note.value });
  };
  const show = () => preview.replaceChildren(JSON.stringify(report(), null, 1));
  made.addEventListener("input", show);
  show();
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const number = await sendReport(report(), settings);
    done.textContent = number ? t("report_sent", number) : t("report_failed");
  });
  return made;
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Promise<Node[]>}
 */
async function mine(settings, t) {
  const numbers = await cases();
  if (numbers.length === 0) return [];
  const rows = numbers.map((number) => {
    const row = node("li", {}, number);
    void caseState(number, settings).then((state) => {
      row.textContent = t("report_state", number, state ?? t("report_state_unknown"));
    });
    return row;
  });
  return [node("h2", {}, t("report_mine")), node("ul", {}, ...rows)];
}
