//! A report as the page shows it.

use countersign_diagnose::{
    Case, Confidence, Evidence, Finding, KnownSecrets, Part, Report, Verdict, corrected_claims,
    moment, shown_by,
};
use countersign_token::inspect_unverified;

use super::claims::{self, Claim};
use super::link;
use super::mending::Mending;
use super::prose::{self, Span};
use super::question::Read;
use super::token::{self, Piece};

pub(super) struct Answer {
    pub(super) report: Report,
    /// Who shows the code of the report.
    pub(super) shown_by: &'static str,
    /// What the pasted text was taken for.
    pub(super) taken_for: Option<String>,
    /// Nothing spoke for it.
    pub(super) is_guess: bool,
    /// Code was given, and nobody is here to read it.
    pub(super) code_unread: bool,
    pub(super) findings: Vec<Told>,
    /// Nothing when there is no signature, or when it holds a secret.
    pub(super) token: Option<Token>,
    /// What to sign instead, when something is wrong with what was signed.
    pub(super) corrected: Vec<Claim>,
    pub(super) corrected_json: String,
    /// The fragment of a link that carries the case.
    pub(super) link: Option<String>,
    /// The moment at which the case was judged.
    pub(super) judged_at: Option<String>,
}

/// A finding, with its number on the page.
pub(super) struct Told {
    pub(super) number: usize,
    pub(super) finding: Finding,
    pub(super) mending: Mending,
    pub(super) why: Vec<Span>,
}

/// A signature, looked into.
pub(super) struct Token {
    pub(super) shape: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) holds_secret: bool,
    pub(super) header: Vec<Claim>,
    pub(super) payload: Vec<Claim>,
}

impl Answer {
    pub(super) fn new(read: Read, report: Report, reads_code: bool, now: u64) -> Answer {
        let case = &read.case;
        let now = case.now.unwrap_or(now);
        let told = |(at, finding): (usize, &Finding)| Told {
            number: at + 1,
            mending: Mending::of_rule(&finding.rule),
            why: prose::why(&finding.rule),
            finding: finding.clone(),
        };
        let is_wrong = report.findings.iter().any(|finding| {
            finding
                .evidence
                .iter()
                .any(|evidence| is_of_token(evidence.part))
        });
        let correction = corrected_claims(case, now).filter(|_| is_wrong);
        Answer {
            findings: report.findings.iter().enumerate().map(told).collect(),
            token: Token::of(case, &report, now),
            corrected: correction
                .as_ref()
                .map(|correction| claims::corrected(correction, now))
                .unwrap_or_default(),
            corrected_json: correction
                .and_then(|correction| serde_json::to_string_pretty(&correction.payload).ok())
                .unwrap_or_default(),
            shown_by: shown_by(case),
            code_unread: case.source.is_some() && !reads_code,
            link: link::fragment(case, now),
            judged_at: case.now.and_then(moment::date_and_time),
            taken_for: read.taken_for,
            is_guess: read.is_guess,
            report,
        }
    }

    pub(super) fn tone(&self) -> &'static str {
        match self.report.verdict {
            Verdict::Refused => "bad",
            Verdict::Accepted => "good",
            Verdict::Uncertain => "open",
        }
    }

    pub(super) fn headline(&self) -> &'static str {
        match (self.report.verdict, self.report.findings.is_empty()) {
            (Verdict::Refused, false) => "Zoom refuses this, and here is why",
            (Verdict::Refused, true) => "Zoom refused this, and what was given does not show why",
            _ if self.report.failed_before_zoom() => {
                "The page's request failed before Zoom was asked to let anybody join"
            }
            (Verdict::Accepted, _) => "Nothing is wrong with this signature",
            (Verdict::Uncertain, false) => "This may be refused",
            (Verdict::Uncertain, true) => {
                "Nothing wrong was found, but not everything could be checked"
            }
        }
    }

    /// What the checks that could not run lacked, most wanted first, with their rules.
    pub(super) fn skipped(&self) -> Vec<(&str, Vec<&str>)> {
        let mut reasons = self.report.skipped_by_reason();
        reasons.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
        reasons
    }

    /// "2 findings".
    pub(super) fn count(&self) -> String {
        match self.findings.len() {
            1 => "1 finding".to_owned(),
            number => format!("{number} findings"),
        }
    }
}

impl Token {
    /// Whether a part of this kind is shown.
    pub(super) fn has(&self, part: &str) -> bool {
        self.pieces.iter().any(|piece| piece.part == part)
    }

    fn of(case: &Case, report: &Report, now: u64) -> Option<Token> {
        let known = KnownSecrets::of(case);
        if case.signature.is_none() && case.payload.is_none() {
            return None;
        }
        let signature = case.signature.as_deref().unwrap_or_default();
        if known.are_in(signature) {
            return None;
        }
        let inspection = inspect_unverified(signature);
        let table = |object, part| match object {
            Some(object) => claims::of_part(object, part, report, &known, now),
            None => Vec::new(),
        };
        let header = table(inspection.header().or(case.header.as_ref()), Part::Header);
        let payload = table(
            inspection.payload().or(case.payload.as_ref()),
            Part::Payload,
        );
        let holds_secret = inspection
            .parts
            .iter()
            .filter_map(|part| part.decoded.as_deref())
            .any(|bytes| known.are_in(&String::from_utf8_lossy(bytes)));
        Some(Token {
            shape: match case.signature {
                Some(_) => token::shape(signature),
                None => "as it was decoded".to_owned(),
            },
            pieces: match holds_secret || case.signature.is_none() {
                true => Vec::new(),
                false => token::pieces(signature, report),
            },
            holds_secret,
            header,
            payload,
        })
    }
}

impl Told {
    pub(super) fn severity(&self) -> &'static str {
        token::severity(self.finding.severity)
    }

    pub(super) fn confidence(&self) -> &'static str {
        match self.finding.confidence {
            Confidence::Certain => "certain",
            Confidence::Likely => "likely",
            Confidence::Possible => "possible",
        }
    }
}

fn is_of_token(part: Part) -> bool {
    matches!(
        part,
        Part::Signature | Part::Header | Part::Payload | Part::Mac
    )
}

pub(super) fn place(evidence: &Evidence) -> String {
    let part = match evidence.part {
        Part::Signature => "signature",
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Mac => "third part",
        Part::Join => "join()",
        Part::Source => "code",
        Part::Env => "environment",
        Part::Error => "error",
    };
    match &evidence.at {
        Some(at) => match at.split_once("..") {
            Some((from, to)) => format!("{part}, bytes {from} to {to}"),
            None if evidence.part == Part::Source => format!("{part}, line {at}"),
            None => format!("{part} › {at}"),
        },
        None => part.to_owned(),
    }
}
