//! Which scopes are missing.
//!
//! An app has either granular scopes (`meeting:read:list_meetings:admin`) or, when it is older, classic ones
//! (`meeting:read:admin`): <https://developers.zoom.us/docs/integrations/oauth-scopes-overview/>.

/// What the gateway calls; the client knows more endpoints than that.
pub(super) const NEEDED: [&str; 18] = [
    "user:read:user:admin",
    "user:read:token:admin",
    "meeting:write:meeting:admin",
    "meeting:read:meeting:admin",
    "meeting:read:list_meetings:admin",
    "meeting:update:meeting:admin",
    "meeting:delete:meeting:admin",
    "meeting:write:registrant:admin",
    "meeting:read:list_registrants:admin",
    "meeting:read:registrant:admin",
    "webinar:write:webinar:admin",
    "webinar:read:webinar:admin",
    "webinar:read:list_webinars:admin",
    "webinar:update:webinar:admin",
    "webinar:delete:webinar:admin",
    "webinar:write:registrant:admin",
    "webinar:read:list_registrants:admin",
    "webinar:read:registrant:admin",
];

/// The scopes that the gateway needs and `granted` does not have.
pub(super) fn missing(granted: &[String]) -> Vec<&'static str> {
    let lacks = |scope: &&str| !granted.iter().any(|held| covers(held, scope));
    NEEDED.into_iter().filter(lacks).collect()
}

/// Whether one scope allows what a granular one does. A scope without `:admin` is for the app's owner alone.
fn covers(held: &str, granular: &str) -> bool {
    let master = |granular: &str| granular.replace(":admin", ":master");
    if held == granular || held == master(granular) {
        return true;
    }
    let mut parts = granular.split(':');
    let (Some(product), Some(operation)) = (parts.next(), parts.next()) else {
        return false;
    };
    let classic = |operation: &str| held == format!("{product}:{operation}:admin");
    match operation {
        "read" => classic("read") || product == "user" && classic("write"),
        _ => classic("write"),
    }
}

#[cfg(test)]
mod tests {
    use countersign_zoom::ENDPOINTS;

    use super::*;

    #[test]
    fn either_kind_of_scopes_will_do() {
        let granular = NEEDED.map(str::to_owned);
        assert_eq!(missing(&granular), [""; 0]);
        let classic = [
            "meeting:read:admin",
            "meeting:write:admin",
            "webinar:read:admin",
            "webinar:write:admin",
            "user:read:admin",
        ];
        assert_eq!(missing(&classic.map(str::to_owned)), [""; 0]);
    }

    #[test]
    fn what_is_for_the_owner_alone_does_not_do() {
        let owner = NEEDED.map(|scope| scope.replace(":admin", ""));
        assert_eq!(missing(&owner), NEEDED);
        let reading = ["meeting:read:admin".to_owned()];
        assert!(missing(&reading).contains(&"meeting:write:meeting:admin"));
        assert!(!missing(&reading).contains(&"meeting:read:meeting:admin"));
    }

    #[test]
    fn every_scope_is_that_of_an_endpoint() {
        for scope in NEEDED {
            assert!(
                ENDPOINTS.iter().any(|known| known.scope == scope),
                "{scope}"
            );
        }
    }
}
