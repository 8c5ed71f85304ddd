/**
 * What the browser itself says of a node. A form answers with its own field where a field bears the name of a property
 * (`<input name="matches">`), so nothing of an element is asked of the element.
 */

/** @type {<T, V>(prototype: T, name: string) => (node: T) => V} */
const getterOf = (prototype, name) => {
  const getter = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get);
  return (node) => getter.call(node);
};

export const isElement = (/** @type {Node} */ node) => nodeType(node) === Node.ELEMENT_NODE;
export const isText = (/** @type {Node} */ node) => nodeType(node) === Node.TEXT_NODE;
/** @type {(node: Node) => number} */
const nodeType = getterOf(Node.prototype, "nodeType");
/** @type {(node: Node) => string} */
export const nameOf = getterOf(Node.prototype, "nodeName");
/** @type {(node: Node) => string | null} */
export const textOf = getterOf(Node.prototype, "textContent");
/** @type {(element: Element) => ShadowRoot | null} null for a closed one, too */
export const shadowOf = getterOf(Element.prototype, "shadowRoot");

/**
 * @param {Element} element
 * @param {string} selector
 * @returns {boolean}
 */
export const matches = (element, selector) => Element.prototype.matches.call(element, selector);

/**
 * @param {Element} element
 * @returns {boolean} whether it is drawn
 */
export const isDrawn = (element) => Element.prototype.checkVisibility.call(element, { visibilityProperty: true });
