//! Routes: which requests a fault is for, or a list has.

/// A route in parts: a method or none, and a path.
pub(super) fn parts(route: &str) -> (Option<&str>, &str) {
    match route.split_once(' ') {
        Some((method, path)) => (Some(method), path),
        None => (None, route),
    }
}

/// Whether a request is one of a route. The control port filters its list of requests the same way.
pub(crate) fn fits(route: &str, method: &str, path: &str) -> bool {
    let (wanted_method, wanted) = parts(route);
    if wanted_method.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(method)) {
        return false;
    }
    let (mut wanted, mut path) = (wanted.split('/'), path.split('/'));
    loop {
        match (wanted.next(), path.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some("*"), Some(part)) if !part.is_empty() => {}
            (Some(wanted), Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_route_is_a_method_and_a_path_with_stars() {
        for (route, fit) in [
            ("/v2/users/me/meetings", true),
            ("POST /v2/users/*/meetings", true),
            ("post /v2/**", true),
            ("/**", true),
            ("GET /v2/**", false),
            ("/v2/users/*", false),
            ("/v2/users/me/meetings/*", false),
            ("/v2/users/*/webinars", false),
        ] {
            assert_eq!(fits(route, "POST", "/v2/users/me/meetings"), fit, "{route}");
        }
    }
}
