/** The banner's look: a card at the foot of a phone's screen, in the upper corner of a wide one. */
export const BANNER_STYLE = `
.card {
  all: initial; /* nothing of the page's own lettering comes in */
  --paper: #ffffff; --ink: #1c2330; --soft: #4b5567; --line: #d9dee7; --tone: #4b5567; --wash: #f1f3f7;
  position: fixed; z-index: 2147483647; inset: auto 8px 8px 8px; box-sizing: border-box;
  max-height: min(70vh, 560px); overflow: auto; padding: 12px 16px 14px;
  background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-left: 6px solid var(--tone);
  border-radius: 14px; box-shadow: 0 6px 28px rgb(15 23 42 / .22);
  font: 400 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; text-align: left; direction: ltr;
  overflow-wrap: anywhere; animation: rise .22s ease-out;
}
@media (min-width: 720px) { .card { inset: 16px 16px auto auto; width: 420px; } }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
@media (prefers-reduced-motion: reduce) { .card { animation: none; } }
.recognized { --tone: #12683a; --wash: #e6f4ec; }
.claimed { --tone: #1d56a5; --wash: #e7effa; }
.unknown { --tone: #4b5567; --wash: #eef0f4; }
.caution { --tone: #8f4a00; --wash: #fdf0df; }
.danger { --tone: #b01a1a; --wash: #fdeaea; }
.unchecked { --tone: #4b5567; --wash: #eef0f4; }
.sign { position: absolute; top: 12px; left: 14px; width: 32px; height: 32px; border-radius: 50%; background: var(--wash); color: var(--tone); display: grid; place-items: center; }
.icon { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.label { margin: 0 0 4px; padding: 0 44px 0 42px; color: var(--soft); font-size: 14px; line-height: 32px; white-space: nowrap; }
.headline { margin: 0 0 6px; color: var(--tone); font-size: 18px; line-height: 1.3; font-weight: 700; }
.lead { margin: 0; }
.quote { margin: 8px 0 0; padding: 2px 0 2px 10px; border-left: 3px solid var(--line); color: var(--soft); font-size: 15px; }
.note { margin: 8px 0 0; color: var(--soft); font-size: 14px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 0; }
button { font: inherit; color: inherit; cursor: pointer; min-height: 44px; border-radius: 10px; }
.action { padding: 8px 16px; border: 1px solid var(--tone); background: transparent; color: var(--tone); font-weight: 600; flex: 1 1 auto; }
.caution .action:first-child, .danger .action:first-child { background: var(--tone); color: var(--paper); }
.close { position: absolute; top: 6px; right: 6px; width: 44px; padding: 0; border: 0; background: transparent; color: var(--soft); font-size: 22px; line-height: 1; }
button:focus-visible { outline: 3px solid var(--tone); outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  .card { --paper: #171c26; --ink: #eef1f6; --soft: #b4bdcc; --line: #3a4456; box-shadow: 0 6px 28px rgb(0 0 0 / .6); }
  .recognized { --tone: #6fd39d; --wash: #14301f; }
  .claimed { --tone: #8fbcff; --wash: #16263f; }
  .unknown, .unchecked { --tone: #c3cbd9; --wash: #262e3c; }
  .caution { --tone: #ffb765; --wash: #3a2810; }
  .danger { --tone: #ff9a94; --wash: #401a1a; }
}
@media (forced-colors: active) { .card { border: 2px solid CanvasText; } }
@media print { .card { display: none; } }
`;
