use crate::program::countersign;

#[test]
fn a_key_is_made_listed_and_revoked_and_its_secret_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let key = |args: &[&str]| {
        countersign(&[&["key"], args].concat())
            .with_credentials()
            .inside(folder.path())
            .run()
    };
    assert!(key(&["list"]).stderr.contains("there is no key yet"));
    let made = key(&["create", "website", "--host", "anna@example.com"]);
    assert_eq!(made.code, Some(0), "{made}");
    let secret = made.stdout.trim_end();
    assert!(secret.starts_with("cs_") && secret.len() > 30);

    let listed = key(&["list"]);
    assert!(listed.stdout.contains("website  in force"), "{listed}");
    assert!(listed.stdout.contains("for anna@example.com"), "{listed}");
    assert!(!listed.to_string().contains(secret));
    let json: serde_json::Value =
        serde_json::from_str(&key(&["list", "--format", "json"]).stdout).unwrap();
    assert_eq!(json[0]["hosts"][0], "anna@example.com");

    assert_eq!(
        key(&["create", "website"]).code,
        Some(2),
        "a name is used once"
    );
    assert_eq!(key(&["revoke", "website"]).code, Some(0));
    assert!(key(&["list"]).stdout.contains("revoked"));
    assert_eq!(
        key(&["revoke", "website"]).code,
        Some(2),
        "it is not in force any more"
    );
}
