/** Building pages from nodes. There is no way here to turn a text into markup. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null)} children strings become text nodes, null is left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {string} kind class name
 */
export function button(label, act, kind = "") {
  const made = node("button", { type: "button", class: kind }, label);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) act();
  });
  return made;
}
