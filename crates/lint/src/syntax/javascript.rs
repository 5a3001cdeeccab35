//! JavaScript and TypeScript.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "call_expression" => {
            let callee = reader.field(node, "function");
            let args = match node.child_by_field_name("arguments") {
                // A tagged template.
                Some(list) if list.kind() == "template_string" => vec![reader.lower(list)],
                Some(list) => reader.values(list),
                None => Vec::new(),
            };
            reader.call(node, callee, args)
        }
        "new_expression" => {
            let constructor = reader.field_text(node, "constructor");
            let last = constructor.rsplit('.').next().unwrap_or_default();
            let name = format!("new {last}");
            let args = reader.arguments(node, "arguments");
            reader.add(
                node,
                Kind::Call {
                    of: None,
                    name,
                    args,
                },
            )
        }
        "member_expression" => reader.member(node, "object", "property"),
        "subscript_expression" => {
            let of = reader.field(node, "object");
            let key = reader.field(node, "index");
            reader.index(node, of, key)
        }
        "identifier" | "this" | "shorthand_property_identifier" => {
            let name = reader.text(node).to_owned();
            let id = reader.add(node, Kind::Name(name.clone()));
            match node.kind() {
                "shorthand_property_identifier" => reader.add(
                    node,
                    Kind::Pair {
                        key: name,
                        value: Some(id),
                    },
                ),
                _ => id,
            }
        }
        "object" => {
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
        "array" => {
            let all = reader.values(node);
            reader.add(node, Kind::List(all))
        }
        "string" | "template_string" => reader.string(node, &["string_fragment"]),
        "regex" => {
            let pattern = reader.field_text(node, "pattern");
            reader.add(node, Kind::Text(pattern))
        }
        "number" => reader.number(node),
        "binary_expression" => reader.binary(node),
        "ternary_expression" => {
            let condition = reader.field(node, "condition");
            let yes = reader.field(node, "consequence");
            let no = reader.field(node, "alternative");
            reader.choice(node, condition, yes, no)
        }
        "variable_declarator" | "public_field_definition" | "field_definition" => {
            let to = node
                .child_by_field_name("name")
                .or_else(|| node.child_by_field_name("property"));
            let Some(to) = to else {
                return reader.other(node);
            };
            // Functions take the name of the variable they are given to.
            let value = node.child_by_field_name("value");
            if let Some(function) = value.filter(|value| is_function(*value)) {
                let name = reader.text(to).to_owned();
                return read_function(reader, function, name);
            }
            let name = reader.text(to).to_owned();
            let to = reader.add(to, Kind::Name(name));
            let value = value.map(|value| reader.lower(value));
            reader.assign(node, Some(to), value)
        }
        "assignment_expression" | "augmented_assignment_expression" => {
            let value = node.child_by_field_name("right");
            if let Some(function) = value.filter(|value| is_function(*value)) {
                let name = reader.field_text(node, "left");
                let name = name.rsplit('.').next().unwrap_or_default().to_owned();
                return read_function(reader, function, name);
            }
            let to = reader.field(node, "left");
            let value = value.map(|value| reader.lower(value));
            reader.assign(node, to, value)
        }
        "return_statement" => reader.returns(node),
        "as_expression" | "satisfies_expression" | "non_null_expression" | "await_expression" => {
            match named(node).first() {
                Some(first) => reader.lower(*first),
                None => reader.other(node),
            }
        }
        _ if is_function(node) => {
            let name = reader.field_text(node, "name");
            read_function(reader, node, name)
        }
        _ => reader.other(node),
    }
}

fn is_function(node: Tree<'_>) -> bool {
    matches!(
        node.kind(),
        "function_declaration"
            | "function_expression"
            | "arrow_function"
            | "method_definition"
            | "generator_function_declaration"
    )
}

fn read_function(reader: &mut Reader<'_>, node: Tree<'_>, name: String) -> Id {
    let mut parameters = Vec::new();
    if let Some(only) = node.child_by_field_name("parameter") {
        parameters.push(parameter(reader, only, false));
    }
    for one in node
        .child_by_field_name("parameters")
        .map(named)
        .unwrap_or_default()
    {
        let optional =
            one.kind() == "optional_parameter" || one.child_by_field_name("value").is_some();
        parameters.push(parameter(reader, one, optional));
    }
    let body = node.child_by_field_name("body");
    let value = body.is_some_and(|body| body.kind() != "statement_block");
    reader.function(node, name, parameters, body, value)
}

fn parameter(reader: &Reader<'_>, node: Tree<'_>, optional: bool) -> Parameter {
    let pattern = node.child_by_field_name("pattern").unwrap_or(node);
    Parameter {
        name: reader.text(pattern).trim_start_matches("...").to_owned(),
        optional: optional || pattern.kind() == "rest_pattern",
        of_type: reader.field_text(node, "type"),
    }
}
