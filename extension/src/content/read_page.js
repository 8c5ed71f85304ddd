/** What the content script sees of a page: enough to decide, and what may be sent when it is a sign-up page. */
import { maskPersonal } from "./personal.js";
import { textOf } from "./true_dom.js";
import { visibleText } from "./visible_text.js";

/** @import { PageReading } from "../shapes.js" */
/** @import { SeenPage } from "./signup.js" */

// Hosts on which every page is a form: there, fields alone make a form of it.
const FORM_HOSTS =
  /^(docs\.google\.com|forms\.gle|forms\.office\.com|forms\.cloud\.microsoft|(form|eu)\.jotform\.com|[\w-]+\.typeform\.com|tally\.so|surveyheart\.com|forms\.zohopublic\.com)$/;
const FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=search]),textarea,select,[role=radiogroup],[role=listbox],[role=textbox],[role=checkbox]";

/**
 * @param {Document} page
 * @returns {SeenPage}
 */
export function lookAt(page) {
  return {
    title: titleOf(page),
    text: visibleText(page),
    fields: page.querySelectorAll(FIELDS).length,
    password: page.querySelector("input[type=password]") !== null,
    formHost: FORM_HOSTS.test(page.location.hostname),
  };
}

/**
 * @param {SeenPage} seen
 * @returns {PageReading} without anything that identifies a person
 */
export function reading(seen) {
  return { title: maskPersonal(seen.title), text: maskPersonal(seen.text) };
}

/** @param {Document} page */
function titleOf(page) {
  const first = page.querySelector("[role=heading][aria-level='1'],h1");
  const heading = (first && textOf(first)?.trim()) ?? "";
  const title = page.title.trim();
  return (title.includes(heading) ? title : `${heading} · ${title}`).slice(0, 300);
}
