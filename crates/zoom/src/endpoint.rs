//! What the client knows about each endpoint, as data: method, path, whether repeating is safe, scope, rate-limit label.
//!
//! Sources: <https://developers.zoom.us/docs/api/meetings/> and <https://developers.zoom.us/docs/api/users/> (paths,
//! scopes, labels), <https://developers.zoom.us/docs/api/using-zoom-apis/> (encoding of UUIDs).

use std::fmt;

use reqwest::Method;

use crate::error::Error;

/// What sending the same request twice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Changes nothing: it may be repeated freely.
    Safe,
    /// Changes something, but twice is the same as once.
    Idempotent,
    /// Every request makes a new thing (Zoom has no idempotency key): it is repeated only when it certainly did not
    /// happen, which is after a 429 or when no connection was made.
    Create,
}

/// The pool in which Zoom counts a request; see <https://developers.zoom.us/docs/api/rate-limits/>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLabel {
    /// 30 (Pro) or 80 (Business and up) a second.
    Light,
    /// 20 or 60 a second.
    Medium,
    /// 10 or 40 a second.
    Heavy,
}

/// One endpoint of the REST API.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The HTTP method.
    pub method: Method,
    /// The path below the API's base, with `{placeholders}`.
    pub path: &'static str,
    /// What repeating does.
    pub class: Class,
    /// The granular scope that the Server-to-Server OAuth app needs; empty only for the token endpoint.
    pub scope: &'static str,
    /// The rate-limit pool.
    pub label: RateLabel,
}

use Class::{Create, Idempotent, Safe};
use RateLabel::{Light, Medium};

#[rustfmt::skip]
mod table {
    use super::*;
    const fn to(method: Method, path: &'static str, class: Class, scope: &'static str, label: RateLabel) -> Endpoint {
        Endpoint { method, path, class, scope, label }
    }
    pub(crate) static TOKEN: Endpoint = to(Method::POST, "/oauth/token", Safe, "", Light);
    pub(crate) static GET_USER: Endpoint = to(Method::GET, "/users/{userId}", Safe, "user:read:user:admin", Light);
    pub(crate) static GET_USER_SETTINGS: Endpoint = to(Method::GET, "/users/{userId}/settings", Safe, "user:read:settings:admin", Medium);
    pub(crate) static GET_USER_TOKEN: Endpoint = to(Method::GET, "/users/{userId}/token", Safe, "user:read:token:admin", Light);
    pub(crate) static CREATE_MEETING: Endpoint = to(Method::POST, "/users/{userId}/meetings", Create, "meeting:write:meeting:admin", Medium);
    pub(crate) static LIST_MEETINGS: Endpoint = to(Method::GET, "/users/{userId}/meetings", Safe, "meeting:read:list_meetings:admin", Medium);
    pub(crate) static GET_MEETING: Endpoint = to(Method::GET, "/meetings/{meetingId}", Safe, "meeting:read:meeting:admin", Light);
    pub(crate) static UPDATE_MEETING: Endpoint = to(Method::PATCH, "/meetings/{meetingId}", Idempotent, "meeting:update:meeting:admin", Light);
    pub(crate) static DELETE_MEETING: Endpoint = to(Method::DELETE, "/meetings/{meetingId}", Idempotent, "meeting:delete:meeting:admin", Light);
    pub(crate) static PUT_MEETING_STATUS: Endpoint = to(Method::PUT, "/meetings/{meetingId}/status", Idempotent, "meeting:update:status:admin", Light);
    pub(crate) static ADD_MEETING_REGISTRANT: Endpoint = to(Method::POST, "/meetings/{meetingId}/registrants", Create, "meeting:write:registrant:admin", Light);
    pub(crate) static LIST_MEETING_REGISTRANTS: Endpoint = to(Method::GET, "/meetings/{meetingId}/registrants", Safe, "meeting:read:list_registrants:admin", Medium);
    pub(crate) static CREATE_WEBINAR: Endpoint = to(Method::POST, "/users/{userId}/webinars", Create, "webinar:write:webinar:admin", Light);
    pub(crate) static LIST_WEBINARS: Endpoint = to(Method::GET, "/users/{userId}/webinars", Safe, "webinar:read:list_webinars:admin", Medium);
    pub(crate) static GET_WEBINAR: Endpoint = to(Method::GET, "/webinars/{webinarId}", Safe, "webinar:read:webinar:admin", Light);
    pub(crate) static UPDATE_WEBINAR: Endpoint = to(Method::PATCH, "/webinars/{webinarId}", Idempotent, "webinar:update:webinar:admin", Light);
    pub(crate) static DELETE_WEBINAR: Endpoint = to(Method::DELETE, "/webinars/{webinarId}", Idempotent, "webinar:delete:webinar:admin", Light);
    pub(crate) static PUT_WEBINAR_STATUS: Endpoint = to(Method::PUT, "/webinars/{webinarId}/status", Idempotent, "webinar:update:status:admin", Light);
    pub(crate) static ADD_WEBINAR_REGISTRANT: Endpoint = to(Method::POST, "/webinars/{webinarId}/registrants", Create, "webinar:write:registrant:admin", Light);
    pub(crate) static LIST_WEBINAR_REGISTRANTS: Endpoint = to(Method::GET, "/webinars/{webinarId}/registrants", Safe, "webinar:read:list_registrants:admin", Medium);
}
pub(crate) use table::*;

/// Every REST endpoint of this crate.
pub static ENDPOINTS: &[&Endpoint] = &[
    &GET_USER,
    &GET_USER_SETTINGS,
    &GET_USER_TOKEN,
    &CREATE_MEETING,
    &LIST_MEETINGS,
    &GET_MEETING,
    &UPDATE_MEETING,
    &DELETE_MEETING,
    &PUT_MEETING_STATUS,
    &ADD_MEETING_REGISTRANT,
    &LIST_MEETING_REGISTRANTS,
    &CREATE_WEBINAR,
    &LIST_WEBINARS,
    &GET_WEBINAR,
    &UPDATE_WEBINAR,
    &DELETE_WEBINAR,
    &PUT_WEBINAR_STATUS,
    &ADD_WEBINAR_REGISTRANT,
    &LIST_WEBINAR_REGISTRANTS,
];

impl Endpoint {
    /// The path with its one placeholder filled in. An argument that would change which endpoint is meant (empty, a dot
    /// segment, overlong) is refused.
    pub(crate) fn path_for(&'static self, argument: &str) -> Result<String, Error> {
        if matches!(argument, "" | "." | "..") || argument.len() > MAX_ARGUMENT {
            return Err(Error::invalid_request(
                self,
                format!("the id in the path must have 1 to {MAX_ARGUMENT} bytes and not be a dot"),
            ));
        }
        let (before, rest) = self.path.split_once('{').unwrap_or((self.path, "}"));
        let (_, after) = rest.split_once('}').unwrap_or(("", ""));
        Ok(format!("{before}{}{after}", encode_id(argument)))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// An e-mail address has at most 254 bytes; no id is longer.
const MAX_ARGUMENT: usize = 254;

/// Percent-encodes an id; twice when it is a UUID that begins with a slash or contains two, as Zoom's gateway decodes it
/// once before it routes.
fn encode_id(id: &str) -> String {
    let once = percent_encode(id);
    if id.starts_with('/') || id.contains("//") {
        percent_encode(&once)
    } else {
        once
    }
}

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_endpoint_declares_path_scope_and_a_class_that_fits_its_method() {
        for endpoint in ENDPOINTS {
            assert!(
                endpoint.path.starts_with('/') && endpoint.path.matches('{').count() == 1,
                "{endpoint}"
            );
            assert!(
                endpoint.scope.ends_with(":admin") && endpoint.scope.split(':').count() == 4,
                "{endpoint}"
            );
            let operation = endpoint.scope.split(':').nth(1);
            let (class, operations) = match endpoint.method {
                Method::GET => (Class::Safe, &["read"][..]),
                Method::POST => (Class::Create, &["write"][..]),
                _ => (Class::Idempotent, &["update", "delete"][..]),
            };
            assert_eq!(endpoint.class, class, "{endpoint}");
            assert!(
                operations.contains(&operation.unwrap()),
                "{endpoint}: {}",
                endpoint.scope
            );
        }
    }

    #[test]
    fn no_two_endpoints_are_the_same() {
        let names: HashSet<String> = ENDPOINTS.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), ENDPOINTS.len());
        let scopes: HashSet<&str> = ENDPOINTS.iter().map(|e| e.scope).collect();
        assert_eq!(scopes.len(), ENDPOINTS.len());
    }

    #[test]
    fn an_id_cannot_leave_its_path_segment() {
        assert_eq!(
            GET_USER.path_for("a b@example.com").unwrap(),
            "/users/a%20b%40example.com"
        );
        assert_eq!(
            GET_USER_TOKEN.path_for("x/../y?z#").unwrap(),
            "/users/x%2F..%2Fy%3Fz%23/token"
        );
        for refused in ["", ".", "..", &"x".repeat(255)] {
            assert!(GET_USER.path_for(refused).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn a_uuid_is_encoded_twice_only_when_it_starts_with_a_slash_or_holds_two() {
        assert_eq!(encode_id("ab/cd+e=="), "ab%2Fcd%2Be%3D%3D");
        assert_eq!(encode_id("/ajXp112Qm=="), "%252FajXp112Qm%253D%253D");
        assert_eq!(encode_id("a//b=="), "a%252F%252Fb%253D%253D");
    }
}
