//! The address of a server, as people write it.

use std::sync::Arc;

use http::Uri;

const HTTP_PORT: u16 = 8500;
const HTTPS_PORT: u16 = 8501;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// `host:port`: how it is shown, and its label in metrics.
    pub(crate) name: Arc<str>,
    /// `scheme://host:port`, without a slash at its end.
    pub(crate) base: String,
    pub(crate) tls: bool,
}

/// Reads `host`, `host:port`, `http://host:port` or `https://host:port`.
pub(crate) fn parse(text: &str) -> Result<Address, String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let tls = match scheme.to_ascii_lowercase().as_str() {
        "http" => false,
        "https" => true,
        other => return Err(format!("`{other}` is neither http nor https")),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    if rest.contains(['/', '?', '#']) {
        return Err("only scheme, host and port are taken, no path".to_owned());
    }
    if rest.contains('@') {
        return Err("no user name in an address; the token has its own setting".to_owned());
    }
    let uri: Uri = format!("http://{rest}/")
        .parse()
        .map_err(|_| "it is no host, and no host with a port".to_owned())?;
    let host = uri.host().unwrap_or_default();
    if host.is_empty() {
        return Err("it has no host".to_owned());
    }
    // Not asked of the URI, which says of a port that it cannot read that there is none.
    let port = match &rest[host.len()..] {
        "" if tls => HTTPS_PORT,
        "" => HTTP_PORT,
        written => port(written)?,
    };
    let scheme = if tls { "https" } else { "http" };
    Ok(Address {
        name: format!("{host}:{port}").into(),
        base: format!("{scheme}://{host}:{port}"),
        tls,
    })
}

/// `:port`, as it stands behind a host.
fn port(written: &str) -> Result<u16, String> {
    let digits = written.strip_prefix(':').unwrap_or(written);
    if digits.is_empty() {
        return Err("its port is missing".to_owned());
    }
    let number = digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.parse() {
        Ok(0) => Err("port 0 cannot be asked".to_owned()),
        Ok(port) if number => Ok(port),
        _ => Err(format!(
            "`{digits}` is no port, which is a number up to 65535"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_people_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            let base = parse(text).map(|address| address.base);
            assert_eq!(base.as_deref().ok(), expected, "{text}");
        };
        check("10.0.0.1", Some("http://10.0.0.1:8500"));
        check(" consul.example:80 ", Some("http://consul.example:80"));
        check("http://consul:8500/", Some("http://consul:8500"));
        check("HTTPS://consul", Some("https://consul:8501"));
        check("[::1]:8500", Some("http://[::1]:8500"));
        check("[fe80::1]", Some("http://[fe80::1]:8500"));
        check("ftp://consul", None);
        check("http://consul:8500/v1", None);
        check("http://user:pass@consul", None);
        check("consul:", None);
        check("consul:0", None);
        check("consul:65535", Some("http://consul:65535"));
        check("consul:65536", None);
        check("consul:99999", None);
        check("consul:port", None);
        check("consul:+80", None);
        check("consul:1:2", None);
        check("[::1]:99999", None);
        check("a b", None);
        check("", None);
    }
}
