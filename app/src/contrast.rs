//! The colours of `style/tokens.css` against WCAG AA, in both themes.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

/// What small text needs.
const TEXT: f64 = 4.5;
/// What a mark, a line of a control and a ring of focus need.
const MARK: f64 = 3.0;

const GROUNDS: &[&str] = &["canvas", "surface", "sunken", "raised", "hover"];
const TONES: &[&str] = &["ok", "warning", "critical", "unknown", "info", "accent"];

type Rgb = [f64; 3];

/// A colour in the light and in the dark theme.
fn colours() -> BTreeMap<&'static str, [Rgb; 2]> {
    TOKENS
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let (light, dark) = value
                .trim()
                .strip_prefix("light-dark(")?
                .strip_suffix(");")?
                .split_once(',')?;
            Some((name, [hex(light.trim())?, hex(dark.trim())?]))
        })
        .collect()
}

fn hex(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |at: usize| {
        let value = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
        let value = f64::from(value) / 255.0;
        Some(if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        })
    };
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |[red, green, blue]: Rgb| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Every pair that stands on the other somewhere, with the contrast it needs.
fn pairs() -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    let mut need = |front: &str, ground: &str, least| {
        pairs.push((front.to_owned(), ground.to_owned(), least));
    };
    for ground in GROUNDS
        .iter()
        .chain(&["pressed", "accent-ground", "changed"])
    {
        need("text", ground, TEXT);
        need("muted", ground, TEXT);
    }
    for ground in GROUNDS.iter().chain(&["accent-ground"]) {
        need("subtle", ground, TEXT);
        need("accent", ground, TEXT);
        need("control-line", ground, MARK);
    }
    for tone in TONES {
        need(tone, &format!("{tone}-ground"), TEXT);
        for ground in ["canvas", "surface", "raised"] {
            need(tone, ground, TEXT);
        }
    }
    for tone in ["ok", "critical", "unknown", "info"] {
        need(&format!("{tone}-mark"), "surface", MARK);
    }
    for series in 1..=8 {
        need(&format!("series-{series}"), "surface", MARK);
    }
    for ground in ["accent", "accent-hover"] {
        need("on-accent", ground, TEXT);
    }
    for ground in ["critical", "critical-hover"] {
        need("on-critical", ground, TEXT);
    }
    need("on-inverse", "inverse", TEXT);
    need("on-inverse-muted", "inverse", TEXT);
    pairs
}

#[test]
fn every_text_can_be_read_in_both_themes() {
    let colours = colours();
    let mut poor = Vec::new();
    for (front, ground, least) in pairs() {
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let colour = |name: &str| colours.get(name).map(|pair| pair[theme]);
            match (colour(&front), colour(&ground)) {
                (Some(a), Some(b)) if contrast(a, b) >= least => {}
                (Some(a), Some(b)) => poor.push(format!(
                    "{name}: --{front} on --{ground} is {:.2}, needs {least}",
                    contrast(a, b)
                )),
                _ => poor.push(format!("--{front} or --{ground} is not a pair of colours")),
            }
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn contrast_is_that_of_wcag() {
    let white = hex("#ffffff").unwrap();
    let black = hex("#000000").unwrap();
    assert!((contrast(white, black) - 21.0).abs() < 0.01);
    assert!((contrast(white, hex("#767676").unwrap()) - 4.54).abs() < 0.01);
}
