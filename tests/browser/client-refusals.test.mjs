// What Zoom's Client View only shows, or tells `onMeetingStatus` alone, reaches the panel on our own pages: on a desktop
// and on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, launch, picture, visitor } from "./chromium.mjs";
import { startGateway } from "./gateway.mjs";
import { explained, reaches, text } from "./panel.mjs";
import { goodInput } from "./signatures.mjs";

const LOOKS = { desktop: DESKTOP, phone: PHONE };

let browser, gateway;
before(async () => {
  [browser, gateway] = await Promise.all([launch(), startGateway()]);
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

/** Comes by link. */
async function byLink(number, name, prepare = async () => {}) {
  const page = await visitor(browser);
  await prepare(page);
  await page.goto(await gateway.link("meetings", number, "join", { view: "client" }));
  await page.fill("#name", name);
  await page.click("#enter button");
  return page;
}

/** Comes with a signature of one's own. */
async function byForm(app, meeting, more) {
  const page = await visitor(browser);
  await page.goto(`${gateway.base}/try/client`);
  for (const [name, value] of Object.entries({ ...goodInput(app, meeting), ...more })) await page.fill(`[name="${name}"]`, value);
  await page.click("#enter button");
  return page;
}

/** The panel explains this code. */
async function explains(page, code, rule, name) {
  const { state, code: shown, rules } = await explained(page);
  assert.deepEqual([state, shown], ["Refused", code]);
  assert.ok(rules.includes(rule), `${rule} is not among ${rules}`);
  await tidy(page, name);
}

/** All of the panel is within the window, on a desktop and on a phone, and neither it nor Zoom's dialog covers the other's buttons. */
async function tidy(page, name) {
  for (const [look, window] of Object.entries(LOOKS)) {
    await page.setViewportSize(window);
    await page.waitForTimeout(600); // Zoom's dialog fades in
    await picture(page, `client-${name}-${look}`);
    const { x, y, width, height } = await page.locator("#panel").boundingBox();
    assert.ok(x >= 0 && y >= 0 && x + width <= window.width && y + height <= window.height, JSON.stringify({ look, x, y, width, height }));
    const ours = page.locator("#panel button").first();
    const zooms = page.getByRole("button", { name: /^(OK|Exit|Retry)$/ }).first();
    for (const button of [ours, zooms]) await button.click({ trial: true, timeout: 10_000 });
  }
}

test("a locked meeting (4006)", async () => {
  const { id } = await gateway.create("meetings");
  const host = await visitor(browser);
  await host.goto(await gateway.link("meetings", id, "start", { view: "client", userName: "Ada" }));
  await host.click("#enter button");
  await reaches(host, "Connected");
  await host.evaluate(() => new Promise((success, error) => ZoomMtg.lockMeeting({ lockMeeting: true, success, error })));
  const page = await byLink(id, "Late");
  await explains(page, "4006", "refused-by-zoom", "locked");
  await Promise.all([host, page].map((page) => page.context().close()));
});

test("no room left (4005)", async () => {
  await gateway.holds(1);
  const { id } = await gateway.create("meetings");
  await gateway.begin(id);
  await gateway.holds(300);
  const page = await byLink(id, "Late");
  await explains(page, "4005", "refused-by-zoom", "full");
  await page.context().close();
});

test("an app of another account: for nobody (4012), not published (4011)", async () => {
  const meeting = await gateway.create("meetings");
  const { zak } = await gateway.session(meeting.id, "start");
  await gateway.begin(meeting.id);
  const app = await gateway.foreignApp(false);
  for (const [name, more, code, rule] of [
    ["anonymous", {}, "4012", "external-anonymous"],
    ["unpublished", { zak }, "4011", "external-unpublished"],
  ]) {
    const page = await byForm(app, meeting, more);
    await explains(page, code, rule, name);
    await page.context().close();
  }
});

test("an OBF token that is none (4014), is for another meeting (4015), whose user is not there (4017)", async () => {
  const meeting = await gateway.create("meetings", { settings: { join_before_host: true } });
  const another = await gateway.create("meetings");
  const app = await gateway.foreignApp(true);
  for (const [name, obfToken, code, rule] of [
    ["bad", "nonsense", "4014", "obf-bad"],
    ["other", (await gateway.onBehalf(another.id)).obfToken, "4015", "obf-bad"],
    ["absent", (await gateway.onBehalf(meeting.id)).obfToken, "4017", "obf-owner-absent"],
  ]) {
    const page = await byForm(app, meeting, { obfToken });
    await explains(page, code, rule, `obf-${name}`);
    await page.context().close();
  }
});

test("it ends while somebody comes in, and while somebody is in", async () => {
  const { id } = await gateway.create("meetings");
  await gateway.begin(id);
  const inside = await byLink(id, "Grace");
  await reaches(inside, "Connected");
  const late = await byLink(id, "Late", (page) =>
    page.route("**/wc/ping/**", async (route) => {
      await gateway.end(id);
      await route.continue();
    }),
  );
  for (const [who, page] of Object.entries({ late, inside })) {
    await reaches(page, "The meeting has ended");
    assert.match(await text(page), /The host ended it/);
    await tidy(page, `ended-${who}`);
    await page.context().close();
  }
});
