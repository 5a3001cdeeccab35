// The Singer tap for Zoom, unchanged: it has a user's refresh token and copies everything that it finds into a warehouse.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";
import { proxy } from "./proxy.mjs";

const REDIRECT = "http://localhost:1/callback";

let zoom;
let way;
let folder;
before(async () => {
  zoom = await emulator();
  way = await proxy(zoom.env.EMULATOR_TLS_URL);
  folder = await mkdtemp(join(tmpdir(), "countersign-tap-"));
});
after(async () => {
  way?.stop();
  await zoom?.stop();
  if (folder) await rm(folder, { recursive: true });
});

/** A user lets the app act for them, who may act for the whole account: its refresh token. */
async function refreshToken() {
  const { apps } = await zoom.control("GET", "/apps");
  const { scopes } = apps.find(({ clientId }) => clientId === zoom.serverToServer.clientId);
  const { clientId, clientSecret } = zoom.meetingSdk;
  await zoom.control("PATCH", `/apps/${clientId}`, { scopes });
  const consent = await fetch(`${zoom.env.ZOOM_OAUTH}/oauth/authorize`, {
    method: "POST",
    body: new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: REDIRECT,
      user: zoom.host.id,
      decision: "allow",
    }),
    redirect: "manual",
  });
  const code = new URL(consent.headers.get("location")).searchParams.get("code");
  const answer = await fetch(`${zoom.env.ZOOM_OAUTH}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: REDIRECT }),
  });
  return (await answer.json()).refresh_token;
}

async function tap(...args) {
  const config = join(folder, "config.json");
  const env = {
    ...zoom.env,
    HTTPS_PROXY: way.url,
    NO_PROXY: "",
    REQUESTS_CA_BUNDLE: zoom.env.NODE_EXTRA_CA_CERTS,
  };
  const run = await output(".venv/bin/tap-zoom", ["--config", config, ...args], { cwd: import.meta.dirname, env });
  assert.equal(run.code, 0, run.stderr);
  return run.stdout;
}

describe("tap-zoom", () => {
  let first;
  let records;
  before(async () => {
    const registrants = [{ email: "ada@example.org", first_name: "Ada", last_name: "Lovelace" }];
    const request = { topic: "Tapped", start_time: "2030-01-01T10:00:00Z", settings: { approval_type: 0 } };
    const made = await zoom.control("POST", "/load", {
      users: [{ email: "grace@example.com", plan: "licensed", webinar: true }],
      meetings: [{ host: "grace@example.com", request: { ...request, type: 2 }, registrants }],
      webinars: [{ host: "grace@example.com", request: { ...request, type: 5 }, registrants }],
    });
    await meet(made.meetings[0]);
    await meet(made.webinars[0]);
    first = await refreshToken();
    const { clientId, clientSecret } = zoom.meetingSdk;
    const config = { client_id: clientId, client_secret: clientSecret, refresh_token: first };
    await writeFile(join(folder, "config.json"), JSON.stringify(config));

    const catalog = JSON.parse(await tap("--discover"));
    for (const { schema, metadata } of catalog.streams) {
      schema.selected = true;
      metadata.find(({ breadcrumb }) => breadcrumb.length === 0).metadata.selected = true;
    }
    await writeFile(join(folder, "catalog.json"), JSON.stringify(catalog));
    const lines = (await tap("--catalog", join(folder, "catalog.json"))).trim().split("\n").map(JSON.parse);
    records = lines.filter(({ type }) => type === "RECORD");
  });

  const of = (wanted) => records.filter(({ stream }) => stream === wanted).map(({ record }) => record);

  /** Holds it, again if need be: the tap does not encode UUIDs, and loses those with a slash. */
  async function meet(number) {
    let uuid;
    do {
      await zoom.control("POST", `/meetings/${number}/participants`, { name: "Grace", role: "host" });
      const { meetings } = await zoom.control("GET", "/meetings");
      uuid = meetings.find((meeting) => meeting.number === number).uuid;
      await zoom.control("POST", `/meetings/${number}/end`);
    } while (uuid.includes("/"));
  }

  it("takes the new refresh token in the place of the old one", async () => {
    const kept = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
    assert.notEqual(kept.refresh_token, first);
  });

  it("finds the account's users, and goes on where one may not have webinars", () => {
    const emails = of("users").map(({ email }) => email);
    assert.ok(emails.includes("grace@example.com") && emails.includes(zoom.env.ZOOM_HOST), emails);
  });

  it("finds meetings and webinars with their registrants and questions", () => {
    for (const kind of ["meeting", "webinar"]) {
      assert.deepEqual(of(`${kind}s`).map(({ topic }) => topic), ["Tapped"]);
      assert.deepEqual(of(`${kind}_registrants`).map(({ email }) => email), ["ada@example.org"]);
      assert.equal(of(`${kind}_questions`).length, 1);
    }
  });

  it("finds who did not come to the webinar", () => {
    assert.deepEqual(of("webinar_absentees").map(({ email }) => email), ["ada@example.org"]);
  });
});
