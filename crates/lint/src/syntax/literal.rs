//! Numbers and texts.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Reader, named};

impl Reader<'_> {
    /// A number, in any of the writings of these languages.
    pub(super) fn number(&mut self, node: Tree<'_>) -> Id {
        let text = self.text(node).replace('_', "").to_ascii_lowercase();
        let hex = text.starts_with("0x");
        let bare = text.trim_end_matches(if hex {
            &['l', 'n', 'u'][..]
        } else {
            &['l', 'n', 'u', 'd', 'm', 'f'][..]
        });
        let value = match text.strip_prefix("0x") {
            Some(_) => u64::from_str_radix(bare.trim_start_matches("0x"), 16)
                .map(|value| value as f64)
                .unwrap_or(f64::NAN),
            None => bare.parse().unwrap_or(f64::NAN),
        };
        let kind = Kind::Number {
            value,
            single: !hex && text.ends_with('f'),
            whole: hex || !bare.contains(['.', 'e']) && !text.ends_with(['f', 'd', 'm']),
        };
        self.add(node, kind)
    }

    pub(super) fn negative(&mut self, node: Tree<'_>) -> Id {
        let of = self.other(node);
        match *self.model.kind(of) {
            Kind::Number {
                value,
                single,
                whole,
            } => self.add(
                node,
                Kind::Number {
                    value: -value,
                    single,
                    whole,
                },
            ),
            // -skew
            _ => {
                let zero = Kind::Number {
                    value: 0.0,
                    single: false,
                    whole: false,
                };
                let left = self.add(node, zero);
                let op = "-".to_owned();
                self.add(
                    node,
                    Kind::Binary {
                        op,
                        left,
                        right: of,
                    },
                )
            }
        }
    }

    /// A literal text, or a template if expressions are in it. `fragments` are the kinds of its literal parts.
    pub(super) fn string(&mut self, node: Tree<'_>, fragments: &[&str]) -> Id {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut only_literal = true;
        for child in named(node) {
            let kind = child.kind();
            if fragments.contains(&kind) || kind.contains("escape") {
                literal.push_str(self.text(child));
                let text = self.text(child).to_owned();
                let piece = self.add(child, Kind::Text(text));
                pieces.push(piece);
            } else if !matches!(
                kind,
                "string_start"
                    | "string_end"
                    | "interpolation_start"
                    | "heredoc_start"
                    | "heredoc_end"
            ) {
                only_literal = false;
                let piece = self.lower(child);
                pieces.push(piece);
            }
        }
        match only_literal {
            true => self.add(node, Kind::Text(literal)),
            false => self.add(node, Kind::Template(pieces)),
        }
    }

    /// A literal whose node has no children for its text.
    pub(super) fn quoted(&mut self, node: Tree<'_>) -> Id {
        let text = self
            .text(node)
            .trim_matches(['"', '\'', '`', '@', 'b'])
            .to_owned();
        self.add(node, Kind::Text(text))
    }

    /// The key of an entry, as a text.
    pub(super) fn key(&self, node: Tree<'_>) -> String {
        self.text(node)
            .trim_matches(['"', '\'', '`', ':', '[', ']', '(', ')', ' '])
            .to_owned()
    }
}
