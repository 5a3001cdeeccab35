//! Tokens of the REST API, of start links and of registrants.
//!
//! They are signed with a key that is made at start, and hold what they grant: nothing has to be remembered, so that
//! asking for a million tokens costs no memory. To callers they are opaque, as Zoom's are.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value, json};
use sha2::{Sha256, Sha512};

use super::{App, State, User, UserId};
use crate::clock::UnixSeconds;

/// Longer texts are not tokens of ours.
const MAX_LENGTH: usize = 2_048;
/// Of an access token.
pub(crate) const ACCESS_SECONDS: u64 = 3_600;
/// Of a `next_page_token`.
const PAGE_SECONDS: u64 = 900;

/// Whom a valid access token speaks for.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The app that asked for the token.
    pub client_id: String,
    /// The user it acts as, `me`.
    pub user_id: UserId,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Whether the app acts for itself and for no user: the grant `client_credentials`.
    pub for_itself: bool,
}

/// For whom an access token is.
#[derive(Clone, Debug)]
pub(crate) enum Access {
    /// The account: its apps act as their owner.
    Account,
    /// The app itself.
    App,
    /// A user who allowed it.
    User { user_id: UserId, grant: String },
}

/// Why an access token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessProblem {
    /// Not one of ours, revoked, or replaced by a newer one.
    Invalid,
    /// Its hour is over.
    Expired,
}

/// Why a ZAK or OBF token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenProblem {
    /// Not one of ours.
    Unknown,
    /// Its time is over, or its user was signed out everywhere since.
    Expired,
}

/// What an OBF token grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obf {
    /// The user on whose behalf one joins.
    pub user_id: UserId,
    /// The only meeting it is good for, if it names one.
    pub meeting: Option<u64>,
}

impl State {
    /// A new access token for an app.
    pub(crate) fn issue_access_token(&self, client_id: &str, access: &Access) -> Option<String> {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let app = tables.apps.get_mut(client_id)?;
        let jti = tables.random.id();
        app.issued_tokens += 1;
        let claims = access_claims(app, access, &jti, now);
        Some(tables.mint.seal(Shape::Access, &claims))
    }

    /// Whom an access token speaks for.
    pub fn caller(&self, access_token: &str) -> Result<Caller, AccessProblem> {
        let claims = self
            .mint()
            .open(Shape::Access, access_token)
            .ok_or(AccessProblem::Invalid)?;
        let number = |name: &str| claims.get(name).and_then(Value::as_u64).unwrap_or(0);
        let tables = self.tables();
        let app = tables
            .apps
            .get(text(&claims, "auid"))
            .ok_or(AccessProblem::Invalid)?;
        let index = number("toleranceId");
        let (user_id, grant) = (text(&claims, "uid"), text(&claims, "gid"));
        let replaced = match grant {
            "" => tables.settings.newest_token_only && index != app.issued_tokens,
            id => {
                let key = (app.client_id.clone(), user_id.to_owned());
                tables.grants.get(&key).is_none_or(|grant| grant.id != id)
            }
        };
        if !app.enabled || index <= app.revoked_tokens || replaced {
            return Err(AccessProblem::Invalid);
        }
        if number("exp") <= self.clock().now() {
            return Err(AccessProblem::Expired);
        }
        let scopes = app
            .scope_set(number("groupNumber"))
            .ok_or(AccessProblem::Invalid)?;
        Ok(Caller {
            client_id: app.client_id.clone(),
            user_id: user_id.to_owned(),
            scopes: scopes.to_vec(),
            for_itself: text(&claims, "sub") == "app",
        })
    }

    /// A ZAK of `user`, good for `ttl` seconds; `meeting` marks that of a start link.
    pub fn issue_zak(&self, user: &User, meeting: Option<u64>, ttl: u64) -> String {
        self.issue_user_token(Shape::Zak, user, meeting, ttl)
    }

    /// Whose ZAK this is.
    pub fn resolve_zak(&self, zak: &str) -> Result<UserId, TokenProblem> {
        self.resolve_user_token(Shape::Zak, zak)
            .map(|grant| grant.user_id)
    }

    /// An OBF token of `user`, good for `ttl` seconds, for one meeting or any.
    pub fn issue_obf(&self, user: &User, meeting: Option<u64>, ttl: u64) -> String {
        self.issue_user_token(Shape::Obf, user, meeting, ttl)
    }

    /// What an OBF token grants.
    pub fn resolve_obf(&self, obf: &str) -> Result<Obf, TokenProblem> {
        self.resolve_user_token(Shape::Obf, obf)
    }

    /// A token with which an app of the native Meeting SDK may record, stream or archive a meeting, as `what` says.
    pub(crate) fn issue_media_token(
        &self,
        user: &User,
        number: u64,
        what: &str,
        ttl: u64,
    ) -> String {
        let now = self.clock().now();
        let claims = json!({
            "aud": Shape::Media.audience(), "uid": user.id, "mnum": number.to_string(), "what": what,
            "exp": now.saturating_add(ttl), "iat": now, "jti": self.tables().random.id(),
        });
        self.mint().seal(Shape::Media, &claims)
    }

    /// A token with which a list is read on from its row `start`; good for a quarter of an hour.
    pub(crate) fn issue_page_token(&self, start: usize, list: &str) -> String {
        let claims = json!({"aud": "page", "start": start, "list": list, "exp": self.clock().now() + PAGE_SECONDS});
        self.mint().seal(Shape::Page, &claims)
    }

    /// The row from which `list` is to be read on.
    pub(crate) fn resolve_page_token(&self, token: &str, list: &str) -> Option<usize> {
        let claims = self.mint().open(Shape::Page, token)?;
        let number = |name: &str| claims.get(name).and_then(Value::as_u64);
        let good = text(&claims, "list") == list && number("exp")? > self.clock().now();
        usize::try_from(number("start")?).ok().filter(|_| good)
    }

    fn issue_user_token(
        &self,
        shape: Shape,
        user: &User,
        meeting: Option<u64>,
        ttl: u64,
    ) -> String {
        let now = self.clock().now();
        let jti = self.tables().random.id();
        let mut claims = json!({
            "aud": shape.audience(), "uid": user.id, "iss": "web", "sk": "0", "sty": 1, "wcd": "us02", "clt": 0,
            "exp": now.saturating_add(ttl), "iat": now, "aid": self.account_id(), "cid": "", "jti": jti,
        });
        if user.sign_outs > 0 {
            claims["outs"] = user.sign_outs.into();
        }
        if let Some(number) = meeting {
            claims["mnum"] = number.to_string().into();
        }
        self.mint().seal(shape, &claims)
    }

    fn resolve_user_token(&self, shape: Shape, token: &str) -> Result<Obf, TokenProblem> {
        let claims = self
            .mint()
            .open(shape, token)
            .ok_or(TokenProblem::Unknown)?;
        if claims.get("exp").and_then(Value::as_u64).unwrap_or(0) <= self.clock().now() {
            return Err(TokenProblem::Expired);
        }
        let user = self
            .user(text(&claims, "uid"))
            .ok_or(TokenProblem::Unknown)?;
        if claims.get("outs").and_then(Value::as_u64).unwrap_or(0) != user.sign_outs {
            return Err(TokenProblem::Expired);
        }
        Ok(Obf {
            user_id: user.id,
            meeting: text(&claims, "mnum").parse().ok(),
        })
    }
}

fn access_claims(app: &App, access: &Access, jti: &str, now: UnixSeconds) -> Value {
    let (uid, gid, sub) = match access {
        Access::Account => (&app.owner, "", "account"),
        Access::App => (&app.owner, "", "app"),
        Access::User { user_id, grant } => (user_id, grant.as_str(), "user"),
    };
    json!({
        "ver": 10, "auid": app.client_id, "code": "", "iss": format!("urn:zoom:connect:clientid:{}", app.client_id),
        "groupNumber": app.scope_set_at(now), "aud": "https://oauth.zoom.us", "uid": uid, "gid": gid, "sub": sub,
        "nbf": now, "exp": now + ACCESS_SECONDS, "tokenType": "access_token", "iat": now, "aid": app.account_id,
        "jti": jti, "toleranceId": app.issued_tokens,
    })
}

pub(super) fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or("")
}

/// What a token is for; one shape is never taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Access,
    Refresh,
    Zak,
    Obf,
    Tk,
    Page,
    Media,
}

impl Shape {
    fn header(self) -> &'static str {
        match self {
            Self::Access | Self::Refresh => {
                r#"{"sv":"000001","alg":"HS512","v":"2.0","kid":"emulator"}"#
            }
            Self::Zak | Self::Obf => {
                r#"{"typ":"JWT","sv":"000001","zm_skm":"zm_o2m","alg":"HS256"}"#
            }
            Self::Tk | Self::Page | Self::Media => r#"{"typ":"JWT","alg":"HS256"}"#,
        }
    }

    fn audience(self) -> &'static str {
        match self {
            Self::Access => "https://oauth.zoom.us",
            Self::Refresh => "refresh",
            Self::Zak => "clientsm",
            Self::Obf => "obf",
            Self::Tk => "tk",
            Self::Page => "page",
            Self::Media => "media",
        }
    }
}

/// Signs and opens the tokens.
#[derive(Clone, Copy)]
pub(super) struct Mint {
    key: [u8; 32],
}

impl Mint {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// What it signs with: a secret.
    pub(super) fn key(&self) -> &[u8; 32] {
        &self.key
    }

    pub(super) fn seal(&self, shape: Shape, claims: &Value) -> String {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", encode(shape.header()), encode(&claims.to_string()));
        let mac = URL_SAFE_NO_PAD.encode(self.mac(shape, &signed));
        format!("{signed}.{mac}")
    }

    /// The claims of a token that this mint sealed in this shape; says nothing of its time.
    pub(super) fn open(&self, shape: Shape, token: &str) -> Option<Map<String, Value>> {
        let (signed, mac) = token
            .rsplit_once('.')
            .filter(|_| token.len() <= MAX_LENGTH)?;
        if URL_SAFE_NO_PAD.decode(mac).ok()? != self.mac(shape, signed) {
            return None;
        }
        let payload = URL_SAFE_NO_PAD.decode(signed.split_once('.')?.1).ok()?;
        let claims: Map<String, Value> = serde_json::from_slice(&payload).ok()?;
        (text(&claims, "aud") == shape.audience()).then_some(claims)
    }

    fn mac(&self, shape: Shape, signed: &str) -> Vec<u8> {
        const ANY_LENGTH: &str = "HMAC takes a key of any length";
        if shape == Shape::Access {
            let mac = Hmac::<Sha512>::new_from_slice(&self.key).expect(ANY_LENGTH);
            mac.chain_update(signed).finalize().into_bytes().to_vec()
        } else {
            let mac = Hmac::<Sha256>::new_from_slice(&self.key).expect(ANY_LENGTH);
            mac.chain_update(signed).finalize().into_bytes().to_vec()
        }
    }
}
