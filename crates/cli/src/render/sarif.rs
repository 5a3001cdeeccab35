//! Findings as SARIF 2.1.0, which code scanning services read.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html>.

use std::io::{self, Write};
use std::path::{Component, Path};

use countersign_diagnose::{Evidence, Finding, Part, RULES, Severity};
use serde_json::{Value, json};
use url::Url;

use super::explanation::without_examples;
use super::report::part;

/// A finding and the files it is about, as the user named them: a relative path stays one, so that it is found again in
/// a repository.
pub(crate) struct Located<'a> {
    pub(crate) finding: &'a Finding,
    /// Where the signature or the case stands.
    pub(crate) file: Option<&'a Path>,
    /// Where the source code stands.
    pub(crate) source: Option<&'a Path>,
}

/// Something that nobody looked at.
pub(crate) struct NotRead<'a> {
    pub(crate) because: String,
    pub(crate) file: Option<&'a Path>,
}

/// Prints one run with these findings, and as notifications of the tool what was not read. Evidence of [`Part::Source`] gives the line and the column, both from 1 and the
/// column in characters; what is found in a token has its place told by name.
pub(crate) fn sarif(
    found: &[Located<'_>],
    not_read: &[NotRead<'_>],
    to: &mut impl Write,
) -> io::Result<()> {
    let mut rules: Vec<&Finding> = Vec::new();
    for Located { finding, .. } in found {
        if rules.iter().all(|known| known.rule != finding.rule) {
            rules.push(finding);
        }
    }
    let index = |id: &str| rules.iter().position(|rule| rule.rule == id);
    let results: Vec<Value> = found
        .iter()
        .map(|located| result(located, index(&located.finding.rule)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "countersign",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(descriptor).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": not_read.iter().map(notification).collect::<Vec<_>>(),
            }],
        }],
    });
    super::json(&log, to)
}

fn descriptor(finding: &Finding) -> Value {
    let rule = RULES.iter().find(|rule| rule.id == finding.rule);
    let summary = rule.map_or(finding.message.as_str(), |rule| rule.summary);
    let page = rule.map(|rule| without_examples(rule.page));
    let mut descriptor = json!({
        "id": finding.rule,
        "shortDescription": {"text": summary},
        "help": {
            "text": page.clone().unwrap_or_else(|| finding.fix.clone()),
            "markdown": page.unwrap_or_else(|| finding.fix.clone()),
        },
        "defaultConfiguration": {"level": level(finding.severity)},
    });
    if Url::parse(&finding.url).is_ok() {
        descriptor["helpUri"] = finding.url.as_str().into();
    }
    descriptor
}

fn notification(not_read: &NotRead<'_>) -> Value {
    let place = |file| json!({"physicalLocation": {"artifactLocation": artifact(file)}});
    json!({
        "level": "note",
        "message": {"text": not_read.because},
        "locations": not_read.file.map(place).into_iter().collect::<Vec<_>>(),
    })
}

fn result(located: &Located<'_>, rule: Option<usize>) -> Value {
    let finding = located.finding;
    let text = match finding.fix.is_empty() {
        true => finding.message.clone(),
        false => format!("{}\n\n{}", finding.message, finding.fix),
    };
    let mut places = finding.evidence.iter().map(|evidence| match evidence.part {
        Part::Source => location(evidence, located.source),
        _ => location(evidence, located.file),
    });
    let first = places.next().or_else(|| {
        let file = located.file.or(located.source);
        file.map(|file| json!({"physicalLocation": {"artifactLocation": artifact(file)}}))
    });
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": first.into_iter().collect::<Vec<_>>(),
        "properties": {"confidence": finding.confidence},
    });
    let related: Vec<Value> = places
        .enumerate()
        .map(|(id, mut place)| {
            place["id"] = id.into();
            place
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn location(evidence: &Evidence, file: Option<&Path>) -> Value {
    let mut location = json!({"message": {"text": evidence.text}});
    let region = line_and_column(evidence);
    if let Some(file) = file {
        location["physicalLocation"] = json!({"artifactLocation": artifact(file)});
        if let Some((line, column)) = region {
            location["physicalLocation"]["region"] =
                json!({"startLine": line, "startColumn": column});
        }
    }
    if region.is_none() {
        let name = match &evidence.at {
            Some(at) => format!("{} {at}", part(evidence.part)),
            None => part(evidence.part).to_owned(),
        };
        location["logicalLocations"] = json!([{"fullyQualifiedName": name}]);
    }
    location
}

fn line_and_column(evidence: &Evidence) -> Option<(u32, u32)> {
    let at = evidence
        .at
        .as_deref()
        .filter(|_| evidence.part == Part::Source)?;
    let (line, column) = at.split_once(':').unwrap_or((at, "1"));
    Some((line.parse().ok()?, column.parse().ok()?))
        .filter(|(line, column)| *line > 0 && *column > 0)
}

/// A relative path is relative to the root of the checkout, which is what code scanning expects.
fn artifact(file: &Path) -> Value {
    if let Ok(url) = Url::from_file_path(file) {
        return json!({"uri": url.as_str()});
    }
    let parts: Vec<String> = file
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| encoded(&part.as_os_str().to_string_lossy()))
        .collect();
    json!({"uri": parts.join("/"), "uriBaseId": "%SRCROOT%"})
}

/// One part of a path, percent-encoded.
fn encoded(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(rule: &str, severity: &str, evidence: Value) -> Finding {
        serde_json::from_value(json!({
            "rule": rule, "severity": severity, "confidence": "likely", "message": "something is wrong",
            "evidence": evidence, "fix": "Mend it.", "url": "https://example.com/why",
        }))
        .unwrap()
    }

    fn printed(found: &[Located<'_>]) -> Value {
        let mut text = Vec::new();
        let not_read = NotRead {
            because: "there is too much of it".to_owned(),
            file: Some(Path::new("a.js")),
        };
        sarif(found, &[not_read], &mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    #[test]
    fn a_finding_in_a_file_has_its_line_column_and_rule() {
        let source = json!([
            {"part": "source", "at": "12:7", "text": "digest(\"hex\")"},
            {"part": "source", "at": "3:1", "text": "const secret"},
        ]);
        let one = finding("hmac-hex", "error", source);
        let two = finding("its-own-rule", "info", json!([]));
        let path = Path::new("./src/a b/sign.js");
        let located = |finding| Located {
            finding,
            file: None,
            source: Some(path),
        };
        let log = printed(&[located(&one), located(&two), located(&one)]);
        let run = &log["runs"][0];
        let note = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(note["message"]["text"], "there is too much of it");
        let of_note = &note["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(of_note["uri"], "a.js");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 2, "each rule once");
        let help = rules[0]["help"]["markdown"].as_str().unwrap();
        assert!(help.starts_with("# hmac-hex") && !help.contains("## Examples"));
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 3);
        assert_eq!(results[0]["level"], "error");
        assert_eq!(results[1]["level"], "note");
        assert_eq!(results[1]["ruleIndex"], 1);
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "src/a%20b/sign.js");
        assert_eq!(place["region"], json!({"startLine": 12, "startColumn": 7}));
        let related = &results[0]["relatedLocations"][0];
        assert_eq!(related["physicalLocation"]["region"]["startLine"], 3);
        let whole = &results[1]["locations"][0]["physicalLocation"];
        assert_eq!(whole["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        assert!(whole.get("region").is_none());
    }

    #[test]
    fn a_finding_in_a_token_has_its_place_by_name() {
        let claim = json!([{"part": "payload", "at": "mn", "text": "missing"}]);
        let one = finding("missing-mn", "warning", claim);
        let log = printed(&[Located {
            finding: &one,
            file: None,
            source: None,
        }]);
        let place = &log["runs"][0]["results"][0]["locations"][0];
        assert_eq!(
            place["logicalLocations"][0]["fullyQualifiedName"],
            "payload mn"
        );
        assert!(place.get("physicalLocation").is_none());
    }

    #[test]
    fn an_absolute_path_becomes_a_url_and_a_place_that_is_none_is_dropped() {
        let nowhere = json!([{"part": "source", "at": "0:0", "text": "?"}]);
        let one = finding("wrong-secret", "error", nowhere);
        let file = std::env::temp_dir().join("a.js");
        let log = printed(&[Located {
            finding: &one,
            file: Some(&file),
            source: Some(&file),
        }]);
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("file:///"), "{uri}");
        assert!(place.get("region").is_none());
    }
}
