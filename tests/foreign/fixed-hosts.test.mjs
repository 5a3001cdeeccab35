// Python clients whose hosts are constants, unchanged: they reach the emulator as https://api.zoom.us and https://zoom.us.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";
import { proxy } from "./proxy.mjs";

let zoom;
let way;
before(async () => {
  zoom = await emulator();
  way = await proxy(zoom.env.EMULATOR_TLS_URL);
});
after(async () => {
  way?.stop();
  await zoom?.stop();
});

const run = (env) =>
  output(".venv/bin/python", ["-W", "ignore", "fixed_hosts_client.py"], {
    cwd: import.meta.dirname,
    env: { ...zoom.env, HTTPS_PROXY: way.url, NO_PROXY: "", REQUESTS_CA_BUNDLE: zoom.env.NODE_EXTRA_CA_CERTS, ...env },
  });

describe("zoom-python-client and pyzoom", () => {
  let said;
  before(async () => {
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stderr);
    said = JSON.parse(stdout);
  });

  it("ask Zoom's own hosts, and their certificates are right", () => {
    assert.deepEqual([...way.hosts].sort(), ["api.zoom.us", "zoom.us"]);
  });

  it("have a token by credentials in a query with a JSON content type and no body, and read users", () => {
    assert.equal(said.user.email, zoom.env.ZOOM_HOST);
    assert.ok(said.users.users.some(({ email }) => email === zoom.env.ZOOM_HOST));
  });

  it("create, read and list a meeting", () => {
    assert.equal(said.created.topic, "From pyzoom");
    assert.equal(said.created.duration, 45);
    assert.ok(said.listed.meetings.some(({ id }) => id === said.created.id));
    assert.ok(said.meetings.meetings.some(({ id }) => id === said.created.id));
  });

  it("update it, and the other client sees it", () => {
    for (const meeting of [said.got, said.read]) {
      assert.equal(meeting.topic, "A better topic");
      assert.equal(meeting.duration, 30);
      assert.equal(meeting.id, said.created.id);
    }
  });

  it("register somebody, and cancel it", () => {
    assert.ok(new URL(said.registered.join_url).searchParams.get("tk"));
    assert.deepEqual(said.registrants.registrants.map(({ email }) => email), ["ada@example.org"]);
    assert.deepEqual(said.cancelled.registrants, []);
  });

  it("delete it, and say Zoom's words when it is gone", () => {
    assert.equal(said.deleted, true);
    assert.match(said.gone, new RegExp(`3001.*Meeting does not exist: ${said.created.id}\\.`));
  });
});

it("who does not trust the authority gets no answer", async () => {
  const { code, stderr } = await run({ REQUESTS_CA_BUNDLE: "" });
  assert.equal(code, 1);
  assert.match(stderr, /CERTIFICATE_VERIFY_FAILED/);
});

it("a wrong secret is Zoom's 400", async () => {
  const { code, stderr } = await run({ ZOOM_CLIENT_SECRET: "not-the-secret" });
  assert.equal(code, 1);
  assert.match(stderr, /400 Client Error.*zoom\.us\/oauth\/token/);
});
