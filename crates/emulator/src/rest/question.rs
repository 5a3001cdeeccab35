//! A question of a poll or a survey.
//!
//! Source of the fields and bounds: the request schemas of Zoom's OpenAPI description.

use serde_json::{Map, Value};

use super::body::{self, Fields};

/// The bounds in which polls and surveys differ.
pub(super) struct Bounds {
    /// Characters of a question.
    pub(super) name: usize,
    /// Answers to choose from, of one choice and of several.
    pub(super) choices: usize,
}

pub(super) const OF_POLLS: Bounds = Bounds {
    name: 1_024,
    choices: 10,
};
pub(super) const OF_SURVEYS: Bounds = Bounds {
    name: 420,
    choices: 50,
};

/// Of an answer, a prompt or a label; no source for answers.
const MAX_TEXT: usize = 200;
const MAX_PROMPTS: usize = 10;

const KINDS: [&str; 8] = [
    "single",
    "multiple",
    "matching",
    "rank_order",
    "short_answer",
    "long_answer",
    "fill_in_the_blank",
    "rating_scale",
];

/// All questions of a list of at most `max`, each with what is known of it; `None` if one is wrong.
pub(super) fn all(list: &Value, max: usize, bounds: &Bounds) -> Option<Vec<Value>> {
    let list = list.as_array().filter(|list| list.len() <= max)?;
    list.iter().map(|one| question(one, bounds)).collect()
}

fn question(asked: &Value, bounds: &Bounds) -> Option<Value> {
    let mut fields = Fields::new(asked.as_object()?);
    let mut read = Map::new();
    let mut keep = |name: &str, value: Option<Value>| {
        read.extend(value.map(|value| (name.to_owned(), value)));
    };
    let name = fields.required("name", body::text(bounds.name));
    let kind = fields.required("type", |value| KINDS.into_iter().find(|kind| value == kind));
    keep("name", name.map(Value::from));
    keep("type", kind.map(Value::from));
    for name in ["answer_required", "show_as_dropdown", "case_sensitive"] {
        let flag = fields.read(name, body::flag);
        keep(name, flag.map(Value::from));
    }
    let (choices, longest) = match kind {
        Some("matching") => (16, 0),
        Some("rank_order") => (7, 0),
        Some("short_answer") => (0, 500),
        Some("long_answer") => (0, 2_000),
        _ => (bounds.choices, 2_000),
    };
    for (name, least, most) in [
        ("answer_min_character", 1, longest),
        ("answer_max_character", 1, longest),
        ("rating_min_value", 0, 10),
        ("rating_max_value", 0, 10),
    ] {
        let number = fields.read(name, body::within(least..=most.max(least)));
        keep(name, number.map(Value::from));
    }
    for name in ["rating_min_label", "rating_max_label"] {
        let label = fields.read(name, body::text(MAX_TEXT));
        keep(name, label.map(Value::from));
    }
    let chosen = fields.read("answers", |list| {
        texts(list, choices).filter(|answers| answers.len() != 1)
    });
    if matches!(kind, Some("single" | "multiple" | "rank_order"))
        && chosen.as_ref().is_none_or(Vec::is_empty)
    {
        fields.refuse("answers");
    }
    keep("answers", chosen.map(Value::from));
    // Described as one and two at least: a list without any is as none.
    let right = fields.read("right_answers", |list| texts(list, MAX_PROMPTS));
    let right = right.filter(|right| !right.is_empty());
    keep("right_answers", right.map(Value::from));
    let prompts = fields.read("prompts", prompts);
    let prompts = prompts.filter(|prompts| !prompts.is_empty());
    keep("prompts", prompts.map(Value::from));
    fields.finish().ok()?;
    Some(read.into())
}

fn texts(list: &Value, max: usize) -> Option<Vec<Value>> {
    let list = list.as_array().filter(|list| list.len() <= max)?;
    let text = |one: &Value| body::text(MAX_TEXT)(one).map(Value::from);
    list.iter().map(text).collect()
}

/// Two at least, or none.
fn prompts(list: &Value) -> Option<Vec<Value>> {
    let list = list.as_array().filter(|list| list.len() <= MAX_PROMPTS)?;
    let prompt = |one: &Value| {
        let mut prompt = Map::new();
        let text = body::text(MAX_TEXT)(one.get("prompt_question")?)?;
        prompt.insert("prompt_question".to_owned(), text.into());
        if let Some(right) = one.get("prompt_right_answers") {
            let right = texts(right, MAX_PROMPTS)?;
            prompt.insert("prompt_right_answers".to_owned(), right.into());
        }
        Some(Value::from(prompt))
    };
    let prompts: Vec<Value> = list.iter().map(prompt).collect::<Option<_>>()?;
    (prompts.len() != 1).then_some(prompts)
}
