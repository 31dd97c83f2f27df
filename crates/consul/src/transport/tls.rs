//! Whom to trust when a server speaks TLS.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use crate::settings::Problems;

/// With an authority of one's own no other counts; without one, those of the machine.
pub(super) fn config(ca: Option<&[u8]>, encrypted: bool) -> Result<ClientConfig, Problems> {
    let roots = match ca {
        Some(pem) => own(pem)?,
        None if encrypted => of_the_machine()?,
        None => RootCertStore::empty(),
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Problems::one("ca", error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn own(pem: &[u8]) -> Result<RootCertStore, Problems> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate =
            certificate.map_err(|error| Problems::one("ca", format!("it is no PEM: {error}")))?;
        roots
            .add(certificate)
            .map_err(|error| Problems::one("ca", format!("a certificate is bad: {error}")))?;
    }
    if roots.is_empty() {
        return Err(Problems::one("ca", "it holds no certificate"));
    }
    Ok(roots)
}

fn of_the_machine() -> Result<RootCertStore, Problems> {
    let mut roots = RootCertStore::empty();
    // Old stores have entries that nobody can read; the good ones count.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(Problems::one(
            "ca",
            "a server speaks https, this machine trusts nobody, and no authority is given",
        ));
    }
    Ok(roots)
}
