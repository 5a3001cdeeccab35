//! What a host's settings want of passcodes: `meeting_password_requirement`.
//!
//! Source of the rules: Zoom's description of `GET /users/{userId}/settings`. The words of the refusal are not documented;
//! callers report a 400 that names the field (<https://github.com/jrchamp/moodle-mod_zoom/issues/424>).

use countersign_token::Secret;

use super::user_settings;
use crate::state::{State, User};

const SPECIAL: [char; 4] = ['@', '*', '_', '-'];
/// How often a passcode is made anew that does not fit by chance.
const TRIES: usize = 64;
/// Zoom takes no longer ones.
const MAX_LENGTH: u64 = 10;

/// Whether `passcode` is what this host's settings want; none is.
pub(super) fn fits(host: &User, passcode: &str) -> bool {
    passcode.is_empty() || Requirement::of(host).fits(passcode)
}

/// A passcode as Zoom makes them: six digits, and what else the host's settings want.
pub(super) fn new(state: &State, host: &User) -> Secret {
    let wanted = Requirement::of(host);
    let made = || wanted.dress(state.new_digits(wanted.length.clamp(6, MAX_LENGTH)));
    let mut tries = (0..TRIES).map(|_| made());
    let fitting = tries.find(|passcode| wanted.fits(passcode));
    fitting.unwrap_or_else(made).into()
}

/// The rules that a host's settings switch on.
struct Requirement {
    length: u64,
    letter: bool,
    number: bool,
    special: bool,
    both_cases: bool,
    only_numeric: bool,
    /// One fewer may follow each other, as in `abc`, `321` or `aaa`; 0 is any number.
    consecutive: u64,
}

impl Requirement {
    fn of(host: &User) -> Self {
        let set = |name: &str| user_settings::passcode_requirement(host, name);
        let flag = |name: &str| set(name) == true;
        let number = |name: &str| set(name).as_u64().unwrap_or(0);
        Self {
            length: number("length"),
            letter: flag("have_letter"),
            number: flag("have_number"),
            special: flag("have_special_character"),
            both_cases: flag("have_upper_and_lower_characters"),
            only_numeric: flag("only_allow_numeric"),
            consecutive: number("consecutive_characters_length"),
        }
    }

    fn fits(&self, passcode: &str) -> bool {
        let any = |is: fn(&char) -> bool| passcode.chars().any(|c| is(&c));
        let digits_alone = passcode.chars().all(|c| c.is_ascii_digit());
        let rules = [
            passcode.chars().count() as u64 >= self.length,
            !self.only_numeric || digits_alone,
            self.only_numeric || !self.letter || any(|c| c.is_alphabetic()),
            !self.number || any(|c| c.is_ascii_digit()),
            self.only_numeric || !self.special || any(|c| !c.is_alphanumeric()),
            self.only_numeric
                || !self.both_cases
                || any(|c| c.is_uppercase()) && any(|c| c.is_lowercase()),
            self.consecutive == 0 || longest_run(passcode) < self.consecutive,
        ];
        rules.into_iter().all(|kept| kept)
    }

    /// Puts what is wanted besides digits in the place of the first ones.
    fn dress(&self, digits: String) -> String {
        if self.only_numeric {
            return digits;
        }
        let lower = |digit: u8| char::from(b'a' + (digit - b'0') * 2);
        let mut passcode = String::new();
        for (index, digit) in digits.bytes().enumerate() {
            passcode.push(match index {
                0 if self.letter || self.both_cases => lower(digit),
                1 if self.both_cases => lower(digit).to_ascii_uppercase(),
                2 if self.special => SPECIAL[usize::from(digit) % SPECIAL.len()],
                _ => char::from(digit),
            });
        }
        passcode
    }
}

/// How many characters follow each other at most: each is the same as the one before it, or the next or previous one.
fn longest_run(passcode: &str) -> u64 {
    let (mut longest, mut run, mut last) = (0, 0, None::<(u32, Option<i64>)>);
    for code in passcode.chars().map(u32::from) {
        let step = last.map(|(before, _)| i64::from(code) - i64::from(before));
        let step = step.filter(|step| (-1..=1).contains(step));
        run = match (step, last.and_then(|(_, step)| step)) {
            (None, _) => 1,
            (Some(step), Some(before)) if step == before => run + 1,
            (Some(_), _) => 2,
        };
        longest = longest.max(run);
        last = Some((code, step));
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::longest_run;

    #[test]
    fn a_run_goes_up_down_or_stays() {
        for (passcode, run) in [
            ("", 0),
            ("a", 1),
            ("ax", 1),
            ("abc", 3),
            ("cba9", 3),
            ("1112", 3),
            ("1233", 3),
            ("abc1x@8fdh", 3),
            ("12345678", 8),
        ] {
            assert_eq!(longest_run(passcode), run, "{passcode}");
        }
    }
}
