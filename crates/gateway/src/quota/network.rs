use std::net::IpAddr;
use std::str::FromStr;

/// A range of addresses in CIDR notation, such as `10.0.0.0/8`; one address is a range of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: u128,
    bits: u32,
    is_v4: bool,
}

/// Not a range of addresses.
#[derive(Debug, thiserror::Error)]
#[error("must be an address or a range such as 10.0.0.0/8")]
pub struct NetworkError;

impl Network {
    /// Whether `address` is in the range. An IPv4 address written as IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        let (value, is_v4) = number(address.to_canonical());
        let width = if is_v4 { 32 } else { 128 };
        let shift = width - self.bits;
        is_v4 == self.is_v4 && value.checked_shr(shift) == self.address.checked_shr(shift)
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Network, NetworkError> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse().map_err(|_| NetworkError)?)),
            None => (text, None),
        };
        let (address, is_v4) = number(address.parse().map_err(|_| NetworkError)?);
        let width = if is_v4 { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        match bits <= width {
            true => Ok(Network {
                address,
                bits,
                is_v4,
            }),
            false => Err(NetworkError),
        }
    }
}

fn number(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(address) => (u32::from(address).into(), true),
        IpAddr::V6(address) => (address.into(), false),
    }
}
