/** What may leave the device of an address: scheme, host and path. No query, no fragment, no user name, no port. */

/**
 * @param {string} address
 * @returns {string | null} null for anything but http and https
 */
export function bareAddress(address) {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return `${url.protocol}//${url.hostname}${url.pathname}`;
}
