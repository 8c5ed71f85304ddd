/**
 * Pages on which organizers run their forms and read what participants answered. They look like the sign-up itself,
 * and bear other people's names and data: nothing of them is sent.
 *
 * Only paths that mean the same for everybody who uses the platform stand here, and the query counts for nothing: what
 * an organizer may name freely would be a way to stay unchecked. As the platforms wrote their addresses on
 * 2026-11-28; a new one is a new line.
 *
 * @type {readonly {host: string, path: RegExp}[]} `host`: as in match patterns, `*.` for it and all below it
 */
export const OWNER_PAGES = [
  { host: "docs.google.com", path: /^\/forms\/(u\/\d+\/)?(d\/(e\/)?[^/]+\/(edit|prefill|responses?|viewanalytics)\/?$|create$|$)/ },
  { host: "sites.google.com", path: /^\/(u\/\d+\/)?(d|new)(\/|$)/ }, // published sites are at /view
  { host: "forms.office.com", path: /^\/pages\/(?!responsepage\.aspx)/i },
  { host: "forms.cloud.microsoft", path: /^\/pages\/(?!responsepage\.aspx)/i },
  { host: "form.jotform.com", path: /^\/(edit|build|inbox|tables|sheets|report|submissions?)\// },
  { host: "eu.jotform.com", path: /^\/(edit|build|inbox|tables|sheets|report|submissions?|myforms|workspace|form-analytics)(\/|$)/ },
  { host: "admin.typeform.com", path: /^/ },
  { host: "tally.so", path: /^\/(forms|dashboard|workspaces|settings)(\/|$)/ }, // forms to fill in are at /r and /embed
  { host: "surveyheart.com", path: /^\/(dashboard|edit|responses?|analyze)(\/|$)/ },
  { host: "linktr.ee", path: /^\/admin(\/|$)/ },
  { host: "lynk.id", path: /^\/(admin|dashboard)(\/|$)/ },
  { host: "heylink.me", path: /^\/dashboard(\/|$)/ },
  { host: "wordpress.com", path: /^/ }, // the blogs themselves are below it
  { host: "*.eventbrite.com", path: /^\/(myevent|manage|organizations|reports|attendees)(\/|$)/ },
  { host: "*.wordpress.com", path: /^\/wp-admin(\/|$)/ },
];

const OF_A_BLOG = /^(\/[^/]+)?\/wp-admin(\/|$)/; // WordPress on a site of its own, as far as the path can say

/**
 * @param {string} url
 * @returns {boolean}
 *
 * true: `https://docs.google.com/forms/d/1AbC/edit#responses` · `https://tally.so/forms/abc/submissions`
 * false: `https://docs.google.com/forms/d/e/1FAI/viewform?x=/edit`
 */
export function isOwnerPage(url) {
  const { hostname, pathname } = new URL(url);
  return OWNER_PAGES.some(({ host, path }) => isBelow(hostname, host) && path.test(pathname));
}

/**
 * @param {string} url
 * @returns {boolean} whether it says of itself, at a path that anybody can lay out on a site of his own, that it is an
 *   organizer's: nothing of the page is sent, but its address is judged, and it is never passed over in silence
 *
 * true: `https://sekolah.example/blog/wp-admin/edit.php`
 */
export function saysItIsOwnerPage(url) {
  return OF_A_BLOG.test(new URL(url).pathname);
}

/**
 * @param {string} hostname
 * @param {string} pattern
 */
function isBelow(hostname, pattern) {
  return pattern.startsWith("*.") ? `.${hostname}`.endsWith(pattern.slice(1)) : hostname === pattern;
}
