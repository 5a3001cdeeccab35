// What the SDK says without saying it to us: errors it throws in its own callbacks, promises it drops, and lines it
// writes to the console. In several cases they are the only sign that a join has failed.

/** @typedef {{ text: string, from: "error"|"rejection"|"console" }} Heard */

/**
 * Nothing is kept from the page's console.
 * @param {(heard: Heard) => void} tell called for each thing heard
 * @returns {() => void} stops listening
 */
export function watch(tell) {
  const onError = (event) => tell({ text: message(event.error ?? event.message), from: "error" });
  const onRejection = (event) => tell({ text: message(event.reason), from: "rejection" });
  const { error } = console;
  console.error = (...said) => {
    const text = said.map((part) => (typeof part === "string" ? part : message(part))).join(" ").trim();
    // The SDK also logs bare values; a fault takes more than a word.
    if (text.includes(" ")) tell({ text, from: "console" });
    error.apply(console, said);
  };
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onRejection);

  return () => {
    console.error = error;
    removeEventListener("error", onError);
    removeEventListener("unhandledrejection", onRejection);
  };
}

/**
 * An exception or a rejection of the SDK, in words.
 * @param {unknown} thrown
 * @returns {string}
 */
export function message(thrown) {
  // Some of the SDK's errors carry the text of whole functions.
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`.slice(0, 300);
  if (thrown && typeof thrown === "object") {
    const { reason, errorMessage, message: text } = /** @type {Record<string, unknown>} */ (thrown);
    return String(reason || errorMessage || text || "");
  }
  return String(thrown ?? "");
}
