//! How a page sets up the Web SDK: `zoomapproot-missing`, `on-before-init`, `asset-path-relative`,
//! `web-endpoint-with-port`. What the SDK makes of each was observed with 6.2.0.

use countersign_diagnose::Confidence::{Certain, Likely};

use crate::{
    finding::{Found, Said},
    model::{Id, Kind, Model},
};

/// Calls of `init()` in one source.
const MOST_STARTS: usize = 20;

pub(super) fn check(found: &mut Found<'_, '_>) {
    let facts = found.facts;
    let model = facts.model;
    if !model.language.is_script() {
        return;
    }
    let starts: Vec<(Id, Option<Id>)> = model
        .calls()
        .filter(|(_, _, name, args)| *name == "init" && is_zooms(model, args))
        .map(|(id, of, ..)| (id, of))
        .take(MOST_STARTS)
        .collect();
    for (call, of, name, args) in model.calls() {
        let Some(of) = of else { continue };
        let client_view = model.last_name(of) == Some("ZoomMtg");
        let made = model.call(model.resolve(of));
        let component_view = made.is_some_and(|(_, name, _)| name == "createClient");
        match name {
            "init" | "join" if client_view || component_view || is_zooms(model, args) => {
                if name == "init" && !client_view {
                    app_root(found, call, args, component_view);
                    assets(found, args);
                }
                endpoint(found, args);
            }
            "on" if !client_view => listener(found, call, of, &starts),
            _ => {}
        }
    }
}

/// Options of `init()` that nobody else has; a fragment may not show what it is called on.
fn is_zooms(model: &Model<'_>, args: &[Id]) -> bool {
    let own = ["zoomAppRoot", "patchJsMedia", "assetPath", "webEndpoint"];
    own.iter()
        .any(|name| option(model, args.first(), name).is_some())
}

fn entries<'m>(model: &'m Model<'_>, options: Option<&Id>) -> Option<&'m [Id]> {
    match model.kind(model.resolve(*options?)) {
        Kind::Map(entries) => Some(entries),
        _ => None,
    }
}

fn option(model: &Model<'_>, options: Option<&Id>, name: &str) -> Option<(Id, Option<Id>)> {
    entries(model, options)?
        .iter()
        .find_map(|entry| match model.kind(*entry) {
            Kind::Pair { key, value } if key == name => Some((*entry, *value)),
            _ => None,
        })
}

/// A text among the options.
fn written<'m>(model: &'m Model<'_>, options: Option<&Id>, name: &str) -> Option<(Id, &'m str)> {
    let (entry, value) = option(model, options, name)?;
    Some((entry, model.text_of(model.resolve(value?))?))
}

fn app_root(found: &mut Found<'_, '_>, call: Id, args: &[Id], component_view: bool) {
    let model = found.facts.model;
    let at = match (entries(model, args.first()), args) {
        (None, []) => call,
        (None, _) => return,
        (Some(entries), _) => {
            let open = entries
                .iter()
                .any(|entry| !matches!(model.kind(*entry), Kind::Pair { .. }));
            match option(model, args.first(), "zoomAppRoot") {
                Some((entry, value)) => {
                    let nothing = |value| matches!(model.shown(value), "null" | "undefined");
                    if !value.is_some_and(nothing) {
                        return;
                    }
                    entry
                }
                // Client View leaves the page for leaveUrl.
                None if open || option(model, args.first(), "leaveUrl").is_some() => return,
                None => call,
            }
        }
    };
    if component_view || !args.is_empty() {
        found.error(
            at,
            Said {
                rule: "zoomapproot-missing",
                confidence: Likely,
                message: "init() of Component View is given no element to draw in",
                fix: "Pass zoomAppRoot: document.getElementById(…), when that element is in the page.",
            },
        );
    }
}

fn assets(found: &mut Found<'_, '_>, args: &[Id]) {
    let model = found.facts.model;
    let Some((at, path)) = written(model, args.first(), "assetPath") else {
        return;
    };
    if !path.contains("://") {
        found.warning(
            at,
            Said {
                rule: "asset-path-relative",
                confidence: Certain,
                message: "assetPath is not absolute, so the SDK drops it and loads its assets from Zoom",
                fix: "Pass a whole address: new URL(\"/sdk/lib/av\", location.href).href.",
            },
        );
    }
}

fn endpoint(found: &mut Found<'_, '_>, args: &[Id]) {
    let model = found.facts.model;
    let Some((at, endpoint)) = written(model, args.first(), "webEndpoint") else {
        return;
    };
    let host = endpoint.rsplit("//").next().unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    if !port.is_empty() && port != "443" && port.bytes().all(|byte| byte.is_ascii_digit()) {
        found.warning(
            at,
            Said {
                rule: "web-endpoint-with-port",
                confidence: Certain,
                message: "webEndpoint has a port; the SDK leaves it out and asks port 443",
                fix: "Give the host alone, and have it answer https on port 443.",
            },
        );
    }
}

/// A listener is registered where `init()` of the same client comes later in the same function.
fn listener(found: &mut Found<'_, '_>, call: Id, of: Id, starts: &[(Id, Option<Id>)]) {
    let model = found.facts.model;
    let place = |id: Id| model.nodes[id].span.start;
    let Some(variable) = model.variable(of) else {
        return;
    };
    let mut own = starts
        .iter()
        .filter(|(id, on)| {
            model.nodes[*id].function == model.nodes[call].function
                && on.and_then(|on| model.variable(on)) == Some(variable)
        })
        .peekable();
    if own.peek().is_some() && own.all(|(id, _)| place(*id) > place(call)) {
        found.error(
            call,
            Said {
                rule: "on-before-init",
                confidence: Likely,
                message: "on() is called before init(), which throws in Component View",
                fix: "Wait for client.init(), then register with client.on().",
            },
        );
    }
}
