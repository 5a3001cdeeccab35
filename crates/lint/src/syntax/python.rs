//! Python.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "call" => {
            let callee = reader.field(node, "function");
            let args = reader.arguments(node, "arguments");
            // dict(mn=…, role=…)
            let dictionary = callee.is_some_and(
                |callee| matches!(reader.model.kind(callee), Kind::Name(name) if name == "dict"),
            );
            match dictionary && !args.is_empty() {
                true => reader.add(node, Kind::Map(args)),
                false => reader.call(node, callee, args),
            }
        }
        "attribute" => reader.member(node, "object", "attribute"),
        "subscript" => {
            let of = reader.field(node, "value");
            let key = reader.field(node, "subscript");
            reader.index(node, of, key)
        }
        "identifier" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "dictionary" => {
            let all = reader.values(node);
            reader.add(node, Kind::Map(all))
        }
        "pair" => {
            let key = node
                .child_by_field_name("key")
                .map(|key| reader.key(key))
                .unwrap_or_default();
            let value = reader.field(node, "value");
            reader.add(node, Kind::Pair { key, value })
        }
        "keyword_argument" => {
            let key = reader.field_text(node, "name");
            let value = reader.field(node, "value");
            reader.add(node, Kind::Pair { key, value })
        }
        "list" | "tuple" => {
            let all = reader.values(node);
            reader.add(node, Kind::List(all))
        }
        "string" => reader.string(node, &["string_content"]),
        "concatenated_string" => {
            let all = reader.values(node);
            reader.add(node, Kind::Template(all))
        }
        "integer" | "float" => reader.number(node),
        "binary_operator" => reader.binary(node),
        "boolean_operator" => reader.binary(node),
        "conditional_expression" => {
            // yes if condition else no
            let parts = reader.values(node);
            let at = |index: usize| parts.get(index).copied();
            reader.choice(node, at(1), at(0), at(2))
        }
        "assignment" | "augmented_assignment" | "named_expression" => {
            let to = reader
                .field(node, "left")
                .or_else(|| reader.field(node, "name"));
            let value = reader
                .field(node, "right")
                .or_else(|| reader.field(node, "value"));
            reader.assign(node, to, value)
        }
        "return_statement" => reader.returns(node),
        "function_definition" => {
            let name = reader.field_text(node, "name");
            let parameters = parameters(reader, node);
            let body = node.child_by_field_name("body");
            reader.function(node, name, parameters, body, false)
        }
        "lambda" => {
            let parameters = parameters(reader, node);
            let body = node.child_by_field_name("body");
            reader.function(node, String::new(), parameters, body, true)
        }
        _ => reader.other(node),
    }
}

fn parameters(reader: &Reader<'_>, node: Tree<'_>) -> Vec<Parameter> {
    let mut after_star = false;
    let mut parameters = Vec::new();
    for one in node
        .child_by_field_name("parameters")
        .map(named)
        .unwrap_or_default()
    {
        let text = reader.text(one);
        if text.starts_with('*') || one.kind() == "keyword_separator" {
            after_star = true;
            continue;
        }
        let name = text.split([':', '=']).next().unwrap_or_default().trim();
        if matches!(name, "self" | "cls" | "/") {
            continue;
        }
        parameters.push(Parameter {
            name: name.to_owned(),
            optional: after_star || text.contains('='),
            of_type: reader.field_text(one, "type"),
        });
    }
    parameters
}
