//! A glance at a text before it is parsed: whether it can be about a signature at all, and where most of that stands.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// So many words come first without which nothing about a signature of the Meeting SDK can be in a text, unless it
/// speaks of Zoom and of one of [`OF_A_TOKEN`].
const OF_THE_SDK: usize = 12;
/// Which are enough in a text that speaks of Zoom.
const OF_A_TOKEN: std::ops::Range<usize> = OF_THE_SDK..17;
const ZOOM: usize = 17;

/// All that speaks of signing, whatever its case. A word that holds another comes before it.
const WORDS: [&str; 25] = [
    "us.zoom.sdk",
    "mobilertc",
    "zoommtg",
    "meetingsdk",
    "tokenexp",
    "sdkkey",
    "sdk_key",
    "appkey",
    "meetingnumber",
    "meeting_number",
    "meetingid",
    "meeting_id",
    "\"mn\"",
    "'mn'",
    // As forums curl them.
    "“mn”",
    "‘mn’",
    "hmac",
    "zoom",
    "sha256",
    "hs256",
    "jwt",
    "base64",
    "secret",
    "role",
    "iat",
];

/// How far ahead the words are counted, in bytes: as far as a long text is read after the place.
const AHEAD: usize = 12 * 1024;

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostFirst)
        .build(WORDS)
        .ok()
});

/// The first place from which on the most different words of signing stand close together; nothing in a text that does
/// not sign. An import at the top of a long file must not keep the reader from the function that signs at its end.
pub(crate) fn place_of_interest(text: &str) -> Option<usize> {
    let places: Vec<(usize, usize)> = FINDER
        .as_ref()?
        .find_iter(text)
        .map(|found| (found.start(), found.pattern().as_usize()))
        .collect();
    let mut seen = [false; WORDS.len()];
    for (_, word) in &places {
        seen[*word] = true;
    }
    let any = |words: std::ops::Range<usize>| seen[words].contains(&true);
    let signs = any(0..OF_THE_SDK) || any(OF_A_TOKEN) && seen[ZOOM];
    if !signs {
        return None;
    }
    let mut counts = [0_usize; WORDS.len()];
    let mut ahead = places.iter().peekable();
    let (mut different, mut most, mut best) = (0, 0, None);
    for (start, word) in &places {
        while let Some((_, next)) = ahead.next_if(|(place, _)| place - start < AHEAD) {
            counts[*next] += 1;
            different += usize::from(counts[*next] == 1);
        }
        if different > most {
            (most, best) = (different, Some(*start));
        }
        counts[*word] -= 1;
        different -= usize::from(counts[*word] == 0);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::place_of_interest;

    #[test]
    fn what_does_not_sign_is_passed_over() {
        for text in [
            "",
            "const jwt = sign(secret, role)",
            "zoom in, zoom out",
            "{ \"mn\": 'mn', “mn”: hmac }",
        ] {
            assert_eq!(place_of_interest(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_the_sdk_are_enough_and_those_of_a_token_where_it_speaks_of_zoom() {
        for text in [
            "import us.zoom.sdk.ZoomSDK",
            "meeting_id",
            "zoom “mn”",
            "'mn' of zoom",
            "hmac for zoom",
        ] {
            assert!(place_of_interest(text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_place_is_where_it_signs_and_not_where_it_imports() {
        let import = "import { ZoomMtg } from '@zoom/meetingsdk'\n";
        let signs = "const token = { appKey, mn, role, iat, tokenExp }; hmac(sha256, secret)";
        let text = format!("{import}{}{signs}", "let x = 1;\n".repeat(9_000));
        assert_eq!(
            place_of_interest(&text),
            text.find("appKey").filter(|at| *at > 90_000)
        );
        let near = format!("{import}{signs}");
        assert_eq!(place_of_interest(&near), near.find("ZoomMtg"));
    }
}
