//! What the body of a create or update asks for, read and checked before anything is looked up.

use countersign_token::{ExposeSecret, Secret};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::body::{self, Fields};
use super::call::Call;
use super::recurrence::Recurrence;
use super::refusal::Refusal;
use super::settings;
use super::shapes;
use super::time::{self, Given};
use crate::state::{Kind, Meeting, Occurrence};

/// Fields that are answered as they came, and have no effect here.
const ECHOED: &[&str] = &[
    "tracking_fields",
    "template_id",
    "pre_schedule",
    "is_simulive",
    "record_file_id",
    "transition_to_live",
    "simulive_delay_start",
];
const MINUTES_PER_DAY: u64 = 1_440;

/// The fields that are there, each in its own type.
pub(super) struct Requested {
    pub(super) type_code: Option<u64>,
    topic: Option<String>,
    agenda: Option<String>,
    password: Option<Secret>,
    duration: Option<u64>,
    timezone: Option<String>,
    start_time: Option<Given>,
    recurrence: Option<Recurrence>,
    settings: Map<String, Value>,
    echoed: Map<String, Value>,
    /// Whether a passcode is to be made if none is given.
    pub(super) wants_passcode: bool,
    /// In whose name to schedule.
    pub(super) schedule_for: Option<String>,
}

impl Requested {
    /// Of a create: every wrong field is refused by its name.
    pub(super) fn to_create(call: &Call) -> Result<Self, Refusal> {
        let mut fields = Fields::new(&call.body);
        let requested = Self::read(call, &mut fields, settings::Wrong::Refused);
        if matches!(requested.type_code, Some(8 | 9)) && requested.recurrence.is_none() {
            fields.refuse("recurrence");
        }
        fields.finish()?;
        Ok(requested)
    }

    /// Of an update: wrong settings are passed over, as people observed of Zoom.
    pub(super) fn to_update(call: &Call) -> Result<Self, Refusal> {
        let mut fields = Fields::new(&call.body);
        let requested = Self::read(call, &mut fields, settings::Wrong::PassedOver);
        fields.finish()?;
        Ok(requested)
    }

    fn read(call: &Call, fields: &mut Fields<'_>, wrong: settings::Wrong) -> Self {
        let (types, default_passcode): (&[u64], _) = match call.kind {
            Kind::Meeting => (&[1, 2, 3, 8, 10], "default_password"),
            Kind::Webinar => (&[5, 6, 9], "default_passcode"),
        };
        let type_code = |value: &Value| body::number(value).filter(|code| types.contains(code));
        let zone_name = |value: &Value| {
            value
                .as_str()
                .filter(|name| time::zone(name).is_some())
                .map(str::to_owned)
        };
        let recurrence = fields.read("recurrence", |value| {
            value
                .as_object()
                .filter(|_| shapes::fits("recurrence", value))
        });
        let settings = fields.read("settings", Value::as_object);
        for &name in ECHOED {
            fields.read(name, |value| shapes::fits(name, value).then_some(()));
        }
        let echoed =
            |&name: &&str| Some((name.to_owned(), echo(call.kind, name, call.body.get(name)?)));
        Self {
            type_code: fields.read("type", type_code),
            topic: fields.read("topic", body::text(200)).map(str::to_owned),
            agenda: fields.read("agenda", body::text(2_000)).map(str::to_owned),
            password: fields.read("password", body::text(10)).map(Into::into),
            duration: fields.read("duration", body::within(1..=MINUTES_PER_DAY)),
            timezone: fields.read("timezone", zone_name),
            start_time: fields.read("start_time", |value| Given::read(value.as_str()?)),
            recurrence: recurrence.and_then(|rule| Recurrence::read(call.kind, rule, fields)),
            settings: settings.map_or_else(Map::new, |wanted| {
                settings::read(call.kind, wanted, wrong, fields)
            }),
            echoed: ECHOED.iter().filter_map(echoed).collect(),
            wants_passcode: fields.read(default_passcode, body::flag).unwrap_or(true),
            schedule_for: fields
                .read("schedule_for", body::text(128))
                .map(str::to_owned),
        }
    }

    /// Writes what is asked for into `draft`; what is not mentioned stays.
    pub(super) fn write_to(self, draft: &mut Meeting) {
        put(&mut draft.type_code, self.type_code);
        put(&mut draft.topic, self.topic);
        put(&mut draft.agenda, self.agenda);
        put(&mut draft.password, self.password);
        put(&mut draft.duration, self.duration);
        put(&mut draft.timezone, self.timezone);
        let zone = time::zone(&draft.timezone).unwrap_or(TimeZone::UTC);
        if let Some(start) = self.start_time.and_then(|start| start.in_zone(&zone)) {
            draft.start_time = Some(start);
        }
        if let Some(rule) = self.recurrence {
            draft.recurrence = Some(rule.to_json());
        }
        draft.settings.0.extend(self.settings);
        draft.extra.extend(self.echoed);
    }

    /// The passcode that is asked for; empty without one.
    pub(super) fn passcode(&self) -> &str {
        self.password.as_ref().map_or("", |one| one.expose_secret())
    }

    /// The template to begin with; empty without one.
    pub(super) fn template_id(&self) -> &str {
        let id = self.echoed.get("template_id");
        id.and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a field that is echoed is asked to be on.
    pub(super) fn asks(&self, name: &str) -> bool {
        self.echoed.get(name).and_then(body::flag) == Some(true)
    }

    /// Whether a field that is echoed is there and not empty.
    pub(super) fn names(&self, name: &str) -> bool {
        let text = self.echoed.get(name).and_then(Value::as_str);
        text.is_some_and(|text| !text.is_empty())
    }

    /// Whether the setting is there and no list of domains with semicolons between them.
    pub(super) fn has_bad_login_domains(&self) -> bool {
        let domains = self.settings.get("enforce_login_domains");
        let domains = domains.and_then(Value::as_str).unwrap_or_default();
        let is_domain = |text: &str| {
            let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '*');
            text.contains('.') && text.chars().all(allowed)
        };
        let mut domains = domains.split(';').map(str::trim);
        domains.any(|domain| !domain.is_empty() && !is_domain(domain))
    }

    /// Writes what one date of a series may have for itself into `date`.
    pub(super) fn write_to_date(self, kind: Kind, zone: &TimeZone, date: &mut Occurrence) {
        if let Some(start) = self.start_time.and_then(|start| start.in_zone(zone)) {
            date.move_to(start);
        }
        put(&mut date.duration, self.duration);
        date.agenda = self.agenda.or(date.agenda.take());
        let own = settings::of_one_date(kind);
        let wanted = self.settings.into_iter();
        let wanted = wanted.filter(|(name, _)| own.contains(&name.as_str()));
        date.settings.0.extend(wanted);
    }
}

/// A field as it came, but for what Zoom adds to a meeting's.
fn echo(kind: Kind, name: &str, value: &Value) -> Value {
    let mut echoed = value.clone();
    if name == "tracking_fields" && kind == Kind::Meeting {
        for field in echoed.as_array_mut().into_iter().flatten() {
            if let Some(field) = field.as_object_mut() {
                field.insert("visible".to_owned(), true.into());
            }
        }
    }
    echoed
}

fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
