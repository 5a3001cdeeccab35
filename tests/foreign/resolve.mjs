// Loaded with `node --import` before a client whose hosts are constants: Zoom's host names lead to the emulator.
// Certificates are checked as ever, against the name that the client asked for.

import tls from "node:tls";

const emulator = new URL(process.env.EMULATOR_TLS_URL);
const { connect } = tls;

tls.connect = (options, ...rest) =>
  /^(?:.+\.)?zoom\.us$/.test(options.host)
    ? connect({ ...options, host: emulator.hostname, port: emulator.port }, ...rest)
    : connect(options, ...rest);
