//! Find in source code the mistakes that make Zoom refuse a Meeting SDK signature.
//!
//! Sources in JavaScript, TypeScript, Python, PHP, Java, Kotlin, C#, Go and Ruby, whole files or pasted fragments with
//! lines missing, are read with tree-sitter. Where one makes signatures for the Meeting SDK, or calls it in a page, the
//! rules look for the causes of refusal that code shows; all other code is passed over in silence.
//!
//! ```
//! use countersign_lint::{Source, lint_source};
//!
//! let code = r#"const claims = { appKey, meetingNumber, role, iat, exp, tokenExp: exp };"#;
//! let findings = lint_source(&Source { text: code, ..Source::default() }).findings;
//! assert_eq!(findings[0].rule, "missing-mn");
//! assert_eq!(findings[0].evidence[0].at.as_deref(), Some("1:26"));
//! ```
//!
//! The rules bear the names of [`countersign_diagnose::RULES`]: a token and the code that made it lead to the same
//! findings. No finding repeats a secret.
//!
//! # What it costs
//!
//! Nobody signs in a mebibyte. So of a text some 8 KiB are parsed, around the place where most speaks of signing, and less
//! where it does not look like code: each part of the work has a number that bounds it, and grows with the length of the
//! text at most. What the parser does between two of its reports cannot be counted, though, and texts have been found that
//! make that long. So [`Source::within`] bounds the wait by the clock: the text is read on a thread of its own, and whoever
//! waits leaves when the time is over. A thread that was left ends with the parser's next report, and no more than
//! sixteen are under way at once. A panic ends the reading and nothing else. Where the time is not over, the
//! answer depends on the text alone. Code that people write takes a few milliseconds; only a machine with much else to do keeps it
//! waiting for longer.
//!
//! What was not read is told: [`countersign_diagnose::CodeRead::unread`]. `examples/hostile_cost/main.rs` measures it, and
//! `examples/whole_cost.rs` the way of a paste through recogniser, reader and judge.

mod claims;
mod credentials;
mod encoding;
mod facts;
mod finding;
mod flow;
mod in_time;
mod interest;
mod mac;
mod model;
mod moment;
mod placeholders;
mod plain;
mod rules;
mod source;
mod syntax;
mod target;
mod walk;

pub use countersign_diagnose::Language;
pub use source::{MAX_SOURCE_BYTES, READ_WITHIN, Source, lint_source};
pub use target::Target;
pub use walk::{Linted, LintedFile, MAX_FILES, lint_paths};
