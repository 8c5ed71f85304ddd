/** The options: how to check, in which language, by which service. */
import { grants, revoke } from "../bypass.js";
import { button, node } from "../dom.js";
import { saveSettings, serviceAddress } from "../settings.js";
import { showPage } from "./page.js";

/** @import { Grant, Language, Mode, Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

void showPage(async (settings, t) => ({
  title: t("options_title"),
  content: [
    node("h1", {}, t("options_title")),
    choices("mode", t("options_mode"), settings.mode, { service: t("welcome_service_title"), local: t("welcome_local_title") }, (value) =>
      saveSettings({ mode: /** @type {Mode} */ (value) })),
    choices("language", t("options_language"), settings.language, { id: "Bahasa Indonesia", en: "English" }, async (value) => {
      await saveSettings({ language: /** @type {Language} */ (value) });
      location.reload();
    }),
    service(settings, t),
    granted(await grants(), t),
    node("p", { role: "status", id: "done" }),
  ],
}));

/**
 * @param {string} name
 * @param {string} title
 * @param {string} chosen
 * @param {Record<string, string>} options value to label
 * @param {(value: string) => Promise<void>} save
 */
function choices(name, title, chosen, options, save) {
  const rows = Object.entries(options).map(([value, label]) => {
    const input = node("input", { type: "radio", name, value });
    input.checked = value === chosen;
    input.addEventListener("change", () => void save(value));
    return node("label", { class: "row" }, input, label);
  });
  return node("fieldset", { class: "panel" }, node("legend", {}, title), ...rows);
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function service(settings, t) {
  const input = node("input", { type: "url", id: "service", value: settings.service, required: "" });
  const form = node("form", { class: "panel" }, node("label", { for: "service" }, t("options_service")), input,
    node("button", { type: "submit" }, t("button_save")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveService(input.value, t);
  });
  return form;
}

/**
 * @param {string} text
 * @param {Translate} t
 */
async function saveService(text, t) {
  const address = serviceAddress(text);
  if (address) await saveSettings({ service: address });
  const done = document.querySelector("#done");
  if (done) done.textContent = t(address ? "options_saved" : "options_service_wrong");
}

/**
 * @param {Grant[]} kept
 * @param {Translate} t
 */
function granted(kept, t) {
  const rows = kept.map((grant) => {
    const row = node("li", { class: "grant" }, `${grant.label} `);
    row.append(button(t("button_revoke"), async () => {
      await revoke(grant);
      row.remove();
    }));
    return row;
  });
  return node("section", { class: "panel" }, node("h2", {}, t("options_grants")),
    rows.length ? node("ul", {}, ...rows) : node("p", { class: "soft" }, t("options_no_grants")));
}
