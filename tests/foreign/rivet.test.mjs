// Zoom's own client for Node, unchanged. Its OAuth host is a constant, so the emulator stands in for zoom.us with TLS.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";

let zoom;
before(async () => {
  zoom = await emulator();
});
after(() => zoom?.stop());

/** Runs the client and reads what it printed. */
async function rivet(kind, env = {}) {
  const { code, stdout, stderr } = await output("node", ["--import", "./resolve.mjs", "rivet-client.mjs", kind], {
    cwd: import.meta.dirname,
    env: { ...zoom.env, ...env },
  });
  return { code, stderr, said: code === 0 ? JSON.parse(stdout) : stdout };
}

for (const [kind, plural, type] of [
  ["meeting", "meetings", 2],
  ["webinar", "webinars", 5],
]) {
  describe(`a ${kind} with Rivet`, () => {
    let said;
    before(async () => {
      const run = await rivet(kind);
      assert.equal(run.code, 0, run.stderr);
      said = run.said;
    });

    it("is created with what was asked for", () => {
      const { statusCode, data, trackingId } = said.created;
      assert.equal(statusCode, 201);
      assert.match(trackingId, /rid=WEB_/);
      assert.match(String(data.id), /^\d{10,11}$/);
      assert.equal(data.type, type);
      assert.equal(data.topic, `A ${kind} from Rivet`);
      assert.equal(data.agenda, "Grüße, 世界");
      assert.equal(data.duration, 45);
      assert.equal(data.timezone, "Europe/Berlin");
      assert.equal(data.host_id, said.user.data.id);
      assert.equal(data.settings.approval_type, 0);
      assert.equal(data.settings.host_video, true);
      assert.match(data.join_url, new RegExp(`/${data.id}`));
      assert.ok(data.start_url);
    });

    it("is read back the same", () => {
      const { data } = said.first;
      for (const field of ["id", "uuid", "topic", "agenda", "start_time", "join_url"]) {
        assert.deepEqual(data[field], said.created.data[field], field);
      }
      assert.deepEqual(data.settings, said.created.data.settings);
    });

    it("is in the host's list, which comes page by page", () => {
      const pages = said.pages.map(({ data }) => data[plural]);
      assert.deepEqual(pages.map(({ length }) => length), [1, 1]);
      const topics = Object.fromEntries(pages.flat().map(({ id, topic }) => [id, topic]));
      assert.deepEqual(topics, {
        [said.created.data.id]: `A ${kind} from Rivet`,
        [said.other.data.id]: `Another ${kind}`,
      });
    });

    it("takes an update and keeps the rest", () => {
      assert.equal(said.updated.statusCode, 204);
      assert.equal(said.second.data.topic, `A better ${kind}`);
      assert.equal(said.second.data.agenda, "Grüße, 世界");
      assert.equal(said.second.data.settings.approval_type, 0);
    });

    it("takes a registrant, whose link carries a token", () => {
      const { statusCode, data } = said.registered;
      assert.equal(statusCode, 201);
      assert.equal(data.id, said.created.data.id);
      assert.ok(new URL(data.join_url).searchParams.get("tk"));
      const [ada, ...others] = said.all.data.registrants;
      assert.deepEqual(others, []);
      assert.equal(ada.email, "ada@example.org");
      assert.equal(ada.status, "approved");
      assert.equal(ada.id, data.registrant_id);
    });

    it("can be started with a ZAK", () => {
      assert.equal(said.zak.statusCode, 200);
      assert.ok(said.zak.data.token.length > 20);
    });

    it("is gone once deleted, which Rivet words as its own error", () => {
      assert.equal(said.removed.statusCode, 204);
      const word = kind === "meeting" ? "Meeting" : "Webinar";
      assert.deepEqual(said.gone, {
        name: "ApiResponseError",
        message: `[404/3001]: "${word} does not exist: ${said.created.data.id}."`,
      });
    });
  });
}

it("a wrong secret ends Rivet with Zoom's own answer", async () => {
  const run = await rivet("meeting", { ZOOM_CLIENT_SECRET: "not-the-secret" });
  assert.equal(run.code, 1);
  assert.match(run.stderr, /status code 400/);
  assert.match(run.stderr, /reason: 'Invalid client_id or client_secret'/);
  assert.match(run.stderr, /error: 'invalid_client'/);
});

it("the credentials of the Meeting SDK app do not call REST", async () => {
  const run = await rivet("meeting", {
    ZOOM_CLIENT_ID: zoom.meetingSdk.clientId,
    ZOOM_CLIENT_SECRET: zoom.meetingSdk.clientSecret,
  });
  assert.equal(run.code, 1);
  assert.match(run.stderr, /error: 'unsupported_grant_type'/);
});
