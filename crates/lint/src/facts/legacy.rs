//! The signature that was retired in 2023, as code puts it together.

use super::Facts;
use crate::model::{Id, Kind};

/// Whether a text is like the IDs and keys that Zoom hands out.
pub(crate) fn is_like_a_key(text: &str) -> bool {
    const SHORTEST: usize = 16;
    text.len() >= SHORTEST
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl Facts<'_> {
    /// Whether a node is in a function that makes the retired signature, beside one that makes a token.
    pub(super) fn is_beside_legacy(&self, id: Id) -> bool {
        let function = |id: Id| self.model.nodes[id].function;
        !self.claims.is_empty()
            && function(id).is_some()
            && self
                .legacy
                .iter()
                .any(|legacy| function(*legacy) == function(id))
    }

    /// `key.number.time.role.hash`, or the same without dots, as it was signed.
    pub(super) fn legacy_concatenations(&self) -> Vec<Id> {
        let model = self.model;
        let mut found: Vec<Id> = Vec::new();
        for id in model.ids() {
            let whole = match model.kind(id) {
                Kind::Binary { op, .. } if op == "+" || op == "." || op == "%" => true,
                Kind::Template(_) => true,
                Kind::Call { name, .. } => matches!(
                    name.as_str(),
                    "join" | "format" | "sprintf" | "Sprintf" | "Format" | "implode"
                ),
                _ => false,
            };
            let inner = model.nodes[id].parent.is_some_and(|parent| {
                matches!(model.kind(parent), Kind::Binary { .. } | Kind::Template(_))
            });
            if whole && !inner && self.is_legacy(&self.parts(id)) {
                found.push(id);
            }
        }
        found
    }

    fn is_legacy(&self, parts: &[Id]) -> bool {
        let mut seen = [false; 4];
        if parts.len() < 4 || parts.len() > 12 {
            return false;
        }
        for part in parts {
            if let Some(text) = self.model.text_of(*part) {
                // The key itself, written down.
                if seen == [false; 4] && is_like_a_key(text) {
                    seen[0] = true;
                    continue;
                }
                if !text.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, '.' | '%' | 's' | 'd' | '{' | '}' | ' ')
                }) {
                    return false;
                }
                continue;
            }
            let names = self.model.names(*part);
            let name = names.first().map_or("", String::as_str);
            let at = match name {
                _ if name.contains("role") => 3,
                _ if name.contains("meeting") || name == "mn" => 1,
                _ if name.contains("key")
                    || name.contains("clientid")
                    || name.contains("accountid")
                    || name.ends_with("api") =>
                {
                    0
                }
                _ if name.contains("time")
                    || matches!(name, "ts" | "now" | "date")
                    || self.model.moment(*part).is_some() =>
                {
                    2
                }
                // What stands between key and time is the number, whatever its name.
                _ if seen == [true, false, false, false] => 1,
                _ => continue,
            };
            // Some write when it ends as well, wherever.
            if at == 2 && seen[2] {
                continue;
            }
            // In this order, or it is something else.
            if (at + 1..4).any(|later| seen[later]) {
                return false;
            }
            seen[at] = true;
        }
        seen == [true; 4]
    }
}
