// The most used Python client, unchanged.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";

let zoom;
before(async () => {
  zoom = await emulator();
});
after(() => zoom?.stop());

async function zoomus(kind, env = {}) {
  const { code, stdout, stderr } = await output(".venv/bin/python", ["zoomus_client.py", kind], {
    cwd: import.meta.dirname,
    env: { ...zoom.env, ...env },
  });
  assert.notEqual(stdout, "", stderr);
  return { code, stderr, said: JSON.parse(stdout) };
}

for (const [kind, plural, type] of [
  ["meeting", "meetings", 2],
  ["webinar", "webinars", 5],
]) {
  describe(`a ${kind} with zoomus`, () => {
    let said;
    before(async () => {
      const run = await zoomus(kind);
      assert.equal(run.code, 0, run.stderr);
      said = run.said;
    });

    it("is created, although zoomus repeats the user in the body", () => {
      const { status, body } = said.created;
      assert.equal(status, 201);
      assert.equal(body.type, type);
      assert.equal(body.topic, `A ${kind} from zoomus`);
      assert.equal(body.settings.approval_type, 0);
      assert.equal(body.host_id, said.user.body.id);
    });

    it("is read back and listed", () => {
      assert.equal(said.first.status, 200);
      assert.equal(said.first.body.uuid, said.created.body.uuid);
      assert.equal(said.first.body.start_time, said.created.body.start_time);
      assert.ok(said.listed.body[plural].some(({ id }) => id === said.created.body.id));
    });

    it("takes an update whose body repeats the id", () => {
      assert.deepEqual(said.updated, { status: 204, body: null });
      assert.equal(said.second.body.topic, `A better ${kind}`);
      assert.equal(said.second.body.id, said.created.body.id);
    });

    it("takes a registrant", () => {
      assert.equal(said.registered.status, 201);
      assert.ok(new URL(said.registered.body.join_url).searchParams.get("tk"));
      const [ada, ...others] = said.all.body.registrants;
      assert.deepEqual(others, []);
      assert.equal(ada.id, said.registered.body.registrant_id);
      assert.equal(ada.first_name, "Ada");
    });

    it("is in no report as long as nobody held it", () => {
      assert.deepEqual([said.report.status, said.report.body.meetings], [200, []]);
      assert.deepEqual([said.hosts.status, said.hosts.body.users], [200, []]);
      assert.equal(said.daily.body.dates.at(-1).meetings, 0);
      const message = `Meeting ${said.created.body.id} not found or has expired.`;
      assert.deepEqual(said.reported, { status: 404, body: { code: 3001, message } });
    });

    it("is deleted by a request with a JSON content type and no body", () => {
      assert.deepEqual(said.removed, { status: 204, body: null });
      const word = kind === "meeting" ? "Meeting" : "Webinar";
      assert.deepEqual(said.gone, {
        status: 404,
        body: { code: 3001, message: `${word} does not exist: ${said.created.body.id}.` },
      });
    });
  });
}

it("a wrong secret leaves zoomus with the token None, which is no access token", async () => {
  const run = await zoomus("meeting", { ZOOM_CLIENT_SECRET: "not-the-secret" });
  assert.equal(run.code, 1);
  assert.deepEqual(run.said.user, { status: 401, body: { code: 124, message: "Invalid access token." } });
});
