// The Rust crate zoom-api, unchanged, at https://api.zoom.us through a proxy. Its first build takes minutes.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { output, root } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";
import { proxy } from "./proxy.mjs";

const folder = join(import.meta.dirname, "zoom-api");
const target = process.env.ZOOM_API_TARGET_DIR ?? join(root, "target/zoom-api");

let zoom;
let way;
let token;
before(async () => {
  const args = ["build", "--quiet", "--locked", "--manifest-path", join(folder, "Cargo.toml"), "--target-dir", target];
  const built = await output("cargo", args, { env: { RUSTFLAGS: "" } });
  assert.equal(built.code, 0, built.stderr);
  zoom = await emulator();
  way = await proxy(zoom.env.EMULATOR_TLS_URL);
  const { ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_OAUTH } = zoom.env;
  const authorization = `Basic ${Buffer.from(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`).toString("base64")}`;
  const body = new URLSearchParams({ grant_type: "account_credentials", account_id: ZOOM_ACCOUNT_ID });
  const answer = await fetch(`${ZOOM_OAUTH}/oauth/token`, { method: "POST", headers: { authorization }, body });
  token = (await answer.json()).access_token;
});
after(async () => {
  way?.stop();
  await zoom?.stop();
});

const run = (env) =>
  output(join(target, "debug/zoom-api-client"), [], {
    env: { ...zoom.env, HTTPS_PROXY: way.url, NO_PROXY: "", SSL_CERT_FILE: zoom.env.NODE_EXTRA_CA_CERTS, ZOOM_ACCESS_TOKEN: token, ...env },
  });

describe("zoom-api", () => {
  let said;
  before(async () => {
    const { code, stdout, stderr } = await run();
    assert.equal(code, 0, stderr);
    said = JSON.parse(stdout);
  });

  it("reads a user", () => {
    assert.equal(said.user.email, zoom.env.ZOOM_HOST, JSON.stringify(said.user));
  });

  it("creates a meeting, reads it back, and lists", () => {
    assert.equal(said.created.topic, "From zoom-api");
    assert.equal(said.read.topic, "From zoom-api");
    assert.equal(said.read.duration, 45);
    assert.equal(said.read.id, said.created.id);
    assert.equal(said.listed, 200);
  });

  it("deletes it, and has Zoom's words when it is gone", () => {
    assert.equal(said.removed, 204);
    assert.match(said.gone, /404.*3001.*Meeting does not exist/s);
  });

  it("asks Zoom's own host", () => assert.deepEqual([...way.hosts], ["api.zoom.us"]));
});

it("a token that is none is Zoom's 401", async () => {
  const { code, stderr } = await run({ ZOOM_ACCESS_TOKEN: "nonsense" });
  assert.equal(code, 1);
  assert.match(stderr, /401|Unauthorized/);
});
