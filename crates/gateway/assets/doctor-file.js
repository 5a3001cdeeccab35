// Files that are chosen or dropped: read here, and put into the form as if they were pasted.

/** What the server reads at most, in bytes. */
const MOST = 1 << 20;

/**
 * @param {HTMLFormElement} form where files may be dropped
 * @param {HTMLInputElement} chooser
 * @param {(text: string) => void} put
 * @param {(problem: string) => void} refuse
 */
export function takeFiles(form, chooser, put, refuse) {
  const zone = /** @type {HTMLElement} */ (form.closest(".ask"));

  /** @param {File | undefined} file */
  const take = async (file) => {
    if (!file) return;
    if (file.size > MOST) return refuse(`The file ${file.name} is larger than a mebibyte. Drop what signs, or what was signed.`);
    const text = await file.text().catch(() => null);
    if (text === null) return refuse(`The file ${file.name} could not be read.`);
    if (text.includes("\0")) return refuse(`The file ${file.name} is not a text. Drop code, a log, or what was signed.`);
    put(text);
  };

  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    await take(file);
    chooser.value = "";
  });
  // Anywhere else a dropped file would replace the page, and what was typed with it.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => {
      if (hasFiles(/** @type {DragEvent} */ (event))) event.preventDefault();
    });
  }
  zone.addEventListener("dragover", (event) => {
    if (hasFiles(event)) zone.classList.add("dropping");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(/** @type {Node | null} */ (event.relatedTarget))) zone.classList.remove("dropping");
  });
  zone.addEventListener("drop", (event) => {
    zone.classList.remove("dropping");
    if (hasFiles(event)) take(event.dataTransfer?.files[0]);
  });
}

/** @param {DragEvent} event */
function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
