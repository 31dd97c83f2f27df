//! Key files that are refused, and those that are not.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use seal::file;

use crate::{key_lines, place, set_mode, write};

const LINE: &str = "skills-eye-key-1 06982e3f AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const OTHER: &str = "skills-eye-key-1 46d7e76f ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM";

#[test]
fn comments_empty_lines_and_ends_of_lines_do_not_matter() {
    let (_folder, path) = place();
    let contents = [
        LINE.to_owned(),
        format!("{LINE}\n"),
        format!("# a comment\n\n{LINE}\n# another, of ours: schlüssel\n\n"),
        format!("# a comment\r\n  {}\t\r\n", LINE.replace(' ', "  ")),
    ];
    for content in contents {
        write(&path, &content);
        let ring = file::read(&path).unwrap();
        assert_eq!(ring.current().to_string(), "06982e3f", "{content}");
    }
    write(&path, format!("{LINE}\n{OTHER}\n"));
    let ids: Vec<_> = file::read(&path).unwrap().ids().collect();
    assert_eq!(format!("{ids:?}"), "[06982e3f, 46d7e76f]");
}

#[test]
fn what_is_no_key_file_is_refused_with_its_line() {
    let (_folder, path) = place();
    let changed = LINE.replace("AAEC", "BAEC");
    let newer = LINE.replace("key-1", "key-2");
    let check = |content: &[u8], expected: &str| {
        write(&path, content);
        let error = file::read(&path).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains(path.to_str().unwrap()), "{error}");
        for secret in ["AECAwQFBg", "ZGVmZ2hpam"] {
            assert!(!error.contains(secret), "{error}");
        }
    };
    check(b"", "is empty");
    check(b"\n", "has no key");
    check(b"# only words\n", "has no key");
    check(
        format!("{LINE}\n{changed}").as_bytes(),
        "line 2 was changed",
    );
    check(
        format!("#\n#\n{newer}").as_bytes(),
        "line 3 has a key of a form",
    );
    check(
        format!("{LINE}\n{LINE}").as_bytes(),
        "line 2 has the key 06982e3f a second time",
    );
    let no_keys = [
        LINE.replace("key-1", "key-0"),
        LINE.replace("key-1", "key-x"),
        LINE.replace("key-1", "key-"),
        LINE.replace("skills", "Skills"),
        LINE.replace("06982e3f", "06982E3F"),
        LINE.replace("06982e3f", "6982e3f"),
        LINE.replace("06982e3f ", ""),
        // The spare bits of the last character.
        LINE.replace("Hh8", "Hh9"),
        LINE.replace("Hh8", "Hh8="),
        LINE.replace("Hh8", "Hh+"),
        format!("{LINE}A"),
        LINE[..LINE.len() - 1].to_owned(),
        format!("{LINE} # with a word"),
        format!("{LINE}{LINE}"),
        format!("\u{feff}{LINE}"),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".to_owned(),
    ];
    for line in no_keys {
        check(format!("{OTHER}\n{line}\n").as_bytes(), "line 2 is no key");
    }
    check(
        &[LINE.as_bytes(), b"\n\xff\xfe\n"].concat(),
        "line 2 is no key",
    );
    check(
        &[b"#".repeat(20_000), b"\n".to_vec(), LINE.into()].concat(),
        "16384 bytes",
    );
    check(&[0; 16_384], "line 1 is no key");
}

#[test]
fn whatever_is_cut_off_of_a_line_is_found() {
    let (_folder, path) = place();
    for end in 0..LINE.len() {
        write(&path, &LINE[..end]);
        assert!(file::read(&path).is_err(), "{end}");
    }
    for bit in 0..LINE.len() * 8 {
        let mut bytes = LINE.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        write(&path, &bytes);
        // A space may be another space.
        let same = bytes
            .split(u8::is_ascii_whitespace)
            .eq(LINE.as_bytes().split(|b| *b == b' '));
        assert_eq!(file::read(&path).is_ok(), same, "{bit}");
    }
}

#[test]
fn what_others_may_read_is_refused_with_the_way_out() {
    let (_folder, path) = place();
    write(&path, LINE);
    for mode in [0o644, 0o640, 0o604, 0o620, 0o602, 0o666, 0o444] {
        set_mode(&path, mode);
        let error = file::read(&path).unwrap_err().to_string();
        let way_out = format!("chmod 0600 {}", path.display());
        assert!(error.contains(&format!("mode {mode:04o}")), "{error}");
        assert!(error.ends_with(&way_out), "{error}");
    }
    for mode in [0o600, 0o400] {
        set_mode(&path, mode);
        file::read(&path).unwrap();
    }
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let (folder, path) = place();
    let error = file::read(folder.path()).unwrap_err().to_string();
    assert!(error.ends_with("is not a file"), "{error}");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    set_mode(&path, 0o600);
    let error = file::read(&path).unwrap_err().to_string();
    assert!(error.ends_with("is not a file"), "{error}");
    fs::remove_file(&path).unwrap();
    let error = file::read(&path).unwrap_err().to_string();
    let way_out = format!("skills-eye key new {}", path.display());
    assert!(error.ends_with(&way_out), "{error}");
}

#[test]
fn a_mounted_secret_is_read_through_its_links() {
    let (folder, path) = place();
    let version = folder.path().join("..2026_01_01");
    fs::create_dir(&version).unwrap();
    file::create(&version.join("key")).unwrap();
    set_mode(&version.join("key"), 0o400);
    symlink("..2026_01_01", folder.path().join("..data")).unwrap();
    symlink("..data/key", &path).unwrap();
    file::read(&path).unwrap();
    assert_eq!(key_lines(&path).len(), 1);
}
