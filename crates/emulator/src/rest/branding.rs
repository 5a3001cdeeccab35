//! A webinar's session branding: its name tags. Pictures are not taken.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::{Meeting, NameTag};

const MAX_NAME: usize = 50;

/// `GET /webinars/{webinarId}/branding`: there are no pictures behind panelists or videos.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let webinar = call.meeting()?;
    let tags: Vec<Value> = webinar.name_tags.iter().map(shown).collect();
    Ok(Reply::ok(
        json!({"virtual_backgrounds": [], "name_tags": tags}),
    ))
}

/// `POST /webinars/{webinarId}/branding/name_tags`.
pub(super) fn add_name_tag(call: &Call) -> Result<Reply, Refusal> {
    let asked = Asked::read(call)?;
    let webinar = branded(call)?;
    let new = asked.put_into(NameTag::default());
    let added = call.state.add_name_tag(webinar.id, new).ok_or_else(|| {
        let message = "You have reached the limit for the number of name tags you can add for this webinar. The limit is \
                       20.";
        Refusal::new(400, 3000, message)
    })?;
    Ok(Reply::created(shown(&added)))
}

/// `PATCH /webinars/{webinarId}/branding/name_tags/{nameTagId}`; what is absent stays.
pub(super) fn update_name_tag(call: &Call) -> Result<Reply, Refusal> {
    let asked = Asked::read(call)?;
    let webinar = branded(call)?;
    let mut tags = webinar.name_tags.into_iter();
    let old = tags.find(|tag| tag.id == call.part);
    let changed = old.map(|old| call.state.replace_name_tag(webinar.id, asked.put_into(old)));
    match changed {
        Some(true) => Ok(Reply::no_content()),
        _ => Err(Refusal::new(400, 300, "Name Tag does not exist.")),
    }
}

/// `DELETE /webinars/{webinarId}/branding/name_tags`: those that `name_tag_ids` names, or all.
pub(super) fn remove_name_tags(call: &Call) -> Result<Reply, Refusal> {
    let webinar = branded(call)?;
    let ids = call.query("name_tag_ids").unwrap_or_default();
    let ids: Vec<&str> = ids.split(',').filter(|id| !id.is_empty()).collect();
    let has = |id: &&&str| webinar.name_tags.iter().any(|tag| tag.id == ***id);
    let named = call.query("name_tag_ids").is_some();
    if ids.iter().filter(has).count() < ids.len() || (named && ids.is_empty()) {
        let message = "Invalid parameter: `name_tag_ids`.";
        return Err(Refusal::new(400, 300, message));
    }
    call.state.remove_name_tags(webinar.id, &ids);
    Ok(Reply::no_content())
}

/// The webinar, if its session branding is on.
fn branded(call: &Call) -> Result<Meeting, Refusal> {
    let webinar = call.meeting()?;
    if webinar.settings.flag("enable_session_branding") {
        return Ok(webinar);
    }
    let message = "This webinar does not have session branding enabled.";
    Err(Refusal::new(400, 3000, message))
}

/// What is asked of a name tag; a new one has to be whole. There is nobody to show it at, so that a default for all panelists
/// changes nothing.
struct Asked {
    /// The name, and the colours of text, accent and background.
    texts: [Option<String>; 4],
    is_default: Option<bool>,
}

impl Asked {
    fn read(call: &Call) -> Result<Self, Refusal> {
        let mut fields = Fields::new(&call.body);
        let is_new = call.part.is_empty();
        let mut text = |field: &str, accept: fn(&Value) -> Option<&str>| {
            let read = match is_new {
                true => fields.required(field, accept),
                false => fields.read(field, accept),
            };
            read.map(str::to_owned)
        };
        let texts = [
            text("name", name),
            text("text_color", color),
            text("accent_color", color),
            text("background_color", color),
        ];
        let is_default = fields.read("is_default", body::flag);
        fields.read("set_default_for_all_panelists", body::flag);
        fields.finish()?;
        Ok(Self { texts, is_default })
    }

    fn put_into(self, old: NameTag) -> NameTag {
        let [name, text, accent, background] = self.texts;
        NameTag {
            name: name.unwrap_or(old.name),
            text_color: text.unwrap_or(old.text_color),
            accent_color: accent.unwrap_or(old.accent_color),
            background_color: background.unwrap_or(old.background_color),
            is_default: self.is_default.unwrap_or(old.is_default),
            id: old.id,
        }
    }
}

fn name(value: &Value) -> Option<&str> {
    body::text(MAX_NAME)(value).filter(|name| !name.trim().is_empty())
}

/// Six hexadecimal digits; Zoom's examples have them with and without `#`.
fn color(value: &Value) -> Option<&str> {
    let text = value.as_str()?;
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_color = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then_some(text)
}

fn shown(tag: &NameTag) -> Value {
    json!({
        "id": tag.id,
        "name": tag.name,
        "text_color": tag.text_color,
        "accent_color": tag.accent_color,
        "background_color": tag.background_color,
        "is_default": tag.is_default,
    })
}
