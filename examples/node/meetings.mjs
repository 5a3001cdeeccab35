#!/usr/bin/env node
// Creates, starts and joins a meeting and a webinar through a Countersign gateway, with Node 18 or later alone.

const { COUNTERSIGN_URL, COUNTERSIGN_API_KEY } = process.env;

async function post(path, body = {}) {
  const response = await fetch(new URL(path, COUNTERSIGN_URL), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${COUNTERSIGN_API_KEY}` },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), answer);
  return answer;
}

for (const kind of ["meeting", "webinar"]) {
  const { id } = await post(`/v1/${kind}s`, { topic: `A ${kind} from Node` });
  const host = await post(`/v1/${kind}s/${id}/start`, { view: "component" });
  const ada = await post(`/v1/${kind}s/${id}/join`, { userName: "Ada Lovelace", userEmail: "ada@example.org" });
  console.log(`${kind} ${id}`);
  console.log(`  start: ${host.link}`);
  console.log(`  join:  ${ada.link}`);

  // For a page of your own: the answers hold all that join() of the Web SDK takes, and POST / signs as Zoom's sample does.
  const { signature, sdkKey } = await post("/", { meetingNumber: String(id), role: 0 });
  console.log(`  a signature of ${signature.length} characters by ${sdkKey}`);
}

// What cannot be done is answered with the reason, in Zoom's own words where they are Zoom's.
try {
  await post("/v1/meetings/123/join");
} catch ({ status, detail, zoom }) {
  console.log(`nothing to join: ${status} ${detail} (Zoom: ${zoom?.code} ${zoom?.message})`);
}
