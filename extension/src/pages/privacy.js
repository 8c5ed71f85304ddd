/** The privacy policy, in the package itself: it says what this version does. `docs/extension-privacy.md` has the same words. */
import { node } from "../dom.js";
import { showPage } from "./page.js";

const PARTS = ["sent", "masked", "never", "list", "marks", "reports", "kept", "service"];

void showPage(async (_settings, t) => ({
  title: t("privacy_title"),
  content: [
    node("h1", {}, t("privacy_title")),
    ...PARTS.flatMap((part) => [node("h2", {}, t(`privacy_${part}_title`)), node("p", {}, t(`privacy_${part}`))]),
  ],
}));
