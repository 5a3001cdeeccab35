// A report to send to somebody: what happened and what is known, without signature, passcode or token.

import { payload } from "./precheck.js";

/**
 * @param {import("./meeting.js").Visit} visit
 * @param {import("./page.js").Page} page
 * @param {import("./meeting.js").SdkError} error
 * @param {import("./meeting.js").SdkError} cause
 * @param {import("./explain.js").Report | null} found
 * @returns {string}
 */
export function supportText(visit, page, error, cause, found) {
  const claims = payload(String(visit.options.signature ?? "").split(".")[1] ?? "");
  const given = Object.entries(visit.options).filter(([, value]) => value !== "").map(([name]) => name);
  const lines = [
    `Zoom's code: ${error.code ?? "none"}`,
    `Zoom's words: ${error.text || "none"}`,
    ...(cause === error ? [] : [`The server's answer: ${cause.code} ${cause.text}`]),
    `View: ${page.view}, Web SDK ${page.sdkVersion}, endpoint ${page.webEndpoint}`,
    `Meeting number: ${visit.options.meetingNumber ?? "none"}`,
    `Given to join(): ${given.join(", ")}`,
    `Claims of the signature: ${claims ? JSON.stringify(claims) : "cannot be read"}`,
    `Time: ${new Date().toISOString()}`,
    `Browser: ${navigator.userAgent}`,
    `Cross-origin isolated: ${globalThis.crossOriginIsolated}`,
  ];
  for (const { severity, confidence, rule, message, evidence, fix, url } of found?.findings ?? []) {
    lines.push("", `${severity} (${confidence}) ${rule}: ${message}`);
    for (const { part, at, text } of evidence) lines.push(`  ${at ? `${part} ${at}` : part}: ${text}`);
    lines.push(`  What to do: ${fix}`, `  ${url}`);
  }
  for (const { message, next_step: next } of found?.live_checks ?? []) lines.push("", `To check at Zoom: ${message}`, `  ${next}`);
  return lines.join("\n") + "\n";
}

/**
 * A button that copies a text and says so.
 * @param {string} label
 * @param {() => string} text
 * @returns {import("./status.js").Action}
 */
export function copyAction(label, text) {
  const act = async (/** @type {MouseEvent} */ { currentTarget }) => {
    const button = /** @type {HTMLButtonElement} */ (currentTarget);
    const done = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Could not copy");
    button.textContent = done;
    setTimeout(() => (button.textContent = label), 2500);
  };
  return { label, act };
}
