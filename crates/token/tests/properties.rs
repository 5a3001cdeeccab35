//! What we sign, three independent libraries accept; what is changed, `verify` refuses.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, NativeClaims, Role, Secret, Signer, Ttl,
    VerifyError, VideoSdkClaims, WebClaims, inspect_unverified,
};
use proptest::prelude::*;
use serde_json::Value;

const NOW: u64 = 1_760_000_000;

prop_compose! {
    fn signers()(id in "[A-Za-z0-9_-]{22}", secret in "[A-Za-z0-9]{32}") -> (Signer, Secret) {
        let secret = Secret::from(secret);
        (Signer::new(ClientId::new(&id).unwrap(), &secret).unwrap(), secret)
    }
}

fn claims() -> impl Strategy<Value = Claims> {
    let number = (1_u64..=999_999_999_999).prop_map(|n| MeetingNumber::try_from(n).unwrap());
    let role = prop_oneof![Just(Role::Attendee), Just(Role::Host)];
    prop_oneof![
        (number, role.clone(), any::<Option<bool>>()).prop_map(|(meeting_number, role, mode)| {
            Claims::Web(WebClaims {
                meeting_number,
                role,
                video_webrtc_mode: mode,
            })
        }),
        Just(Claims::Native(NativeClaims {})),
        ("\\PC{1,200}", role)
            .prop_map(|(tpc, role)| Claims::VideoSdk(VideoSdkClaims::new(&tpc, role).unwrap())),
    ]
}

fn ttls() -> impl Strategy<Value = Ttl> {
    (1_801_u64..=172_799).prop_map(|seconds| Ttl::from_secs(seconds).unwrap())
}

/// The payload as the crate `jsonwebtoken` accepts it, its own checks of time left out because
/// `NOW` is not the machine's.
fn jsonwebtoken_accepts(token: &str, secret: &Secret) -> Value {
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::HS256);
    rules.validate_exp = false;
    let key = jsonwebtoken::DecodingKey::from_secret(secret.expose_secret().as_bytes());
    jsonwebtoken::decode::<Value>(token, &key, &rules)
        .unwrap()
        .claims
}

fn jwt_accepts(token: &str, secret: &Secret) -> Value {
    use jwt::VerifyWithKey as _;
    let key = hmac_012(secret.expose_secret().as_bytes());
    token.verify_with_key(&key).unwrap()
}

/// The crate `jwt` builds on the generation of `hmac` before ours.
fn hmac_012(secret: &[u8]) -> hmac_of_jwt::Hmac<sha2_of_jwt::Sha256> {
    use hmac_of_jwt::Mac as _;
    hmac_of_jwt::Hmac::new_from_slice(secret).unwrap()
}

fn jwt_compact_accepts(token: &str, secret: &Secret) -> Value {
    use jwt_compact::{
        AlgorithmExt as _, UntrustedToken,
        alg::{Hs256, Hs256Key},
    };
    let key = Hs256Key::new(secret.expose_secret().as_bytes());
    let token = UntrustedToken::new(token).unwrap();
    let token = Hs256.validator::<Value>(&key).validate(&token).unwrap();
    serde_json::to_value(token.claims()).unwrap()
}

proptest! {
    #[test]
    fn what_we_sign_three_libraries_and_we_accept(
        (signer, secret) in signers(), claims in claims(), ttl in ttls(),
    ) {
        let token = signer.sign(&claims, NOW, ttl).into_string();
        let verified = signer.verify(&token, NOW).unwrap();
        prop_assert_eq!(verified.expires_at - verified.issued_at, ttl.as_secs());

        let inspection = inspect_unverified(&token);
        let payload = Value::Object(inspection.payload().unwrap().clone());
        prop_assert_eq!(jsonwebtoken_accepts(&token, &secret), payload.clone());
        prop_assert_eq!(jwt_accepts(&token, &secret), payload.clone());
        // This library keeps times apart and gives them back in another order.
        prop_assert_eq!(jwt_compact_accepts(&token, &secret), payload);
    }

    #[test]
    fn a_token_with_one_changed_character_is_refused(
        (signer, _) in signers(), claims in claims(), ttl in ttls(),
        place in any::<prop::sample::Index>(), other in "[ -~]",
    ) {
        let token = signer.sign(&claims, NOW, ttl).into_string();
        let at = place.index(token.len());
        prop_assume!(token[at..=at] != other);
        let changed = format!("{}{other}{}", &token[..at], &token[at + 1..]);
        prop_assert!(signer.verify(&changed, NOW).is_err());
    }

    #[test]
    fn a_token_cut_short_or_continued_is_refused(
        (signer, _) in signers(), claims in claims(), cut in any::<prop::sample::Index>(), more in "\\PC{1,9}",
    ) {
        let token = signer.sign(&claims, NOW, Ttl::DEFAULT).into_string();
        prop_assert!(signer.verify(&token[..cut.index(token.len())], NOW).is_err());
        let continued = format!("{token}{more}");
        prop_assert!(signer.verify(&continued, NOW).is_err());
    }

    #[test]
    fn another_secret_or_another_app_is_refused(
        (one, _) in signers(), (other, secret) in signers(), claims in claims(),
    ) {
        let token = one.sign(&claims, NOW, Ttl::DEFAULT).into_string();
        prop_assert_eq!(other.verify(&token, NOW), Err(VerifyError::BadMac));
        let renamed = Signer::new(one.client_id().clone(), &secret).unwrap();
        let token = renamed.sign(&claims, NOW, Ttl::DEFAULT).into_string();
        prop_assert_eq!(other.verify(&token, NOW), Err(VerifyError::WrongClient));
    }

    #[test]
    fn anything_at_all_is_inspected_and_verified_without_a_panic(
        (signer, _) in signers(), text in "(\\PC|[.=/+_-]){0,200}",
    ) {
        let inspection = inspect_unverified(&text);
        for part in &inspection.parts {
            prop_assert_eq!(&text[part.at..part.at + part.text.len()], part.text);
        }
        prop_assert!(signer.verify(&text, NOW).is_err());
    }

    #[test]
    fn meeting_numbers_survive_their_text(number in 1_u64..=999_999_999_999) {
        let number = MeetingNumber::try_from(number).unwrap();
        prop_assert_eq!(number.to_string().parse(), Ok(number));
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<MeetingNumber>(&json).unwrap(), number);
    }
}
