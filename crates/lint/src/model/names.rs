//! What a name stands for: the last that was assigned to it.

use std::collections::HashMap;

use super::{Id, Kind, Model};

/// How far names are followed to what was assigned to them.
const FAR: usize = 12;

/// How many assignments to one name are looked at.
const MANY: usize = 32;

impl Model<'_> {
    /// Where `id` is a name, what was last assigned to it before, if that can be told; else `id` itself.
    pub(crate) fn resolve(&self, id: Id) -> Id {
        let mut id = id;
        for _ in 0..FAR {
            match self.assigned(id) {
                Some(value) => id = value,
                None => break,
            }
        }
        id
    }

    fn assigned(&self, id: Id) -> Option<Id> {
        let name = self.variable(id)?;
        let node = &self.nodes[id];
        let all = self.assigned.get(name)?;
        let before = |value: Id| self.nodes[value].span.end <= node.span.start;
        let end = all.partition_point(|(to, _)| self.nodes[*to].span.start < node.span.start);
        let earlier = all[..end].iter().rev().take(MANY);
        // A field or a constant may be set further down than it is used.
        let later = all[end..]
            .iter()
            .take(MANY)
            .filter(|(to, _)| self.nodes[*to].function.is_none());
        let mut seen = earlier
            .filter(|(_, value)| before(*value))
            .chain(later)
            .filter(|(to, value)| {
                let own = self.nodes[*to].span.start..self.nodes[*value].span.end;
                self.within(node.function, self.nodes[*to].function)
                    && !own.contains(&node.span.start)
            });
        // A parameter hides what is outside.
        let hidden = node.function.is_some_and(|at| {
            self.functions[at]
                .parameters
                .iter()
                .any(|parameter| parameter.name == name)
        });
        let (_, value) =
            seen.find(|(to, _)| !hidden || self.nodes[*to].function == node.function)?;
        Some(*value)
    }

    /// To be called once, when all nodes are there.
    pub(crate) fn index(&mut self) {
        for (at, function) in self.functions.iter().enumerate() {
            if !function.name.is_empty() {
                self.named.entry(function.name.clone()).or_insert(at);
            }
        }
        for node in &self.nodes {
            if let (Kind::Return(Some(value)), Some(function)) = (&node.kind, node.function) {
                self.returned.entry(function).or_insert(*value);
            }
        }
        let mut assigned: HashMap<String, Vec<(Id, Id)>> = HashMap::new();
        for (_, to, value) in self.assigns() {
            if let Some(name) = self.variable(to) {
                assigned
                    .entry(name.to_owned())
                    .or_default()
                    .push((to, value));
            }
        }
        for all in assigned.values_mut() {
            all.sort_by_key(|(to, _)| self.nodes[*to].span.start);
        }
        self.assigned = assigned;
    }

    /// Whether function `inner` is `outer` or inside of it; everything is inside of no function.
    fn within(&self, inner: Option<usize>, outer: Option<usize>) -> bool {
        let Some(outer) = outer else { return true };
        let mut at = inner;
        while let Some(function) = at {
            if function == outer {
                return true;
            }
            at = self.functions[function].outer;
        }
        false
    }
}
