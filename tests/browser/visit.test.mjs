// People come by link: the host starts, an attendee joins, each sees the other, the host ends it. In Client View, which
// takes the whole page, the attendee waits for the host, then both are in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, picture, visitor } from "./chromium.mjs";
import { startGateway } from "./gateway.mjs";
import { explained, reaches, text } from "./panel.mjs";

let browser, gateway;
before(async () => {
  [browser, gateway] = await Promise.all([launch(), startGateway()]);
});
after(async () => {
  await browser?.close();
  await gateway?.stop();
});

async function open(link, { name, email, look } = {}) {
  const page = await visitor(browser, look);
  await page.goto(link);
  if (name) await page.fill("#name", name);
  if (email) await page.fill("#email", email);
  return page;
}

function goIn(page) {
  return page.click("#enter button");
}

/** Waits until our panel counts `count` people. */
function sees(page, count) {
  return page.locator("#panel .detail", { hasText: `${count} participants` }).waitFor({ timeout: 30_000 });
}

/** Waits until Zoom's own list of participants, which it opens, shows these. */
async function lists(page, people) {
  await page.locator('button[title="Participants"]').click();
  for (const person of people) await page.getByRole("grid").getByRole("listitem").filter({ hasText: person }).waitFor({ timeout: 30_000 });
}

/** Our panel covers none of the buttons at the foot of Client View. */
async function zoomsButtonsAreFree(page) {
  const box = (one) => page.locator(one).first().boundingBox();
  const [panel, buttons] = await Promise.all([box("#panel"), box("#foot-bar")]);
  assert.ok(panel.y + panel.height <= buttons.y, JSON.stringify({ panel, buttons }));
}

/** Zoom asks for an e-mail address at the door of a webinar. */
const EMAIL = { meetings: undefined, webinars: "grace@example.com" };

for (const kind of ["meetings", "webinars"]) {
  test(`${kind}: host and attendee meet, and the host ends it`, async () => {
    const { id } = await gateway.create(kind);
    const host = await open(await gateway.link(kind, id, "start"), { name: "Ada" });
    const attendee = await open(await gateway.link(kind, id, "join"), { name: "Grace", email: EMAIL[kind] });
    await picture(attendee, `${kind}-lobby`);

    await goIn(attendee);
    await reaches(attendee, "Waiting for the host");
    await picture(attendee, `${kind}-waiting`);

    await goIn(host);
    await reaches(host, "Connected");
    await reaches(attendee, "Connected");
    await Promise.all([sees(host, 2), sees(attendee, 2)]);
    await lists(host, [/^Ada\s*\(Host, Me\)/, /^Grace$/]);
    await lists(attendee, [/^Grace\s*\(Me\)/, /^Ada\s*\(Host\)/]);
    await picture(host, `${kind}-host`);
    await picture(attendee, `${kind}-attendee`);

    await host.locator('button[title="Leave"]').click();
    await host.getByRole("button", { name: /^End .* for All$/ }).click();
    const noun = kind.slice(0, -1);
    await reaches(attendee, `The ${noun} has ended`);
    await reaches(host, "You left");
    await picture(attendee, `${kind}-ended`);
    for (const page of [host, attendee]) {
      assert.deepEqual(page.violations, []);
      assert.deepEqual(page.foreign, []);
    }
    await Promise.all([host.context().close(), attendee.context().close()]);
  });

  test(`${kind}: in Client View host and attendee meet`, async () => {
    const { id } = await gateway.create(kind);
    const host = await open(await gateway.link(kind, id, "start", { view: "client" }), { name: "Ada" });
    const attendee = await open(await gateway.link(kind, id, "join", { view: "client" }), { name: "Grace", email: EMAIL[kind] });
    await goIn(attendee);
    await reaches(attendee, "Waiting for the host");
    await picture(attendee, `${kind}-client-waiting`);
    await goIn(host);
    await reaches(host, "Connected");
    await reaches(attendee, "Connected");
    // Zoom tells a webinar's attendees not who is there.
    await Promise.all([sees(host, 2), kind === "meetings" && sees(attendee, 2)]);
    const { Grace: grace, ...others } = await gateway.people(id);
    assert.deepEqual(Object.keys(others), ["Ada"]);
    await picture(host, `${kind}-client-host`);
    await picture(attendee, `${kind}-client-attendee`);
    for (const page of [host, attendee]) await zoomsButtonsAreFree(page);
    // Once it is in, Zoom's page asks Zoom's own hosts for emoji and sends telemetry; the policy keeps it from both.
    const toZoom = (line) => /https:\/\/(st1|us\.telemetry)\.zoom\.us\//.test(line) || line.startsWith("Fetch API cannot load");
    for (const page of [host, attendee]) assert.deepEqual(page.violations.filter((line) => !toZoom(line)), []);

    await gateway.change(id, grace, { onHold: true });
    await reaches(attendee, "You are in the waiting room");
    await gateway.change(id, grace, { onHold: false });
    await reaches(attendee, "Connected");
    await gateway.cut(id, grace);
    await reaches(attendee, "Connection lost");
    await reaches(attendee, "Connected");
    await reaches(host, "Connected");
    await Promise.all([host, attendee].map((page) => page.context().close()));
  });
}

test("the page follows what happens to its visitor: hold, a lost connection, removal", async () => {
  const { id } = await gateway.create("meetings", { settings: { join_before_host: true } });
  const page = await open(await gateway.link("meetings", id, "join"), { name: "Grace" });
  await goIn(page);
  await reaches(page, "Connected");
  const { Grace: grace } = await gateway.people(id);

  await gateway.change(id, grace, { onHold: true });
  await reaches(page, "You are in the waiting room");
  await picture(page, "visit-held");
  await gateway.change(id, grace, { onHold: false });
  await reaches(page, "Connected");

  await gateway.cut(id, grace);
  await reaches(page, "Connection lost");
  await reaches(page, "Connected");

  await gateway.remove(id, grace);
  await reaches(page, "You were removed");
  await picture(page, "visit-removed");
  await page.context().close();
});

test("in Client View the page hears of what Zoom only shows: no room left, and removal", async () => {
  const settings = { join_before_host: true };
  const visit = async (id, name) => {
    const page = await open(await gateway.link("meetings", id, "join", { view: "client" }), { name });
    await goIn(page);
    return page;
  };
  const small = await gateway.create("meetings", { settings });
  await gateway.holds(1);
  await gateway.begin(small.id);
  await gateway.holds(300);
  const late = await visit(small.id, "Late");
  assert.equal((await explained(late)).code, "4005");
  await picture(late, "client-full");

  const { id } = await gateway.create("meetings", { settings });
  const page = await visit(id, "Grace");
  await reaches(page, "Connected");
  await gateway.remove(id, (await gateway.people(id)).Grace);
  await reaches(page, "You were removed");
  await picture(page, "client-removed");
  await Promise.all([late, page].map((page) => page.context().close()));
});

test("who leaves by Zoom's own button is told so", async () => {
  const { id } = await gateway.create("meetings", { settings: { join_before_host: true } });
  const page = await open(await gateway.link("meetings", id, "join"), { name: "Grace" });
  await goIn(page);
  await reaches(page, "Connected");
  await page.getByRole("button", { name: "Leave" }).first().click();
  await page.getByRole("button", { name: "Leave Meeting" }).or(page.getByRole("menuitem", { name: "Leave Meeting" })).first().click();
  await reaches(page, "You left");
  await picture(page, "visit-left");
  await page.context().close();
});

test("a link that leads nowhere says so", async () => {
  const page = await open(`${gateway.base}/j/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG`);
  assert.match(await page.locator("h1").textContent(), /does not lead to a meeting/);
  await picture(page, "no-such-link");
  await page.context().close();
});
