/* A field that is being edited lights up the words that it rests on, and the other way round. */

/** Connect form parts with data-fields and links with data-claim to the marks of the article. */
export function connectMarks() {
  const marks = [...document.querySelectorAll(".article-text mark")];
  const light = (fields) => {
    const lit = marks.filter((mark) => mark.dataset.fields.split(" ").some((field) => fields.includes(field)));
    for (const mark of marks) mark.classList.toggle("is-lit", lit.includes(mark));
    return lit;
  };
  document.addEventListener("focusin", (event) => {
    const part = event.target.closest?.("[data-fields]");
    if (!part || part.matches("mark")) return;
    const [first] = light(part.dataset.fields.split(" "));
    first?.scrollIntoView({ block: "nearest" });
  });
  for (const link of document.querySelectorAll("[data-claim]")) {
    link.addEventListener("click", (event) => {
      const anchor = document.getElementById(`claim-${link.dataset.claim}`);
      if (!anchor) return;
      event.preventDefault();
      for (const mark of marks) mark.classList.toggle("is-lit", mark === anchor.parentElement);
      anchor.parentElement.scrollIntoView({ block: "center" });
    });
  }
}
