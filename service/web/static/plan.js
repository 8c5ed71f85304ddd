// The planner: rows without a reload, and entries kept in this browser until they are deleted.

const form = document.querySelector("form[data-keep]");
const key = `cekdiklat:${form.dataset.keep}`;
const rows = document.getElementById("kegiatan");
const template = document.getElementById("kegiatan-baru");
const add = form.querySelector("button[data-add]");
const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));

function addRow() {
  const number = rows.childElementCount + 1;
  if (number > Number(add.dataset.add)) return;
  const row = document.importNode(template.content, true);
  for (const it of row.querySelectorAll("[id], [name], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      if (it.hasAttribute(attribute)) it.setAttribute(attribute, it.getAttribute(attribute).replace("__", number));
    }
  }
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace("__", number);
  rows.append(row);
}

function keep() {
  const kept = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  // A full or forbidden store only means that nothing is kept.
  try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* nothing is kept */ }
}

function restore() {
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(key) ?? "{}"); } catch { /* unreadable: begin anew */ }
  while (`k${rows.childElementCount + 1}-name` in kept) {
    const before = rows.childElementCount;
    addRow();
    if (rows.childElementCount === before) break;
  }
  for (const field of fields()) if (kept[field.name]) field.value = kept[field.name];
  for (const details of rows.querySelectorAll("details")) {
    if ([...details.querySelectorAll("input, select")].some((field) => field.value)) details.open = true;
  }
}

if (form.dataset.fresh) restore();
else keep();
form.addEventListener("input", keep);
add.addEventListener("click", (event) => {
  event.preventDefault();
  addRow();
  rows.lastElementChild.querySelector("input").focus();
  keep();
});

const forget = document.querySelector("button[data-forget]");
forget.hidden = false;
forget.addEventListener("click", () => {
  localStorage.removeItem(key);
  location.assign(location.pathname);
});
