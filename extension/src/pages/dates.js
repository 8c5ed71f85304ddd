/** Days as the language of the page writes them. */

/**
 * @param {string} day `2026-12-05`, or a name that begins with a day: `20261205T010203Z-…`
 * @returns {string | null} "5 Desember 2026"; null for a text that begins with no day
 */
export function dayInWords(day) {
  const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(day) ?? [];
  if (!year) return null;
  const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  return form.format(Date.UTC(Number(year), Number(month) - 1, Number(date)));
}
