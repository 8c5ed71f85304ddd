/**
 * The key of a link: its identity, without a request and without anything personal in it. The rules are data
 * (`registry/data/hosts/platforms.toml`), the same that the service reads; one file of cases holds both to it.
 */
import { plainSegment, readAddress, UnreadableLinkError } from "./address.js";

/** @import { Address, Reading } from "./address.js" */
/** @typedef {{path?: string, key: string, query?: string, not?: string[], short?: boolean}} Rule */
/** @typedef {{name: string, hosts: string[], rules: Rule[], partial?: boolean, private?: boolean}} Platform */
/** @typedef {{hosts: string[], path: string, params?: string[], text?: boolean, rest?: boolean, unless?: string}} Wrapper */
/** @typedef {{reading: Reading, platform: Platform[], wrapper: Wrapper[]}} Platforms */
/**
 * @typedef {object} Link
 * @property {string} key
 * @property {string} url what may be shown and sent: no query, no fragment, no user name, no port, except the one
 *   query value by which the platform itself tells its pages apart
 * @property {string} host
 * @property {string | null} platform
 * @property {boolean} needsResolving a short link, which says nothing by itself
 * @property {boolean} private an invitation or a telephone number: never sent
 */

const LONGEST_IDENTIFIER = 256;

/** @type {Record<string, (segment: string) => string>} */
const READERS = {
  "": (segment) => segment,
  lower: (segment) => segment.toLowerCase(),
  digits: (segment) => (/^\d+$/.test(segment) ? segment : ""),
  tail: (segment) => segment.slice(segment.lastIndexOf("-") + 1),
  hex: (segment) => /[0-9a-f]{32}$/.exec(segment.replaceAll("-", "").toLowerCase())?.[0] ?? "",
  slug: (segment) => segment.replace(/\++$/, ""),
  handle: (segment) => /^@.*/s.exec(segment.replaceAll("%40", "@").toLowerCase())?.[0] ?? "",
  invite: (segment) => (segment.startsWith("+") ? segment : segment.toLowerCase()),
};

/**
 * @param {string} text
 * @param {Platforms} platforms
 * @returns {Link}
 * @throws {UnreadableLinkError}
 */
export function readLink(text, platforms) {
  const address = unwrap(readAddress(text, platforms.reading), platforms);
  const { sub, found } = below(address.name, platforms.platform);
  for (const platform of found) {
    for (const rule of platform.rules) {
      const identity = apply(rule, address, sub);
      if (identity) return link(address, identity.key, platform, rule.short ?? false, identity.query);
    }
  }
  const here = found.find((platform) => !platform.partial) ?? null;
  return link(address, `host:${address.name}`, here, false, null);
}

/**
 * @param {Address} address
 * @param {string} key
 * @param {Platform | null} platform
 * @param {boolean} needsResolving
 * @param {[string, string] | null} query
 * @returns {Link}
 */
function link(address, key, platform, needsResolving, query) {
  const tail = query ? `?${query[0]}=${encodeURIComponent(query[1])}` : "";
  const url = `${address.scheme}://${address.host}${address.path}${tail}`;
  return { key, url, host: address.host, platform: platform?.name ?? null, needsResolving, private: platform?.private ?? false };
}

/**
 * The address inside `google.com/url?q=…` and the like.
 *
 * @param {Address} address
 * @param {Platforms} platforms
 */
function unwrap(address, platforms) {
  for (let round = 0; round < platforms.reading.max_unwraps; round += 1) {
    const inner = below(address.name, platforms.wrapper).found.map((wrapper) => wrapped(wrapper, address, platforms));
    const next = inner.find((found) => found !== null);
    if (!next) return address;
    address = next;
  }
  return address;
}

/**
 * @param {Wrapper} wrapper
 * @param {Address} address
 * @param {Platforms} platforms
 * @returns {Address | null}
 */
function wrapped(wrapper, address, platforms) {
  const text = carried(wrapper, address);
  if (!text) return null;
  try {
    return readAddress(text, platforms.reading);
  } catch (error) {
    if (error instanceof UnreadableLinkError) return null; // around nothing readable it is only a page of its host
    throw error;
  }
}

/**
 * @param {Wrapper} wrapper
 * @param {Address} address
 * @returns {string | null}
 */
function carried(wrapper, address) {
  const path = wrapper.path.split("/").filter(Boolean);
  if (path.some((part, at) => address.segments[at] !== part)) return null;
  const rest = address.segments.slice(path.length).join("/");
  if (wrapper.rest) return rest ? `https://${rest}` : null;
  if (rest || (wrapper.unless && address.query.get(wrapper.unless))) return null;
  const value = wrapper.params?.map((name) => address.query.get(name)).find(Boolean) ?? null;
  return value && wrapper.text ? (/https?:\/\/\S*/i.exec(value)?.[0] ?? null) : value;
}

/**
 * @template {{hosts: string[]}} T
 * @param {string} name
 * @param {T[]} entries
 * @returns {{sub: string, found: T[]}} exact names first, then the longest name it lies below
 */
function below(name, entries) {
  const exact = entries.filter((entry) => entry.hosts.includes(name));
  if (exact.length) return { sub: "", found: exact };
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) {
    const pattern = `*${name.slice(at)}`;
    const found = entries.filter((entry) => entry.hosts.includes(pattern));
    if (found.length) return { sub: name.slice(0, at), found };
  }
  return { sub: "", found: [] };
}

/**
 * @param {Rule} rule
 * @param {Address} address
 * @param {string} sub
 * @returns {{key: string, query: [string, string] | null} | null}
 */
function apply(rule, address, sub) {
  /** @type {Record<string, string>} */
  const values = { sub, host: address.name };
  const path = (rule.path ?? "").split("/").filter(Boolean);
  for (const [at, pattern] of path.entries()) {
    const segment = address.segments[at];
    if (segment === undefined) return null;
    const [, name, kind = ""] = /^\{(\w+)(?::(\w+))?\}$/.exec(pattern) ?? [];
    if (name === undefined) {
      if (pattern !== "*" && pattern !== segment) return null;
      continue;
    }
    const value = READERS[kind]?.(segment) ?? "";
    if (!value || (rule.not ?? []).includes(value.toLowerCase()) || value.length > LONGEST_IDENTIFIER) return null;
    values[name] = value;
  }
  const query = rule.query === undefined ? null : queryValue(rule.query, address);
  if (rule.query !== undefined && !query) return null;
  if (query) values["query"] = query[1];
  return { key: rule.key.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole), query };
}

/**
 * @param {string} name
 * @param {Address} address
 * @returns {[string, string] | null}
 */
function queryValue(name, address) {
  const value = plainSegment(address.query.get(name) ?? "");
  return /^[A-Za-z0-9\-._~@+=]{1,256}$/.test(value) ? [name, value] : null;
}
