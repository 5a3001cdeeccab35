//! What should have been signed.

use std::io::{self, Write};

use countersign_diagnose::moment::{self, claim_in_words};
use countersign_diagnose::{Case, Correction};
use countersign_token::{Signer, Ttl};
use serde_json::Value;

use super::style::{GOOD, QUIET, STRONG, paint};
use super::{one_line, wrap::wrapped};

/// Prints the payload to sign, and the signature made of it where that is `wanted` and the case has what it takes;
/// `plain` is in sentences.
pub(crate) fn correction(
    correction: &Correction,
    case: &Case,
    now: u64,
    wanted: bool,
    plain: bool,
    to: &mut impl Write,
) -> io::Result<()> {
    let width = correction.payload.keys().map(String::len).max();
    let mut told = Vec::new();
    for (name, value) in &correction.payload {
        let unknown = match name.as_str() {
            "appKey" => correction.client_id.is_none(),
            "mn" => correction.claims.is_none(),
            _ => false,
        };
        let shown = match value.as_str().filter(|_| unknown) {
            Some(what) => format!("({what})"),
            None => one_line(&value.to_string(), 72),
        };
        told.push((name, shown, claim_in_words(name, value, now)));
    }
    let title = "What to sign instead";
    if plain {
        let claim = |(name, value, note): &(&String, String, Option<String>)| match note {
            Some(note) => format!("{name} is {value} ({note})"),
            None => format!("{name} is {value}"),
        };
        let claims: Vec<String> = told.iter().map(claim).collect();
        writeln!(to)?;
        lines("", &format!("{title}: {}.", claims.join("; ")), to)?;
    } else {
        writeln!(to, "\n{}", paint(STRONG, title))?;
        for (name, value, note) in told {
            let note = note.map(|note| paint(QUIET, format!("  {note}")));
            let (width, note) = (width.unwrap_or(0), note.unwrap_or_default());
            writeln!(to, "  {name:width$}  {value}{note}")?;
        }
    }
    match (signed(correction, case, now), wanted) {
        (Ok(token), true) => {
            let end = correction.payload.get("exp").and_then(Value::as_u64);
            let end = end.and_then(moment::date_and_time).unwrap_or_default();
            let title = format!("A corrected signature, made with your secret, good until {end}:");
            let title = if plain { title } else { paint(GOOD, title) };
            writeln!(to, "\n{title}\n{token}")
        }
        (Ok(_), false) => lines(
            "  ",
            "With --corrected it is signed with your secret and printed. It is not printed unasked: whoever has it may \
             join until it expires, and output ends up in logs.",
            to,
        ),
        (Err(why), true) => lines("  ", &format!("No corrected signature: {why}."), to),
        (Err(_), false) => Ok(()),
    }
}

/// The signature, or what it takes to make one.
fn signed(correction: &Correction, case: &Case, now: u64) -> Result<String, String> {
    let secret = case
        .client_secret
        .as_ref()
        .or(case.secrets.get("meeting_sdk"));
    let secret = secret.ok_or("give the client secret with --secret-env or --secret-file")?;
    let claims = correction
        .claims
        .as_ref()
        .ok_or("give the meeting number with --meeting")?;
    let client_id = correction
        .client_id
        .clone()
        .ok_or("give the client ID with --client-id")?;
    let signer = Signer::new(client_id, secret).map_err(|error| error.to_string())?;
    Ok(signer.sign(claims, now, Ttl::DEFAULT).into_string())
}

fn lines(first: &str, text: &str, to: &mut impl Write) -> io::Result<()> {
    wrapped(first, text)
        .iter()
        .try_for_each(|line| writeln!(to, "{line}"))
}
