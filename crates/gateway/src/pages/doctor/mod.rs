//! `/doctor`: what is wrong with a signature. A plain form, rendered here whether or not the browser runs scripts: the
//! page's script sends the same form while the visitor types and puts the answer in place, so there is one reader of
//! what people paste and one renderer of reports. Nothing that is sent is kept or logged.

mod answer;
mod claims;
mod link;
mod mending;
mod prose;
mod question;
mod snippet;
mod token;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use countersign_diagnose::pasted::Kind;

use self::answer::{Answer, place};
use self::prose::Span;
use self::question::Question;
use self::snippet::LANGUAGES;
use super::document::document;
use super::missing;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "doctor.html")]
struct Page<'a> {
    question: &'a Question,
    problem: Option<String>,
    answer: Option<Answer>,
}

pub(super) async fn show() -> Response {
    page(StatusCode::OK, &Question::default(), None, None)
}

pub(super) async fn examine(
    State(state): State<AppState>,
    form: Result<Form<Question>, FormRejection>,
) -> Response {
    let question = match form {
        Ok(Form(question)) => question,
        Err(rejection) => {
            let problem = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    "This is more than a mebibyte. Leave out what does not belong to it."
                }
                _ => "This could not be read as the form's answer.",
            };
            return page(
                rejection.status(),
                &Question::default(),
                Some(problem.into()),
                None,
            );
        }
    };
    match question.read() {
        Ok(read) => {
            let now = state.now();
            let report = match state.diagnose(read.case.clone()).await {
                Ok(report) => report,
                Err(_) => return missing::failed(),
            };
            page(
                StatusCode::OK,
                &question,
                None,
                Some(Answer::new(
                    read,
                    report,
                    state.code_reader.get().is_some(),
                    now,
                )),
            )
        }
        Err(problem) => page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &question,
            Some(problem),
            None,
        ),
    }
}

fn page(
    status: StatusCode,
    question: &Question,
    problem: Option<String>,
    answer: Option<Answer>,
) -> Response {
    document(
        status,
        &Page {
            question,
            problem,
            answer,
        },
    )
}
