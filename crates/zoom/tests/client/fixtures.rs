//! What Zoom documents is read, and written again without loss.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use countersign_zoom::{
    AddRegistrant, ApprovalType, BatchRegistrants, BatchRegistrations, CreateInviteLinks,
    CreateMeeting, CreateUser, CreateWebinar, ExposeSecret, Invitation, InviteLinks, LiveEvent,
    LiveStream, Meeting, MeetingKind, MeetingPage, MeetingStatus, PanelistList, ParticipantPage,
    PastInstances, PastMeeting, PastQuestions, Poll, PollList, Recording, RecordingPage,
    Registrant, RegistrantPage, RegistrantStatus, Registration, RegistrationForm, Survey,
    Templates, TrackingSources, UpcomingMeetings, UpdateMeeting, UpdateUser, UpdateUserSettings,
    UpdateWebinar, User, UserPage, UserSettings, Webinar, WebinarKind, WebinarPage,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/zoom"))
}

pub(crate) fn fixture(name: &str) -> Value {
    let text =
        fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn parse<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn again<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_value::<T>(value.clone())?)
}

type Again = fn(&Value) -> Result<Value, serde_json::Error>;

/// Which type reads which file.
const TYPES: &[(&str, Again)] = &[
    ("user.answer.json", again::<User>),
    ("user-settings.answer.json", again::<UserSettings>),
    ("meeting-create.request.json", again::<CreateMeeting>),
    ("meeting-create.answer.json", again::<Meeting>),
    ("meeting-get.answer.json", again::<Meeting>),
    ("meeting-list.answer.json", again::<MeetingPage>),
    ("meeting-update.request.json", again::<UpdateMeeting>),
    ("webinar-create.request.json", again::<CreateWebinar>),
    ("webinar-create.answer.json", again::<Webinar>),
    ("webinar-get.answer.json", again::<Webinar>),
    ("webinar-list.answer.json", again::<WebinarPage>),
    ("webinar-update.request.json", again::<UpdateWebinar>),
    ("registrant-add.request.json", again::<AddRegistrant>),
    ("meeting-registrant-add.answer.json", again::<Registration>),
    ("webinar-registrant-add.answer.json", again::<Registration>),
    ("registrant-add-pending.answer.json", again::<Registration>),
    ("registrant-list.answer.json", again::<RegistrantPage>),
    ("registrant-get.answer.json", again::<Registrant>),
    ("batch-registrants.request.json", again::<BatchRegistrants>),
    ("batch-registrants.answer.json", again::<BatchRegistrations>),
    ("registration-questions.json", again::<RegistrationForm>),
    ("panelist-list.answer.json", again::<PanelistList>),
    ("invite-links.request.json", again::<CreateInviteLinks>),
    ("invite-links.answer.json", again::<InviteLinks>),
    ("invitation.answer.json", again::<Invitation>),
    ("upcoming-meetings.answer.json", again::<UpcomingMeetings>),
    ("tracking-sources.answer.json", again::<TrackingSources>),
    ("past-meeting.answer.json", again::<PastMeeting>),
    ("past-meeting-instances.answer.json", again::<PastInstances>),
    (
        "past-participant-list.answer.json",
        again::<ParticipantPage>,
    ),
    ("poll-create.request.json", again::<Poll>),
    ("poll-create.answer.json", again::<Poll>),
    ("poll-list.answer.json", again::<PollList>),
    ("survey.json", again::<Survey>),
    ("livestream.json", again::<LiveStream>),
    ("meeting-templates.answer.json", again::<Templates>),
    ("past-polls.answer.json", again::<PastQuestions>),
    ("past-qa.answer.json", again::<PastQuestions>),
    ("recording-list.answer.json", again::<RecordingPage>),
    ("recording-get.answer.json", again::<Recording>),
    ("live-event.request.json", again::<LiveEvent>),
    ("user-list.answer.json", again::<UserPage>),
    (
        "user-settings-update.request.json",
        again::<UpdateUserSettings>,
    ),
    ("user-create.request.json", again::<CreateUser>),
    ("user-create.answer.json", again::<User>),
    ("user-update.request.json", again::<UpdateUser>),
];

/// Read by the tests of the client's behaviour instead.
const ELSEWHERE: &[&str] = &[
    "registrant-status.request.json",
    "panelist-add.request.json",
    "panelist-add.answer.json",
    "past-webinar-instances.answer.json",
    "token.answer.json",
    "user-token.answer.json",
    "user-deactivate.request.json",
    "user-email.answer.json",
    "status-end.request.json",
    "status-recover.request.json",
];

#[test]
fn every_documented_json_survives_a_round_trip() {
    for (name, again) in TYPES {
        let value = fixture(name);
        assert_eq!(
            again(&value).unwrap_or_else(|error| panic!("{name}: {error}")),
            value,
            "{name}"
        );
    }
}

#[test]
fn no_fixture_is_left_out() {
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    let covered = TYPES
        .iter()
        .map(|(name, _)| *name)
        .chain(ELSEWHERE.iter().copied());
    assert_eq!(files, covered.map(str::to_owned).collect());
}

#[test]
fn every_fixture_names_its_documentation() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, _) in TYPES {
        assert!(
            readme
                .lines()
                .any(|line| line.contains(&format!("`{name}`")) && line.contains("<https://")),
            "{name}"
        );
    }
}

#[test]
fn documented_values_are_known() {
    let meeting: Meeting = parse("meeting-get.answer.json");
    assert!(meeting.kind.is(MeetingKind::RecurringFixed));
    assert!(meeting.status.unwrap().is(MeetingStatus::Started));
    assert!(
        meeting
            .settings
            .unwrap()
            .approval_type
            .unwrap()
            .is(ApprovalType::Automatic)
    );
    let webinar: Webinar = parse("webinar-get.answer.json");
    assert!(webinar.kind.is(WebinarKind::RecurringFixed));
    let list: RegistrantPage = parse("registrant-list.answer.json");
    assert!(
        list.registrants[1]
            .status
            .as_ref()
            .unwrap()
            .is(RegistrantStatus::Pending)
    );
    assert!(list.registrants[1].tk().is_none());
    assert_eq!(list.paging.next(), None);
    assert_eq!(
        parse::<MeetingPage>("meeting-list.answer.json")
            .paging
            .next(),
        Some("w7587w4eiyfsudgf")
    );
}

#[test]
fn the_tk_comes_out_of_the_registrants_link() {
    let registration: Registration = parse("meeting-registrant-add.answer.json");
    assert_eq!(
        registration.tk().unwrap().expose_secret(),
        "exampleTk.DQMAAAAV-example"
    );
    assert!(
        parse::<Registration>("registrant-add-pending.answer.json")
            .tk()
            .is_none()
    );
}

#[test]
fn debug_shows_no_passcode_and_no_link_that_lets_one_in() {
    let shown = [
        format!("{:?}", parse::<Meeting>("meeting-create.answer.json")),
        format!(
            "{:?}",
            parse::<CreateMeeting>("meeting-create.request.json")
        ),
        format!("{:?}", parse::<Webinar>("webinar-create.answer.json")),
        format!(
            "{:?}",
            parse::<CreateWebinar>("webinar-create.request.json")
        ),
        format!(
            "{:?}",
            parse::<Registration>("meeting-registrant-add.answer.json")
        ),
        format!(
            "{:?}",
            parse::<RegistrantPage>("registrant-list.answer.json")
        ),
        format!("{:?}", parse::<PanelistList>("panelist-list.answer.json")),
        format!("{:?}", parse::<InviteLinks>("invite-links.answer.json")),
        format!("{:?}", parse::<Invitation>("invitation.answer.json")),
        format!(
            "{:?}",
            parse::<UpcomingMeetings>("upcoming-meetings.answer.json")
        ),
        format!("{:?}", parse::<Recording>("recording-get.answer.json")),
    ]
    .concat();
    for secret in [
        "a1b2c3",
        "123456",
        "example.zak",
        "examplePwd",
        "exampleTk",
        "examplePlay1",
    ] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains("Weekly call"));
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Fields whose values Zoom may add to.
const OPEN: &[&str] = &[
    "/type",
    "/status",
    "/settings/approval_type",
    "/settings/audio",
    "/settings/auto_recording",
    "/action",
    "/user_info/type",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn fields_of_tomorrow_are_kept(which in 0..TYPES.len(), field in "x_[a-z]{1,10}", value in json()) {
        let (name, again) = TYPES[which];
        let mut body = fixture(name);
        for pointer in [
            "", "/settings", "/meetings/0", "/webinars/0", "/registrants/0", "/recurrence", "/occurrences/0", "/user_info",
            "/questions/0", "/questions/0/question_details/0",
        ] {
            if let Some(Value::Object(object)) = body.pointer_mut(pointer) {
                object.insert(field.clone(), value.clone());
            }
        }
        prop_assert_eq!(again(&body).unwrap(), body);
    }

    #[test]
    fn values_of_tomorrow_are_kept(which in 0..TYPES.len(), number in any::<i64>(), word in "[a-z_]{1,12}") {
        let (name, again) = TYPES[which];
        for value in [Value::from(number), Value::from(word)] {
            let mut body = fixture(name);
            if name == "user.answer.json" || name.contains("list") {
                body["new"] = value.clone();
            }
            for pointer in OPEN {
                if let Some(field) = body.pointer_mut(pointer).filter(|_| name != "user.answer.json") {
                    *field = value.clone();
                }
            }
            prop_assert_eq!(again(&body).unwrap(), body);
        }
    }

    #[test]
    fn fields_that_zoom_leaves_out_are_not_missed(which in 0..TYPES.len(), seed in any::<u64>()) {
        let (name, again) = TYPES[which];
        let mut body = fixture(name);
        let needed = [
            "attendees", "method", "panelists", "participants", "polls", "templates", "tracking_sources", "users", "id", "type", "registrant_id", "meetings", "webinars", "registrants", "email", "first_name", "action", "user_info",
            "questions"];
        let object = body.as_object_mut().unwrap();
        let mut bit = 0;
        object.retain(|field, _| {
            bit += 1;
            needed.contains(&field.as_str()) || seed >> (bit % 64) & 1 == 1
        });
        prop_assert_eq!(again(&body).unwrap(), body);
    }
}
