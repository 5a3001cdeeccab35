// Eight broken inputs on the page for one's own signature, for a meeting and a webinar, in both views: each must end in
// the SDK's own error and in our explanation of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, picture, visitor } from "./chromium.mjs";
import { startGateway } from "./gateway.mjs";
import { explained, reaches } from "./panel.mjs";
import { brokenInputs, goodInput } from "./signatures.mjs";

/** By view: the code that the SDK shows, or the words where it has no code; and the rule that must be named. */
const EXPECTED = {
  "bare HMAC": { component: /reading 'replace'/, client: /please check your signature/, rule: "sig-only" },
  "wrong secret": { component: "3712", client: "3712", rule: "wrong-secret" },
  expired: { component: "3705", client: "3705", rule: "expired-hardcoded" },
  "wrong number": { component: "3706", client: "3706", rule: "mn-mismatch" },
  "meetingNumber claim": { component: "3712", client: "3712", rule: "missing-mn" },
  "padded base64": { component: "3712", client: "3712", rule: "base64url-padding" },
  "passcode wrong": { component: "3004", client: "3004", rule: "wrong-passcode" },
  "host without ZAK": { component: "3003", client: "3003", rule: "start-without-zak" },
};
const PATHS = { component: "/try", client: "/try/client" };

let browser, gateway, meeting;
/** What is going on, and what else its visitors must say. */
const rooms = { meetings: {}, webinars: { userEmail: "ada@example.com" } };
const made = {};
before(async () => {
  [browser, gateway] = await Promise.all([launch(), startGateway()]);
  for (const kind of Object.keys(rooms)) {
    made[kind] = await gateway.create(kind);
    await gateway.begin(made[kind].id);
  }
  meeting = made.meetings;
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

async function enter(page, view, input) {
  await page.goto(gateway.base + PATHS[view]);
  for (const [name, value] of Object.entries(input)) await page.fill(`[name="${name}"]`, value);
  await page.click("#enter button");
}

const cases = Object.keys(rooms).flatMap((kind) => Object.keys(PATHS).map((view) => [kind, view]));
for (const [kind, view] of cases) {
  for (const [what, { [view]: says, rule }] of Object.entries(EXPECTED)) {
    test(`${kind}, ${view}: ${what} ends in the SDK's error and our explanation`, async () => {
      const page = await visitor(browser);
      const broken = brokenInputs(gateway.app)[what](made[kind]);
      await enter(page, view, { ...goodInput(gateway.app, made[kind]), ...rooms[kind], ...broken });
      const shown = await explained(page);
      await picture(page, `try-${kind}-${view}-${what.replaceAll(" ", "-")}`);
      if (says instanceof RegExp) assert.match(shown.words, says);
      else assert.equal(shown.code, says);
      assert.ok(shown.rules.includes(rule), `${rule} is not among ${shown.rules}`);
      assert.ok(await page.getByRole("button", { name: "Copy for support" }).isVisible(), "screen readers get at it");
      assert.ok(shown.fixes[0].length > 20, "a fix is given");
      assert.deepEqual(page.violations, []);
      assert.deepEqual(page.foreign, []);
      await page.context().close();
    });
  }
}

test("client: an accepted signature joins", async () => {
  const page = await visitor(browser);
  await enter(page, "client", goodInput(gateway.app, meeting));
  await reaches(page, "Connected");
  await picture(page, "try-client-joined");
  await page.context().close();
});

test("component: an accepted signature joins", async () => {
  const page = await visitor(browser);
  await enter(page, "component", goodInput(gateway.app, meeting));
  await reaches(page, "Connected");
  await picture(page, "try-component-joined");
  assert.deepEqual(page.violations, []);
  assert.deepEqual(page.foreign, []);
  await page.context().close();
});

test("the report for support says what happened and holds no secret", async () => {
  const page = await visitor(browser);
  const input = { ...goodInput(gateway.app, meeting), passWord: "canary-passcode", zak: "canary-zak" };
  await enter(page, "component", input);
  await explained(page);
  await page.getByRole("button", { name: "Copy for support" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(report, /Zoom's code: 3004/);
  assert.match(report, /wrong-passcode/);
  for (const secret of ["canary", input.signature, input.signature.split(".")[2], gateway.app.secret]) {
    assert.ok(!report.includes(secret), report);
  }
  await page.context().close();
});

test("an SDK that cannot be loaded is said to be missing", async () => {
  const page = await visitor(browser);
  await page.route("**/zoom-meeting-embedded-*", (route) => route.abort());
  await enter(page, "component", goodInput(gateway.app, meeting));
  const { state, words } = await explained(page);
  assert.equal(state, "Zoom's SDK was not loaded");
  assert.match(words, /did not deliver the SDK/);
  await page.context().close();
});
