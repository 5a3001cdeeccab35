// The real Web SDK in Component View against the emulator, through the bridge, from plain http.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Stage } from "./stage/stage.mjs";

let stage;
before(async () => {
  stage = await Stage.build();
});
afterEach(() => stage?.clear());
after(() => stage?.strike());

/** A host and a guest who see each other. */
async function two(meeting) {
  const host = await stage.enter(await stage.host(meeting, "Ada"));
  const guest = await stage.enter(stage.guest(meeting, "Grace"));
  const ids = { host: await guest.id("Ada"), guest: await host.id("Grace") };
  return { host, guest, ids };
}

test("an attendee waits for the host, then each sees the other", async () => {
  const meeting = await stage.meeting();
  const early = await stage.open(stage.guest(meeting, "Early"));
  assert.deepEqual(await early.outcome, { errorCode: 3008, reason: "Meeting has not started" });
  await early.close();

  const { host, guest, ids } = await two(meeting);
  await host.sees("connection-change", { state: "Connected" });
  assert.equal(await host.page.evaluate(() => crossOriginIsolated), true);
  assert.deepEqual(
    (await guest.people()).map(({ userName, isHost }) => [userName, isHost]).sort(),
    [["Ada", true], ["Grace", false]],
  );
  assert.equal((await stage.zoom("GET", `/meetings/${meeting.id}`)).status, "started");
  assert.notEqual(ids.host, ids.guest);
  await host.close();
  await guest.close();
});

test("what the host does to a guest, both see", async () => {
  const meeting = await stage.meeting();
  const { host, guest, ids } = await two(meeting);
  await host.call("rename", "Grace Hopper", ids.guest);
  await guest.sees("user-updated", { userId: ids.guest, displayName: "Grace Hopper" });
  await host.call("makeCoHost", ids.guest);
  await guest.sees("user-updated", { userId: ids.guest, bCoHost: true });
  await host.call("putOnHold", ids.guest, true);
  await guest.shows("The host will let you in soon");
  await stage.control("PATCH", `/meetings/${meeting.id}/participants/${ids.guest}`, { onHold: false });
  await guest.sees("user-added", { userId: ids.host });
  await host.call("makeHost", ids.guest);
  await host.sees("user-updated", { userId: ids.guest, isHost: true });
  await guest.call("expel", ids.host);
  await host.sees("connection-change", { state: "Closed", reason: "kicked by host" });
  await guest.sees("user-removed", { userId: ids.host });
  await guest.close();
  await host.close();
});

test("they chat, all together and one with one", async () => {
  for (const made of [await stage.meeting(), await stage.webinar()]) {
    const { host, guest, ids } = await two(made);
    const third = await stage.enter(stage.guest(made, "Joan"));
    const { id, message, receiver } = await host.call("sendChat", "Hi, Grüße");
    assert.deepEqual([message, receiver.name, receiver.userId], ["Hi, Grüße", "Everyone", 0]);
    for (const hears of [guest, third]) await hears.sees("chat-on-message", { id, message: "Hi, Grüße" });
    await guest.call("sendChat", "Psst", ids.host);
    const [, psst] = await host.told("chat-on-message", { message: "Psst" });
    assert.deepEqual([psst.sender.name, psst.sender.userId], ["Grace", ids.guest]);
    assert.deepEqual([psst.receiver.name, psst.receiver.userId], ["Ada", ids.host]);
    await guest.call("sendChat", "All again");
    await third.sees("chat-on-message", { message: "All again" });
    const heard = await third.page.evaluate(() => JSON.stringify(seen));
    assert.ok(!heard.includes("Psst"), heard);
    for (const actor of [host, guest, third]) await actor.close();
  }
});

test("others come, change and go", async () => {
  const meeting = await stage.meeting({ join_before_host: true });
  const guest = await stage.enter(stage.guest(meeting, "Grace"));
  const people = `/meetings/${meeting.id}/participants`;
  const { id } = await stage.control("POST", people, { name: "Robot" });
  await guest.sees("user-added", { userId: id, displayName: "Robot" });
  await stage.control("PATCH", `${people}/${id}`, { name: "Robby", muted: true });
  await guest.sees("user-updated", { userId: id, displayName: "Robby" });
  await guest.sees("user-updated", { userId: id, muted: true });
  await stage.control("DELETE", `${people}/${id}`);
  await guest.sees("user-removed", { userId: id });
  await guest.close();
});

test("after a cut the same participant is back, and nobody noticed", async () => {
  const webinar = await stage.webinar();
  const { host, guest, ids } = await two(webinar);
  await stage.control("DELETE", `/meetings/${webinar.id}/participants/${ids.guest}/connection`);
  await guest.sees("connection-change", { state: "Reconnecting" });
  await guest.sees("connection-change", { state: "Connected" });
  await guest.sees("user-added", { userId: ids.host });
  assert.equal(await guest.id("Grace"), ids.guest);
  const told = await host.page.evaluate(() => seen.map(([name]) => name));
  assert.ok(!told.includes("user-removed"), `${told}`);
  await host.close();
  await guest.close();
});

test("the host ends the meeting for all", async () => {
  const meeting = await stage.meeting();
  const { host, guest } = await two(meeting);
  await host.call("endMeeting");
  await guest.sees("connection-change", { state: "Closed", reason: "ended by host" });
  await guest.shows("This meeting has been ended by host");
  assert.equal((await stage.zoom("GET", `/meetings/${meeting.id}`)).status, "waiting");
  await host.close();
  await guest.close();
});

test("REST ends and deletes what is going on", async () => {
  const meeting = await stage.meeting({ join_before_host: true });
  const ended = await stage.enter(stage.guest(meeting, "Grace"));
  await stage.zoom("PUT", `/meetings/${meeting.id}/status`, { action: "end" });
  await ended.sees("connection-change", { state: "Closed", reason: "ended by host" });
  await ended.close();
  const again = await stage.enter(stage.guest(meeting, "Grace"));
  await stage.zoom("DELETE", `/meetings/${meeting.id}`);
  await again.sees("connection-change", { state: "Closed", reason: "ended by host" });
  await again.close();
});

test("who leaves is gone at once", async () => {
  const { host, guest, ids } = await two(await stage.meeting());
  await guest.call("leaveMeeting");
  await guest.sees("connection-change", { state: "Closed" });
  await host.sees("user-removed", { userId: ids.guest });
  await host.close();
  await guest.close();
});

test("the waiting room holds until the host admits", async () => {
  const meeting = await stage.meeting({ waiting_room: true });
  const host = await stage.enter(await stage.host(meeting, "Ada"));
  const guest = await stage.open(stage.guest(meeting, "Grace"));
  await guest.shows("The host will let you in soon");
  await host.sees("user-added", { displayName: "Grace", bHold: true });
  await host.page.getByRole("button", { name: "Admit", exact: true }).click();
  await guest.id("Ada");
  assert.deepEqual(await guest.outcome, { joined: true });
  await host.close();
  await guest.close();
});

test("the host's own calls admit one and all, and their promises are kept", async () => {
  const meeting = await stage.meeting({ waiting_room: true });
  const people = `/meetings/${meeting.id}/participants`;
  const host = await stage.enter(await stage.host(meeting, "Ada"));
  const ids = {};
  for (const name of ["One", "Two", "Three"]) ids[name] = (await stage.control("POST", people, { name })).id;
  await host.sees("user-added", { userId: ids.Three, bHold: true });
  await host.call("admit", ids.One);
  assert.equal(await host.id("One"), ids.One);
  await host.call("admitAll");
  for (const name of ["Two", "Three"]) assert.equal(await host.id(name), ids[name]);
  await host.call("mute", true, ids.One);
  await host.sees("user-updated", { userId: ids.One, muted: true });
  await host.call("muteAll", true);
  await host.sees("user-updated", { userId: ids.Three, muted: true });
  await host.close();
});

test("what the page leaves unhandled: nothing", async () => {
  const faults = [];
  const watch = async (page) => page.on("pageerror", (error) => faults.push(error));
  const meeting = await stage.meeting();
  for (const who of [await stage.host(meeting, "Ada"), stage.guest(meeting, "Grace")]) {
    const actor = await stage.open(who, "component", watch);
    assert.deepEqual(await actor.outcome, { joined: true });
    await actor.id("Ada");
    await actor.page.waitForTimeout(1_500); // its media is set up meanwhile
  }
  assert.deepEqual(faults, []);
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
    ["padding", { ...good, signature: `${good.signature}=` }, 3712],
    ["meetingNumber claim", signed({ mn: undefined, meetingNumber: String(open.id) }), 3712],
    ["an unknown key", signed({ appKey: "unknown" }), 3704],
    ["expired", signed({ iat: 1_700_000_000, exp: 1_700_007_200 }), 3705],
    ["another number", signed({ mn: "81234567890" }), 3706],
    ["no such meeting", { ...good, meetingNumber: "123456789", signature: stage.sign(123456789, 0) }, 3707],
    ["role 2", signed({ role: 2 }), 3708],
    ["passcode", { ...good, password: "wrong" }, 3004],
    ["host without ZAK", { ...host, zak: undefined }, 3003],
    ["host with a bad ZAK", { ...host, zak: "nonsense" }, 3623],
    ["webinar without e-mail", { ...stage.guest(webinar, "Grace"), userEmail: undefined }, 3005],
    ["signed-in users only", stage.guest(locked, "Grace"), 3100],
    ["not registered", stage.guest(registered, "Grace"), 3099],
    ["a bad tk", stage.guest(registered, "Grace", { tk: "nonsense" }), 3610],
  ]) {
    const page = await stage.open(options);
    assert.equal((await page.outcome).errorCode, code, what);
    await page.close();
  }
  const { attempts } = await stage.control("GET", "/attempts?since=0");
  const last = attempts.at(-1).verdict;
  assert.deepEqual([last.verdict, last.reason, last.shown], ["refused", "registrant-token-bad", 3610]);
});
