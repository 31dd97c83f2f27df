//! Certificate and key, read and matched before anything listens.

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::pem::{self, PemObject as _};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::{Config, Problem};

const CERTIFICATE: &str = "tls.certificate";
const KEY: &str = "tls.key";

/// Nothing when neither file is set: plain HTTP.
///
/// # Errors
///
/// When a file cannot be read, is not what it should be, or the two do not fit.
pub(crate) fn load(config: &Config) -> Result<Option<RustlsConfig>, Vec<Problem>> {
    let (Some(certificate), Some(key)) = (&config.tls.certificate, &config.tls.key) else {
        return Ok(None);
    };
    let problem = |key: &str, what: String, remedy: &str| Problem {
        place: config.places.of(key),
        key: key.to_owned(),
        what,
        remedy: remedy.to_owned(),
    };
    let chain = chain(certificate).map_err(|what| {
        let remedy = "give a PEM file that begins with -----BEGIN CERTIFICATE-----";
        problem(CERTIFICATE, what, remedy)
    });
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| {
        let what = told(key, &error, "no private key");
        problem(KEY, what, "give a PEM file with an unencrypted private key")
    });
    let (chain, private) = match (chain, private) {
        (Ok(chain), Ok(private)) => (chain, private),
        (chain, private) => {
            let problems = [chain.err(), private.err()];
            return Err(problems.into_iter().flatten().collect());
        }
    };
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(chain, private)
        });
    let mut server = server.map_err(|error| {
        // It is read together with the key.
        if let rustls::Error::InvalidCertificate(_) = error {
            let what = format!(
                "{} holds a broken certificate: {error}",
                certificate.display()
            );
            let remedy = "give the certificate as it was issued";
            return vec![problem(CERTIFICATE, what, remedy)];
        }
        let what = format!("{} does not fit {CERTIFICATE}: {error}", key.display());
        vec![problem(
            KEY,
            what,
            "give the key that the certificate was made for",
        )]
    })?;
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Some(RustlsConfig::from_config(Arc::new(server))))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|error| told(path, &error, "no certificate"))?;
    if chain.is_empty() {
        return Err(told(path, &pem::Error::NoItemsFound, "no certificate"));
    }
    Ok(chain)
}

fn told(path: &Path, error: &pem::Error, nothing: &str) -> String {
    let path = path.display();
    match error {
        pem::Error::NoItemsFound => format!("{path} holds {nothing}"),
        pem::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            format!("{path} holds {nothing}")
        }
        pem::Error::Io(error) => format!("{path} cannot be read: {error}"),
        error => format!("{path} is not PEM: {error}"),
    }
}
