// The HTML example as it stands, in Chromium: its two addresses are mapped to free ports, Zoom's CDN to the npm install.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, it } from "node:test";

import { root } from "../countersign.mjs";
import { demo, PAGE_ORIGIN } from "./demo.mjs";

const { chromium } = createRequire(join(root, "tests/browser/package.json"))("playwright-core");
const PAGE = join(root, "examples/html/index.html");
const SDK = join(root, "tests/browser/node_modules/@zoom/meetingsdk/dist");
/** The CDN's name for it has the version in it; the package has a file that defines the same global. */
const IN_PACKAGE = { "/zoom-meeting-embedded-6.2.0.min.js": "/zoom-meeting-embedded-ES5.min.js" };

/** The same page somewhere else. */
const STRANGER = "http://localhost:8001";

let gateway;
let server;
let browser;

before(async () => {
  gateway = await demo();
  server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    createReadStream(PAGE).pipe(response);
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const mapped = [
    `MAP localhost:8090 127.0.0.1:${new URL(gateway.origin).port}`,
    `MAP localhost:8000 127.0.0.1:${server.address().port}`,
    `MAP ${new URL(STRANGER).host} 127.0.0.1:${server.address().port}`,
  ];
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--host-resolver-rules=${mapped.join(", ")}`,
    ],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
  await gateway?.stop();
});

/** The example in a fresh profile, for one test. */
async function open(test, origin = PAGE_ORIGIN) {
  const context = await browser.newContext();
  test.after(() => context.close());
  await context.route("https://source.zoom.us/6.2.0/**", (route) => {
    const path = new URL(route.request().url()).pathname.replace("/6.2.0", "");
    return route.fulfill({
      path: join(SDK, IN_PACKAGE[path] ?? path),
      headers: { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" },
    });
  });
  const page = await context.newPage();
  await page.goto(origin);
  return page;
}

/** Fills the form and presses its button. */
async function submit(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`form [name=${name}]`).fill(value);
  await page.locator("form button").click();
}

/** Waits for the words of the status line. */
const says = (page, words) => page.locator("output", { hasText: words }).waitFor({ timeout: 60_000 });

/** What the emulator keeps of the attempts to join a meeting. */
async function attempts(number) {
  const { attempts } = await gateway.control("GET", "/attempts");
  return attempts.filter((attempt) => attempt.meetingNumber === String(number));
}

const create = async (kind, fields) => (await gateway.ask("POST", `/v1/${kind}s`, fields)).body;

for (const kind of ["meeting", "webinar"]) {
  it(`an attendee joins a ${kind} inside the page`, async (test) => {
    const { id, password } = await create(kind, { topic: `A ${kind} on a page` });
    await gateway.control("POST", `/meetings/${id}/participants`, { name: "Host", role: "host" });
    const page = await open(test);
    await submit(page, { meetingNumber: String(id), password, userName: "Ada Lovelace", userEmail: "ada@example.org" });
    await says(page, "You are in.");
    const { meetings } = await gateway.control("GET", "/meetings");
    const { participants } = meetings.find(({ number }) => String(number) === String(id));
    assert.deepEqual(participants.map(({ name }) => name), ["Host", "Ada Lovelace"]);
  });
}

it("a wrong passcode shows the SDK's own code and words", async (test) => {
  const { id } = await create("meeting", { topic: "Locked" });
  const page = await open(test);
  await submit(page, { meetingNumber: String(id), password: "not-it", userName: "Ada" });
  await says(page, "3004 Meeting Passcode wrong.");
  const [{ origin, verdict, report }] = await attempts(id);
  assert.equal(origin, PAGE_ORIGIN);
  assert.equal(verdict.reason, "passcode-wrong");
  const [{ rule, evidence }] = report.findings;
  assert.equal(rule, "wrong-passcode");
  assert.deepEqual(evidence, [{ part: "error", text: "3004" }]);
});

it("a number that is none is refused by the gateway, which names the property", async (test) => {
  const page = await open(test);
  await submit(page, { meetingNumber: "812 3456 7890", userName: "Ada" });
  await says(page, "meetingNumber: ");
});

it("a page of an origin that is not allowed gets no signature", async (test) => {
  const page = await open(test, STRANGER);
  await submit(page, { meetingNumber: "81234567890", userName: "Mallory" });
  await says(page, "Failed to fetch");
});

it("the page cannot have a host's signature", async (test) => {
  const page = await open(test);
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ meetingNumber: "81234567890", role: 1 });
    const headers = { "content-type": "application/json" };
    return (await fetch("http://localhost:8090", { method: "POST", headers, body })).status;
  });
  assert.equal(status, 401);
});

it("the link opens the gateway's page; the same address in an iframe stays empty", async (test) => {
  const { id } = await create("meeting", { topic: "By link" });
  const { link } = (await gateway.ask("POST", `/v1/meetings/${id}/join`)).body;
  const page = await open(test);
  await page.evaluate(
    (href) => {
      document.querySelector("a").href = href;
      const frame = document.createElement("iframe");
      frame.src = href;
      document.body.append(frame);
      return new Promise((loaded) => frame.addEventListener("load", loaded));
    },
    link.replace(gateway.origin, "http://localhost:8090"),
  );
  const framed = await page.locator("iframe").contentFrame().locator("body").innerText();
  assert.doesNotMatch(framed, /By link/);
  await page.locator("a").click();
  await page.getByText("By link").first().waitFor();
});
