//! Brotli and gzip versions of every file that gains from them, made once here
//! so that the server never compresses an asset.

use std::io::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context as _, Result, anyhow};

use super::Profile;
use super::cache::Cache;
use super::site::Files;
use crate::output;
use crate::project::Project;

const COMPRESSIBLE: [&str; 10] = [
    "wasm",
    "js",
    "mjs",
    "css",
    "svg",
    "json",
    "txt",
    "xml",
    "ico",
    "webmanifest",
];

/// Smaller files fit one packet either way.
const WORTHWHILE: usize = 256;

pub(crate) struct Sizes {
    path: String,
    raw: usize,
    brotli: usize,
    gzip: usize,
}

impl Sizes {
    pub(crate) fn row(&self) -> Vec<String> {
        let size = |count: usize| output::bytes(count as u64);
        vec![
            self.path.clone(),
            size(self.raw),
            size(self.brotli),
            size(self.gzip),
        ]
    }
}

/// Adds `FILE.br` and `FILE.gz`, and tells the sizes.
pub(crate) fn add(project: &Project, profile: Profile, files: &mut Files) -> Result<Vec<Sizes>> {
    let cache = Cache::open(project)?;
    let inputs: Vec<(&str, &[u8])> = files
        .iter()
        .filter(|(path, content)| compressible(path) && content.len() >= WORTHWHILE)
        .collect();
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(&(path, content)) = inputs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let made = both(&cache, profile, content)
                        .with_context(|| format!("could not compress {path}"));
                    if let Ok(mut results) = results.lock() {
                        results.push((path.to_owned(), content.len(), made));
                    }
                }
            });
        }
    });
    let mut results = results
        .into_inner()
        .map_err(|_| anyhow!("a compressing thread panicked"))?;
    results.sort_by(|left, right| left.0.cmp(&right.0));
    let mut sizes = Vec::new();
    for (path, raw, made) in results {
        let (brotli, gzip) = made?;
        sizes.push(Sizes {
            path: path.clone(),
            raw,
            brotli: brotli.len(),
            gzip: gzip.len(),
        });
        // One that does not gain is left out; the server then sends the plain file.
        if brotli.len() < raw {
            files.add(format!("{path}.br"), brotli)?;
        }
        if gzip.len() < raw {
            files.add(format!("{path}.gz"), gzip)?;
        }
    }
    Ok(sizes)
}

fn compressible(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| COMPRESSIBLE.contains(&extension))
}

fn both(cache: &Cache, profile: Profile, content: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let (quality, level) = match profile {
        Profile::Demo => (5, 5),
        Profile::Release => (11, 9),
    };
    let brotli = cache.get_or(&format!("brotli {quality}"), content, || {
        to_brotli(content, quality)
    })?;
    let gzip = cache.get_or(&format!("gzip {level}"), content, || {
        to_gzip(content, level)
    })?;
    Ok((brotli, gzip))
}

fn to_brotli(mut content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn to_gzip(content: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn compressed_files_come_back_whole() {
        let content = b"the same words, the same words, the same words".repeat(40);
        let mut plain = Vec::new();
        let brotli = to_brotli(&content, 11).unwrap();
        brotli::BrotliDecompress(&mut brotli.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, content);
        let mut plain = Vec::new();
        let gzip = to_gzip(&content, 9).unwrap();
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, content);
    }

    #[test]
    fn fonts_and_pictures_are_left_alone() {
        assert!(compressible("pkg/skills-eye.wasm") && compressible("favicon.ico"));
        assert!(!compressible("fonts/inter.woff2") && !compressible("README"));
    }
}
