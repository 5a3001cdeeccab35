// The rows: what happens when somebody joins. Names of people: Ada hosts, Alma is her alternative, Grace comes.

import assert from "node:assert/strict";
import { external } from "./external.mjs";
import { webinars } from "./webinars.mjs";

const tkOf = (join_url) => new URL(join_url).searchParams.get("tk");

/** @typedef {{ name: string, play: (scene: import("./scene.mjs").Scene) => Promise<void>, but?: Record<string, string> }} Row */

/** @type {Row[]} */
export const rows = [
  {
    name: "the host starts with a ZAK",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      const host = await scene.enter(await scene.stage.host(meeting, "Ada"));
      assert.equal((await host.people()).find(({ userName }) => userName === "Ada").isHost, true);
      assert.equal((await scene.stage.zoom("GET", `/meetings/${meeting.id}`)).status, "started");
      await scene.events(meeting, "meeting.started");
      const joined = await scene.participant(meeting, "participant_joined", "Ada");
      assert.deepEqual([joined.participant_user_id, joined.email], [meeting.host_id, meeting.host_email]);
    },
  },
  {
    name: "an alternative host starts, and the host returns",
    async play(scene) {
      const email = `alma.${scene.view}@example.com`;
      const user = await scene.stage.zoom("POST", "/users", { action: "custCreate", user_info: { email, type: 2 } });
      const meeting = await scene.stage.meeting({ alternative_hosts: email });
      const alma = await scene.enter(await scene.stage.host(meeting, "Alma", user.id));
      await scene.becomes(meeting, "Alma", { role: "host" });
      await scene.other(meeting, "Ada", "host");
      await alma.id("Ada");
      await scene.becomes(meeting, "Alma", { role: "co-host" });
      const hosts = (await alma.people()).filter(({ isHost }) => isHost);
      assert.deepEqual(hosts.map(({ userName }) => userName), ["Ada"]);
      const changed = await scene.participant(meeting, "participant_role_changed", "Alma");
      assert.deepEqual([changed.old_role, changed.new_role, changed.participant_user_id], ["host", "co-host", user.id]);
    },
  },
  {
    name: "nobody starts without being the host (3003), or with a bad ZAK (3623)",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      const host = await scene.stage.host(meeting, "Ada");
      await scene.refused({ ...host, zak: undefined }, 3003);
      await scene.refused({ ...host, zak: "nonsense" }, 3623);
    },
  },
  {
    name: "who comes before the host waits (3008)",
    but: { client: "Client View has no code for a meeting that has not started: it calls back `1`." },
    async play(scene) {
      const meeting = await scene.stage.meeting();
      await scene.refused(scene.stage.guest(meeting, "Grace"), 3008);
      await scene.events(meeting, "participant_jbh_waiting");
    },
  },
  {
    name: "join before host, from jbh_time on",
    async play(scene) {
      const soon = await scene.stage.meeting({ join_before_host: true, jbh_time: 5 });
      await scene.refused(scene.stage.guest(soon, "Grace"), 3008, { code: 1 });
      const meeting = await scene.stage.meeting({ join_before_host: true });
      await scene.enter(scene.stage.guest(meeting, "Grace"));
      await scene.events(meeting, "participant_jbh_joined");
    },
  },
  {
    name: "waiting room: admitted",
    async play(scene) {
      const meeting = await scene.stage.meeting({ waiting_room: true });
      await scene.other(meeting, "Ada", "host");
      const guest = await scene.open(scene.stage.guest(meeting, "Grace"));
      await scene.becomes(meeting, "Grace", { onHold: true });
      await scene.stage.control("POST", `/meetings/${meeting.id}/admit`);
      assert.deepEqual(await guest.outcome, { joined: true });
      await guest.id("Ada");
      const told = await scene.events(meeting, "participant_joined");
      const names = told.map(({ event }) => event.split(".")[1]).filter((name) => /waiting|admitted/.test(name));
      assert.deepEqual(names, ["participant_joined_waiting_room", "participant_admitted"]);
    },
  },
  {
    name: "waiting room: denied",
    async play(scene) {
      const meeting = await scene.stage.meeting({ waiting_room: true });
      await scene.other(meeting, "Ada", "host");
      const guest = await scene.open(scene.stage.guest(meeting, "Grace"));
      await scene.becomes(meeting, "Grace", { onHold: true });
      await scene.remove(meeting, (await scene.there(meeting)).Grace.id);
      await scene.over(guest, "kicked by host", "You have been removed");
      await scene.events(meeting, "participant_left_waiting_room");
    },
  },
  {
    name: "put back into the waiting room, and let in again",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      await scene.other(meeting, "Ada", "host");
      const guest = await scene.enter(scene.stage.guest(meeting, "Grace"));
      const { id } = (await scene.there(meeting)).Grace;
      await scene.change(meeting, id, { onHold: true });
      await scene.waits(guest);
      await scene.change(meeting, id, { onHold: false });
      assert.equal(await guest.id("Grace"), id);
      await guest.id("Ada");
    },
  },
  {
    name: "a lost connection, and back as the same one",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      await scene.other(meeting, "Ada", "host");
      const guest = await scene.enter(scene.stage.guest(meeting, "Grace"));
      const { id } = (await scene.there(meeting)).Grace;
      for (const _ of ["once", "and again"]) {
        await scene.cut(meeting, id);
        await scene.returns(guest);
      }
      assert.equal(await guest.id("Grace"), id);
      await guest.id("Ada");
      await scene.remove(meeting, id);
      const told = await scene.events(meeting, "participant_left");
      const names = told.map(({ event }) => event.split(".")[1]).filter((name) => /^participant_(joined|left)$/.test(name));
      assert.deepEqual(names, ["participant_joined", "participant_joined", "participant_left"]);
    },
  },
  {
    name: "a wrong passcode (3004)",
    async play(scene) {
      const meeting = await scene.stage.meeting({ join_before_host: true });
      const guest = scene.stage.guest(meeting, "Grace", { password: "wrong" });
      await scene.refused(guest, 3004, { words: "Passcode wrong" });
    },
  },
  {
    name: "registration (3099), and the registrant's tk",
    async play(scene) {
      const meeting = await scene.stage.meeting({ join_before_host: true, approval_type: 0 });
      const guest = scene.stage.guest(meeting, "Grace", { customerKey: "ck-1" });
      await scene.refused(guest, 3099, { words: "Registration Meeting" });
      const person = { email: "grace@example.com", first_name: "Grace" };
      const { registrant_id, join_url } = await scene.stage.zoom("POST", `/meetings/${meeting.id}/registrants`, person);
      await scene.refused({ ...guest, tk: "nonsense" }, 3610);
      await scene.enter({ ...guest, tk: tkOf(join_url) });
      const joined = await scene.participant(meeting, "participant_joined", "Grace");
      assert.deepEqual([joined.registrant_id, joined.email, joined.customer_key], [registrant_id, person.email, "ck-1"]);
      await scene.end(meeting);
      const { Grace: past } = await scene.past("meetings", meeting);
      assert.deepEqual([past.registrant_id, past.user_email], [registrant_id, person.email]);
      assert.deepEqual([past.status, past.internal_user], ["in_meeting", false]);
    },
  },
  {
    name: "signed-in users only (3100), and a user's ZAK",
    async play(scene) {
      const meeting = await scene.stage.meeting({ join_before_host: true, meeting_authentication: true });
      const guest = scene.stage.guest(meeting, "Grace");
      await scene.refused(guest, 3100);
      await scene.enter({ ...guest, zak: await scene.stage.zak() });
      const joined = await scene.participant(meeting, "participant_joined", "Grace");
      assert.deepEqual([joined.participant_user_id, joined.email], [meeting.host_id, meeting.host_email]);
      await scene.end(meeting);
      assert.equal((await scene.past("meetings", meeting)).Grace.internal_user, true);
    },
  },
  ...webinars,
  ...external,
  {
    name: "removed, and not let in again (3009)",
    async play(scene) {
      const meeting = await scene.stage.meeting({ join_before_host: true });
      const guest = await scene.enter(scene.stage.guest(meeting, "Grace"));
      await scene.other(meeting, "Ada", "host");
      await scene.remove(meeting, await guest.id("Grace"));
      await scene.over(guest, "kicked by host", "You have been removed");
      const left = await scene.participant(meeting, "participant_left", "Grace");
      assert.match(left.leave_reason, /Removed by host/);
      await scene.refused(scene.stage.guest(meeting, "Grace"), 3009);
    },
  },
  {
    name: "the host ends it for all",
    async play(scene) {
      const meeting = await scene.stage.meeting({ join_before_host: true });
      const guest = await scene.enter(scene.stage.guest(meeting, "Grace"));
      await scene.end(meeting);
      await scene.over(guest, "ended by host");
      await scene.events(meeting, "meeting.ended");
      const past = await scene.stage.zoom("GET", `/past_meetings/${meeting.id}`);
      assert.equal(past.participants_count, 1);
    },
  },
  {
    name: "it ends while somebody comes in (4004)",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      await scene.other(meeting, "Ada", "host");
      const ends = (page) =>
        page.route("**/wc/ping/**", async (route) => {
          await scene.end(meeting);
          await route.continue();
        });
      await scene.refused(scene.stage.guest(meeting, "Grace"), 4004, { words: "This meeting has been ended by host" }, ends);
    },
  },
  {
    name: "locked (4006)",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      const host = await scene.enter(await scene.stage.host(meeting, "Ada"));
      if (scene.inComponentView) await host.call("lockMeeting", true);
      else await host.ask("lockMeeting", { lockMeeting: true });
      await scene.refused(scene.stage.guest(meeting, "Grace"), 4006, { words: "Host has locked this meeting" });
    },
  },
  {
    name: "as many as the host's licence holds (4005)",
    async play(scene) {
      const email = `basic.${scene.view}@example.com`;
      const { id } = await scene.stage.zoom("POST", "/users", { action: "custCreate", user_info: { email, type: 1 } });
      await scene.stage.control("PATCH", `/users/${id}`, { meetingCapacity: 2 });
      const settings = { join_before_host: true };
      const meeting = await scene.stage.zoom("POST", `/users/${id}/meetings`, { topic: "Small", type: 2, settings });
      for (const name of ["One", "Two"]) await scene.other(meeting, name);
      await scene.refused(scene.stage.guest(meeting, "Grace"), 4005, { words: "at the host's allowed capacity" });
    },
  },
  {
    name: "the host renames and mutes another",
    async play(scene) {
      const meeting = await scene.stage.meeting();
      const host = await scene.enter(await scene.stage.host(meeting, "Ada"));
      const { id } = await scene.other(meeting, "Robot");
      assert.equal(await host.id("Robot"), id);
      if (scene.inComponentView) {
        await host.call("rename", "Robby", id);
        await host.call("mute", true, id);
        await host.sees("user-updated", { userId: id, muted: true });
      } else {
        await host.ask("rename", { userId: id, oldName: "Robot", newName: "Robby" });
        await host.ask("mute", { userId: id, mute: true });
      }
      await scene.becomes(meeting, "Robby", { muted: true });
      assert.equal(await host.id("Robby"), id);
    },
  },
];
