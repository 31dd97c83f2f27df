//! What sealing, opening and looking up cost: `cargo run --release -p seal --example cost`

#![expect(clippy::print_stdout, reason = "it is there to print")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use seal::{Chain, KeyRing, Purpose, Token, TokenKind, file};
use secrecy::ExposeSecret as _;

const SAMPLES: usize = 300;
/// In each sample.
const ROUNDS: u32 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::temp_dir().join(format!("skills-eye-cost-{}", std::process::id()));
    let ring = file::create(&path);
    std::fs::remove_file(&path)?;
    measure(&ring?)
}

fn measure(ring: &KeyRing) -> Result<(), Box<dyn Error>> {
    for bytes in [64, 1_024, 16 * 1_024, 512 * 1_024] {
        let plain = vec![7; bytes];
        let sealed = ring.seal(Purpose::Account, "a/place", &plain)?;
        let seal = || ring.seal(Purpose::Account, "a/place", black_box(&plain));
        tell(&format!("seal {bytes} bytes"), seal);
        let open = || ring.open(Purpose::Account, "a/place", black_box(&sealed));
        tell(&format!("open {bytes} bytes"), open);
    }
    let chain = ring.chain(ring.current())?;
    let record = [7; 1_024];
    tell("link 1024 bytes", || {
        chain.link(&Chain::START, black_box(&record))
    });
    tell("key of a chain", || ring.chain(ring.current()));
    tell("new token", || Token::random(TokenKind::Session));
    let token = Token::random(TokenKind::Session)?.into_secret();
    let fingerprint = || {
        let token = Token::parse(TokenKind::Session, black_box(token.expose_secret()));
        token.map(|token| token.fingerprint())
    };
    tell("token to fingerprint", fingerprint);
    let one = fingerprint()?;
    tell("compare fingerprints", || one == *black_box(&one));
    Ok(())
}

/// The median and the 99th percentile, in microseconds.
fn tell<T>(what: &str, mut work: impl FnMut() -> T) {
    let mut took: Vec<_> = (0..SAMPLES)
        .map(|_| {
            let began = Instant::now();
            for _ in 0..ROUNDS {
                black_box(work());
            }
            began.elapsed() / ROUNDS
        })
        .collect();
    took.sort();
    let at = |percent: usize| took[SAMPLES * percent / 100].as_nanos() as f64 / 1_000.0;
    println!("{what:24} {:8.2} µs, p99 {:8.2}", at(50), at(99));
}
