// The desk's keys: g and a letter goes to a room, / to the search field. Nothing depends on them.

const typing = (target) => target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (going) {
    going = false;
    document.querySelector(`.rooms a[data-key="${CSS.escape(event.key)}"]`)?.click();
  } else if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1500);
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
