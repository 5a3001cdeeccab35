use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

use super::Network;

/// The address of the client: the peer, or, if that is a trusted proxy, whoever the proxies say they speak for. The list
/// in `X-Forwarded-For` is walked from the right, because its left end is whatever the client wrote.
pub(super) fn of(parts: &Parts, trusted: &[Network]) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let forwarded: Vec<&str> = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut client = peer;
    for hop in forwarded.iter().rev() {
        match hop.parse() {
            Ok(address) if is_trusted(client) => client = address,
            _ => break,
        }
    }
    client
}

/// What is counted as one client: an IPv4 address, or the /64 that an IPv6 customer has to themselves.
pub(super) fn client(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let prefix = u128::from(address) & (u128::MAX << 64);
            Ipv6Addr::from(prefix).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut request = Request::new(());
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for value in forwarded {
            request
                .headers_mut()
                .append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        client(of(&request.into_parts().0, &trusted))
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_from_the_right() {
        for (peer, forwarded, client) in [
            ("9.9.9.9:1", &["1.1.1.1"][..], "9.9.9.9"),
            ("10.0.0.1:1", &["1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6, 1.1.1.1, 10.2.2.2"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1:1", &["1.1.1.1, nonsense"], "10.0.0.1"),
            ("10.0.0.1:1", &[], "10.0.0.1"),
            ("[::ffff:10.0.0.1]:1", &["1.1.1.1"], "1.1.1.1"),
            ("[::1]:1", &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
        ] {
            assert_eq!(seen(peer, forwarded), client, "{peer} {forwarded:?}");
        }
    }
}
