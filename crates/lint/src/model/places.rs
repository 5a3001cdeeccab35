//! Where a node stands in the text, and what is around it there.

use std::ops::Range;

use super::{Id, Kind, Model};

/// How many bytes of text around a place are looked at.
const NEAR: usize = 8 * 1024;

impl Model<'_> {
    /// Where to point at a node: in a chain of calls over several lines at the call itself, not at the chain's begin.
    pub(crate) fn place(&self, id: Id) -> Range<usize> {
        let span = self.nodes[id].span.clone();
        let Kind::Call { of: Some(of), .. } = self.kind(id) else {
            return span;
        };
        let receiver_end = self.nodes[*of].span.end;
        let before = self.text.get(span.start..receiver_end).unwrap_or("");
        let rest = self.text.get(receiver_end..span.end).unwrap_or("");
        if !before.contains('\n') && !rest.trim_start_matches([' ', '\r']).starts_with('\n') {
            return span;
        }
        let name = rest
            .find(|c: char| c.is_alphanumeric() || c == '_')
            .unwrap_or(0);
        receiver_end + name..span.end
    }

    /// The text of the function around a node; outside of any the text around it.
    pub(crate) fn surroundings(&self, id: Id) -> &str {
        let node = &self.nodes[id];
        let whole = match node.function {
            Some(at) => self.functions[at].span.clone(),
            None => self.between_functions(node.span.clone()),
        };
        let from = node.span.start.saturating_sub(NEAR).max(whole.start);
        let to = (node.span.end + NEAR).min(whole.end);
        let from = (from..=node.span.start)
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(from);
        let to = (node.span.end..=to)
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(to);
        self.text.get(from..to).unwrap_or("")
    }

    /// Around a place outside of functions, what is in none.
    fn between_functions(&self, place: Range<usize>) -> Range<usize> {
        let spans = || {
            let outer = self.functions.iter().filter(|one| one.outer.is_none());
            outer.map(|one| one.span.clone())
        };
        let from = spans()
            .map(|span| span.end)
            .filter(|end| *end <= place.start);
        let to = spans()
            .map(|span| span.start)
            .filter(|start| *start >= place.end);
        from.max().unwrap_or(0)..to.min().unwrap_or(self.text.len())
    }
}
