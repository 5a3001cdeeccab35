//! Devices without a browser: the user allows them on another one.
//! <https://developers.zoom.us/docs/integrations/oauth/#device-authorization>.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::error::Error;
use crate::user_oauth::{UserOauth, UserTokens};

/// What a device shows its user, and what it asks with meanwhile.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DeviceAuthorization {
    /// For [`UserOauth::poll_device`]; it is as good as the tokens that come of it.
    pub device_code: SecretString,
    /// What the user types.
    pub user_code: String,
    /// Where the user types it.
    pub verification_uri: String,
    /// The same place with the code in it, for a QR code.
    pub verification_uri_complete: Option<String>,
    /// How long the codes are good; Zoom says 15 minutes.
    pub expires_in: Duration,
    /// How long to wait before one asks, and between two times; Zoom says 5 seconds.
    pub interval: Duration,
}

/// What has come of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum DevicePoll {
    /// The user has not answered. Ask again after the interval.
    Pending,
    /// That was too soon: add five seconds to the interval, for good.
    SlowDown,
    /// The user allowed it.
    Granted(UserTokens),
}

#[derive(Deserialize)]
pub(crate) struct Answer {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    #[serde(default = "a_quarter_of_an_hour")]
    expires_in: u64,
    #[serde(default = "five_seconds")]
    interval: u64,
}

fn a_quarter_of_an_hour() -> u64 {
    900
}

fn five_seconds() -> u64 {
    5
}

impl From<Answer> for DeviceAuthorization {
    fn from(answer: Answer) -> Self {
        Self {
            device_code: answer.device_code.into(),
            user_code: answer.user_code,
            verification_uri: answer.verification_uri,
            verification_uri_complete: answer.verification_uri_complete,
            expires_in: Duration::from_secs(answer.expires_in),
            interval: Duration::from_secs(answer.interval),
        }
    }
}

impl UserOauth<'_> {
    /// Codes for a device whose user is to allow it elsewhere.
    ///
    /// # Errors
    /// [`Error::Token`] with `unsupported_grant_type` for an app of another kind.
    pub async fn authorize_device(&self) -> Result<DeviceAuthorization, Error> {
        self.zoom.tokens().device().await.map(Into::into)
    }

    /// Asks whether the user has allowed the device. Wait [`DeviceAuthorization::interval`] before every time.
    ///
    /// # Errors
    /// [`Error::Token`] with `access_denied` when the user refused, and with `expired_token` when the time is over.
    pub async fn poll_device(&self, device_code: &SecretString) -> Result<DevicePoll, Error> {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", device_code.expose_secret()),
        ];
        match self.zoom.tokens().of_user(&form).await {
            Ok(tokens) => Ok(DevicePoll::Granted(tokens)),
            Err(Error::Token(error)) if error.error == "authorization_pending" => {
                Ok(DevicePoll::Pending)
            }
            Err(Error::Token(error)) if error.error == "slow_down" => Ok(DevicePoll::SlowDown),
            Err(error) => Err(error),
        }
    }
}
