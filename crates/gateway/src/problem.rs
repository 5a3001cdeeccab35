use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::StoreError;

/// An error answer in the form of RFC 9457, `application/problem+json`.
///
/// Two audiences: a caller with an API key also gets what Zoom said, word for word; a visitor of a page
/// gets [`Problem::for_visitor`].
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The HTTP status.
    #[serde(serialize_with = "status_number")]
    #[schema(value_type = u16)]
    pub status: StatusCode,
    /// The words for the status.
    pub title: &'static str,
    /// A stable kebab-case name for programs.
    pub code: &'static str,
    /// What was wrong with this request and what to do about it. Never a secret.
    pub detail: String,
    /// What Zoom answered, if Zoom was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<Box<ZoomAnswer>>,
    /// What is wrong with which property, in the words of Zoom's sample endpoint.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<PropertyError>,
    /// When to come back, also sent as `Retry-After`.
    #[serde(flatten)]
    #[schema(value_type = RetryDescribed)]
    pub retry: Option<Retry>,
}

/// When a refused request may be sent again, if that is known: one of the two.
// `Retry` as a description has it: the derived one of what may be missing matches no answer without it.
#[derive(ToSchema)]
#[schema(as = Retry, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes `Retry` and is never made")]
struct RetryDescribed {
    /// At this time, as Zoom said.
    #[schema(format = DateTime)]
    retry_at: Option<String>,
    /// After this many seconds.
    retry_after: Option<u64>,
}

/// When a refused request may be sent again.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Retry {
    /// At this time, as Zoom said.
    #[serde(rename = "retryAt")]
    At(Timestamp),
    /// After this many seconds.
    #[serde(rename = "retryAfter")]
    After(u64),
}

/// One wrong property of a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct PropertyError {
    /// Its name, or `$schema` for the request as a whole.
    pub property: &'static str,
    /// What is wrong with it.
    pub reason: String,
}

/// Zoom's own error, kept whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZoomAnswer {
    /// Zoom's error code, such as 3001.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// Zoom's message.
    pub message: String,
    /// What to quote to Zoom's support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
}

impl Problem {
    /// A problem with a status, a name for programs and a sentence for people.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
        Problem {
            status,
            title: status.canonical_reason().unwrap_or("Error"),
            code,
            detail: detail.into(),
            zoom: None,
            errors: Vec::new(),
            retry: None,
        }
    }

    /// 400.
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401.
    pub fn unauthorized(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    /// 403.
    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404.
    pub fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// 409.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::CONFLICT, code, detail)
    }

    /// 429.
    pub fn too_many(seconds: u64) -> Problem {
        let mut problem = Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-requests",
            format!("that was too much at once; go on in {seconds} s"),
        );
        problem.retry = Some(Retry::After(seconds));
        problem
    }

    /// 500 that tells nothing; the cause is logged by whoever makes it.
    pub fn internal() -> Problem {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong here; the log has it under this request's x-request-id",
        )
    }

    /// What a visitor of a page may read: no word of Zoom's, because those name accounts and settings.
    #[must_use]
    pub fn for_visitor(mut self) -> Problem {
        if self.zoom.take().is_some() {
            "Zoom did not let this go ahead; ask whoever gave you the link"
                .clone_into(&mut self.detail);
        }
        self
    }
}

fn status_number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        tracing::error!(%error, "the store failed");
        Problem::internal()
    }
}

impl From<getrandom::Error> for Problem {
    fn from(error: getrandom::Error) -> Problem {
        tracing::error!(%error, "no random bytes");
        Problem::internal()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status;
        let retry_after = match self.retry {
            Some(Retry::After(seconds)) => Some(seconds.to_string()),
            Some(Retry::At(at)) => Some(at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
            None => None,
        };
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(value) = retry_after.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(header::RETRY_AFTER, value);
        }
        response
    }
}
