/**
 * The constants of one build; `extension/build.py` writes this file anew.
 *
 * @type {import("./shapes.js").Build}
 */
export const BUILD = Object.freeze({ service: "http://127.0.0.1:8765", shadow: "closed" });
