/** Looking at other sites than the form hosts: only while the teacher has both chosen and permitted it. */
import { api } from "../api.js";
import { loadSettings } from "../settings.js";

const ID = "any-site";
export const EVERYWHERE = ["https://*/*", "http://*/*"];

/** Brings the registered script in line with the setting and the permission. */
export async function followAnySite() {
  const [settings, permitted, registered] = await Promise.all([
    loadSettings(),
    api.permissions.contains({ origins: EVERYWHERE }),
    api.scripting.getRegisteredContentScripts({ ids: [ID] }),
  ]);
  const wanted = settings.anySite && permitted;
  if (wanted === registered.length > 0) return;
  if (!wanted) return api.scripting.unregisterContentScripts({ ids: [ID] });
  const excludeMatches = api.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
  await api.scripting.registerContentScripts([
    { id: ID, matches: EVERYWHERE, excludeMatches, js: ["content.js"], runAt: "document_idle" },
  ]);
}
