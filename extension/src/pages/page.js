/** What every page of the extension begins with: its language, its words and its one main area. */
import { api } from "../api.js";
import { keepInside } from "../private_windows.js";
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";

/** @import { Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

void keepInside();

/**
 * @param {(settings: Settings, t: Translate) => Promise<{title: string, content: Node[]}>} build
 */
export async function showPage(build) {
  const settings = await loadSettings();
  document.documentElement.lang = settings.language;
  const { title, content } = await build(settings, await loadStrings(settings.language));
  document.title = title;
  const main = document.querySelector("main");
  main?.replaceChildren(...content);
  main?.removeAttribute("aria-busy");
}

/**
 * Shows a page and shows it again whenever what it is about has changed.
 *
 * @param {(settings: Settings, t: Translate) => Promise<{title: string, content: Node[]}>} build
 */
export function keepShowing(build) {
  void showPage(build);
  api.storage.session.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => key.startsWith("tab:"))) void showPage(build);
  });
}
