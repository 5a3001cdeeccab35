//! Quotes that a forum or a word processor curled.

use std::borrow::Cow;

/// The text with the curled quotes of its code made straight again, of a line at a time and only where that cannot end
/// a text early. Lines and characters keep their places.
pub(crate) fn straightened(text: &str) -> Cow<'_, str> {
    const CURLED: [char; 4] = ['“', '”', '‘', '’'];
    if !text.contains(CURLED) {
        return Cow::Borrowed(text);
    }
    let straight = |line: &str| {
        let pairs = |open, close, straight| {
            line.contains(open) && line.contains(close) && !line.contains(straight)
        };
        let (double, single) = (pairs('“', '”', '"'), pairs('‘', '’', '\''));
        line.chars()
            .map(|c| match c {
                '“' | '”' if double => '"',
                '‘' | '’' if single => '\'',
                other => other,
            })
            .collect::<String>()
    };
    Cow::Owned(text.split_inclusive('\n').map(straight).collect())
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
}
