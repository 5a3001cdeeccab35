//! How to reach an emulator, in the forms that commands print.

use std::io::{self, Write};

use countersign_emulator::{Emulator, state::Credentials};
use countersign_token::{ExposeSecret, Secret};
use serde_json::{Value, json};

/// Addresses and credentials of a running emulator. The credentials open nothing but that emulator.
pub(crate) struct Facts {
    pub(crate) api: String,
    pub(crate) oauth: String,
    pub(crate) control: Option<String>,
    pub(crate) tls: Option<String>,
    /// The certificate that whoever calls `tls` has to trust.
    pub(crate) ca: Option<String>,
    pub(crate) web_endpoint: String,
    pub(crate) host_email: String,
    credentials: Credentials,
    webhook_secret: Secret,
    /// Of the Meeting SDK app.
    sdk_webhook_secret: Secret,
}

impl Facts {
    pub(crate) fn of(emulator: &Emulator) -> Facts {
        let credentials = emulator.credentials();
        Facts {
            api: emulator.api_url(),
            oauth: emulator.oauth_url(),
            control: emulator.control_url(),
            tls: emulator.tls_addr().map(|addr| format!("https://{addr}")),
            ca: emulator.ca_path().map(|path| path.display().to_string()),
            web_endpoint: emulator.web_endpoint().to_owned(),
            host_email: credentials.host.email.clone(),
            sdk_webhook_secret: emulator
                .state()
                .app(&credentials.meeting_sdk.client_id)
                .map(|app| app.webhook_secret)
                .unwrap_or_default(),
            credentials,
            webhook_secret: emulator.webhook_secret(),
        }
    }

    pub(crate) fn as_json(&self) -> Value {
        let Credentials {
            account_id,
            s2s,
            meeting_sdk,
            host,
            ..
        } = &self.credentials;
        json!({
            "api": self.api,
            "oauth": self.oauth,
            "control": self.control,
            "tls": self.tls,
            "ca": self.ca,
            "webEndpoint": self.web_endpoint,
            "accountId": account_id,
            "host": {"id": host.id, "email": host.email},
            "serverToServer": {"clientId": s2s.client_id, "clientSecret": s2s.client_secret.expose_secret()},
            "webhookSecretToken": self.webhook_secret.expose_secret(),
            "meetingSdk": {
                "clientId": meeting_sdk.client_id,
                "clientSecret": meeting_sdk.client_secret.expose_secret(),
                "webhookSecretToken": self.sdk_webhook_secret.expose_secret(),
            },
        })
    }

    /// As lines that a shell or an env-file reader takes.
    pub(crate) fn print_exports(&self, to: &mut impl Write) -> io::Result<()> {
        let Credentials {
            account_id,
            s2s,
            meeting_sdk,
            ..
        } = &self.credentials;
        for (name, value) in [
            ("ZOOM_ACCOUNT_ID", account_id.as_str()),
            ("ZOOM_CLIENT_ID", &s2s.client_id),
            ("ZOOM_CLIENT_SECRET", s2s.client_secret.expose_secret()),
            ("ZOOM_MEETING_SDK_KEY", &meeting_sdk.client_id),
            (
                "ZOOM_MEETING_SDK_SECRET",
                meeting_sdk.client_secret.expose_secret(),
            ),
            (
                "ZOOM_WEBHOOK_SECRET_TOKEN",
                self.webhook_secret.expose_secret(),
            ),
            ("COUNTERSIGN_ZOOM_API", &self.api),
            ("COUNTERSIGN_ZOOM_OAUTH", &self.oauth),
            ("COUNTERSIGN_ZOOM_WEB_ENDPOINT", &self.web_endpoint),
            ("COUNTERSIGN_ZOOM_BRIDGE", &self.oauth),
        ] {
            writeln!(to, "export {name}={value}")?;
        }
        Ok(())
    }
}
