//! Kotlin.

use tree_sitter::Node as Tree;

use super::{Id, Kind, Parameter, Reader, java, named};

pub(super) fn read(reader: &mut Reader<'_>, node: Tree<'_>) -> Id {
    match node.kind() {
        "call_expression" => {
            let children = named(node);
            let callee = children.first().map(|callee| reader.lower(*callee));
            let mut args = Vec::new();
            let mut lambdas = Vec::new();
            for child in children.into_iter().skip(1) {
                match child.kind() {
                    "value_arguments" => args.extend(reader.values(child)),
                    "type_arguments" => {}
                    _ => lambdas.push(reader.lower(child)),
                }
            }
            let maps = ["mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf"];
            if matches!(callee.map(|callee| reader.model.kind(callee)), Some(Kind::Name(name)) if maps.contains(&name.as_str()))
                && !args.is_empty()
            {
                return reader.add(node, Kind::Map(args));
            }
            // joinToString("") { … }: the function is the last argument.
            if let (Some(id), true, false) = (callee, args.is_empty(), lambdas.is_empty())
                && let Kind::Call { of, name, args } = reader.model.kind(id)
            {
                let (of, name) = (*of, name.clone());
                let args = args.iter().copied().chain(lambdas).collect();
                return reader.add(node, Kind::Call { of, name, args });
            }
            args.extend(lambdas);
            // What looks like a constructor is one.
            if let Some(Kind::Name(name)) = callee.map(|callee| reader.model.kind(callee))
                && name.starts_with(char::is_uppercase)
            {
                let name = format!("new {name}");
                return reader.add(
                    node,
                    Kind::Call {
                        of: None,
                        name,
                        args,
                    },
                );
            }
            reader.call(node, callee, args)
        }
        "navigation_expression" => {
            let children = named(node);
            let (Some(of), Some(name)) = (children.first(), children.last()) else {
                return reader.other(node);
            };
            let name = reader.text(*name).trim_start_matches(['.', '?']).to_owned();
            let of = reader.lower(*of);
            reader.add(node, Kind::Member { of, name })
        }
        "index_expression" => {
            let mut children = reader.values(node).into_iter();
            let (of, key) = (children.next(), children.next());
            reader.index(node, of, key)
        }
        "infix_expression" => {
            let children = named(node);
            match children.as_slice() {
                [key, to, value] if reader.text(*to) == "to" => {
                    let key = reader.lower(*key);
                    let value = reader.lower(*value);
                    java::pair(reader, node, key, value)
                }
                _ => reader.other(node),
            }
        }
        "identifier" | "this_expression" | "simple_identifier" => {
            let name = reader.text(node).to_owned();
            reader.add(node, Kind::Name(name))
        }
        "string_literal" | "multiline_string_literal" => {
            let text = reader.string(node, &["string_content"]);
            with_names(reader, node, text)
        }
        "character_literal" => reader.quoted(node),
        "number_literal" | "float_literal" | "long_literal" | "hex_literal" => reader.number(node),
        "binary_expression" => reader.binary(node),
        "as_expression" => {
            let to = reader.field_text(node, "right");
            match reader.field(node, "left") {
                Some(of) => reader.add(node, Kind::Cast { to, of }),
                None => reader.other(node),
            }
        }
        "if_expression" => {
            let parts = reader.values(node);
            match parts.as_slice() {
                [condition, yes, no] => {
                    reader.choice(node, Some(*condition), Some(*yes), Some(*no))
                }
                _ => reader.add(node, Kind::Other(parts)),
            }
        }
        "property_declaration" => {
            let mut to = None;
            let mut value = None;
            for child in named(node) {
                match child.kind() {
                    "variable_declaration" => {
                        let name = named(child)
                            .first()
                            .map(|name| reader.text(*name).to_owned());
                        to = name.map(|name| reader.add(child, Kind::Name(name)));
                    }
                    "modifiers" | "type_parameters" => {}
                    _ => value = Some(reader.lower(child)),
                }
            }
            reader.assign(node, to, value)
        }
        "assignment" => {
            let to = reader.field(node, "left");
            let value = reader.field(node, "right");
            reader.assign(node, to, value)
        }
        "return_expression" => reader.returns(node),
        "function_declaration" => {
            let name = reader.field_text(node, "name");
            let mut parameters: Vec<Parameter> = Vec::new();
            let mut body = None;
            for child in named(node) {
                match child.kind() {
                    "function_value_parameters" => {
                        for one in named(child) {
                            let parts = named(one);
                            match (one.kind(), parts.as_slice(), parameters.last_mut()) {
                                ("parameter", [name, rest @ ..], _) => parameters.push(Parameter {
                                    name: reader.text(*name).to_owned(),
                                    optional: false,
                                    of_type: rest
                                        .first()
                                        .map(|of| reader.text(*of).to_owned())
                                        .unwrap_or_default(),
                                }),
                                // What stands after a parameter is its default.
                                (_, _, Some(last)) => last.optional = true,
                                _ => {}
                            }
                        }
                    }
                    "function_body" => body = Some(child),
                    _ => {}
                }
            }
            let inner = body.and_then(|body| named(body).first().copied());
            let value = inner.is_some_and(|inner| inner.kind() != "block");
            reader.function(node, name, parameters, inner, value)
        }
        _ => reader.other(node),
    }
}

/// `"$key.$number"`: the grammar takes names after a dollar for text.
fn with_names(reader: &mut Reader<'_>, node: Tree<'_>, text: Id) -> Id {
    let pieces = match reader.model.kind(text) {
        Kind::Text(_) => vec![text],
        Kind::Template(pieces) => pieces.clone(),
        _ => return text,
    };
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut all = Vec::new();
    let mut named = false;
    for piece in pieces {
        let (Kind::Text(literal), span) =
            (reader.model.kind(piece), &reader.model.nodes[piece].span)
        else {
            all.push(piece);
            continue;
        };
        // A literal is its quotes and what is between them, a part of one is that alone.
        let inside = reader.model.shown(piece);
        let start = span.start + inside.find(literal.as_str()).unwrap_or(0);
        let literal = literal.clone();
        let mut at = 0;
        for (dollar, _) in literal.match_indices('$') {
            let name = literal[dollar + 1..]
                .split(|c| !is_part(c))
                .next()
                .unwrap_or_default();
            if dollar < at || !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                continue;
            }
            let end = dollar + 1 + name.len();
            let parts = [
                (at..dollar, Kind::Text(literal[at..dollar].to_owned())),
                (dollar..end, Kind::Name(name.to_owned())),
            ];
            for (range, kind) in parts {
                if !range.is_empty() {
                    let id = reader.add(node, kind);
                    reader.model.nodes[id].span = start + range.start..start + range.end;
                    all.push(id);
                }
            }
            named = true;
            at = end;
        }
        if at < literal.len() {
            let id = reader.add(node, Kind::Text(literal[at..].to_owned()));
            reader.model.nodes[id].span = start + at..start + literal.len();
            all.push(id);
        }
    }
    match named {
        true => reader.add(node, Kind::Template(all)),
        false => text,
    }
}
