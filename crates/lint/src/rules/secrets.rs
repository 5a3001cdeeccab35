//! Which secret signs and how it is read: `secret-base64-decoded`, `s2s-credentials`, `secret-undefined`.

use countersign_diagnose::Confidence::{Likely, Possible};

use crate::{
    Language,
    credentials::names_a_secret,
    finding::{Found, Said},
    model::{Id, Kind},
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    let keys: Vec<Id> = found.facts.keys().collect();
    for key in &keys {
        decoded(found, *key);
        server_to_server(found, *key);
    }
    undefined(found, &keys);
}

/// The secret is a text; what base64 decodes it to is another key.
fn decoded(found: &mut Found<'_, '_>, key: Id) {
    let model = found.facts.model;
    let mut at = key;
    for _ in 0..12 {
        at = model.resolve(at);
        if is_decoding(found, at) {
            found.error(
                at,
                Said {
                    rule: "secret-base64-decoded",
                    confidence: Likely,
                    message: "the secret is decoded from base64 before it signs; Zoom's secrets are plain texts",
                    fix: plain_bytes(model.language),
                },
            );
            return;
        }
        match model.unwrapped(at) {
            Some(inner) => at = inner,
            None => break,
        }
    }
    // jjwt takes a text for base64.
    let jwt = found.facts.jwts.iter().find(|jwt| jwt.key == Some(key));
    if let Some(jwt) = jwt
        && let Some((_, "signWith", args)) = model.call(jwt.at)
        && args.len() == 2
        && args[1] == key
        && is_text(found, key)
    {
        found.error(
            jwt.at,
            Said {
                rule: "secret-base64-decoded",
                confidence: Likely,
                message: "signWith takes a secret that is a text for base64 and decodes it",
                fix: plain_bytes(model.language),
            },
        );
    }
}

fn is_decoding(found: &Found<'_, '_>, id: Id) -> bool {
    let model = found.facts.model;
    let Some((of, name, args)) = model.call(id) else {
        return false;
    };
    let receiver = model.receiver(of).to_ascii_lowercase();
    match name {
        "b64decode" | "urlsafe_b64decode" | "base64_decode" | "FromBase64String" | "decode64"
        | "strict_decode64" | "urlsafe_decode64" | "atob" | "decodeBase64"
        | "parseBase64Binary" => true,
        "decode" => matches!(
            receiver.as_str(),
            "base64" | "getdecoder" | "geturldecoder" | "base64url"
        ),
        "DecodeString" => receiver.ends_with("encoding"),
        "parse" => receiver == "base64",
        "from" => {
            receiver == "buffer"
                && args
                    .get(1)
                    .and_then(|how| model.text_of(*how))
                    .is_some_and(|how| how.starts_with("base64"))
        }
        _ => false,
    }
}

/// Whether an expression is a name of a text: a parameter of that type, or what was assigned a text.
fn is_text(found: &Found<'_, '_>, id: Id) -> bool {
    let model = found.facts.model;
    let at = model.resolve(id);
    if model.text_of(at).is_some() || model.env_read(at).is_some() {
        return true;
    }
    let Kind::Name(name) = model.kind(at) else {
        return false;
    };
    let of_type = model.nodes[at].function.and_then(|function| {
        let parameters = &model.functions[function].parameters;
        parameters
            .iter()
            .find(|parameter| parameter.name == *name)
            .map(|parameter| parameter.of_type.as_str())
    });
    match of_type {
        Some(of_type) => of_type.trim_end_matches('?') == "String",
        None => names_a_secret(name),
    }
}

fn server_to_server(found: &mut Found<'_, '_>, key: Id) {
    let facts = found.facts;
    let names = facts.model.names(key);
    let own =
        names.iter().any(|name| name.contains("sdk")) || is_taken_out_of_the_sdk_pair(found, key);
    let says_so = names.iter().any(|name| {
        name.contains("s2s")
            || name.contains("servertoserver")
            || (name.contains("oauth") && name.contains("secret"))
    });
    let client_secret = names.iter().any(|name| name.ends_with("clientsecret"));
    let gets_tokens =
        facts.lower.contains("account_credentials") || facts.lower.contains("zoom_account_id");
    let fix = "Sign with the client ID and secret of a Meeting SDK app (a General app with Embed → Meeting SDK on); the Server-to-Server app only calls the REST API.";
    if says_so && !own {
        found.error(
            key,
            Said {
                rule: "s2s-credentials",
                confidence: Likely,
                message: "the secret of the Server-to-Server OAuth app signs",
                fix,
            },
        );
    } else if client_secret && gets_tokens && !own && is_shared(found, key) {
        found.warning(
            key,
            Said {
                rule: "s2s-credentials",
                confidence: Likely,
                message: "the secret that signs seems to be that of the Server-to-Server OAuth app, whose account ID is used here too",
                fix,
            },
        );
    }
}

/// `const { clientId, clientSecret } = config.meetingSdk`
fn is_taken_out_of_the_sdk_pair(found: &Found<'_, '_>, key: Id) -> bool {
    let model = found.facts.model;
    let name = model.shown(model.plain(key));
    model.assigns().any(|(_, to, value)| {
        let to = model.shown(to);
        to.starts_with('{')
            && to.contains(name)
            && model.shown(value).to_ascii_lowercase().contains("sdk")
    })
}

/// Whether the secret comes from the environment or is used at another place too, so that it is the one that gets
/// tokens. A parameter may be anything.
fn is_shared(found: &Found<'_, '_>, key: Id) -> bool {
    let facts = found.facts;
    let model = facts.model;
    let names = model.names(key);
    let read = facts
        .env
        .iter()
        .any(|(_, read)| names.contains(&crate::plain::plain_name(&read.name)));
    let at = model.plain(key);
    let member = matches!(model.kind(at), Kind::Member { .. })
        && model.text.matches(model.shown(at)).take(2).count() == 2;
    read || member
}

fn undefined(found: &mut Found<'_, '_>, keys: &[Id]) {
    let facts = found.facts;
    let model = facts.model;
    let signing: Vec<String> = keys.iter().flat_map(|key| model.names(*key)).collect();
    let signs = |name: &str| signing.contains(&crate::plain::plain_name(name));
    let mut named_sdk = None;
    for (_, read) in &facts.env {
        if names_a_secret(&read.name) && crate::plain::plain_name(&read.name).contains("sdk") {
            named_sdk = Some(read.name.as_str());
        }
    }
    for (at, read) in &facts.env {
        if !names_a_secret(&read.name) {
            continue;
        }
        let made_empty = model.nodes[*at].parent.is_some_and(|parent| {
            let shown = model.shown(parent);
            matches!(model.call(parent), Some((_, "to_s" | "orEmpty", _))) && shown.len() < 200
        });
        let empty = made_empty
            || read.default.is_some_and(|default| {
                matches!(model.text_of(default), Some("" | "undefined" | "null"))
                    || matches!(model.shown(default), "None" | "null" | "undefined")
            });
        let unknown = !facts.known_env.is_empty()
            && signs(&read.name)
            && !facts.known_env.contains(&read.name.as_str());
        let other = named_sdk.filter(|sdk| {
            signs(&read.name)
                && *sdk != read.name
                && !crate::plain::plain_name(&read.name).contains("sdk")
        });
        let fix = "Read the name that is set (Zoom's sample server reads ZOOM_MEETING_SDK_SECRET), and refuse to start when it is empty.";
        if unknown {
            found.warning(
                *at,
                Said {
                    rule: "secret-undefined",
                    confidence: Likely,
                    message: "the secret is read from an environment variable that is not among those that are set",
                    fix,
                },
            );
        } else if empty && !is_guarded(found, *at) {
            found.warning(
                *at,
                Said {
                    rule: "secret-undefined",
                    confidence: Possible,
                    message: "when the environment variable is missing, this signs with an empty secret",
                    fix,
                },
            );
        } else if other.is_some() {
            found.warning(
                *at,
                Said {
                    rule: "secret-undefined",
                    confidence: Possible,
                    message: "one environment variable is read for the Meeting SDK's secret here and another signs",
                    fix,
                },
            );
        }
    }
}

/// Whether the code asks if the variable that took the secret is empty.
fn is_guarded(found: &Found<'_, '_>, read: Id) -> bool {
    let model = found.facts.model;
    let taken = model
        .around(read)
        .take(3)
        .find_map(|around| match model.kind(around) {
            Kind::Assign { to, .. } => model.variable(*to),
            _ => None,
        });
    let Some(name) = taken else { return false };
    let asks = [
        format!("!{name}"),
        format!("!${name}"),
        format!("!this.{name}"),
        format!("not {name}"),
        format!("not self.{name}"),
        format!("empty(${name}"),
        format!("{name} == \"\""),
        format!("{name} === \"\""),
        format!("{name}.isEmpty"),
        format!("{name}.isBlank"),
        format!("Empty({name}"),
        format!("WhiteSpace({name}"),
    ];
    asks.iter().any(|ask| model.text.contains(ask.as_str()))
}

fn plain_bytes(language: Language) -> &'static str {
    match language {
        Language::JavaScript | Language::TypeScript | Language::Html => {
            "Use the secret as it is: createHmac('sha256', secret)."
        }
        Language::Python => "Use the secret as it is: secret.encode().",
        Language::Php => "Use the secret as it is: hash_hmac('sha256', $data, $secret, true).",
        Language::Java | Language::Kotlin => {
            "Use the bytes of the text: Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8))."
        }
        Language::CSharp => "Use the bytes of the text: Encoding.UTF8.GetBytes(secret).",
        Language::Go => "Use the bytes of the text: []byte(secret).",
        Language::Ruby => "Use the secret as it is: OpenSSL::HMAC.digest('SHA256', secret, data).",
    }
}
