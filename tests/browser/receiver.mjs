// An endpoint for webhooks: proves that it knows the secret token, and keeps what it hears.

import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

export async function startReceiver(secret) {
  const receiver = { heard: [], status: 200 };
  const server = createServer(async (request, response) => {
    const body = await json(request);
    if (body.event === "endpoint.url_validation") {
      const { plainToken } = body.payload;
      const encryptedToken = createHmac("sha256", secret).update(plainToken).digest("hex");
      response.setHeader("content-type", "application/json");
      return response.end(JSON.stringify({ plainToken, encryptedToken }));
    }
    receiver.heard.push({ headers: request.headers, body });
    response.statusCode = receiver.status;
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  receiver.url = `http://127.0.0.1:${server.address().port}/hook`;
  receiver.stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return receiver;
}
