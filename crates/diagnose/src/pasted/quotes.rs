//! Quotes that a forum or a word processor curled.

use std::borrow::Cow;

/// The text with the curled quotes of its code made straight again, of a line at a time and only where that cannot end
/// a text early. Lines and characters keep their places.
#[must_use]
pub fn straightened(text: &str) -> Cow<'_, str> {
    if !has_curled(text) {
        return Cow::Borrowed(text);
    }
    let mut straight = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let Some([double, single]) = to_straighten(line) else {
            straight.push_str(line);
            continue;
        };
        straight.extend(line.chars().map(|c| match c {
            '“' | '”' if double => '"',
            '‘' | '’' if single => '\'',
            other => other,
        }));
    }
    Cow::Owned(straight)
}

/// The lines that [`straightened`] changes, with their numbers from 0.
pub(crate) fn curled_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let any = has_curled(text);
    let lines = text.lines().take_while(move |_| any).enumerate();
    lines.filter(|(_, line)| to_straighten(line).is_some())
}

const CURLED: [char; 4] = ['“', '”', '‘', '’'];

/// Most texts are of ASCII, which is soon seen.
fn has_curled(text: &str) -> bool {
    !text.is_ascii() && text.contains(CURLED)
}

/// Whether the double quotes of a line are made straight, and whether the single ones; nothing where neither are.
fn to_straighten(line: &str) -> Option<[bool; 2]> {
    if !has_curled(line) {
        return None;
    }
    let double = line.contains(['“', '”']) && may_be_straight(line, ['“', '”'], '"');
    let single = line.contains(['‘', '’']) && may_be_straight(line, ['‘', '’'], '\'');
    (double || single).then_some([double, single])
}

/// Where a line has both sorts, only half of a pair was curled: `“\"mn\":" + mn`.
fn may_be_straight(line: &str, [open, close]: [char; 2], straight: char) -> bool {
    let (mut opened, mut closed, mut bare) = (0, 0, 0);
    let mut is_escaped = false;
    for c in line.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == open => opened += 1,
            c if c == close => closed += 1,
            c if c == straight => bare += 1,
            _ => {}
        }
    }
    match bare {
        0 => opened > 0 && closed > 0,
        // An apostrophe is no half of anything.
        _ => straight == '"' && bare % 2 == 1 && (opened + closed) % 2 == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::straightened;

    #[test]
    fn pairs_are_straightened_and_apostrophes_are_not() {
        let text = "alg: ‘HS256’,\n{ “appKey”: key }\nsay(\"it’s\")\nsay('a “b” c’s')\n";
        assert_eq!(
            straightened(text),
            "alg: 'HS256',\n{ \"appKey\": key }\nsay(\"it’s\")\nsay('a \"b\" c’s')\n"
        );
    }

    #[test]
    fn half_a_pair_is_made_whole_and_escaped_quotes_count_for_nothing() {
        for (curled, straight) in [
            (r#"“{\"alg\":\"HS256\"}”;"#, r#""{\"alg\":\"HS256\"}";"#),
            (r#"+ “\"mn\":" + mn + "," "#, r#"+ "\"mn\":" + mn + "," "#),
            (r#"say("a “b” c")"#, r#"say("a “b” c")"#),
        ] {
            assert_eq!(straightened(curled), straight);
        }
    }
}
