//! Lists in pages.

use serde_json::{Value, json};

use super::call::Call;
use super::refusal::Refusal;

const DEFAULT_SIZE: usize = 30;
/// The parameters that decide what is in a list.
const FILTERS: [&str; 8] = [
    "type",
    "status",
    "from",
    "to",
    "date_type",
    "meeting_type",
    "report_type",
    "search_key",
];

/// The page of `rows` that `call` asks for, under the name `rows_are` in the answer.
///
/// `page_size` is brought into its range and `page_number` ignored when it makes no sense, as seen live; only a wrong
/// `next_page_token` is refused. A token is good for the same path and filter alone.
pub(super) fn page(
    call: &Call,
    rows_are: &str,
    rows: Vec<Value>,
    max_size: usize,
) -> Result<Value, Refusal> {
    page_of(call, rows_are, rows, max_size, Some)
}

/// The same when only what is on the page is made into rows; one for which there is none any more is left out.
pub(super) fn page_of<T>(
    call: &Call,
    rows_are: &str,
    rows: Vec<T>,
    max_size: usize,
    show: impl FnMut(T) -> Option<Value>,
) -> Result<Value, Refusal> {
    let wanted: usize = call
        .query("page_size")
        .and_then(|size| size.parse().ok())
        .unwrap_or(DEFAULT_SIZE);
    let size = wanted.clamp(1, max_size);
    let list = list_name(call);
    let start = match call.query("next_page_token") {
        Some(token) => call
            .state
            .resolve_page_token(token, &list)
            .ok_or_else(Refusal::page_token)?,
        None => {
            let number: usize = call
                .query("page_number")
                .and_then(|n| n.parse().ok())
                .unwrap_or(1);
            number.saturating_sub(1).saturating_mul(size)
        }
    };
    let total = rows.len();
    let end = start.saturating_add(size).min(total);
    let next = if end < total {
        call.state.issue_page_token(end, &list)
    } else {
        String::new()
    };
    let mut answer = json!({
        "page_count": total.div_ceil(size),
        "page_number": start / size + 1,
        "page_size": size,
        "total_records": total,
        "next_page_token": next,
    });
    let rows = rows.into_iter().skip(start).take(size);
    answer[rows_are] = rows.filter_map(show).collect();
    Ok(answer)
}

/// The same for a list that has no page numbers.
pub(super) fn unnumbered(call: &Call, rows_are: &str, rows: Vec<Value>) -> Result<Value, Refusal> {
    let mut answer = page(call, rows_are, rows, 300)?;
    if let Some(answer) = answer.as_object_mut() {
        answer.shift_remove("page_number");
    }
    Ok(answer)
}

/// The answer of a list that has neither page numbers nor totals.
pub(super) fn without_totals(mut answer: Value) -> Value {
    if let Some(answer) = answer.as_object_mut() {
        for name in ["page_number", "page_count", "total_records"] {
            answer.shift_remove(name);
        }
    }
    answer
}

/// What a token is bound to: the list, and the filters that decide what is in it.
fn list_name(call: &Call) -> String {
    let filter = |name| call.query(name).unwrap_or_default();
    format!("{}?{}", call.path, FILTERS.map(filter).join("&"))
}
