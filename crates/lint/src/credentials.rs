//! Where credentials come from: the environment, a literal.

use crate::model::{Id, Kind, Model};

/// A variable of the environment that is read.
pub(crate) struct EnvRead {
    pub(crate) name: String,
    /// What is taken when it is not set.
    pub(crate) default: Option<Id>,
}

impl Model<'_> {
    /// The variable of the environment that this expression reads.
    pub(crate) fn env_read(&self, id: Id) -> Option<EnvRead> {
        match self.kind(id) {
            // process.env.NAME, import.meta.env.NAME, os.environ["NAME"], $_ENV["NAME"], ENV["NAME"]
            Kind::Member { of, name } => {
                let of = self.last_name(*of).unwrap_or("");
                let variable = name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
                (matches!(of, "env" | "environ" | "_ENV" | "ENV" | "_SERVER") && variable).then(
                    || EnvRead {
                        name: name.clone(),
                        default: None,
                    },
                )
            }
            Kind::Call { of, name, args } => {
                let receiver = self.receiver(*of);
                let reads = match name.as_str() {
                    "getenv" | "Getenv" | "GetEnvironmentVariable" | "env" | "LookupEnv" => true,
                    "getOrDefault" => receiver == "getenv",
                    "get" | "fetch" => matches!(
                        receiver,
                        "environ" | "env" | "ENV" | "config" | "configService"
                    ),
                    _ => false,
                };
                if !reads {
                    return None;
                }
                let name = self.text_of(*args.first()?)?.to_owned();
                Some(EnvRead {
                    name,
                    default: args.get(1).copied(),
                })
            }
            Kind::Binary { op, left, right }
                if matches!(op.as_str(), "||" | "??" | "or" | "?:") =>
            {
                let mut read = self.env_read(*left)?;
                read.default = Some(*right);
                Some(read)
            }
            _ => None,
        }
    }

    /// The first reads of the environment, at most so many, with their defaults where they have one.
    pub(crate) fn env_reads(&self, most: usize) -> Vec<(Id, EnvRead)> {
        let mut reads: Vec<(Id, EnvRead)> = Vec::new();
        for id in self.ids() {
            let Some(read) = self.env_read(id) else {
                continue;
            };
            if reads.len() == most {
                break;
            }
            let span = &self.nodes[id].span;
            // `read || default` holds the read that was seen before.
            reads.retain(|(inner, _)| {
                let inner = &self.nodes[*inner].span;
                inner.start < span.start || inner.end > span.end
            });
            reads.push((id, read));
        }
        reads
    }
}

/// Whether a name is one for a secret.
pub(crate) fn names_a_secret(name: &str) -> bool {
    let name = crate::plain::plain_name(name);
    name.contains("secret")
        && !name.contains("secretmanager")
        && !name.ends_with("secretname")
        && !name.contains("secretkeyspec")
}

/// Whether a text looks like a credential and not like a word, a URL or a name.
pub(crate) fn looks_like_a_secret(text: &str) -> bool {
    let fits = text.len() >= 16
        && text.len() <= 512
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-+/=.".contains(&byte));
    if !fits || is_placeholder(text) {
        return false;
    }
    let digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let cases: Vec<bool> = text
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.is_ascii_uppercase())
        .collect();
    let changes = cases.windows(2).filter(|two| two[0] != two[1]).count();
    // An upper-case name with a digit (API_V2_SECRET) is a name.
    let name = text.contains('_') && !text.bytes().any(|byte| byte.is_ascii_lowercase());
    !name && letter && (digit && (changes >= 3 || text.len() >= 20) || changes >= 8)
}

/// `YOUR_SDK_SECRET`, `xxxx`, `<secret>` and the like.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = [
        "your",
        "xxx",
        "example",
        "placeholder",
        "changeme",
        "change_me",
        "insert",
        "enter",
        "todo",
        "dummy",
        "replace",
        "secret_here",
        "sdk_secret",
        "client_secret",
        "sdksecret",
        "clientsecret",
        "throwaway",
    ];
    lower.is_empty()
        || words.iter().any(|word| lower.contains(word))
        || text.contains(['<', '>', '*', '{', '$', ' '])
        || lower.chars().all(|c| lower.starts_with(c))
}
