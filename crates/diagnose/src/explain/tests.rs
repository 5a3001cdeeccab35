use super::*;
use crate::{RULES, live::LIVE};

fn codes(what: &str) -> Vec<String> {
    explain(what)
        .map(|found| {
            found
                .meanings
                .into_iter()
                .map(|meaning| meaning.code)
                .collect()
        })
        .unwrap_or_default()
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let found = explain(" wrong-secret ").unwrap();
    assert_eq!(found.about, About::Rule);
    assert!(found.page.unwrap().starts_with("# "));
    assert!(
        explain("s2s-credentials")
            .unwrap()
            .page
            .unwrap()
            .contains("Embed")
    );
}

#[test]
fn a_code_is_explained_in_every_place_where_it_is_seen() {
    let found = explain("3001").unwrap();
    assert_eq!(found.about, About::Code);
    assert_eq!(
        found
            .meanings
            .iter()
            .map(|meaning| &*meaning.seen_in)
            .collect::<Vec<_>>(),
        ["web SDK", "REST API"]
    );
    assert!(
        explain("3712").unwrap().meanings[0]
            .rules
            .contains(&"wrong-secret".to_owned())
    );
    for code in ["13300", "4711", "3000", "4015"] {
        assert!(explain(code).is_some(), "{code}");
    }
}

#[test]
fn what_the_server_sends_leads_to_what_the_sdk_shows() {
    assert_eq!(codes("13300"), ["4015"]);
    assert_eq!(codes("9"), ["4005", "9"]);
    assert_eq!(recognise("200", "Invalid signature.")[0].code, "3712");
    assert_eq!(recognise("3136", "Token error")[0].code, "3265");
    assert_eq!(
        codes("Can not be host in other account's meeting."),
        ["3711"]
    );
}

#[test]
fn a_pasted_message_is_recognised_however_it_is_dressed() {
    for (text, code) in [
        ("Signature is invalid.", "3712"),
        ("signature is invalid", "3712"),
        ("\"Cannot not host another meeting concurrently.\"", "3711"),
        (
            "{type: 'JOIN_MEETING_FAILED', reason: 'The signature has expired.', errorCode: 3705}",
            "3705",
        ),
        (
            "Uncaught (in promise) TypeError: Cannot read properties of undefined (reading 'replace')\n    at join",
            "",
        ),
        ("Error: appKey can not empty in the signature", ""),
        ("Unable to join this meeting. Error Code: 4017", "4017"),
        (
            "Invalid access token, does not contain scopes:[meeting:write:meeting:admin].",
            "4711",
        ),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
    assert_eq!(explain("what is this?"), None);
    assert_eq!(explain(""), None);
}

#[test]
fn a_text_decides_between_entries_of_one_code() {
    assert_eq!(recognise("3610", "Token has expired.").len(), 1);
    assert_eq!(recognise("3610", "").len(), 2);
    assert_eq!(recognise("3000", "User email is required.")[0].code, "3005");
}

#[test]
fn every_cause_named_in_the_tables_is_a_rule_or_a_live_check() {
    for entry in codes::all() {
        for cause in entry.causes {
            let known = rule(cause).is_some() || LIVE.iter().any(|live| live.id == *cause);
            assert!(known, "{}: {cause}", entry.code);
        }
    }
}

#[test]
fn meanings_are_clauses_and_checks_are_sentences() {
    for entry in codes::all() {
        let name = format!("{} {}", entry.code, entry.shown);
        assert!(!entry.means.ends_with('.'), "{name}");
        assert!(!entry.check_first.is_empty(), "{name}");
        for check in entry.check_first {
            assert!(check.ends_with(['.', '?']), "{name}: {check}");
        }
        assert!(!(entry.code.is_empty() && entry.shown.is_empty()));
    }
}

#[test]
fn every_rule_with_a_code_is_among_the_causes_of_that_code() {
    for rule in RULES {
        if let Some(code) = rule.code {
            assert!(
                web_code(code).unwrap().causes.contains(&rule.id),
                "{} {code}",
                rule.id
            );
        }
    }
}
