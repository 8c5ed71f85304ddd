// The desk's keys: g and a letter goes to a room, / to the search field. Nothing depends on them.

const typing = (target) => target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
let going = 0; // the timer that ends it, while a room's letter is waited for

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (going) {
    clearTimeout(going);
    going = 0;
    // The letter is meant for the rooms only: a and r also accept and refuse an entry of a list.
    event.stopImmediatePropagation();
    document.querySelector(`.rooms a[data-key="${CSS.escape(event.key)}"]`)?.click();
  } else if (event.key === "g") {
    going = setTimeout(() => { going = 0; }, 1500);
  } else if (event.key === "/") {
    const field = document.querySelector("input[type=search]");
    if (field instanceof HTMLInputElement) { event.preventDefault(); field.focus(); }
  }
});

// What goes on in the background: look again in a moment, unless somebody is writing.
const waiting = document.querySelector("[data-refresh]");
if (waiting instanceof HTMLElement) {
  setInterval(() => {
    if (!typing(document.activeElement)) location.reload();
  }, 1000 * Number(waiting.dataset.refresh));
}

// After an error or a conflict, say it first.
const first = document.querySelector("[data-focus]");
if (first instanceof HTMLElement) first.focus();

// e and the like press what is marked so on the page.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const pressed = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (pressed instanceof HTMLElement) { event.preventDefault(); pressed.click(); }
});

// In a list: j and k go from entry to entry, Enter opens it, a and r press what the entry offers for them.
const entries = [...document.querySelectorAll("[data-list] [data-item]")];
let at = -1;

const goTo = (index) => {
  if (!entries[index]) return;
  entries[at]?.removeAttribute("data-current");
  at = index;
  const entry = entries[at];
  entry.setAttribute("data-current", "");
  entry.scrollIntoView({ block: "nearest" });
  if (entry instanceof HTMLElement && entry.tabIndex === -1 && entry.hasAttribute("tabindex")) entry.focus();
  else entry.querySelector("a")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") goTo(at + 1);
  else if (event.key === "k") goTo(at - 1);
  else if (at >= 0) {
    const button = entries[at].querySelector(`[data-do="${CSS.escape(event.key)}"]`);
    if (button instanceof HTMLElement) button.click();
  }
});
if (entries.some((entry) => entry.querySelector("[data-do]"))) goTo(0);
