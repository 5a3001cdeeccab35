//! PHP.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "function_call_expression" => {
            let function = reader.field_text(node, "function");
            let name = function
                .trim_start_matches('\\')
                .rsplit('\\')
                .next()
                .unwrap_or_default()
                .to_owned();
            let args = reader.arguments(node, "arguments");
            if let ("define", [key, value]) = (name.as_str(), args.as_slice())
                && let Some(constant) = reader.model.text_of(*key).map(str::to_owned)
            {
                let to = reader.add(node, Kind::Name(constant));
                return reader.assign(node, Some(to), Some(*value));
            }
            reader.add(
                node,
                Kind::Call {
                    of: None,
                    name,
                    args,
                },
            )
        }
        "member_call_expression" | "nullsafe_member_call_expression" => {
            let of = reader.field(node, "object");
            let name = reader.field_text(node, "name");
            let args = reader.arguments(node, "arguments");
            reader.add(node, Kind::Call { of, name, args })
        }
        "scoped_call_expression" => {
            let of = reader.field(node, "scope");
            let name = reader.field_text(node, "name");
            let args = reader.arguments(node, "arguments");
            reader.add(node, Kind::Call { of, name, args })
        }
        "object_creation_expression" => {
            let mut children = named(node).into_iter();
            let class = children
                .next()
                .map(|class| reader.text(class).to_owned())
                .unwrap_or_default();
            let name = format!("new {}", class.rsplit('\\').next().unwrap_or_default());
            let args = children
                .find(|child| child.kind() == "arguments")
                .map(|list| reader.values(list))
                .unwrap_or_default();
            reader.add(
                node,
                Kind::Call {
                    of: None,
                    name,
                    args,
                },
            )
        }
        "member_access_expression" | "nullsafe_member_access_expression" => {
            reader.member(node, "object", "name")
        }
        "scoped_property_access_expression" => {
            let name = reader
                .field_text(node, "name")
                .trim_start_matches('$')
                .to_owned();
            match reader.field(node, "scope") {
                Some(of) => reader.add(node, Kind::Member { of, name }),
                None => reader.add(node, Kind::Name(name)),
            }
        }
        "class_constant_access_expression" => {
            let children = named(node);
            let (Some(of), Some(name)) = (children.first(), children.last()) else {
                return reader.other(node);
            };
            let name = reader.text(*name).to_owned();
            let of = reader.lower(*of);
            reader.add(node, Kind::Member { of, name })
        }
        "subscript_expression" => {
            let mut children = reader.values(node).into_iter();
            let (of, key) = (children.next(), children.next());
            reader.index(node, of, key)
        }
        "variable_name" | "name" | "qualified_name" | "relative_scope" => {
            let name = reader.text(node).trim_start_matches(['$', '\\']).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "array_creation_expression" => {
            let all = reader.values(node);
            match all
                .iter()
                .any(|id| matches!(reader.model.kind(*id), Kind::Pair { .. }))
            {
                true => reader.add(node, Kind::Map(all)),
                false => reader.add(node, Kind::List(all)),
            }
        }
        "array_element_initializer" => {
            let parts = named(node);
            match parts.as_slice() {
                [key, value] => {
                    let key = reader.key(*key);
                    let value = Some(reader.lower(*value));
                    reader.add(node, Kind::Pair { key, value })
                }
                _ => reader.other(node),
            }
        }
        "argument" => match node.child_by_field_name("name") {
            Some(name) => {
                let key = reader.text(name).to_owned();
                let value = named(node).last().map(|value| reader.lower(*value));
                reader.add(node, Kind::Pair { key, value })
            }
            None => reader.other(node),
        },
        "string" | "encapsed_string" | "heredoc" | "heredoc_body" => {
            reader.string(node, &["string_content"])
        }
        "integer" | "float" => reader.number(node),
        "boolean" => {
            let name = reader.text(node).to_ascii_lowercase();
            reader.add(node, Kind::Name(name))
        }
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
            let yes = reader.field(node, "body");
            let no = reader.field(node, "alternative");
            reader.choice(node, condition, yes, no)
        }
        "assignment_expression" | "augmented_assignment_expression" => {
            let to = reader.field(node, "left");
            let value = reader.field(node, "right");
            reader.assign(node, to, value)
        }
        "const_element" | "property_element" => {
            let mut children = reader.values(node).into_iter();
            let (to, value) = (children.next(), children.next());
            reader.assign(node, to, value)
        }
        "return_statement" => reader.returns(node),
        "function_definition"
        | "method_declaration"
        | "anonymous_function"
        | "anonymous_function_creation_expression"
        | "arrow_function" => {
            let name = reader.field_text(node, "name");
            let parameters = node
                .child_by_field_name("parameters")
                .map(named)
                .unwrap_or_default()
                .into_iter()
                .map(|one| Parameter {
                    name: reader
                        .field_text(one, "name")
                        .trim_start_matches('$')
                        .to_owned(),
                    optional: one.child_by_field_name("default_value").is_some()
                        || one.kind() == "variadic_parameter",
                    of_type: reader.field_text(one, "type"),
                })
                .collect();
            let body = node.child_by_field_name("body");
            reader.function(
                node,
                name,
                parameters,
                body,
                node.kind() == "arrow_function",
            )
        }
        _ => reader.other(node),
    }
}
