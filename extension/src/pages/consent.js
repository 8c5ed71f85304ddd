/** The choice of how pages are checked, with the browser's own consent where it keeps one. */
import { api } from "../api.js";
import { askToCheckOnline, withdrawOnline } from "../permissions.js";
import { saveSettings } from "../settings.js";

/** @import { Mode } from "../shapes.js" */

/**
 * @param {Mode} mode
 * @returns {Promise<string>} key of what to say
 */
export async function choose(mode) {
  if (mode === "service" && !(await askToCheckOnline())) return "welcome_denied";
  if (mode === "local") await withdrawOnline();
  if (!(await saveSettings({ mode }))) return "storage_full";
  void api.runtime.sendMessage({ type: "refresh" }); // the list for this device is fetched at once
  return "welcome_done";
}
