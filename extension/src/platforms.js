/** The shared platforms, as the build put them into the package; read once per life of the background. */
import { api } from "./api.js";

/** @import { Platforms } from "./link_key.js" */

/** @type {Promise<Platforms> | undefined} */
let loading;

/** @returns {Promise<Platforms>} */
export function loadPlatforms() {
  loading ??= fetch(api.runtime.getURL("data/platforms.json")).then((response) => response.json());
  return loading;
}
