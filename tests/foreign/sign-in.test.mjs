// "Sign in with Zoom", by the libraries of web applications, unchanged.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";

import { output } from "../countersign.mjs";
import { emulator } from "./emulator.mjs";

let zoom;
let said;
before(async () => {
  zoom = await emulator();
  const { clientId, clientSecret } = zoom.meetingSdk;
  const { code, stdout, stderr } = await output("node", ["--import", "./resolve.mjs", "sign-in-client.mjs"], {
    cwd: import.meta.dirname,
    env: { ...zoom.env, APP_ID: clientId, APP_SECRET: clientSecret },
  });
  assert.equal(code, 0, stderr);
  said = JSON.parse(stdout);
});
after(() => zoom?.stop());

it("arctic redeems a code by PKCE, renews the token and revokes it", () => {
  const { state, scopes, lifetime, status, usedUp } = said.arctic;
  assert.equal(state, "a state & more");
  assert.ok(scopes.includes("user:read:user"));
  assert.ok(lifetime > 3500 && lifetime <= 3600, `${lifetime} s`);
  assert.deepEqual(status, [200, 401]);
  assert.equal(usedUp.name, "OAuth2RequestError");
  assert.equal(usedUp.code, "invalid_request");
});

it("Auth.js opens a session for whom Zoom says it is", () => {
  const { problems, session } = said.authJs;
  assert.deepEqual(problems, []);
  assert.deepEqual(session.user, { name: "Host Example", email: zoom.env.ZOOM_HOST });
});

it("Passport's strategy, which sends the secret in the body, reads a profile", () => {
  assert.equal(said.passport.provider, "zoom");
  assert.equal(said.passport.id, zoom.host.id);
  assert.equal(said.passport.email, zoom.env.ZOOM_HOST);
});

it("oauth4webapi finds the endpoints, and has nothing to say against the answers", () => {
  const { type, lifetime, status, again, device, pending } = said.strict;
  assert.deepEqual([type, lifetime, status], ["bearer", 3600, 401]);
  assert.deepEqual([again.code, again.error], ["OAUTH_RESPONSE_BODY_ERROR", "invalid_grant"]);
  assert.match(device.user_code, /^\d{8}$/);
  assert.equal(pending.error, "authorization_pending");
});
