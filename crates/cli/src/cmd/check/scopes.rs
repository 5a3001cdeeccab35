//! Which scopes are missing.
//!
//! An app has either granular scopes (`meeting:read:list_meetings:admin`) or, when it is older, classic ones
//! (`meeting:read:admin`): <https://developers.zoom.us/docs/integrations/oauth-scopes-overview/>.

use countersign_zoom::{ENDPOINTS, Endpoint};

/// The one endpoint that only this check calls.
const ONLY_HERE: &str = "/users/{userId}/settings";

/// The scopes that the gateway needs and `granted` does not have.
pub(super) fn missing(granted: &[String]) -> Vec<&'static str> {
    needed()
        .filter(|scope| !granted.iter().any(|held| covers(held, scope)))
        .collect()
}

/// The scopes that the gateway needs.
pub(super) fn needed() -> impl Iterator<Item = &'static str> {
    let used = |endpoint: &&&Endpoint| endpoint.path != ONLY_HERE;
    ENDPOINTS.iter().filter(used).map(|endpoint| endpoint.scope)
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
    use super::*;

    #[test]
    fn either_kind_of_scopes_will_do() {
        let granular: Vec<String> = needed().map(str::to_owned).collect();
        assert_eq!(missing(&granular), [""; 0]);
        let classic = [
            "meeting:read",
            "meeting:write",
            "webinar:read",
            "webinar:write",
            "user:read",
        ];
        let classic: Vec<String> = classic
            .iter()
            .map(|scope| format!("{scope}:admin"))
            .collect();
        assert_eq!(missing(&classic), [""; 0]);
    }

    #[test]
    fn what_is_for_the_owner_alone_does_not_do() {
        let owner: Vec<String> = needed().map(|scope| scope.replace(":admin", "")).collect();
        assert_eq!(missing(&owner).len(), needed().count());
        let reading = ["meeting:read:admin".to_owned()];
        assert!(missing(&reading).contains(&"meeting:write:meeting:admin"));
        assert!(!missing(&reading).contains(&"meeting:read:meeting:admin"));
    }

    #[test]
    fn the_settings_are_read_by_this_check_alone() {
        assert!(needed().all(|scope| scope != "user:read:settings:admin"));
    }
}
