//! Find in source code the mistakes that make Zoom refuse a Meeting SDK signature.
//!
//! Sources in JavaScript, TypeScript, Python, PHP, Java, Kotlin, C#, Go and Ruby, whole files or pasted fragments with
//! lines missing, are read with tree-sitter. Where one makes signatures for the Meeting SDK, or calls it in a page, the
//! rules look for the causes of refusal that code shows; all other code is passed over in silence.

mod claims;
mod credentials;
mod crypto;
mod facts;
mod finding;
mod language;
mod model;
mod moment;
mod rules;
mod source;
mod syntax;

pub use language::Language;
pub use source::{MAX_SOURCE_BYTES, Source, lint_source};
