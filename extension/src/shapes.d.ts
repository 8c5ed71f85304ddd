/** The shapes that travel between the service, the background, the content script and the pages. */

export type Level = "recognized" | "claimed" | "unknown" | "caution" | "danger";

/** Where a reason comes from: a rule, a registry entry or an announcement. */
export interface Citation {
  title: string;
  url: string | null;
}

export interface Reason {
  code: string;
  text: string;
  quote: string | null;
  rule: Citation | null;
  source: Citation | null;
}

export interface OrganizerFound {
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
  advice: string[];
  usefulness: string | null;
  rules: Citation[];
  linkKey: string | null;
  snapshot: string;
  pending: string | null;
}

/** Why no verdict could be had. Never shown as "fine". */
export type Failure = "unreachable" | "timeout" | "refused" | "nonsense";

export type Outcome =
  | { kind: "verdict"; verdict: Verdict; from: "service" | "device" }
  | { kind: "unchecked"; why: Failure }
  | { kind: "undecided" }
  | { kind: "local" };

/** A page as the content script read it: no field values, no query, no fragment. */
export interface PageReading {
  title: string;
  text: string;
}

/** What is known about the page in one tab; kept in session storage only. */
export interface TabState {
  key: string;
  address: string;
  title: string;
  outcome: Outcome;
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
}

export interface BannerButton {
  action: "why" | "retry" | "choose";
  label: string;
}

export type Mode = "undecided" | "service" | "local";
export type Language = "id" | "en";

export interface Settings {
  version: 1;
  mode: Mode;
  service: string;
  language: Language;
}

export interface Build {
  service: string;
  shadow: "open" | "closed";
}

/** Messages from the content script to the background. */
export type ContentMessage =
  | { type: "check"; page: PageReading }
  | { type: "action"; action: BannerButton["action"] };
