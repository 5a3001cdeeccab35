//! The account's tracking fields. Meetings may have others: their values are not held to these.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use crate::state::TrackingField;

/// Longer names and values are refused; no source.
const MAX_TEXT: usize = 200;
/// No source.
const MAX_VALUES: usize = 100;

/// `GET /tracking_fields`.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let fields = call.state.tracking_fields();
    let rows: Vec<Value> = fields.iter().map(shown).collect();
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "tracking_fields": rows}),
    ))
}

/// `POST /tracking_fields`.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let asked = Asked::read(call, true)?;
    let kept = keep(call, asked.put_into(TrackingField::default()))?;
    Ok(Reply::created(shown(&kept)))
}

/// `GET /tracking_fields/{fieldId}`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    found(call).map(|field| Reply::ok(shown(&field)))
}

/// `PATCH /tracking_fields/{fieldId}`; what is absent stays.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let asked = Asked::read(call, false)?;
    keep(call, asked.put_into(found(call)?)).map(|_| Reply::no_content())
}

/// `DELETE /tracking_fields/{fieldId}`.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    match call.state.remove_tracking_field(&call.named) {
        true => Ok(Reply::no_content()),
        false => Err(nothing(call)),
    }
}

/// What is asked of a tracking field.
struct Asked {
    field: Option<String>,
    values: Option<Vec<String>>,
    required: Option<bool>,
    visible: Option<bool>,
}

impl Asked {
    /// A new one needs a name.
    fn read(call: &Call, is_new: bool) -> Result<Self, Refusal> {
        let mut fields = Fields::new(&call.body);
        let some = |value| body::text(MAX_TEXT)(value).filter(|text| !text.trim().is_empty());
        let field = match is_new {
            true => fields.required("field", some),
            false => fields.read("field", some),
        };
        let values = fields.read("recommended_values", |list| {
            let list = list.as_array().filter(|list| list.len() <= MAX_VALUES)?;
            let text = |one: &Value| body::text(MAX_TEXT)(one).map(str::to_owned);
            list.iter().map(text).collect::<Option<Vec<String>>>()
        });
        let required = fields.read("required", body::flag);
        let visible = fields.read("visible", body::flag);
        fields.finish()?;
        Ok(Self {
            field: field.map(str::to_owned),
            values,
            required,
            visible,
        })
    }

    fn put_into(self, old: TrackingField) -> TrackingField {
        TrackingField {
            field: self.field.unwrap_or(old.field),
            recommended_values: self.values.unwrap_or(old.recommended_values),
            required: self.required.unwrap_or(old.required),
            visible: self.visible.unwrap_or(old.visible),
            id: old.id,
        }
    }
}

fn keep(call: &Call, field: TrackingField) -> Result<TrackingField, Refusal> {
    let name = field.field.clone();
    call.state.keep_tracking_field(field).ok_or_else(|| {
        let message = format!("Tracking field {name} already exists.");
        Refusal::new(400, 200, message)
    })
}

fn found(call: &Call) -> Result<TrackingField, Refusal> {
    let mut fields = call.state.tracking_fields().into_iter();
    let found = fields.find(|field| field.id == call.named);
    found.ok_or_else(|| nothing(call))
}

fn nothing(call: &Call) -> Refusal {
    let message = format!("Tracking field does not exist: {}.", call.named);
    Refusal::new(404, 5110, message)
}

fn shown(field: &TrackingField) -> Value {
    json!({
        "id": field.id,
        "field": field.field,
        "recommended_values": field.recommended_values,
        "required": field.required,
        "visible": field.visible,
    })
}
