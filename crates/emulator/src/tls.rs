//! A local certificate authority, for pages that reach the emulator as `https://zoom.us` by a resolver rule.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::clock::UnixSeconds;

/// The names that the certificate is for.
const NAMES: [&str; 5] = [
    "localhost",
    "127.0.0.1",
    "zoom.us",
    "api.zoom.us",
    crate::WEB_ENDPOINT,
];
const CA_FILE: &str = "ca.pem";
const KEY_FILE: &str = "ca-key.pem";

/// Where to listen with TLS.
#[derive(Clone, Debug)]
pub struct TlsOptions {
    /// The address; port 0 for any.
    pub addr: SocketAddr,
    /// Holds `ca.pem`, for browsers to trust, and `ca-key.pem`, readable by its owner alone. Both are made when missing.
    pub dir: PathBuf,
}

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The key file does not hold a key, or no certificate could be made with it.
    #[error("no certificate could be made with {}; delete the file to have a new one: {source}", path.display())]
    Certificate {
        /// The key's file.
        path: PathBuf,
        /// Why.
        source: rcgen::Error,
    },
    /// The TLS library does not take the certificate.
    #[error("the TLS library refuses the certificate")]
    Config(#[from] rustls::Error),
}

/// What the TLS listener needs.
pub(crate) struct Identity {
    pub(crate) ca_pem: String,
    pub(crate) config: Arc<ServerConfig>,
}

impl Identity {
    /// Takes the authority in `dir`, or makes one, and has it sign a certificate for this run.
    pub(crate) fn load_or_make(dir: &Path, now: UnixSeconds) -> Result<Self, TlsError> {
        fs::create_dir_all(dir).map_err(|source| TlsError::File {
            path: dir.to_owned(),
            source,
        })?;
        let key_path = dir.join(KEY_FILE);
        let ca_path = dir.join(CA_FILE);
        let certificate = |source| TlsError::Certificate {
            path: key_path.clone(),
            source,
        };
        let kept = read(&key_path)?;
        let key = match &kept {
            Some(pem) => KeyPair::from_pem(pem).map_err(certificate)?,
            None => KeyPair::generate().map_err(certificate)?,
        };
        if kept.is_none() {
            write(&key_path, &key.serialize_pem(), 0o600)?;
        }
        let authority = authority(now);
        let ca_pem = match read(&ca_path)?.filter(|_| kept.is_some()) {
            Some(pem) => pem,
            None => {
                let pem = authority.self_signed(&key).map_err(certificate)?.pem();
                write(&ca_path, &pem, 0o644)?;
                pem
            }
        };
        let leaf_key = KeyPair::generate().map_err(certificate)?;
        let issuer = Issuer::new(authority, key);
        let leaf = leaf(now)
            .and_then(|leaf| leaf.signed_by(&leaf_key, &issuer))
            .map_err(certificate)?;
        // The authority's own certificate goes along, so that a browser can be told its public key instead of the file.
        let mut chain = vec![leaf.der().clone()];
        chain.extend(CertificateDer::pem_slice_iter(ca_pem.as_bytes()).flatten());
        let private: PrivateKeyDer<'static> =
            PrivatePkcs8KeyDer::from(leaf_key.serialize_der()).into();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, private)?;
        // WebSockets need it.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            ca_pem,
            config: Arc::new(config),
        })
    }
}

/// Always the same name, so that a certificate can be signed when only the key was kept.
fn authority(now: UnixSeconds) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name("Countersign emulator, local authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![
        KeyUsagePurpose::KeyCertSign,
        KeyUsagePurpose::DigitalSignature,
    ];
    valid(&mut params, now, 3_650);
    params
}

fn leaf(now: UnixSeconds) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
    params.distinguished_name = name("Countersign emulator");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    // Browsers refuse certificates that live longer than 398 days.
    valid(&mut params, now, 390);
    Ok(params)
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

fn valid(params: &mut CertificateParams, now: UnixSeconds, days: i64) {
    let midnight = |days: i64| {
        let now = i64::try_from(now)
            .ok()
            .and_then(|now| Timestamp::from_second(now).ok())
            .unwrap_or_default();
        let then = now.checked_add((days * 24).hours()).unwrap_or(now);
        let then = TimeZone::UTC.to_datetime(then);
        date_time_ymd(
            then.year().into(),
            then.month().unsigned_abs(),
            then.day().unsigned_abs(),
        )
    };
    params.not_before = midnight(-1);
    params.not_after = midnight(days);
}

fn read(path: &Path) -> Result<Option<String>, TlsError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TlsError::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// With these rights from the first byte on, so that a key is never readable by others.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), TlsError> {
    let failed = |source| TlsError::File {
        path: path.to_owned(),
        source,
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}
