// A proxy as companies have one (CONNECT). For Zoom's host names it leads to the emulator, and nowhere else: clients
// whose hosts are constants are told of it by HTTPS_PROXY, and check certificates as ever.

import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";

/** Starts it; `url` is what HTTPS_PROXY wants, `hosts` are the names that were asked for. */
export async function proxy(emulator) {
  const { hostname, port } = new URL(emulator);
  const hosts = new Set();
  const sockets = new Set();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request, client, head) => {
    const [host] = request.url.split(":");
    hosts.add(host);
    sockets.add(client);
    client.on("error", () => client.destroy());
    if (!/^(?:.+\.)?zoom\.us$/.test(host)) return client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const there = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.write(head);
      there.pipe(client).pipe(there);
    });
    sockets.add(there);
    there.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    hosts,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
