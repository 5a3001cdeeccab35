// Two Python clients, unchanged, that leave it to their user, or forget, to write a path as Zoom has it: a UUID with a slash
// inside is sent as it is, and some paths have two slashes. Zoom takes both.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";
import { proxy } from "./proxy.mjs";

let zoom;
let way;
let said;
let uuid;
before(async () => {
  zoom = await emulator();
  way = await proxy(zoom.env.EMULATOR_TLS_URL);
  const { request, number } = await meeting();
  do uuid = await hold(request, number);
  while (!/^[^/]+\/[^/]+$/.test(uuid));
  const { code, stdout, stderr } = await output(".venv/bin/python", ["-W", "ignore", "unencoded_client.py"], {
    cwd: import.meta.dirname,
    env: {
      ...zoom.env,
      HTTPS_PROXY: way.url,
      NO_PROXY: "127.0.0.1",
      REQUESTS_CA_BUNDLE: zoom.env.NODE_EXTRA_CA_CERTS,
      UUID: uuid,
      NUMBER: number,
    },
  });
  assert.equal(code, 0, stderr);
  said = JSON.parse(stdout);
});
after(async () => {
  way?.stop();
  await zoom?.stop();
});

/** Plans a meeting; `request` asks the API. */
async function meeting() {
  const { ZOOM_OAUTH, ZOOM_API, ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET } = zoom.env;
  const granted = await fetch(`${ZOOM_OAUTH}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "account_credentials", account_id: ZOOM_ACCOUNT_ID }),
  });
  const { access_token } = await granted.json();
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  const request = async (path, body) =>
    (await fetch(ZOOM_API + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) })).json();
  const { id } = await request("/users/me/meetings", { topic: "Held", type: 3 });
  return { request, number: String(id) };
}

/** Holds it, and tells the instance's UUID. */
async function hold(request, number) {
  for (const person of [{ name: "Ada", role: "host" }, { name: "Grace" }]) await zoom.control("POST", `/meetings/${number}/participants`, person);
  await zoom.control("POST", `/meetings/${number}/end`);
  return (await request(`/past_meetings/${number}`)).uuid;
}

describe("basic-zoom", () => {
  it("reads what ended by a UUID with a slash, page by page", () => {
    assert.equal(said.past.uuid, uuid);
    assert.deepEqual(said.there.participants.map(({ name }) => name).sort(), ["Ada", "Grace"]);
    assert.deepEqual(said.reported.participants.map(({ name }) => name).sort(), ["Ada", "Grace"]);
    assert.equal(said.instances.meetings.at(-1).uuid, uuid);
  });

  it("plans, changes and deletes a meeting", () => {
    assert.deepEqual([said.changed, said.topic, said.deleted], [204, "Changed", 204]);
    assert.equal(said.gone.code, 3001);
  });

  it("is told of the days that the answer is about, of which it checks that they are those it asked for", () => {
    assert.ok(said["held in 20 days"].meetings.some((meeting) => meeting.uuid === uuid));
    assert.match(said["held in 60 days"], /date range limitations/);
  });
});

describe("aiozoom", () => {
  it("plans a meeting and stops it", () => {
    assert.equal(said.made.topic, "From aiozoom");
    assert.ok(said.listed.meetings.some(({ id }) => id === said.made.id));
    assert.deepEqual(said.stopped, { status: "success" });
  });

  it("is answered where its paths have two slashes", () => {
    assert.deepEqual(said.recorded, { code: 3301, message: "There is no recording for this meeting." });
    assert.deepEqual(said.all_recorded.meetings, []);
  });
});
