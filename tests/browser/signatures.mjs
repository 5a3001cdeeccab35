// A signature and its eight ways to go wrong, made by hand so that nothing of ours is on both sides of the test.

import { createHmac } from "node:crypto";

const HEADER = { alg: "HS256", typ: "JWT" };

/** @returns {Record<string, (meeting) => Record<string, string>>} what to type into the form, by what is wrong */
export function brokenInputs(app) {
  return {
    "bare HMAC": (meeting) => ({ signature: hmac(text(claims(app, meeting)), app.secret).toString("base64") }),
    "wrong secret": (meeting) => ({ signature: sign(claims(app, meeting), "not-the-secret-of-this-app-000000") }),
    expired: (meeting) => {
      const now = seconds();
      return { signature: sign(claims(app, meeting, { iat: now - 9137, exp: now - 61, tokenExp: now - 61 }), app.secret) };
    },
    "wrong number": () => ({ meetingNumber: "81234567890" }),
    "meetingNumber claim": (meeting) => {
      const { mn, ...others } = claims(app, meeting);
      return { signature: sign({ ...others, meetingNumber: mn }, app.secret) };
    },
    "padded base64": (meeting) => {
      const padded = (value) => {
        let json = JSON.stringify(value);
        while (json.length % 3 === 0) json += " ";
        return urlSafe(Buffer.from(json));
      };
      const signed = `${padded(HEADER)}.${padded(claims(app, meeting))}`;
      return { signature: `${signed}.${urlSafe(hmac(signed, app.secret))}` };
    },
    "passcode wrong": () => ({ passWord: "000000" }),
    "host without ZAK": (meeting) => ({ signature: sign(claims(app, meeting, { role: 1 }), app.secret) }),
  };
}

/** What joins. */
export function goodInput(app, meeting) {
  return {
    signature: sign(claims(app, meeting), app.secret),
    meetingNumber: String(meeting.id),
    passWord: meeting.password,
    userName: "Ada",
  };
}

function claims(app, meeting, others = {}) {
  const now = seconds();
  const { id } = app;
  return { appKey: id, sdkKey: id, mn: String(meeting.id), role: 0, iat: now - 30, exp: now + 7200, tokenExp: now + 7200, ...others };
}

function sign(payload, secret) {
  return `${text(payload)}.${hmac(text(payload), secret).toString("base64url")}`;
}

function text(payload) {
  return [HEADER, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
}

/** As Java's `Base64.getUrlEncoder()` does it: the right alphabet, and padding. */
function urlSafe(bytes) {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

function hmac(signed, secret) {
  return createHmac("sha256", secret).update(signed).digest();
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}
