// A widely used client for Node, unchanged: its hosts are constants. It plans a series, asks people and adds users.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";

let zoom;
let said;
before(async () => {
  zoom = await emulator();
  const { code, stdout, stderr } = await output("node", ["--import", "./resolve.mjs", "zoomapi-client.mjs"], {
    cwd: import.meta.dirname,
    env: zoom.env,
  });
  assert.equal(code, 0, stderr);
  said = JSON.parse(stdout);
});
after(() => zoom?.stop());

describe("zoomapi", () => {
  it("adds a user, who is pending, and takes them away", () => {
    assert.equal(said.user.display_name, "Grace Hopper");
    assert.equal(said.user.timezone, "Europe/Berlin");
    assert.deepEqual(said.pending.users.map(({ id }) => id), [said.made.id]);
    assert.deepEqual(said.left, { httpStatusCode: 404, errorCode: 1001, message: `User does not exist: ${said.made.id}.` });
  });

  it("reads licences and has a ZAK", () => {
    assert.equal(said.settings.feature.webinar, true);
    assert.ok(said.zak.token);
  });

  it("plans a series in local time", () => {
    const starts = said.series.occurrences.map(({ start_time }) => start_time);
    assert.deepEqual(starts, ["2030-05-01", "2030-05-06", "2030-05-08", "2030-05-13"].map((day) => `${day}T07:00:00Z`));
  });

  it("moves one date, which keeps its id, and cancels another", () => {
    const [first, second, third] = said.changed.occurrences;
    const { occurrence_id } = said.series.occurrences[0];
    assert.deepEqual(first, { occurrence_id, start_time: "2030-06-03T07:00:00Z", duration: 15, status: "available" });
    assert.equal(second.status, "deleted");
    assert.deepEqual(third, said.series.occurrences[2]);
    assert.equal(said.moved.start_time, first.start_time);
    assert.deepEqual(said.listed.meetings.map(({ start_time }) => start_time), [first.start_time]);
  });

  it("registers somebody for one date and approves them", () => {
    const ada = said.registered.registrant_id;
    assert.equal(said.registered.join_url, undefined);
    assert.equal(said.registered.occurrences.length, 1);
    assert.deepEqual(said.waiting.registrants.map(({ id }) => id), [ada]);
    assert.deepEqual(said.approved.registrants.map(({ id, status }) => [id, status]), [[ada, "approved"]]);
    assert.deepEqual(said.others.registrants, []);
  });

  it("invites, and finds no recordings", () => {
    assert.match(said.invitation.invitation, /Join Zoom Meeting\r\n/);
    const message = "There is no recording for this meeting.";
    assert.deepEqual(said.recordings, { httpStatusCode: 404, errorCode: 3301, message });
  });

  it("deletes the series, takes it back and deletes it again", () => {
    assert.equal(said.recovered.topic, "From zoomapi");
    const message = `Meeting does not exist: ${said.series.id}.`;
    assert.deepEqual(said.gone, { httpStatusCode: 404, errorCode: 3001, message });
  });

  it("has panelists speak, who cannot register as well", () => {
    assert.deepEqual(said.panelists.panelists.map(({ name }) => name), ["Pia"]);
    assert.equal(said.speaker.errorCode, 3000);
    assert.match(said.speaker.message, /invited as a panelist/);
    assert.deepEqual(said.nobody, { total_records: 0, panelists: [] });
  });

  it("takes a registrant of a webinar off the list, and finds no answers before it ended", () => {
    assert.ok(new URL(said.attendee.join_url).searchParams.get("tk"));
    assert.deepEqual(said.registrants.registrants, []);
    assert.equal(said.qa.message, "Webinar ID is invalid or not end.");
  });
});
