// The real Web SDK in Client View against the emulator, through the bridge, from plain http.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Stage } from "./stage/stage.mjs";

let stage;
before(async () => {
  stage = await Stage.build();
});
afterEach(() => stage?.clear());
after(() => stage?.strike());

const enter = (options) => stage.enter(options, "client");

/** A host and a guest who see each other. */
async function two(meeting) {
  const host = await enter(await stage.host(meeting, "Ada"));
  const guest = await enter(stage.guest(meeting, "Grace"));
  const ids = { host: await guest.id("Ada"), guest: await host.id("Grace") };
  return { host, guest, ids };
}

const close = (...actors) => Promise.all(actors.map((actor) => actor.close()));

test("host and guest see each other", async () => {
  const { host, guest } = await two(await stage.meeting());
  const seen = (await guest.people()).map(({ userName, isHost }) => [userName, isHost]).sort();
  assert.deepEqual(seen, [["Ada", true], ["Grace", false]]);
  await close(host, guest);
});

test("the two views meet", async () => {
  const meeting = await stage.meeting();
  const host = await enter(await stage.host(meeting, "Ada"));
  const guest = await stage.enter(stage.guest(meeting, "Grace"), "component");
  await host.id("Grace");
  await guest.id("Ada");
  assert.equal((await stage.zoom("GET", `/meetings/${meeting.id}`)).status, "started");
  await close(host, guest);
});

test("what the host does to a guest, both see", async () => {
  const meeting = await stage.meeting();
  const { host, guest, ids } = await two(meeting);
  const done = async (method, options) => assert.equal((await host.ask(method, options)).status, true, method);
  await done("rename", { userId: ids.guest, oldName: "Grace", newName: "Grace Hopper" });
  assert.equal(await guest.id("Grace Hopper"), ids.guest);
  await done("mute", { userId: ids.guest, mute: true });
  await guest.sees("onUserUpdate", { userId: ids.guest, muted: true });
  await done("lockMeeting", { lockMeeting: true });
  const late = await stage.open(stage.guest(meeting, "Late"), "component");
  assert.equal((await late.outcome).errorCode, 4006);
  await done("makeHost", { userId: ids.guest });
  await guest.sees("onUserUpdate", { userId: ids.guest, isHost: true });
  assert.equal((await guest.ask("expel", { userId: ids.host })).status, true);
  await host.shows("You have been removed");
  await guest.sees("onUserLeave", { userId: ids.host });
  await close(host, guest, late);
});

test("the host mutes all, and ends the meeting for all", async () => {
  const meeting = await stage.meeting();
  const { host, guest, ids } = await two(meeting);
  assert.equal((await host.ask("muteAll", { muteAll: true })).status, true);
  await guest.sees("onUserUpdate", { userId: ids.guest, muted: true });
  assert.equal((await host.ask("endMeeting")).status, true);
  await guest.sees("onMeetingStatus", { meetingStatus: 3 });
  assert.equal((await stage.zoom("GET", `/meetings/${meeting.id}`)).status, "waiting");
  await close(host, guest);
});

test("they chat with the other view, all together and one with one", async () => {
  const meeting = await stage.meeting();
  const host = await enter(await stage.host(meeting, "Ada"));
  const guest = await stage.enter(stage.guest(meeting, "Grace"), "component");
  const third = await enter(stage.guest(meeting, "Joan"));
  const ids = { host: await guest.id("Ada"), guest: await host.id("Grace"), third: await host.id("Joan") };
  assert.equal((await host.ask("sendChat", { message: "To all", userId: 0 })).status, true);
  await guest.sees("chat-on-message", { message: "To all" });
  await third.shows("To all");
  assert.equal((await third.ask("sendChat", { message: "To Grace", userId: ids.guest })).status, true);
  const [, heard] = await guest.told("chat-on-message", { message: "To Grace" });
  assert.deepEqual([heard.sender.name, heard.sender.userId], ["Joan", ids.third]);
  await guest.call("sendChat", "To Ada", ids.host);
  await host.shows("To Ada");
  assert.equal(await third.page.getByText("To Ada").count(), 0);
  // Nothing that was tried has Client View tell its listener.
  assert.ok(!(await host.page.evaluate(() => seen.map(([name]) => name))).includes("onReceiveChatMsg"));
  await close(host, guest, third);
});

test("who sees the preview comes in after it", async () => {
  const meeting = await stage.meeting();
  const host = await enter(await stage.host(meeting, "Ada"));
  const guest = await stage.open(stage.guest(meeting, "Grace", { preview: true }), "client");
  const button = guest.page.getByRole("button", { name: "Join", exact: true });
  await button.waitFor({ timeout: 30_000 });
  assert.deepEqual((await host.people()).map(({ userName }) => userName), ["Ada"], "nobody is in yet");
  await button.click();
  assert.deepEqual(await guest.outcome, { joined: true });
  await guest.id("Ada");
  await host.id("Grace");
  await close(host, guest);
});

test("the host names a co-host", async () => {
  const { host, guest, ids } = await two(await stage.meeting());
  assert.equal((await host.ask("makeCoHost", { userId: ids.guest })).status, true);
  await guest.sees("onUserUpdate", { userId: ids.guest, isCoHost: true });
  await close(host, guest);
});

test("who leaves is gone at once", async () => {
  const { host, guest, ids } = await two(await stage.meeting());
  await guest.ask("leaveMeeting").catch(() => {}); // the page goes to its leaveUrl
  await host.sees("onUserLeave", { userId: ids.guest });
  await close(host, guest);
});

test("a meeting that asks for registration takes the registrant's tk", async () => {
  const meeting = await stage.meeting({ join_before_host: true, approval_type: 0 });
  const person = { email: "guest@example.com", first_name: "Grace" };
  const { join_url } = await stage.zoom("POST", `/meetings/${meeting.id}/registrants`, person);
  const guest = await enter(stage.guest(meeting, "Grace", { tk: new URL(join_url).searchParams.get("tk") }));
  await guest.id("Grace");
  await guest.close();
});

test("each refusal shows Zoom's own code", async () => {
  const open = await stage.meeting({ join_before_host: true });
  const webinar = await stage.webinar({ approval_type: 2 });
  await stage.control("POST", `/meetings/${webinar.id}/participants`, { name: "Ada", role: "host" });
  const locked = await stage.meeting({ join_before_host: true, meeting_authentication: true });
  const registered = await stage.meeting({ join_before_host: true, approval_type: 0 });
  const good = stage.guest(open, "Grace");
  const host = await stage.host(open, "Ada");
  const signed = (claims) => ({ ...good, signature: stage.sign(open.id, 0, claims) });
  for (const [what, options, code] of [
    ["another secret", { ...good, signature: `${good.signature.slice(0, -4)}AAAA` }, 3712],
    ["an unknown key", signed({ appKey: "unknown" }), 3704],
    ["expired", signed({ iat: 1_700_000_000, exp: 1_700_007_200 }), 3705],
    ["another number", signed({ mn: "81234567890" }), 3706],
    ["no such meeting", { ...good, meetingNumber: "123456789", signature: stage.sign(123456789, 0) }, 3707],
    ["role 2", signed({ role: 2 }), 3708],
    ["host without ZAK", { ...host, zak: undefined }, 3003],
    ["host with a bad ZAK", { ...host, zak: "nonsense" }, 3623],
    ["webinar without e-mail", { ...stage.guest(webinar, "Grace"), userEmail: "" }, 3005],
    ["signed-in users only", stage.guest(locked, "Grace"), 3100],
    ["a bad tk", stage.guest(registered, "Grace", { tk: "nonsense" }), 3610],
  ]) {
    const page = await stage.open(options, "client");
    assert.equal((await page.outcome).errorCode, code, what);
    await page.close();
  }
  for (const [options, words] of [
    [{ ...good, password: "wrong" }, "Passcode wrong"],
    [stage.guest(registered, "Grace"), "Registration Meeting"],
  ]) {
    const page = await stage.open(options, "client");
    page.outcome.catch(() => {}); // it calls nobody back
    await page.shows(words);
    await page.close();
  }
});

test("what the page leaves unhandled: nothing", async () => {
  const faults = [];
  const watch = async (page) => page.on("pageerror", (error) => faults.push(error));
  const meeting = await stage.meeting();
  for (const who of [await stage.host(meeting, "Ada"), stage.guest(meeting, "Grace")]) {
    const actor = await stage.open(who, "client", watch);
    assert.deepEqual(await actor.outcome, { joined: true });
    await actor.id("Ada");
    await actor.page.waitForTimeout(3_000); // what it asks once it is in
  }
  assert.deepEqual(faults, []);
});
