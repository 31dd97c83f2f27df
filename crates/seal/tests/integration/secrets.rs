//! A key is planted, and searched for in all that the crate tells.

use std::fmt::{Debug, Display};
use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use seal::{Purpose, file};

use crate::{key_lines, place, set_mode, write};

/// Fails when it tells a key: as text, as numbers or as hexadecimal digits, or a part of one.
fn tells_no_key(told: &str, key: &str) {
    let bytes = URL_SAFE_NO_PAD.decode(key).unwrap();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers: Vec<_> = bytes.iter().map(u8::to_string).collect();
    let parts = [
        &key[..12],
        &key[31..],
        &hexadecimal[..16],
        &hexadecimal[48..],
    ];
    let lower = told.to_lowercase();
    for part in parts {
        assert!(!told.contains(part) && !lower.contains(part), "{told}");
    }
    assert!(!told.contains(&numbers[..6].join(", ")), "{told}");
}

fn words(error: &(impl Display + Debug)) -> String {
    format!("{error} {error:?} {error:#?}")
}

#[test]
fn no_key_is_ever_told() {
    let (_folder, path) = place();
    file::create(&path).unwrap();
    let ring = file::rotate(&path).unwrap();
    let lines = key_lines(&path);
    let keys: Vec<_> = lines
        .iter()
        .map(|line| line.rsplit_once(' ').unwrap().1)
        .collect();
    let mut told = vec![format!("{ring:?} {ring:#?}")];
    let chain = ring.chain(ring.current()).unwrap();
    told.push(format!("{chain:?} {chain:#?}"));
    let sealed = ring
        .seal(Purpose::Account, "a", keys[0].as_bytes())
        .unwrap();
    let plain = ring.open(Purpose::Account, "a", &sealed).unwrap();
    told.push(format!("{plain:?}"));
    told.push(words(
        &ring.open(Purpose::Account, "b", &sealed).unwrap_err(),
    ));
    told.push(words(&file::retire(&path, ring.current()).unwrap_err()));
    told.push(words(&file::create(&path).unwrap_err()));

    // Each line broken in each way, the key still in it.
    let broken = [
        lines[0].replace("key-1", "key-2"),
        lines[0].replace("key-1", "kay-1"),
        lines[0].replace("-key-1 ", "-key-1"),
        format!("{} more", lines[0]),
        format!("{}\n{}", lines[0], lines[0]),
        keys[0].to_owned(),
        format!("skills-eye-key-1 {} {}", keys[0], keys[1]),
        format!("skills-eye-key-1 00000000 {}", keys[0]),
        format!(
            "skills-eye-key-1 {} {}\n{}\u{0}",
            ring.current(),
            keys[0],
            lines[1]
        ),
    ];
    for content in broken {
        write(&path, content);
        told.push(words(&file::read(&path).unwrap_err()));
        told.push(words(&file::look_at(&path).unwrap_err()));
        told.push(words(&file::rotate(&path).unwrap_err()));
    }
    write(&path, lines.join("\n"));
    set_mode(&path, 0o644);
    told.push(words(&file::read(&path).unwrap_err()));
    assert_eq!(told.len(), 34);
    for told in &told {
        for key in &keys {
            tells_no_key(told, key);
        }
    }
    // The search finds what is there.
    let found = std::panic::catch_unwind(|| {
        tells_no_key(&fs::read_to_string(&path).unwrap(), keys[0]);
    });
    assert!(found.is_err());
}
