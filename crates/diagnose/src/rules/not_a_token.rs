use countersign_token::{Alphabet, MAX_TOKEN_BYTES, Part as Segment};

use crate::{
    Confidence::Certain,
    Part,
    facts::Facts,
    rule::{Found, Outcome, Rule},
    shape::Shape,
};

pub(crate) static RULE: Rule = Rule {
    id: "not-a-token",
    summary: "the signature is not three base64url parts with dots between them",
    page: include_str!("not_a_token.md"),
    url: "https://developers.zoom.us/docs/meeting-sdk/auth/",
    code: Some("3712"),
    check,
};

const FIX: &str = "Pass the token exactly as it was signed: three parts with a dot between them, no quotes, no spaces, \
                   no \"Bearer\" before it.";

const LINES: &str = "Encode without line breaks: Ruby's encode64, Java's MIME encoder and PHP's chunk_split put some in; use \
                     urlsafe_encode64 and their like.";

fn check(facts: &Facts<'_>) -> Outcome {
    let token = facts.token()?;
    match token.shape {
        Shape::ThreeParts | Shape::Other if token.cut => {
            Found::error(Certain, "the signature is far longer than a token can be")
                .showing(
                    Part::Signature,
                    format_args!("more than {MAX_TOKEN_BYTES} bytes"),
                )
                .fix(FIX)
        }
        Shape::Other => Found::error(
            Certain,
            "the signature is not made of three parts with dots between them",
        )
        .showing(
            Part::Signature,
            format_args!(
                "{} bytes, {} part(s)",
                token.text.len(),
                token.look.part_count
            ),
        )
        .fix(FIX),
        Shape::ThreeParts => {
            let segments = token.look.parts.iter().zip(["header", "payload", "HMAC"]);
            for (segment, name) in segments {
                if let Some(problem) = problem(segment, name) {
                    return Found::error(
                        Certain,
                        format!("the {name} of the token cannot be read"),
                    )
                    .at(Part::Signature, token.range(segment), problem)
                    .fix(if segment.text.contains(['\r', '\n']) {
                        LINES
                    } else {
                        FIX
                    });
                }
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

fn problem(segment: &Segment<'_>, name: &str) -> Option<String> {
    match (segment.alphabet, &segment.decoded, &segment.object) {
        (Alphabet::Foreign { found, at }, ..) => {
            Some(format!("{found:?} at byte {}", segment.at + at))
        }
        (_, None, _) if segment.text.is_empty() => Some("empty".to_owned()),
        (_, None, _) => Some(format!(
            "{} characters cannot be whole bytes of base64",
            segment.text.len()
        )),
        (_, Some(bytes), None) if name != "HMAC" => Some(not_an_object(bytes).to_owned()),
        _ => None,
    }
}

/// What bytes are that should be a JSON object.
fn not_an_object(bytes: &[u8]) -> &'static str {
    match std::str::from_utf8(bytes).map(str::trim_start) {
        Err(_) => "not UTF-8: btoa() takes each character for a byte",
        Ok(text) if text.starts_with("eyJ") => "base64 of base64: it was encoded twice",
        Ok(text) if text.starts_with(r#""{"#) => "JSON in a JSON text: it was encoded twice",
        Ok(text) if text.starts_with("{'") => {
            "not JSON, which has double quotes (json.dumps, not str)"
        }
        Ok(text) if text.starts_with('{') => "JSON that breaks off or has a mistake in it",
        Ok(_) => "not a JSON object",
    }
}
