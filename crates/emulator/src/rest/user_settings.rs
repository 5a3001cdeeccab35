//! What a user's licences and settings allow, and what new meetings take from them.

use std::sync::LazyLock;

use countersign_token::{ExposeSecret, Secret};
use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{passcode, room, settings};
use crate::state::{Concurrency, Kind, Plan, Settings, User};

/// How many meetings a user may host at once, by the add-on: one, two, twenty.
const CONCURRENT: [&str; 3] = ["None", "Basic", "Plus"];
/// Capacities that are sold as add-ons.
const WEBINAR_CAPACITIES: [u64; 8] = [100, 500, 501, 1_000, 1_001, 3_000, 5_000, 10_000];
const LARGE_MEETING_CAPACITIES: [u64; 2] = [500, 1_000];

/// The settings that are one of a few words.
const WORDS: &[(&str, &[&str])] = &[
    ("audio_type", &["both", "telephony", "voip", "thirdParty"]),
    ("auto_recording", &["local", "cloud", "none"]),
    (
        "require_password_for_pmi_meetings",
        &["jbh_only", "all", "none"],
    ),
];

/// A meeting's setting, and the part and the name of the user's that it takes when none is asked for.
const INHERITED: &[(&str, &str, &str)] = &[
    ("host_video", "schedule_meeting", "host_video"),
    (
        "participant_video",
        "schedule_meeting",
        "participants_video",
    ),
    ("join_before_host", "schedule_meeting", "join_before_host"),
    ("audio", "schedule_meeting", "audio_type"),
    ("waiting_room", "in_meeting", "waiting_room"),
    ("auto_recording", "recording", "auto_recording"),
];

/// One setting under two names: in the answer to `option=meeting_security`, and in its part.
const SECURITY: &[(&str, &str, &str)] = &[
    ("waiting_room", "in_meeting", "waiting_room"),
    (
        "meeting_password",
        "schedule_meeting",
        "require_password_for_scheduling_new_meetings",
    ),
    (
        "embed_password_in_join_link",
        "schedule_meeting",
        "embed_password_in_join_link",
    ),
    (
        "meeting_password_requirement",
        "schedule_meeting",
        "meeting_password_requirement",
    ),
];

/// `GET /users/{userId}/settings`; an unknown `option` is ignored.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    Ok(Reply::ok(match call.query("option") {
        Some("meeting_authentication") => authentication(&user),
        Some("meeting_security") => security(&user),
        _ => {
            let mut shown = parts(&user);
            shown["feature"] = feature(&user);
            let room = room::find(call.state, user.pmi);
            let passcode = room.map_or_else(Secret::default, |room| room.password);
            shown["schedule_meeting"]["pmi_password"] = passcode.expose_secret().into();
            shown
        }
    }))
}

/// `PATCH /users/{userId}/settings`: what is shown can be changed, the rest is taken and forgotten.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let mut wrong = Vec::new();
    let mut changes = Map::new();
    for (part, known) in DEFAULTS.as_object().into_iter().flatten() {
        if let Some(asked) = call.body.get(part).filter(|asked| !asked.is_null()) {
            changes.insert(part.clone(), checked(known, asked, part, &mut wrong));
        }
    }
    for (name, part, own) in SECURITY {
        let asked = call.body.get("meeting_security").and_then(|s| s.get(name));
        let Some(asked) = asked.filter(|asked| !asked.is_null()) else {
            continue;
        };
        let at = format!("meeting_security.{name}");
        let value = checked(&DEFAULTS[part][own], asked, &at, &mut wrong);
        changes.entry(*part).or_insert_with(|| json!({}))[own] = value;
    }
    let mut fields = Fields::new(&call.body);
    let signed_in = fields.read("meeting_authentication", body::flag);
    changes.extend(signed_in.map(|on| ("meeting_authentication".to_owned(), on.into())));
    let licences = Licences::read(call, &mut wrong);
    let refused = fields.finish();
    let passcode = room_passcode(call, &user, &mut wrong);
    if !wrong.is_empty() {
        return Err(Refusal::invalid_fields(wrong));
    }
    refused?;
    licences.check(&user)?;
    if let Some(passcode) = passcode {
        room::set_passcode(call.state, &user, passcode);
    }
    call.state.change_user(&user.id, |user| {
        licences.apply(user);
        for (part, change) in changes {
            let kept = user.settings.0.entry(part).or_insert_with(|| json!({}));
            overlay(kept, change);
        }
    });
    Ok(Reply::no_content())
}

/// The passcode that is asked for the personal room.
fn room_passcode(call: &Call, user: &User, wrong: &mut Vec<String>) -> Option<Secret> {
    let asked = call.body.get("schedule_meeting")?.as_object()?;
    let mut fields = Fields::under("schedule_meeting.", asked);
    let passcode = fields.read("pmi_password", |value| {
        body::text(10)(value).filter(|passcode| passcode::fits(user, passcode))
    });
    wrong.extend(fields.wrong());
    passcode.map(Secret::from)
}

/// Gives a new meeting or webinar what it has of its host's settings when nothing else is asked for.
pub(super) fn inherit(new: &mut Settings, kind: Kind, host: &User) {
    for (name, part, own) in INHERITED {
        if let Some(value) = new.0.get_mut(*name) {
            *value = setting(host, part, own).clone();
        }
    }
    if kind == Kind::Meeting {
        let signed_in = host.settings.flag("meeting_authentication");
        new.0
            .insert("meeting_authentication".to_owned(), signed_in.into());
    }
}

/// Whether a passcode is made for a new one if none is given.
pub(super) fn wants_passcode(host: &User, instant: bool) -> bool {
    let name = match instant {
        true => "require_password_for_instant_meetings",
        false => "require_password_for_scheduling_new_meetings",
    };
    setting(host, "schedule_meeting", name) != false
}

/// One rule for passcodes of this host, by Zoom's name.
pub(super) fn passcode_requirement<'a>(host: &'a User, rule: &str) -> &'a Value {
    const NAME: &str = "meeting_password_requirement";
    let set = host.settings.0.get("schedule_meeting");
    let set = set.and_then(|set| set.get(NAME)?.get(rule));
    set.unwrap_or(&DEFAULTS["schedule_meeting"][NAME][rule])
}

/// Whether a passcode is made for a new personal room; `early` says whether people come in before its host.
pub(super) fn wants_room_passcode(host: &User, early: bool) -> bool {
    match setting(
        host,
        "schedule_meeting",
        "require_password_for_pmi_meetings",
    )
    .as_str()
    {
        Some("all") => true,
        Some("jbh_only") => early,
        _ => false,
    }
}

/// Whether this user's instant meetings are held in the personal room, in the client.
pub(super) fn uses_pmi(user: &User) -> bool {
    setting(user, "schedule_meeting", "use_pmi_for_instant_meetings") == true
}

/// Says whether they are.
pub(super) fn use_pmi(user: &mut User, on: bool) {
    let part = "schedule_meeting".to_owned();
    let kept = user.settings.0.entry(part).or_insert_with(|| json!({}));
    overlay(kept, json!({"use_pmi_for_instant_meetings": on}));
}

/// Whether the links of this host's meetings carry the passcode.
pub(super) fn embeds_passcode(host: &User) -> bool {
    setting(host, "schedule_meeting", "embed_password_in_join_link") != false
}

/// A single setting of a user, as they set it or by default. Every creation asks for some: no copy is made of the rest.
fn setting<'a>(user: &'a User, part: &str, name: &str) -> &'a Value {
    let set = user.settings.0.get(part);
    let set = set.and_then(|set| set.get(name));
    set.unwrap_or(&DEFAULTS[part][name])
}

/// The parts with their defaults and what the user set.
fn parts(user: &User) -> Value {
    let mut parts = DEFAULTS.clone();
    for (part, shown) in parts.as_object_mut().into_iter().flatten() {
        if let Some(set) = user.settings.0.get(part) {
            overlay(shown, set.clone());
        }
    }
    parts
}

/// Puts `change` into `kept`, object by object.
fn overlay(kept: &mut Value, change: Value) {
    match (kept, change) {
        (Value::Object(kept), Value::Object(change)) => {
            for (name, value) in change {
                overlay(kept.entry(name).or_insert(Value::Null), value);
            }
        }
        (kept, change) => *kept = change,
    }
}

/// What of `asked` is known, and of the type it has in `known`; the places of what is not are noted, and it is null.
fn checked(known: &Value, asked: &Value, at: &str, wrong: &mut Vec<String>) -> Value {
    let name = at.rsplit('.').next().unwrap_or_default();
    let words = WORDS.iter().find(|(of, _)| *of == name);
    let good = match (known, asked) {
        (Value::Object(known), Value::Object(asked)) => {
            let known_ones = known.iter().filter_map(|(name, known)| {
                let asked = asked.get(name).filter(|asked| !asked.is_null())?;
                let at = format!("{at}.{name}");
                Some((name.clone(), checked(known, asked, &at, wrong)))
            });
            return Value::Object(known_ones.collect());
        }
        (Value::String(_), Value::String(word)) => {
            words.is_none_or(|(_, words)| words.contains(&word.as_str()))
        }
        (Value::Bool(_), Value::Bool(_)) => true,
        (Value::Number(_), number) => number.as_u64().is_some_and(|number| number <= 100),
        _ => false,
    };
    if good {
        return asked.clone();
    }
    wrong.push(at.to_owned());
    Value::Null
}

/// What is asked for of licences.
struct Licences {
    webinar: Option<bool>,
    webinar_capacity: Option<u64>,
    large_meeting: Option<bool>,
    large_meeting_capacity: Option<u64>,
    concurrency: Option<Concurrency>,
}

impl Licences {
    fn read(call: &Call, wrong: &mut Vec<String>) -> Self {
        let asked = call.body.get("feature").and_then(Value::as_object);
        let nothing = Map::new();
        let mut fields = Fields::under("feature.", asked.unwrap_or(&nothing));
        let one_of = |sold: &'static [u64]| {
            move |value: &Value| body::number(value).filter(|number| sold.contains(number))
        };
        let read = Self {
            webinar: fields.read("webinar", body::flag),
            webinar_capacity: fields.read("webinar_capacity", one_of(&WEBINAR_CAPACITIES)),
            large_meeting: fields.read("large_meeting", body::flag),
            large_meeting_capacity: fields
                .read("large_meeting_capacity", one_of(&LARGE_MEETING_CAPACITIES)),
            concurrency: fields.read("concurrent_meeting", |value| match value.as_str()? {
                "None" => Some(Concurrency::None),
                "Basic" => Some(Concurrency::Basic),
                "Plus" => Some(Concurrency::Plus),
                _ => None,
            }),
        };
        wrong.extend(fields.wrong());
        read
    }

    fn check(&self, user: &User) -> Result<(), Refusal> {
        let refuse = |code, message| Err(Refusal::new(400, code, message));
        match user.plan {
            Plan::Licensed => Ok(()),
            _ if self.webinar == Some(true) => refuse(
                1122,
                "Webinar feature can only be enabled for Licensed or On-prem users.",
            ),
            _ if self.large_meeting == Some(true) => refuse(
                1108,
                "Only Licensed or On-prem users can enable the large meeting feature.",
            ),
            _ => Ok(()),
        }
    }

    fn apply(&self, user: &mut User) {
        let size = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        user.webinar = self.webinar.unwrap_or(user.webinar);
        user.concurrency = self.concurrency.unwrap_or(user.concurrency);
        if let Some(capacity) = self.webinar_capacity {
            user.webinar_capacity = size(capacity);
        }
        match self.large_meeting {
            Some(true) => {
                let capacity = self.large_meeting_capacity.unwrap_or(500);
                user.meeting_capacity = size(capacity);
            }
            Some(false) => user.meeting_capacity = user.plan.meeting_capacity(),
            None => {}
        }
    }
}

/// What the licences allow.
fn feature(user: &User) -> Value {
    let mut feature = json!({
        "meeting_capacity": user.meeting_capacity,
        "large_meeting": user.meeting_capacity > user.plan.meeting_capacity(),
        "webinar": user.webinar,
        "concurrent_meeting": CONCURRENT[user.concurrency as usize],
    });
    if user.webinar {
        feature["webinar_capacity"] = user.webinar_capacity.into();
    }
    feature
}

/// The settings of a new user.
static DEFAULTS: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "schedule_meeting": {
            "host_video": false,
            "participants_video": false,
            "audio_type": "both",
            "join_before_host": false,
            "use_pmi_for_scheduled_meetings": false,
            "use_pmi_for_instant_meetings": false,
            "require_password_for_scheduling_new_meetings": true,
            "require_password_for_instant_meetings": true,
            "require_password_for_pmi_meetings": "none",
            "embed_password_in_join_link": true,
            "meeting_password_requirement": {
                "length": 0,
                "have_letter": false,
                "have_number": false,
                "have_special_character": false,
                "have_upper_and_lower_characters": false,
                "only_allow_numeric": false,
                "consecutive_characters_length": 0,
                "weak_enhance_detection": false,
            },
        },
        "in_meeting": {"waiting_room": false, "chat": true, "co_host": true, "polling": true},
        "recording": {"cloud_recording": false, "local_recording": true, "auto_recording": "none"},
        "email_notification": {"jbh_reminder": true, "cancel_meeting_reminder": true},
    })
});

/// One option, as in an account that set up none of its own.
fn authentication(user: &User) -> Value {
    json!({
        "meeting_authentication": user.settings.flag("meeting_authentication"),
        "allow_authentication_exception": false,
        "authentication_options": [{
            "id": settings::SIGN_IN.0,
            "name": settings::SIGN_IN.1,
            "type": "enforce_login",
            "default_option": true,
            "visible": true,
        }],
    })
}

fn security(user: &User) -> Value {
    let parts = parts(user);
    let mut security = json!({
        "auto_security": true,
        "waiting_room": false,
        "meeting_password": true,
        "webinar_password": true,
        "require_password_for_scheduled_meeting": true,
        "require_password_for_scheduled_webinar": true,
        "embed_password_in_join_link": true,
        "encryption_type": "enhanced_encryption",
        "end_to_end_encrypted_meetings": false,
        "only_authenticated_can_join_from_webclient": false,
        "block_user_domain": false,
        "block_user_domain_list": [],
    });
    for (name, part, own) in SECURITY {
        security[name] = parts[part][own].clone();
    }
    security["require_password_for_scheduled_meeting"] = security["meeting_password"].clone();
    json!({ "meeting_security": security })
}
