//! The names that a certificate is for.

use std::net::{IpAddr, Ipv6Addr};

use rcgen::{CidrSubnet, GeneralSubtree, SanType};
use rustls::pki_types::ServerName;

use super::TlsError;

/// What every certificate is for: Zoom's hosts (`api.zoom.us`, `us02web.zoom.us`, `marketplace.zoom.us` …) and this machine.
const ALWAYS: [&str; 6] = [
    "localhost",
    "127.0.0.1",
    "::1",
    "zoom.us",
    "*.zoom.us",
    crate::WEB_ENDPOINT,
];

/// A host name, `*.` and a host name, or an address.
pub(super) enum Name {
    Host(String),
    Address(IpAddr),
}

/// Those of every certificate and `more`.
pub(super) fn all(more: &[String]) -> Result<Vec<Name>, TlsError> {
    let more = more.iter().map(String::as_str);
    ALWAYS.into_iter().chain(more).map(parse).collect()
}

/// What an authority must be allowed to sign for, to sign for all `names`: addresses that lead to this machine only, and the names.
pub(super) fn subtrees(names: &[Name]) -> Vec<GeneralSubtree> {
    let mut subtrees = vec![
        GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8)),
        GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix(
            Ipv6Addr::LOCALHOST.octets(),
            128,
        )),
    ];
    let further = |name: &&Name| !matches!(name, Name::Address(address) if address.is_loopback());
    for subtree in names.iter().filter(further).map(Name::subtree) {
        if !subtrees.contains(&subtree) {
            subtrees.push(subtree);
        }
    }
    subtrees
}

fn parse(text: &str) -> Result<Name, TlsError> {
    if let Ok(address) = text.parse() {
        return Ok(Name::Address(address));
    }
    let host = text.strip_prefix("*.").unwrap_or(text);
    match ServerName::try_from(host) {
        Ok(ServerName::DnsName(_)) => Ok(Name::Host(text.to_ascii_lowercase())),
        _ => Err(TlsError::Name(text.to_owned())),
    }
}

impl Name {
    /// As the certificate says it.
    pub(super) fn alternative(&self) -> Result<SanType, TlsError> {
        match self {
            Self::Address(address) => Ok(SanType::IpAddress(*address)),
            Self::Host(host) => match host.as_str().try_into() {
                Ok(host) => Ok(SanType::DnsName(host)),
                Err(_) => Err(TlsError::Name(host.clone())),
            },
        }
    }

    /// A host name allows the names below it too.
    fn subtree(&self) -> GeneralSubtree {
        match self {
            Self::Address(address) => {
                let bits = if address.is_ipv4() { 32 } else { 128 };
                GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(*address, bits))
            }
            Self::Host(host) => {
                let host = host.strip_prefix("*.").unwrap_or(host);
                GeneralSubtree::DnsName(host.to_owned())
            }
        }
    }
}
