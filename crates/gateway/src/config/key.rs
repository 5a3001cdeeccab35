/// One setting: its path in `countersign.toml` and what else it answers to.
pub(super) struct Key {
    /// `zoom.api` is the key `api` of the table `[zoom]`.
    pub(super) path: &'static str,
    /// The name that Zoom's own samples read from the environment.
    pub(super) zoom: Option<&'static str>,
    /// A secret also comes by `…_file`, and its value is never repeated in a message.
    pub(super) secret: bool,
}

/// Every setting there is; anything else in the file is an error.
pub(super) const KEYS: &[Key] = &[
    plain("listen"),
    plain("public_url"),
    plain("allowed_origins"),
    plain("trusted_proxies"),
    secret("database"),
    secret("redis"),
    plain("quotas.sign"),
    plain("quotas.session"),
    plain("quotas.diagnose"),
    plain("quotas.key"),
    plain("zoom.account_id").or("ZOOM_ACCOUNT_ID"),
    plain("zoom.client_id").or("ZOOM_CLIENT_ID"),
    secret("zoom.client_secret").or("ZOOM_CLIENT_SECRET"),
    plain("zoom.api"),
    plain("zoom.oauth"),
    plain("zoom.plain_http_hosts"),
    plain("zoom.web_endpoint"),
    plain("zoom.bridge"),
    plain("zoom.sdk_assets"),
    plain("zoom.sdk_dir"),
    plain("meeting_sdk.client_id").or("ZOOM_MEETING_SDK_KEY"),
    secret("meeting_sdk.client_secret").or("ZOOM_MEETING_SDK_SECRET"),
];

const fn plain(path: &'static str) -> Key {
    Key {
        path,
        zoom: None,
        secret: false,
    }
}

const fn secret(path: &'static str) -> Key {
    Key {
        path,
        zoom: None,
        secret: true,
    }
}

impl Key {
    const fn or(self, zoom: &'static str) -> Key {
        Key {
            zoom: Some(zoom),
            ..self
        }
    }

    /// `zoom.api` is `COUNTERSIGN_ZOOM_API` in the environment.
    pub(super) fn env_name(&self) -> String {
        format!("COUNTERSIGN_{}", self.path.replace('.', "_").to_uppercase())
    }
}
