// The script of every page. Without it everything works; with it: copy, paste, share, print, and installing.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}

for (const button of document.querySelectorAll("button[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    // Closing the sheet without choosing rejects the promise; that is no mistake.
    navigator.share({ text: document.getElementById(button.dataset.share).value }).catch(() => {});
  });
}

for (const button of document.querySelectorAll("button[data-paste]")) {
  if (!navigator.clipboard?.readText) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.paste);
    // Refused permission: the teacher pastes by hand, as without this button.
    field.value = (await navigator.clipboard.readText().catch(() => "")) || field.value;
    field.focus();
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// The other language keeps what was typed, also what the server does not know yet.
const switching = document.querySelector("form.switch[data-of]");
switching?.addEventListener("formdata", ({ formData }) => {
  const form = document.getElementById(switching.dataset.of);
  if (!form) return;
  for (const [name, value] of new FormData(form)) {
    if (!["lang", "do"].includes(name) && typeof value === "string") formData.set(name, value);
  }
});

// Where there is no secure connection, there is no worker; the pages do without.
navigator.serviceWorker?.register("/sw.js").catch(() => {});
