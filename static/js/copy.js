/* Buttons that copy the text of an element: data-copy is its id, data-copied what the button says then. */

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const element = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(element.textContent.trim().replaceAll(/\s+/g, " "));
      button.textContent = button.dataset.copied;
    } catch {
      // The browser forbids it: the text is selected, so that the keyboard can copy it.
      getSelection().selectAllChildren(element);
    }
  });
}
