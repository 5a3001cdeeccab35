//! Lines of names and values that have lost the braces around them, as forums and consoles show objects.

use serde_json::{Map, Value};

use super::{environment::is_redacted, literal::Literal};

/// The most lines that are looked at, and the longest of them, in bytes.
const MAX_LINES: usize = 2_000;
const LONGEST: usize = 400;

/// Names and values that stand on lines of their own, from byte to byte.
pub(super) struct Loose {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) names: Map<String, Value>,
}

impl Loose {
    /// The same as an object with nothing before it.
    pub(super) fn as_literal(&self) -> Literal<'static> {
        Literal {
            before: "",
            names: self.names.clone(),
            is_json: false,
            is_spread: false,
        }
    }
}

/// All runs of two such lines or more; empty lines may stand between. Beside a value that has to be computed, it is code.
pub(super) fn runs(text: &str) -> Vec<Loose> {
    let mut runs: Vec<(Loose, bool)> = Vec::new();
    let mut is_going_on = false;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MAX_LINES) {
        let (from, to) = (at, at + line.len());
        at = to;
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        let Some((name, value)) = pair(bare) else {
            is_going_on = false;
            continue;
        };
        let is_code = value.is_none();
        match runs.last_mut().filter(|_| is_going_on) {
            Some((run, was_code)) => {
                run.to = to;
                run.names.entry(name).or_insert(value.unwrap_or_default());
                *was_code |= is_code;
            }
            None => {
                let names = Map::from_iter([(name, value.unwrap_or_default())]);
                runs.push((Loose { from, to, names }, is_code));
            }
        }
        is_going_on = true;
    }
    let plain = runs.into_iter().filter(|(_, is_code)| !is_code);
    plain
        .map(|(run, _)| run)
        .filter(|run| run.names.len() >= 2)
        .collect()
}

/// `"name": value,`, without a value where it is not plain.
fn pair(line: &str) -> Option<(String, Option<Value>)> {
    if line.len() > LONGEST {
        return None;
    }
    let line = without_bullet(line);
    let (name, rest) = line.split_once(':')?;
    let name = name.trim();
    let is_quoted = name.len() > 2 && name.starts_with(['"', '\'']) && name.ends_with(['"', '\'']);
    let name = if is_quoted {
        &name[1..name.len() - 1]
    } else {
        name
    };
    let is_name = !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // Anything may follow a colon in prose.
    let may_be_code = rest.trim_end().ends_with(',') || rest.split_whitespace().count() == 1;
    let value = value(rest);
    (is_name && (value.is_some() || may_be_code)).then(|| (name.to_owned(), value))
}

/// Browsers and forums number the lines of an object.
fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(". ").filter(|_| rest.len() < line.len()) {
        Some(rest) => rest,
        None => line.trim_start_matches(['-', '*', '•', ' ']),
    }
}

/// Nothing for what has to be computed.
fn value(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.split(" //").next().unwrap_or(text);
    let text = text.trim_end().trim_end_matches(',').trim_end();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let inner = text[1..].strip_suffix(quote)?;
        return (!inner.contains(quote)).then(|| inner.into());
    }
    match text {
        "undefined" | "null" => Some(Value::Null),
        "true" | "false" => Some((text == "true").into()),
        _ if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            serde_json::from_str::<Value>(text).ok()
        }
        _ if text.starts_with(['[', '<', '*']) && is_redacted(text) => Some(text.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::runs;

    #[test]
    fn names_and_values_on_lines_of_their_own_are_an_object() {
        let text = "My payload:\n\"appKey\": \"[REDACTED]\",\n\"mn\": [REDACTED],\n\n\"iat\": 1665383390, // now\nrole: 1\nThanks: all of you\n\
                    1. errorCode: 3712\n2. result: null\n";
        let found = runs(text);
        assert_eq!(found.len(), 2);
        let names =
            json!({"appKey": "[REDACTED]", "mn": "[REDACTED]", "iat": 1_665_383_390, "role": 1});
        assert_eq!(json!(found[0].names), names);
        assert_eq!(
            &text[found[0].from..found[0].to],
            &text[text.find('"').unwrap_or_default()..text.find("Thanks").unwrap_or_default()]
        );
        assert_eq!(
            json!(found[1].names),
            json!({"errorCode": 3712, "result": null})
        );
    }

    #[test]
    fn what_is_computed_or_stands_alone_is_none() {
        for text in [
            "mn: number,\nrole: role,",
            "errorCode: 3712",
            "Note: this fails\nAlso: that",
            "https://a.example\nhttp://b.example",
            "iat: now() + 1\nexp: '5' + a",
            "appKey: KEY,\nexp: 1709196922,\ntokenExp: 1709196922,",
        ] {
            assert!(runs(text).is_empty(), "{text}");
        }
    }
}
