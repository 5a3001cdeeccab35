//! The path of a call, as it is looked up after Zoom's gateway had it, and how it fits an endpoint's.
//!
//! The gateway undoes percent-encoding once and takes several slashes for one before anything is looked up. Zoom
//! documents what follows from it: a UUID that begins with a slash or has two in a row is to be encoded twice. One that
//! was not is refused without its slash ("Meeting does not exist: KEH0…", as users of Moodle's plugin and of ZoomNet
//! report), and one with a single slash inside may be sent as it is.

/// What stands in the place of the braces, in their order; empty where there are none.
pub(super) type Variables = [String; 2];

/// The path below `/v2` as the gateway hands it on. That a slash at its end is taken away is a guess.
pub(super) fn handed_on(path: &str) -> String {
    let decoded = decode(path);
    let mut parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    parts.insert(0, "");
    parts.join("/")
}

/// What `path` has in the place of the braces of `pattern`: one part of the path each, but `{id}` may be a UUID with
/// slashes. A pattern has two pairs of braces at most.
pub(super) fn fit(pattern: &str, path: &str) -> Option<Variables> {
    let Some((before, rest)) = pattern.split_once('{') else {
        return (pattern == path).then(Variables::default);
    };
    let (name, after) = rest.split_once('}')?;
    let asked = path.strip_prefix(before)?;
    let (first, second) = match after.split_once('{') {
        None => (asked.strip_suffix(after)?, None),
        Some((between, rest)) => {
            let (_, end) = rest.split_once('}')?;
            let (first, second) = asked.strip_suffix(end)?.rsplit_once(between)?;
            (first, Some(second))
        }
    };
    let uuid = name == "id" && first.ends_with("==");
    let fits = (is_one(first) || uuid) && second.is_none_or(is_one);
    fits.then(|| [decode(first), decode(second.unwrap_or_default())])
}

fn is_one(part: &str) -> bool {
    !part.is_empty() && !part.contains('/')
}

/// Undoes percent-encoding, once. A plus sign stands for itself: it occurs in UUIDs and addresses.
fn decode(part: &str) -> String {
    let pair = part
        .replace('+', "%2B")
        .replace('&', "%26")
        .replace('=', "%3D");
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map_or_else(String::new, |(name, _)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(pattern: &str, path: &str) -> Option<String> {
        fit(pattern, &handed_on(path)).map(|[first, _]| first)
    }

    #[test]
    fn a_path_fits_only_whole_and_its_variable_part_is_decoded() {
        let user = |path: &str| first("/users/{user}", path);
        assert_eq!(
            user("/users/a%40example.com").as_deref(),
            Some("a@example.com")
        );
        assert_eq!(
            user("/users/a+b@example.com").as_deref(),
            Some("a+b@example.com")
        );
        assert_eq!(user("/users/"), None);
        for path in ["/meetings", "/meetings/1/2", "/meetings/", "", "/"] {
            assert_eq!(first("/meetings/{id}", path), None, "{path}");
        }
        let both = fit("/meetings/{id}/polls/{poll}", "/meetings/1/polls/2");
        assert_eq!(both, Some(["1".to_owned(), "2".to_owned()]));
        for path in [
            "/meetings/1/polls",
            "/meetings/1/polls/2/3",
            "/meetings/1/2/polls/3",
        ] {
            assert_eq!(fit("/meetings/{id}/polls/{poll}", path), None, "{path}");
        }
    }

    #[test]
    fn a_uuid_keeps_a_slash_inside_and_two_or_a_leading_one_only_when_encoded_twice() {
        let uuid = |path: &str| first("/past_meetings/{id}/polls", path).unwrap();
        for path in ["ab/c+d==", "ab%2Fc%2Bd%3D%3D", "ab%252Fc%252Bd%253D%253D"] {
            assert_eq!(uuid(&format!("/past_meetings/{path}/polls")), "ab/c+d==");
        }
        assert_eq!(uuid("/past_meetings/%252Fab%253D%253D/polls"), "/ab==");
        assert_eq!(uuid("/past_meetings/a%252F%252Fb==/polls"), "a//b==");
        for path in ["/ab==", "%2Fab%3D%3D"] {
            assert_eq!(uuid(&format!("/past_meetings/{path}/polls")), "ab==");
        }
        assert_eq!(uuid("/past_meetings/a//b==/polls"), "a/b==");
    }

    #[test]
    fn slashes_in_a_row_and_at_the_end_are_nothing() {
        assert_eq!(handed_on("//meetings///1/"), "/meetings/1");
    }
}
