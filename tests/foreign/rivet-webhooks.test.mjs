// Zoom's own receiver for Node, unchanged: it answers the validation and checks every signature before it tells of an event.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, it } from "node:test";

import { MeetingsS2SAuthClient } from "@zoom/rivet/meetings";

import { start } from "../countersign.mjs";

const ANY_PORT = "127.0.0.1:0";
const EVENTS = ["meeting.created", "meeting.started", "meeting.participant_joined", "meeting.ended"];

let zoom;
let server;
const heard = [];

before(async () => {
  const port = await freePort();
  const forward = ["--forward-to", `http://127.0.0.1:${port}/zoom/events`];
  zoom = await start(["emulate", "--listen", ANY_PORT, "--control", ANY_PORT, ...forward, "--format", "json"]);
  const rivet = new MeetingsS2SAuthClient({
    accountId: zoom.serves.accountId,
    clientId: zoom.serves.serverToServer.clientId,
    clientSecret: zoom.serves.serverToServer.clientSecret,
    webhooksSecretToken: zoom.serves.webhookSecretToken,
    port,
  });
  for (const name of EVENTS) rivet.webEventConsumer.event(name, ({ payload }) => heard.push({ name, payload }));
  server = await rivet.start();
});
after(async () => {
  server?.close();
  await zoom?.stop();
});

it("Rivet proves that it knows the secret and hears of every event", async () => {
  for (const event of EVENTS) await control("/webhooks/events", { event });
  for (let tries = 0; tries < 100 && heard.length < EVENTS.length; tries++) await new Promise((later) => setTimeout(later, 100));
  assert.deepEqual(heard.map(({ name }) => name), EVENTS);
  const [created, started, joined] = heard.map(({ payload }) => payload.object);
  assert.equal(typeof created.id, "number");
  assert.equal(typeof started.id, "string");
  assert.equal(joined.participant.user_name, "Jill Chill");
  const { events } = await control("/webhooks/events");
  const outcomes = events.map(({ deliveries: [delivery] }) => delivery.outcome.outcome);
  assert.deepEqual(outcomes, EVENTS.map(() => "delivered"));
});

async function control(path, body) {
  const method = body ? "POST" : "GET";
  const headers = { "content-type": "application/json" };
  const answer = await fetch(zoom.serves.control + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
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
