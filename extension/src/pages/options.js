/** The options: how to check, which sites, in which language, by which service, and what was chosen to continue. */
import { api } from "../api.js";
import { EVERYWHERE } from "../background/registered.js";
import { grants, revoke } from "../bypass.js";
import { button, node } from "../dom.js";
import { LINK_SITES, originsOf } from "../link_sites.js";
import { askForOrigins, originPattern } from "../permissions.js";
import { serviceAddress } from "../policy.js";
import { loadSettings, saveSettings } from "../settings.js";
import { choose } from "./consent.js";
import { showPage } from "./page.js";

/** @import { Grant, Language, LinkSite, Mode, Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */
/** @typedef {{name: string, title: string, chosen: string, labels: Record<string, string>}} Choice */

void show();

function show() {
  return showPage(async (settings, t) => ({
    title: t("options_title"),
    content: [
      node("h1", {}, t("options_title")),
      mode(settings, t),
      language(settings, t),
      sites(settings, t),
      links(settings, t),
      service(settings, t),
      granted(await grants(), t),
      node("p", { role: "status", id: "done" }),
      node("p", {}, node("a", { href: "privacy.html" }, t("privacy_link"))),
    ],
  }));
}

/** @param {string} text */
function say(text) {
  document.querySelector("#done")?.replaceChildren(text);
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function mode(settings, t) {
  const labels = { service: t("welcome_service_title"), local: t("welcome_local_title") };
  const made = choices({ name: "mode", title: t("options_mode"), chosen: settings.mode, labels }, async (value) =>
    t(await choose(/** @type {Mode} */ (value))),
  );
  return settings.managed.includes("mode") ? managed(made, t) : made;
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function language(settings, t) {
  const labels = { id: "Bahasa Indonesia", en: "English" };
  return choices({ name: "language", title: t("options_language"), chosen: settings.language, labels }, async (value) =>
    (await saveSettings({ language: /** @type {Language} */ (value) })) ? "" : t("storage_full"),
  );
}

/**
 * After a choice the page is shown as things are now, also when the choice was refused or could not be kept.
 *
 * @param {Choice} choice
 * @param {(value: string) => Promise<string>} save gives what to say
 */
function choices({ name, title, chosen, labels }, save) {
  const rows = Object.entries(labels).map(([value, label]) => {
    const input = node("input", { type: "radio", name, value });
    input.checked = value === chosen;
    input.addEventListener("change", async () => {
      const said = await save(value);
      await show();
      /** @type {HTMLElement | null} */ (document.querySelector(`input[name=${name}]:checked`))?.focus(); // as before
      say(said);
    });
    return node("label", { class: "row" }, input, label);
  });
  return node("fieldset", { class: "panel" }, node("legend", {}, title), ...rows);
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function sites(settings, t) {
  const box = node("input", { type: "checkbox", id: "any-site" });
  box.checked = settings.anySite;
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    const permitted = wanted ? await askForOrigins(EVERYWHERE) : await api.permissions.remove({ origins: EVERYWHERE });
    box.checked = wanted && permitted;
    const kept = await saveSettings({ anySite: box.checked });
    say(t(wanted && !permitted ? "options_denied" : kept ? "options_saved" : "storage_full"));
  });
  return node("fieldset", { class: "panel" }, node("legend", {}, t("options_sites")), node("p", {}, t("options_sites_text")),
    node("label", { class: "row" }, box, t("options_any_site")), node("p", { class: "soft" }, t("options_any_site_text")));
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function links(settings, t) {
  const rows = /** @type {LinkSite[]} */ (Object.keys(LINK_SITES)).map((site) => {
    const box = node("input", { type: "checkbox", id: `marks-${site}` });
    box.checked = settings.marks.includes(site);
    box.addEventListener("change", async () => say(t(await markLinks(site, box))));
    return node("label", { class: "row" }, box, t(`options_marks_${site}`));
  });
  return node("fieldset", { class: "panel" }, node("legend", {}, t("options_marks")), node("p", {}, t("options_marks_text")), ...rows,
    node("p", { class: "soft" }, t("options_marks_privacy")));
}

/**
 * @param {LinkSite} site
 * @param {HTMLInputElement} box
 * @returns {Promise<string>} key of what to say
 */
async function markLinks(site, box) {
  const wanted = box.checked;
  const permitted = wanted ? await askForOrigins(originsOf(site)) : await api.permissions.remove({ origins: originsOf(site) });
  box.checked = wanted && permitted;
  const others = (await loadSettings()).marks.filter((other) => other !== site);
  const kept = await saveSettings({ marks: box.checked ? [...others, site] : others });
  if (wanted && !permitted) return "options_denied";
  return kept ? "options_saved" : "storage_full";
}

/**
 * @param {Settings} settings
 * @param {Translate} t
 */
function service(settings, t) {
  const input = node("input", { type: "url", id: "service", value: settings.service, required: "" });
  const form = node("form", { class: "panel" }, node("label", { for: "service" }, t("options_service")), input,
    node("button", { type: "submit" }, t("button_save")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(t(await saveService(input.value)));
  });
  return settings.managed.includes("service") ? managed(form, t) : form;
}

/**
 * @param {string} text
 * @returns {Promise<string>} key of what to say
 */
async function saveService(text) {
  const address = serviceAddress(text);
  if (!address) return "options_service_wrong";
  if (!(await askForOrigins([originPattern(address)]))) return "options_denied";
  return (await saveSettings({ service: address })) ? "options_saved" : "storage_full";
}

/**
 * @param {HTMLElement} part
 * @param {Translate} t
 */
function managed(part, t) {
  for (const control of part.querySelectorAll("input,button")) control.setAttribute("disabled", "");
  part.append(node("p", { class: "soft" }, t("options_managed")));
  return part;
}

/**
 * @param {Grant[]} kept
 * @param {Translate} t
 */
function granted(kept, t) {
  const rows = kept.map((grant, at) => {
    const taking = button(t("button_revoke"), async () => {
      await revoke(grant);
      const left = granted(await grants(), t);
      part.replaceWith(left);
      left.querySelector("h2")?.focus(); // the button is gone: who came by keyboard goes on from here
      say(t("continue_revoked"));
    });
    taking.setAttribute("aria-describedby", `grant-${at}`);
    return node("li", { class: "grant" }, node("span", { id: `grant-${at}` }, grant.label), taking);
  });
  const part = node("section", { class: "panel" }, node("h2", { tabindex: "-1" }, t("options_grants")),
    rows.length ? node("ul", { class: "rows" }, ...rows) : node("p", { class: "soft" }, t("options_no_grants")));
  return part;
}
