use std::io::Write;

use clap::Args;
use countersign_diagnose::{RULES, nearest};

use super::Format;
use crate::context::Context;
use crate::failure::{Done, Failure};
use crate::render;

/// Explain a rule, a code of Zoom's or a message
///
/// Without anything to explain it lists the rules.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(super) struct Explain {
    /// A rule (wrong-secret, or how its name begins), a code (3712, 4711) or a message as it was shown
    #[arg(value_name = "RULE|CODE|TEXT")]
    what: Vec<String>,
    /// How to print it
    #[arg(long, default_value = "text")]
    format: Format,
}

const AFTER_LONG_HELP: &str = "\
Examples:
  countersign explain
  countersign explain sig-only
  countersign explain 3712
  countersign explain \"Cannot read properties of undefined (reading 'replace')\"";

impl Explain {
    pub(super) fn run(self, context: &mut Context) -> Result<Done, Failure> {
        let what = self.what.join(" ");
        if what.trim().is_empty() {
            return self.list(context);
        }
        let Some(explanation) = countersign_diagnose::explain(&what) else {
            return Err(Failure::Usage(unknown(&what)));
        };
        match self.format {
            Format::Json => render::json(&explanation, &mut context.stdout)?,
            Format::Text => render::explanation(&explanation, &mut context.stdout)?,
        }
        Ok(Done::Fine)
    }

    fn list(&self, context: &mut Context) -> Result<Done, Failure> {
        match self.format {
            Format::Json => {
                let rules: Vec<_> = RULES
                    .iter()
                    .map(|rule| serde_json::json!({"rule": rule.id, "summary": rule.summary}))
                    .collect();
                render::json(&rules, &mut context.stdout)?;
            }
            Format::Text => {
                let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
                for rule in RULES {
                    writeln!(context.stdout, "{:width$}  {}", rule.id, rule.summary)?;
                }
            }
        }
        Ok(Done::Fine)
    }
}

/// What was asked may be a token or a secret pasted by mistake, so a long text is not repeated.
fn unknown(what: &str) -> String {
    let near = nearest(what);
    let all_begin_so = near
        .iter()
        .all(|id| id.starts_with(&what.trim().to_lowercase()));
    match near.as_slice() {
        [] => {}
        near if all_begin_so => {
            return format!("several rules begin with {what:?}: {}", near.join(", "));
        }
        near => {
            return format!(
                "nothing is known about {what:?}; did you mean {}?",
                near.join(", ")
            );
        }
    }
    let shown = match what.chars().count() {
        0..=60 => format!("{what:?}"),
        more => format!("a text of {more} characters"),
    };
    format!(
        "nothing is known about {shown}; `countersign explain` lists the rules, and `countersign doctor` reads a signature"
    )
}
