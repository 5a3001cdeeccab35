//! Takes a generator that is right, makes one mistake of the list in it, or two, and asks the doctor which.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use countersign_diagnose::{Case, diagnose};
use hmac::Hmac;
use serde_json::{Map, Value, json};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

const NOW: u64 = 1_760_000_123;
const KEY: &str = "CountersignCorpusKey01";
const SECRET: &str = "ThrowawaySecretOfTheCorpus123456";
const REST: &str = "ThrowawaySecretOfTheRestApp00001";

/// A generator of signatures, and the case it is used in.
struct Generator {
    header: Value,
    claims: Map<String, Value>,
    key: Vec<u8>,
    segment: fn(&str) -> String,
    /// What is signed, made of header and payload as text and of `header.payload` as sent.
    signed: fn(&[String; 2], &str) -> String,
    mac: fn(&[u8], &[u8]) -> Vec<u8>,
    write: fn(&[u8]) -> String,
    finish: fn(String) -> String,
    case: Value,
}

impl Generator {
    fn right() -> Generator {
        let claims = json!({
            "appKey": KEY, "sdkKey": KEY, "mn": "81234567890", "role": 0,
            "iat": NOW - 30, "exp": NOW + 7170, "tokenExp": NOW + 7170,
        });
        Generator {
            header: json!({ "alg": "HS256", "typ": "JWT" }),
            claims: claims.as_object().expect("an object").clone(),
            key: SECRET.into(),
            segment: |text| URL_SAFE_NO_PAD.encode(text),
            signed: |_, sent| sent.to_owned(),
            mac: |key, text| mac::<Hmac<Sha256>>(key, text),
            write: |mac| URL_SAFE_NO_PAD.encode(mac),
            finish: |token| token,
            case: json!({
                "now": NOW, "client_id": KEY, "secrets": { "meeting_sdk": SECRET, "s2s": REST },
                "view": "component",
                "join": { "meetingNumber": "81234567890", "userName": "Ada", "password": true, "zak": true },
            }),
        }
    }

    fn case(&self) -> Case {
        let parts = [
            self.header.to_string(),
            Value::from(self.claims.clone()).to_string(),
        ];
        let sent = parts.each_ref().map(|part| (self.segment)(part)).join(".");
        let mac = (self.mac)(&self.key, (self.signed)(&parts, &sent).as_bytes());
        let token = format!("{sent}.{}", (self.write)(&mac));
        let mut case = self.case.clone();
        case["signature"] = (self.finish)(token).into();
        Case::from_json(&case.to_string()).expect("a case")
    }

    fn set(&mut self, claim: &str, value: impl Into<Value>) {
        self.claims.insert(claim.to_owned(), value.into());
    }

    fn remove(&mut self, claim: &str) {
        self.claims.remove(claim);
    }

    fn times(&mut self, iat: u64, exp: u64) {
        for (claim, time) in [("iat", iat), ("exp", exp), ("tokenExp", exp)] {
            self.set(claim, time);
        }
    }
}

fn mac<M: hmac::Mac + hmac::KeyInit>(key: &[u8], text: &[u8]) -> Vec<u8> {
    <M as hmac::KeyInit>::new_from_slice(key)
        .expect("any length")
        .chain_update(text)
        .finalize()
        .into_bytes()
        .to_vec()
}

/// As .NET's `UrlTokenEncode` writes.
fn counted(bytes: &[u8]) -> String {
    let padded = URL_SAFE.encode(bytes);
    let bare = padded.trim_end_matches('=');
    format!("{bare}{}", padded.len() - bare.len())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The part of a generator that a mistake is in. Two mistakes in one part cannot both be seen.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// What is left is no token: no other mistake in it can be seen.
    Whole,
    Around,
    Alphabet,
    Key,
    Text,
    Algorithm,
    Writing,
    App,
    Number,
    Role,
    Times,
    Session,
    Join,
}

struct Mistake {
    rule: &'static str,
    place: Place,
    make: fn(&mut Generator),
}

const fn mistake(rule: &'static str, place: Place, make: fn(&mut Generator)) -> Mistake {
    Mistake { rule, place, make }
}

static MISTAKES: &[Mistake] = &[
    mistake("sig-only", Place::Whole, |g| {
        g.finish = |token| token.rsplit('.').next().expect("a part").to_owned()
    }),
    mistake("object-not-string", Place::Whole, |g| {
        g.finish = |token| json!({ "signature": token }).to_string()
    }),
    mistake("object-not-string", Place::Whole, |g| {
        g.finish = |_| "[object Promise]".to_owned()
    }),
    mistake("not-a-token", Place::Whole, |g| {
        g.finish = |token| token.replace('.', "_")
    }),
    mistake("other-zoom-token", Place::Whole, |g| {
        g.claims = json!({ "iss": KEY, "exp": NOW + 5000 })
            .as_object()
            .expect("an object")
            .clone();
    }),
    mistake("video-sdk-token", Place::Whole, |g| {
        let claims =
            json!({ "app_key": KEY, "tpc": "x", "role_type": 1, "iat": NOW, "exp": NOW + 7200 });
        g.claims = claims.as_object().expect("an object").clone();
    }),
    mistake("legacy-format", Place::Whole, |g| {
        g.finish = |_| {
            let hash = STANDARD.encode(mac::<Hmac<Sha256>>(SECRET.as_bytes(), b"x"));
            STANDARD.encode(format!("{KEY}.81234567890.1760000093000.0.{hash}"))
        }
    }),
    mistake("legacy-format", Place::Whole, |g| {
        g.finish = |_| {
            let hash = STANDARD.encode(mac::<Hmac<Sha256>>(SECRET.as_bytes(), b"x"));
            counted(format!("{KEY}.81234567890.1760000093000.0.{hash}").as_bytes())
        }
    }),
    mistake("token-quoted", Place::Around, |g| {
        g.finish = |token| format!("\"{token}\"")
    }),
    mistake("base64-standard-segments", Place::Alphabet, |g| {
        g.set("topic", "a?b>c~d?>");
        g.segment = |text| STANDARD.encode(text);
        g.write = |mac| STANDARD.encode(mac);
    }),
    mistake("base64url-padding", Place::Alphabet, |g| {
        g.write = |mac| URL_SAFE.encode(mac)
    }),
    mistake("base64url-padding", Place::Alphabet, |g| {
        g.write = |mac| counted(mac)
    }),
    mistake("base64url-padding", Place::Alphabet, |g| {
        g.segment = |text| counted(text.as_bytes());
        g.write = |mac| counted(mac);
    }),
    mistake("hmac-hex", Place::Writing, |g| g.write = hex),
    mistake("hmac-hex-then-base64", Place::Writing, |g| {
        g.write = |mac| URL_SAFE_NO_PAD.encode(hex(mac))
    }),
    mistake("mac-damaged", Place::Writing, |g| {
        g.write = |mac| URL_SAFE_NO_PAD.encode(&mac[..mac.len() - 3])
    }),
    mistake("mac-damaged", Place::Writing, |g| {
        g.write = |mac| URL_SAFE_NO_PAD.encode(String::from_utf8_lossy(mac).as_bytes());
    }),
    mistake("mac-damaged", Place::Writing, |g| {
        g.write = |mac| {
            URL_SAFE_NO_PAD.encode(mac.iter().map(|&byte| char::from(byte)).collect::<String>())
        };
    }),
    mistake("wrong-alg", Place::Algorithm, |g| {
        g.header["alg"] = "HS512".into();
        g.mac = |key, text| mac::<Hmac<Sha512>>(key, text);
    }),
    mistake("wrong-alg", Place::Algorithm, |g| {
        g.header["alg"] = "none".into()
    }),
    mistake("wrong-alg", Place::Algorithm, |g| {
        g.mac = |key, text| mac::<Hmac<Sha1>>(key, text)
    }),
    mistake("wrong-alg", Place::Algorithm, |g| {
        g.mac = |key, text| Sha256::digest([key, text].concat()).to_vec()
    }),
    mistake("arg-order", Place::Algorithm, |g| {
        g.mac = |key, text| mac::<Hmac<Sha256>>(text, key)
    }),
    mistake("arg-order", Place::Key, |g| g.key = KEY.into()),
    mistake("arg-order", Place::App, |g| {
        g.remove("sdkKey");
        g.set("appKey", "81234567890");
    }),
    mistake("key-dirty", Place::Key, |g| g.key.push(b'\n')),
    mistake("key-dirty", Place::Key, |g| {
        g.key = format!("\"{SECRET}\";").into()
    }),
    mistake("key-dirty", Place::Key, |g| g.key.insert(0, b' ')),
    mistake("key-dirty", Place::App, |g| {
        g.set("appKey", format!("{KEY}\r"))
    }),
    mistake("secret-base64-decoded", Place::Key, |g| {
        g.key = STANDARD.decode(SECRET).expect("base64")
    }),
    mistake("secret-undefined", Place::Key, |g| g.key.clear()),
    mistake("secret-undefined", Place::Key, |g| {
        g.key = "undefined".into()
    }),
    mistake("placeholder-credentials", Place::Key, |g| {
        g.key = "YOUR_CLIENT_SECRET".into()
    }),
    mistake("placeholder-credentials", Place::App, |g| {
        g.set("appKey", "YOUR_CLIENT_ID")
    }),
    mistake("s2s-credentials", Place::Key, |g| g.key = REST.into()),
    mistake("wrong-secret", Place::Key, |g| {
        g.key = SECRET.to_uppercase().into()
    }),
    mistake("wrong-secret", Place::Key, |g| {
        g.key = format!("{KEY}&{SECRET}").into()
    }),
    mistake("wrong-secret", Place::Key, |g| g.key.truncate(31)),
    mistake("signed-other-text", Place::Text, |g| {
        g.signed = |_, sent| sent.rsplit('.').next().expect("a part").to_owned()
    }),
    mistake("signed-other-text", Place::Text, |g| {
        g.signed = |_, sent| format!("{sent}.")
    }),
    mistake("signed-other-text", Place::Text, |g| {
        g.signed = |_, sent| format!("{sent}\n")
    }),
    mistake("signed-other-text", Place::Text, |g| {
        g.signed = |parts, _| parts[1].clone()
    }),
    mistake("signed-other-text", Place::Text, |g| {
        g.signed = |_, sent| hex(&Sha256::digest(sent))
    }),
    mistake("missing-both-keys", Place::App, |g| {
        g.remove("sdkKey");
        g.remove("appKey");
    }),
    mistake("missing-appkey", Place::App, |g| g.remove("appKey")),
    mistake("key-mismatch", Place::App, |g| {
        g.set("appKey", "CountersignCorpusKey10")
    }),
    mistake("key-mismatch", Place::App, |g| {
        g.set("sdkKey", "AnotherAppsClientId012")
    }),
    mistake("missing-mn", Place::Number, |g| g.remove("mn")),
    mistake("mn-not-digits", Place::Number, |g| {
        g.set("mn", "812 3456 7890")
    }),
    mistake("mn-mismatch", Place::Number, |g| g.set("mn", "81234567891")),
    mistake("role-invalid", Place::Role, |g| g.remove("role")),
    mistake("role-invalid", Place::Role, |g| g.set("role", 2)),
    mistake("role-string", Place::Role, |g| g.set("role", "0")),
    mistake("role-swapped", Place::Role, |g| {
        g.case["intent"] = "join".into();
        g.set("role", 1);
    }),
    mistake("missing-times", Place::Times, |g| g.remove("iat")),
    mistake("time-in-ms", Place::Times, |g| {
        g.times((NOW - 30) * 1000, (NOW + 7170) * 1000)
    }),
    mistake("time-string-or-null", Place::Times, |g| {
        g.set("exp", (NOW + 7170).to_string())
    }),
    mistake("time-string-or-null", Place::Times, |g| {
        g.set("iat", Value::Null)
    }),
    mistake("time-float", Place::Times, |g| {
        g.set("iat", 1_760_000_092.5)
    }),
    mistake("ttl-zero-or-short", Place::Times, |g| {
        g.set("exp", NOW + 60)
    }),
    mistake("ttl-exactly-1800", Place::Times, |g| {
        g.set("exp", NOW + 1770)
    }),
    mistake("ttl-too-long", Place::Times, |g| {
        g.set("exp", NOW + 31_536_000)
    }),
    mistake("expired-hardcoded", Place::Times, |g| {
        g.times(NOW - 100_000, NOW - 92_800)
    }),
    mistake("near-expiry", Place::Times, |g| {
        g.times(NOW - 7190, NOW + 10)
    }),
    mistake("iat-in-future", Place::Times, |g| {
        g.times(NOW + 300, NOW + 7500)
    }),
    mistake("local-time-as-utc", Place::Times, |g| {
        g.times(NOW + 19_770, NOW + 26_970)
    }),
    mistake("float32-timestamp", Place::Times, |g| {
        g.times(1_760_000_000, 1_760_007_296)
    }),
    mistake("missing-tokenexp", Place::Session, |g| g.remove("tokenExp")),
    mistake("tokenexp-is-duration", Place::Session, |g| {
        g.set("tokenExp", 1800)
    }),
    mistake("join-param-misnamed", Place::Join, |g| {
        g.case["join"] = json!({ "meetingNumber": "81234567890", "passWord": true, "zak": true });
    }),
    mistake("zak-and-obf", Place::Join, |g| {
        g.case["join"]["obfToken"] = true.into()
    }),
    mistake("jwt-app-key", Place::Join, |g| {
        g.case["join"]["apiKey"] = true.into()
    }),
    mistake("undefined-optional", Place::Join, |g| {
        g.case["join"]["tk"] = Value::Null
    }),
    mistake("webinar-no-email", Place::Join, |g| {
        g.case["webinar"] = true.into()
    }),
    mistake("external-anonymous", Place::Join, |g| {
        g.case["external"] = true.into();
        g.case["join"]["zak"] = false.into();
    }),
    mistake("secret-in-browser", Place::Join, |g| {
        g.case["env"] = json!({ "VITE_ZOOM_SECRET": "x" })
    }),
];

fn found(generator: &Generator) -> Vec<String> {
    diagnose(&generator.case(), NOW)
        .findings
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn nothing_is_found_before_a_mistake_is_made() {
    assert_eq!(found(&Generator::right()), [""; 0]);
}

#[test]
fn every_single_mistake_is_named() {
    let mut unnamed = Vec::new();
    for (number, mistake) in MISTAKES.iter().enumerate() {
        let mut generator = Generator::right();
        (mistake.make)(&mut generator);
        let found = found(&generator);
        if !found.iter().any(|rule| rule == mistake.rule) {
            unnamed.push(format!("{number}: {} is not in {found:?}", mistake.rule));
        }
    }
    assert!(unnamed.is_empty(), "{unnamed:#?}");
}

/// Whether both mistakes can be seen when they are made together.
fn both_show(one: &Mistake, other: &Mistake) -> bool {
    use Place::{Alphabet, Join, Session, Times, Whole, Writing};
    let hides = |one: Place, other: Place| match one {
        Whole => other != Join,
        // Each of these writes the HMAC.
        Alphabet => other == Writing,
        // Where a session ends matters only beside times that can be read.
        Session => other == Times,
        _ => false,
    };
    one.place != other.place && !hides(one.place, other.place) && !hides(other.place, one.place)
}

#[test]
fn a_seeded_sample_of_pairs_is_named_in_full() {
    // A linear congruential generator: the sample is the same every time.
    let mut state: u64 = 0x5eed;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut unnamed = Vec::new();
    let mut tried = 0;
    while tried < 400 {
        let (one, other) = (
            &MISTAKES[random(MISTAKES.len())],
            &MISTAKES[random(MISTAKES.len())],
        );
        if !both_show(one, other) {
            continue;
        }
        tried += 1;
        let mut generator = Generator::right();
        (one.make)(&mut generator);
        (other.make)(&mut generator);
        let found = found(&generator);
        for rule in [one.rule, other.rule] {
            if !found.iter().any(|found| found == rule) {
                unnamed.push(format!(
                    "{} with {}: {rule} is not in {found:?}",
                    one.rule, other.rule
                ));
            }
        }
    }
    assert!(
        unnamed.is_empty(),
        "{} of {tried}: {unnamed:#?}",
        unnamed.len()
    );
}
