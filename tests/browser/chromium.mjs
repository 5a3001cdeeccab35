// Debian's Chromium with pretended camera and microphone, and what a test wants to know of a page.

import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";

const ARGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

const ARTIFACTS = new URL("artifacts/", import.meta.url).pathname;

export async function launch() {
  await mkdir(ARTIFACTS, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
}

/** A visitor of their own: nothing is shared with another. `page.foreign` are requests to other origins. */
export async function visitor(browser, { viewport = DESKTOP, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.violations = [];
  page.foreign = [];
  page.on("console", (line) => {
    if (line.text().includes("Content Security Policy")) page.violations.push(line.text());
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(page.url()).origin && page.url() !== "about:blank") {
      page.foreign.push(request.url());
    }
  });
  return page;
}

/** Keeps a picture of the page. */
export function picture(page, name) {
  return page.screenshot({ path: `${ARTIFACTS}${name}.png` });
}
