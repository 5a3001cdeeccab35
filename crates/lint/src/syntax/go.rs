//! Go.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "call_expression" => {
            let callee = reader.field(node, "function");
            let args = reader.arguments(node, "arguments");
            let casts = ["float32", "float64", "int", "int64", "uint64", "string"];
            match (
                callee.map(|callee| reader.model.kind(callee)),
                args.as_slice(),
            ) {
                (Some(Kind::Name(to)), [of]) if casts.contains(&to.as_str()) => {
                    let (to, of) = (to.clone(), *of);
                    reader.add(node, Kind::Cast { to, of })
                }
                _ => reader.call(node, callee, args),
            }
        }
        "type_conversion_expression" => {
            let to = reader.field_text(node, "type");
            match reader.field(node, "operand") {
                Some(of) => reader.add(node, Kind::Cast { to, of }),
                None => reader.other(node),
            }
        }
        "selector_expression" => reader.member(node, "operand", "field"),
        "index_expression" => {
            let of = reader.field(node, "operand");
            let key = reader.field(node, "index");
            reader.index(node, of, key)
        }
        "identifier" | "field_identifier" | "type_identifier" | "package_identifier" | "nil"
        | "true" | "false" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "composite_literal" => {
            let body = node.child_by_field_name("body");
            let all = body.map(|body| reader.values(body)).unwrap_or_default();
            match all
                .iter()
                .any(|id| matches!(reader.model.kind(*id), Kind::Pair { .. }))
                || all.is_empty()
            {
                true => reader.add(node, Kind::Map(all)),
                false => reader.add(node, Kind::List(all)),
            }
        }
        "keyed_element" => {
            let written = node
                .child_by_field_name("key")
                .map(|key| reader.key(key))
                .unwrap_or_default();
            let key = reader
                .json_names
                .iter()
                .find(|(field, _)| *field == written)
                .map_or_else(|| claim_of_field(written), |(_, json)| json.clone());
            let value = reader.field(node, "value");
            reader.add(node, Kind::Pair { key, value })
        }
        // `AppKey string `json:"appKey"``: what the field is called in the token.
        "field_declaration" => {
            let tag = reader.field_text(node, "tag");
            let json = tag
                .split_once("json:\"")
                .and_then(|(_, rest)| rest.split(['"', ',']).next())
                .map(str::to_owned);
            if let (Some(name), Some(json)) = (node.child_by_field_name("name"), json)
                && reader.json_names.len() < 256
            {
                let name = reader.text(name).to_owned();
                reader.json_names.push((name, json));
            }
            reader.add(node, Kind::Other(Vec::new()))
        }
        "interpreted_string_literal" => {
            reader.string(node, &["interpreted_string_literal_content"])
        }
        "raw_string_literal" => reader.string(node, &["raw_string_literal_content"]),
        "rune_literal" => reader.quoted(node),
        "int_literal" | "float_literal" => reader.number(node),
        "binary_expression" => reader.binary(node),
        "short_var_declaration" | "assignment_statement" => {
            let to = node.child_by_field_name("left");
            let value = node.child_by_field_name("right");
            assign_lists(reader, node, to.map(named).unwrap_or_default(), value)
        }
        "const_spec" | "var_spec" => {
            let mut cursor = node.walk();
            let names: Vec<_> = node.children_by_field_name("name", &mut cursor).collect();
            let value = node.child_by_field_name("value");
            assign_lists(reader, node, names, value)
        }
        "return_statement" => {
            let value = named(node)
                .first()
                .map(|list| {
                    if list.kind() == "expression_list" {
                        named(*list).first().copied()
                    } else {
                        Some(*list)
                    }
                })
                .unwrap_or_default()
                .map(|value| reader.lower(value));
            reader.add(node, Kind::Return(value))
        }
        "function_declaration" | "method_declaration" | "func_literal" => {
            let name = reader.field_text(node, "name");
            let mut parameters = Vec::new();
            for group in node
                .child_by_field_name("parameters")
                .map(named)
                .unwrap_or_default()
            {
                let of_type = reader.field_text(group, "type");
                let mut cursor = group.walk();
                for one in group.children_by_field_name("name", &mut cursor) {
                    parameters.push(Parameter {
                        name: reader.text(one).to_owned(),
                        optional: group.kind().starts_with("variadic"),
                        of_type: of_type.clone(),
                    });
                }
            }
            let body = node.child_by_field_name("body");
            reader.function(node, name, parameters, body, false)
        }
        _ => reader.other(node),
    }
}

/// `a, b := one, two`; from a call with several results the first name gets it.
fn assign_lists(
    reader: &mut Reader<'_>,
    node: Tree<'_>,
    names: Vec<Tree<'_>>,
    values: Option<Tree<'_>>,
) -> Id {
    let values = match values {
        Some(list) if list.kind() == "expression_list" => named(list),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut all = Vec::new();
    for (to, value) in names.into_iter().zip(values) {
        let to = reader.lower(to);
        let value = reader.lower(value);
        all.push(reader.assign(node, Some(to), Some(value)));
    }
    match all.as_slice() {
        [only] => *only,
        _ => reader.add(node, Kind::Other(all)),
    }
}

/// What a field is called in the token, where the declaration of the struct is not in the text.
fn claim_of_field(field: String) -> String {
    let claim = match field.as_str() {
        "AppKey" => "appKey",
        "SdkKey" | "SDKKey" => "sdkKey",
        "Mn" | "MN" => "mn",
        "Role" => "role",
        "Iat" => "iat",
        "Exp" => "exp",
        "TokenExp" => "tokenExp",
        _ => return field,
    };
    claim.to_owned()
}
