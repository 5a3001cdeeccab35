// Every page on a desktop and on a phone, light and dark: a picture of each is kept to be looked at, nothing is wider
// than the window, and nothing comes from elsewhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, launch, picture, visitor } from "./chromium.mjs";
import { startGateway } from "./gateway.mjs";
import { explained, reaches } from "./panel.mjs";
import { brokenInputs, goodInput } from "./signatures.mjs";

const LOOKS = {
  "desktop-light": { viewport: DESKTOP, colorScheme: "light" },
  "phone-dark": { viewport: PHONE, colorScheme: "dark" },
};

let browser, gateway, meeting, webinar;
before(async () => {
  [browser, gateway] = await Promise.all([launch(), startGateway()]);
  meeting = await gateway.create("meetings", { settings: { join_before_host: true } });
  webinar = await gateway.create("webinars", { topic: "How we moved the town library across the river in one night" });
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

/** By name: how to get there. */
const PAGES = {
  landing: (page) => page.goto(gateway.base),
  "no-such-link": (page) => page.goto(`${gateway.base}/j/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG`),
  try: (page) => page.goto(`${gateway.base}/try`),
  doctor: (page) => page.goto(`${gateway.base}/doctor`),
  "doctor-answer": async (page) => {
    await page.goto(`${gateway.base}/doctor`);
    await page.fill("#input", brokenInputs(gateway.app)["meetingNumber claim"](meeting).signature);
    await page.click("main button");
    await page.locator(".finding").first().waitFor();
  },
  "doctor-problem": async (page) => {
    await page.goto(`${gateway.base}/doctor`);
    await page.fill("#input", '{"signatur": "x"}');
    await page.click("main button");
    await page.getByRole("alert").waitFor();
  },
  "lobby-start": async (page) => page.goto(await gateway.link("meetings", meeting.id, "start")),
  "lobby-join": async (page) => page.goto(await gateway.link("webinars", webinar.id, "join")),
  "lobby-client": async (page) => page.goto(await gateway.link("meetings", meeting.id, "join", { view: "client" })),
  joined: async (page) => {
    await page.goto(await gateway.link("meetings", meeting.id, "join"));
    await page.fill("#name", "Ada");
    await page.click("#enter button");
    await reaches(page, "Connected");
    await page.waitForTimeout(1_500); // the SDK's own interface fades in
  },
  "refused-component": (page) => refused(page, "/try"),
  "refused-client": (page) => refused(page, "/try/client"),
};

async function refused(page, path) {
  await page.goto(gateway.base + path);
  const input = { ...goodInput(gateway.app, meeting), ...brokenInputs(gateway.app)["meetingNumber claim"](meeting) };
  for (const [name, value] of Object.entries(input)) await page.fill(`[name="${name}"]`, value);
  await page.click("#enter button");
  await explained(page);
  await page.waitForTimeout(500); // Zoom's dialog fades in
}

for (const [look, how] of Object.entries(LOOKS)) {
  for (const [name, go] of Object.entries(PAGES)) {
    test(`${name}, ${look}`, async () => {
      const page = await visitor(browser, how);
      await go(page);
      await picture(page, `look-${name}-${look}`);
      const beyond = await page.evaluate(() => document.querySelector("main").scrollWidth - window.innerWidth);
      assert.ok(beyond <= 0, `${beyond} px stand out to the right`);
      assert.deepEqual(page.violations, []);
      assert.deepEqual(page.foreign, []);
      await page.context().close();
    });
  }
}

test("every field has a label, every control a name, and the status is read out", async () => {
  const page = await visitor(browser);
  for (const path of ["/", "/try", "/doctor"]) {
    await page.goto(gateway.base + path);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("input, textarea, select, button, a")]
        .filter((control) => !(control.labels?.length || control.textContent.trim() || control.getAttribute("aria-label")))
        .map((control) => control.outerHTML),
    );
    assert.deepEqual(nameless, [], path);
    assert.equal(await page.locator("h1").count(), 1, `${path} has one heading`);
  }
  await page.goto(`${gateway.base}/try`);
  assert.equal(await page.locator("#panel [role=status][aria-live=polite]").count(), 1);
  await page.context().close();
});

test("the Doctor works without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${gateway.base}/doctor`);
  await page.fill("#input", brokenInputs(gateway.app)["bare HMAC"](meeting).signature);
  await page.click("main button");
  assert.match(await page.locator(".finding").first().textContent(), /sig-only/);
  await context.close();
});
