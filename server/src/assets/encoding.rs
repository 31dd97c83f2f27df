//! Which of the precompressed forms a client wants (RFC 9110, section 12.5.3).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

/// Quality in thousandths, as the header can say it.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

/// The wanted form among those that exist; between equals the smaller wins.
pub(super) fn choose(headers: &HeaderMap, brotli: bool, gzip: bool) -> Encoding {
    let wanted = parse(headers);
    let coded = |quality: Option<u16>| quality.or(wanted.any).unwrap_or(0);
    // Plain is the fallback; it wins only over forms that the client ranks below it by name.
    let mut best = (Encoding::Identity, wanted.identity.unwrap_or(0).max(1));
    if gzip && coded(wanted.gzip) >= best.1 {
        best = (Encoding::Gzip, coded(wanted.gzip));
    }
    if brotli && coded(wanted.brotli) >= best.1 {
        best = (Encoding::Brotli, coded(wanted.brotli));
    }
    best.0
}

fn parse(headers: &HeaderMap) -> Wanted {
    let mut wanted = Wanted::default();
    let values = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1000, thousandths);
        match name.as_str() {
            "br" => wanted.brotli = Some(quality),
            "gzip" | "x-gzip" => wanted.gzip = Some(quality),
            "identity" => wanted.identity = Some(quality),
            "*" => wanted.any = Some(quality),
            _ => {}
        }
    }
    wanted
}

/// A quality that cannot be read counts as unwanted.
fn thousandths(text: &str) -> u16 {
    match text.parse::<f32>() {
        Ok(quality) if (0.0..=1.0).contains(&quality) => (quality * 1000.0) as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_client_decides() {
        let check = |header: &'static str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            assert_eq!(choose(&headers, true, true), expected, "{header}");
        };
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip, deflate", Encoding::Gzip);
        check("GZIP", Encoding::Gzip);
        check("br;q=0.5, gzip;q=0.9", Encoding::Gzip);
        check("br;q=0, gzip;q=0", Encoding::Identity);
        check("*", Encoding::Brotli);
        check("*;q=0", Encoding::Identity);
        check("br;q=0, *", Encoding::Gzip);
        check("identity, br;q=0.5", Encoding::Identity);
        check("identity;q=0.5, br;q=0.5", Encoding::Brotli);
        check("br;q=nonsense", Encoding::Identity);
        check("", Encoding::Identity);
    }

    #[test]
    fn only_forms_that_exist_are_chosen() {
        let mut headers = HeaderMap::new();
        assert_eq!(choose(&headers, true, true), Encoding::Identity);
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        assert_eq!(choose(&headers, false, true), Encoding::Gzip);
        assert_eq!(choose(&headers, false, false), Encoding::Identity);
    }
}
