//! What a case lacks for a rule to run, and how to come by it.

use crate::{LiveCheck, rule::rule};

/// Why a rule could not run.
#[derive(Clone, Copy)]
pub(crate) struct Lacks {
    /// What is missing.
    pub(crate) because: &'static str,
    /// The rule that stands for all that lack the same; nothing where the one that lacks it speaks for itself.
    pub(crate) rule: Option<&'static str>,
    /// What may be wrong where it would tell.
    pub(crate) maybe: &'static str,
    /// How to go on, in whole sentences.
    pub(crate) next_step: &'static str,
}

impl Lacks {
    pub(crate) const SIGNATURE: Lacks = Lacks {
        because: "no signature was given",
        rule: Some("not-a-token"),
        maybe: "the signature may be malformed, out of date or made for something else",
        next_step: "Give the doctor the signature exactly as your page passes it to join().",
    };
    pub(crate) const SECRET: Lacks = Lacks {
        because: "no client secret was given",
        rule: Some("wrong-secret"),
        maybe: "the signature may be made with another secret than that of the Meeting SDK app",
        next_step: "Give the client secret of the Meeting SDK app by environment: `countersign doctor --secret-env \
                    NAME`. It stays on your machine and is never shown.",
    };
    pub(crate) const JOIN: Lacks = Lacks {
        because: "the options of join() were not given",
        rule: None,
        maybe: "the options of join() may not fit the signature",
        next_step: "Give the doctor the options that your page passes to join(), passcode and tokens left out.",
    };
    pub(crate) const HEADER: Lacks =
        Lacks::unreadable("the signature has no header that can be read");
    pub(crate) const PAYLOAD: Lacks =
        Lacks::unreadable("the signature has no payload that can be read");
    pub(crate) const MAC: Lacks = Lacks::unreadable("the signature is not made of three parts");
    pub(crate) const OTHER_KIND: Lacks =
        Lacks::unreadable("the token is not one of the Meeting SDK");
    pub(crate) const TIMES: Lacks =
        Lacks::unreadable("the token does not say its times in seconds");
    pub(crate) const ERROR: Lacks = Lacks {
        because: "no error was given",
        rule: None,
        maybe: "Zoom may say what is wrong",
        next_step: "Give the doctor the error code and text that the SDK shows.",
    };

    /// What to look into for `cause`; nothing where there is no next step.
    pub(crate) fn check(self, cause: &str) -> Option<LiveCheck> {
        let cause = self.rule.unwrap_or(cause);
        (!self.next_step.is_empty()).then(|| LiveCheck {
            rule: cause.to_owned(),
            message: self.maybe.to_owned(),
            next_step: self.next_step.to_owned(),
            url: rule(cause)
                .map(|rule| rule.url.to_owned())
                .unwrap_or_default(),
        })
    }

    /// Something is at fault that another rule reports, so that there is no next step of its own.
    const fn unreadable(because: &'static str) -> Lacks {
        Lacks {
            because,
            rule: None,
            maybe: "",
            next_step: "",
        }
    }
}
