//! A JavaScript object literal, as people paste it out of their code or the browser's console.

use serde_json::{Map, Value};

/// The most names that are read.
const MAX_NAMES: usize = 64;

/// The longest object that is read, in bytes.
const MAX_OBJECT: usize = 32 << 10;

/// One object literal, and what stood before it (`ZoomMtg.join(`, `const options =`).
pub(super) struct Literal<'a> {
    pub(super) before: &'a str,
    /// `undefined` is null. What is no plain value (a variable, a call, a nested object) is `true`: it was there.
    pub(super) names: Map<String, Value>,
    /// Whether it is JSON, and not only JavaScript.
    pub(super) is_json: bool,
    /// `...others` are in it, so that what is not here may be there.
    pub(super) is_spread: bool,
}

/// Reads a text that is one object and nothing else of weight; JSON is one as well.
pub(super) fn read(text: &str) -> Option<Literal<'_>> {
    let text = text.trim();
    let start = text.find('{')?;
    let before = text[..start].trim();
    let is_lead =
        before.len() <= 80 && !before.contains([';', '\n', '}']) && !before.contains("=>");
    if !is_lead || before.contains("function") {
        return None;
    }
    if let Ok(names) = serde_json::from_str(&text[start..]) {
        return Some(Literal {
            before,
            names,
            is_json: true,
            is_spread: false,
        });
    }
    let (literal, end) = first(text, start)?;
    let after = text[end..].trim_start_matches([')', ';', ' ', '\n', '\r', '\t']);
    (after.is_empty() || after.starts_with('.')).then_some(literal)
}

/// Reads the object that begins with the brace at `start`, and tells where it ends. What stands before it in its line is
/// its lead.
pub(super) fn first(text: &str, start: usize) -> Option<(Literal<'_>, usize)> {
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line..start].trim();
    let rest = &text[start..];
    let rest = &rest[..rest.floor_char_boundary(MAX_OBJECT)];
    let mut json = serde_json::Deserializer::from_str(rest).into_iter::<Map<String, Value>>();
    if let Some(Ok(names)) = json.next() {
        let literal = Literal {
            before,
            names,
            is_json: true,
            is_spread: false,
        };
        return Some((literal, start + json.byte_offset()));
    }
    let mut reader = Reader {
        rest: &rest[1..],
        is_spread: false,
    };
    let names = reader.names()?;
    let literal = Literal {
        before,
        names,
        is_json: false,
        is_spread: reader.is_spread,
    };
    Some((literal, start + rest.len() - reader.rest.len()))
}

/// Whether a text is made only when the page is: by JavaScript, or by what renders pages on a server.
pub(super) fn is_of_a_template(text: &str) -> bool {
    const PAIRS: [(&str, &str); 6] = [
        ("${", "}"),
        ("{{", "}}"),
        ("{!!", "!!}"),
        ("{%", "%}"),
        ("<%", "%>"),
        ("<?", "?>"),
    ];
    PAIRS.iter().any(|(open, close)| {
        let rest = text.split_once(open).map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.contains(close))
    })
}

struct Reader<'a> {
    rest: &'a str,
    is_spread: bool,
}

impl<'a> Reader<'a> {
    /// Up to and with the closing brace.
    fn names(&mut self) -> Option<Map<String, Value>> {
        let mut names = Map::new();
        loop {
            self.blanks();
            if self.take('}') {
                return Some(names);
            }
            if names.len() == MAX_NAMES {
                return None;
            }
            // A browser's console shows the first names of an object and then an ellipsis.
            let others = self.rest.strip_prefix("...");
            if let Some(rest) = others.or_else(|| self.rest.strip_prefix('…')) {
                self.rest = rest;
                self.is_spread = true;
                self.expression();
            } else {
                let name = self.name()?;
                self.blanks();
                let value = match self.take(':') {
                    true => self.value()?,
                    // `{ signature }`, or a method.
                    false => {
                        self.expression();
                        Value::Bool(true)
                    }
                };
                names.insert(name, value);
            }
            self.blanks();
            if !self.take(',') && !self.rest.starts_with('}') {
                return None;
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        if self.rest.starts_with(['"', '\'']) {
            return self.text();
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn value(&mut self) -> Option<Value> {
        self.blanks();
        let whole = self.rest;
        if whole.starts_with(['"', '\'', '`']) {
            let text = self.text();
            self.blanks();
            if self.rest.starts_with([',', '}']) {
                return text
                    .filter(|text| !is_of_a_template(text))
                    .map(Value::String)
                    .or(Some(true.into()));
            }
            self.rest = whole;
        }
        let expression = self.expression();
        Some(match expression {
            "" => return None,
            "undefined" | "null" => Value::Null,
            "false" => Value::Bool(false),
            number if number.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                serde_json::from_str(number).unwrap_or(Value::Bool(true))
            }
            _ => Value::Bool(true),
        })
    }

    /// A text in any of the three quotes.
    fn text(&mut self) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, c)) = characters.next() {
            match c {
                '\\' => text.extend(match characters.next()?.1 {
                    'n' => Some('\n'),
                    'r' => Some('\r'),
                    't' => Some('\t'),
                    other => Some(other),
                }),
                c if c == quote => {
                    self.rest = &self.rest[at + c.len_utf8()..];
                    return Some(text);
                }
                '\n' if quote != '`' => return None,
                c => text.push(c),
            }
        }
        None
    }

    /// Whatever stands before the next comma or brace of this object.
    fn expression(&mut self) -> &'a str {
        let whole = self.rest;
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(c) = whole[at..].chars().next() {
            match c {
                '"' | '\'' | '`' => {
                    self.rest = &whole[at..];
                    if self.text().is_some() {
                        at = whole.len() - self.rest.len();
                        continue;
                    }
                }
                '(' | '[' | '{' => depth += 1,
                ',' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += c.len_utf8();
        }
        self.rest = &whole[at..];
        whole[..at].trim()
    }

    /// White space and comments.
    fn blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let after = match self.rest {
                rest if rest.starts_with("//") => rest.find('\n'),
                rest if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
                _ => return,
            };
            self.rest = &self.rest[after.unwrap_or(self.rest.len())..];
        }
    }

    fn take(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(text: &str) -> Option<Value> {
        read(text).map(|literal| Value::Object(literal.names))
    }

    #[test]
    fn options_are_read_as_they_stand_in_code() {
        let text = "await client.join({\n  signature, // ours\n  'meetingNumber': \"812 3456\", userName: `Ada`, tk: undefined,\n  \
                    role: 1, leaveUrl: '/{{ $way }}', passWord: config['x, y'].pass, success: (a, b) => { f(a, '}') }, error(e) { log(e) }, ...more,\n})";
        let literal = read(text).unwrap();
        assert_eq!(literal.before, "await client.join(");
        assert_eq!(
            Value::Object(literal.names),
            json!({"signature": true, "meetingNumber": "812 3456", "userName": "Ada", "tk": null, "role": 1, "leaveUrl": true, "passWord": true,
                   "success": true, "error": true})
        );
    }

    #[test]
    fn the_console_and_json_write_objects_too() {
        let error = json!({"type": "JOIN_MEETING_FAILED", "reason": "Signature is invalid.", "errorCode": 3712});
        assert_eq!(
            names(
                "Object { type: 'JOIN_MEETING_FAILED', reason: 'Signature is invalid.', errorCode: 3712 }"
            ),
            Some(error.clone())
        );
        assert_eq!(names(&error.to_string()), Some(error));
    }

    #[test]
    fn what_is_more_or_less_than_one_object_is_none() {
        for text in [
            "",
            "{",
            "{a: }",
            "{a: 'b",
            "a.b.c",
            "{a: 1} {b: 2}",
            "f({a: 1}); g()",
            "{\u{e9}",
            "() => { a }",
            "{'\\",
        ] {
            assert!(names(text).is_none(), "{text}");
        }
    }
}
