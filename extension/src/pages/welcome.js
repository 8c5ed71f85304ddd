/** First run: the teacher chooses how pages are checked. Until then nothing is sent. */
import { button, node } from "../dom.js";
import { choose } from "./consent.js";
import { showPage } from "./page.js";

/** @import { Mode } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

void showPage(async (_settings, t) => ({
  title: t("welcome_title"),
  content: [
    node("h1", {}, t("welcome_title")),
    node("p", {}, t("welcome_intro")),
    node("div", { class: "choices" }, choice("service", t), choice("local", t)),
    node("p", { role: "status", id: "done" }),
    node("p", {}, node("a", { href: "privacy.html", target: "_blank" }, t("privacy_link"))),
  ],
}));

/**
 * @param {Mode} mode
 * @param {Translate} t
 */
function choice(mode, t) {
  return node(
    "section",
    { class: "panel", id: mode },
    node("h2", {}, t(`welcome_${mode}_title`)),
    node("p", {}, t(`welcome_${mode}_text`)),
    node("p", { class: "soft" }, t(`welcome_${mode}_never`)),
    button(t(`welcome_${mode}_button`), async () => {
      document.querySelector("#done")?.replaceChildren(t(await choose(mode)));
    }),
  );
}
