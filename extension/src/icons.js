/** One sign per tone, so that no meaning hangs on colour alone. Drawn as nodes on a grid of 24. */

/** @import { Tone } from "./shapes.js" */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Record<Tone, string>} */
const PATHS = {
  recognized: "M12 2 20 5v6c0 5.2-3.4 9-8 11-4.6-2-8-5.8-8-11V5zM8 12l3 3 5.5-6",
  claimed: "M4 5h16v11h-8l-5 4v-4H4zM12 7.5v4M12 13.6v.2",
  unknown: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.8.4-1.3 1-1.3 2M12 16.9v.2",
  caution: "M12 3 22 20H2zM12 9.5v5M12 17v.2",
  danger: "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.5v.2",
  unchecked: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l3 2",
};

/**
 * @param {Tone} tone
 * @returns {SVGSVGElement} decorative: the words beside it say the same
 */
export function icon(tone) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" })) {
    svg.setAttribute(name, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[tone]);
  svg.append(path);
  return svg;
}
