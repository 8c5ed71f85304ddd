/**
 * The words of the extension. They are read from `_locales` by our own choice of language, because many
 * teachers use an English browser and still want Indonesian.
 */
import { api } from "./api.js";

/** @import { Entry, Language } from "./shapes.js" */
/** @typedef {(key: string, ...values: (string | number)[]) => string} Translate */

/** @type {Map<Language, Promise<Translate>>} */
const loaded = new Map();

/**
 * @param {Language} language
 * @returns {Promise<Translate>}
 */
export function loadStrings(language) {
  let strings = loaded.get(language);
  if (!strings) {
    strings = loadEntries(language).then(translator);
    loaded.set(language, strings);
  }
  return strings;
}

/**
 * @param {Language} language
 * @returns {Promise<Record<string, Entry>>}
 */
export async function loadEntries(language) {
  return (await fetch(api.runtime.getURL(`_locales/${language}/messages.json`))).json();
}

/**
 * @param {Record<string, Entry>} entries the file as browsers define it
 * @returns {Translate} throws on an unknown key: a missing word is a mistake of ours, tests find it
 */
export function translator(entries) {
  return (key, ...values) => {
    const entry = entries[key];
    if (!entry) throw new Error(`no text for ${key}`);
    return entry.message.replace(/\$(\w+)\$/g, (whole, name) => {
      const position = Number(entry.placeholders?.[name.toLowerCase()]?.content.slice(1));
      return position ? String(values[position - 1] ?? "") : whole;
    });
  };
}
