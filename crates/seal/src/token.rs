//! What people and machines sign in with: 256 random bits behind a readable prefix.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use crate::fingerprint::Fingerprint;
use crate::random::{self, NoRandom};

const RANDOM_BYTES: usize = 32;
/// What that is as base64url.
const TEXT_BYTES: usize = 43;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// In the cookie of a browser.
    Session,
    /// In the head of a request of the API.
    Api,
}

impl TokenKind {
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Session => "sks_",
            Self::Api => "skt_",
        }
    }
}

/// Told once to whom it belongs; its [`Fingerprint`] is what is kept.
#[derive(Debug)]
pub struct Token(SecretString);

impl Token {
    pub fn random(kind: TokenKind) -> Result<Self, NoRandom> {
        let mut bytes = Zeroizing::new([0; RANDOM_BYTES]);
        random::fill(&mut *bytes)?;
        // As long as it will be, so that nothing is left behind where it grew.
        let mut text = String::with_capacity(kind.prefix().len() + TEXT_BYTES);
        text.push_str(kind.prefix());
        URL_SAFE_NO_PAD.encode_string(bytes.as_slice(), &mut text);
        Ok(Self(SecretString::from(text)))
    }

    /// Says only whether it could be one; costs nothing where it could not.
    pub fn parse(kind: TokenKind, text: &str) -> Result<Self, NoToken> {
        let random = text.strip_prefix(kind.prefix()).ok_or(NoToken)?;
        let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if random.len() != TEXT_BYTES || !random.bytes().all(good) {
            return Err(NoToken);
        }
        Ok(Self(SecretString::from(text)))
    }

    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.0.expose_secret())
    }

    /// For the one to whom it belongs.
    pub fn into_secret(self) -> SecretString {
        self.0
    }
}

/// A text that is no token of this kind. It is not repeated: it may be one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoToken;

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no token")
    }
}

impl std::error::Error for NoToken {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const KINDS: [TokenKind; 2] = [TokenKind::Session, TokenKind::Api];

    fn text(kind: TokenKind) -> String {
        let token = Token::random(kind).unwrap();
        token.into_secret().expose_secret().to_owned()
    }

    #[test]
    fn each_is_another_and_is_read_again() {
        for kind in KINDS {
            let texts: HashSet<_> = (0..1_000).map(|_| text(kind)).collect();
            assert_eq!(texts.len(), 1_000);
            for text in texts {
                let token = Token::parse(kind, &text).unwrap();
                assert_eq!(token.fingerprint(), Fingerprint::of(&text));
                assert_eq!(text.len(), 47);
            }
        }
    }

    #[test]
    fn its_bits_are_all_random() {
        // Of 1,000 tokens, every place after the prefix has seen many characters.
        let texts: Vec<_> = (0..1_000).map(|_| text(TokenKind::Api)).collect();
        for place in 4..46 {
            let seen: HashSet<_> = texts.iter().map(|text| text.as_bytes()[place]).collect();
            assert!(seen.len() > 50, "{place}: {}", seen.len());
        }
        // The last one holds four bits.
        let last: HashSet<_> = texts.iter().map(|text| text.as_bytes()[46]).collect();
        assert_eq!(last.len(), 16);
    }

    #[test]
    fn what_cannot_be_one_is_refused() {
        let good = text(TokenKind::Session);
        let random = &good["sks_".len()..];
        let wrong = [
            String::new(),
            "sks_".to_owned(),
            random.to_owned(),
            format!("skt_{random}"),
            format!("SKS_{random}"),
            format!(" {good}"),
            format!("{good}\n"),
            format!("{good}A"),
            good[..46].to_owned(),
            format!("{}=", &good[..46]),
            format!("{}+", &good[..46]),
            format!("{}/", &good[..46]),
            format!("{}\0", &good[..46]),
            format!("{}é", &good[..45]),
            "sks_".to_owned() + &"A".repeat(1_000_000),
        ];
        for text in wrong {
            let outcome = Token::parse(TokenKind::Session, &text);
            assert!(matches!(outcome, Err(NoToken)), "{}", text.len());
        }
        assert!(Token::parse(TokenKind::Api, &good).is_err());
    }

    #[test]
    fn it_is_not_shown() {
        let good = text(TokenKind::Session);
        let token = Token::parse(TokenKind::Session, &good).unwrap();
        assert!(!format!("{token:?}").contains(&good["sks_".len()..]));
    }
}
