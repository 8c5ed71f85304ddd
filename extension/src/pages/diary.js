/** "Catatan diklat saya": note a training down, see the list, take it along as CSV. */
import { COLUMNS, toCsv } from "../csv.js";
import { diary, loadActivities, note, remove } from "../diary.js";
import { button, node } from "../dom.js";
import { stateOf } from "../tab_state.js";
import { dayInWords } from "./dates.js";
import { showPage } from "./page.js";

/** @import { DiaryEntry } from "../diary.js" */
/** @import { Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

const ROLES = ["participant", "speaker", "committee"];

void show();

function show() {
  return showPage(async (settings, t) => ({
    title: t("diary_title"),
    content: [
      node("h1", {}, t("diary_title")),
      node("p", { class: "soft" }, t("diary_intro")),
      await entryForm(settings, t),
      ...list(await diary(), settings, t),
    ],
  }));
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
async function entryForm(settings, t) {
  const about = await stateOf(new URLSearchParams(location.search).get("tab") ?? "");
  const verdict = about?.outcome.kind === "verdict" ? about.outcome.verdict : null;
  const role = node("select", { id: "role" }, ...ROLES.map((name) => node("option", {}, t(`diary_role_${name}`))));
  const kinds = Object.entries(await loadActivities()).map(([code, names]) => node("option", { value: code }, names[settings.language]));
  const form = node(
    "form",
    { class: "panel" },
    ...field("event", t("diary_event"), { type: "text", required: "", maxlength: "300", value: about?.page.title ?? "" }),
    ...field("organizer", t("diary_organizer"), { type: "text", maxlength: "300", value: verdict?.organizers[0]?.name ?? "" }),
    ...field("date", t("diary_date"), { type: "date", required: "", value: verdict?.day ?? "" }),
    node("label", { for: "role" }, t("diary_role")),
    role,
    node("label", { for: "activity" }, t("diary_activity")),
    node("select", { id: "activity" }, node("option", { value: "" }, t("diary_activity_none")), ...kinds),
    ...field("evidence", t("diary_evidence"), { type: "text", maxlength: "300" }),
    node("button", { type: "submit", class: "main" }, t("diary_add")),
    node("p", { role: "status", id: "done" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(COLUMNS.map((name) => [name, /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value]));
    note(/** @type {DiaryEntry} */ (values)).then(() => noted(t), () => say(t("storage_full")));
  });
  return form;
}

/** @param {Translate} t */
async function noted(t) {
  history.replaceState(null, "", location.pathname); // the page it was about is done with: the next entry begins empty
  await show();
  document.querySelector("input")?.focus();
  say(t("diary_noted"));
}

/** @param {string} text */
function say(text) {
  document.querySelector("#done")?.replaceChildren(text);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Record<string, string>} attributes
 */
function field(id, label, attributes) {
  return [node("label", { for: id }, label), node("input", { id, ...attributes })];
}

/**
 * @param {DiaryEntry[]} entries
 * @param {Settings} settings
 * @param {Translate} t
 * @returns {Node[]}
 */
function list(entries, settings, t) {
  if (entries.length === 0) return [node("p", {}, t("diary_empty"))];
  const rows = entries.map((entry) => {
    const words = [dayInWords(entry.date) ?? entry.date, entry.event, entry.organizer, entry.role, entry.evidence].filter(Boolean).join(" · ");
    return node("li", { class: "entry" }, node("span", {}, words), button(t("diary_remove"), () => void remove(entry).then(show)));
  });
  const download = node("a", { class: "like-button", download: "catatan-diklat.csv" }, t("diary_export"));
  const csv = toCsv(entries, COLUMNS.map((name) => t(`diary_${name}`)));
  download.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const plan = node("a", { class: "like-button", href: `${settings.service}/rencana`, rel: "noreferrer", target: "_blank" }, t("diary_plan"));
  return [node("h2", {}, t("diary_list")), node("ul", { class: "rows" }, ...rows), node("div", { class: "stack" }, download, plan),
    node("p", { class: "soft" }, t("diary_plan_text"))];
}
