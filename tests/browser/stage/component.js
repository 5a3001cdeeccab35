// Joins with the real SDK, and keeps what it tells in `seen`.

const { endpoint } = document.currentScript.dataset;
const { default: sdk = ReactWidgets } = ReactWidgets;
const client = sdk.createClient();
const seen = [];

/** What `join()` ends in: `{ joined: true }` or `{ errorCode, reason }`. */
async function join(options) {
  await client.init({
    zoomAppRoot: document.getElementById("root"),
    language: "en-US",
    assetPath: `${location.origin}/sdk/lib/av`,
    webEndpoint: endpoint,
  });
  for (const name of ["connection-change", "user-added", "user-updated", "user-removed", "chat-on-message"]) {
    client.on(name, (payload) => seen.push([name, payload]));
  }
  try {
    await client.join(options);
    return { joined: true };
  } catch ({ errorCode, reason }) {
    return { errorCode, reason };
  }
}

/** The participants as this client sees them. */
const people = () =>
  client.getAttendeeslist().map(({ userId, userName, isHost, muted }) => ({ userId, userName, isHost, muted }));
