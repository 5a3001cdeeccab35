// What will make the SDK fail without a word, known from the outside before it is asked. The SDK is asked all the
// same: the words are to be its own wherever it has any.

/**
 * @param {Record<string, unknown>} options as handed to `join()`
 * @returns {string | null} why nothing may be heard, or null
 */
export function foresee(options) {
  const { signature, meetingNumber } = options;
  if (typeof signature !== "string" || signature === "") return "there is no signature";
  const parts = signature.split(".");
  if (parts.length < 2) return "the signature is not a JWT: it has no dots";
  const claims = payload(parts[1]);
  if (claims === null) return "the second part of the signature cannot be read";
  if (!claims.appKey && !claims.sdkKey) return "the signature names no app: it has neither appKey nor sdkKey";
  if (meetingNumber === undefined) return "there is no meeting number";
  return null;
}

/**
 * The claims of a token; nothing is verified.
 * @param {string} part
 * @returns {Record<string, unknown> | null}
 */
export function payload(part) {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    const value = JSON.parse(new TextDecoder().decode(bytes));
    return value && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
