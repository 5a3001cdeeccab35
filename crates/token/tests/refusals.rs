//! What is refused, and in which words.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use countersign_token::{
    Alphabet, Claims, ClientId, ClientIdError, MeetingNumber, MeetingNumberError, Part, Role,
    Secret, Signer, SignerError, Ttl, TtlError, VerifyError, VideoSdkClaims, WebClaims,
    inspect_unverified,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const NOW: u64 = 1_760_000_000;
const ID: &str = "abcdefghijklmnopqrstuv";
const SECRET: &str = "0123456789abcdefghijklmnopqrstuv";

fn signer() -> Signer {
    Signer::new(ClientId::new(ID).unwrap(), &Secret::from(SECRET)).unwrap()
}

/// A token that is signed rightly whatever it says.
fn token(header: &Value, payload: &Value) -> String {
    let segment = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", segment(header), segment(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

/// The refusal of a good payload after this change.
fn refusal(change: impl FnOnce(&mut Value)) -> VerifyError {
    let mut payload = json!({
        "appKey": ID, "mn": "81234567890", "role": 0,
        "iat": NOW - 30, "exp": NOW + 7200, "tokenExp": NOW + 7200,
    });
    let header = json!({"alg": "HS256", "typ": "JWT"});
    assert!(signer().verify(&token(&header, &payload), NOW).is_ok());
    change(&mut payload);
    signer().verify(&token(&header, &payload), NOW).unwrap_err()
}

#[test]
fn meeting_numbers_say_what_is_wrong_with_them() {
    let error = |text: &str| text.parse::<MeetingNumber>().unwrap_err();
    assert_eq!(error(""), MeetingNumberError::Empty);
    assert_eq!(
        error("812 3456 7890"),
        MeetingNumberError::NotADigit { found: ' ', at: 3 }
    );
    assert_eq!(
        error("812-3456-7890"),
        MeetingNumberError::NotADigit { found: '-', at: 3 }
    );
    assert_eq!(
        error("٣81234567"),
        MeetingNumberError::NotADigit { found: '٣', at: 0 }
    );
    assert_eq!(error("081234567"), MeetingNumberError::LeadingZero);
    assert_eq!(
        error("1234567890123"),
        MeetingNumberError::TooLong { digits: 13 }
    );
    assert_eq!(
        error(&"9".repeat(40)),
        MeetingNumberError::TooLong { digits: 40 }
    );
}

#[test]
fn only_the_lenient_reading_drops_spaces_and_dashes() {
    for text in [
        "812 3456 7890",
        "812-3456-7890",
        " 81234567890\n",
        "812\u{a0}3456\u{2013}7890",
    ] {
        assert_eq!(
            MeetingNumber::parse_lenient(text).unwrap().get(),
            81_234_567_890,
            "{text:?}"
        );
    }
    assert!(MeetingNumber::parse_lenient("my.room").is_err());
}

#[test]
fn roles_lifetimes_and_client_ids_are_checked_at_the_edge() {
    assert!("2".parse::<Role>().is_err() && Role::try_from(5_u64).is_err());
    assert_eq!(
        Ttl::from_secs(1800),
        Err(TtlError::TooShort { seconds: 1800 })
    );
    assert_eq!(
        Ttl::from_secs(172_800),
        Err(TtlError::TooLong { seconds: 172_800 })
    );
    assert_eq!(Ttl::from_secs(1801).unwrap(), Ttl::MIN);
    assert_eq!(ClientId::new(""), Err(ClientIdError::Empty));
    assert_eq!(
        ClientId::new("\"key\";"),
        Err(ClientIdError::Foreign { found: '"', at: 0 })
    );
    assert_eq!(
        ClientId::new(&"k".repeat(65)),
        Err(ClientIdError::TooLong { bytes: 65 })
    );
}

#[test]
fn a_secret_that_a_settings_file_damaged_cannot_sign() {
    let error =
        |secret: &str| Signer::new(ClientId::new(ID).unwrap(), &Secret::from(secret)).unwrap_err();
    assert_eq!(error(""), SignerError::Empty);
    assert_eq!(error("0123456789abcdef\n"), SignerError::WhiteSpace);
    assert_eq!(error("\"0123456789abcdef\""), SignerError::Quoted);
    assert_eq!(error("0123456789abcdef;"), SignerError::Quoted);
}

#[test]
fn verify_names_the_first_thing_that_is_wrong_with_the_claims() {
    use VerifyError::{
        BadClaim, Expired, IssuedInFuture, LifetimeTooLong, LifetimeTooShort, MissingClaim,
        WrongClient,
    };
    let without = |name: &'static str| {
        refusal(|payload| {
            payload.as_object_mut().unwrap().remove(name);
        })
    };
    assert_eq!(without("mn"), MissingClaim { name: "mn" });
    assert_eq!(without("role"), MissingClaim { name: "role" });
    assert_eq!(without("iat"), MissingClaim { name: "iat" });
    assert_eq!(without("exp"), MissingClaim { name: "exp" });
    assert_eq!(without("appKey"), MissingClaim { name: "appKey" });
    let with = |name: &str, value: Value| refusal(|payload| payload[name] = value);
    assert_eq!(with("mn", json!("812 3456 7890")), BadClaim { name: "mn" });
    assert_eq!(with("role", json!("1")), BadClaim { name: "role" });
    assert_eq!(with("role", json!(5)), BadClaim { name: "role" });
    assert_eq!(with("exp", json!("1760007200")), BadClaim { name: "exp" });
    assert_eq!(with("iat", json!(1.5)), BadClaim { name: "iat" });
    assert_eq!(with("appKey", json!("another")), WrongClient);
    assert_eq!(with("exp", json!(NOW)), Expired { by: 0 });
    assert_eq!(with("iat", json!(NOW + 1)), IssuedInFuture { by: 1 });
    assert_eq!(
        with("exp", json!(NOW + 1000)),
        LifetimeTooShort { seconds: 1030 }
    );
    assert_eq!(
        with("exp", json!(NOW + 200_000)),
        LifetimeTooLong { seconds: 200_030 }
    );
}

#[test]
fn verify_refuses_other_algorithms_and_shapes() {
    let payload = json!({"appKey": ID, "mn": "1", "role": 0, "iat": NOW, "exp": NOW + 7200});
    let with = |header: Value| signer().verify(&token(&header, &payload), NOW).unwrap_err();
    assert_eq!(
        with(json!({"alg": "none"})),
        VerifyError::WrongAlg { alg: "none".into() }
    );
    assert_eq!(
        with(json!({"alg": "HS512"})),
        VerifyError::WrongAlg {
            alg: "HS512".into()
        }
    );
    assert_eq!(with(json!({"typ": "JWT"})), VerifyError::BadHeader);
    let of = |text: &str| signer().verify(text, NOW).unwrap_err();
    assert_eq!(of(""), VerifyError::NotThreeParts { parts: 1 });
    assert_eq!(of("a.b.c.d"), VerifyError::NotThreeParts { parts: 4 });
    assert_eq!(of(&"a".repeat(5000)), VerifyError::TooLong { bytes: 5000 });
    let good = token(&json!({"alg": "HS256", "typ": "JWT"}), &payload);
    assert_eq!(
        of(&format!("{good}=")),
        VerifyError::BadBase64 { part: "mac" }
    );
}

#[test]
fn inspection_tells_alphabets_and_padding_apart() {
    let bytes = [0xfb_u8, 0xff, 0xfe, 0x00];
    fn part(text: &str) -> Part<'_> {
        inspect_unverified(text).parts[0].clone()
    }
    let (url, standard) = (URL_SAFE.encode(bytes), STANDARD.encode(bytes));
    let (url, standard) = (part(&url), part(&standard));
    assert_eq!(
        (url.alphabet, url.padding, url.decoded.as_deref()),
        (Alphabet::Url, 2, Some(&bytes[..]))
    );
    assert_eq!(
        (standard.alphabet, standard.decoded.as_deref()),
        (Alphabet::Standard, Some(&bytes[..]))
    );
    assert_eq!(part("a-b+").alphabet, Alphabet::Mixed);
    assert_eq!(
        part("{\"a\"}").alphabet,
        Alphabet::Foreign { found: '{', at: 0 }
    );
    assert_eq!(inspect_unverified(&".".repeat(1000)).part_count, 1001);
}

#[test]
fn inspection_knows_padding_that_is_counted() {
    // As .NET writes it: base64url, and how many = there would be.
    let counted = |bytes: &[u8]| {
        let padded = URL_SAFE.encode(bytes);
        let bare = padded.trim_end_matches('=');
        format!("{bare}{}", padded.len() - bare.len())
    };
    for json in ["{\"a\":1}", "{\"a\":12}", "{\"a\":123}"] {
        let text = counted(json.as_bytes());
        let part = inspect_unverified(&text).parts[0].clone();
        assert!(part.counted, "{text}");
        assert_eq!(part.decoded.as_deref(), Some(json.as_bytes()));
        assert!(part.object.is_some());
        let bare = &text[..text.len() - 1];
        assert!(!inspect_unverified(bare).parts[0].counted, "{bare}");
    }
    for length in [20, 32, 48, 64] {
        let mac = vec![0xa5_u8; length];
        let text = counted(&mac);
        let part = inspect_unverified(&text).parts[0].clone();
        assert_eq!((part.counted, part.decoded), (true, Some(mac)), "{text}");
    }
    // Texts that end in a digit by chance.
    for text in ["", "0", "1", "abc1", "YWJjZDE1", "MTIzNDU", "é2"] {
        assert!(!inspect_unverified(text).parts[0].counted, "{text}");
    }
}

#[test]
fn nothing_prints_a_secret_or_a_signature() {
    let claims = Claims::Web(WebClaims::new("81234567890".parse().unwrap(), Role::Host));
    let signature = signer().sign(&claims, NOW, Ttl::DEFAULT);
    let printed = format!("{:?} {signature:?} {:?}", signer(), Secret::from(SECRET));
    assert!(
        !printed.contains(SECRET) && !printed.contains(signature.as_str()),
        "{printed}"
    );
}

#[test]
fn video_sdk_claims_have_zooms_bounds() {
    assert!(VideoSdkClaims::new("", Role::Host).is_err());
    assert!(VideoSdkClaims::new(&"t".repeat(201), Role::Host).is_err());
    let claims = VideoSdkClaims::new("a session", Role::Host).unwrap();
    assert!(claims.clone().with_user_identity(&"u".repeat(36)).is_err());
    let claims = claims
        .with_user_identity("u-1")
        .unwrap()
        .with_session_key("k-1")
        .unwrap();
    let token = signer()
        .sign(&Claims::VideoSdk(claims), NOW, Ttl::DEFAULT)
        .into_string();
    let payload = inspect_unverified(&token).payload().unwrap().clone();
    assert_eq!(
        (&payload["user_identity"], &payload["role_type"]),
        (&json!("u-1"), &json!(1))
    );
    assert_eq!(signer().verify(&token, NOW).unwrap().role, Some(Role::Host));
}
