// Zoom's own client for Node, unchanged, with all that concerns people: each of its calls that the emulator has.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";

let zoom;
let hold;
let said;
before(async () => {
  zoom = await emulator();
  hold = createServer(async (request, response) => {
    for (const number of JSON.parse(Buffer.concat(await request.toArray()))) {
      await zoom.control("POST", `/meetings/${number}/participants`, { name: "Host", role: "host" });
      await zoom.control("POST", `/meetings/${number}/participants`, { name: "Guest" });
      await zoom.control("POST", `/meetings/${number}/end`);
    }
    response.end();
  });
  await once(hold.listen(0, "127.0.0.1"), "listening");
  const HOLD_URL = `http://127.0.0.1:${hold.address().port}`;
  const { code, stdout, stderr } = await output("node", ["--import", "./resolve.mjs", "rivet-people-client.mjs"], {
    cwd: import.meta.dirname,
    env: { ...zoom.env, HOLD_URL },
  });
  assert.equal(code, 0, stderr);
  said = JSON.parse(stdout);
});
after(async () => {
  hold?.close();
  await zoom?.stop();
});

const status = (name) => said[name].statusCode;
const data = (name) => said[name].data;

for (const kind of ["meeting", "webinar"]) {
  describe(`the people of a ${kind}, with Rivet`, () => {
    it("answer what the form asks", () => {
      assert.equal(status(`${kind} form`), 204);
      assert.deepEqual(data(`${kind} questions`).questions, [{ field_name: "org", required: true }]);
      assert.match(said[`${kind} without org`].message, /\[400\/300\].*Validation Failed/);
      assert.equal(status(`${kind} with org`), 201);
      assert.equal(data(`${kind} with org`).join_url, undefined);
    });

    it("are registered together, approved, read and taken off the list", () => {
      assert.equal(status(`${kind} batch`), 201);
      assert.deepEqual(data(`${kind} batch`).registrants.map(({ email }) => email), ["bob@example.org", "cleo@example.org"]);
      assert.equal(status(`${kind} decision`), 204);
      assert.equal(data(`${kind} registrant`).status, "approved");
      assert.equal(data(`${kind} registrant`).org, "Analytical");
      assert.deepEqual(data(`${kind} registrants`).registrants.map(({ first_name }) => first_name), ["ada", "bob", "cleo"]);
      assert.equal(status(`${kind} removal`), 204);
    });

    it("have links with their names", () => {
      assert.equal(status(`${kind} links`), 201);
      assert.ok(new URL(data(`${kind} links`).attendees[0].join_url).searchParams.get("tk"));
    });

    it("are asked by polls and a survey", () => {
      assert.equal(status(`${kind} poll`), 201);
      assert.equal(status(`${kind} new poll`), 204);
      assert.equal(data(`${kind} poll again`).title, "Anew");
      assert.deepEqual(data(`${kind} polls`).polls, [data(`${kind} poll again`)]);
      assert.equal(status(`${kind} no poll`), 204);
      assert.equal(status(`${kind} survey`), 204);
      assert.equal(data(`${kind} asked`).custom_survey.title, "How was it?");
      assert.equal(status(`${kind} no survey`), 204);
      assert.deepEqual(data(`${kind} templates`), { total_records: 0, templates: [] });
    });
  });
}

describe("what else Rivet asks", () => {
  it("panelists come and go", () => {
    assert.equal(status("panelist"), 201);
    assert.ok(new URL(data("panelists").panelists[0].join_url).searchParams.get("tk"));
    assert.deepEqual([status("no panelist"), status("no panelists")], [204, 204]);
    assert.deepEqual(data("sources"), { total_records: 0, tracking_sources: [] });
  });

  it("a meeting is announced", () => {
    assert.match(data("invitation").invitation, /Meeting ID: /);
    assert.deepEqual(data("upcoming").meetings, []);
  });

  it("what ended is read, and what was not held is not", () => {
    assert.equal(data("past").participants_count, 2);
    assert.deepEqual(data("instances").meetings.map(({ uuid }) => uuid), [data("past").uuid]);
    assert.deepEqual(data("there").participants.map(({ name }) => name), ["Host", "Guest"]);
    assert.match(said["never held"].message, /\[404\/3001\]/);
    assert.equal(data("webinar instances").webinars.length, 1);
    assert.deepEqual(data("watched").participants.map(({ name }) => name), ["Host", "Guest"]);
    assert.deepEqual(data("absent").registrants.map(({ first_name }) => first_name), ["bob", "cleo"]);
    assert.deepEqual(data("recordings").meetings, []);
  });

  it("what was held is reported, and who was there", () => {
    const [uuid] = data("instances").meetings.map(({ uuid }) => uuid);
    const [webinar] = data("webinar instances").webinars.map(({ uuid }) => uuid);
    assert.deepEqual(data("held").meetings.map(({ uuid }) => uuid).sort(), [uuid, webinar].sort());
    assert.equal(data("report").uuid, uuid);
    assert.equal(data("webinar report").uuid, webinar);
    for (const name of ["reported", "webinar reported"]) {
      assert.deepEqual(data(name).participants.map(({ name }) => name), ["Host", "Guest"]);
    }
    assert.deepEqual(data("hosts").users.map(({ meetings }) => meetings), [2]);
    assert.equal(data("days").dates.at(-1).participants, 4);
  });

  it("a user is invited, found, licensed, let in and deleted", () => {
    assert.equal(status("user"), 201);
    assert.deepEqual(data("known"), { existed_email: true });
    assert.equal(status("licence"), 204);
    assert.equal(data("read").type, 2);
    assert.equal(data("read").status, "active");
    assert.equal(data("settings").feature.meeting_capacity, 300);
    assert.ok(data("zak").token);
    assert.ok(data("list").users.some(({ email }) => email === "grace@example.com"));
    assert.equal(status("left"), 204);
  });
});
