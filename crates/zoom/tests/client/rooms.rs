//! Captions, and personal rooms.

use countersign_emulator::Emulator;
use countersign_zoom::{
    CreateMeeting, ExposeSecret, MeetingKind, MeetingSettings, PageRequest, UpdateMeeting,
    UserStatus,
};

use crate::chain::{HOST, client};

#[tokio::test]
async fn captions_have_a_place_to_go() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let ask = CreateMeeting::default();
    let made = zoom.meetings().create("me", &ask).await.unwrap();
    let url = zoom.meetings().caption_url(made.id).await.unwrap();
    assert!(url.expose_secret().contains(&made.id.to_string()));
    assert!(zoom.webinars().caption_url(made.id).await.is_err());
}

#[tokio::test]
async fn a_personal_room_is_read_changed_and_scheduled_into() {
    let emulator = Emulator::start().await;
    let zoom = client(&emulator);
    let keys = zoom
        .users()
        .list_with_host_keys(UserStatus::Active, &PageRequest::default())
        .await
        .unwrap();
    let user = keys.users.into_iter().next().unwrap();
    assert_eq!(user.host_key.unwrap().expose_secret().len(), 6);
    let pmi = *user.pmi.unwrap().known().unwrap();

    let change = UpdateMeeting {
        password: Some("a1b2c3".to_owned().into()),
        ..UpdateMeeting::default()
    };
    zoom.meetings().update(pmi, &change).await.unwrap();
    let room = zoom.meetings().get(pmi).await.unwrap();
    assert!(room.kind.is(MeetingKind::Personal));
    let settings = MeetingSettings {
        use_pmi: Some(true),
        ..MeetingSettings::default()
    };
    let create = CreateMeeting {
        settings: Some(settings),
        ..CreateMeeting::default()
    };
    let made = zoom.meetings().create(HOST, &create).await.unwrap();
    assert_ne!(made.id, pmi);
    assert_eq!(made.password.unwrap().expose_secret(), "a1b2c3");
    assert_eq!(
        made.join_url.unwrap().expose_secret(),
        room.join_url.unwrap().expose_secret()
    );
    let refused = zoom.meetings().delete(pmi).await.unwrap_err();
    assert_eq!(refused.code(), Some(3018));
}
