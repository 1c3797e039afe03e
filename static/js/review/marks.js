/* A field that is being edited lights up the words that it rests on, and the other way round. */

const allMarks = () => [...document.querySelectorAll(".article-text mark")];

function light(fields) {
  const marks = allMarks();
  const lit = marks.filter((mark) => mark.dataset.fields.split(" ").some((field) => fields.includes(field)));
  for (const mark of marks) mark.classList.toggle("is-lit", lit.includes(mark));
  lit[0]?.scrollIntoView({ block: "nearest" });
}

/** Connect form parts with data-fields and links with data-claim to the marks of the article, now and later. */
export function connectMarks() {
  document.addEventListener("focusin", (event) => {
    const part = event.target.closest?.("[data-fields]");
    if (part && !part.matches("mark")) light(part.dataset.fields.split(" "));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-claim]");
    const mark = link && document.getElementById(`claim-${link.dataset.claim}`)?.parentElement;
    if (!mark) return;
    event.preventDefault();
    for (const one of allMarks()) one.classList.toggle("is-lit", one === mark);
    mark.scrollIntoView({ block: "center" });
  });
}
