/**
 * From an address to its parts, the same way as `registry/hosts/address.py`; the browser's own parser reads it, so
 * that the page that is judged is the page that opens.
 */

/** @typedef {{max_length: number, max_unwraps: number, leading: string, trailing: string, pairs: string[], marks: string, invisible: string}} Reading */
/** @typedef {{scheme: string, host: string, name: string, path: string, segments: string[], query: URLSearchParams}} Address */
/** @typedef {"empty" | "too_long" | "control" | "scheme" | "email" | "no_host" | "bad_host"} Unreadable */

const TRIM_ROUNDS = 4;
const UNRESERVED = /^[A-Za-z0-9\-._~]$/;

/** The text is no http(s) address that can be checked; `code` says why. */
export class UnreadableLinkError extends Error {
  /** @param {Unreadable} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @param {string} text a pasted address or bare host name
 * @param {Reading} reading how it is cleaned (head of the platforms' data file)
 * @returns {Address}
 * @throws {UnreadableLinkError}
 */
export function readAddress(text, reading) {
  const full = withScheme(cleaned(text, reading));
  if (!URL.canParse(full)) throw new UnreadableLinkError("bad_host");
  const url = new URL(full);
  const isIp = url.hostname.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(url.hostname);
  const host = isIp ? url.hostname : url.hostname.replace(/\.$/, "");
  if (!isIp) checkHost(host);
  const bare = host.replace(/^www\./, "");
  return {
    scheme: url.protocol.slice(0, -1),
    host,
    name: bare.includes(".") && !isIp ? bare : host,
    path: url.pathname,
    segments: url.pathname.split("/").filter(Boolean).map(plainSegment),
    query: url.searchParams,
  };
}

/**
 * Undoes the percent-escapes nobody needs; all others are written in capitals: `%46oo%2fb` → `Foo%2Fb`.
 *
 * @param {string} segment
 */
export function plainSegment(segment) {
  return segment.replace(/%([0-9a-f]{2})/gi, (escape, hex) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : escape.toUpperCase();
  });
}

/**
 * Cuts off what a chat or a sentence leaves around an address.
 *
 * @param {string} text
 * @param {Reading} reading
 */
function cleaned(text, reading) {
  text = strip(text, reading.invisible, reading.invisible);
  if ([...text].length > reading.max_length) throw new UnreadableLinkError("too_long");
  for (let round = 0; round < TRIM_ROUNDS; round += 1) {
    text = strip(strip(text, reading.leading, reading.trailing), reading.invisible, reading.invisible);
    if (text.length > 1 && text[0] === text.at(-1) && reading.marks.includes(text[0] ?? "")) text = text.slice(1, -1);
    for (const pair of reading.pairs) {
      if (text.endsWith(pair[1] ?? "") && !text.includes(pair[0] ?? "")) text = text.slice(0, -1);
    }
  }
  if (!text) throw new UnreadableLinkError("empty");
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) throw new UnreadableLinkError("control");
  return text;
}

/**
 * @param {string} text
 * @param {string} leading characters cut off in front
 * @param {string} trailing characters cut off behind
 */
function strip(text, leading, trailing) {
  const characters = [...text];
  let from = 0;
  let to = characters.length;
  while (from < to && leading.includes(characters[from] ?? "")) from += 1;
  while (to > from && trailing.includes(characters[to - 1] ?? "")) to -= 1;
  return characters.slice(from, to).join("");
}

/** @param {string} text */
function withScheme(text) {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text) ?? [];
  if (scheme !== undefined && rest !== undefined) {
    if (/^https?$/i.test(scheme)) {
      if (!rest.replace(/[/\\]/g, "")) throw new UnreadableLinkError("no_host");
      return text;
    }
    if (!(scheme.includes(".") && /^\d/.test(rest))) throw new UnreadableLinkError("scheme");
  }
  if (text.startsWith("//")) return `https:${text}`;
  if (/^[/\\?#]/.test(text)) throw new UnreadableLinkError("no_host");
  const authority = text.split(/[/\\?#]/, 1)[0] ?? "";
  if (authority.includes("@")) throw new UnreadableLinkError("email");
  if (!/[.。[]/.test(authority)) throw new UnreadableLinkError("no_host");
  return `https://${text}`;
}

/** @param {string} host */
function checkHost(host) {
  if (!host) throw new UnreadableLinkError("no_host");
  if (host.length > 253 || host.split(".").some((label) => label.length < 1 || label.length > 63)) {
    throw new UnreadableLinkError("bad_host");
  }
}
