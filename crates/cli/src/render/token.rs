//! What is inside a signature, right or wrong.

use std::io::{self, Write};

use countersign_token::{ExposeSecret, Secret, inspect_unverified};
use serde_json::{Map, Value};

use super::style::{QUIET, STRONG, paint};
use super::{one_line, time};

/// The most characters of a value that are shown.
const MOST: usize = 72;

/// Prints what `signature` holds when it is read as a token, never the text itself: whoever has it may join.
/// A value that holds `secret` is not shown.
pub(crate) fn token(
    signature: &str,
    secret: Option<&Secret>,
    now: u64,
    to: &mut impl Write,
) -> io::Result<()> {
    let inspection = inspect_unverified(signature);
    let shown = Shown { secret, now };
    writeln!(
        to,
        "{} {}",
        paint(STRONG, "signature"),
        paint(QUIET, shape(signature, inspection.part_count))
    )?;
    for (name, part) in ["header", "payload"].iter().zip(&inspection.parts) {
        match &part.object {
            Some(object) => shown.object(name, object, to)?,
            None if inspection.part_count > 1 => {
                writeln!(to, "  {name:8} {}", paint(QUIET, "cannot be read as JSON"))?;
            }
            None => {}
        }
    }
    if let Some(mac) = inspection.mac() {
        let bytes = match &mac.decoded {
            Some(bytes) => format!("{} bytes", bytes.len()),
            None => "not base64".to_owned(),
        };
        writeln!(to, "  {:8} {}", "mac", paint(QUIET, bytes))?;
    }
    Ok(())
}

fn shape(signature: &str, parts: usize) -> String {
    let characters = signature.chars().count();
    match parts {
        1 => format!("{characters} characters without a dot"),
        parts => format!("{characters} characters in {parts} parts"),
    }
}

struct Shown<'a> {
    secret: Option<&'a Secret>,
    now: u64,
}

impl Shown<'_> {
    fn object(
        &self,
        name: &str,
        object: &Map<String, Value>,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let width = object
            .keys()
            .map(|key| key.chars().count())
            .max()
            .unwrap_or(0)
            .min(24);
        let mut name = name;
        for (key, value) in object {
            let note = self
                .note(key, value)
                .map(|note| paint(QUIET, format!("  {note}")));
            writeln!(
                to,
                "  {name:8} {:width$}  {}{}",
                self.text(key),
                self.text(&value.to_string()),
                note.unwrap_or_default()
            )?;
            name = "";
        }
        Ok(())
    }

    fn text(&self, text: &str) -> String {
        let secret = self.secret.map(ExposeSecret::expose_secret);
        match secret.filter(|secret| !secret.is_empty() && text.contains(*secret)) {
            Some(_) => "(holds the client secret)".to_owned(),
            None => one_line(text, MOST),
        }
    }

    fn note(&self, key: &str, value: &Value) -> Option<String> {
        match key {
            "iat" | "exp" | "tokenExp" | "nbf" => time::moment(value.as_u64()?, self.now),
            "role" => match value.as_u64()? {
                0 => Some("joins".to_owned()),
                1 => Some("starts".to_owned()),
                _ => None,
            },
            _ => None,
        }
    }
}
