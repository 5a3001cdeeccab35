//! Streams, tokens for media, name tags and tracking fields, with the emulator.

use countersign_emulator::Emulator;
use countersign_zoom::{
    CreateMeeting, CreateWebinar, Error, ExposeSecret, LiveStream, MediaUse, NameTag, PageRequest,
    StreamSettings, TrackedField, UpdateWebinar, WebinarSettings,
};

use crate::chain::client;
use crate::fixtures::parse;

#[tokio::test]
async fn a_meeting_is_streamed_while_it_runs() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateMeeting::default();
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let media = zoom.meetings().media(made.id);
    let wanted: LiveStream = parse("livestream.json");
    media.set_stream(&wanted).await.unwrap();
    let kept = media.stream().await.unwrap();
    assert_eq!(kept.stream_url, wanted.stream_url);
    assert_eq!(
        kept.stream_key.as_ref().unwrap().expose_secret(),
        "contact-it@example.com"
    );
    assert!(!format!("{kept:?}").contains("contact-it"));

    let shown = StreamSettings {
        display_name: Some("Ours".to_owned()),
        ..StreamSettings::default()
    };
    let early = media.start_stream(&shown).await.unwrap_err();
    assert_eq!(early.code(), Some(4927));
    emulator.state().start_meeting(made.id).unwrap();
    media.start_stream(&shown).await.unwrap();
    assert!(emulator.state().meeting(made.id).unwrap().stream.on);
    media.stop_stream().await.unwrap();
    assert!(!emulator.state().meeting(made.id).unwrap().stream.on);
}

#[tokio::test]
async fn each_use_of_media_has_a_token_of_its_own() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateWebinar::default();
    let made = zoom.webinars().create("me", &ask).await.unwrap();
    let media = zoom.webinars().media(made.id);
    let mut tokens = Vec::new();
    for of in [
        MediaUse::LiveStreaming,
        MediaUse::LocalArchiving,
        MediaUse::LocalRecording,
    ] {
        let token = media.token(of).await.unwrap();
        assert_eq!(token.expire_in, Some(120));
        tokens.push(token.token.unwrap().expose_secret().to_owned());
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 3);
    for token in &tokens {
        assert!(emulator.state().resolve_zak(token).is_err(), "it is no ZAK");
    }
}

#[tokio::test]
async fn a_webinars_name_tags_are_made_changed_and_removed() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateWebinar::default();
    let made = zoom.webinars().create("me", &ask).await.unwrap();
    let tags = zoom.webinars().name_tags(made.id);
    let speaker = NameTag {
        name: Some("Speaker".to_owned()),
        text_color: Some("0e72ed".to_owned()),
        accent_color: Some("ffffff".to_owned()),
        background_color: Some("000000".to_owned()),
        ..NameTag::default()
    };
    let off = tags.add(&speaker).await.unwrap_err();
    assert_eq!(off.code(), Some(3000));
    let mut settings = WebinarSettings::default();
    let branding = "enable_session_branding".to_owned();
    settings.extra.insert(branding, true.into());
    let branded = UpdateWebinar {
        settings: Some(settings),
        ..UpdateWebinar::default()
    };
    zoom.webinars().update(made.id, &branded).await.unwrap();
    let id = tags.add(&speaker).await.unwrap().id.unwrap();
    let change = NameTag {
        name: Some("Guest".to_owned()),
        ..NameTag::default()
    };
    tags.update(&id, &change).await.unwrap();
    let listed = tags.list().await.unwrap().name_tags;
    assert_eq!(listed[0].name, change.name);
    assert_eq!(listed[0].text_color, speaker.text_color);
    let none = tags.remove(&[]).await;
    assert!(matches!(none, Err(Error::InvalidRequest { .. })));
    tags.remove(&[&id]).await.unwrap();
    assert!(tags.list().await.unwrap().name_tags.is_empty());
}

#[tokio::test]
async fn the_account_has_fields_that_it_tracks() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let fields = zoom.tracking_fields();
    let purpose = TrackedField {
        field: Some("Purpose".to_owned()),
        recommended_values: Some(vec!["Support".to_owned()]),
        ..TrackedField::default()
    };
    let id = fields.create(&purpose).await.unwrap().id.unwrap();
    let taken = fields.create(&purpose).await.unwrap_err();
    assert_eq!(taken.code(), Some(200));
    let change = TrackedField {
        required: Some(true),
        ..TrackedField::default()
    };
    fields.update(&id, &change).await.unwrap();
    let kept = fields.get(&id).await.unwrap();
    assert_eq!(
        (kept.required, kept.field),
        (Some(true), purpose.field.clone())
    );
    fields.delete(&id).await.unwrap();
    assert!(fields.list().await.unwrap().is_empty());
    let gone = fields.get(&id).await.unwrap_err();
    assert_eq!((gone.status(), gone.code()), (Some(404), Some(5110)));
}

#[tokio::test]
async fn no_meeting_is_summarized() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let page = PageRequest::default();
    let (from, to) = ("2026-11-01", "2026-11-30");
    let meetings = zoom.meetings();
    let none = meetings.ai_summaries(from, to, &page).await.unwrap();
    assert!(none.summaries.is_empty());
    let ask = CreateMeeting::default();
    let made = meetings.create("me", &ask).await.unwrap();
    let none = meetings.ai_summary(&made.uuid.unwrap()).await.unwrap_err();
    assert_eq!((none.status(), none.code()), (Some(404), Some(3001)));
}
