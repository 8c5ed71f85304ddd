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
