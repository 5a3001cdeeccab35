// Buttons that copy the text, or the address, of what they name. Without a clipboard they stay hidden.

/** @param {HTMLElement} within */
export function offerCopies(within) {
  if (!navigator.clipboard) return;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (within.querySelectorAll("button[data-copies]"))) {
    const source = document.getElementById(button.dataset.copies ?? "");
    if (!source) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = source instanceof HTMLAnchorElement ? source.href : source.textContent;
      button.textContent = await navigator.clipboard.writeText(text).then(() => "Copied", () => "Not allowed");
      setTimeout(() => (button.textContent = words), 2_000);
    });
  }
}
