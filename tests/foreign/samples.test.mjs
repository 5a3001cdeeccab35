// Zoom's own samples, unchanged, as `cargo xtask setup` clones them: they are on GitHub only, under terms that keep them
// out of here. Where GitHub is out of reach these tests are skipped, and say so; Rivet's receiver and the drop-in's tests
// stand in.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { it } from "node:test";

import { root, start } from "../countersign.mjs";

const ANY_PORT = "127.0.0.1:0";
const WEBHOOK = sample("webhook-sample");
const AUTH_ENDPOINT = sample("meetingsdk-auth-endpoint-sample");

function sample(name) {
  const folder = join(root, "tests/foreign/samples", name);
  const skip = !existsSync(join(folder, "node_modules")) && "not run: `cargo xtask setup` could not clone it";
  return { folder, skip };
}

it("zoom/webhook-sample proves itself and takes every event", { skip: WEBHOOK.skip }, async () => {
  const port = await freePort();
  const secret = "throwawayWebhookSecret";
  const sample = await run(WEBHOOK.folder, "index.js", { PORT: port, ZOOM_WEBHOOK_SECRET_TOKEN: secret });
  process.env.SAMPLE_SECRET = secret;
  const forward = ["--forward-to", `http://127.0.0.1:${port}/webhook`, "--webhook-secret-env", "SAMPLE_SECRET"];
  const zoom = await start(["emulate", "--listen", ANY_PORT, "--control", ANY_PORT, ...forward, "--format", "json"]);
  try {
    const events = ["meeting.created", "meeting.started", "meeting.participant_joined", "meeting.ended", "webinar.created"];
    for (const event of events) {
      const answer = await fetch(`${zoom.serves.control}/webhooks/events`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ event }),
      });
      assert.ok(answer.ok, `${event}: ${answer.status}`);
    }
    const authorized = () => sample.said().split("Authorized request to Zoom Webhook sample.").length - 1;
    for (let tries = 0; tries < 100 && authorized() < events.length; tries++) await new Promise((later) => setTimeout(later, 100));
    assert.equal(authorized(), events.length, sample.said());
    assert.match(sample.said(), /encryptedToken/);
    assert.doesNotMatch(sample.said(), /Unauthorized/);
  } finally {
    await zoom.stop();
    sample.stop();
  }
});

it(
  "zoom/meetingsdk-auth-endpoint-sample signs what the emulator accepts",
  { skip: AUTH_ENDPOINT.skip },
  async () => {
    const zoom = await start(["emulate", "--listen", ANY_PORT, "--control", ANY_PORT, "--format", "json"]);
    const port = await freePort();
    const { clientId, clientSecret } = zoom.serves.meetingSdk;
    const sample = await run(AUTH_ENDPOINT.folder, "src/index.js", {
      PORT: port,
      ZOOM_MEETING_SDK_KEY: clientId,
      ZOOM_MEETING_SDK_SECRET: clientSecret,
    });
    try {
      const meeting = await create(zoom.serves);
      const { signature, sdkKey } = await json(`http://127.0.0.1:${port}/`, { meetingNumber: String(meeting.id), role: 0 });
      assert.equal(sdkKey, clientId);
      const ask = async (signature) => {
        const form = new URLSearchParams({
          apiKey: clientId, signatureType: "sdk", signature, meetingNumber: meeting.id, userName: "Ada", passWord: meeting.password, lang: "en-US", cv: "6.2.0", proxy: 1, ulsm: 0,
        });
        return (await fetch(`${zoom.serves.oauth}/api/v1/wc/info`, { method: "POST", body: form })).json();
      };
      const accepted = await ask(signature);
      assert.equal(accepted.status, true, JSON.stringify(accepted));
      const refused = await ask(`${signature.slice(0, -4)}AAAA`);
      assert.equal(refused.errorMessage, "Invalid signature.");
    } finally {
      sample.stop();
      await zoom.stop();
    }
  },
);

/** Starts the sample and waits until it says that it listens. */
async function run(folder, file, env) {
  const child = spawn("node", [file], { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  process.once("exit", () => child.kill());
  while (!/listening on port/.test(said)) {
    if (child.exitCode !== null) throw new Error(`the sample ended with ${child.exitCode}: ${said}`);
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  }
  return { said: () => said, stop: () => child.kill() };
}

async function create({ oauth, api, accountId, serverToServer: { clientId, clientSecret } }) {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const form = new URLSearchParams({ grant_type: "account_credentials", account_id: accountId });
  const token = await fetch(`${oauth}/oauth/token`, { method: "POST", headers: { authorization: `Basic ${basic}` }, body: form });
  const { access_token } = await token.json();
  return json(`${api}/users/me/meetings`, { topic: "Signed by Zoom's sample", settings: { join_before_host: true } }, access_token);
}

async function json(url, body, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${url}: ${answer.status}`);
  return answer.json();
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
