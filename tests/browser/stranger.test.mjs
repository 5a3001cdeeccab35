// A page that is not ours, with the real SDK in Component View, reaches the emulator in each of the ways there are.

import assert from "node:assert/strict";
import { X509Certificate, createHash, createHmac } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as listen } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

import { start } from "../countersign.mjs";

const here = import.meta.dirname;
const sdk = join(here, "node_modules/@zoom/meetingsdk/dist");
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const ANY_PORT = "127.0.0.1:0";
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

let authority;
before(async () => {
  authority = await mkdtemp(join(tmpdir(), "countersign-ca-"));
});
after(() => rm(authority, { recursive: true }));

test("with the emulator's script before the SDK", async () => {
  const bridge = ({ oauth, webEndpoint }) =>
    `<script src="${oauth}/bridge.js" data-endpoint="${webEndpoint}" data-to="${oauth}"></script>`;
  assert.deepEqual(await visit({ bridge, endpoint: ({ webEndpoint }) => webEndpoint }), { joined: true });
});

test("with the script, and a page that calls zoom.us as ever", async () => {
  const bridge = ({ oauth }) => `<script src="${oauth}/bridge.js" data-endpoint="zoom.us" data-to="${oauth}"></script>`;
  const options = ["--web-endpoint", "zoom.us"];
  assert.deepEqual(await visit({ bridge, options, endpoint: () => undefined }), { joined: true });
});

test("by a rule of the browser's resolver, as https://zoom.us", async () => {
  const flags = ({ tls }) => [`--host-resolver-rules=MAP zoom.us:443 ${new URL(tls).host}`];
  assert.deepEqual(await visit({ tls: ANY_PORT, flags, endpoint: () => "zoom.us" }), { joined: true });
});

test("at port 443, by a name that leads to this machine", async (t) => {
  const refused = await mayNotListen(443);
  if (refused) return t.skip(`not run: this process may not listen on port 443 (${refused})`);
  assert.deepEqual(await visit({ tls: "127.0.0.1:443", endpoint: () => "localhost" }), { joined: true });
});

test("without any of them, the SDK does not get in", async () => {
  const flags = () => ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"];
  const outcome = await visit({ flags, endpoint: () => "zoom.us" });
  assert.notEqual(outcome.joined, true);
});

/** Starts an emulator, a page and a browser, and has the page join. */
async function visit({ tls, options = [], bridge = () => "", flags = () => [], endpoint }) {
  const ways = tls ? ["--tls", tls, "--tls-dir", authority] : [];
  const zoom = await start(["emulate", "--format", "json", "--listen", ANY_PORT, "--control", ANY_PORT, ...ways, ...options]);
  const facts = zoom.serves;
  const server = await serve(bridge(facts));
  const trust = facts.ca ? [`--ignore-certificate-errors-spki-list=${await key(facts.ca)}`] : [];
  // The browser looks at exceptions for keys in a profile of its own only.
  const profile = await mkdtemp(join(tmpdir(), "countersign-profile-"));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...FLAGS, ...flags(facts), ...trust],
  });
  try {
    const meeting = await create(facts);
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/page.html`);
    const entry = {
      meetingNumber: String(meeting.id),
      password: meeting.password,
      userName: "Grace",
      userEmail: "grace@example.org",
      signature: sign(facts, meeting.id),
    };
    return await page.evaluate(([to, options]) => enter(to, options), [endpoint(facts), entry]);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await zoom.stop();
    await rm(profile, { recursive: true });
  }
}

/** The hash of the authority's public key, as Chromium wants it. */
async function key(path) {
  const { publicKey } = new X509Certificate(await readFile(path));
  return createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("base64");
}

async function create({ oauth, api, accountId, serverToServer: { clientId, clientSecret } }) {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const form = new URLSearchParams({ grant_type: "account_credentials", account_id: accountId });
  const token = await fetch(`${oauth}/oauth/token`, { method: "POST", headers: { authorization: `Basic ${basic}` }, body: form });
  const { access_token } = await token.json();
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  const body = JSON.stringify({ topic: "Elsewhere", settings: { join_before_host: true } });
  return (await fetch(`${api}/users/me/meetings`, { method: "POST", headers, body })).json();
}

function sign({ meetingSdk: { clientId, clientSecret } }, mn) {
  const now = Math.floor(Date.now() / 1000);
  const payload = { appKey: clientId, mn: String(mn), role: 0, iat: now - 30, exp: now + 7200, tokenExp: now + 7200 };
  const text = [{ alg: "HS256", typ: "JWT" }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${createHmac("sha256", clientSecret).update(text).digest("base64url")}`;
}

async function serve(bridge) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith("/sdk/") ? join(sdk, path.slice(5)) : join(here, "stranger", path);
    try {
      const content = await readFile(file);
      response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
      response.end(path === "/page.html" ? String(content).replace("<!-- bridge -->", bridge) : content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** Why not, or nothing. */
async function mayNotListen(port) {
  const server = listen();
  return new Promise((told) => {
    server.on("error", ({ code }) => told(code));
    server.listen(port, "127.0.0.1", () => server.close(() => told(undefined)));
  });
}
