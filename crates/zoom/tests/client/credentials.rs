//! The credentials of an app, and whom the client trusts.

use countersign_emulator::{Emulator, EmulatorOptions, TlsOptions};
use countersign_zoom::{
    Config, CreateMeeting, CreateWebinar, Error, MeetingSettings, TransportKind,
};

use crate::chain::{HOST, client, client_with};

#[tokio::test]
async fn refusals_come_with_their_cause() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let nobody = zoom.users().get("nobody@example.com").await.unwrap_err();
    assert_eq!((nobody.status(), nobody.code()), (Some(404), Some(1001)));
    let poor = zoom
        .webinars()
        .create("basic@example.com", &CreateWebinar::default())
        .await
        .unwrap_err();
    assert!(poor.hint().unwrap().contains("webinar licence"), "{poor}");
    let settings = MeetingSettings {
        approval_type: Some(countersign_zoom::Open::Other(7.into())),
        ..MeetingSettings::default()
    };
    let wrong = CreateMeeting {
        settings: Some(settings),
        ..CreateMeeting::default()
    };
    let invalid = zoom.meetings().create(HOST, &wrong).await.unwrap_err();
    assert_eq!(
        invalid.as_api().unwrap().errors[0].field,
        "settings.approval_type"
    );
}

#[tokio::test]
async fn wrong_credentials_are_explained() {
    let emulator = Emulator::start().await;
    let hint = async |change: &dyn Fn(&mut Config)| {
        let zoom = client_with(&emulator, |config| change(config)).unwrap();
        let error = zoom.authenticate().await.unwrap_err();
        error
            .hint()
            .map(str::to_owned)
            .unwrap_or_else(|| panic!("{error}"))
    };
    let sdk = emulator.credentials().meeting_sdk;
    assert!(
        hint(&|c| c.client_secret = "wrong".into())
            .await
            .contains("client secret is wrong")
    );
    assert!(
        hint(&|c| c.account_id = "elsewhere".into())
            .await
            .contains("account ID")
    );
    assert!(
        hint(&|c| {
            c.client_id = sdk.client_id.clone();
            c.client_secret = sdk.client_secret.clone();
        })
        .await
        .contains("wrong app type")
    );
}

#[tokio::test]
async fn a_pair_is_known_by_the_grants_it_gets_and_a_licence_by_the_settings() {
    let emulator = Emulator::start().await;
    let sdk = emulator.credentials().meeting_sdk;
    let as_sdk = client_with(&emulator, |config| {
        config.client_id = sdk.client_id.clone();
        config.client_secret = sdk.client_secret.clone();
    })
    .unwrap();
    let own = as_sdk.probe_client_credentials().await.unwrap();
    assert!(own.scopes.iter().all(|scope| !scope.contains("meeting")));
    let zoom = client(&emulator);
    assert!(
        zoom.probe_client_credentials().await.is_ok(),
        "it tells no type"
    );
    assert_eq!(
        zoom.authenticate()
            .await
            .unwrap()
            .clock_ahead
            .map(|ahead| ahead.as_secs()),
        Some(0)
    );
    let feature = zoom.users().settings(HOST).await.unwrap().feature.unwrap();
    assert_eq!(feature.webinar, Some(true));
}

#[tokio::test]
async fn the_emulators_own_authority_is_trusted_when_it_is_given_and_not_otherwise() {
    let dir = tempfile::tempdir().unwrap();
    let tls = TlsOptions {
        addr: "127.0.0.1:0".parse().unwrap(),
        dir: dir.path().to_owned(),
        names: Vec::new(),
    };
    let options = EmulatorOptions {
        tls: Some(tls),
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options).await.unwrap();
    let base = format!("https://localhost:{}", emulator.tls_addr().unwrap().port());
    let over_tls = |config: &mut Config| {
        config.api = format!("{base}/v2").parse().unwrap();
        config.oauth = base.parse().unwrap();
        config.retry.max_attempts = 1;
    };

    let stranger = client_with(&emulator, over_tls).unwrap();
    let Err(Error::Transport(error)) = stranger.users().get(HOST).await else {
        panic!("an unknown authority was trusted");
    };
    assert_eq!(error.kind, TransportKind::Connect);
    assert!(error.detail.contains("certificate"), "{error}");

    let friend = client_with(&emulator, |config| {
        over_tls(config);
        config.root_certificates = emulator.ca_pem().map(str::to_owned);
    });
    friend.unwrap().users().get(HOST).await.unwrap();
}
