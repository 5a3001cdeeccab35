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
//! let findings = lint_source(&Source { text: code, ..Source::default() });
//! assert_eq!(findings[0].rule, "missing-mn");
//! assert_eq!(findings[0].evidence[0].at.as_deref(), Some("1:26"));
//! ```
//!
//! The rules bear the names of [`countersign_diagnose::RULES`]: a token and the code that made it lead to the same
//! findings. No finding repeats a secret.

mod claims;
mod credentials;
mod encoding;
mod facts;
mod finding;
mod flow;
mod interest;
mod mac;
mod model;
mod moment;
mod placeholders;
mod plain;
mod rules;
mod source;
mod syntax;
mod walk;

pub use countersign_diagnose::Language;
pub use source::{MAX_SOURCE_BYTES, Source, lint_source};
pub use walk::{Linted, LintedFile, MAX_FILES, lint_paths};
