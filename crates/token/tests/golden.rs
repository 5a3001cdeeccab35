//! Tokens that others made: see `fixtures/tokens/README.md`.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use countersign_token::{
    BACKDATE_SECONDS, Claims, ClientId, NativeClaims, Role, Secret, Signer, Ttl, VerifyError,
    WebClaims, inspect_unverified,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    name: String,
    client_id: String,
    client_secret: String,
    now: u64,
    token: String,
}

impl Golden {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../../../fixtures/tokens/golden.json")).unwrap()
    }

    fn named(name: &str) -> Self {
        Self::all()
            .into_iter()
            .find(|golden| golden.name == name)
            .unwrap()
    }

    fn signer(&self) -> Signer {
        let id = ClientId::new(&self.client_id).unwrap();
        Signer::new(id, &Secret::from(self.client_secret.as_str())).unwrap()
    }
}

#[test]
fn what_others_sign_is_accepted() {
    for golden in Golden::all() {
        let verified = golden.signer().verify(&golden.token, golden.now);
        assert!(verified.is_ok(), "{}: {verified:?}", golden.name);
    }
}

#[test]
fn what_we_sign_is_byte_for_byte_what_others_sign() {
    for name in ["pyjwt", "jose", "jsonwebtoken-node"] {
        let golden = Golden::named(name);
        let claims = Claims::Web(WebClaims::new(
            "81234567890".parse().unwrap(),
            Role::Attendee,
        ));
        let ours = golden.signer().sign(&claims, golden.now, Ttl::DEFAULT);
        assert_eq!(ours.as_str(), golden.token, "{name}");
    }
}

#[test]
fn our_native_token_is_that_of_zooms_sample() {
    let golden = Golden::named("zoom-sample-native");
    // The sample does not put iat back.
    let now = golden.now + BACKDATE_SECONDS;
    let ours = golden
        .signer()
        .sign(&Claims::Native(NativeClaims {}), now, Ttl::DEFAULT);
    assert_eq!(ours.as_str(), golden.token);
}

#[test]
fn a_golden_token_is_refused_once_it_expired_or_before_it_was_issued() {
    let golden = Golden::named("pyjwt");
    let verify = |now| golden.signer().verify(&golden.token, now);
    assert!(verify(1_760_007_199).is_ok());
    assert_eq!(verify(1_760_007_200), Err(VerifyError::Expired { by: 0 }));
    assert_eq!(
        verify(1_759_999_999),
        Err(VerifyError::IssuedInFuture { by: 1 })
    );
}

#[test]
fn inspection_shows_what_a_golden_token_says() {
    for golden in Golden::all() {
        let inspection = inspect_unverified(&golden.token);
        assert_eq!(inspection.part_count, 3, "{}", golden.name);
        assert_eq!(
            inspection.header().unwrap()["alg"],
            "HS256",
            "{}",
            golden.name
        );
        assert_eq!(
            inspection.payload().unwrap()["appKey"],
            golden.client_id,
            "{}",
            golden.name
        );
        let mac = inspection.mac().unwrap();
        assert_eq!(mac.decoded.as_ref().unwrap().len(), 32, "{}", golden.name);
        assert!(
            golden.token.starts_with(inspection.signed_text().unwrap()),
            "{}",
            golden.name
        );
    }
}
