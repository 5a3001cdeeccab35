// A command line and a Python client that act for a user, unchanged: they open a browser in which the user allows it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";
import { proxy } from "./proxy.mjs";

const BROWSER = "node --import ./resolve.mjs consent.mjs %s &";

let zoom;
let way;
let home;
before(async () => {
  zoom = await emulator();
  way = await proxy(zoom.env.EMULATOR_TLS_URL);
  home = await mkdtemp(join(tmpdir(), "countersign-home-"));
});
after(async () => {
  way?.stop();
  await zoom?.stop();
  if (home) await rm(home, { recursive: true });
});

async function python(program, args, env) {
  const { clientId, clientSecret } = zoom.meetingSdk;
  const trust = { HTTPS_PROXY: way.url, NO_PROXY: "", REQUESTS_CA_BUNDLE: zoom.env.NODE_EXTRA_CA_CERTS };
  const { code, stdout, stderr } = await output(`.venv/bin/${program}`, args, {
    cwd: import.meta.dirname,
    env: { ...zoom.env, ...trust, APP_ID: clientId, APP_SECRET: clientSecret, BROWSER, ...env },
  });
  assert.equal(code, 0, stderr + stdout);
  return JSON.parse(stdout);
}

describe("cli-anything-zoom", () => {
  const cli = (...args) => python("cli-anything-zoom", ["--json", ...args], { HOME: home });

  it("is set up, opens the page of consent and hears the code at the address that it listens on", async () => {
    const { clientId, clientSecret } = zoom.meetingSdk;
    const back = `http://localhost:${await freePort()}/callback`;
    await cli("auth", "setup", "--client-id", clientId, "--client-secret", clientSecret, "--redirect-uri", back);
    const login = await cli("auth", "login");
    assert.deepEqual([login.status, login.user], ["logged_in", zoom.env.ZOOM_HOST]);
    assert.equal((await cli("auth", "status")).token_valid, true);
  });

  it("plans a meeting, changes it and takes it away", async () => {
    const made = await cli("meeting", "create", "--topic", "Planned", "--duration", "20", "--start-time", soon());
    assert.equal(made.status, "waiting");
    assert.deepEqual((await cli("meeting", "list")).meetings.map(({ topic }) => topic), ["Planned"]);
    await cli("meeting", "update", made.id, "--topic", "Changed");
    const { topic, join_url, password } = await cli("meeting", "join", made.id);
    assert.equal(topic, "Changed");
    assert.ok(join_url && password);
    assert.equal((await cli("meeting", "delete", made.id, "--confirm")).status, "deleted");
    assert.deepEqual((await cli("meeting", "list")).meetings, []);
  });

  it("says who was there", async () => {
    const { id } = await cli("meeting", "create", "--topic", "Held", "--start-time", soon());
    await zoom.control("POST", `/meetings/${id}/participants`, { name: "Ada", role: "host" });
    await zoom.control("POST", `/meetings/${id}/participants`, { name: "Grace" });
    await zoom.control("POST", `/meetings/${id}/end`);
    const { participants } = await cli("participant", "attended", id);
    assert.deepEqual(participants.map(({ name }) => name).sort(), ["Ada", "Grace"]);
  });
});

describe("zoom-python", () => {
  let said;
  before(async () => {
    said = await python("python", ["consent_client.py"], { REDIRECT: `http://127.0.0.1:${await freePort()}/callback` });
  });

  it("has a code by PKCE's plain method, which is good once, and renews the token", () => {
    assert.equal(said.state, "x y");
    assert.deepEqual(said.granted, ["access_token", "api_url", "expires_in", "refresh_token", "scope", "token_type"]);
    assert.deepEqual(said.used_up, { reason: "Invalid authorization code", error: "invalid_request" });
    assert.equal(said.me.email, zoom.env.ZOOM_HOST);
  });

  it("plans a series and registers somebody, with what the form may ask", () => {
    assert.equal(said.series.occurrences.length, 3);
    assert.deepEqual(said.registered.occurrences, said.series.occurrences);
    assert.equal(said.read.id, said.series.id);
    assert.equal(said.listed.meetings.filter(({ id }) => id === said.series.id).length, 3);
  });
});

/** Tomorrow: what is upcoming at Zoom is within six months. */
function soon() {
  return new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, "");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
