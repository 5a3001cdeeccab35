//! An attempt to join, as Client View makes it, and how it should end.

use countersign_diagnose::{Case, Report};
use countersign_emulator::Verdict;
use countersign_token::{ExposeSecret, MeetingNumber, Secret};

use super::Walk;
use super::step::Stop;
use crate::failure::Failure;
use crate::render;

/// What somebody gives to `join()` besides the signature.
#[derive(Default)]
pub(super) struct Person<'a> {
    pub(super) name: &'a str,
    pub(super) email: &'a str,
    pub(super) passcode: Option<&'a Secret>,
    pub(super) zak: Option<&'a Secret>,
    pub(super) tk: Option<&'a Secret>,
}

impl Walk<'_> {
    /// Sends what Client View sends, for its refusals are in the answer itself.
    async fn present(
        &mut self,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
    ) -> Result<(Verdict, Report), Stop> {
        let text = |secret: Option<&Secret>| {
            secret
                .map_or("", |secret| secret.expose_secret())
                .to_owned()
        };
        let (number, client_id) = (
            number.to_string(),
            self.emulator.credentials().meeting_sdk.client_id,
        );
        let (passcode, zak, tk) = (text(person.passcode), text(person.zak), text(person.tk));
        let fields = [
            ("meetingNumber", number.as_str()),
            ("userName", person.name),
            ("passWord", &passcode),
            ("signature", signature),
            ("signatureType", "sdk"),
            ("apiKey", &client_id),
            ("lang", "en-US"),
            ("userEmail", person.email),
            ("cv", countersign_gateway::SDK_VERSION),
            ("proxy", "1"),
            ("tk", &tk),
            ("ztk", ""),
            ("zsk", &zak),
            ("ulsm", if zak.is_empty() { "0" } else { "1" }),
            ("suid", ""),
            ("customerKey", ""),
        ];
        let url = format!("{}/api/v1/wc/info", self.emulator.base_url());
        self.http.post_form(&url, &fields).await?;
        match self.emulator.attempts().since(0).last() {
            Some(attempt) => Ok((attempt.verdict.clone(), attempt.report.clone())),
            None => Err(Failure::CouldNotRun("the emulator kept no attempt".to_owned()).into()),
        }
    }

    pub(super) async fn accepted(
        &mut self,
        step: &str,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
    ) -> Result<(), Stop> {
        let (verdict, report) = self.present(number, signature, person).await?;
        let sent = sent(person);
        match verdict {
            Verdict::Accepted => self.good(step, &sent, "accepted"),
            refused => {
                self.amiss(step, &sent, "accepted", &in_words(&refused))?;
                Ok(render::report(&Case::default(), &report, &mut self.out)?)
            }
        }
    }

    /// The attempt must end as 3712, and the doctor must find `rule`.
    pub(super) async fn refused(
        &mut self,
        step: &str,
        number: MeetingNumber,
        signature: &str,
        person: &Person<'_>,
        rule: &str,
    ) -> Result<(), Stop> {
        let (verdict, report) = self.present(number, signature, person).await?;
        let (sent, got) = (sent(person), in_words(&verdict));
        match &verdict {
            Verdict::Refused { shown: 3712, .. } => self.good(step, &sent, &got)?,
            _ => self.amiss(step, &sent, "refused, shown as 3712", &got)?,
        }
        writeln!(self.out)?;
        render::findings(&Case::default(), &report, &mut self.out)?;
        writeln!(self.out)?;
        if !report.findings.iter().any(|finding| finding.rule == rule) {
            self.amiss("doctor", step, &format!("the finding {rule}"), "others")?;
        }
        Ok(())
    }
}

/// What goes to the join endpoint, by name.
fn sent(person: &Person<'_>) -> String {
    let given = [
        Some("signature"),
        person.passcode.map(|_| "passcode"),
        person.zak.map(|_| "ZAK"),
        person.tk.map(|_| "tk"),
        (!person.email.is_empty()).then_some("e-mail"),
    ];
    let given: Vec<&str> = given.into_iter().flatten().collect();
    format!("POST /api/v1/wc/info, {}", given.join(", "))
}

fn in_words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Accepted => "accepted".to_owned(),
        Verdict::Refused {
            shown, sent, text, ..
        } => {
            format!("refused: {sent} {text:?}, which the SDK shows as {shown}")
        }
    }
}
