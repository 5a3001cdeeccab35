//! The `countersign` program: sign, diagnose, run and emulate Zoom meetings on your own web page.
//!
//! The environment, the clock and the standard streams are read here and nowhere below.

mod authority;
mod cmd;
mod code;
mod context;
mod credentials;
mod emulator;
mod failure;
mod logging;
mod loopback;
mod render;
mod server;

use std::process::ExitCode;

use context::Context;

fn main() -> ExitCode {
    cmd::run(std::env::args_os(), Context::of_this_process())
}
