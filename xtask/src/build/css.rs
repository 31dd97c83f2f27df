//! The style sheet: one file out of the list of imports in `style/main.css`, minified.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use super::site::Files;
use crate::project::Project;

/// Browsers that know nesting, layers and `light-dark()`: nothing is rewritten for older ones.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(123 << 16),
    edge: Some(123 << 16),
    firefox: Some(128 << 16),
    ie: None,
    ios_saf: Some(17 << 16 | 5 << 8),
    opera: None,
    safari: Some(17 << 16 | 5 << 8),
    samsung: None,
};

pub(crate) fn add(project: &Project, files: &mut Files) -> Result<()> {
    let path = project.root.join(&project.leptos.style_file);
    let name = format!(
        "{}/{}.css",
        project.leptos.site_pkg_dir, project.leptos.output_name
    );
    let whole = join(&path)?;
    files.add(name, minify(&whole)?.into_bytes())
}

/// Every relative `url(…)` of the built sheets must name a file of the site.
pub(crate) fn check_references(files: &Files) -> Result<()> {
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let content = String::from_utf8_lossy(content);
        for reference in references(&content) {
            if let Some(target) = resolve(path, reference)
                && files.get(&target).is_none()
            {
                bail!("{path} refers to {reference}, but the site has no {target}");
            }
        }
    }
    Ok(())
}

/// The text of a sheet with every `@import "x.css" layer(y);` replaced by the file.
fn join(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut whole = String::new();
    for (index, line) in text.lines().enumerate() {
        let Some(import) = line.trim_start().strip_prefix("@import") else {
            whole.push_str(line);
            whole.push('\n');
            continue;
        };
        let place = || format!("{}:{}", path.display(), index + 1);
        let import = Import::parse(import).with_context(place)?;
        let inner = join(&folder.join(import.path)).with_context(place)?;
        // Each file is checked alone: an unclosed brace is found where it is.
        StyleSheet::parse(&inner, ParserOptions::default())
            .map_err(|error| anyhow!("{}: {error}", folder.join(import.path).display()))?;
        match import.layer {
            None => whole.push_str(&inner),
            Some(layer) => whole.push_str(&format!("@layer {layer} {{\n{inner}\n}}\n")),
        }
    }
    Ok(whole)
}

struct Import<'line> {
    path: &'line str,
    layer: Option<&'line str>,
}

impl<'line> Import<'line> {
    fn parse(rest: &'line str) -> Result<Self> {
        let rest = rest.split("/*").next().unwrap_or(rest).trim();
        let form = "expected `@import \"file.css\" layer(name);` alone on its line";
        let rest = rest.strip_suffix(';').context(form)?.trim();
        let (path, rest) = rest
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
            .context(form)?;
        let rest = rest.trim();
        if rest.is_empty() {
            return Ok(Self { path, layer: None });
        }
        let layer = rest
            .strip_prefix("layer(")
            .and_then(|rest| rest.strip_suffix(')'));
        Ok(Self {
            path,
            layer: Some(layer.context(form)?.trim()),
        })
    }
}

fn minify(text: &str) -> Result<String> {
    let targets = Targets::from(BROWSERS);
    let mut sheet = StyleSheet::parse(text, ParserOptions::default())
        .map_err(|error| anyhow!("the joined style sheet: {error}"))?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..Default::default()
        })
        .map_err(|error| anyhow!("the joined style sheet: {error}"))?;
    let options = PrinterOptions {
        minify: true,
        targets,
        ..Default::default()
    };
    let printed = sheet
        .to_css(options)
        .map_err(|error| anyhow!("the joined style sheet: {error}"))?;
    Ok(printed.code)
}

fn references(css: &str) -> impl Iterator<Item = &str> {
    css.split("url(").skip(1).filter_map(|rest| {
        let reference = rest.split(')').next()?.trim_matches(['"', '\'', ' ']);
        let reference = reference.split(['?', '#']).next()?;
        let elsewhere = reference.is_empty()
            || reference.starts_with("data:")
            || reference.starts_with('/')
            || reference.contains("://");
        (!elsewhere).then_some(reference)
    })
}

/// The path in the site that a reference in the file `from` means.
fn resolve(from: &str, reference: &str) -> Option<String> {
    let mut words: Vec<&str> = from.split('/').collect();
    words.pop();
    for word in reference.split('/') {
        match word {
            "." => {}
            ".." => {
                words.pop()?;
            }
            word => words.push(word),
        }
    }
    Some(words.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modern_css_stays_modern() {
        let css = "@layer base, kit; @layer kit { .card { color: light-dark(#000, #fff); \
                   &:hover { inset-inline-start: 1px } } }";
        let small = minify(css).unwrap();
        assert_eq!(
            small,
            "@layer base;@layer kit{.card{color:light-dark(#000,#fff);\
             &:hover{inset-inline-start:1px}}}"
        );
    }

    #[test]
    fn imports_say_what_they_mean() {
        let check = |line, path, layer| {
            let import = Import::parse(line).unwrap();
            assert_eq!((import.path, import.layer), (path, layer), "{line}");
        };
        check(
            " \"tokens.css\" layer(tokens);",
            "tokens.css",
            Some("tokens"),
        );
        check(" \"kit/button.css\"; /* why */", "kit/button.css", None);
        for bad in [" url(x.css);", " \"x.css\"", " \"x.css\" screen;"] {
            assert!(Import::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_reference_to_nothing_is_found() {
        let sheet = b"@font-face{src:url(../fonts/a.woff2)}b{background:url(data:x)}".to_vec();
        let mut files = Files::default();
        files.add("pkg/a.css", sheet).unwrap();
        assert!(
            check_references(&files)
                .unwrap_err()
                .to_string()
                .contains("fonts/a.woff2")
        );
        files.add("fonts/a.woff2", vec![1]).unwrap();
        check_references(&files).unwrap();
    }
}
