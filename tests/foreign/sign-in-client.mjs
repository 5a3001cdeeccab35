// Four libraries by which web applications let people sign in with Zoom; the hosts of the first three are constants.
// Prints what each of them came to as JSON.

import { Auth } from "@auth/core";
import ZoomProvider from "@auth/core/providers/zoom";
import passportZoom from "@giorgosavgeris/passport-zoom-oauth2";
import { Zoom } from "arctic";
import * as oauth from "oauth4webapi";

import { consent } from "./consent.mjs";

const { APP_ID, APP_SECRET } = process.env;
const SITE = "http://localhost:4000";
const BACK = `${SITE}/auth/callback/zoom`;
const refusal = (call) =>
  call.then(
    () => "was allowed",
    (problem) => ({ name: problem.constructor.name, code: problem.code, error: problem.error, message: problem.message }),
  );
const status = async (token) =>
  (await fetch("https://api.zoom.us/v2/users/me", { headers: { authorization: `Bearer ${token}` } })).status;

async function arctic() {
  const zoom = new Zoom(APP_ID, APP_SECRET, BACK);
  const verifier = "a-verifier-of-forty-three-characters-or-more";
  const back = new URL(await consent(zoom.createAuthorizationURL("a state & more", verifier, ["user:read:user"])));
  const tokens = await zoom.validateAuthorizationCode(back.searchParams.get("code"), verifier);
  const renewed = await zoom.refreshAccessToken(tokens.refreshToken());
  const good = await status(renewed.accessToken());
  await zoom.revokeToken(renewed.accessToken());
  return {
    state: back.searchParams.get("state"),
    scopes: tokens.scopes(),
    lifetime: Math.round((tokens.accessTokenExpiresAt() - Date.now()) / 1000),
    status: [good, await status(renewed.accessToken())],
    usedUp: await refusal(zoom.validateAuthorizationCode(back.searchParams.get("code"), verifier)),
  };
}

async function authJs() {
  const providers = [ZoomProvider({ clientId: APP_ID, clientSecret: APP_SECRET })];
  const problems = [];
  const logger = { error: (problem) => problems.push(String(problem.cause?.err ?? problem)) };
  const config = { providers, secret: "of-these-tests-alone", trustHost: true, basePath: "/auth", logger };
  const cookies = new Map();
  const visit = async (path, form) => {
    const headers = { cookie: [...cookies].map((cookie) => cookie.join("=")).join("; ") };
    const body = form && new URLSearchParams(form);
    const answer = await Auth(new Request(new URL(path, SITE), { method: form ? "POST" : "GET", headers, body }), config);
    for (const set of answer.headers.getSetCookie()) cookies.set(...set.split(";")[0].split(/=(.*)/s, 2));
    return answer;
  };
  const { csrfToken } = await (await visit("/auth/csrf")).json();
  const asked = await visit("/auth/signin/zoom", { csrfToken });
  await visit(await consent(asked.headers.get("location")));
  return { problems, session: await (await visit("/auth/session")).json() };
}

function passport() {
  const options = { clientID: APP_ID, clientSecret: APP_SECRET, callbackURL: BACK };
  const strategy = new passportZoom.Strategy(options, (_access, _refresh, profile, done) => done(null, profile));
  const request = (url) => ({ url, headers: {}, session: {}, query: Object.fromEntries(new URL(url).searchParams) });
  return new Promise((signedIn, fail) => {
    strategy.error = fail;
    strategy.fail = (problem) => fail(new Error(JSON.stringify(problem)));
    strategy.success = ({ id, displayName, provider, _json }) => signedIn({ id, displayName, provider, email: _json.email });
    strategy.redirect = (url) => consent(url).then((back) => strategy.authenticate(request(back), {})).catch(fail);
    strategy.authenticate(request(BACK), {});
  });
}

/** It holds every answer to the standards. */
async function strict() {
  const found = await fetch("https://api.zoom.us/.well-known/oauth-authorization-server");
  const server = await found.json();
  const { authorization_endpoint, issuer } = server;
  const client = { client_id: APP_ID };
  const secret = oauth.ClientSecretBasic(APP_SECRET);
  const plainHttp = { [oauth.allowInsecureRequests]: true };
  const verifier = oauth.generateRandomCodeVerifier();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const asked = new URL(authorization_endpoint);
  asked.search = new URLSearchParams({
    client_id: APP_ID, redirect_uri: BACK, response_type: "code", state: "x", code_challenge: challenge, code_challenge_method: "S256",
  });
  const back = oauth.validateAuthResponse(server, client, new URL(await consent(asked)), "x");
  const redeemed = await oauth.authorizationCodeGrantRequest(server, client, secret, back, BACK, verifier, plainHttp);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, redeemed);
  const renew = async () =>
    oauth.processRefreshTokenResponse(
      server, client, await oauth.refreshTokenGrantRequest(server, client, secret, tokens.refresh_token, plainHttp),
    );
  const renewed = await renew();
  const again = await refusal(renew());
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, secret, renewed.access_token, plainHttp));
  const device = await oauth.processDeviceAuthorizationResponse(
    server, client, await oauth.deviceAuthorizationRequest(server, client, secret, {}, plainHttp),
  );
  const polled = await oauth.deviceCodeGrantRequest(server, client, secret, device.device_code, plainHttp);
  const pending = await refusal(oauth.processDeviceCodeResponse(server, client, polled));
  return { issuer, type: tokens.token_type, lifetime: tokens.expires_in, status: await status(renewed.access_token), again, device, pending };
}

console.log(JSON.stringify({ arctic: await arctic(), authJs: await authJs(), passport: await passport(), strict: await strict() }));
