//! The authority: made once, kept in a folder, confined to the names of the emulator.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints, PublicKeyData,
};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::{CertificateError, RootCertStore};
use sha2::{Digest, Sha256};

use super::name::{self, Name};
use super::{TlsError, file, provider, validity};
use crate::clock::UnixSeconds;

const CA_FILE: &str = "ca.pem";
const KEY_FILE: &str = "ca-key.pem";
const CA_DAYS: i64 = 3_650;
/// Browsers refuse certificates that live longer than 398 days.
const LEAF_DAYS: i64 = 390;

/// A certificate authority of this machine's own, kept in a folder.
///
/// Whoever trusts it trusts whoever can read its key, so it is confined: by its name constraints (RFC 5280 §4.2.1.10) it signs for
/// `zoom.us` and below, [`crate::WEB_ENDPOINT`], `localhost`, loopback addresses and what was asked for when it was made, and by its
/// extended key usage for servers alone.
pub struct Authority {
    dir: PathBuf,
    id: String,
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// The one that is kept in `dir`, if there is one.
    ///
    /// # Errors
    /// When a file cannot be read or is no key.
    pub fn load(dir: &Path) -> Result<Option<Self>, TlsError> {
        let key = file::read(&dir.join(KEY_FILE))?;
        let pem = file::read(&dir.join(CA_FILE))?;
        match (key, pem) {
            (Some(key), Some(pem)) => Self::of(dir, &key, pem).map(Some),
            _ => Ok(None),
        }
    }

    /// The one that is kept in `dir`; if there is none, one is made that may sign for `names` too.
    ///
    /// # Errors
    /// When a file cannot be read or made, or what is there cannot sign for `names` now.
    pub fn load_or_make(dir: &Path, names: &[String], now: UnixSeconds) -> Result<Self, TlsError> {
        let permitted = name::all(names)?;
        file::make_dir(dir)?;
        let key_path = dir.join(KEY_FILE);
        let ca_path = dir.join(CA_FILE);
        let failed = |source| TlsError::Certificate {
            path: key_path.clone(),
            source,
        };
        let key_pem = match file::read(&key_path)? {
            Some(kept) => kept,
            None => {
                // What another key signed is of no use.
                file::remove(&ca_path)?;
                let key = KeyPair::generate().map_err(failed)?;
                file::keep(&key_path, &key.serialize_pem(), 0o600)?
            }
        };
        let pem = match file::read(&ca_path)? {
            Some(kept) => kept,
            None => {
                let key = KeyPair::from_pem(&key_pem).map_err(failed)?;
                let params = params(&id_of(&key), &permitted, now);
                let made = params.self_signed(&key).map_err(failed)?.pem();
                file::keep(&ca_path, &made, 0o644)?
            }
        };
        let authority = Self::of(dir, &key_pem, pem)?;
        authority.sign(names, now)?;
        Ok(authority)
    }

    fn of(dir: &Path, key_pem: &str, pem: String) -> Result<Self, TlsError> {
        let key = KeyPair::from_pem(key_pem).map_err(|source| TlsError::Certificate {
            path: dir.join(KEY_FILE),
            source,
        })?;
        let id = id_of(&key);
        let mut subject = CertificateParams::default();
        subject.distinguished_name = distinguished(&common_name(&id));
        Ok(Self {
            dir: dir.to_owned(),
            id,
            pem,
            issuer: Issuer::new(subject, key),
        })
    }

    /// Sixteen hexadecimal digits that belong to its key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What stores and browsers list it as.
    #[must_use]
    pub fn name(&self) -> String {
        common_name(&self.id)
    }

    /// Its certificate, for others to trust.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// The file of its certificate.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.dir.join(CA_FILE)
    }

    /// A certificate for the emulator's names and `names`, which whoever trusts the authority takes, and its key.
    pub(super) fn sign(
        &self,
        names: &[String],
        now: UnixSeconds,
    ) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), TlsError> {
        let failed = |source| TlsError::Certificate {
            path: self.dir.join(KEY_FILE),
            source,
        };
        let mut params = CertificateParams::default();
        params.distinguished_name = distinguished("Countersign emulator");
        params.subject_alt_names = name::all(names)?
            .iter()
            .map(Name::alternative)
            .collect::<Result<_, _>>()?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        validity::set(&mut params, now, LEAF_DAYS);
        let key = KeyPair::generate().map_err(failed)?;
        let leaf = params.signed_by(&key, &self.issuer).map_err(failed)?;
        let leaf = leaf.der().clone();
        let own = CertificateDer::from_pem_slice(self.pem.as_bytes()).map_err(|_| {
            self.unusable(rustls::Error::General(
                "ca.pem holds no certificate".to_owned(),
            ))
        })?;
        self.prove(&leaf, &own, names, now)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
        // The authority's own certificate goes along, so that a browser can be told its public key instead of the file.
        Ok((vec![leaf, own], key))
    }

    /// As a client that trusts the authority does.
    fn prove(
        &self,
        leaf: &CertificateDer<'_>,
        own: &CertificateDer<'_>,
        names: &[String],
        now: UnixSeconds,
    ) -> Result<(), TlsError> {
        let mut roots = RootCertStore::empty();
        roots
            .add(own.clone())
            .map_err(|error| self.unusable(error))?;
        let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), provider())
            .build()
            .map_err(|error| self.unusable(rustls::Error::General(error.to_string())))?;
        let now = UnixTime::since_unix_epoch(Duration::from_secs(now));
        let host = ServerName::try_from("localhost")
            .map_err(|_| TlsError::Name("localhost".to_owned()))?;
        match verifier.verify_server_cert(leaf, &[], &host, &[], now) {
            Ok(_) => Ok(()),
            // What has no name of its own here is a violated name constraint.
            Err(rustls::Error::InvalidCertificate(CertificateError::Other(_)))
                if !names.is_empty() =>
            {
                Err(TlsError::NotPermitted {
                    dir: self.dir.clone(),
                    names: names.to_vec(),
                })
            }
            Err(error) => Err(self.unusable(error)),
        }
    }

    fn unusable(&self, source: rustls::Error) -> TlsError {
        TlsError::Unusable {
            dir: self.dir.clone(),
            source,
        }
    }
}

fn params(id: &str, permitted: &[Name], now: UnixSeconds) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = distinguished(&common_name(id));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: name::subtrees(permitted),
        excluded_subtrees: Vec::new(),
    });
    validity::set(&mut params, now, CA_DAYS);
    params
}

/// Of the key, so that two authorities never look alike in a store.
fn id_of(key: &KeyPair) -> String {
    let hash = Sha256::digest(key.subject_public_key_info());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn common_name(id: &str) -> String {
    format!("Countersign emulator CA {id}")
}

fn distinguished(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}
