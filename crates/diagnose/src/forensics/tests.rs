use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::*;

const SECRET: &str = "Zm9yIHRlc3RzIG9ubHksIG5vdCBhIGtleQ";
const HEADER: &[u8] = br#"{"alg":"HS256","typ":"JWT"}"#;
const PAYLOAD: &[u8] = br#"{"appKey":"throwaway-client-id","mn":"81234567890","role":0}"#;

fn text() -> String {
    format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(HEADER),
        URL_SAFE_NO_PAD.encode(PAYLOAD)
    )
}

fn find(mac: &str) -> Search {
    let suspects = Suspects {
        own: Secret::new("your client secret", Owner::MeetingSdk, SECRET),
        others: Secret::new(
            "the value of `ZOOM_CLIENT_SECRET`",
            Owner::Unknown,
            "another-secret",
        )
        .into_iter()
        .collect(),
        ids: vec![("the client ID", "throwaway-client-id")],
    };
    search(
        mac,
        &Sent {
            text: &text(),
            header: HEADER,
            payload: PAYLOAD,
        },
        &suspects,
    )
}

fn words(mac: &str) -> String {
    match find(mac) {
        Search::Made(recipe) => recipe.words(),
        Search::Unexplained(_) => "unexplained".to_owned(),
    }
}

#[test]
fn every_mistake_with_the_key_is_named() {
    for mistake in OF_A_SECRET {
        let Some(key) = (mistake.make)(SECRET) else {
            continue;
        };
        let mac = URL_SAFE_NO_PAD.encode(hs256(&key, text().as_bytes()));
        let found = words(&mac);
        // Several decoders agree on most secrets; any of them tells the truth.
        assert!(
            found == format!("your client secret {}", mistake.what)
                || found.contains("decoded as base64"),
            "{}: {found}",
            mistake.what
        );
    }
    for empty in EMPTY_HANDED {
        let mac = URL_SAFE_NO_PAD.encode(hs256(empty.key.as_bytes(), text().as_bytes()));
        assert_eq!(words(&mac), empty.what);
    }
}

#[test]
fn every_mistake_with_the_message_is_named() {
    let sent = text();
    let sent = Sent {
        text: &sent,
        header: HEADER,
        payload: PAYLOAD,
    };
    for mistake in &MESSAGES[1..] {
        let Some(message) = (mistake.make)(&sent) else {
            continue;
        };
        let found = words(&URL_SAFE_NO_PAD.encode(hs256(SECRET.as_bytes(), &message)));
        let same = MESSAGES
            .iter()
            .filter(|other| (other.make)(&sent).as_ref() == Some(&message));
        assert!(
            same.into_iter()
                .any(|other| found == format!("your client secret, over {}", other.what)),
            "{}: {found}",
            mistake.what
        );
    }
}

#[test]
fn the_right_bytes_are_known_in_any_writing_and_algorithm() {
    let right = hs256(SECRET.as_bytes(), text().as_bytes());
    let hex: String = right.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(words(&URL_SAFE_NO_PAD.encode(&right)), "your client secret");
    assert_eq!(words(&STANDARD.encode(&right)), "your client secret");
    assert_eq!(words(&hex), "your client secret, written as hex");
    assert_eq!(
        words(&STANDARD.encode(&hex)),
        "your client secret, written as base64 of the hex text"
    );
    assert_eq!(
        words(&URL_SAFE_NO_PAD.encode(URL_SAFE_NO_PAD.encode(&right))),
        "your client secret, written as base64 of the base64 text"
    );
}

fn made(algorithm: &Algorithm, key: &[u8], message: &'static MessageMistake) -> Vec<u8> {
    let text = text();
    let sent = Sent {
        text: &text,
        header: HEADER,
        payload: PAYLOAD,
    };
    let message = Message::new(message, &sent).expect("applies");
    algorithm.keyed(key).mac(&message, &mut [0; 64]).to_vec()
}

#[test]
fn every_algorithm_is_named() {
    for algorithm in &ALGORITHMS[1..] {
        let mac = made(algorithm, SECRET.as_bytes(), &MESSAGES[0]);
        let expected = format!("your client secret, with {}", algorithm.name);
        assert_eq!(words(&URL_SAFE_NO_PAD.encode(&mac)), expected);
        assert_eq!(words(&hex(&mac)), format!("{expected}, written as hex"));
    }
}

#[test]
fn damage_is_named_and_the_secret_still_known() {
    let right = hs256(SECRET.as_bytes(), text().as_bytes());
    let whole = URL_SAFE_NO_PAD.encode(&right);
    let as_latin1: String = right.iter().map(|&byte| char::from(byte)).collect();
    let lossy = String::from_utf8_lossy(&right).into_owned();
    for (written, what) in [
        (whole[..40].to_owned(), "a part of it: it was cut short"),
        (whole[..41].to_owned(), "a part of it: it was cut short"),
        (
            hex(&right)[..61].to_owned(),
            "a part of its hex: it was cut short",
        ),
        (
            URL_SAFE_NO_PAD.encode(as_latin1),
            "base64 of a text that took each byte for a Latin-1 character",
        ),
        (
            STANDARD.encode(lossy),
            "base64 of a UTF-8 text, in which the bytes that are not text are lost",
        ),
    ] {
        match find(&written) {
            Search::Made(recipe) => assert_eq!(recipe.damage(), Some(what), "{written}"),
            Search::Unexplained(_) => panic!("{what}"),
        }
    }
}

#[test]
fn two_mistakes_at_once_are_both_named() {
    let key = format!("{SECRET}\n");
    for message in &MESSAGES[1..] {
        let sent = text();
        let sent = Sent {
            text: &sent,
            header: HEADER,
            payload: PAYLOAD,
        };
        if (message.make)(&sent).is_some() {
            let mac = made(&ALGORITHMS[0], key.as_bytes(), message);
            let found = words(&hex(&mac));
            assert!(
                found.starts_with("your client secret plus a line feed at its end, over "),
                "{found}"
            );
        }
    }
}

#[test]
fn the_work_is_bounded_whatever_is_given() {
    let payload = vec![b'x'; 3000];
    let long = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(HEADER),
        URL_SAFE_NO_PAD.encode(&payload)
    );
    let sent = Sent {
        text: &long,
        header: HEADER,
        payload: &payload,
    };
    let secrets: Vec<String> = (0..32).map(|n| format!("{n}").repeat(300)).collect();
    let suspects = Suspects {
        own: Secret::new("own", Owner::MeetingSdk, SECRET),
        others: secrets
            .iter()
            .filter_map(|secret| Secret::new("other", Owner::Unknown, secret))
            .collect(),
        ids: vec![("the client ID", "id"), ("the token's own appKey", "key")],
    };
    let Search::Unexplained(effort) = search(&URL_SAFE_NO_PAD.encode([7; 32]), &sent, &suspects)
    else {
        panic!("nobody made this");
    };
    assert!(effort.blocks < MAX_BLOCKS + 1000, "{effort:?}");
    assert!(
        effort.macs > effort.keys,
        "the message as sent is tried with every key: {effort:?}"
    );
}
#[test]
fn other_secrets_and_ids_are_named_and_only_the_own_secret_is_right() {
    let made = |key: &str| URL_SAFE_NO_PAD.encode(hs256(key.as_bytes(), text().as_bytes()));
    assert_eq!(
        words(&made("another-secret")),
        "the value of `ZOOM_CLIENT_SECRET`"
    );
    assert_eq!(
        words(&made("throwaway-client-id")),
        "the client ID in the place of the secret"
    );
    assert!(matches!(find(&made("another-secret")), Search::Made(recipe) if !recipe.right_key()));
    assert!(matches!(find(&made(SECRET)), Search::Made(recipe) if recipe.right_key()));
}

#[test]
fn a_mac_by_an_unknown_key_stays_unexplained_and_says_how_much_was_tried() {
    let mac = URL_SAFE_NO_PAD.encode(hs256(b"some other key", text().as_bytes()));
    assert!(
        matches!(find(&mac), Search::Unexplained(effort) if effort.keys > 20 && effort.messages > 6)
    );
}

#[test]
fn hex_is_read_in_either_case_and_nothing_else_is() {
    assert_eq!(unhex("00fF"), Some(vec![0, 255]));
    for wrong in ["", "0", "0g", "éé"] {
        assert_eq!(unhex(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_around_a_given_secret_is_not_part_of_it() {
    let sent = text();
    let sent = Sent {
        text: &sent,
        header: HEADER,
        payload: PAYLOAD,
    };
    let words = |given: &str, key: &str| {
        let own = Secret::new("your client secret", Owner::MeetingSdk, given);
        let mac = URL_SAFE_NO_PAD.encode(hs256(key.as_bytes(), sent.text.as_bytes()));
        match search(
            &mac,
            &sent,
            &Suspects {
                own,
                others: vec![],
                ids: vec![],
            },
        ) {
            Search::Made(recipe) => recipe.words(),
            Search::Unexplained(_) => "unexplained".to_owned(),
        }
    };
    assert_eq!(words("abc\n", "abc"), "your client secret");
    assert_eq!(
        words("abc\n", "abc\n"),
        "your client secret plus a line feed at its end"
    );
    assert_eq!(
        words("' abc '", "' abc '"),
        "your client secret and all that is around it"
    );
    assert_eq!(words("\u{feff}\"é\";", "é"), "your client secret");
    for none in ["", " ", "undefined", "\"null\""] {
        assert!(Secret::new("", Owner::Unknown, none).is_none(), "{none}");
    }
}

#[test]
fn what_url_token_encode_writes_is_read() {
    let mac = hs256(SECRET.as_bytes(), text().as_bytes());
    let counted = format!("{}1", URL_SAFE_NO_PAD.encode(&mac));
    assert_eq!(words(&counted), "your client secret");
    let segment = |json: &[u8]| {
        let text = URL_SAFE_NO_PAD.encode(json);
        let pads = (4 - text.len() % 4) % 4;
        format!("{text}{pads}")
    };
    let signed = format!("{}.{}", segment(HEADER), segment(PAYLOAD));
    let mac = URL_SAFE_NO_PAD.encode(hs256(SECRET.as_bytes(), signed.as_bytes()));
    assert_eq!(
        words(&mac),
        "your client secret, over segments as .NET's UrlTokenEncode writes them, with the number of their pads"
    );
}
