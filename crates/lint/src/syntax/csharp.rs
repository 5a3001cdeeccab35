//! C#.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, java::pair, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "invocation_expression" => {
            let callee = reader.field(node, "function");
            let args = reader.arguments(node, "arguments");
            reader.call(node, callee, args)
        }
        "member_access_expression" => reader.member(node, "expression", "name"),
        "object_creation_expression" | "implicit_object_creation_expression" => {
            let class = reader.field_text(node, "type");
            let class = class.split('<').next().unwrap_or_default();
            let name = format!("new {}", class.rsplit('.').next().unwrap_or_default());
            let args = reader.arguments(node, "arguments");
            let entries = node
                .child_by_field_name("initializer")
                .map(|list| initializer(reader, list))
                .unwrap_or_default();
            if let ("new Claim", [key, value, rest @ ..]) = (name.as_str(), args.as_slice()) {
                return named_claim(reader, node, *key, *value, rest);
            }
            match entries.is_empty() {
                true => reader.add(
                    node,
                    Kind::Call {
                        of: None,
                        name,
                        args,
                    },
                ),
                false => {
                    let all = args.into_iter().chain(entries).collect();
                    reader.add(node, Kind::Map(all))
                }
            }
        }
        // new[] { new Claim("mn", mn), … }
        "array_creation_expression" | "implicit_array_creation_expression" => {
            let list = named(node)
                .into_iter()
                .find(|child| child.kind() == "initializer_expression");
            let entries = list
                .map(|list| initializer(reader, list))
                .unwrap_or_default();
            let is_pair = |id: &Id| matches!(reader.model.kind(*id), Kind::Pair { .. });
            match entries.iter().any(is_pair) {
                true => reader.add(node, Kind::Map(entries)),
                false => reader.add(node, Kind::List(entries)),
            }
        }
        "anonymous_object_creation_expression" => anonymous_object(reader, node),
        "element_access_expression" => {
            let of = reader.field(node, "expression");
            let key = reader.field(node, "subscript");
            reader.index(node, of, key)
        }
        "argument" => match node.child_by_field_name("name") {
            Some(name) => {
                let key = reader.text(name).to_owned();
                let value = named(node).last().map(|value| reader.lower(*value));
                reader.add(node, Kind::Pair { key, value })
            }
            None => reader.other(node),
        },
        "identifier" | "this" | "predefined_type" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "string_literal"
        | "verbatim_string_literal"
        | "raw_string_literal"
        | "interpolated_string_expression" => match named(node).is_empty() {
            true => reader.quoted(node),
            false => reader.string(
                node,
                &[
                    "string_literal_content",
                    "string_content",
                    "raw_string_content",
                ],
            ),
        },
        "interpolation" => {
            let value = named(node)
                .into_iter()
                .find(|child| !child.kind().starts_with("interpolation_"))
                .map(|child| reader.lower(child));
            reader.add(node, Kind::Other(value.into_iter().collect()))
        }
        "character_literal" => reader.quoted(node),
        "integer_literal" | "real_literal" => reader.number(node),
        "binary_expression" => reader.binary(node),
        "cast_expression" => {
            let to = reader.field_text(node, "type");
            match reader.field(node, "value") {
                Some(of) => reader.add(node, Kind::Cast { to, of }),
                None => reader.other(node),
            }
        }
        "conditional_expression" => {
            let condition = reader.field(node, "condition");
            let yes = reader.field(node, "consequence");
            let no = reader.field(node, "alternative");
            reader.choice(node, condition, yes, no)
        }
        "variable_declarator" | "property_declaration" => {
            let to = reader.field(node, "name");
            let value = named(node)
                .into_iter()
                .rfind(|child| Some(*child) != node.child_by_field_name("name"))
                .map(|value| reader.lower(value));
            match (to, value) {
                (Some(to), None) => to,
                (to, value) => reader.assign(node, to, value),
            }
        }
        "assignment_expression" => {
            let to = reader.field(node, "left");
            let value = reader.field(node, "right");
            reader.assign(node, to, value)
        }
        "return_statement" => reader.returns(node),
        "method_declaration"
        | "local_function_statement"
        | "constructor_declaration"
        | "lambda_expression" => {
            let name = reader.field_text(node, "name");
            let parameters = node
                .child_by_field_name("parameters")
                .map(named)
                .unwrap_or_default()
                .into_iter()
                .filter(|one| one.kind() == "parameter")
                .map(|one| Parameter {
                    name: reader.field_text(one, "name"),
                    optional: reader.text(one).contains('='),
                    of_type: reader.field_text(one, "type"),
                })
                .collect();
            let body = node.child_by_field_name("body");
            let value = body.is_some_and(|body| body.kind() != "block");
            reader.function(node, name, parameters, body, value)
        }
        _ => reader.other(node),
    }
}

/// `{ { "mn", mn }, ["role"] = role, Name = name }`
fn initializer(reader: &mut Reader<'_>, list: Tree<'_>) -> Vec<Id> {
    let mut entries = Vec::new();
    for child in named(list) {
        let parts = named(child);
        let (key, value) = match (child.kind(), parts.as_slice()) {
            ("initializer_expression", [key, value]) | ("assignment_expression", [key, value]) => {
                (*key, *value)
            }
            _ => {
                entries.push(reader.lower(child));
                continue;
            }
        };
        let (key, value) = (reader.lower(key), reader.lower(value));
        entries.push(pair(reader, child, key, value));
    }
    entries
}

/// `new Claim("iat", now.ToString(), ClaimValueTypes.Integer64)`: without the type it is written as a text.
fn named_claim(reader: &mut Reader<'_>, node: Tree<'_>, key: Id, value: Id, types: &[Id]) -> Id {
    let key = match reader.model.kind(key) {
        Kind::Text(text) => text.clone(),
        // JwtRegisteredClaimNames.Iat
        Kind::Member { name, .. } => name.to_ascii_lowercase(),
        _ => String::new(),
    };
    let is_number = types
        .first()
        .is_some_and(|of_type| reader.model.shown(*of_type).contains("Integer"));
    // A text of its own stays one.
    let to = match (is_number, reader.model.kind(value)) {
        (true, _) => Some("long"),
        (false, Kind::Text(_)) => None,
        (false, _) => Some("string"),
    };
    let value = match to {
        Some(to) => reader.add(
            node,
            Kind::Cast {
                to: to.to_owned(),
                of: value,
            },
        ),
        None => value,
    };
    reader.add(
        node,
        Kind::Pair {
            key,
            value: Some(value),
        },
    )
}

/// `new { appKey = key, mn }`
fn anonymous_object(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    let mut cursor = node.walk();
    let children: Vec<_> = node
        .children(&mut cursor)
        .filter(|child| !child.kind().contains("comment"))
        .collect();
    let mut entries = Vec::new();
    let mut at = 0;
    while at < children.len() {
        let child = children[at];
        let assigned = children.get(at + 1).is_some_and(|next| next.kind() == "=");
        if child.is_named() && assigned && at + 2 < children.len() {
            let key = reader.lower(child);
            let value = reader.lower(children[at + 2]);
            entries.push(pair(reader, node, key, value));
            at += 3;
            continue;
        }
        if child.is_named() {
            let value = reader.lower(child);
            let key = reader.model.last_name(value).unwrap_or_default().to_owned();
            entries.push(reader.add(
                child,
                Kind::Pair {
                    key,
                    value: Some(value),
                },
            ));
        }
        at += 1;
    }
    reader.add(node, Kind::Map(entries))
}
