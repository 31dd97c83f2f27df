//! Servers that speak TLS.

use std::net::SocketAddr;
use std::sync::Arc;

use consul::observe::Unobserved;
use consul::{Client, Settings};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A server with a certificate of this authority, which answers `"leader"` to everything.
async fn server(authority: &CertifiedIssuer<'static, KeyPair>) -> SocketAddr {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let _ = stream.read(&mut [0; 4_096]).await;
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n\"leader\"";
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    address
}

async fn leader(address: SocketAddr, ca: Option<String>) -> Result<Option<String>, String> {
    let mut settings = Settings {
        servers: vec![format!("https://{address}")],
        ca: ca.map(String::into_bytes),
        ..Settings::default()
    };
    settings.retry.attempts = 1;
    let client = Client::new(settings, Arc::new(Unobserved)).map_err(|error| error.to_string())?;
    let leader = client.status().leader().await;
    let leader = leader.map_err(|error| {
        assert_eq!(error.code(), "unreachable");
        error.to_string()
    })?;
    Ok(leader.value)
}

#[tokio::test]
async fn only_the_given_authority_is_trusted() {
    let (ours, other) = (authority(), authority());
    let address = server(&ours).await;
    let found = leader(address, Some(ours.pem())).await.unwrap();
    assert_eq!(found.as_deref(), Some("leader"));
    // Neither another one, nor those of the machine, where it has any.
    let error = leader(address, Some(other.pem())).await.unwrap_err();
    assert!(error.contains("certificate"), "{error}");
    let error = leader(address, None).await.unwrap_err();
    let nobody = error.contains("trusts nobody");
    assert!(error.contains("certificate") || nobody, "{error}");
}
