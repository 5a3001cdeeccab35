use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use super::Class;

/// How many requests at once, and how many more in which time: `300 then 5/s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    burst: NonZeroU32,
    more: NonZeroU32,
    per: Per,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Per {
    Second,
    Minute,
    Hour,
}

/// The limits of one client. The defaults are guesses: a whole class of pupils behind one address may join at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `POST /`, per address. Default `300 then 5/s`.
    pub sign: Limit,
    /// Pages and sessions of links, per address: each asks Zoom up to three times. Default `300 then 5/s`.
    pub session: Limit,
    /// The Doctor, per address: each searches for a mistaken secret. Default `60 then 1/s`.
    pub diagnose: Limit,
    /// Everything, per API key. Default `600 then 20/s`.
    pub key: Limit,
}

/// A limit is not written as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be how many at once and how many more, such as \"300 then 5/s\" (or /min, /h), each from 1 to 1000000"
)]
pub struct LimitError;

/// Larger numbers are a slip.
const MOST: u32 = 1_000_000;

impl Limit {
    const fn new(burst: u32, more: u32) -> Limit {
        let (Some(burst), Some(more)) = (NonZeroU32::new(burst), NonZeroU32::new(more)) else {
            panic!("a constant limit is not zero");
        };
        Limit {
            burst,
            more,
            per: Per::Second,
        }
    }

    pub(super) fn burst(self) -> NonZeroU32 {
        self.burst
    }

    /// After how long there is one more; never nothing.
    pub(super) fn every(self) -> Duration {
        Duration::from_secs(self.per.seconds()) / self.more.get()
    }
}

impl Per {
    fn seconds(self) -> u64 {
        match self {
            Per::Second => 1,
            Per::Minute => 60,
            Per::Hour => 3_600,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Per::Second => "s",
            Per::Minute => "min",
            Per::Hour => "h",
        }
    }
}

impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Limit, LimitError> {
        let number = |text: &str| {
            let number: NonZeroU32 = text.trim().parse().ok()?;
            (number.get() <= MOST).then_some(number)
        };
        let parse = || {
            let (burst, rest) = text.split_once("then")?;
            let (more, per) = rest.split_once('/')?;
            let all = [Per::Second, Per::Minute, Per::Hour];
            Some(Limit {
                burst: number(burst)?,
                more: number(more)?,
                per: all.into_iter().find(|one| one.name() == per.trim())?,
            })
        };
        parse().ok_or(LimitError)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} then {}/{}", self.burst, self.more, self.per.name())
    }
}

impl Limits {
    pub(super) fn of(&self, class: Class) -> Limit {
        match class {
            Class::Sign => self.sign,
            Class::Session => self.session,
            Class::Diagnose => self.diagnose,
            Class::Key => self.key,
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        const MANY: Limit = Limit::new(300, 5);
        const FEW: Limit = Limit::new(60, 1);
        const OF_A_KEY: Limit = Limit::new(600, 20);
        Limits {
            sign: MANY,
            session: MANY,
            diagnose: FEW,
            key: OF_A_KEY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_read_as_it_is_written() {
        for text in ["300 then 5/s", "1 then 1/h", "1000000 then 1000000/min"] {
            let limit: Limit = text.parse().unwrap();
            assert_eq!(limit.to_string(), text);
            assert!(!limit.every().is_zero());
        }
        let limit: Limit = "10 then 30/min".parse().unwrap();
        assert_eq!(
            (limit.burst().get(), limit.every()),
            (10, Duration::from_secs(2))
        );
    }

    #[test]
    fn what_is_no_limit_is_refused() {
        for text in [
            "",
            "300",
            "0 then 5/s",
            "300 then 0/s",
            "300 then 5/day",
            "1000001 then 1/s",
            "-1 then 1/s",
        ] {
            assert_eq!(text.parse::<Limit>(), Err(LimitError), "{text}");
        }
    }
}
