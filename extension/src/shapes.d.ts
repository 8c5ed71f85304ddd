/** The shapes that travel between the service, the background, the content script and the pages. */

export type Level = "recognized" | "claimed" | "unknown" | "caution" | "danger";

/** Where a reason comes from: a rule, a registry entry or an announcement. */
export interface Citation {
  title: string;
  url: string | null;
  /** The day on which the source last said so. */
  seen: string | null;
}

export interface Reason {
  code: string;
  text: string;
  quote: string | null;
  rule: Citation | null;
  source: Citation | null;
}

export interface OrganizerFound {
  id: string;
  name: string;
  relation: string;
  region: string | null;
  url: string | null;
}

/** What the extension uses of a check's answer, proven by `readVerdict`: every text bounded, every address http(s). */
export interface Verdict {
  level: Level;
  headline: string;
  reasons: Reason[];
  organizers: OrganizerFound[];
  advice: Advice[];
  usefulness: string | null;
  rules: Citation[];
  /** The first day of the event, `2026-12-05`. */
  day: string | null;
  snapshot: string;
  share: string | null;
  /** A short link is still being opened: the name of that job at `GET /v1/checks/{id}`; asking again later says more. */
  pending: string | null;
}

/** `do` and `ask` are for now, `path` is the safe way to a recognized training, `note` is good to know. */
export interface Advice {
  kind: "do" | "ask" | "path" | "note";
  text: string;
}

/**
 * Why no verdict could be had. Never shown as "fine". What hinders is the network, or the page: `owner`: an
 * organizer's own, of which nothing is sent; `unread`: one that could not be read.
 */
export type Failure = NetworkFailure | "owner" | "unread";
export type NetworkFailure = "unreachable" | "timeout" | "refused" | "nonsense";

export type Outcome =
  | { kind: "verdict"; verdict: Verdict; from: "service" | "device" }
  | { kind: "unchecked"; why: Failure; hint: Mark | null }
  | { kind: "undecided"; hint: Mark | null }
  | { kind: "local"; note: string | null; hint: Mark | null };

/** A list on the device. As the `hint` of an outcome: one that seems to hold the address, which was not settled. */
export type Mark = "official" | "flagged";

/** A page as the content script read it: no field values, nothing that identifies a person. */
export interface PageReading {
  title: string;
  text: string;
}

/** What is known about the page in one tab; kept in session storage only, so it ends with the browser. */
export interface TabState {
  key: string;
  /** The address without query and fragment: what is shown, and what may be sent. */
  address: string;
  /** The address as it is, to go on to it; never sent. */
  target: string;
  page: PageReading;
  outcome: Outcome;
  /** Which earlier choice keeps this page from interrupting. */
  muted: Scope | null;
  /** Looked at in a private window: nothing of it may outlast that window. */
  private: boolean;
  at: number;
}

/** All the wall before a danger is drawn from, where no page of ours can stand. */
export interface WallView {
  state: TabState;
  scopes: Scope[];
  organizer: string;
  language: Language;
  words: Record<string, Entry>;
  style: string;
}

/** A text as browsers' language files hold it. */
export interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** How far "continue anyway" reaches: this tab for a while, this link, everything of this organizer. */
export type Scope = "once" | "link" | "organizer";

/** A choice to continue that was kept. */
export interface Grant {
  scope: "link" | "organizer";
  /** Link key or organizer id. */
  value: string;
  /** How the options page names it. */
  label: string;
  at: number;
}

/** How much a verdict should catch the eye; never told by colour alone. */
export type Tone = Level | "unchecked";

/** All a banner needs, with its words: the content script knows no language. */
export interface BannerView {
  tone: Tone;
  label: string;
  headline: string;
  lead: string;
  quote: string | null;
  note: string | null;
  buttons: BannerButton[];
  closeLabel: string;
  /** The job to wait for, after which another look says more. */
  pending: string | null;
  /** The page is about to be left, for the wall before a danger. */
  leaving?: true;
}

export interface BannerButton {
  action: "why" | "retry" | "choose";
  label: string;
}

/** What stands beside a link that is not opened yet. */
export interface MarkView {
  tone: Tone;
  label: string;
  title: string;
}

/** A group of sites on which links can be marked. */
export type LinkSite = "whatsapp" | "telegram" | "facebook" | "search";

export type Mode = "undecided" | "service" | "local";
export type Language = "id" | "en";

export interface Settings {
  version: 2;
  mode: Mode;
  service: string;
  language: Language;
  /** Look at other sites than the form hosts, too. */
  anySite: boolean;
  /** Where links are marked before they are opened. */
  marks: LinkSite[];
  /** Which of them an administrator has set. */
  managed: ("service" | "mode")[];
}

export interface Policy {
  service?: string;
  mode?: "local";
  /** Hosts on which nothing is shown. */
  allow: string[];
}

export interface Build {
  service: string;
  shadow: "open" | "closed";
}

/** How far the opening of a short link is. */
export type Opening = "waiting" | "opened" | "unknown";

/** Messages to the background: from the content script, and from the extension's own pages. */
export type ContentMessage =
  | { type: "refresh" }
  | { type: "check-link"; url: string; id?: string }
  | { type: "opened"; job: string }
  | { type: "marks"; addresses: string[] }
  /** `page` is null where nothing may be asked about it; `unread`: it could not be read. */
  | { type: "check"; page: PageReading | null; unread: boolean; signup: boolean; asked: boolean }
  | { type: "wall"; action: "show" | "back" | "leave" | Scope }
  | { type: "action"; action: BannerButton["action"] };
