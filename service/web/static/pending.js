// A short link is being opened: ask how far it is, with growing pauses, and check again when it is open.

const form = document.querySelector("form[data-pending]");
const status = form.querySelector("[role=status]");
const PAUSES = [1, 2, 3, 5, 8, 13, 21];

async function follow() {
  for (const seconds of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const answer = await fetch(form.dataset.pending, { headers: { Accept: "application/json" } }).catch(() => null);
    const state = answer?.ok ? (await answer.json()).state : "unknown";
    if (state === "done" || state === "failed") {
      status.textContent = status.dataset.done;
      form.requestSubmit();
      return;
    }
  }
  status.textContent = status.dataset.late;
}

void follow();
