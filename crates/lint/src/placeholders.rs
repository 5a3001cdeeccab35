//! What people put in the place of what they do not show: `[REDACTED]`, `<your secret>`, `...`.

use std::borrow::Cow;

use crate::Language;

/// In brackets, whatever its case.
const HIDDEN: [&str; 6] = [
    "redacted", "removed", "masked", "hidden", "omitted", "censored",
];
/// In angle brackets, which no tag and no type has.
const YOURS: [&str; 6] = ["your", "my", "client", "secret", "sdk", "key"];
/// Longer things in brackets are code. In bytes.
const LONGEST: usize = 40;
/// A key has at least so many different characters.
const FEWEST: usize = 6;
/// In how many lines a text that goes on is looked for its end.
const MOST_LINES: usize = 64;
/// In bytes.
const LONGEST_LINE: usize = 512;

/// The text with names in the place of placeholders that no language can read, and comments in that of lines of dots.
/// Lines and characters keep their places.
pub(crate) fn filled(text: Cow<'_, str>, language: Language) -> Cow<'_, str> {
    let has_placeholder = text.contains(['[', '<', '…']) || text.contains("...");
    if !has_placeholder && !text.lines().any(|line| half_quoted(line).is_some()) {
        return text;
    }
    let mut filled = String::with_capacity(text.len());
    let mut changed = false;
    // Whether the line before leaves a list or a map open.
    let mut open = false;
    let mut rest = &*text;
    for line in text.split_inclusive('\n') {
        rest = &rest[line.len()..];
        let bare = line.trim().trim_end_matches([',', ';']);
        let dots = matches!(bare, "..." | "…" | "....");
        // Python has an expression of three dots.
        if dots && (open || language != Language::Python) {
            filled.push_str(&left_out(line, language));
            changed = true;
            continue;
        }
        let shown = of_line(line, rest);
        changed |= shown.is_some();
        filled.push_str(shown.as_deref().unwrap_or(line));
        if !bare.is_empty() {
            open = line.trim_end().ends_with([',', '{', '[', '(']);
        }
    }
    if changed { filled.into() } else { text }
}

/// A line of dots as a comment that [`is_left_out`] knows again; where it is too short for that, as nothing.
fn left_out(line: &str, language: Language) -> String {
    let comment = match language {
        Language::Python | Language::Ruby | Language::Php => OF_HASHES,
        _ => OF_SLASHES,
    };
    match line.contains("...") {
        true => line.replacen("...", comment, 1),
        false => line.replace('…', " "),
    }
}

const OF_SLASHES: &str = "//.";
const OF_HASHES: &str = "#..";

/// Whether a comment stands for what was left out.
pub(crate) fn is_left_out(comment: &str) -> bool {
    comment.starts_with(OF_SLASHES) || comment.starts_with(OF_HASHES)
}

/// The line with names for its placeholders, if it has any. `rest`: what follows it.
fn of_line(line: &str, rest: &str) -> Option<String> {
    // People do not write such lines, and each bracket looks ahead in its line.
    if line.len() > LONGEST_LINE {
        return None;
    }
    let mut shown: Option<String> = None;
    if let Some(at) =
        half_quoted(line).filter(|at| line[at + 1..].starts_with(':') || !ends_text(rest))
    {
        let lost = if line[at..].starts_with("\":") {
            " "
        } else {
            "_"
        };
        let mut line = line.to_owned();
        line.replace_range(at..=at, lost);
        shown = Some(line);
    }
    for (start, c) in line.char_indices() {
        let end = match c {
            '[' => bracketed(line, start, ']', &HIDDEN),
            '<' => {
                bracketed(line, start, '>', &HIDDEN).or_else(|| bracketed(line, start, '>', &YOURS))
            }
            '.' => dots(line, start),
            _ => None,
        };
        let Some(end) = end else { continue };
        let shown = shown.get_or_insert_with(|| line.to_owned());
        let name: String = line[start..end]
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        // As many characters as before; one that is more than a byte long is not in it.
        shown.replace_range(start..end, &name);
    }
    shown
}

/// Where the only quote of a line stands whose other half a forum lost: `iss": key,` or `key = "abc`. A word with one is
/// read as a name; what spans lines is left alone.
fn half_quoted(line: &str) -> Option<usize> {
    if line.len() > LONGEST_LINE || line.contains('\'') {
        return None;
    }
    let at = line.find('"').filter(|at| line.rfind('"') == Some(*at))?;
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let (before, after) = (line[..at].trim_start(), &line[at + 1..]);
    let is_key = is_word(before) && after.starts_with(':');
    let is_value = before.trim_end().ends_with(['=', ':'])
        && is_word(after.trim_end().trim_end_matches([',', ';']));
    (is_key || is_value).then_some(at)
}

/// Whether of the lines that follow, the first with an odd quote ends a text that was begun before: in Ruby, PHP and others a
/// text may go on in the next line.
fn ends_text(rest: &str) -> bool {
    let quotes = |line: &str| {
        let escaped = line.matches("\\\"").count();
        line.matches('"').count() - escaped
    };
    let odd = rest
        .lines()
        .take(MOST_LINES)
        .find(|line| quotes(line) % 2 == 1);
    let Some((before, _)) = odd.and_then(|line| line.split_once('"')) else {
        return false;
    };
    let begins = before
        .trim_end()
        .ends_with(['=', ':', '(', '[', '{', ',', '+', '>']);
    !begins && odd.is_some_and(|line| half_quoted(line).is_none())
}

/// Whether a text only stands for a key that is not shown: `your_client_id_here`, `xxxxxxxxxxxxxxxx`.
pub(crate) fn stands_for_another(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut seen: Vec<u8> = lower.bytes().take(LONGEST).collect();
    seen.sort_unstable();
    seen.dedup();
    let words = ["your", "placeholder", "example", "xxxx"];
    seen.len() < FEWEST || HIDDEN.iter().chain(&words).any(|word| lower.contains(word))
}

/// Where words in brackets end that stand as a value of their own.
fn bracketed(line: &str, start: usize, close: char, words: &[&str]) -> Option<usize> {
    let inside = &line[start + 1..];
    let length = inside.find(close).filter(|length| *length < LONGEST)?;
    let inside = &inside[..length];
    let plain = inside
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    let lower = inside.to_ascii_lowercase();
    let named = words
        .iter()
        .any(|word| lower.split([' ', '_', '-']).any(|part| part == *word));
    let end = start + length + 2;
    (plain && named && is_value(line, start, end)).then_some(end)
}

fn dots(line: &str, start: usize) -> Option<usize> {
    let (before, rest) = line.split_at(start);
    let after = rest.strip_prefix("...")?;
    // `f(...)` and `(...)` are code in some languages.
    let called = before.trim_end().ends_with('(') && after.starts_with(')');
    let end = start + 3;
    (!after.starts_with('.') && !called && is_value(line, start, end)).then_some(end)
}

/// Whether what stands there is a whole value: something that takes one is before it, and something that ends one after.
fn is_value(line: &str, start: usize, end: usize) -> bool {
    let before = line[..start].trim_end();
    let after = line[end..].trim_start();
    let takes = before.ends_with([':', '=', ',', '(', '>']) || before.ends_with(" to");
    takes && (after.is_empty() || after.starts_with([',', ';', ')', '}', ']', '/', '#']))
}

#[cfg(test)]
mod tests {
    use super::filled;
    use crate::Language;

    #[test]
    fn placeholders_become_names() {
        for (text, expected) in [
            ("appKey: [REDACTED],\n", "appKey: _REDACTED_,\n"),
            (
                "put(\"k\", <your client-id>);",
                "put(\"k\", _your_client_id_);",
            ),
            ("\"k\" to [redacted]\n", "\"k\" to _redacted_\n"),
            ("exp: ...,\n  ...\n…\n", "exp: ___,\n  //.\n \n"),
            (
                "a = \"abc\nb = \"two words\nc = \"d\"\n",
                "a = _abc\nb = \"two words\nc = \"d\"\n",
            ),
            ("a = \"abc\niss\": key,\n", "a = _abc\niss : key,\n"),
            ("iss\": key,\nid = \"abc_1\n", "iss : key,\nid = _abc_1\n"),
        ] {
            assert_eq!(filled(text.into(), Language::JavaScript), expected);
        }
    }

    #[test]
    fn code_stays() {
        for text in [
            "f({ ...options, tk })",
            "const [first, ...rest] = all;",
            "new HashMap<String, Object>()",
            "<Key value={a}></Key>",
            "$f = strlen(...);",
            "x = a[removed];",
            "def f():\n    ...\n",
            "say = \"\nmore\"\n",
            "NOTE = \"alpha\nbeta\"\n",
            "NOTE = \"alpha\n\nis \\\"beta\\\"\n\"\nx = \"y\"\n",
            "text = \"\"\"abc\n",
        ] {
            assert_eq!(filled(text.into(), Language::Python), text);
        }
    }
}
