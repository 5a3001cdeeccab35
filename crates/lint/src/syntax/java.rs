//! Java.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "method_invocation" => {
            let of = reader.field(node, "object");
            let name = reader.field_text(node, "name");
            let args = reader.arguments(node, "arguments");
            // Map.of("mn", …, "role", …)
            if name == "of" && reader.model.receiver(of) == "Map" && !args.is_empty() {
                return pairs(reader, node, &args);
            }
            if name == "entry" && reader.model.receiver(of) == "Map" && args.len() == 2 {
                return pair(reader, node, args[0], args[1]);
            }
            if name == "ofEntries" {
                return reader.add(node, Kind::Map(args));
            }
            reader.add(node, Kind::Call { of, name, args })
        }
        "object_creation_expression" => {
            let class = reader.field_text(node, "type");
            let class = class.split('<').next().unwrap_or_default();
            let name = format!("new {}", class.rsplit('.').next().unwrap_or_default());
            let args = reader.arguments(node, "arguments");
            // An anonymous class: new HashMap<>() {{ put("mn", mn); }}
            let body = named(node)
                .into_iter()
                .find(|child| child.kind() == "class_body");
            let call = reader.add(
                node,
                Kind::Call {
                    of: None,
                    name,
                    args,
                },
            );
            match body {
                Some(body) => {
                    let body = reader.lower(body);
                    reader.add(node, Kind::Other(vec![call, body]))
                }
                None => call,
            }
        }
        "field_access" => reader.member(node, "object", "field"),
        "identifier" | "type_identifier" | "this" | "true" | "false" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "string_literal" => reader.string(node, &["string_fragment", "multiline_string_fragment"]),
        "character_literal" => reader.quoted(node),
        "decimal_integer_literal" | "decimal_floating_point_literal" | "hex_integer_literal" => {
            reader.number(node)
        }
        "binary_expression" => reader.binary(node),
        "cast_expression" => {
            let to = reader.field_text(node, "type");
            match reader.field(node, "value") {
                Some(of) => reader.add(node, Kind::Cast { to, of }),
                None => reader.other(node),
            }
        }
        "ternary_expression" => {
            let condition = reader.field(node, "condition");
            let yes = reader.field(node, "consequence");
            let no = reader.field(node, "alternative");
            reader.choice(node, condition, yes, no)
        }
        "variable_declarator" => {
            let to = reader.field(node, "name");
            let value = reader.field(node, "value");
            match (to, value) {
                (Some(to), None) => to,
                (to, value) => reader.assign(node, to, value),
            }
        }
        // The type says in what precision it is kept.
        "local_variable_declaration" | "field_declaration" => {
            let to = reader.field_text(node, "type");
            let children = reader.children(node);
            if to == "float" {
                for id in children.iter().copied() {
                    if let Kind::Assign { to: name, value } = *reader.model.kind(id) {
                        let cast = reader.add(
                            node,
                            Kind::Cast {
                                to: to.clone(),
                                of: value,
                            },
                        );
                        reader.model.nodes[cast].span = reader.model.nodes[value].span.clone();
                        reader.model.nodes[cast].parent = Some(id);
                        reader.model.nodes[id].kind = Kind::Assign {
                            to: name,
                            value: cast,
                        };
                    }
                }
            }
            reader.add(node, Kind::Other(children))
        }
        "assignment_expression" => {
            let to = reader.field(node, "left");
            let value = reader.field(node, "right");
            reader.assign(node, to, value)
        }
        "return_statement" => reader.returns(node),
        "method_declaration" | "constructor_declaration" | "lambda_expression" => {
            let name = reader.field_text(node, "name");
            let parameters = node
                .child_by_field_name("parameters")
                .map(named)
                .unwrap_or_default()
                .into_iter()
                .filter(|one| one.kind() == "formal_parameter")
                .map(|one| Parameter {
                    name: reader.field_text(one, "name"),
                    optional: false,
                    of_type: reader.field_text(one, "type"),
                })
                .collect();
            let body = node.child_by_field_name("body");
            let value = body
                .is_some_and(|body| node.kind() == "lambda_expression" && body.kind() != "block");
            reader.function(node, name, parameters, body, value)
        }
        _ => reader.other(node),
    }
}

/// Keys and values in turn.
pub(super) fn pairs(reader: &mut Reader<'_>, node: Tree<'_>, args: &[Id]) -> Id {
    let all = args
        .chunks_exact(2)
        .map(|two| pair(reader, node, two[0], two[1]))
        .collect();
    reader.add(node, Kind::Map(all))
}

pub(super) fn pair(reader: &mut Reader<'_>, node: Tree<'_>, key: Id, value: Id) -> Id {
    let name = match reader.model.kind(key) {
        Kind::Text(text) => text.clone(),
        _ => reader.model.shown(key).trim_matches('"').to_owned(),
    };
    let span = reader.model.nodes[key].span.start..reader.model.nodes[value].span.end;
    let id = reader.add(
        node,
        Kind::Pair {
            key: name,
            value: Some(value),
        },
    );
    reader.model.nodes[id].span = span;
    id
}
