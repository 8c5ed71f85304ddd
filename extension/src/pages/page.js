/** What every page of the extension begins with: its language, its words and its one main area. */
import { loadSettings } from "../settings.js";
import { loadStrings } from "../strings.js";

/** @import { Settings } from "../shapes.js" */
/** @import { Translate } from "../strings.js" */

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
