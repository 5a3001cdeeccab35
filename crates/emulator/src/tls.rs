//! HTTPS with a certificate of a local authority, for clients whose hosts are fixed and for pages that reach the
//! emulator as `https://zoom.us`.

mod authority;
mod file;
mod name;
mod validity;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;

use crate::clock::UnixSeconds;

pub use authority::Authority;

/// Where to listen with TLS.
#[derive(Clone, Debug)]
pub struct TlsOptions {
    /// The address; port 0 for any.
    pub addr: SocketAddr,
    /// Holds `ca.pem`, for browsers to trust, and `ca-key.pem`, readable by its owner alone. Both are made when missing.
    pub dir: PathBuf,
    /// Host names and addresses to answer to besides `zoom.us`, all names below it, [`crate::WEB_ENDPOINT`], `localhost` and this
    /// machine's own addresses. An authority that was made without them may not sign for them.
    pub names: Vec<String>,
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
    /// What should be a name is none.
    #[error(
        "{0:?} is neither a host name nor an address; a certificate takes zoom.test, *.zoom.test or 192.0.2.1"
    )]
    Name(String),
    /// The authority is confined to other names.
    #[error(
        "the authority in {} was made for other names than {}; take another folder, and one is made there for these",
        dir.display(), names.join(", ")
    )]
    NotPermitted {
        /// Where the authority is kept.
        dir: PathBuf,
        /// The names that were asked for.
        names: Vec<String>,
    },
    /// The two files of the authority do not belong together, or `ca.pem` is no certificate.
    #[error("the authority in {} cannot be used; delete ca.pem and ca-key.pem there to have a new one: {source}", dir.display())]
    Unusable {
        /// Where the authority is kept.
        dir: PathBuf,
        /// Why.
        source: rustls::Error,
    },
    /// The TLS library does not take the certificate.
    #[error("the TLS library refuses the certificate")]
    Config(#[from] rustls::Error),
}

/// What the TLS listener needs.
pub(crate) struct Identity {
    pub(crate) ca_pem: String,
    pub(crate) ca_path: PathBuf,
    pub(crate) config: Arc<ServerConfig>,
}

impl Identity {
    /// Takes the authority in the folder, or makes one, and has it sign a certificate for this run.
    pub(crate) fn load_or_make(options: &TlsOptions, now: UnixSeconds) -> Result<Self, TlsError> {
        let authority = Authority::load_or_make(&options.dir, &options.names, now)?;
        let (chain, key) = authority.sign(&options.names, now)?;
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        // WebSockets need it.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            ca_pem: authority.pem().to_owned(),
            ca_path: authority.path(),
            config: Arc::new(config),
        })
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}
