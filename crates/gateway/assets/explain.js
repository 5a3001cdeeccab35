// The Doctor's report, asked for and shown.

import { postJson } from "./session.js";

/**
 * @typedef {{ part: string, at?: string, text: string }} Evidence
 * @typedef {{ rule: string, severity: string, confidence: string, message: string, evidence: Evidence[], fix: string, url: string }} Finding
 * @typedef {{ rule: string, message: string, next_step: string, url: string }} LiveCheck
 * @typedef {{ verdict: string, error_code: string|null, findings: Finding[], skipped: {rule: string, because: string}[], live_checks: LiveCheck[] }} Report
 */

/** Options of `join()` that stay in the page; the Doctor is told that they were there. */
const KEPT = ["passWord", "zak", "tk", "obfToken"];

/**
 * @param {import("./meeting.js").Visit} visit
 * @param {import("./page.js").Page} page
 * @param {import("./meeting.js").SdkError} error
 * @returns {Promise<Report | null>} null when the Doctor could not be asked
 */
export async function report(visit, page, error) {
  const { signature, ...options } = visit.options;
  const join = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [option(name, page.view), KEPT.includes(name) ? value !== "" : value]),
  );
  const body = { ...visit.about, error, view: page.view, join, signature };
  return postJson(visit.explainUrl, body).catch(() => null);
}

/** Component View has another name for the passcode. */
const option = (name, view) => (name === "passWord" && view === "component" ? "password" : name);

/**
 * @param {import("./meeting.js").SdkError} error what the SDK said
 * @param {import("./meeting.js").SdkError} cause what the server said, when that is more precise; else the same
 * @param {Report | null} found
 * @returns {Node}
 */
export function explanation(error, cause, found) {
  const parts = [said(error.code ? "Zoom's code and words" : "What the SDK said, without a code", error)];
  if (cause !== error) parts.push(said("What the server answered", cause));
  if (found === null) {
    parts.push(element("p", { text: "The Doctor could not be asked why." }));
  } else {
    const [first, ...others] = found.findings;
    if (first) parts.push(finding(first));
    if (others.length > 0) {
      parts.push(details(`${others.length} more ${others.length === 1 ? "finding" : "findings"}`, others.map(finding)));
    }
    const checks = found.live_checks.map(liveCheck);
    if (checks.length > 0) parts.push(first ? details("Still to check", checks) : openChecks(checks));
    if (!first && checks.length === 0) {
      parts.push(element("p", { text: "Nothing is wrong with what can be seen from here." }));
    }
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...parts);
  return fragment;
}

function said(title, { code, text }) {
  const box = element("div");
  const line = element("p", { className: "words" });
  if (code) line.append(element("code", { className: "code", text: code }), " ");
  line.append(text || (code ? "" : "nothing at all"));
  box.append(element("p", { className: "eyebrow", text: title }), line);
  return box;
}

/** @param {Finding} found */
function finding({ rule, severity, confidence, message, evidence, fix, url }) {
  const article = element("article", { className: `finding ${severity}` });
  article.append(
    element("h2", { text: message }),
    element("p", { className: "tags", text: `${severity} · ${confidence} · ${rule}` }),
  );
  if (evidence.length > 0) {
    const list = element("dl", { className: "evidence" });
    for (const { part, at, text } of evidence) {
      const row = element("div");
      row.append(element("dt", { text: at ? `${part} › ${at}` : part }), element("dd", { text }));
      list.append(row);
    }
    article.append(list);
  }
  const todo = element("p", { className: "fix" });
  todo.append(element("strong", { text: "What to do. " }), fix);
  article.append(todo);
  if (url) article.append(link("Where this is described", url));
  return article;
}

/** @param {LiveCheck} check */
function liveCheck({ message, next_step: next, url }) {
  const article = element("article", { className: "finding info" });
  article.append(element("h2", { text: message }), element("p", { className: "fix", text: next }));
  if (url) article.append(link("More", url));
  return article;
}

function openChecks(checks) {
  const box = element("div");
  box.append(element("p", { className: "eyebrow", text: "Still to check" }), ...checks);
  return box;
}

function details(summary, content) {
  const box = element("details");
  box.append(element("summary", { text: summary }), ...content);
  return box;
}

function link(text, href) {
  const anchor = /** @type {HTMLAnchorElement} */ (element("a", { text }));
  if (/^https?:\/\//.test(href)) anchor.href = href;
  anchor.rel = "noreferrer";
  anchor.target = "_blank";
  return anchor;
}

/** @param {string} name */
function element(name, { className = "", text = "" } = {}) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
