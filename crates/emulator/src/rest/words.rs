//! Refusals that Zoom words differently from endpoint to endpoint.
//!
//! Source: the error tables of each endpoint in Zoom's OpenAPI description of meetings and webinars. Where older lists
//! have one text for all, the endpoint's own table is taken.

use super::call::Call;
use super::refusal::Refusal;
use crate::state::{Kind, User};

impl Call<'_> {
    /// The method and the path with its braces.
    fn endpoint(&self) -> (&str, &'static str) {
        (self.method.as_str(), self.pattern)
    }

    /// There is no such user.
    pub(super) fn no_user(&self) -> Refusal {
        match self.endpoint() {
            ("POST", "/users/{user}/webinars") => {
                Refusal::new(404, 1001, format!("User {} does not exist.", self.named))
            }
            _ => Refusal::no_user(&self.named),
        }
    }

    /// The id is of a webinar where a meeting is wanted, or the other way round.
    pub(super) fn wrong_kind(&self) -> Refusal {
        let message = match (self.kind, self.endpoint()) {
            (Kind::Webinar, _) => return Refusal::new(400, 300, "Invalid webinar ID."),
            (_, ("DELETE", "/meetings/{id}")) => "Cannot access webinar information.",
            (_, (_, "/meetings/{id}/registrants/status" | "/meetings/{id}/token")) => {
                "Cannot access webinar information."
            }
            (_, ("PATCH", "/meetings/{id}/survey")) => "Cannot access Webinar information.",
            (_, (_, "/meetings/{id}/survey")) => "Cannot access webinar information.",
            _ => "Cannot access webinar info.",
        };
        Refusal::new(400, 3000, message)
    }

    /// The plan of `host` does not cover it.
    pub(super) fn plan(&self, host: &User) -> Refusal {
        match self.kind {
            Kind::Meeting => self.meeting_plan(),
            Kind::Webinar => self.webinar_plan(&host.id),
        }
    }

    fn meeting_plan(&self) -> Refusal {
        let message = match self.endpoint() {
            ("POST", "/users/{user}/meetings") | ("GET" | "PATCH", "/meetings/{id}") => {
                "Your user account is not allowed meeting hosting and scheduling capabilities."
            }
            _ => {
                "Meeting hosting and scheduling capabilities are not allowed for your user account."
            }
        };
        Refusal::new(400, 3161, message)
    }

    fn webinar_plan(&self, host: &str) -> Refusal {
        const MISSING: &str =
            "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars";
        let message = match self.endpoint() {
            ("POST", "/users/{user}/webinars") => {
                format!("{MISSING} for user {host} in order to perform this action.")
            }
            ("GET", "/webinars/{id}") => {
                format!("{MISSING} for user {host} to perform this action.")
            }
            ("PATCH", "/webinars/{id}") => {
                format!("{MISSING} for this user in order to perform this action: {host}.")
            }
            (_, "/past_webinars/{id}/participants") => {
                let account = self.state.account_id();
                format!("Only available for Paid or ZMP account: {account}.")
            }
            (_, path) if path.starts_with("/past_webinars") => "No permission.".to_owned(),
            _ => format!("{MISSING} for this user in order to perform this action."),
        };
        Refusal::new(400, 200, message)
    }
}
