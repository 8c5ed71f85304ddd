/**
 * The browser's extension interface: `browser` in Firefox, `chrome` in Chromium; both answer with promises.
 *
 * @type {typeof chrome}
 */
export const api = /** @type {any} */ (globalThis).browser ?? chrome;
