// The only script of the pages. Without it everything works; with it: copy, print, and forms kept in this browser.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const form = document.querySelector("form[data-keep]");
if (form) {
  const key = `cekdiklat:${form.dataset.keep}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden");
  const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  if (fields().every((field) => field.value === field.defaultValue || field.tagName === "SELECT")) {
    for (const field of fields()) if (!field.defaultValue && kept[field.name]) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  });
  const forget = document.querySelector(`button[data-forget="${form.dataset.keep}"]`);
  if (forget) {
    forget.hidden = false;
    forget.addEventListener("click", () => {
      localStorage.removeItem(key);
      location.assign(location.pathname);
    });
  }
}
