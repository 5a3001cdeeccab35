//! Name every cause of a refused Zoom Meeting SDK signature.
//!
//! Give [`diagnose`] a [`Case`], whatever is known about a refused attempt, and it answers with a [`Report`]:
//!
//! ```
//! use countersign_diagnose::{Case, diagnose};
//!
//! let case = Case::from_json(r#"{"signature": "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k"}"#)?;
//! let report = diagnose(&case, 1_760_000_000);
//! assert_eq!(report.findings[0].rule, "sig-only");
//! assert_eq!(report.findings[0].message, "only the HMAC was passed, not the whole token");
//! # Ok::<(), countersign_diagnose::CaseError>(())
//! ```
//!
//! [`explain`] tells what a rule, a code of Zoom's or a pasted message means. The crate is pure: it reads neither clock
//! nor network nor environment, never fails on what it is given, and puts no secret of a case into its report.
//!
//! # Embedding
//!
//! `examples/embed.rs` is the doctor inside a server whose page reports a failed `join()`. What it takes and keeps:
//!
//! * A [`Case`] from untrusted JSON: [`Case::from_json`] bounds it ([`MAX_CASE_BYTES`]) and repeats no value of it in an
//!   error. The secret is best added by the server, in [`Case::client_secret`].
//! * A [`Report`] to show or to send: its JSON is a contract, and rule ids keep their meaning. [`Report::marks`] and
//!   [`Report::about`] say which bytes and which claims to mark.
//! * [`corrected_claims`] is what to sign instead; [`diagnose_with`] takes the findings of a reader of source code along.
//!
//! It works in three steps: the facts are gathered from the case once (the token is looked into, the forensic search is
//! made when a rule asks for it); every rule judges them by itself; what they say is sorted and weighed.
//!
//! # Embedding
//!
//! A page, a test or a server can ask the same questions as the program does:
//!
//! ```
//! use countersign_diagnose::{Case, ErrorSeen, Severity, corrected_claims, diagnose};
//!
//! let case = Case {
//!     signature: Some("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBLZXkiOiJrIn0.AAAA".to_owned()),
//!     client_secret: Some("what the signer should have used".into()),
//!     error: Some(ErrorSeen { code: Some("3712".to_owned()), text: None }),
//!     ..Case::default()
//! };
//! let now = 1_760_000_000;
//! let report = diagnose(&case, now);
//! for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Error) {
//!     println!("{}: {}. {}", finding.rule, finding.message, finding.fix);
//! }
//! for check in &report.live_checks {
//!     println!("still open: {}. {}", check.message, check.next_step);
//! }
//! # assert!(report.has_errors());
//! // What to underline in the token, and what to sign instead.
//! let _ = (report.marks(), corrected_claims(&case, now));
//! ```
//!
//! * Secrets by name ([`Case::secrets`]) let it say whose secret signed.
//! * What reads source code, or asks Zoom, adds its own findings with [`diagnose_with`].
//! * A [`Report`] is the same JSON everywhere; [`RULES`] and [`rules_markdown`] are its glossary.
//! * Work is bounded on any input; [`search_effort`] counts it. `examples/search_cost.rs` measures it.

mod case;
mod code_read;
mod correction;
mod diagnosis;
mod duration;
mod explain;
mod facts;
mod forensics;
mod kind;
mod known_secrets;
mod lacks;
mod language;
mod live;
pub mod moment;
mod pages;
pub mod pasted;
mod predict;
mod report;
mod rule;
mod rules;
mod sdk_version;
mod shape;
mod suspects;

pub use case::{Case, CaseError, ErrorSeen, Intent, MAX_CASE_BYTES, Platform, Source, View};
pub use code_read::{CodeRead, Unread, WhyUnread};
pub use correction::{Correction, corrected_claims};
pub use diagnosis::{diagnose, diagnose_with, search_effort};
pub use explain::{About, Explanation, Meaning, explain, nearest};
pub use forensics::SearchEffort;
pub use known_secrets::KnownSecrets;
pub use language::Language;
pub use pages::rules_markdown;
pub use predict::shown_by;
pub use report::{
    Confidence, Evidence, Finding, LiveCheck, Mark, Part, Report, Severity, Skipped, Verdict,
};
pub use rule::{RULES, Rule};
pub use sdk_version::{SdkVersion, SdkVersionError};
