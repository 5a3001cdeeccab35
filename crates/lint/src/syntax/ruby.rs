//! Ruby.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "call" => {
            let of = reader.field(node, "receiver");
            let name = reader.field_text(node, "method");
            let mut args = reader.arguments(node, "arguments");
            if let Some(block) = node.child_by_field_name("block") {
                args.push(reader.lower(block));
            }
            reader.add(node, Kind::Call { of, name, args })
        }
        "scope_resolution" => reader.member(node, "scope", "name"),
        "element_reference" => {
            let mut children = reader.values(node).into_iter();
            let (of, key) = (children.next(), children.next());
            reader.index(node, of, key)
        }
        "identifier" | "constant" | "true" | "false" | "nil" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "instance_variable" | "class_variable" | "global_variable" => {
            let name = reader.text(node).trim_start_matches(['@', '$']).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "hash" => {
            let all = reader.values(node);
            reader.add(node, Kind::Map(all))
        }
        "pair" => {
            let key = node
                .child_by_field_name("key")
                .map(|key| reader.key(key))
                .unwrap_or_default();
            let value = match node.child_by_field_name("value") {
                Some(value) => reader.lower(value),
                None => reader.add(node, Kind::Name(key.clone())),
            };
            reader.add(
                node,
                Kind::Pair {
                    key,
                    value: Some(value),
                },
            )
        }
        "array" => {
            let all = reader.values(node);
            reader.add(node, Kind::List(all))
        }
        "string" | "heredoc_body" => reader.string(node, &["string_content", "heredoc_content"]),
        "simple_symbol" => {
            let text = reader.text(node).trim_start_matches(':').to_owned();
            reader.add(node, Kind::Text(text))
        }
        "integer" | "float" => reader.number(node),
        "binary" => reader.binary(node),
        "conditional" => {
            let condition = reader.field(node, "condition");
            let yes = reader.field(node, "consequence");
            let no = reader.field(node, "alternative");
            reader.choice(node, condition, yes, no)
        }
        "assignment" | "operator_assignment" => {
            let to = reader.field(node, "left");
            let value = reader.field(node, "right");
            reader.assign(node, to, value)
        }
        "return" => {
            let value = named(node)
                .first()
                .and_then(|list| named(*list).first().copied())
                .map(|value| reader.lower(value));
            reader.add(node, Kind::Return(value))
        }
        // A method that lost its head returns its last expression too.
        "program" => {
            let all = reader.children(node);
            let last = named(node)
                .into_iter()
                .rfind(|one| !one.is_error() && reader.text(*one) != "end")
                .filter(|last| matches!(last.kind(), "call" | "identifier" | "string"));
            let value = last.and_then(|last| {
                let span = reader.span(last);
                all.iter()
                    .copied()
                    .find(|id| reader.model.nodes[*id].span == span)
            });
            let whole = reader.add(node, Kind::Other(all));
            match value {
                Some(value) => {
                    let result = reader.add(node, Kind::Return(Some(value)));
                    reader.model.nodes[result].span = reader.model.nodes[value].span.clone();
                    reader.model.nodes[value].parent = Some(whole);
                    reader.add(node, Kind::Other(vec![whole, result]))
                }
                None => whole,
            }
        }
        "method" | "singleton_method" | "lambda" | "block" | "do_block" => method(reader, node),
        _ => reader.other(node),
    }
}

fn method(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    let name = reader.field_text(node, "name");
    let parameters = node
        .child_by_field_name("parameters")
        .map(named)
        .unwrap_or_default()
        .into_iter()
        .map(|one| Parameter {
            name: match one.child_by_field_name("name") {
                Some(name) => reader.text(name).to_owned(),
                None => reader.text(one).to_owned(),
            },
            // Named ones are not told by their place.
            optional: one.kind() != "identifier",
            of_type: String::new(),
        })
        .collect();
    let body = node.child_by_field_name("body");
    let last = body.and_then(|body| named(body).last().copied());
    let is_method = node.kind().ends_with("method");
    let id = reader.function(node, name, parameters, body, false);
    // The last expression is what a method returns.
    if let Some(last) = last.filter(|_| is_method) {
        let span = reader.span(last);
        let value = reader
            .model
            .nodes
            .iter()
            .enumerate()
            .rev()
            .take(1_000)
            .find(|(_, node)| node.span == span && !matches!(node.kind, Kind::Return(_)))
            .map(|(id, _)| id);
        if let (Some(value), Some(body)) = (value, body) {
            let function = reader.model.nodes[value].function;
            let result = reader.add(body, Kind::Return(None));
            reader.model.nodes[result].kind = Kind::Return(Some(value));
            reader.model.nodes[result].span = span;
            reader.model.nodes[result].function = function;
        }
    }
    id
}
