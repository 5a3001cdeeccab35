//! The judge: runs the rules over the facts and weighs what they say.

use crate::{
    Case, CodeRead, Confidence, ErrorSeen, Finding, LiveCheck, RULES, Report, Severity, Skipped,
    Verdict,
    explain::{Place, web_code},
    facts::Facts,
    forensics::{Search, SearchEffort},
    known_secrets::KnownSecrets,
    lacks::Lacks,
    live::{LIVE, Live},
    predict::predict,
    rules::refused_by_zoom,
};
use countersign_token::UnixSeconds;

/// Says what is wrong with a case, judged at `now` (epoch seconds) unless the case carries its own `now`.
///
/// It never fails and takes any text. The report holds no secret of the case. It does not read the case's source code: who
/// does hands the findings to [`diagnose_with`].
#[must_use]
pub fn diagnose(case: &Case, now: UnixSeconds) -> Report {
    let mut report = diagnose_with(case, now, CodeRead::default());
    if case.source.is_some() {
        report.skipped.push(Skipped {
            rule: "source".to_owned(),
            because: "the code was given but not read; `countersign doctor` and `countersign lint` read code".to_owned(),
        });
    }
    report
}

/// As [`diagnose`], with findings that were made elsewhere, such as those of a reader of source code (their evidence has
/// the part [`Part::Source`](crate::Part::Source) and a place `line:column`). What that reader left unread is among the
/// checks that were skipped, under the name `source`.
///
/// The findings are weighed like those of the rules here: they count for the verdict, the expected code and the live checks.
/// What is found both in the token and in the code that made it becomes one finding, with the evidence of both.
#[must_use]
pub fn diagnose_with(case: &Case, now: UnixSeconds, code: impl Into<CodeRead>) -> Report {
    let CodeRead {
        findings: found_elsewhere,
        unread,
    } = code.into();
    let facts = Facts::gather(case, now);
    let mut findings: Vec<Finding> = Vec::new();
    let mut lacking = Vec::new();
    for rule in RULES {
        match (rule.check)(&facts) {
            Ok(None) => {}
            Ok(Some(found)) => findings.push(found.by(rule)),
            Err(lacks) => lacking.push((rule.id, lacks)),
        }
    }
    for found in found_elsewhere {
        match findings.iter_mut().find(|known| known.rule == found.rule) {
            Some(known) => known.add(found),
            None => findings.push(found),
        }
    }
    // Zoom's own reason does not say which of its causes it is, and what only Zoom knows for sure is still to be looked up.
    let only_zoom =
        |found: &Finding| found.confidence > Confidence::Certain && is_live(&found.rule);
    let explained = findings.iter().any(|found| {
        explains(found) && found.rule != refused_by_zoom::RULE.id && !only_zoom(found)
    });
    let live_checks = if explained {
        Vec::new()
    } else {
        live_checks(&facts, &lacking)
    };
    if findings.is_empty() && live_checks.is_empty() {
        let meaning = refused_by_zoom::meaning(&facts);
        findings.extend(meaning.map(|found| found.by(&refused_by_zoom::RULE)));
    }
    findings.sort_by_key(|finding| (finding.severity, finding.confidence));

    let mut report = Report {
        version: 1,
        verdict: verdict(&facts, explained),
        error_code: predict(&facts, &findings),
        findings,
        skipped: lacking
            .into_iter()
            .map(|(rule, lacks)| Skipped {
                rule: rule.to_owned(),
                because: lacks.because.to_owned(),
            })
            .collect(),
        live_checks,
    };
    report.skipped.extend(unread.map(|unread| Skipped {
        rule: "source".to_owned(),
        because: unread.to_string(),
    }));
    tidy_evidence(case, &mut report);
    report
}

/// How much work the forensic search on a case is; nothing when there is nothing to search. It depends on the case alone,
/// never on a clock, so that its bound can be tested.
#[must_use]
pub fn search_effort(case: &Case) -> Option<SearchEffort> {
    match Facts::gather(case, 0).search().ok()? {
        Search::Made(recipe) => Some(recipe.effort),
        Search::Unexplained(effort) => Some(*effort),
    }
}

/// Whether a finding accounts for a refusal.
pub(crate) fn explains(finding: &Finding) -> bool {
    finding.severity == Severity::Error && finding.confidence <= Confidence::Likely
}

fn verdict(facts: &Facts<'_>, explained: bool) -> Verdict {
    // Words that nobody knows may be no refusal at all, and who never got a signature was refused none.
    let of_zoom = facts.error.iter().any(|entry| entry.seen_in != Place::Http);
    let is_telling = |seen: &ErrorSeen| of_zoom || seen.code.is_some() && facts.error.is_empty();
    let refused = facts.case.error.as_ref().is_some_and(is_telling) && !facts.error_is(&["0"]);
    let right = matches!(facts.search(), Ok(Search::Made(recipe)) if recipe.is_right());
    match (refused || explained, right) {
        (true, _) => Verdict::Refused,
        (false, true) => Verdict::Accepted,
        (false, false) => Verdict::Uncertain,
    }
}

/// What is left to look into when no finding explains the failure: the causes that lead to the error (to 3712 when only
/// a signature was given) and that no rule could rule out.
fn live_checks(facts: &Facts<'_>, lacking: &[(&'static str, Lacks)]) -> Vec<LiveCheck> {
    let failed = facts.case.error.is_some() && !facts.error_is(&["0"]);
    let of_error = facts.error.iter().flat_map(|entry| entry.causes).copied();
    let mut causes: Vec<&str> = of_error.collect();
    let is_of_token = facts.token().is_ok() || facts.case.payload.is_some();
    if facts.error.is_empty() && (is_of_token || failed && may_be_of_signature(facts)) {
        let usual = web_code("3712").map(|entry| entry.causes);
        causes.extend(usual.unwrap_or_default());
    }
    causes.extend(by_circumstance(facts));
    // Where Zoom gives a reason of its own, it is at work.
    if failed && (facts.error.is_empty() || facts.error_is(&["3712"])) {
        causes.push("zoom-outage");
    }
    let mut checks: Vec<LiveCheck> = Vec::new();
    for cause in causes {
        let live = LIVE.iter().find(|live| live.id == cause);
        let check = live.map(Live::check).or_else(|| {
            let (_, lacks) = lacking.iter().find(|(rule, _)| *rule == cause)?;
            lacks.check(cause)
        });
        // Many rules may lack the same thing; it is asked for once.
        checks.extend(check.filter(|check| {
            checks
                .iter()
                .all(|other| other.next_step != check.next_step)
        }));
    }
    checks
}

/// Whether an error that nobody knows may be about the signature: words that speak of no such thing are not.
fn may_be_of_signature(facts: &Facts<'_>) -> bool {
    const WORDS: [&str; 5] = ["signature", "jwt", "token", "sdk key", "sdkkey"];
    facts.case.error.as_ref().is_some_and(|seen| {
        let text = seen.text.as_deref().unwrap_or_default().to_lowercase();
        seen.code.is_some() || WORDS.iter().any(|word| text.contains(word))
    })
}

/// What only Zoom knows about a start, a webinar or another account's meeting, whatever the error.
fn by_circumstance(facts: &Facts<'_>) -> impl Iterator<Item = &'static str> {
    let case = facts.case;
    let hosts = facts.wants_to_start() || facts.role() == Some(1.0);
    let external = case.external == Some(true);
    [
        ("external-unpublished", external),
        ("role1-other-account", hosts && external),
        ("webinar-host", hosts && case.webinar == Some(true)),
    ]
    .into_iter()
    .filter_map(|(id, applies)| applies.then_some(id))
}

fn is_live(id: &str) -> bool {
    LIVE.iter().any(|live| live.id == id)
}

/// Rules never quote a secret; should a claim or a text hold one all the same (an id and its secret exchanged), it is
/// struck out here; then long texts are cut.
fn tidy_evidence(case: &Case, report: &mut Report) {
    let known = KnownSecrets::of(case);
    let evidence = report
        .findings
        .iter_mut()
        .flat_map(|finding| &mut finding.evidence);
    for text in evidence
        .map(|evidence| {
            // A place is a name or a range, never a value.
            if let Some(at) = &mut evidence.at {
                at.truncate(at.floor_char_boundary(LONGEST_EVIDENCE));
            }
            &mut evidence.text
        })
        .chain(&mut report.error_code)
    {
        // What is cut off in the end need not be searched.
        text.truncate(text.floor_char_boundary(LONGEST_EVIDENCE * 4 + known.longest()));
        known.strike_out(text);
        if let Some((end, _)) = text.char_indices().nth(LONGEST_EVIDENCE) {
            text.truncate(end);
            text.push('…');
        }
    }
}

/// In characters. Evidence is to be seen at a glance, and a whole signature would be one that can be used.
const LONGEST_EVIDENCE: usize = 80;
