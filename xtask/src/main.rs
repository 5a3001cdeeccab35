//! Set-up, tests and generated docs of this workspace.
fn main() {}
