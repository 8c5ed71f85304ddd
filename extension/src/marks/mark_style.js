/** The look of a mark: quiet beside a link, at least 24 px high so that a finger finds it. */
export const MARK_STYLE = `
.mark {
  all: initial; --tone: #4b5567; --wash: #eef0f4;
  display: inline-flex; align-items: center; gap: 4px; box-sizing: border-box; min-height: 24px; min-width: 24px;
  margin: 2px 6px; padding: 2px 8px 2px 6px; border: 1px solid var(--tone); border-radius: 12px; cursor: pointer;
  background: var(--wash); color: var(--tone); vertical-align: middle; white-space: nowrap;
  font: 600 13px/1.3 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.mark:focus-visible { outline: 3px solid var(--tone); outline-offset: 2px; }
.icon { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.recognized { --tone: #12683a; --wash: #e6f4ec; }
.caution { --tone: #8f4a00; --wash: #fdf0df; }
.danger { --tone: #b01a1a; --wash: #fdeaea; }
@media (prefers-color-scheme: dark) {
  .mark { --tone: #c3cbd9; --wash: #262e3c; }
  .recognized { --tone: #6fd39d; --wash: #14301f; }
  .caution { --tone: #ffb765; --wash: #3a2810; }
  .danger { --tone: #ff9a94; --wash: #401a1a; }
}
`;
