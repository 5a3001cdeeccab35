use secrecy::ExposeSecret;

use super::{Config, SdkAssets};

const APP: &str = r#"
[meeting_sdk]
client_id = "sdkclientid"
client_secret = "sdk-secret"
"#;

fn read(text: &str, env: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let env = env
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()));
    Config::parse("countersign.toml", text, env).map_err(|error| error.problems().to_vec())
}

fn problem(text: &str, env: &[(&str, &str)]) -> String {
    read(text, env).unwrap_err().join("\n")
}

#[test]
fn a_meeting_sdk_app_is_all_it_takes() {
    let config = read(APP, &[]).unwrap();
    assert_eq!(config.public_url.as_str(), "http://localhost:8090/");
    assert_eq!(config.zoom.web_endpoint, "zoom.us");
    assert!(config.server_to_server.is_none());
    assert_eq!(config.database.expose_secret(), "sqlite://countersign.db");
}

#[test]
fn the_names_of_zooms_samples_work_and_ours_win() {
    let zoom = [
        ("ZOOM_MEETING_SDK_KEY", "sdkclientid"),
        ("ZOOM_MEETING_SDK_SECRET", "sdk-secret"),
        ("ZOOM_ACCOUNT_ID", "account"),
        ("ZOOM_CLIENT_ID", "rest"),
        ("ZOOM_CLIENT_SECRET", "rest-secret"),
    ];
    let config = read("", &zoom).unwrap();
    assert_eq!(config.meeting_sdk.client_id, "sdkclientid");
    assert_eq!(config.server_to_server.unwrap().account_id, "account");

    let ours = [
        &zoom[..],
        &[
            ("COUNTERSIGN_ZOOM_ACCOUNT_ID", "other"),
            ("COUNTERSIGN_ZOOM_CLIENT_ID", ""),
        ],
    ]
    .concat();
    let config = read("[zoom]\naccount_id = \"file\"", &ours).unwrap();
    let app = config.server_to_server.unwrap();
    assert_eq!(
        (&*app.account_id, &*app.client_id),
        ("other", "rest"),
        "an empty value is no value"
    );
}

#[test]
fn everything_can_be_set_in_the_file() {
    let config = read(
        r#"
listen = "0.0.0.0:9000"
public_url = "https://meet.example.com"
allowed_origins = ["https://www.example.com", "http://localhost:3000"]
trusted_proxies = ["10.0.0.0/8", "::1"]
database = "postgres://u:p@db/c"
redis = "redis://cache"
[zoom]
account_id = "a"
client_id = "b"
client_secret = "c"
api = "http://127.0.0.1:1/v2"
oauth = "http://127.0.0.1:1"
web_endpoint = "zoom.emulator.internal"
bridge = "/emulator"
sdk_dir = "/opt/sdk/dist"
[meeting_sdk]
client_id = "sdkclientid"
client_secret = "sdk-secret"
"#,
        &[],
    )
    .unwrap();
    assert_eq!(config.own_origin(), "https://meet.example.com");
    assert_eq!(config.allowed_origins.len(), 2);
    assert!(config.trusted_proxies[0].contains("10.9.8.7".parse().unwrap()));
    assert_eq!(config.zoom.sdk, SdkAssets::Dir("/opt/sdk/dist".into()));
    assert_eq!(config.zoom.bridge.as_deref(), Some("/emulator"));
    let shown = format!("{config:?}");
    for secret in ["u:p@db", "redis://cache", "sdk-secret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn lists_in_the_environment_have_commas() {
    let env = [(
        "COUNTERSIGN_ALLOWED_ORIGINS",
        "https://a.example, https://b.example",
    )];
    assert_eq!(
        read(APP, &env).unwrap().allowed_origins,
        ["https://a.example", "https://b.example"]
    );
}

#[test]
fn a_secret_comes_from_a_file_without_the_newline_at_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("secret");
    std::fs::write(&path, "from-file\n").unwrap();
    let path = path.to_str().unwrap();
    let app = "[meeting_sdk]\nclient_id = \"sdkclientid\"";
    let by_env = read(app, &[("COUNTERSIGN_MEETING_SDK_CLIENT_SECRET_FILE", path)]).unwrap();
    let by_key = read(&format!("{app}\nclient_secret_file = \"{path}\""), &[]).unwrap();
    for config in [by_env, by_key] {
        assert_eq!(
            config.meeting_sdk.client_secret.expose_secret(),
            "from-file"
        );
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (text, wanted) in [
        (
            "listn = \"x\"",
            "countersign.toml line 1, `listn`: there is no such setting",
        ),
        (
            "[zoom]\n\nacount_id = \"x\"",
            "countersign.toml line 3, `zoom.acount_id`: there is no such setting",
        ),
        ("[zoom]\nacount_id = \"x\"", "`zoom.account_id`"),
        (
            "[zooom]\napi = \"x\"",
            "countersign.toml line 1, `zooom`: there is no such setting",
        ),
        (
            "listen = 8090",
            "countersign.toml line 1, `listen`: the value must be a string in quotes",
        ),
        ("listen = \"8090\"", "line 1, `listen`: must be an address"),
        ("listen = [\"a\"]", "must be one string, not a list"),
        ("allowed_origins = [1]", "every item must be a string"),
        ("allowed_origins = [\"*\"]", "no star"),
        (
            "allowed_origins = [\"https://a.example/\"]",
            "no slash at the end",
        ),
        (
            "trusted_proxies = [\"10.0.0.0/33\"]",
            "must be an address or a range",
        ),
        ("public_url = \"https://a.example/x\"", "without a path"),
        (
            "public_url = \"ftp://a.example\"",
            "must be an http or https URL",
        ),
        ("database = \"mysql://x\"", "sqlite:// or postgres://"),
        (
            "[zoom]\nweb_endpoint = \"https://zoom.us\"",
            "a host name alone",
        ),
        ("x = ", "countersign.toml line 1: "),
        ("\n\n[zoom\n", "countersign.toml line 3: "),
    ] {
        let problem = problem(text, &[]);
        assert!(problem.contains(wanted), "{text:?}: {problem}");
    }
}

#[test]
fn what_must_not_stand_together_is_refused_with_the_reason() {
    let app = |rest: &str| format!("{rest}{APP}");
    for (text, wanted) in [
        ("", "the Meeting SDK app that signs is not complete"),
        (
            &app(
                "[zoom]\naccount_id = \"a\"\nclient_id = \"sdkclientid\"\nclient_secret = \"other\"",
            ),
            "Zoom needs two",
        ),
        (
            &app("[zoom]\naccount_id = \"a\"\nclient_id = \"b\"\nclient_secret = \"sdk-secret\""),
            "each app has a secret of its own",
        ),
        (
            &app("[zoom]\nclient_id = \"b\""),
            "zoom.account_id and zoom.client_secret missing",
        ),
        (
            &app("[zoom]\nbridge = \"/emulator\""),
            "zoom.web_endpoint is Zoom itself",
        ),
        (
            &app("[zoom]\nsdk_dir = \"/x\"\nsdk_assets = \"https://cdn.example\""),
            "pages load the SDK from one place",
        ),
        (
            &app("[zoom]\nclient_secret = \"a\"\nclient_secret_file = \"/dev/null\""),
            "gives the same setting",
        ),
        (
            "[meeting_sdk]\nclient_id = \"a b\"\nclient_secret = \"x\"",
            "meeting_sdk.client_id",
        ),
        (
            "[meeting_sdk]\nclient_id = \"a\"\nclient_secret = \"'x'\"",
            "quotation mark",
        ),
        (
            "[meeting_sdk]\nclient_id = \"a\"\nclient_secret = \"x \"",
            "ends with a space",
        ),
    ] {
        let problem = problem(text, &[]);
        assert!(problem.contains(wanted), "{text:?}: {problem}");
    }
    let both = [
        ("COUNTERSIGN_ZOOM_CLIENT_SECRET", "a"),
        ("COUNTERSIGN_ZOOM_CLIENT_SECRET_FILE", "/dev/null"),
    ];
    assert!(problem(APP, &both).contains("are both set"));
}

#[test]
fn no_message_repeats_a_secret() {
    for text in [
        "[meeting_sdk]\nclient_secret = 'canary\n",
        "[meeting_sdk]\nclient_secret = canary",
        "[meeting_sdk]\nclient_secret = [\"canary\"]",
        "[meeting_sdk]\nclient_secret = \"canary \"",
        "[meeting_sdk]\nclient_secret = \"'canary'\"",
        "database = \"mysql://canary\"",
        "database = { canary = 1 }",
    ] {
        let problem = problem(text, &[]);
        assert!(!problem.contains("canary"), "{text:?}: {problem}");
    }
}

#[test]
fn names_that_kubernetes_makes_up_do_no_harm() {
    let env = [
        ("COUNTERSIGN_SERVICE_HOST", "10.0.0.1"),
        ("COUNTERSIGN_PORT", "tcp://10.0.0.1:80"),
    ];
    assert!(read(APP, &env).is_ok());
}

#[test]
fn the_example_is_complete_and_says_the_defaults() {
    let example = include_str!("../../countersign.example.toml");
    let config = read(example, &[]).unwrap();
    let default = Config::new(config.meeting_sdk.clone());
    assert_eq!(config.listen, default.listen);
    assert_eq!(config.public_url, default.public_url);
    assert_eq!(
        config.database.expose_secret(),
        default.database.expose_secret()
    );
    assert_eq!(config.zoom.api, default.zoom.api);
    assert_eq!(config.zoom.oauth, default.zoom.oauth);
    assert_eq!(config.zoom.web_endpoint, default.zoom.web_endpoint);
    assert_eq!(config.zoom.sdk, default.zoom.sdk);
    assert_eq!(config.quotas, default.quotas);
    for key in super::key::KEYS {
        let name = key.path.rsplit('.').next().unwrap();
        assert!(example.contains(&format!("{name} = ")), "{}", key.path);
    }
}

#[test]
fn quotas_are_set_one_by_one_and_a_wrong_one_is_named() {
    let env = [("COUNTERSIGN_QUOTAS_KEY", "5 then 1/min")];
    let config = read(APP, &env).unwrap();
    assert_eq!(config.quotas.key.to_string(), "5 then 1/min");
    assert_eq!(config.quotas.sign.to_string(), "300 then 5/s");
    let text = format!("[quotas]\ndiagnose = \"lots\"\n{APP}");
    let problem = problem(&text, &[]);
    assert!(
        problem.starts_with("countersign.toml line 2, `quotas.diagnose`: must be"),
        "{problem}"
    );
}

#[test]
fn plain_http_to_another_machine_has_to_be_named_and_is_never_zoom() {
    let hosts = |api: &str, oauth: &str, named: &str| {
        let env = [
            ("COUNTERSIGN_ZOOM_API", api),
            ("COUNTERSIGN_ZOOM_OAUTH", oauth),
            ("COUNTERSIGN_ZOOM_PLAIN_HTTP_HOSTS", named),
        ];
        read(APP, &env)
    };
    let refused = hosts("http://zoom:8080/v2", "http://zoom:8080", "").unwrap_err();
    assert!(refused[0].contains("zoom.plain_http_hosts"), "{refused:?}");
    let refused = hosts("http://zoom:8080/v2", "http://other:8080", "zoom").unwrap_err();
    assert!(refused[0].contains("plain http"), "{refused:?}");
    let config = hosts("http://zoom:8080/v2", "http://127.0.0.1:8080", "zoom").unwrap();
    assert!(config.zoom.allows_http());
    for (named, why) in [
        ("api.zoom.us", "Zoom itself"),
        ("zoom:8080", "no scheme, port or path"),
        ("http://zoom", "no scheme, port or path"),
    ] {
        let refused = hosts("https://api.zoom.us/v2", "https://zoom.us", named).unwrap_err();
        assert!(refused[0].contains(why), "{named}: {refused:?}");
    }
}
