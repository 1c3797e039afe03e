/* Names for the controls that Django's admin leaves without: Select2's boxes, and fields in tables of rows. */

const HEADINGS = "fieldset.module > .tabular, .tabular fieldset.module, fieldset.module";

/** The words beside a field: its label, or the heading of its column. */
function nameOf(element) {
  const label = element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`);
  if (label) return label.textContent.replace(/[:：]\s*$/, "").trim();
  const cell = element.closest("td");
  const head = cell?.closest("table")?.tHead?.rows[0];
  return head?.cells[cell.cellIndex]?.textContent.trim() ?? "";
}

function setName(element, name) {
  if (name && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", name);
}

function nameAll() {
  for (const cell of document.querySelectorAll(`${HEADINGS} thead th`)) {
    if (!cell.textContent.trim()) cell.setAttribute("role", "presentation");
  }
  for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
    if (!field.closest(".select2")) setName(field, nameOf(field));
  }
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling;
    for (const part of box?.querySelectorAll(".select2-selection, .select2-search__field, .select2-selection__rendered") ?? []) {
      // Its own content is the value, empty at first: no name.
      part.removeAttribute("aria-labelledby");
      setName(part, nameOf(select) || select.name);
    }
  }
}

nameAll();
new MutationObserver(nameAll).observe(document.querySelector("#content"), { childList: true, subtree: true });
