//! What is handed out: the HMAC alone (`sig-only`), or the signature that was retired in 2023 (`legacy-format`).

use countersign_diagnose::Confidence::Likely;

use crate::{
    Language,
    finding::{Found, Said},
    mac::Mac,
    model::{Id, Kind},
};

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    if let Some(at) = facts.legacy.first().filter(|_| facts.claims.is_empty()) {
        found.error(
            *at,
            Said {
                rule: "legacy-format",
                confidence: Likely,
                message: "this makes the signature of the JWT apps that Zoom retired in 2023",
                fix: "Make an HS256 JWT with the claims appKey, mn, role, iat, exp and tokenExp, signed with the client secret of a Meeting SDK app.",
            },
        );
        return;
    }
    for mac in facts.macs.iter().take(8) {
        if let Some(at) = hands_out_alone(found, mac) {
            found.error(
                at,
                Said {
                    rule: "sig-only",
                    confidence: Likely,
                    message: "only the HMAC is handed out, not the whole token",
                    fix: fix(facts.model.language),
                },
            );
        }
    }
}

/// Where the HMAC of a token leaves, if nothing ever puts header and payload before it.
fn hands_out_alone(found: &Found<'_, '_>, mac: &Mac) -> Option<Id> {
    let facts = found.facts;
    let model = facts.model;
    let message = mac.message.map(|message| model.plain(message))?;
    let parts = facts.parts(message);
    let dotted = parts
        .iter()
        .any(|part| model.text_of(*part).is_some_and(|text| text.contains('.')));
    let names: Vec<String> = parts
        .iter()
        .flat_map(|part| model.names(*part))
        .chain(model.names(mac.message?))
        .collect();
    let token = parts.len() >= 2 && dotted
        || names.iter().any(|name| {
            [
                "header",
                "payload",
                "message",
                "unsigned",
                "tosign",
                "signinginput",
            ]
            .iter()
            .any(|word| name.contains(word))
        });
    if !token {
        return None;
    }
    let is_mac = |id: Id| facts.core(id) == mac.at;
    let within = |id: Id| {
        let (own, other) = (&model.nodes[message].span, &model.nodes[id].span);
        own.start <= other.start && other.end <= own.end
    };
    let mut leaves = None;
    for id in model.ids() {
        let assembled = match model.kind(id) {
            Kind::Binary { op, .. } if op == "+" || op == "." || op == "%" => true,
            Kind::Template(parts) => parts.len() > 1,
            // builder.append(…)
            Kind::Call { name, args, .. }
                if matches!(name.as_str(), "append" | "concat" | "WriteString")
                    && args.iter().any(|arg| is_mac(*arg)) =>
            {
                return None;
            }
            Kind::Call { name, .. } => matches!(
                name.as_str(),
                "join" | "Join" | "format" | "sprintf" | "Sprintf" | "Format" | "implode"
            ),
            Kind::Assign { value, .. } if is_mac(*value) => {
                let shown = model.shown(id);
                if shown.contains("+=") || shown.contains(".=") {
                    return None;
                }
                false
            }
            _ => false,
        };
        if assembled && !within(id) {
            let parts = facts.parts(id);
            if parts.len() >= 2
                && parts.iter().any(|part| is_mac(*part))
                && parts
                    .iter()
                    .any(|part| !is_mac(*part) && model.text_of(*part).is_none())
            {
                return None;
            }
        }
        match model.kind(id) {
            Kind::Return(Some(value)) if is_mac(*value) => {
                // A function that only signs is called by one that puts the rest before.
                let function = model.nodes[id].function;
                let called = function.is_some_and(|at| {
                    let name = &model.functions[at].name;
                    !name.is_empty()
                        && model.calls().any(|(call, _, called, _)| {
                            called == name
                                && model.nodes[call].function != function
                                && model.nodes[call].function.is_some()
                        })
                });
                if !called {
                    leaves = leaves.or(Some(id));
                }
            }
            Kind::Pair {
                key,
                value: Some(value),
            } if (key == "signature" || key == "token") && is_mac(*value) => {
                leaves = leaves.or(Some(id))
            }
            _ => {}
        }
    }
    leaves
}

fn fix(language: Language) -> &'static str {
    match language {
        Language::Php => {
            "Return the whole token: $header . '.' . $payload . '.' . $signature, each part in base64url without padding."
        }
        Language::Python => {
            "Return the whole token: f\"{header}.{payload}.{signature}\", each part in base64url without padding; PyJWT's jwt.encode does it all."
        }
        Language::Ruby => {
            "Return the whole token: [header, payload, signature].join('.'), each part in base64url without padding; JWT.encode does it all."
        }
        Language::Go => {
            "Return the whole token: header + \".\" + payload + \".\" + signature, each part in base64.RawURLEncoding."
        }
        _ => {
            "Return the whole token: header + \".\" + payload + \".\" + signature, each part in base64url without padding."
        }
    }
}
