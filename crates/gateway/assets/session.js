// What the gateway hands out to enter: everything that `join()` takes.

/**
 * @typedef {object} Session
 * @property {string} meetingNumber
 * @property {string} signature
 * @property {string} passWord
 * @property {string} userName
 * @property {string} [userEmail]
 * @property {string} [tk]
 * @property {string} [zak]
 * @property {string} [obfToken]
 * @property {string} [customerKey]
 * @property {boolean} [webinar]
 * @property {"start"|"join"} [intent]
 * @property {string} leaveUrl
 */

/** The gateway itself said no. */
export class GatewayRefusal extends Error {
  /**
   * @param {number} status
   * @param {string} text
   */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/**
 * @param {string} url
 * @param {{ userName: string, userEmail?: string, view: string }} visitor
 * @returns {Promise<Session>}
 */
export function openSession(url, visitor) {
  return postJson(url, visitor);
}

/**
 * @param {string} url
 * @param {unknown} body
 */
export async function postJson(url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new GatewayRefusal(0, "This page's server could not be reached.");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    const text = answer?.detail ?? answer?.message ?? answer?.error?.message ?? answer?.title;
    throw new GatewayRefusal(response.status, text ?? `The server answered ${response.status}.`);
  }
  return answer;
}
